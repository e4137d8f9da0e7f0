"""The frozen nouns that every other room speaks in.

Nothing here reads a file, a clock or the environment; every class is immutable and compares by value.

    text         sentences for students, and languages
    course       courses, assignments, exercises: what the TOML files say
    inputs       whose inputs hidden tests draw
    people       who is in the course
    submission   what somebody handed in, and when
    decisions    what people decided about grades
    shown        what the teacher is shown of it
    plots        what somebody drew
    evidence     what a page can show of a failure
    reasons      why a grade is what it is
    result       what grading says about it
"""

from autograder.model.course import (
    Assignment,
    Counts,
    Course,
    Exercise,
    FeedbackPolicy,
    GradePolicy,
    LatePolicy,
    Limits,
    RubricItem,
)
from autograder.model.decisions import Credit, Decisions, Excused, Extension, Free, Override, Waived
from autograder.model.evidence import NOTHING_SEEN, Evidence, evidence_from_plain, evidence_to_plain
from autograder.model.hints import EVERY, Hints
from autograder.model.inputs import COMMON_KEY, Inputs, Scheme
from autograder.model.people import OUTSIDE_IDS, Enrolment, Person, Roster, student_id_problem
from autograder.model.plots import (
    Ends,
    Layer,
    LayerKind,
    Panel,
    Plot,
    Role,
    plot_from_plain,
    plot_to_plain,
    without_right,
)
from autograder.model.reasons import Reason, ReasonKind
from autograder.model.result import (
    RESULT_SCHEMA,
    Cell,
    ExerciseResult,
    Outcome,
    OutcomeKind,
    Result,
    Status,
    TestResult,
    Verdict,
)
from autograder.model.shown import Attachment, ShownCell, ShownKind, run_digest
from autograder.model.submission import Submission, TimeSource, WithoutNotebook
from autograder.model.text import ENGLISH, KOREAN, NO_TEXT, Language, Text, is_language_tag

__all__ = [
    "COMMON_KEY",
    "ENGLISH",
    "EVERY",
    "KOREAN",
    "NOTHING_SEEN",
    "NO_TEXT",
    "OUTSIDE_IDS",
    "RESULT_SCHEMA",
    "Assignment",
    "Attachment",
    "Cell",
    "Counts",
    "Course",
    "Credit",
    "Decisions",
    "Ends",
    "Enrolment",
    "Evidence",
    "Excused",
    "Exercise",
    "ExerciseResult",
    "Extension",
    "FeedbackPolicy",
    "Free",
    "GradePolicy",
    "Hints",
    "Inputs",
    "Language",
    "LatePolicy",
    "Layer",
    "LayerKind",
    "Limits",
    "Outcome",
    "OutcomeKind",
    "Override",
    "Panel",
    "Person",
    "Plot",
    "Reason",
    "ReasonKind",
    "Result",
    "Role",
    "Roster",
    "RubricItem",
    "Scheme",
    "ShownCell",
    "ShownKind",
    "Status",
    "Submission",
    "TestResult",
    "Text",
    "TimeSource",
    "Verdict",
    "Waived",
    "WithoutNotebook",
    "evidence_from_plain",
    "evidence_to_plain",
    "is_language_tag",
    "plot_from_plain",
    "plot_to_plain",
    "run_digest",
    "student_id_problem",
    "without_right",
]
