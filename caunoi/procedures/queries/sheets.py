"""The catalogue as a workbook, and what a workbook would change."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

from django.utils.translation import gettext as _

from caunoi.core.actor import Actor
from caunoi.procedures import policies, template
from caunoi.procedures.checking import CODE, problems_of_body
from caunoi.procedures.drafts import OPEN, bare
from caunoi.procedures.files.sheets_bodies import body_of, codes, grouped, placed
from caunoi.procedures.files.sheets_columns import SHEETS
from caunoi.procedures.files.sheets_reading import MOST_PROBLEMS, Row, Tables, read
from caunoi.procedures.files.sheets_writing import write
from caunoi.procedures.models import ProcedureDraft, ProcedureVersion
from caunoi.procedures.phrasing import changes_in_words
from caunoi.procedures.queries.reading import in_force
from caunoi.procedures.shapes_sheets import SheetLine, SheetPreview, SheetProblem


@dataclass(frozen=True, slots=True)
class Planned:
    """A procedure of a workbook with the body that it would get."""

    line: SheetLine
    body: dict[str, Any]


def write_sheets(to: IO[bytes], *, on: date, codes: Collection[str] = ()) -> int:
    """Write the versions in force (or those of `codes`) as XLSX; how many. For everyone: it is what is published."""
    rows = ProcedureVersion.objects.filter(in_force(on)).select_related("procedure").order_by("procedure__code")
    if codes:
        rows = rows.filter(procedure__code__in=list(codes))
    bodies = [(row.procedure.code, row.body) for row in rows]
    write(to, bodies)
    return len(bodies)


def preview_sheets(content: bytes, *, actor: Actor, now: datetime) -> SheetPreview:
    """Every problem of a workbook by sheet and cell, and what each procedure would become; nothing is written.

    Raises NotCatalogueOffice, NotYourProvince: a workbook holds what ministries announce, no province's variants.
    """
    tables, planned = plan(content, actor=actor, now=now)
    return SheetPreview(tuple(tables.problems[:MOST_PROBLEMS]), tuple(one.line for one in planned))


def plan(content: bytes, *, actor: Actor, now: datetime) -> tuple[Tables, list[Planned]]:
    """What an import would do; a procedure with problems is not in the list. Raises as preview_sheets does."""
    _person, agency = policies.office(actor, roles=policies.DRAFTERS, now=now)
    policies.require_scope(agency, kind="amend", province="")
    tables = read(content)
    if tables.problems and not tables.rows:
        return tables, []
    known = codes(tables)
    parts = grouped(tables, known)
    bases = _newest(known)
    busy = set(
        ProcedureDraft.objects.filter(procedure_code__in=known, province="", state__in=OPEN).values_list(
            "procedure_code", flat=True
        )
    )
    planned = []
    for code, row in known.items():
        one = _one(code, row, parts[code], bases.get(code), tables)
        if one is not None and code in busy and one.line.kind != "same":
            tables.problems.append(row.wrong("row", _("Thủ tục này đang có bản thảo chưa xong.")))
        if one is not None:
            planned.append(one)
    if not known and not tables.problems:
        tables.problems.append(SheetProblem(SHEETS[0].title, "", _("Trang này không có dòng nào.")))
    return tables, planned


def _newest(known: Collection[str]) -> dict[str, dict[str, Any]]:
    """The newest body of each procedure, in force or waiting; one statement."""
    rows = ProcedureVersion.objects.filter(procedure__code__in=list(known), superseded_at=None)
    ordered = rows.order_by("effective_from").values_list("procedure__code", "body")
    return dict(ordered)


def _one(
    code: str, row: Row, parts: dict[str, list[Row]], found: dict[str, Any] | None, tables: Tables
) -> Planned | None:
    if not CODE.fullmatch(code):
        tables.problems.append(row.wrong("row", _("Mã thủ tục viết dạng 1.001193, hoặc CT- và chữ in hoa.")))
        return None
    names = {language: row.values.get(f"name/{language}", "") for language in ("vi", "en", "th")}
    base = bare(found) if found else template.new_body(names)
    before = len(tables.problems)
    body = body_of(row, parts, base, tables.problems)
    if found and body == base:
        return Planned(SheetLine(code, names["vi"], "same"), body)
    said = {(problem.sheet, problem.cell) for problem in tables.problems}
    found_wrong = (placed(problem, row, parts) for problem in problems_of_body(body))
    # What could not be read is missing from the body too: that is said once, at its cell.
    tables.problems += [problem for problem in found_wrong if (problem.sheet, problem.cell) not in said]
    if len(tables.problems) > before:
        return None
    changes = tuple(changes_in_words(base if found else None, body)) if found else ()
    return Planned(SheetLine(code, names["vi"], "amend" if found else "new", changes), body)
