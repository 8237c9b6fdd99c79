"""From a dossier to what its page shows: answers by section, the drafted record with its corrections, who had it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from caunoi.dossiers.queries import AttachedComponent, DossierView
from caunoi.procedures.rules import applies
from caunoi.ui import formats


@dataclass(frozen=True, slots=True)
class Line:
    """One answer. `declared` is what the applicant said when the record says otherwise, else empty."""

    key: str
    value: str
    declared: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One group of answers, as the form has it."""

    title: str
    lines: list[Line]


def shown(spec: dict[str, Any], value: Any) -> str:
    """An answer as people read it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if titles := spec.get("x-enum-titles"):
        return str(titles.get(value, value))
    if spec.get("format") == "date":
        return formats.day(date.fromisoformat(str(value)))
    return str(value)


def declared(dossier: DossierView) -> list[Section]:
    """What the applicant declared, by section."""
    return _sections(dossier, dossier.answers, dossier.answers)


def record(dossier: DossierView) -> list[Section]:
    """What the result will say, with what the applicant had said where it differs. Empty before a draft."""
    return _sections(dossier, dossier.result, dossier.answers) if dossier.result else []


def corrections(dossier: DossierView) -> list[Line]:
    """The lines of the drafted record that differ from the declaration."""
    return [line for section in record(dossier) for line in section.lines if line.declared]


def _sections(dossier: DossierView, said: dict[str, Any], before: dict[str, Any]) -> list[Section]:
    specs = dossier.form["properties"]
    found = []
    for part in dossier.form["x-sections"]:
        if not applies(part, said):
            continue
        lines = [_line(specs[name], said.get(name), before.get(name)) for name in part["fields"]]
        found.append(Section(part["title"], [line for line in lines if line.value or line.declared]))
    return [section for section in found if section.lines]


def _line(spec: dict[str, Any], value: Any, before: Any) -> Line:
    old = (shown(spec, before) or _("để trống")) if value != before else ""
    return Line(spec["title"], shown(spec, value) or _("để trống"), old) if value or before else _plain(spec, value)


def _plain(spec: dict[str, Any], value: Any) -> Line:
    return Line(spec["title"], shown(spec, value))


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper that came: `number` counts from 1, `before` and `after` are its neighbours in the round."""

    number: int
    before: int
    after: int
    title: str
    file_id: UUID | None
    file_name: str
    counts: str

    @property
    def kind(self) -> str:
        """How a browser shows it: `image`, `pdf`, or `other`."""
        end = self.file_name.rpartition(".")[2].casefold()
        return "image" if end in IMAGES else "pdf" if end == "pdf" else "other"


IMAGES = frozenset({"png", "jpg", "jpeg"})


@dataclass(frozen=True, slots=True)
class Papers:
    """The components of a dossier: those with a file, those on paper only, those that did not come."""

    files: list[Paper]
    on_paper: list[Paper]
    absent: list[AttachedComponent]

    def at(self, number: str) -> Paper | None:
        """The file with this number, else the first one."""
        wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1
        return next((paper for paper in self.files if paper.number == wanted), self.files[0] if self.files else None)


def papers(dossier: DossierView) -> Papers:
    """What came and what did not, required ones first among the absent."""
    there = [c for c in dossier.components if c.file_id is not None]
    counted = [c for c in dossier.components if c.file_id is None and c.attached]
    absent = [c for c in dossier.components if c.file_id is None and c not in counted]
    last = len(there)
    files = [_paper(c, n, n - 1 or last, n % last + 1) for n, c in enumerate(there, 1)]
    return Papers(files, [_paper(c, 0, 0, 0) for c in counted], sorted(absent, key=lambda c: not c.required))


def _paper(component: AttachedComponent, number: int, before: int, after: int) -> Paper:
    counts = [
        text % {"n": n}
        for text, n in (
            (_("%(n)s bản chính"), component.handed_originals),
            (_("%(n)s bản sao"), component.handed_copies),
        )
        if n
    ]
    return Paper(number, before, after, component.title, component.file_id, component.file_name, ", ".join(counts))
