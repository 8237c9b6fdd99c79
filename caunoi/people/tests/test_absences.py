"""Who is away, who stands in, and what is refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from caunoi.core.actor import Person, System
from caunoi.core.clock import VIETNAM
from caunoi.core.journal.queries import entries_of
from caunoi.people import operations, queries, testing
from caunoi.people.errors import (
    AbsencePeriod,
    AlreadyAbsent,
    AlreadyEnded,
    DeputyUnfit,
    NotYourAbsence,
    UnknownAbsence,
)
from caunoi.people.queries import AbsenceView
from caunoi.units import testing as units_testing

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 22, 9, 0, tzinfo=VIETNAM)
WEEK = timedelta(days=7)


@pytest.fixture
def agency_id(db: None) -> UUID:
    return next(a.id for a in units_testing.ward("00082", "Cửa Nam", now=NOW) if a.kind == "peoples_committee")


def _person(agency_id: UUID, role: str) -> Person:
    return testing.actor(testing.officer(agency_id, role, second_factor=False).id, at=NOW)


def _away(person: Person, deputy: Person, agency_id: UUID, *, by: Person | System | None = None) -> AbsenceView:
    return operations.report_absence(
        person_id=person.person_id, agency_id=agency_id, deputy_id=deputy.person_id, valid_from=NOW,
        valid_to=NOW + WEEK, actor=by or person, now=NOW,
    )  # fmt: skip


def test_the_deputy_stands_in_for_the_time_of_the_absence(agency_id: UUID) -> None:
    one, other = _person(agency_id, "specialist"), _person(agency_id, "specialist")
    view = _away(one, other, agency_id)
    assert view.now
    assert queries.stands_in_for(other.person_id, agency_id=agency_id, at=NOW) == {one.person_id}
    assert queries.stands_in_for(other.person_id, agency_id=agency_id, at=NOW + WEEK) == frozenset()
    assert [a.deputy_id for a in queries.absences(agency_id, at=NOW)] == [other.person_id]
    (entry,) = entries_of("absence", view.id)
    assert entry.kind == "absence.reported"


def test_whoever_leads_may_say_it_for_somebody_who_cannot(agency_id: UUID) -> None:
    one, other = _person(agency_id, "specialist"), _person(agency_id, "specialist")
    with pytest.raises(NotYourAbsence):
        _away(one, other, agency_id, by=other)
    assert _away(one, other, agency_id, by=_person(agency_id, "head_of_unit")).person_id == one.person_id


def test_the_deputy_is_a_colleague_of_the_same_role_who_is_there(agency_id: UUID) -> None:
    one, other, third = (_person(agency_id, "specialist") for _ in range(3))
    for unfit in (one, _person(agency_id, "leader"), _person(agency_id, "auditor")):
        with pytest.raises(DeputyUnfit):
            _away(one, unfit, agency_id)
    _away(other, third, agency_id)
    with pytest.raises(DeputyUnfit):
        _away(one, other, agency_id)


def test_nobody_is_away_twice_or_for_no_time(agency_id: UUID) -> None:
    one, other = _person(agency_id, "specialist"), _person(agency_id, "specialist")
    for start, end in ((NOW, NOW), (NOW + WEEK, NOW), (NOW - WEEK, NOW)):
        with pytest.raises(AbsencePeriod):
            operations.report_absence(
                person_id=one.person_id, agency_id=agency_id, deputy_id=other.person_id, valid_from=start,
                valid_to=end, actor=one, now=NOW,
            )  # fmt: skip
    _away(one, other, agency_id)
    with pytest.raises(AlreadyAbsent):
        _away(one, other, agency_id)


def test_whoever_is_back_early_says_so(agency_id: UUID) -> None:
    one, other = _person(agency_id, "specialist"), _person(agency_id, "specialist")
    view = _away(one, other, agency_id)
    later = NOW + timedelta(days=1)
    with pytest.raises(NotYourAbsence):
        operations.end_absence(absence_id=view.id, actor=other, now=later)
    operations.end_absence(absence_id=view.id, actor=one, now=later)
    assert queries.absences(agency_id, at=later) == []
    with pytest.raises(AlreadyEnded):
        operations.end_absence(absence_id=view.id, actor=one, now=later)
    with pytest.raises(UnknownAbsence):
        operations.end_absence(absence_id=one.person_id, actor=one, now=later)
