"""HTML pages: feedback for one student, a report of a class for its instructor.

    words        the pages' own words, in every language
    feedback     what a student's page shows
    code         a student's own cell, its lines marked
    pictures     SVG from plain data
    classroom    what the class report shows
    statistics   what scores say about exercises
    items        that, ready to be shown
    titles       mistakes in words
    lecture      what the page for the next lecture shows
    coursewide   what the page over all assignments shows
    page         from that to a file: templates, style, content security policy

A page is one file that loads nothing and runs nothing: no script, no font, no picture from elsewhere. What a student
typed is plain text in it. Jinja2 is imported when the first page is made.
"""

from autograder.report.classroom import Followed, followed_by
from autograder.report.feedback import HandedIn
from autograder.report.page import (
    feedback_path,
    report_path,
    write_class_report,
    write_course_report,
    write_feedback,
    write_lecture_page,
)

__all__ = [
    "Followed",
    "HandedIn",
    "feedback_path",
    "followed_by",
    "report_path",
    "write_class_report",
    "write_course_report",
    "write_feedback",
    "write_lecture_page",
]
