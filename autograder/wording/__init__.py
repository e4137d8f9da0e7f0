"""Words that all outputs share, and everything that the platform itself says to students.

en.toml, ko.toml, ...   the sentences, a file for each language
sentences    reads them
notes        what was noticed about a notebook, said again in another language
plots        what is on a plot, in words
particles    Korean particles after what is filled in
reasons      why a grade is what it is, in words
words        verdicts, outcomes and tests in words; text made fit to print
"""

from autograder.wording.notes import note_in
from autograder.wording.particles import with_particles
from autograder.wording.plots import compared_in_words, plot_caption, plot_in_words
from autograder.wording.reasons import reason_in_words
from autograder.wording.sentences import not_spoken, said, section, sentences, spoken, unfilled
from autograder.wording.words import (
    OUTCOMES,
    OWN_FAULT,
    UNANSWERED,
    VERDICTS,
    about_test,
    advice,
    columns_of,
    notes_for_student,
    one_line,
    plain_text,
    points_text,
)

__all__ = [
    "OUTCOMES",
    "OWN_FAULT",
    "UNANSWERED",
    "VERDICTS",
    "about_test",
    "advice",
    "columns_of",
    "compared_in_words",
    "not_spoken",
    "note_in",
    "notes_for_student",
    "one_line",
    "plain_text",
    "plot_caption",
    "plot_in_words",
    "points_text",
    "reason_in_words",
    "said",
    "section",
    "sentences",
    "spoken",
    "unfilled",
    "with_particles",
]
