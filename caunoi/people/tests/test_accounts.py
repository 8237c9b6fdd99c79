"""Accounts: what is checked, who makes them, what the journal says of them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from caunoi.core.actor import Person
from caunoi.people import errors, operations, queries, rules, testing
from caunoi.people.models import Account
from caunoi.people.tests.conftest import NOW, SYSTEM

TODAY = date(2026, 9, 23)


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("001190000001", None),
        ("040301000003", None),
        ("101085123456", None),
        ("00119000000", "digits"),
        ("0011900000011", "digits"),
        ("00119000000a", "digits"),
        ("٠٠١١٩٠٠٠٠٠٠١", "digits"),
        ("003190000001", "place"),
        ("000190000001", "place"),
        ("001227000001", "year"),
        ("001490000001", "year"),
    ],
)
def test_a_personal_identification_number_is_checked_as_far_as_it_can_be(number: str, fault: str | None) -> None:
    assert rules.personal_id_fault(number, today=TODAY) == fault


@given(
    st.sampled_from(sorted(rules.BIRTH_PROVINCES)),
    st.integers(1900, TODAY.year),
    st.booleans(),
    st.integers(0, 999_999),
)
def test_every_number_given_at_a_birth_is_accepted(place: str, year: int, female: bool, rest: int) -> None:
    number = f"{place}{(year - 1900) // 100 * 2 + female}{year % 100:02d}{rest:06d}"
    assert rules.personal_id_fault(number, today=TODAY) is None
    assert rules.birth_year(number) == year


@pytest.mark.parametrize("phone", ["0900000001", "+84900000001", "02438000000"])
def test_it_knows_a_telephone_number(phone: str) -> None:
    assert rules.is_phone(phone)


@pytest.mark.parametrize("phone", ["900000001", "0900 000 001", "+8490000000x", "09000000011234"])
def test_it_knows_what_is_no_telephone_number(phone: str) -> None:
    assert not rules.is_phone(phone)


def _create(**changes: Any) -> queries.AccountView:
    wanted: dict[str, Any] = {"username": "mau.moi", "full_name": "Nguyễn Văn Mẫu", "actor": SYSTEM, "now": NOW}
    return operations.create_account(**(wanted | changes))


@pytest.mark.django_db
def test_everything_wrong_is_named_at_once() -> None:
    with pytest.raises(errors.InvalidAccount) as raised:
        _create(username="x", full_name=" ", personal_id="123", phone="12")
    assert [p.field for p in raised.value.problems] == ["username", "full_name", "personal_id", "phone"]
    assert Account.objects.count() == 0


@pytest.mark.django_db
def test_names_and_numbers_are_given_once() -> None:
    _create(personal_id="001190000001")
    with pytest.raises(errors.UsernameTaken):
        _create()
    with pytest.raises(errors.PersonalIdTaken):
        _create(username="mau.khac", personal_id="001190000001")
    with pytest.raises(errors.PersonalIdTaken):
        testing.citizen(personal_id="001190000001", now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(username="sau.lung", personal_id="001190000001", created=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(username="sau.lung", personal_id="12", created=NOW)


@pytest.mark.django_db
def test_only_administrators_make_accounts(agency: UUID) -> None:
    admin, leader = testing.officer(agency, "administrator"), testing.officer(agency, "leader")
    with pytest.raises(errors.NotAdministrator):
        _create(actor=Person(leader.id))
    with pytest.raises(errors.NotAdministrator):
        _create(actor=Person(testing.citizen(now=NOW).id))
    assert _create(actor=Person(admin.id)).username == "mau.moi"


@pytest.mark.django_db
def test_an_account_without_password_opens_no_door() -> None:
    person = _create()
    assert not Account.objects.get(pk=person.id).has_usable_password()
    with pytest.raises(errors.UnknownAccount):
        queries.account_by_username("khong.co")
    assert queries.account_by_username("mau.moi").id == person.id


@pytest.mark.django_db
def test_the_journal_tells_what_happened_to_whom_but_not_who_they_are(agency: UUID) -> None:
    person = _create(personal_id="001190000001", phone="0900000001", email="mau@example.com")
    made = operations.grant_membership(
        person_id=person.id, agency_id=agency, role="leader", valid_from=NOW, actor=SYSTEM, now=NOW
    )
    operations.receive_citizen(
        person_id=person.id, full_name="Tên Mới", personal_id="001190000001", phone="", email="", now=NOW
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, actor_ref, data::text FROM core_journal WHERE subject_id IN (%s, %s) ORDER BY id",
            [person.id, made.id],
        )
        entries = cursor.fetchall()
    assert [kind for kind, _, _ in entries] == ["account.created", "membership.granted", "account.updated"]
    assert str(person.id) in entries[1][2]
    for _, actor_ref, data in entries:
        for secret in ("Mẫu", "Tên Mới", "001190000001", "0900000001", "example.com", "mau.moi"):
            assert secret not in actor_ref + data
