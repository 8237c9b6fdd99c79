"""Who may do what with the catalogue: decided from memberships at the time of the act."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from caunoi.core.actor import Actor, Person
from caunoi.people.policies import holds_role
from caunoi.procedures.errors import DraftNotFound, NotCatalogueOffice, NotYourProvince, OwnDraft
from caunoi.procedures.models import DraftStep, ProcedureDraft
from caunoi.units import queries as units

DRAFTERS = ("catalogue_manager",)
CHECKERS = ("catalogue_manager", "head_of_unit")
DECIDERS = ("leader",)
READERS = ("catalogue_manager", "head_of_unit", "leader", "auditor")


def office(actor: Actor, *, roles: Collection[str], now: datetime) -> tuple[Person, units.AgencyView]:
    """The person and the agency that they act for, one that keeps a catalogue: a ministry, or a province's committee.

    Decree 63/2010/NĐ-CP (amended 48/2013, 92/2017): ministries announce procedures, provinces' committees what is left
    to the province. Raises NotCatalogueOffice.
    """
    if not isinstance(actor, Person) or actor.agency_id is None:
        raise NotCatalogueOffice
    agency = units.agency(actor.agency_id)
    keeps = is_national(agency) or (agency.level == "province" and agency.kind == "peoples_committee")
    if not keeps or not holds_role(actor, agency_id=agency.id, roles=roles, now=now):
        raise NotCatalogueOffice
    return actor, agency


def is_national(agency: units.AgencyView) -> bool:
    """Whether the agency is of no province: a ministry or an agency of its rank."""
    return agency.level == "nation" and not agency.province_code


def require_scope(agency: units.AgencyView, *, kind: str, province: str) -> None:
    """A ministry drafts what holds everywhere, a province only what it does differently. Raises NotYourProvince."""
    own = province == agency.province_code and (kind == "variant") == (not is_national(agency))
    if not own:
        raise NotYourProvince


def require_same_agency(draft: ProcedureDraft, agency: units.AgencyView) -> None:
    """Raise DraftNotFound for a draft of another agency."""
    if draft.agency_id != agency.id:
        raise DraftNotFound


def has_edited(draft: ProcedureDraft, person: Person) -> bool:
    """Whether the person made any of the draft; one statement."""
    if person.person_id in (draft.made_by, draft.changed_by):
        return True
    return DraftStep.objects.filter(draft_id=draft.id, made_by=person.person_id).exists()


def require_other(draft: ProcedureDraft, person: Person) -> None:
    """Who made a draft neither checks nor decides it. Raises OwnDraft."""
    if has_edited(draft, person):
        raise OwnDraft
