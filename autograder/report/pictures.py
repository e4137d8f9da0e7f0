"""A failure's plot as a picture on a page, with its text alternative."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.model import Language, Plot
from autograder.pictures import plot_picture
from autograder.wording import compared_in_words


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture: its SVG without anything that is not ours, and its text alternative."""

    svg: str
    alternative: str


def picture_of(plot: Plot, language: Language, *, mistake: bool = False) -> PictureView:
    """The plot of a wrong answer beside the right one.

    Args:
        plot: of a failure's evidence.
        language: of the page.
        mistake: whether it stands for all who make this mistake.
    """
    labelled, alternative = compared_in_words(plot, language, mistake=mistake)
    return PictureView(plot_picture(labelled, title=alternative), alternative)
