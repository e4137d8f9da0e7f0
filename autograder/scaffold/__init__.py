"""A new course, and a new assignment in a course: folders that work as they are, to be changed from there."""

from autograder.scaffold.making import FIRST_ASSIGNMENT, has_words, new_assignment, new_course

__all__ = ["FIRST_ASSIGNMENT", "has_words", "new_assignment", "new_course"]
