"""What a transfer of authority would do and what lacks for it. Private to the room."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.utils.translation import gettext as _

from caunoi.core.clock import VIETNAM
from caunoi.people import queries as people
from caunoi.procedures.handlers import ProcessStep, process_steps
from caunoi.procedures.models import AuthorityTransfer, Procedure, ProcedureVersion
from caunoi.procedures.shapes_work import Lack, TransferLine, TransferReport
from caunoi.units import queries as units
from caunoi.units.rules.text import fold

_RECEIVING = ("service_centre", "peoples_committee")


@dataclass(frozen=True, slots=True)
class Target:
    """To whom: agencies of this level and kind whose name begins so, as they are on the day."""

    level: str
    kind: str
    name: str
    on: date


def look(
    codes: Sequence[str], versions: dict[str, Newest], target: Target, *, decision_ref: str, now: datetime
) -> TransferReport:
    """The report of a transfer that is not made (`id` None), with every lack; a fixed number of statements."""
    wanted = list(dict.fromkeys(codes))
    names = dict(Procedure.objects.filter(code__in=wanted).values_list("code", "name"))
    steps = {code: process_steps(code) for code in {v.process for v in versions.values()}}
    lacks = [lack for code in wanted for lack in _of_procedure(code, names, versions.get(code), steps, target)]
    receivers, more = _of_agencies(target, {step for found in steps.values() for step in found or ()}, now)
    lines = [_line(code, names[code], versions[code]) for code in wanted if code in versions]
    return TransferReport(
        id=None, to_level=target.level, to_kind=target.kind, to_name=target.name, decision_ref=decision_ref,
        on=target.on, agencies=receivers, lines=tuple(lines), lacks=(*lacks, *more),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Newest:
    """What a transfer has to know of a procedure's newest version; bodies stay in the database."""

    id: UUID
    procedure_id: UUID
    effective_from: date
    effective_to: date | None
    digest: str
    level: str
    kind: str
    name: str
    process: str
    asks: bool


def newest_of(codes: Iterable[str]) -> dict[str, Newest]:
    """The newest version of each procedure, by code; one statement."""
    rows = ProcedureVersion.objects.filter(procedure__code__in=list(codes), superseded_at=None)
    first = rows.order_by("procedure_id", "-effective_from").distinct("procedure_id")
    said = {key: KeyTextTransform(key, "body") for key in ("level", "competent_kind", "competent_name", "process")}
    asked = KeyTextTransform("x-sections", KeyTransform("form", "body"))
    found = first.annotate(**{f"said_{key}": value for key, value in said.items()}, asked=asked)
    fields = ("id", "procedure_id", "effective_from", "effective_to", "digest")
    values = found.values_list("procedure__code", *fields, *(f"said_{key}" for key in said), "asked")
    return {row[0]: _newest(*row[1:]) for row in values}


def _newest(id_: UUID, procedure_id: UUID, start: date, end: date | None, digest: str, *said: str | None) -> Newest:
    level, kind, name, process, sections = (text or "" for text in said)
    return Newest(id_, procedure_id, start, end, digest, level, kind, name, process, sections not in ("", "[]"))


def stored(report: TransferReport) -> dict[str, Any]:
    """A report as JSON, for the row that keeps it."""
    lines = [{**asdict(line), "version_id": str(line.version_id)} for line in report.lines]
    return {
        "to_level": report.to_level, "to_kind": report.to_kind, "to_name": report.to_name,
        "agencies": report.agencies, "lines": lines,
    }  # fmt: skip


def report_of(row: AuthorityTransfer) -> TransferReport:
    """The report of a transfer that was made."""
    kept = row.report
    lines = [TransferLine(**{**line, "version_id": UUID(line["version_id"])}) for line in kept["lines"]]
    return TransferReport(
        id=row.id, to_level=kept["to_level"], to_kind=kept["to_kind"], to_name=kept["to_name"],
        decision_ref=row.decision_ref, on=row.on, agencies=kept["agencies"], lines=tuple(lines), lacks=(),
        decided_by=people.names([row.decided_by]).get(row.decided_by, "") if row.decided_by else "",
        decided_at=row.decided_at,
    )  # fmt: skip


def _line(code: str, name: str, version: Newest) -> TransferLine:
    return TransferLine(code, name, version.level, version.kind, version.name)


def _of_procedure(
    code: str,
    names: dict[str, str],
    version: Newest | None,
    steps: dict[str, tuple[ProcessStep, ...] | None],
    target: Target,
) -> Iterator[Lack]:
    words = {"code": code, "on": f"{target.on:%d/%m/%Y}"}
    if version is None:
        if code in names:
            yield Lack(
                "version", _("Thủ tục %(code)s chưa có bản nào nộp được: thiếu biểu mẫu và quy trình.") % words, code
            )
        else:
            yield Lack("unknown", _("Không có thủ tục %(code)s trong danh mục.") % words, code)
        return
    if version.effective_to is not None:
        yield Lack("ended", _("Thủ tục %(code)s đã được định ngày kết thúc.") % words, code)
    elif version.effective_from >= target.on:
        yield Lack("waiting", _("Thủ tục %(code)s có bản bắt đầu từ ngày %(on)s hoặc sau đó.") % words, code)
    if (version.level, version.kind, version.name) == (target.level, target.kind, target.name):
        yield Lack("same", _("Thủ tục %(code)s đã thuộc thẩm quyền này.") % words, code)
    if steps[version.process] is None:
        words["process"] = version.process
        yield Lack("process", _("Thủ tục %(code)s: không có quy trình “%(process)s”.") % words, code)
    if not version.asks:
        yield Lack("form", _("Thủ tục %(code)s chưa có biểu mẫu.") % words, code)


def _of_agencies(target: Target, steps: Collection[ProcessStep], now: datetime) -> tuple[int, list[Lack]]:
    """How many agencies receive, and what they lack: an agency in each unit, somebody in each role, there and at the
    counter of the same unit."""
    deciding = {step.role for step in steps if step.agency in ("competent", "")}
    counter = {step.role for step in steps if step.agency == "receiving"}
    found = units.agencies_at(level=target.level, kinds={target.kind, *_RECEIVING}, on=target.on)
    begins = fold(target.name)
    receivers = [a for a in found if a.kind == target.kind and (not begins or fold(a.name).startswith(begins))]
    held = people.roles_held(at=max(now, datetime.combine(target.on, time(8), VIETNAM)))
    lacks = [_no_agency(target)] if not receivers else []
    lacks += _units_without(target, receivers)
    for agency in receivers:
        lacks += _no_officer(agency, deciding - held.get(agency.id, frozenset()))
    if target.level != "nation":
        wanted = {agency.unit_id for agency in receivers}
        for agency in _counters(found, wanted):
            lacks += _no_officer(agency, counter - held.get(agency.id, frozenset()))
    return len(receivers), lacks


def _counters(found: list[units.AgencyView], wanted: Collection[UUID | None]) -> list[units.AgencyView]:
    """Who receives in each unit: its service centre, else the committee of a commune."""
    by_unit: dict[UUID | None, units.AgencyView] = {}
    for kind in _RECEIVING:
        for agency in found:
            may = kind == "service_centre" or agency.level == "commune"
            if may and agency.kind == kind and agency.unit_id in wanted:
                by_unit.setdefault(agency.unit_id, agency)
    return list(by_unit.values())


def _no_agency(target: Target) -> Lack:
    words = {"on": f"{target.on:%d/%m/%Y}"}
    return Lack("agency", _("Ngày %(on)s không có cơ quan nào thuộc cấp và loại đã chọn.") % words)


def _units_without(target: Target, receivers: list[units.AgencyView]) -> list[Lack]:
    """Units of the level that have no such agency; none are named when no unit has one, or for the nation."""
    if target.level == "nation" or not receivers:
        return []
    having = {agency.unit_id for agency in receivers}
    return [
        Lack("agency", _("%(unit)s chưa có cơ quan loại này.") % {"unit": unit.full_name}, agency=unit.full_name)
        for unit in units.units_at(on=target.on, level=target.level)
        if unit.id not in having
    ]


def _no_officer(agency: units.AgencyView, roles: Iterable[str]) -> Iterator[Lack]:
    for role in sorted(roles):
        words = {"agency": agency.name, "role": people.role_name(role)}
        text = _("%(agency)s chưa có người giữ vai trò %(role)s.") % words
        yield Lack("officer", text, "", agency.id, agency.name, agency.province_code, role)
