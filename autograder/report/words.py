"""The pages' own words. A template says `w.score`; every word is there in every language or the page is not made."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from autograder.model import Language, Text

_WORDS = {
    # Both pages.
    "score": Text("Score", "점수"),
    "points": Text("points", "점"),
    "notes": Text("Notes", "알림"),
    "late_penalty": Text("Late penalty", "지각 감점"),
    "exercises": Text("Exercises", "문제"),
    "unreadable": Text("The notebook cannot be read", "노트북을 읽을 수 없습니다"),
    "fault": Text("This could not be graded", "채점하지 못했습니다"),
    "made_by": Text("Made by autograder", "autograder가 만든 문서입니다"),
    # A student's page.
    "feedback": Text("Feedback", "피드백"),
    "passed_of": Text("exercises passed", "개 문제 통과"),
    "waiting": Text("still to be graded by a person", "남음 (사람이 채점)"),
    "all_done": Text("Everything passed. Well done!", "모두 통과했습니다. 잘했습니다!"),
    "run_ended": Text("The notebook did not run to its end", "노트북이 끝까지 실행되지 않았습니다"),
    "hint": Text("Think about", "생각해 볼 점"),
    "message": Text("Details", "자세히"),
    "recognised": Text("Recognised as", "알려진 실수"),
    "not_checked_why": Text(
        "Not checked, because something it builds on did not pass yet.",
        "이 검사의 바탕이 되는 것이 아직 통과하지 않아 확인하지 않았습니다.",
    ),
    "nothing_checked": Text("Nothing of this exercise could be checked.", "이 문제는 확인할 수 없었습니다."),
    "rubric": Text("Graded by these criteria", "채점 기준"),
    "criterion": Text("Criterion", "기준"),
    "worth": Text("Points", "배점"),
    "comment": Text("Comment from your grader", "채점자의 의견"),
    "not_graded_yet": Text("not graded yet", "아직 채점하지 않음"),
    "changed_by_person": Text("A person changed this score.", "사람이 이 점수를 조정했습니다."),
    "before_penalty": Text("before the late penalty", "지각 감점 전"),
    # The class report.
    "class_report": Text("Class report", "학급 보고서"),
    "submissions": Text("submissions", "제출"),
    "mean": Text("mean", "평균"),
    "median": Text("median", "중앙값"),
    "full_marks": Text("full marks", "만점"),
    "not_graded": Text("not graded", "채점 못함"),
    "attention": Text("Needs your attention", "확인이 필요합니다"),
    "no_attention": Text("Nothing needs your attention.", "확인할 것이 없습니다."),
    "faults": Text("Could not be graded: the grader's own fault", "채점하지 못함: 채점기의 문제"),
    "unreadables": Text("Notebooks that cannot be read", "읽을 수 없는 노트북"),
    "bad_ends": Text("Notebooks that did not run to their end", "끝까지 실행되지 않은 노트북"),
    "all_notes": Text("Notes on submissions", "제출에 대한 알림"),
    "late_ones": Text("Late submissions", "늦은 제출"),
    "manual_waiting": Text("Answers that wait for a person", "사람의 채점을 기다리는 답"),
    "distribution": Text("How scores are distributed", "점수 분포"),
    "share_of_points": Text("share of the points graded so far", "지금까지 채점한 점수의 비율"),
    "students": Text("students", "명"),
    "how_many": Text("Students", "학생 수"),
    "by_exercise": Text("By exercise", "문제별"),
    "exercise": Text("Exercise", "문제"),
    "success": Text("Success", "성취도"),
    "full": Text("full", "만점"),
    "part": Text("part", "일부"),
    "none": Text("none", "0점"),
    "unknown": Text("unknown", "미정"),
    "misconceptions": Text("Most frequent misconceptions", "자주 나타난 오개념"),
    "misconception": Text("Misconception", "오개념"),
    "hint_shown": Text("What these students were told", "학생에게 보인 도움말"),
    "no_misconceptions": Text("None was recognised.", "알아본 오개념이 없습니다."),
    "by_student": Text("Students and exercises", "학생별 문제별 점수"),
    "same_by_score": Text("The same, lowest scores first", "같은 표, 낮은 점수부터"),
    "student": Text("Student", "학생"),
    "total": Text("Total", "합계"),
    "legend": Text("Colour and number: share of the exercise's points", "색과 숫자: 문제 배점에서 얻은 비율"),
    "waiting_short": Text("waits for a person", "사람의 채점 대기"),
    "nobody": Text("Nobody has handed in anything.", "제출한 사람이 없습니다."),
}


@cache
def words(language: Language) -> Mapping[str, str]:
    """All words in one language."""
    return MappingProxyType({name: text.in_language(language) for name, text in _WORDS.items()})
