"""Operations about report rounds: which there are, and their numbers as SDMX (docs/howto/reports-exchange.md)."""

from __future__ import annotations

import json
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema

from caunoi.api.access import scoped
from caunoi.api.frame import MachineToken, caller_of
from caunoi.exchange import operations as exchange
from caunoi.reports import queries
from caunoi.reports.exchange import data_message as data
from caunoi.reports.exchange import structure_message as structure
from caunoi.reports.exchange.reading import numbers
from caunoi.reports.shapes import RoundView
from caunoi.reports.words import named, period_name

router = Router(tags=["reports"])
READ = "reports:read"


class RoundOut(Schema):
    """One round of reports that the caller's agency opened."""

    id: UUID
    form: str
    name: str
    period: str = Field(description="2026-Q3; the days themselves are `start` and `last_day`")
    period_name: str
    start: date
    last_day: date
    due_on: date
    reports: int
    accepted: int

    @classmethod
    def of(cls, view: RoundView) -> RoundOut:
        """The view as the API gives it."""
        period = view.period
        return cls(
            id=view.id, form=view.form, name=named(view.names), period=period.code, period_name=period_name(period),
            start=period.start, last_day=period.last_day, due_on=view.due_on, reports=view.counts.total,
            accepted=view.counts.accepted,
        )  # fmt: skip


@router.get("/report-rounds", response={200: list[RoundOut]}, auth=MachineToken(READ), summary="Rounds of reports")
@scoped(READ)
def list_report_rounds(request: HttpRequest) -> list[RoundOut]:
    """Those that the caller's agency opened, the newest first; at most 100."""
    actor = exchange.actor_of(caller_of(request))
    return [RoundOut.of(one) for one in queries.rounds(actor=actor, now=_now(request))]


@router.get("/report-rounds/{round_id}/data", auth=MachineToken(READ), summary="A round's numbers (SDMX-JSON)")
@scoped(READ)
def get_report_round_data(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """What accepted reports say, and provisionally what those that wait to be checked say. An agency asked: its own."""
    given = numbers(round_id, actor=exchange.actor_of(caller_of(request)), now=_now(request))
    text = json.dumps(data.data_message(given), ensure_ascii=False)
    return HttpResponse(text, content_type=data.MEDIA_TYPE)


@router.get("/report-rounds/{round_id}/structure", auth=MachineToken(READ), summary="What its numbers are (SDMX-ML)")
@scoped(READ)
def get_report_round_structure(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Dimensions, attributes and code lists of the round's form, names in three languages."""
    given = numbers(round_id, actor=exchange.actor_of(caller_of(request)), now=_now(request))
    return HttpResponse(structure.structure_message(given), content_type=structure.MEDIA_TYPE)


def _now(request: HttpRequest) -> datetime:
    now: datetime = request.now  # type: ignore[attr-defined]
    return now
