"""The forms and the cut-off calendar that ship in `data/reports`, cached until their files change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from caunoi.measures import queries as measures
from caunoi.measures.errors import NotDefinedYet, UnknownIndex
from caunoi.reports.errors import UnknownForm, WrongForm
from caunoi.reports.rules.calendar import CutOffs
from caunoi.reports.rules.form import Form, FormVersion, MeasuredSource
from caunoi.reports.rules.loading import load, load_calendar
from caunoi.reports.rules.mistakes import Mistake, Mistaken
from caunoi.reports.texts import problem

CALENDAR = "calendar.json"


def folder() -> Path:
    """Where the files are."""
    return Path(settings.DATA) / "reports"


def identifiers() -> list[str]:
    """The ids of all forms, sorted: the files' names without `.json`."""
    return sorted(path.stem for path in folder().glob("*.json") if path.name != CALENDAR)


def form(form_id: str, *, on: date) -> FormVersion:
    """The version of a form in force on a day. Raises UnknownForm, WrongForm."""
    if form_id not in identifiers():
        raise UnknownForm(form=form_id)
    path = folder() / f"{form_id}.json"
    try:
        return _read(path, path.stat().st_mtime_ns).in_force(on)
    except LookupError as error:
        raise UnknownForm(form=form_id) from error


def calendar() -> tuple[CutOffs, ...]:
    """The cut-off settings, the oldest first. Raises WrongForm."""
    path = folder() / CALENDAR
    return _read_calendar(path, path.stat().st_mtime_ns)


def check(paths: Sequence[Path] = ()) -> tuple[int, list[Mistake]]:
    """Read files (all that ship when none is named): how many are right, and the mistakes of the others."""
    right, wrong = 0, list[Mistake]()
    for path in paths or sorted(folder().glob("*.json")):
        try:
            _calendar_of(path) if path.name == CALENDAR else _form_of(path)
            right += 1
        except Mistaken as error:
            wrong += error.mistakes
    return right, wrong


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> Form:
    try:
        return _form_of(path)
    except Mistaken as error:
        raise WrongForm([problem(one) for one in error.mistakes], file=path.name) from error


@lru_cache(maxsize=4)
def _read_calendar(path: Path, _changed: int) -> tuple[CutOffs, ...]:
    try:
        return _calendar_of(path)
    except Mistaken as error:
        raise WrongForm([problem(one) for one in error.mistakes], file=path.name) from error


def _form_of(path: Path) -> Form:
    found = load(_text(path), file=path.name)
    wrong = [one for version in found.versions for one in _unknown_sources(version, path.name)]
    if wrong:
        raise Mistaken(wrong)
    return found


def _calendar_of(path: Path) -> tuple[CutOffs, ...]:
    return load_calendar(_text(path), file=path.name)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Mistaken([Mistake(path.name, "", "unreadable")]) from error


def _unknown_sources(version: FormVersion, file: str) -> list[Mistake]:
    """Measured cells that name an index or an indicator which is not defined in the index's current version."""
    wrong = []
    for cell in version.cells:
        if not isinstance(source := cell.source, MeasuredSource):
            continue
        try:
            known = {
                one.id
                for group in measures.index_info(source.index, on=version.valid_from).groups
                for one in group.indicators
            }
        except (UnknownIndex, NotDefinedYet):
            known = None
        if known is None or (source.indicator and source.indicator not in known):
            value = f"{source.index}/{source.indicator}" if source.indicator else source.index
            wrong.append(Mistake(file, cell.code, "unknown_source", (("value", value),)))
    return wrong
