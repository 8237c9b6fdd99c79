"""A leader lets a colleague act for a period."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from caunoi.core.actor import Person
from caunoi.people import errors, operations, policies, queries, testing
from caunoi.people.queries import AccountView, MembershipView
from caunoi.people.tests.conftest import NOW, SYSTEM

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def leader(agency: UUID) -> AccountView:
    return testing.officer(agency, "leader")


@pytest.fixture
def deputy(agency: UUID) -> AccountView:
    return testing.officer(agency, "head_of_unit")


def _membership(person: AccountView) -> UUID:
    return queries.memberships(person.id, at=NOW)[0].id


def _delegate(leader: AccountView, deputy: AccountView, **changes: Any) -> MembershipView:
    wanted: dict[str, Any] = {
        "membership_id": _membership(leader), "to_person_id": deputy.id, "valid_from": NOW + DAY,
        "valid_to": NOW + 3 * DAY, "actor": Person(leader.id), "now": NOW,
    }  # fmt: skip
    return operations.delegate(**(wanted | changes))


def _leads(person: AccountView, agency: UUID, now: Any) -> bool:
    return policies.holds_role(Person(person.id), agency_id=agency, roles={"leader"}, now=now)


def test_it_lasts_for_its_period_only(agency: UUID, leader: AccountView, deputy: AccountView) -> None:
    _delegate(leader, deputy)
    moments = (NOW, NOW + DAY, NOW + 3 * DAY - timedelta(seconds=1), NOW + 3 * DAY)
    assert [_leads(deputy, agency, m) for m in moments] == [False, True, True, False]
    assert all(_leads(leader, agency, m) for m in moments)
    lent = next(m for m in queries.memberships(deputy.id, at=NOW + DAY) if m.delegated_from)
    assert (lent.delegated_from, lent.role, lent.agency_id) == (leader.id, "leader", agency)
    assert lent in queries.members(agency, at=NOW + DAY, role="leader")


def test_it_ends_when_the_leader_or_the_colleague_leaves(
    agency: UUID, leader: AccountView, deputy: AccountView
) -> None:
    _delegate(leader, deputy)
    own = _membership(deputy)
    operations.end_membership(membership_id=own, at=NOW + 2 * DAY, actor=SYSTEM, now=NOW)
    assert _leads(deputy, agency, NOW + DAY)
    assert not _leads(deputy, agency, NOW + 2 * DAY)
    second = testing.officer(agency, "head_of_unit")
    _delegate(leader, second)
    operations.end_membership(membership_id=_membership(leader), at=NOW + 2 * DAY, actor=SYSTEM, now=NOW)
    assert _leads(second, agency, NOW + DAY)
    assert not _leads(second, agency, NOW + 2 * DAY)


def test_only_the_holder_delegates_and_what_is_lent_is_not_lent_on(
    agency: UUID, leader: AccountView, deputy: AccountView
) -> None:
    third = testing.officer(agency, "specialist")
    made = _delegate(leader, deputy)
    for actor in (deputy, third):
        with pytest.raises(errors.NotYourRole):
            _delegate(leader, third, actor=Person(actor.id), now=NOW + DAY)
    with pytest.raises(errors.UnknownMembership):
        _delegate(leader, third, membership_id=made.id, actor=Person(deputy.id), now=NOW + DAY)


def test_only_leaders_delegate(deputy: AccountView, leader: AccountView) -> None:
    with pytest.raises(errors.RoleNotDelegable):
        _delegate(deputy, leader)


def test_only_a_colleague_who_may_decide_receives(agency: UUID, other_agency: UUID, leader: AccountView) -> None:
    for unfit in (
        testing.officer(other_agency, "leader"), testing.officer(agency, "support_staff"),
        testing.officer(agency, "auditor"), testing.citizen(), leader,
    ):  # fmt: skip
        with pytest.raises(errors.DelegateUnfit):
            _delegate(leader, unfit)


def test_it_stays_inside_the_leaders_own_period(agency: UUID, deputy: AccountView) -> None:
    acting = testing.officer(agency, "leader", until=NOW + 2 * DAY)
    with pytest.raises(errors.InvalidPeriod):
        _delegate(acting, deputy)
    _delegate(acting, deputy, valid_to=NOW + 2 * DAY)


def test_it_refuses_the_same_delegation_twice_at_a_time(leader: AccountView, deputy: AccountView) -> None:
    _delegate(leader, deputy)
    with pytest.raises(errors.AlreadyDelegated):
        _delegate(leader, deputy, valid_from=NOW + 2 * DAY, valid_to=NOW + 5 * DAY)
    _delegate(leader, deputy, valid_from=NOW + 3 * DAY, valid_to=NOW + 5 * DAY)


def test_the_leader_takes_it_back(agency: UUID, leader: AccountView, deputy: AccountView) -> None:
    made = _delegate(leader, deputy)
    with pytest.raises(errors.NotYourRole):
        operations.revoke_delegation(delegation_id=made.id, actor=Person(deputy.id), now=NOW + 2 * DAY)
    operations.revoke_delegation(delegation_id=made.id, actor=Person(leader.id), now=NOW + 2 * DAY)
    assert _leads(deputy, agency, NOW + DAY)
    assert not _leads(deputy, agency, NOW + 2 * DAY)
    with pytest.raises(errors.AlreadyEnded):
        operations.revoke_delegation(delegation_id=made.id, actor=Person(leader.id), now=NOW + 2 * DAY)
