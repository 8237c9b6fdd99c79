"""Who may act where, and when."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from caunoi.core.actor import Anonymous, Person, System
from caunoi.core.errors import NotPermitted
from caunoi.people import errors, operations, policies, queries, testing
from caunoi.people.models import Account, Membership
from caunoi.people.tests.conftest import NOW, SYSTEM

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def _holds(person_id: UUID, agency: UUID, role: str, *, now: datetime = NOW) -> bool:
    return policies.holds_role(Person(person_id), agency_id=agency, roles=[role], now=now)


def test_it_finds_the_role_in_the_database_not_in_what_the_actor_says(agency: UUID) -> None:
    person = testing.officer(agency, "specialist")
    liar = Person(person.id, role="leader", agency_id=agency)
    assert policies.holds_role(liar, agency_id=agency, roles={"specialist"}, now=NOW)
    assert not policies.holds_role(liar, agency_id=agency, roles={"leader"}, now=NOW)


def test_system_and_strangers_hold_no_role(agency: UUID) -> None:
    for actor in (System("x"), Anonymous()):
        assert not policies.holds_role(actor, agency_id=agency, roles={"leader"}, now=NOW)
        with pytest.raises(NotPermitted):
            policies.require_role(actor, agency_id=agency, roles={"leader"}, now=NOW)


def test_nobody_acts_in_an_agency_that_they_left(agency: UUID, other_agency: UUID) -> None:
    person = testing.officer(agency, "leader")
    (membership,) = queries.memberships(person.id, at=NOW)
    operations.end_membership(membership_id=membership.id, at=NOW, actor=SYSTEM, now=NOW)
    assert _holds(person.id, agency, "leader", now=NOW - timedelta(seconds=1))
    assert not _holds(person.id, agency, "leader", now=NOW)
    assert not _holds(person.id, other_agency, "leader", now=NOW - DAY)
    assert queries.memberships(person.id, at=NOW) == []
    assert testing.actor(person.id, at=NOW, membership_id=membership.id) == Person(person.id)


def test_a_role_begins_at_its_first_moment(agency: UUID) -> None:
    person = testing.officer(agency, "clerk", since=NOW, until=NOW + DAY)
    assert not _holds(person.id, agency, "clerk", now=NOW - timedelta(microseconds=1))
    assert _holds(person.id, agency, "clerk")
    assert not _holds(person.id, agency, "clerk", now=NOW + DAY)


def test_it_refuses_the_same_role_twice_at_a_time(agency: UUID) -> None:
    person = testing.officer(agency, "clerk", since=NOW, until=NOW + 2 * DAY)
    grant: dict[str, Any] = {"person_id": person.id, "agency_id": agency, "role": "clerk", "actor": SYSTEM, "now": NOW}
    with pytest.raises(errors.AlreadyMember):
        operations.grant_membership(valid_from=NOW + DAY, **grant)
    operations.grant_membership(valid_from=NOW + 2 * DAY, **grant)
    assert _holds(person.id, agency, "clerk", now=NOW + 2 * DAY)


def test_the_database_refuses_overlap_behind_the_operations_back(agency: UUID) -> None:
    person = testing.officer(agency, "clerk")
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(person_id=person.id, agency_id=agency, role="clerk", valid_from=NOW)


def test_only_an_administrator_of_the_agency_grants_and_ends(agency: UUID, other_agency: UUID) -> None:
    person, stranger = testing.officer(), testing.officer(other_agency, "administrator")
    admin, leader = testing.officer(agency, "administrator"), testing.officer(agency, "leader")
    grant: dict[str, Any] = {
        "person_id": person.id,
        "agency_id": agency,
        "role": "clerk",
        "valid_from": NOW,
        "now": NOW,
    }
    for refused in (stranger.id, leader.id, person.id):
        with pytest.raises(errors.NotAdministrator):
            operations.grant_membership(actor=Person(refused), **grant)
    made = operations.grant_membership(actor=Person(admin.id), **grant)
    with pytest.raises(errors.NotAdministrator):
        operations.end_membership(membership_id=made.id, at=NOW + DAY, actor=Person(stranger.id), now=NOW)
    operations.end_membership(membership_id=made.id, at=NOW + DAY, actor=Person(admin.id), now=NOW)
    with pytest.raises(errors.AlreadyEnded):
        operations.end_membership(membership_id=made.id, at=NOW + DAY, actor=Person(admin.id), now=NOW)


@pytest.mark.parametrize("alone", ["support_staff", "auditor"])
def test_support_staff_decide_nothing_and_auditors_change_nothing(agency: UUID, alone: str) -> None:
    person = testing.officer(agency, alone)
    grant: dict[str, Any] = {
        "person_id": person.id,
        "agency_id": agency,
        "valid_from": NOW,
        "actor": SYSTEM,
        "now": NOW,
    }
    with pytest.raises(errors.RolesExclude):
        operations.grant_membership(role="specialist", **grant)
    other = testing.officer(agency, "specialist")
    with pytest.raises(errors.RolesExclude):
        operations.grant_membership(role=alone, **{**grant, "person_id": other.id})


def test_a_period_must_end_after_it_starts(agency: UUID) -> None:
    person = testing.officer()
    with pytest.raises(errors.InvalidPeriod):
        operations.grant_membership(
            person_id=person.id, agency_id=agency, role="clerk", valid_from=NOW, valid_to=NOW, actor=SYSTEM, now=NOW
        )


def test_the_chosen_membership_decides_as_whom_a_person_acts(agency: UUID, other_agency: UUID) -> None:
    person = testing.officer(agency, "specialist")
    second = operations.grant_membership(
        person_id=person.id, agency_id=other_agency, role="counter_officer", valid_from=NOW, actor=SYSTEM, now=NOW
    )
    assert testing.actor(person.id, at=NOW).agency_id == agency
    chosen = testing.actor(person.id, at=NOW, membership_id=second.id)
    assert (chosen.agency_id, chosen.role, chosen.membership_id) == (other_agency, "counter_officer", second.id)


def test_members_and_names(agency: UUID) -> None:
    one = testing.officer(agency, "clerk", full_name="Trần Văn Ví Dụ")
    two = testing.officer(agency, "leader")
    assert {m.person_id for m in queries.members(agency, at=NOW)} == {one.id, two.id}
    assert [m.person_id for m in queries.members(agency, at=NOW, role="clerk")] == [one.id]
    assert queries.names([one.id])[one.id] == "Trần Văn Ví Dụ"
    assert queries.account(one.id).is_officer
    assert not queries.account(testing.citizen().id).is_officer


def test_it_answers_with_one_statement(agency: UUID, django_assert_num_queries: Any) -> None:
    account = Account.objects.get(pk=testing.officer(agency, "clerk").id)
    with django_assert_num_queries(1):
        queries.actor_for(account, None, at=NOW)
