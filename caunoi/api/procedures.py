"""Operations about the catalogue: what can be filed, with which papers and which questions."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from pydantic import JsonValue

from caunoi.api.access import scoped
from caunoi.api.cursors import from_cursor, to_cursor
from caunoi.api.frame import MachineToken
from caunoi.core.clock import local_date
from caunoi.procedures import queries as procedures
from caunoi.procedures.queries import ProcedureView

router = Router(tags=["procedures"])
READ = "procedures:read"


class EntryOut(Schema):
    """One procedure of the published catalogue."""

    code: str
    name: str
    field: str
    can_file: bool


class EntryPage(Schema):
    """Some procedures, and how to ask for the next ones."""

    items: list[EntryOut]
    total: int
    next_cursor: str | None = Field(description="Give it as `after` to go on; null at the end")


class LimitOut(Schema):
    """A time limit on one channel."""

    channel: str
    value: float
    unit: str = Field(description="working_days, calendar_days, working_hours or same_day")


class CaseOut(Schema):
    """One case of a procedure."""

    id: str
    name: str
    limits: list[LimitOut]


class NeededOut(Schema):
    """A paper that the procedure asks for."""

    id: str
    code: str
    title: str
    required: bool
    condition: str
    originals: int
    copies: int
    channels: list[str]
    cases: list[str] = Field(description="Empty: all")
    from_form: bool = Field(description="The form itself: nothing to hand in")


class ProcedureOut(Schema):
    """The version of a procedure that is in force today."""

    code: str
    version_id: str
    name: str
    summary: str
    field: str
    level: str
    effective_from: date
    decision_ref: str
    cases: list[CaseOut]
    components: list[NeededOut]


class FormOut(Schema):
    """The questions of a procedure as JSON Schema; sections and conditions are in its `x-` members."""

    procedure_code: str
    version_id: str
    form: dict[str, JsonValue]


@router.get("/procedures", response={200: EntryPage}, auth=MachineToken(READ), summary="The catalogue")
@scoped(READ)
def list_procedures(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=100, description="Words of the name, or the code")] = "",
    can_file: Annotated[bool | None, Query(description="Only those that can be filed here, or only the others")] = None,
    after: Annotated[str | None, Query(max_length=80)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> EntryPage:
    """Those that can be filed first, then by name."""
    number = from_cursor("procedures", after, name="after") + 1
    page = procedures.search(q, on=_today(request), can_file=can_file, page=number, size=limit)
    items = [EntryOut(code=e.code, name=e.name, field=e.field, can_file=e.can_file) for e in page.entries]
    more = to_cursor("procedures", number) if page.number < page.pages else None
    past = number > page.pages
    return EntryPage(items=[] if past else items, total=page.total, next_cursor=more)


@router.get("/procedures/{code}", response={200: ProcedureOut}, auth=MachineToken(READ), summary="One procedure")
@scoped(READ)
def get_procedure(request: HttpRequest, code: str) -> ProcedureOut:
    """Its cases with their limits, the papers that it asks for."""
    return _out(procedures.procedure(code, on=_today(request)))


@router.get("/procedures/{code}/form", response={200: FormOut}, auth=MachineToken(READ), summary="Its questions")
@scoped(READ)
def get_form(request: HttpRequest, code: str) -> FormOut:
    """What `answers` of POST /dossiers must hold."""
    found = procedures.procedure(code, on=_today(request))
    return FormOut(procedure_code=found.code, version_id=str(found.version_id), form=found.form)


def _today(request: HttpRequest) -> date:
    return local_date(request.now)  # type: ignore[attr-defined]


def _out(found: ProcedureView) -> ProcedureOut:
    cases = [
        CaseOut(
            id=case.id,
            name=case.name,
            limits=[LimitOut(channel=c, value=float(at.value), unit=at.unit) for c, at in case.limits.items()],
        )
        for case in found.cases
    ]
    plain: dict[str, Any] = {
        name: getattr(found, name)
        for name in ("code", "name", "summary", "field", "level", "effective_from", "decision_ref")
    }
    components = [
        NeededOut(**{name: getattr(c, name) for name in NeededOut.model_fields if name not in ("channels", "cases")},
                  channels=list(c.channels), cases=list(c.cases))
        for c in found.components
    ]  # fmt: skip
    return ProcedureOut(version_id=str(found.version_id), cases=cases, components=components, **plain)
