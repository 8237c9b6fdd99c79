"""The schemes that ship in `data/classification`, read once, cached until their files change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from caunoi.classification.errors import NoVersion, UnknownScheme, WrongScheme
from caunoi.classification.rules.criteria import Scheme, Version
from caunoi.classification.rules.loading import load
from caunoi.classification.texts import problem
from caunoi.measures import definitions
from caunoi.measures.rules.mistakes import Mistake, Mistaken


def folder() -> Path:
    """Where the files are."""
    return Path(settings.DATA) / "classification"


def identifiers() -> list[str]:
    """The ids of all schemes, sorted: the files' names without `.yaml`."""
    return sorted(path.stem for path in folder().glob("*.yaml"))


def scheme(scheme_id: str) -> Scheme:
    """A scheme with all its versions. Raises UnknownScheme, WrongScheme."""
    if scheme_id not in identifiers():
        raise UnknownScheme(scheme=scheme_id)
    path = folder() / f"{scheme_id}.yaml"
    return _read(path, path.stat().st_mtime_ns)


def version(scheme_id: str, *, on: date) -> Version:
    """The version in force on a day. Raises UnknownScheme, WrongScheme, NoVersion."""
    try:
        return scheme(scheme_id).in_force(on)
    except LookupError as error:
        raise NoVersion(on=f"{on:%d/%m/%Y}") from error


def frozen(text: str, name: str, *, on: date) -> Version:
    """The version of a scheme as its text was when it was used. Raises WrongScheme."""
    return _frozen(text, name).in_force(on)


def whole(text: str, name: str) -> Scheme:
    """The scheme as its text was when it was used. Raises WrongScheme."""
    return _frozen(text, name)


def check(paths: Sequence[Path] = ()) -> tuple[int, list[Mistake]]:
    """Read files (all that ship when none is named): how many are right, and the mistakes of the others."""
    right, wrong = 0, list[Mistake]()
    for path in paths or sorted(folder().glob("*.yaml")):
        try:
            parsed(path.read_text(encoding="utf-8"), path.name)
            right += 1
        except Mistaken as error:
            wrong += error.mistakes
    return right, wrong


def parsed(text: str, name: str) -> Scheme:
    """What a file's text says. Raises Mistaken."""
    return load(text, file=name, indices=definitions.identifiers())


@lru_cache(maxsize=32)
def _read(path: Path, _changed: int) -> Scheme:
    return _frozen(path.read_text(encoding="utf-8"), path.name)


@lru_cache(maxsize=64)
def _frozen(text: str, name: str) -> Scheme:
    try:
        return parsed(text, name)
    except Mistaken as error:
        raise WrongScheme([problem(one) for one in error.mistakes], file=name) from error
