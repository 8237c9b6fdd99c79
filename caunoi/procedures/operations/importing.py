"""Drafts from a workbook: all of them, or none."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.errors import Problem
from caunoi.procedures.errors import SheetsWrong
from caunoi.procedures.operations.drafting import save_draft, start_draft
from caunoi.procedures.queries.sheets import plan
from caunoi.procedures.shapes_work import DraftView


def import_sheets(content: bytes, *, actor: Actor, now: datetime) -> list[DraftView]:
    """Begin a draft for each procedure that the workbook changes or adds, in one transaction; nothing is published.

    Raises SheetsWrong with everything that is wrong (see preview_sheets), NotCatalogueOffice, NotYourProvince.
    """
    tables, planned = plan(content, actor=actor, now=now)
    if tables.problems:
        raise SheetsWrong([Problem(f"{p.sheet} {p.cell}: {p.text}".strip()) for p in tables.problems])
    made = []
    with transaction.atomic():
        for one in planned:
            if one.line.kind == "same":
                continue
            name = one.body["name"] if one.line.kind == "new" else None
            draft = start_draft(kind=one.line.kind, code=one.line.code, name=name, actor=actor, now=now)
            made.append(save_draft(draft_id=draft.id, body=one.body, revision=draft.revision, actor=actor, now=now))
    return made
