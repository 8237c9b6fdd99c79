"""An administrator takes a lost second factor off: sessions end, the password stays."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator

from caunoi.core.actor import Person
from caunoi.core.clock import VIETNAM
from caunoi.people import operations, testing
from caunoi.people.errors import NotAdministrator, NotAnOfficerHere, NotYourself
from caunoi.units import testing as units_testing

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 22, 9, 0, tzinfo=VIETNAM)


@pytest.fixture
def agency_id(db: None) -> UUID:
    return next(a.id for a in units_testing.ward("00082", "Cửa Nam", now=NOW) if a.kind == "peoples_committee")


def _person(agency_id: UUID | None, role: str | None) -> Person:
    return testing.actor(testing.officer(agency_id, role).id, at=NOW)


def test_it_takes_the_factor_off_and_ends_every_session(agency_id: UUID) -> None:
    administrator, colleague = _person(agency_id, "administrator"), _person(agency_id, "specialist")
    client = testing.signed_in_officer(colleague.person_id)
    assert client.get("/accounts/").status_code == 200
    removed = operations.reset_second_factor(
        person_id=colleague.person_id, agency_id=agency_id, actor=administrator, now=NOW
    )
    assert removed == 1
    assert not Authenticator.objects.filter(user_id=colleague.person_id).exists()
    assert client.get("/accounts/").status_code == 302, "the old session no longer counts"
    testing.sign_in(client, colleague.person_id)
    assert client.get("/desk/")["Location"] == "/accounts/2fa/", "a new factor comes before anything else"


def test_only_an_administrator_of_the_agency_does_it_and_never_for_themself(agency_id: UUID) -> None:
    administrator, colleague = _person(agency_id, "administrator"), _person(agency_id, "specialist")
    stranger = _person(None, None)
    for actor, person, error in (
        (colleague, administrator, NotAdministrator),
        (administrator, administrator, NotYourself),
        (administrator, stranger, NotAnOfficerHere),
    ):
        with pytest.raises(error):
            operations.reset_second_factor(person_id=person.person_id, agency_id=agency_id, actor=actor, now=NOW)
    assert Authenticator.objects.count() == 3
