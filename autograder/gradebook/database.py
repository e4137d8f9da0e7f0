"""Opens nbgrader's gradebook, and waits when another program holds it."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from autograder.errors import CourseError, InternalError
from autograder.imports import without_grammar_of_iris, without_servers
from autograder.model import Course

GRADEBOOK_FILE = "gradebook.db"

_Done = TypeVar("_Done")
_FIRST_PAUSE_S = 0.02
_LONGEST_PAUSE_S = 1.0
_HOPELESS = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CORRUPT", "SQLITE_NOTADB")
"""Errors that waiting does not mend."""


def database_url(course: Course) -> str:
    """Where the gradebook is: the course's `[database] url`, else `gradebook.db` at its root."""
    return course.database_url or f"sqlite:///{course.root / GRADEBOOK_FILE}"


def sqlite_file(course: Course) -> Path | None:
    """The file of a local gradebook; None if it is on a server."""
    from sqlalchemy.engine import make_url

    url = make_url(database_url(course))
    local = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(str(url.database)) if local else None


def check_encoding(course: Course) -> None:
    """Refuse a PostgreSQL database that does not store text as UTF-8: names and comments could not be read back.

    Says nothing of a database that cannot be reached; whoever opens it does.

    Raises:
        CourseError: it is such a database.
    """
    if course.database_url and course.database_url.startswith("postgresql"):
        _look_at_server(course.database_url)


def _look_at_server(url: str) -> bool | None:
    """Whether nbgrader's tables are in a database on a server; None where it cannot be reached.

    Raises:
        CourseError: its encoding is not UTF8.
    """
    from sqlalchemy import NullPool, create_engine, inspect, text
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import SQLAlchemyError

    parsed = make_url(url)
    # In an SQL_ASCII database the driver would hand out bytes, on which SQLAlchemy fails before it can be asked.
    libpq = parsed.get_driver_name() in ("psycopg", "psycopg2")
    options = {"client_encoding": "utf8"} if libpq and "client_encoding" not in parsed.query else {}
    try:
        with create_engine(url, poolclass=NullPool, connect_args=options).connect() as connection:
            encoding = "UTF8"
            if parsed.get_backend_name() == "postgresql":
                encoding = str(connection.execute(text("SHOW server_encoding")).scalar())
            found = bool(inspect(connection).has_table("assignment"))
    except (SQLAlchemyError, ImportError):
        return None
    if encoding != "UTF8":
        raise CourseError(
            parsed.render_as_string(hide_password=True),
            f"its encoding is {encoding}",
            "UTF8",
            "make another with `createdb --encoding UTF8 --template template0 NAME`, and name that in course.toml",
        )
    return found


def open_gradebook(course: Course, *, make: bool = False) -> Any:
    """nbgrader's `Gradebook`, opened.

    Args:
        course: the course.
        make: whether an empty database on a server gets nbgrader's tables.

    Raises:
        CourseError: there is no gradebook yet, or the database's encoding is not UTF8.
        InternalError: the database cannot be reached or is no gradebook.
    """
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SAWarning, SQLAlchemyError

    url = database_url(course)
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        # Not shown: it may hold a password.
        raise CourseError("course.toml: database.url", "no database URL", "one such as postgresql://...") from error
    local = sqlite_file(course)
    if local and not local.is_file():
        raise CourseError(str(local), "no gradebook here", fix="make it with `autograder release NAME`")
    shown = parsed.render_as_string(hide_password=True)

    if not local and _look_at_server(url) is False and not make:
        raise CourseError(shown, "no gradebook there yet", fix="make it with `autograder release NAME`")

    with without_grammar_of_iris(), without_servers():
        from nbgrader.api import Gradebook  # type: ignore[import-untyped,unused-ignore]

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SAWarning)  # nbgrader 0.9 under SQLAlchemy 2.1
            return Gradebook(url, course.course_id)
    except (ImportError, NoSuchModuleError) as error:
        raise CourseError(shown, f"no driver for it: {error}", fix="install the extra `postgres`") from error
    except SQLAlchemyError as error:
        raise InternalError(f"gradebook {shown}: {_first_line(error)}") from error


def persistently(
    attempt: Callable[[], _Done],
    *,
    place: str,
    patience_s: float,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> _Done:
    """The result of `attempt`, tried again while the database is locked or another writer got in between.

    `attempt` must leave no transaction open when it raises.

    Raises:
        InternalError: it still fails after `patience_s`, or the disk is full or broken.
    """
    from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, SQLAlchemyError

    until = clock() + patience_s
    pause_s = _FIRST_PAUSE_S
    while True:
        try:
            return attempt()
        except (OperationalError, IntegrityError) as error:
            if isinstance(error, DBAPIError) and error.connection_invalidated:
                why = "the connection was lost"
            else:
                why = _first_line(error)
            if str(getattr(error.orig, "sqlite_errorname", "")).startswith(_HOPELESS):
                raise InternalError(
                    f"gradebook: {place} could not be written: {why}; mend that, then run this again: "
                    "what was written stays"
                ) from error
            if clock() + pause_s > until:
                raise InternalError(
                    f"gradebook: {place} could not be written within {patience_s:g} s: {why}; "
                    "end what else has the gradebook open, then run this again: what was written stays"
                ) from error
        except SQLAlchemyError as error:
            raise InternalError(f"gradebook: {place} could not be written: {_first_line(error)}") from error
        sleep(pause_s)
        pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)


def as_stored(moment: datetime | None) -> datetime | None:
    """A time as nbgrader stores it: in UTC, without a zone."""
    if moment is None or moment.tzinfo is None:
        return moment
    return moment.astimezone(UTC).replace(tzinfo=None)


def _first_line(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    return str(cause).strip().partition("\n")[0]
