# What would be lost if this notebook were handed in now, in plain Python. `frame` puts this file, from the line of
# dashes on, into a notebook's last cell; the platform itself never runs it.
# mypy: ignore-errors
# ----
def before_handing_in(exercises, manual, modules, says):
    import ast
    import json
    import os
    import sys
    import time

    if os.environ.get("NBGRADER_EXECUTION") or "get_ipython" not in globals():
        return  # it is being graded
    names = globals()
    standard = sys.stdlib_module_names  # Python 3.10

    def saved_notebook():
        """The cells of the saved file by number, its contract and when it was saved; None where no file is known."""
        told = os.environ.get("JPY_SESSION_NAME") or names.get("__vsc_ipynb_file__") or ""
        for path in (told, os.path.basename(told)):  # Jupyter and VS Code; the file may have been moved with its folder
            try:
                with open(path, encoding="utf-8") as file:
                    notebook = json.load(file)
                contract = notebook["metadata"]["autograder"]["cells"]
                saved = time.strftime("%H:%M:%S", time.localtime(os.path.getmtime(path)))
                return list(enumerate(notebook["cells"], 1)), contract, os.path.basename(path), saved
            except (OSError, ValueError, KeyError, TypeError):
                pass
        return None

    def source(cell):
        return cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])

    def grade_id(cell):
        return cell.get("metadata", {}).get("nbgrader", {}).get("grade_id")

    def parsed(code):
        try:
            return ast.parse(get_ipython().input_transformer_manager.transform_cell(code))  # noqa: F821
        except (SyntaxError, ValueError):
            return None

    def bound(tree):
        """Names that a cell gives a value when it runs, with how: "def" or something else."""
        for node in walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                yield node.name, "def"
            elif isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del)):
                yield node.id, "other"
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                for alias in node.names:
                    if alias.name == "*":
                        module = sys.modules.get(node.module or "")
                        for name in getattr(module, "__all__", None) or dir(module):
                            yield name, "other"
                    else:
                        yield (alias.asname or alias.name).partition(".")[0], "other"

    def walk(node):
        """The statements of a cell itself: what stands inside functions, classes and comprehensions is their own."""
        yield node
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            return
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            return
        for child in ast.iter_child_nodes(node):
            yield from walk(child)

    def shown(number, code):
        first = next((line.strip() for line in code.split("\n") if line.strip()), "")
        return says["cell"].format(number=number, code=first if len(first) <= 50 else first[:47] + "...")

    found, unsolved = [], []
    saved = saved_notebook()
    if saved:
        cells, contract, name, at = saved
        read = says["file"].format(name=name, time=at)
        here = {grade_id(cell): (number, source(cell)) for number, cell in cells}
        codes = [
            (number, grade_id(cell), source(cell))
            for number, cell in cells
            if cell.get("cell_type") == "code" and "def before_handing_in(" not in source(cell)
        ]
        for cell in contract:
            if cell["role"] in ("solution", "manual", "public") and cell["id"] not in here:
                found.append(says["missing"].format(name=cell["id"]))
                continue
            same = cell["id"] in here and here[cell["id"]][1].strip() == cell["source"].strip()
            if cell["role"] in ("solution", "manual") and same:
                unsolved.append(cell["id"])
            if cell["role"] in ("code", "public") and cell["id"] in here and not same:
                found.append(says["changed"].format(cell=shown(*here[cell["id"]])))
            if cell["role"] != "solution":
                codes = [code for code in codes if code[1] != cell["id"]]
    else:
        read = says["history"]
        codes = [(number, None, code) for number, code in enumerate(names.get("In", [])) if code]
        codes = [code for code in codes if "def before_handing_in(" not in code[2] and "CHECKED = {**" not in code[2]]
    marks = ("%%writefile ", "run_cell_magic('writefile', '")  # as saved, and as the session keeps it
    written = {code.split(mark)[1].split(".py")[0] for _, _, code in codes for mark in marks if mark in code}
    for number, cell_id, code in codes:
        tree = parsed(code)
        if tree is None:
            if saved:
                found.append(says["syntax"].format(cell=shown(number, code)))
            continue
        defined = set()
        for name, how in bound(tree):
            if how == "def" or (cell_id == name and name not in defined):
                defined.add(name)  # its own cell may also say `tanh = np.tanh`
            elif name in exercises:
                found.append(says["reused"].format(name=name, cell=shown(number, code)))
        for node in ast.walk(tree):
            roots = []
            if isinstance(node, ast.Import):
                roots = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                roots = [node.module]
            elif isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called == "input" and "input" not in defined:
                    found.append(says["input"].format(cell=shown(number, code)))
                elif called in ("get_ipython().system", "get_ipython().getoutput", "os.system"):
                    found.append(says["shell"].format(cell=shown(number, code)))
            for root in sorted({name.partition(".")[0] for name in roots} - {*modules, *standard, *written}):
                found.append(says["module"].format(name=root, cell=shown(number, code), modules=", ".join(modules)))
    checked = names.get("CHECKED", {})
    passed = [name for name in exercises if name in checked and checked[name] is names.get(name)]
    print(says["passed"].format(passed=len(passed), all=len(exercises)))
    rest = [name for name in exercises if name not in passed]
    if rest:
        print(says["rest"].format(names=", ".join(rest)))
    if manual:
        print(says["manual"].format(names=", ".join(manual)))
    print()
    print(read)
    if unsolved:
        found.append(says["unsolved"].format(names=", ".join(unsolved)))
    for line in dict.fromkeys(found):
        print(f"- {line}")
    if not found:
        print(says["nothing"])
