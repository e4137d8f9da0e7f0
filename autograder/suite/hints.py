"""What a suite says to students it says by key: the sentences stand in `hints.LANG.toml`."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.model import KOREAN, Hints, Text
from autograder.wording import with_particles


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence of the assignment's, by its key, and what is filled in."""

    key: str
    values: tuple[tuple[str, object], ...] = ()

    def found_in(self, hints: Hints, exercise: str) -> Text:
        """The sentence for an exercise; empty if there is none."""
        sentence = hints.find(exercise, self.key)
        if not self.values:
            return sentence
        filled = sentence.map(lambda text: text.format(**dict(self.values)))
        return Text({tag: with_particles(text) if tag == KOREAN else text for tag, text in filled.items()})


Told = Text | Hint | str
"""What a suite gives as a hint: a key, a key with values, or a text that is there already."""


def hint(key: str, /, **values: object) -> Hint:
    """A sentence of `hints.LANG.toml` whose `{names}` are filled in."""
    return Hint(key, tuple(values.items()))
