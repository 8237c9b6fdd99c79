"""Versions that can be filed. A published version never changes, so it is read once and kept in memory."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language

from caunoi.procedures.errors import ProcedureNotFound, ProcedureNotInForce
from caunoi.procedures.models import Procedure, ProcedureDraft, ProcedureVersion
from caunoi.procedures.rules.variants import variant_of
from caunoi.procedures.shapes import ProcedureView, VersionRow
from caunoi.procedures.views_of import procedure_view

KEPT = 2_000
_rows: dict[UUID, ProcedureVersion] = {}


def procedure(code: str, *, on: date, province: str | None = None) -> ProcedureView:
    """The version in force on `on`, as `province` (code) applies it; one statement, two when it is new to memory.

    Raises ProcedureNotInForce when the procedure is published but has no version to file, ProcedureNotFound otherwise.
    """
    code = plain(code)
    rows = ProcedureVersion.objects.filter(in_force(on), procedure__code=code).values_list("id", "effective_to")
    if found := rows.first():
        _forget_ended(dict([found]))
        return version(found[0], province=province)
    if Procedure.objects.filter(code=code).exists():
        raise ProcedureNotInForce(code=code, on=f"{on:%d/%m/%Y}")
    raise ProcedureNotFound(code=code)


def version(version_id: UUID, *, province: str | None = None) -> ProcedureView:
    """One version, in force or not: what a dossier was filed under; no statement once it is in memory."""
    return versions([version_id], province=province)[version_id]


def versions(version_ids: Iterable[UUID], *, province: str | None = None) -> dict[UUID, ProcedureView]:
    """Several versions by id; one statement for those not yet in memory. Raises ProcedureNotFound for a missing one."""
    wanted = set(version_ids)
    _remember(wanted - _rows.keys())
    language = get_language() or "vi"
    return {i: _view(i, language, province if variant_of(_rows[i].body, province) else None) for i in wanted}


def current(*, on: date) -> list[ProcedureView]:
    """Every version in force on `on`, by code; one statement, two when some are new to memory."""
    rows = ProcedureVersion.objects.filter(in_force(on)).order_by("procedure__code")
    ends = dict(rows.values_list("id", "effective_to"))
    _forget_ended(ends)
    views = versions(ends)
    return [views[i] for i in ends]


def history(code: str) -> list[VersionRow]:
    """Every published version of a procedure with its revisions and who decided, the newest first; two statements."""
    rows = ProcedureVersion.objects.filter(procedure__code=plain(code)).order_by("-effective_from", "-revision")
    found = list(rows)
    decisions = _decisions([row.id for row in found])
    return [_history_row(row, decisions.get(row.id, {})) for row in found]


def _history_row(row: ProcedureVersion, drafts: dict[str, ProcedureDraft]) -> VersionRow:
    made, ended = drafts.get("made"), drafts.get("ended")
    return VersionRow(
        id=row.id, effective_from=row.effective_from, effective_to=row.effective_to, revision=row.revision,
        decision_ref=row.decision_ref, superseded=row.superseded_at is not None, unsure=row.body["unsure"],
        unsure_notes=list(row.body.get("unsure_notes", [])), digest=row.digest, origin=row.origin,
        published_at=row.published_at, made_by=made.made_by if made else None,
        checked_by=made.checked_by if made else None, checked_at=made.checked_at if made else None,
        decided_by=made.decided_by if made else None, decided_at=made.decided_at if made else None,
        province=made.province if made else "", abolished=ended is not None,
        abolished_by=ended.decision_ref if ended else "",
    )  # fmt: skip


def _decisions(ids: list[UUID]) -> dict[UUID, dict[str, ProcedureDraft]]:
    """The draft that made each version and the one that abolished it; one statement."""
    found: dict[UUID, dict[str, ProcedureDraft]] = {}
    for draft in ProcedureDraft.objects.filter(version_id__in=ids, state="published").defer("body"):
        if draft.version_id is not None:
            found.setdefault(draft.version_id, {})["ended" if draft.kind == "abolish" else "made"] = draft
    return found


def unsure(*, on: date) -> list[ProcedureView]:
    """The versions in force on `on` in which something is marked unsure, by code."""
    found = ProcedureVersion.objects.filter(in_force(on), body__unsure=True).order_by("procedure__code")
    views = versions(ids := list(found.values_list("id", flat=True)))
    return [views[i] for i in ids]


def in_force(on: date) -> Q:
    """The published versions, as they stand now, in force on `on`."""
    begun = Q(superseded_at=None, effective_from__lte=on)
    return begun & (Q(effective_to__isnull=True) | Q(effective_to__gt=on))


def plain(text: str) -> str:
    """Without NUL characters, which PostgreSQL refuses to compare with."""
    return text.replace("\0", "")


def _forget_ended(ends: dict[UUID, date | None]) -> None:
    """A version gets its end when another follows it: one that was read before is read again."""
    stale = [i for i, end in ends.items() if i in _rows and _rows[i].effective_to != end]
    for i in stale:
        del _rows[i]
    if stale:
        _view.cache_clear()


def _remember(missing: set[UUID]) -> None:
    if not missing:
        return
    if len(_rows) + len(missing) > KEPT:
        _rows.clear()
    _rows.update(ProcedureVersion.objects.select_related("procedure").in_bulk(list(missing)))
    for absent in missing - _rows.keys():
        raise ProcedureNotFound(code=str(absent))


@lru_cache(maxsize=KEPT)
def _view(version_id: UUID, language: str, province: str | None) -> ProcedureView:
    return procedure_view(_rows[version_id], language, province)
