"""Whose it is: a source's clue about a person, resolved through the roster.

A course without a roster takes the id that a source gives. Where a source gives a name only, the id is made of the
name, and two people who would get the same id are told apart by nobody: then both are named and neither is taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher, get_close_matches
from itertools import permutations

from autograder.model import Person, Roster, student_id_problem
from autograder.notebook.reading import printable

_NOT_IN_AN_ID = re.compile(r"""[/\\*?\[\]{}"'`<>|:;&$!%#~,=\s()]+""")
_LIKE_A_NAME = re.compile(r"[ ,'()]")
_ANONYMOUS = re.compile(r"anon_[A-Za-z0-9]{4,10}|Participant_\d+")
_MOST_NAME_PARTS = 4
_GIVEN_BY_THE_SITE = frozenset(("blackboard", "brightspace", "moodle_username"))
"""Systems in which nobody chooses a user name: one that is an id of the course is that person's."""
# What people write in front of and after a name without a space between. Other letters make another name of it.
_BEFORE_A_NAME = r"(?:과제|숙제|제출|실습|주차|[a-z0-9])*"
_AFTER_A_NAME = r"(?:의|님|씨|학생|과제|숙제|제출|제출물|실습|최종|최종본|수정|수정본|사본|복사본|さん|的|[a-z0-9])*"


@dataclass(frozen=True, slots=True)
class Clue:
    """How a source names somebody; what it does not say is empty.

    Attributes:
        id: an id of the course itself, as the name of a folder is.
        outside: what the source's own system calls the person, by column of `roster.csv`.
        name: the full name.
        squeezed: whether `name` is Canvas's, of letters and digits only.
        email: the address.
        group: the name of a group that handed in together.
        anonymous: an id that stands for somebody whom the source does not name.
        number: what tells two people of one name apart in one download, and nowhere else.
        rival: another person of the same column whom the source may mean as well: then the name decides.
    """

    id: str = ""
    outside: tuple[tuple[str, str], ...] = ()
    name: str = ""
    squeezed: bool = False
    email: str = ""
    group: str = ""
    anonymous: str = ""
    number: str = ""
    rival: str = ""

    @property
    def shown(self) -> str:
        """What a message calls the person."""
        outside = next((f"{column} {name}" for column, name in self.outside), "")
        parts = [self.id or self.anonymous or self.name or self.group, outside, self.email]
        return printable(" / ".join(part for part in parts if part) or "nobody")

    @property
    def identity(self) -> str:
        """What two clues about one person have in common: two with different ones are not known to be one person's."""
        outside = next((f"{column} {name}" for column, name in self.outside), "")
        return printable(
            " / ".join(
                part for part in (outside, self.id or self.anonymous or self.group, self.name, self.number) if part
            )
        )


@dataclass(frozen=True, slots=True)
class Who:
    """Who is meant, or why that is not known.

    Attributes:
        student: the id; empty where it is not known.
        problem: why it is not known.
        note: what somebody should know, though it is known.
        anonymous: whether the id stands for somebody who is not named.
    """

    student: str = ""
    problem: str = ""
    note: str = ""
    anonymous: bool = False


class Directory:
    """Resolves clues.

    Args:
        roster: who is in the course; may be empty.
        unmasked: by anonymous id, the student that it stands for.
        here: who has handed in before.
        groups: who hands in together, by what the group is called.
    """

    def __init__(
        self,
        roster: Roster,
        unmasked: Mapping[str, str] | None = None,
        here: Iterable[str] = (),
        groups: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._roster = roster
        self._groups = {letters_of(name): tuple(members) for name, members in (groups or {}).items() if members}
        self._here = frozenset(here)
        self._unmasked = dict(unmasked or {})
        self._ids = {person.id.casefold(): person for person in roster.people}
        self._outside: dict[tuple[str, str], Person] = {}
        self._emails: dict[str, set[str]] = {}
        self._names: dict[str, set[str]] = {}
        self._bare_names: dict[str, set[str]] = {}
        for person in roster.people:
            for column, name in person.ids.items():
                self._outside[column, name.casefold()] = person
            if person.email:
                self._emails.setdefault(person.email.casefold(), set()).add(person.id)
            for key in name_keys(person.name):
                self._names.setdefault(key, set()).add(person.id)
                for bare in _without_accents(key):
                    self._bare_names.setdefault(bare, set()).add(person.id)

    def resolve(self, clue: Clue) -> Who:
        """The person that a clue means. Blanks around a name are a slip of the hand."""
        if (clue.id, clue.name) != (bare := (clue.id.strip(), clue.name.strip())):
            clue = replace(clue, id=bare[0], name=bare[1])
        if clue.anonymous:
            masked = self._unmasked.get(clue.anonymous)
            return Who(masked) if masked else Who(clue.anonymous, anonymous=True)
        return self._in_roster(clue) if self._roster else self._without_roster(clue)

    @property
    def has_roster(self) -> bool:
        """Whether there is a roster at all."""
        return bool(self._roster)

    def has_outside(self, column: str, name: str) -> bool:
        """Whether somebody of the roster is called this elsewhere."""
        return (column, name.casefold()) in self._outside

    def has_id(self, name: str) -> bool:
        """Whether this is the id of somebody of the roster."""
        return name.casefold() in self._ids

    def knows(self, name: str) -> bool:
        """Whether this is the name of somebody: on the roster or, without one, of somebody who has handed in before."""
        if not self._roster:
            return name in self._here
        who = self.resolve(Clue(id=name))
        return bool(who.student) and not who.note

    def shares_name(self, clue: Clue, text: str) -> bool:
        """Whether a text has a part of the name of the person whom a clue means, or nobody knows that name."""
        person = self._roster.person(self.resolve(clue).student)
        parts = {letters_of(part) for part in person.name.replace(",", " ").split()} if person else set()
        return person is not None and (not parts or bool(parts & {letters_of(word) for word in text.split()}))

    def is_group(self, name: str) -> bool:
        """Whether a group of the course is called this."""
        key = letters_of(name)
        return key in self._groups or any(letters_of(person.group) == key for person in self._roster.people if key)

    def matches(self, texts: Iterable[str]) -> int:
        """How many of these paths name somebody of the roster, by id, by name or by what stands for it elsewhere."""
        known = [*self._ids, *self._names, *(name for _, name in self._outside)]
        letters = [name for name in known if not name.isascii()]
        spelt = [letters_of(text) for text in texts]
        return sum(any(letters_of(name) in text for name in letters) for text in spelt)

    def named_in(self, text: str) -> tuple[str, ...]:
        """Who of the roster is named in a text such as a file's name, by full name, id or address."""
        said = f" {' '.join(_words(text))} "
        found = set()
        for person in self._roster.people:
            keys = [f" {' '.join(_words(key))} " for key in (person.id, person.email, *person.ids.values()) if key]
            full = [key for key in name_keys(person.name) if len(key) >= 2]
            if any(key.strip() and key in said for key in keys) or any(_stands_in(key, said) for key in full):
                found.add(person.id)
        return tuple(sorted(found))

    # ---------------------------------------------------------------- private

    def _in_roster(self, clue: Clue) -> Who:
        for column, name in clue.outside:
            person = self._outside.get((column, name.casefold()))
            if person is None:
                continue
            rival = self._outside.get((column, clue.rival.casefold())) if clue.rival else None
            if rival is not None and rival is not person and not _same_name(clue, person):
                return Who(problem=f"it could be {person.id}'s or {rival.id}'s, and bears the name of neither")
            named = set().union(*(self._names.get(key, set()) for key in _clue_keys(clue.name, squeezed=clue.squeezed)))
            if named and person.id not in named:
                return Who(person.id, note=f"{person.id}: {clue.shown} bears the name of {' or '.join(sorted(named))}")
            return self._found(person)
        for column, name in clue.outside:
            if column in _GIVEN_BY_THE_SITE and not name.isdecimal() and (person := self._ids.get(name.casefold())):
                return self._found(person)
        if clue.id and (person := self._ids.get(clue.id.casefold())):
            return self._found(person)
        if clue.email:
            return self._one_of(self._emails.get(clue.email.casefold(), set()), clue)
        if clue.id:
            by_other = {person.id for (_, name), person in self._outside.items() if name == clue.id.casefold()}
            by_other |= self._emails.get(clue.id.casefold(), set())
            if by_other:
                return self._one_of(by_other, clue)
        name = clue.name or clue.id
        keys = _clue_keys(name, squeezed=clue.squeezed)
        for known in (self._names, self._bare_names):  # many leave the accents out
            if found := set().union(*(known.get(key, set()) for key in keys)):
                return self._one_of(found, clue)
        if group := letters_of(clue.group or clue.name or clue.id):
            if group in self._groups:
                return Who(self._groups[group][0])
            members = [person for person in self._roster.people if person.group and letters_of(person.group) == group]
            if members:
                return self._found(members[0])
        if clue.id and (bearers := self._bearers(clue.id)):
            return self._one_of(bearers, clue)
        if clue.id and not student_id_problem(clue.id):
            near = self._only_id_like(clue.id)
            return Who(clue.id, note=f"{printable(clue.id)} is not on the roster{near and f'; did you mean {near!r}?'}")
        tells = next((f"; its column {column} would say whose it is" for column, _ in clue.outside), "")
        return Who(problem=f"nobody of the roster is {clue.shown}{tells}")

    def _only_id_like(self, name: str) -> str:
        """The id on the roster that stands in this one, or looks most like it; empty where several do, or none."""
        if len(named := self.named_in(name)) == 1:
            return named[0]
        like = get_close_matches(name.casefold(), self._ids, n=2, cutoff=0.75)
        ratios = {SequenceMatcher(None, one, name.casefold()).ratio() for one in like}
        return self._ids[like[0]].id if len(like) == len(ratios) and like else ""

    def _bearers(self, text: str) -> set[str]:
        """Whose name stands in an id beside numbers and ids of the same person, as in `s05_박세찬` and `s01 Ada`.

        Several where it names several. Nobody where it says anything else besides: that may be somebody else's name.
        """
        named = self.named_in(text)
        if len(named) != 1:
            return set(named)
        person = next(person for person in self._roster.people if person.id == named[0])
        own = {word for said in (person.id, person.email, *person.ids.values()) for word in _words(said)}
        words, of_name = _words(text), set(_words(person.name))
        rest = [word for word in words if word not in own and not word.isdecimal()]
        called = of_name & set(words) and of_name >= set(rest)
        return {person.id} if called or (rest and "".join(rest) in name_keys(person.name)) else set()

    def _found(self, person: Person) -> Who:
        return Who(person.id)

    def _one_of(self, ids: set[str], clue: Clue) -> Who:
        if len(ids) == 1:
            return Who(next(iter(ids)))
        if not ids:
            return Who(problem=f"nobody of the roster is {clue.shown}")
        return Who(problem=f"{clue.shown} could be {' or '.join(sorted(ids))}")

    def _without_roster(self, clue: Clue) -> Who:
        outside = next((name for _, name in clue.outside), "")
        given = clue.id or outside or clue.email
        if _LIKE_A_NAME.search(given) and not student_id_problem(_LIKE_A_NAME.sub("_", given)):
            given = made_id(given)
        student = given or made_id(clue.name or clue.group)
        if problem := student_id_problem(student):
            return Who(problem=problem)
        return Who(student)


def is_anonymous(student: str) -> bool:
    """Whether an id is one that an LMS gives in place of a name: Canvas's `anon_x1y2z`, Moodle's `Participant_12`."""
    return _ANONYMOUS.fullmatch(student) is not None


def made_id(name: str) -> str:
    """An id made of a full name: what cannot stand in an id becomes an underscore."""
    plain = "".join(char if char.isprintable() else " " for char in unicodedata.normalize("NFC", name))
    return _NOT_IN_AN_ID.sub("_", plain.strip()).strip("_").lstrip(".-")


def name_keys(name: str) -> frozenset[str]:
    """What a full name may look like elsewhere: its parts in any order, without spaces and in lower case."""
    parts = [letters_of(part) for part in re.split(r"[\s,]+", unicodedata.normalize("NFC", name)) if part]
    parts = [part for part in parts if part]
    if not parts:
        return frozenset()
    if len(parts) > _MOST_NAME_PARTS:
        half = {"".join(parts[index:] + parts[:index]) for index in range(len(parts))}
        return frozenset(half)
    return frozenset("".join(order) for order in permutations(parts))


def _clue_keys(name: str, *, squeezed: bool) -> frozenset[str]:
    if squeezed:
        return frozenset({letters_of(name)}) - {""}
    # A folder may have underscores or points where the name has spaces.
    return name_keys(name) | name_keys(re.sub(r"[_.]+", " ", name))


def _same_name(clue: Clue, person: Person) -> bool:
    return bool(_clue_keys(clue.name, squeezed=clue.squeezed) & name_keys(person.name))


def _without_accents(key: str) -> frozenset[str]:
    """How a name is written where there are no accents: `muller` and `mueller` of `müller`."""
    if key.isascii():
        return frozenset()
    spelt = "".join(_SPELT.get(char, char) for char in key)
    plain = "".join(_BARE.get(char, char) for char in key)
    bare = {
        "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
        for text in (plain, spelt)
    }
    return frozenset(text for text in bare if text.isascii())


_BARE = {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "ı": "i"}  # what no decomposition takes apart
_SPELT = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d"}


def letters_of(name: str) -> str:
    """Letters and digits only, in lower case: what Canvas leaves of a name."""
    return "".join(char for char in unicodedata.normalize("NFC", name).casefold() if char.isalnum())


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).casefold())


def _stands_in(key: str, said: str) -> bool:
    """Whether a squeezed name stands in a text as whole words; one without spaces, beside what is no part of a name."""
    words = said.split()
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _MOST_NAME_PARTS) + 1):
            if "".join(words[start:end]) == key:
                return True
    if key.isascii():
        return False
    inside = re.compile(_BEFORE_A_NAME + re.escape(key) + _AFTER_A_NAME)
    return any(inside.fullmatch(word) for word in words)
