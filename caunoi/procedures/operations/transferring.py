"""Hand a list of procedures to another level or kind of agency at once, by a decision; all or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor, Person
from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.core.ids import new_id
from caunoi.core.journal import Place, append, append_many
from caunoi.procedures import events, policies
from caunoi.procedures.errors import DecisionInvalid, NotYourProvince, TransferRefused
from caunoi.procedures.models import AuthorityTransfer, Procedure, ProcedureVersion
from caunoi.procedures.publishing import OFFICE, dated
from caunoi.procedures.rules.levels import LEVELS
from caunoi.procedures.shapes_work import TransferLine, TransferReport
from caunoi.procedures.transfers import Newest, Target, look, newest_of, stored
from caunoi.procedures.wording import KINDS, competent
from caunoi.units import queries as units

_INSERT = """
INSERT INTO procedures_procedureversion
    (id, procedure_id, effective_from, decision_ref, body, digest, revision, published_at, origin)
SELECT n.id, v.procedure_id, %s, %s, v.body || %s::jsonb, n.digest, 1, %s, %s
FROM unnest(%s::uuid[], %s::uuid[], %s::text[]) AS n (old_id, id, digest)
JOIN procedures_procedureversion v ON v.id = n.old_id
"""


@dataclass(frozen=True, slots=True)
class _Fresh:
    """A version that a transfer made."""

    id: UUID
    procedure_id: UUID
    digest: str


def transfer_preview(
    *, codes: Sequence[str], to_level: str, to_kind: str, to_name: str = "", decision_ref: str = "", on: date,
    actor: Actor, now: datetime,
) -> TransferReport:  # fmt: skip
    """What `transfer_authority` would do, with everything that lacks; nothing is written.

    A number of statements that does not grow with the procedures or the agencies. Raises NotCatalogueOffice,
    NotYourProvince, DecisionInvalid.
    """
    _national(actor, policies.READERS, now)
    target = Target(to_level, to_kind, to_name.strip(), on)
    _require_target(target, codes, now)
    return look(codes, newest_of(codes), target, decision_ref=decision_ref, now=now)


def transfer_authority(
    *, codes: Sequence[str], to_level: str, to_kind: str, to_name: str = "", decision_ref: str, on: date,
    actor: Actor, now: datetime,
) -> TransferReport:  # fmt: skip
    """Give every procedure a new version from `on` (today or later) in which another agency is competent.

    `to_name` is the beginning of the agency's name where the kind is not enough. Filed dossiers stay on their version
    and with their agency. By a leader of a ministry. Raises TransferRefused with every lack, and then nothing was
    changed; DecisionInvalid, NotCatalogueOffice, NotYourProvince.
    """
    person, agency = _national(actor, policies.DECIDERS, now)
    target = Target(to_level, to_kind, to_name.strip(), on)
    _require_target(target, codes, now, decision_ref)
    with transaction.atomic():
        list(Procedure.objects.select_for_update().filter(code__in=list(codes)).order_by("id").values_list("id"))
        old = newest_of(codes)
        report = look(codes, old, target, decision_ref=decision_ref, now=now)
        if report.lacks:
            raise TransferRefused(report)
        made = replace(report, id=new_id(), decided_at=now)
        fresh = _versions(old, made, target, now)
        made = replace(made, lines=tuple(replace(line, version_id=fresh[line.code].id) for line in made.lines))
        _journal(made, fresh, person, agency, now)
        AuthorityTransfer.objects.create(
            id=made.id, agency_id=agency.id, decision_ref=decision_ref, on=on, decided_by=person.person_id,
            decided_at=now, report=stored(made),
        )  # fmt: skip
    return made


def _national(actor: Actor, roles: Sequence[str], now: datetime) -> tuple[Person, units.AgencyView]:
    person, agency = policies.office(actor, roles=roles, now=now)
    if not policies.is_national(agency):
        raise NotYourProvince
    return person, agency


def _require_target(target: Target, codes: Sequence[str], now: datetime, ref: str = "–") -> None:
    wrong = []
    if not codes:
        wrong.append(Problem(_("Hãy chọn ít nhất một thủ tục."), "codes"))
    if target.level not in LEVELS:
        wrong.append(Problem(_("Hãy chọn cấp nhận thẩm quyền."), "to_level"))
    if target.kind not in KINDS:
        wrong.append(Problem(_("Hãy chọn loại cơ quan nhận thẩm quyền."), "to_kind"))
    if not ref.strip() or len(ref) > 200 or "\0" in ref + target.name:
        wrong.append(Problem(_("Hãy ghi số, ký hiệu quyết định (nhiều nhất 200 ký tự)."), "decision_ref"))
    if target.on < local_date(now):
        wrong.append(Problem(_("Ngày chuyển thẩm quyền không được trước hôm nay."), "on"))
    if wrong:
        raise DecisionInvalid(wrong)


def _versions(old: dict[str, Newest], report: TransferReport, target: Target, now: datetime) -> dict[str, _Fresh]:
    """The new versions by code, in three statements; those before them end on the day.

    Only who is competent changes: everything else was checked when it was published, and never leaves the database.
    """
    change = _change(report, target, now)
    fresh = {code: _Fresh(new_id(), was.procedure_id, _digest(was, change)) for code, was in old.items()}
    ended = [was.id for was in old.values()]
    ProcedureVersion.objects.filter(id__in=ended).update(effective_to=target.on)
    new = [[getattr(row, name) for row in fresh.values()] for name in ("id", "digest")]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [target.on, report.decision_ref, change, now, OFFICE, ended, *new])
    if target.on <= local_date(now):
        said = competent({"competent_kind": target.kind, "level": target.level, "competent_name": target.name})
        Procedure.objects.filter(id__in=[row.procedure_id for row in fresh.values()]).update(
            levels=[target.level], agency_text=said
        )
    return fresh


def _change(report: TransferReport, target: Target, now: datetime) -> str:
    """What is laid over each body, as JSON."""
    who = {"level": target.level, "competent_kind": target.kind, "competent_name": target.name}
    return json.dumps(dated(who, ref=report.decision_ref, on=local_date(now), start=target.on), sort_keys=True)


def _digest(was: Newest, change: str) -> str:
    return hashlib.sha256(f"{was.digest} {change}".encode()).hexdigest()


def _journal(
    made: TransferReport, fresh: dict[str, _Fresh], person: Person, agency: units.AgencyView, now: datetime
) -> None:
    assert made.id is not None
    place = Place(agency_id=agency.id)
    whole = events.AuthorityTransferred(
        procedures=len(made.lines), agencies=made.agencies, to_level=made.to_level, to_kind=made.to_kind,
        effective_from=made.on,
    )  # fmt: skip
    append(whole, subject_id=made.id, actor=person, now=now, place=place)
    append_many(
        ((_event(made, made.id, line, fresh), fresh[line.code].procedure_id, place) for line in made.lines),
        actor=person, now=now,
    )  # fmt: skip


def _event(made: TransferReport, transfer_id: UUID, line: TransferLine, fresh: dict[str, _Fresh]) -> events.Transferred:
    return events.Transferred(
        procedure=line.code, transfer=transfer_id, version=fresh[line.code].id, from_level=line.from_level,
        from_kind=line.from_kind, to_level=made.to_level, to_kind=made.to_kind, effective_from=made.on,
    )  # fmt: skip
