# Two commands do everything on a machine with Python 3.11 and make: `make demo` and `make test`.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
SLOW := tests/browser tests/executors/test_dask.py tests/guard/test_feedback_through_nbgrader.py
WORKFLOWS := docs/ci/github-actions.yml autograder/release/student/check.yml docs/ci/central-grader.yml
QUICK := $(patsubst %,--ignore=%,$(SLOW))
# Processes that share the tests among them, a folder each, in the order of their names: the longest happen to come first.
# One more than the cores that this is for: often one of them waits for a process or a disk.
WORKERS ?= 3

.PHONY: help setup demo test test-slow test-pythons test-lowest test-newest test-places print-quick test-tools lint lint-types lint-texts site verify verify-seeds attacks differential bench clean

help:
	@echo "make demo     set up where needed, then the main job: release, a class, grades, reports"
	@echo "make test     set up where needed, then lint and all tests"
	@echo "make test-slow  a real browser on JupyterLab, a real Dask cluster: minutes"
	@echo "make test-pythons  the quick tests, or TESTS=..., with every Python from 3.11 on that is here: prints a table"
	@echo "make test-lowest  the quick tests with the lowest versions of all dependencies; test-newest: the newest"
	@echo "make test-places  installations, locales, homes, users: prints a table"
	@echo "make setup    .venv with everything pinned (requirements.lock)"
	@echo "make lint     ruff, mypy --strict, the CI templates, the documents' links"
	@echo "make site     the documents as a site, in site/"
	@echo "make verify   test the hidden suites of all assignments, mutants included"
	@echo "make verify-seeds   the same under 50 seeds, without mutants: no score depends on luck (an hour or more)"
	@echo "make differential  thousands of mangled notebooks under nbgrader and here"
	@echo "make attacks  run the hostile submissions, as root and as an ordinary user"
	@echo "make bench    measure: against nbgrader, otter and the bare floor"
	@echo "make clean    remove .venv and everything generated"

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	bash scripts/setup $(PYTHON)
	@touch $(READY)

demo: $(READY)
	$(BIN)/autograder demo --assignment 02_activations

test: $(READY)
	$(MAKE) --no-print-directory --jobs=2 --output-sync=target test-tools lint
	$(BIN)/python -m pytest $(QUICK) -m "not slow" -n $(WORKERS) --no-loadscope-reorder

test-tools: $(READY)
	bash scripts/install-test-tools

test-slow: $(READY)
	bash scripts/install-test-tools browser
	$(BIN)/python -m pytest $(QUICK) -m slow -n $(WORKERS) --no-loadscope-reorder
	$(BIN)/python -m pytest $(SLOW)

test-pythons:
	$(PYTHON) scripts/pythons.py $(TESTS)

test-lowest:
	PACKAGES=lowest $(PYTHON) scripts/pythons.py $(TESTS)

test-newest:
	PACKAGES=newest $(PYTHON) scripts/pythons.py $(TESTS)

test-places: $(READY)
	$(BIN)/python scripts/places.py

print-quick:
	@echo $(QUICK)

# In parts, so that `make --jobs=2 lint` has work for both cores.
lint: lint-types lint-texts

lint-types: $(READY)
	$(BIN)/ruff check .
	$(BIN)/mypy

lint-texts: $(READY)
	$(BIN)/zizmor --quiet --offline --no-progress $(WORKFLOWS)
	$(BIN)/actionlint -shellcheck= -pyflakes= $(WORKFLOWS)
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows $(WORKFLOWS)
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.gitlab-ci docs/ci/gitlab-ci.yml autograder/release/student/gitlab-ci.yml
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --site-dir .venv/.site

site: $(READY)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --site-dir site

verify: $(READY)
	$(BIN)/autograder verify

verify-seeds: $(READY)
	$(BIN)/autograder verify --mutants 0 --seeds 50

differential: $(READY)
	$(BIN)/python -m tests.differential

attacks: $(READY)
	$(BIN)/python -m tests.attacks

bench: $(READY)
	$(BIN)/python -m benchmarks

clean:
	rm -rf .venv site demo .autograder .mypy_cache .ruff_cache .pytest_cache .hypothesis
