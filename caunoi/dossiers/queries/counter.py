"""What a counter sees of the person before it, and what it takes in most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.dossiers import reusing
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.operations.drafting import COUNTER_ROLES
from caunoi.dossiers.shapes import Status
from caunoi.dossiers.shapes_filing import ReusablePaper
from caunoi.people import policies as people
from caunoi.procedures import queries as procedures

_MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class CounterKnown:
    """What somebody said and handed in before: answers to questions of the same name, papers and records to reuse."""

    address: str
    answers: dict[str, Any]
    papers: list[ReusablePaper]


def known_at_counter(
    person_id: UUID, *, procedure_code: str, case_id: str, channel: str, agency_id: UUID, actor: Actor, now: datetime
) -> CounterKnown:
    """For an officer who has the person before them and has looked them up by number.

    Answers are those of the newest dossier of the same procedure. At most eight statements. Raises RoleNotHeld,
    ProcedureNotFound, ProcedureNotInForce.
    """
    people.require_role(actor, agency_id=agency_id, roles=COUNTER_ROLES, now=now)
    procedure = procedures.procedure(procedure_code, on=local_date(now))
    filed = Dossier.objects.filter(applicant_id=person_id, status__gt=Status.DRAFT).order_by("-created_at")
    last = filed.filter(procedure_code=procedure_code).values_list("answers", flat=True).first() or {}
    address = filed.exclude(applicant_address="").values_list("applicant_address", flat=True).first()
    wanted = [c for c in procedure.components if c.asked_for(case_id, channel) and not c.from_form]
    asked = procedure.form["properties"]
    return CounterKnown(
        address=address or "",
        answers={name: value for name, value in last.items() if name in asked},
        papers=reusing.reusable(person_id, wanted),
    )


def most_received(*, agency_id: UUID, actor: Actor, now: datetime, most: int = 9) -> list[str]:
    """Codes of the procedures that the counter received most in the last 30 days; two statements beside the standing.

    Raises RoleNotHeld.
    """
    people.require_role(actor, agency_id=agency_id, roles=COUNTER_ROLES, now=now)
    rows = Dossier.objects.filter(receiving_agency_id=agency_id, submitted_at__gt=now - _MONTH)
    counted = rows.exclude(channel="online").values_list("procedure_code").annotate(n=Count("id")).order_by("-n")
    return [code for code, _n in counted[:most]]
