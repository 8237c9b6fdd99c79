"""What all papers share: the words every slip carries, and keeping what was made."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import override

from caunoi.core.actor import Actor, Person
from caunoi.core.subjects import SubjectRef
from caunoi.documents import operations as documents
from caunoi.documents.queries import FileView
from caunoi.dossiers import texts
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.views_of import Surroundings
from caunoi.people import queries as people
from caunoi.procedures import queries as procedures
from caunoi.units import queries as units


def tracking_url(dossier: Dossier) -> str:
    """What the QR code says."""
    return f"{settings.BASE_URL}/dossiers/{dossier.code}/"


def in_vietnamese(dossier: Dossier, around: Surroundings) -> Surroundings:
    """The surroundings with the procedure's texts in Vietnamese."""
    with override("vi"):
        return replace(around, procedure=procedures.version(dossier.procedure_version_id, province=dossier.province))


def name_of(actor: Actor) -> str:
    """The actor's full name; empty for a job."""
    return people.names([actor.person_id]).get(actor.person_id, "") if isinstance(actor, Person) else ""


def place_name(dossier: Dossier) -> str:
    """Where a paper is made out: the name of the unit that the agency serves."""
    return units.unit(dossier.unit_id).name if dossier.unit_id else ""


def slip_words(dossier: Dossier, said: Surroundings, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """What every slip carries, given by the receiving agency (call with Vietnamese in force)."""
    return {
        "dossier_code": dossier.code or "",
        "tracking_url": tracking_url(dossier),
        "agency_name": said.agency_name(dossier.receiving_agency_id),
        "place_name": place_name(dossier),
        "issued_at": now,
        "procedure_name": said.procedure.name,
        "officer_name": name_of(actor),
    }


def applicant_words(dossier: Dossier) -> dict[str, Any]:
    """What a slip for the applicant says of them (call with Vietnamese in force)."""
    return {
        "applicant_name": dossier.applicant_name,
        "applicant_phone": dossier.applicant_phone,
        "applicant_address": dossier.applicant_address,
        "channel": str(texts.CHANNEL[dossier.channel]),
    }


def store(dossier: Dossier, pdf: bytes, name: str, *, actor: Actor, now: datetime) -> FileView:
    """Keep a paper that was made here about the dossier; the limits of what people hand in do not hold for it."""
    subject = SubjectRef("dossier", dossier.id)
    return documents.keep(content=pdf, name=name, subject=subject, actor=actor, now=now, place=dossier.place)
