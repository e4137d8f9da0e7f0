"""Who handed in what, and when.

Theory of operation
-------------------
A submission reaches a course through an LMS's download, nbgrader's exchange, git or somebody's hand, and each names
people and times in its own way. This room is where all of that is turned into three facts that everybody else asks for:
whose it is, when it was handed in with where that time comes from, and which of several versions counts.

1. A download is opened (`archives`): names are decoded, paths that lead out are refused, everything is read under caps
   and nothing is extracted by name.
2. Each source (`sources`) says of the files that it knows: this is somebody's, handed in then. Whose is a *clue* (a
   number, a name, an address), which `people` resolves through the roster. A date that a zip, a clone or a copy gives a
   file is no time of submission; where no source tells, the time is not known, and nobody guesses.
3. `found` looks at what each file *is* (`kinds`), whatever its name says. Every file is a candidate, or is left with a
   reason that somebody reads: none disappears.
4. `choosing` takes one of several notebooks of a student; `collecting` plans what happens to each and, unless it was
   asked only to tell, does it: each notebook becomes a version (`versions`), kept under its hash for good, and the one
   that counts (`counting`, by the rule of `grades`) is put into `submitted/` (`placing`).
5. `survey` looks at `submitted/` for whoever grades or reports. What lies there is what is graded. Its time is the
   record's; a notebook that no record knows was put there by nbgrader's collector, if a `timestamp.txt` lies beside it,
   or by hand, and then its time is not known. `keep_what_is_there` makes it a version.

Whoever writes holds the assignment's lock (`lock`).

    archives     zips and folders: members, encodings, caps
    sources      one module for each source
    exchange     nbgrader's exchange
    people       clues to persons
    times        moments as LMSs write them
    kinds        what a file is; what of a notebook is work
    found        everything that a download holds
    choosing     which of several notebooks is taken
    collecting   what happens to each file
    versions     what was ever handed in
    without      what was handed in that holds no notebook
    records      the files in which both are kept
    counting     which version counts
    placing      what lies in submitted/
    survey       what was handed in, for whoever asks
    platform     what a hosted grader's platform says of one submission
    lock         one at a time
"""

from autograder.intake.collecting import Collected, Fate, Row, collect
from autograder.intake.counting import as_submission, in_order, what_counts
from autograder.intake.found import Ask, Found, look_through
from autograder.intake.lock import RunLock
from autograder.intake.people import Clue, Directory
from autograder.intake.placing import keep_what_is_there, place
from autograder.intake.platform import GRADESCOPE_FILE, PlatformsWord, platforms_word
from autograder.intake.survey import SUBMITTED_FOLDER, Survey, find_submissions, survey
from autograder.intake.versions import History, Version, VersionStore

__all__ = [
    "GRADESCOPE_FILE",
    "SUBMITTED_FOLDER",
    "Ask",
    "Clue",
    "Collected",
    "Directory",
    "Fate",
    "Found",
    "History",
    "PlatformsWord",
    "Row",
    "RunLock",
    "Survey",
    "Version",
    "VersionStore",
    "as_submission",
    "collect",
    "find_submissions",
    "in_order",
    "keep_what_is_there",
    "look_through",
    "place",
    "platforms_word",
    "survey",
    "what_counts",
]
