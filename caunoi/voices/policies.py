"""Who may do what with voices, from memberships and delegations in the database at the time of the act."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from caunoi.core.actor import Actor, Person
from caunoi.people import queries as people
from caunoi.tasks.policies import Standing, standing
from caunoi.tasks.rules.holding import STEERING, stands_above
from caunoi.units import queries as units
from caunoi.units.queries import AgencyView
from caunoi.voices.errors import NotTheAnswerer, NotTheAuthor, NotTheKeeper, NotTheRaiser, NotYourVoices
from caunoi.voices.models import Step, Voice
from caunoi.voices.shapes import Kind

RAISERS = frozenset({"specialist", "head_of_unit", "leader", "clerk", "counter_officer", "centre_manager"})
"""They say where it hurts."""
ANSWERERS = frozenset({"specialist", "head_of_unit", "leader"})
"""They answer for the agency, forward and pass up."""
DECIDERS = frozenset({"head_of_unit", "leader"})
"""They publish answers and keep the routing table."""
READERS = RAISERS | {"auditor"}

__all__ = ["ANSWERERS", "DECIDERS", "RAISERS", "READERS", "Standing", "standing"]


def require_raiser(actor: Actor, *, agency_id: UUID, now: datetime) -> Standing:
    """Raises NotTheRaiser."""
    who = standing(actor, now=now)
    if not who.holds(agency_id, RAISERS):
        raise NotTheRaiser
    return who


def is_author(who: Standing, voice: Voice) -> bool:
    """An officer of the agency that raised it, or the citizen who filed it."""
    if voice.author_agency_id is not None:
        return who.holds(voice.author_agency_id, RAISERS)
    return who.everywhere or (who.person_id is not None and voice.author_person_id == who.person_id)


def require_author(who: Standing, voice: Voice) -> None:
    """Raises NotTheAuthor."""
    if not is_author(who, voice):
        raise NotTheAuthor


def answers(who: Standing, voice: Voice, *, now: datetime) -> bool:
    """Whether they answer for the holder: by role, as its contact, or standing in for the contact."""
    if voice.holder_id is None:
        return False
    if who.holds(voice.holder_id, ANSWERERS):
        return True
    if who.person_id is None or voice.holder_id not in who.roles:
        return False
    if who.person_id in (voice.person_id, voice.stand_in_id):
        return True
    return voice.person_id in people.stands_in_for(who.person_id, agency_id=voice.holder_id, at=now)


def require_answerer(who: Standing, voice: Voice, *, now: datetime) -> None:
    """Raises NotTheAnswerer."""
    if not answers(who, voice, now=now):
        raise NotTheAnswerer


def require_decider(who: Standing, voice: Voice) -> None:
    """Raises NotTheAnswerer."""
    if voice.holder_id is None or not who.holds(voice.holder_id, DECIDERS):
        raise NotTheAnswerer


def keeps(agency: AgencyView) -> bool:
    """Whether the agency has a routing table of its own: steering agencies of provinces and communes, ministries."""
    return agency.level == "nation" or agency.kind in STEERING


def require_keeper(actor: Actor, *, agency_id: UUID, now: datetime) -> AgencyView:
    """The agency whose table it is. Raises NotTheKeeper."""
    who = standing(actor, now=now)
    found = units.agencies([agency_id]).get(agency_id)
    if found is None or not keeps(found) or not who.holds(agency_id, DECIDERS):
        raise NotTheKeeper
    return found


def may_route(who: Standing, voice: Voice) -> bool:
    """Whether they keep the table that ought to lead this voice: the level's and territory's, or a higher one."""
    if who.everywhere:
        return True
    found = units.agencies(who.agencies(DECIDERS)).values()
    return any(keeps(one) and _covers(one, voice) for one in found)


def _covers(agency: AgencyView, voice: Voice) -> bool:
    if agency.level == "nation":
        return agency.kind == "office" or voice.level != "nation"
    if agency.level == "province":
        return voice.level != "nation" and agency.province_code == voice.province
    return voice.level == "commune" and agency.unit_id is not None and agency.unit_id == voice.unit_id


def require_reader_of(agency_id: UUID, actor: Actor, *, now: datetime) -> Standing:
    """Who reads in the agency, or in one that stands above it. Raises NotYourVoices."""
    who = standing(actor, now=now)
    if who.everywhere or who.holds(agency_id, READERS):
        return who
    held = who.agencies(READERS)
    found = units.agencies({agency_id, *held}) if held else {}
    lower = found.get(agency_id)
    if lower is None or not any(stands_above(found[one], lower) for one in held if one in found):
        raise NotYourVoices
    return who


def visible(who: Standing) -> Q:
    """The voices that somebody may see as an officer; citizens see their own petitions by `petition_pages`."""
    if who.everywhere:
        return Q()
    held = who.agencies(READERS)
    had = Step.objects.filter(voice=OuterRef("pk"), to_agency__in=held)
    seen = Q(author_agency_id__in=held) | Q(holder_id__in=held) | Q(Exists(had)) if held else Q(pk=None)
    for one in _steering(held):
        if one.level == "nation":
            seen |= Q(level="nation", kind=Kind.DIFFICULTY)
        elif one.level == "province":
            seen |= Q(province=one.province_code)
        elif one.unit_id is not None:
            seen |= Q(unit_id=one.unit_id)
    return seen


def _steering(held: Collection[UUID]) -> list[AgencyView]:
    """Agencies that answer for a territory as a whole: they see what happens in it."""
    found = units.agencies(held).values() if held else ()
    return [one for one in found if one.kind in STEERING]


def person_of(actor: Actor) -> UUID | None:
    """Who acts, None for the program itself and for somebody unknown."""
    return actor.person_id if isinstance(actor, Person) else None
