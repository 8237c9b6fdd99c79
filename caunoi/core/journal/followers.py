"""Readers of the journal that the background worker keeps going. Rooms register theirs at start-up."""

from __future__ import annotations

import logging

from caunoi.core.journal.readers import Reader
from caunoi.core.newer import before_unknown

_followers: dict[str, Reader] = {}
_log = logging.getLogger(__name__)


def follow(reader: Reader) -> None:
    """Have the worker run this reader; the same name twice keeps the last. What is newer than the program stops it."""
    reader.before = before_unknown
    _followers[reader.name] = reader


def followed(name: str) -> Reader:
    """The registered reader of that name. Raises KeyError."""
    return _followers[name]


def run_followers() -> int:
    """Let each go on until it is caught up; entries read in all.

    One that fails does not hold back the others; the first failure is raised when all had their turn, so that the job
    shows as failed. Its position did not move: it is tried again next time.
    """
    done, failures = 0, []
    for reader in _followers.values():
        try:
            done += reader.run()
        except Exception as error:
            _log.exception("reader %s", reader.name)
            failures.append(error)
    if failures:
        raise failures[0]
    return done
