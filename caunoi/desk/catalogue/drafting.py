"""A draft as its pages need it: what surrounds an item, what each part still lacks, who may do what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from caunoi.core.errors import Problem
from caunoi.desk.asking import when, who
from caunoi.desk.catalogue.editing import specs
from caunoi.desk.catalogue.editing.around import Around, Body
from caunoi.desk.catalogue.editing.entries import Entry
from caunoi.desk.catalogue.editing.form import reason
from caunoi.desk.catalogue.editing.parts import ABOLITION, PARTS, VARIANT, Part
from caunoi.desk.catalogue.editing.places import Found, locate
from caunoi.desk.forms import places as builder
from caunoi.procedures import operations, queries
from caunoi.procedures.queries import DraftView
from caunoi.procedures.rules import overrides_between
from caunoi.processes import queries as processes
from caunoi.processes.errors import ProcessNotFound

WORKERS = ("catalogue_manager", "head_of_unit", "leader", "auditor")
"""Roles that see drafts; which drafts, and what each may do, is decided by `procedures`."""
KINDS = {
    "new": gettext_lazy("thủ tục mới"), "amend": gettext_lazy("sửa đổi"), "abolish": gettext_lazy("bãi bỏ"),
    "variant": gettext_lazy("quy định riêng của tỉnh"),
}  # fmt: skip
STATES = {
    "drafting": gettext_lazy("đang soạn"), "checking": gettext_lazy("chờ kiểm tra"),
    "checked": gettext_lazy("chờ quyết định"), "published": gettext_lazy("đã công bố"),
    "dropped": gettext_lazy("đã bỏ"),
}  # fmt: skip
COLOURS = {"drafting": "", "checking": "yellow", "checked": "yellow", "published": "green", "dropped": "grey"}
OWN_WORDS = ("receiving", "competent")
"""The agencies that every process has: where the dossier came in, and who decides."""


@dataclass(frozen=True, slots=True)
class Task:
    """A part in the list of what a draft consists of."""

    title: str
    href: str
    hint: str
    status: str
    colour: str
    done: bool


@dataclass(frozen=True, slots=True)
class Lacking:
    """A problem with the page on which it is mended."""

    text: str
    where: str
    href: str


def read(request: HttpRequest, draft_id: UUID) -> DraftView:
    """The draft, for one who may see it. Raises what `queries.draft` raises."""
    return queries.draft(draft_id, actor=who(request), now=when(request))


def parts_of(view: DraftView) -> dict[str, Part]:
    """The parts that a draft of this kind has."""
    if view.kind == "abolish":
        return {ABOLITION.code: ABOLITION}
    return {VARIANT.code: VARIANT, **PARTS} if view.kind == "variant" else PARTS


def around(view: DraftView, item: Body | None = None) -> Around:
    """The draft's whole body with everything that may be chosen; `item` is what is edited."""
    body = view.whole
    steps = _steps(str(body.get("process", "")))
    words = tuple(dict.fromkeys(step.agency for step in steps if step.agency not in OWN_WORDS))
    return Around(
        body=body, item=body if item is None else item, language=(get_language() or "vi")[:2],
        life_events=tuple((event.code, event.name) for event in queries.life_events()),
        processes=tuple(processes.names().items()),
        steps=tuple((step.id, step.name) for step in steps if step.kind == "sign" or "sign" in step.actions),
        words=words, fields=tuple(name for name, _count in queries.fields()),
    )  # fmt: skip


def _steps(process: str) -> list[processes.StepView]:
    try:
        return list(processes.steps(process).values())
    except ProcessNotFound:
        return []


def save(request: HttpRequest, view: DraftView, *, whole: Body | None = None, body: Body | None = None) -> None:
    """Keep the draft with another whole body (for a variant what is different of it), or with another body of its own.

    The revision is the one that the page was opened with. Raises StaleDraft.
    """
    if whole is not None:
        kept = {**view.body, "overrides": overrides_between(view.base or {}, whole)}
        body = kept if view.kind == "variant" else whole
    operations.save_draft(
        draft_id=view.id, body=body or view.body, revision=_revision(request, view), actor=who(request),
        now=when(request),
    )  # fmt: skip


def _revision(request: HttpRequest, view: DraftView) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else view.revision


def tasks(view: DraftView) -> list[Task]:
    """Every part with how many things it still lacks."""
    found = Counter(one.part for one in locate(view.problems, view.whole))
    return [_task(view, part, found[part.code]) for part in parts_of(view).values()]


def _task(view: DraftView, part: Part, lacking: int) -> Task:
    status = ngettext("còn %(n)s điểm", "còn %(n)s điểm", lacking) % {"n": lacking} if lacking else _("đủ")
    return Task(str(part.title), part_address(view, part.code), _hint(view, part), status, "yellow", not lacking)


def _hint(view: DraftView, part: Part) -> str:
    if part.rows:
        rows = part.rows.read(view.whole)
        told = Around(view.whole, language=(get_language() or "vi")[:2])
        names = [part.row_name(row, told) for row in rows[:3]]
        return "; ".join(names) + (" …" if len(rows) > 3 else "")
    return str(part.hint)


def part_address(view: DraftView, part: str) -> str:
    """Where a part is worked on; the form has a builder of its own."""
    if part == "form":
        return builder.address(view.id, view.whole, "")
    return reverse("desk:draft-part", args=[view.id, part])


def lacking(view: DraftView) -> list[Lacking]:
    """Every problem, with the part and the page that mends it."""
    known = parts_of(view)
    found = []
    for one in locate(view.problems, view.whole):
        part = known.get(one.part)
        where = _named(view, one, part) if part else ""
        found.append(Lacking(reason(one.problem), where, _address(view, one, part)))
    return found


def _named(view: DraftView, one: Found, part: Part) -> str:
    """The part, the row and the question that a problem is about."""
    if part.code == "form":
        return f"{part.title}, {asked}" if (asked := builder.title_at(view.whole, one.rest)) else str(part.title)
    if part.rows is None or one.index is None:
        return _question(str(part.title), part.entries, one.rest)
    row = part.rows.read(view.whole)[one.index]
    entries = part.row_entries(row)
    named = [str(part.title), part.row_name(row, Around(view.whole, language=(get_language() or "vi")[:2]))]
    if one.fee is not None:
        entries = specs.fee("fixed")
        named[0] = _("Mức thu")
    return _question(", ".join(named), entries, one.rest)


def _question(where: str, entries: Sequence[Entry], rest: str) -> str:
    label = next((str(entry.label) for entry in entries if entry.key == rest.split("/")[0]), "")
    return f"{where}, {label[:1].lower()}{label[1:]}" if label else where


def _address(view: DraftView, one: Found, part: Part | None) -> str:
    if part is None:
        return ""
    if part.code == "form":
        return builder.address(view.id, view.whole, one.rest)
    if one.fee is not None and one.index is not None and one.rest == "table":
        return reverse("desk:draft-fee-table", args=[view.id, one.index, one.fee])
    if one.fee is not None and one.index is not None:
        return reverse("desk:draft-fee", args=[view.id, one.index, one.fee]) + "?check=1"
    if one.index is not None and part.rows:
        return reverse("desk:draft-row", args=[view.id, part.code, one.index]) + "?check=1"
    return part_address(view, part.code) + "?check=1"


def problems_at(
    view: DraftView, part: str, index: int | None = None, fee: int | None = None
) -> list[tuple[str, Problem]]:
    """The problems of one page, each with its place inside the item."""
    found: Iterable[Found] = locate(view.problems, view.whole)
    return [(one.rest, one.problem) for one in found if (one.part, one.index, one.fee) == (part, index, fee)]


def heading(view: DraftView) -> dict[str, Any]:
    """What stands above every page of a draft."""
    return {"draft": view, "kind": KINDS[view.kind], "state": STATES[view.state], "colour": COLOURS[view.state]}
