"""What the platform itself says in a student's notebook: its head, and the cell at its end."""

# ruff: noqa: E501  a sentence is easier to read whole
from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from autograder.model import Text

CHECKED = Text(en="counted by the last cell", ko="마지막 셀이 셉니다")

HEAD: Mapping[str, Text] = MappingProxyType(
    {
        "points": Text(en="{points} points", ko="배점 {points}점"),
        "by_hand": Text(en="{points} of them graded by a person", ko="이 중 {points}점은 사람이 채점"),
        "due": Text(en="due {due}", ko="마감 {due}"),
        "hand_in": Text(
            en="**Handing in.** Save the notebook and hand in `{file}` itself, under this name and with all its cells. "
            "The last cell says beforehand what would be lost.",
            ko="**제출.** 노트북을 저장하고 `{file}` 파일을 그대로 제출하세요. 이름을 바꾸거나 셀을 지우지 마세요. 빠진 것이 있는지는 "
            "마지막 셀이 미리 알려 줍니다.",
        ),
        "late": Text(
            en="**Late.** Each day begun after that takes {per_day} % off the score, {at_most} % at most; "
            "{grace_minutes} minutes late cost nothing.",
            ko="**지각 제출.** 마감 뒤에는 하루가 시작될 때마다 점수의 {per_day}%가 감점되고, 감점은 최대 {at_most}%입니다. "
            "{grace_minutes}분까지는 감점이 없습니다.",
        ),
        "cutoff": Text(
            en="**Cut-off.** Nothing is accepted after {cutoff}.",
            ko="**제출 종료.** {cutoff} 이후에는 받지 않습니다.",
        ),
        "limits": Text(
            en="**When it is graded**, all cells together may use {load_s} seconds of processor time, one call of a "
            "function {call_s} seconds and the whole notebook {cpu_s} seconds; it may use {memory_mib} MiB of memory.",
            ko="**채점할 때** 프로세서 시간으로 모든 셀의 실행은 합해서 {load_s}초, 함수 호출 한 번은 {call_s}초, 노트북 전체는 "
            "{cpu_s}초까지 쓸 수 있고, 메모리는 {memory_mib} MiB까지 쓸 수 있습니다.",
        ),
    }
)

CLOSING_TEXT = Text(
    en="## Before you hand in\n\nRun all cells, save the notebook, then run the next cell. It counts the exercises that "
    "pass their visible checks and says what would be lost if you handed in now.",
    ko="## 제출하기 전에\n\n모든 셀을 실행하고 노트북을 저장한 다음 아래 셀을 실행하세요. 노트북에 보이는 검사를 통과한 문제의 수를 세고, "
    "지금 제출하면 무엇이 빠지는지 알려 줍니다.",
)

CLOSING: Mapping[str, Text] = MappingProxyType(
    {
        "passed": Text(
            en="{passed} of {all} pass: the exercises whose visible checks hold.",
            ko="{all}문제 중 {passed}문제가 노트북에 보이는 검사를 통과했습니다.",
        ),
        "rest": Text(en="Not yet: {names}", ko="아직 통과하지 않은 문제: {names}"),
        "manual": Text(en="Graded by a person: {names}", ko="사람이 채점하는 문제: {names}"),
        "file": Text(
            en="What follows was read from the file {name} as it was saved at {time}. If you have changed anything "
            "since, save the notebook and run this cell again.",
            ko="아래 내용은 {time}에 저장된 {name} 파일을 읽은 결과입니다. 그 뒤에 고친 것이 있으면 노트북을 저장하고 이 셀을 다시 "
            "실행하세요.",
        ),
        "history": Text(
            en="The saved file cannot be found from here, so what follows is about the cells that you have run since "
            "the kernel was started, also those that you have changed since. Missing and unsolved cells are not looked "
            "for.",
            ko="여기에서는 저장된 파일을 찾을 수 없어, 커널을 시작한 뒤에 실행한 셀만 살펴보았습니다. 그 뒤에 고친 셀도 들어 있습니다. "
            "빠진 셀과 풀지 않은 문제는 확인하지 않았습니다.",
        ),
        "cell": Text(en="cell {number} (`{code}`)", ko="{number}번째 셀(`{code}`)"),
        "missing": Text(
            en="The cell {name} is missing. Copy it from a fresh copy of the notebook.",
            ko="{name} 셀이 없습니다. 새로 받은 노트북에서 이 셀을 복사해 오세요.",
        ),
        "unsolved": Text(en="Not solved yet: {names}", ko="아직 풀지 않은 문제: {names}"),
        "changed": Text(
            en="The given {cell} was changed; your change does not count.",
            ko="주어진 셀인 {cell}이 바뀌었습니다. 바뀐 내용은 채점에 쓰이지 않습니다.",
        ),
        "syntax": Text(
            en="Python cannot read {cell}; nothing in it counts.",
            ko="{cell}에 문법 오류가 있습니다. 이 셀의 내용은 채점되지 않습니다.",
        ),
        "reused": Text(
            en="{name} is the name of an exercise and is given another value in {cell}. Take another name there.",
            ko="{name}은(는) 문제의 이름인데 {cell}에서 다른 값이 됩니다. 그곳에서는 다른 이름을 쓰세요.",
        ),
        "input": Text(
            en="input() in {cell}: nobody is there to type when the notebook is graded.",
            ko="{cell}에서 input()을 씁니다. 채점할 때는 입력할 사람이 없습니다.",
        ),
        "shell": Text(
            en="A line of {cell} is for the shell; it does not run when the notebook is graded.",
            ko="{cell}에 셸 명령이 있습니다. 채점할 때는 실행되지 않습니다.",
        ),
        "module": Text(
            en="{cell} imports {name}, which is not there when the notebook is graded; there are Python's own modules "
            "and {modules}.",
            ko="{cell}에서 {name} 모듈을 불러오는데, 채점할 때는 이 모듈이 없습니다. 파이썬에 들어 있는 모듈과 {modules} 모듈만 있습니다.",
        ),
        "nothing": Text(en="Nothing would be lost.", ko="빠지는 것이 없습니다."),
    }
)
