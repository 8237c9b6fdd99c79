"""A plan's file: read, and every problem in it named before anything is written. Private to the room."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Problem
from caunoi.plans.errors import WrongPlanFile
from caunoi.plans.shapes import IndicatorDraft, Measure, PillarDraft, PlanContent, ResourceDraft, TargetDraft

SAMPLE_EVIDENCE = "Số liệu mẫu."


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A value that the file reports, of an indicator."""

    indicator: str
    on: date
    value: Decimal | None
    part: Decimal | None
    whole: Decimal | None
    evidence: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task that the file tells, with its course."""

    part: str
    title: str
    assigned_on: date
    due_on: date
    completed_on: date | None
    verified_on: date | None


@dataclass(frozen=True, slots=True)
class PlanFile:
    """What a file says. `holder` places stand for the issuer: targets of an example are its own."""

    code: str
    unit: str
    kind: str
    name: str
    document_number: str
    issued_on: date
    is_sample: bool
    body: dict[str, Any]
    values: tuple[ValueRow, ...]
    tasks: tuple[TaskRow, ...]
    reviews: tuple[tuple[date, str], ...]

    def content(self, holder_id: UUID) -> PlanContent:
        """What the plan says, with its targets held by the issuer."""
        body = self.body
        return PlanContent(
            title=body["title"], kind=body["kind"], starts_on=_day(body["starts_on"]), ends_on=_day(body["ends_on"]),
            legal_basis=body.get("legal_basis", ""),
            pillars=tuple(PillarDraft(p["code"], p["names"], tuple(p.get("objectives", ()))) for p in body["pillars"]),
            indicators=tuple(_indicator(one, holder_id) for one in body["indicators"]),
            resources=tuple(
                ResourceDraft(r["what"], r["source"], Decimal(r["amount"]), r.get("sample", False))
                for r in body.get("resources", ())
            ),
        )  # fmt: skip


def shipped() -> list[Path]:
    """The plans that ship as examples."""
    return sorted((settings.DATA / "plans").glob("*.json"))


def read_file(path: Path) -> PlanFile:
    """The plan that a file tells. Raises WrongPlanFile with every row that cannot be read."""
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise WrongPlanFile([_("Không đọc được tệp; tệp phải là văn bản mã hóa UTF-8.")], file=path.name) from error
    except json.JSONDecodeError as error:
        problem = Problem(_("Không phải là JSON hợp lệ."), line=error.lineno)
        raise WrongPlanFile([problem], file=path.name) from error
    problems = _missing(body)
    if not problems:
        problems = _wrong_rows(body)
    if problems:
        raise WrongPlanFile(problems, file=path.name)
    return _plan(body)


REQUIRED = ("code", "title", "kind", "issuer", "document_number", "issued_on", "starts_on", "ends_on", "pillars")


def _missing(body: Any) -> list[Problem]:
    if not isinstance(body, dict):
        return [Problem(_("Nội dung phải là một đối tượng JSON."))]
    return [
        Problem(_("Thiếu mục “%(name)s”."), name, params=(("name", name),))
        for name in (*REQUIRED, "indicators")
        if name not in body
    ]


def _wrong_rows(body: dict[str, Any]) -> list[Problem]:
    """Rows of lists whose fields are missing or of the wrong kind, each by list, number and field."""
    problems = []
    readers: tuple[tuple[str, Any], ...] = (
        ("indicators", lambda row: (_indicator(row, UUID(int=0)), _values(row))), ("tasks", _task),
        ("reviews", lambda row: _day(row["on"])), ("resources", lambda row: Decimal(row["amount"])),
        ("pillars", lambda row: PillarDraft(row["code"], dict(row["names"]))),
    )  # fmt: skip
    for name, reader in readers:
        for number, row in enumerate(body.get(name, ()), 1):
            try:
                reader(row)
            except (KeyError, TypeError, ValueError, InvalidOperation) as error:
                said = (("list", name), ("number", number), ("what", str(error).strip("'")))
                problems.append(Problem(_("Mục “%(list)s”, dòng %(number)s: %(what)s."), name, params=said))
    for name in ("issued_on", "starts_on", "ends_on"):
        try:
            _day(body[name])
        except (TypeError, ValueError):
            problems.append(Problem(_("“%(name)s” không phải là ngày."), name, params=(("name", name),)))
    return problems


def _plan(body: dict[str, Any]) -> PlanFile:
    issuer = body["issuer"]
    return PlanFile(
        code=body["code"], unit=issuer.get("unit", ""), kind=issuer["kind"], name=issuer.get("name", ""),
        document_number=body["document_number"], issued_on=_day(body["issued_on"]),
        is_sample=bool(body.get("sample", False)), body=body,
        values=tuple(value for row in body["indicators"] for value in _values(row)),
        tasks=tuple(_task(row) for row in body.get("tasks", ())),
        reviews=tuple((_day(row["on"]), row.get("conclusion", "")) for row in body.get("reviews", ())),
    )  # fmt: skip


def _indicator(row: dict[str, Any], holder_id: UUID) -> IndicatorDraft:
    sample = bool(row.get("sample", False))
    measure = row.get("measure")
    return IndicatorDraft(
        code=row["code"], pillar=row["pillar"], names=dict(row["names"]), unit_of_measure=row["unit_of_measure"],
        direction=row.get("direction", "higher"), combination=row.get("combination", "each"), is_sample=sample,
        measure=Measure(measure["index"], measure.get("item", ""), measure.get("part", "ratio")) if measure else None,
        targets=tuple(
            TargetDraft(
                holder_id, _day(one["due_on"]), Decimal(one["value"]), _number(one.get("baseline")),
                _day(one["baseline_on"]) if one.get("baseline_on") else None, sample,
            )
            for one in row.get("targets", ())
        ),
    )  # fmt: skip


def _values(row: dict[str, Any]) -> list[ValueRow]:
    sample = bool(row.get("sample", False))
    return [
        ValueRow(
            row["code"], _day(one["on"]), _number(one.get("value")), _number(one.get("part")),
            _number(one.get("whole")), one.get("evidence", SAMPLE_EVIDENCE), sample,
        )
        for one in row.get("values", ())
    ]  # fmt: skip


def _task(row: dict[str, Any]) -> TaskRow:
    days = {name: _day(row[name]) for name in ("assigned_on", "due_on")}
    done = {name: _day(row[name]) if row.get(name) else None for name in ("completed_on", "verified_on")}
    return TaskRow(part=row["part"], title=row["title"], **days, **done)  # type: ignore[arg-type]


def _day(text: Any) -> date:
    return date.fromisoformat(text)


def _number(text: Any) -> Decimal | None:
    return None if text is None else Decimal(text)
