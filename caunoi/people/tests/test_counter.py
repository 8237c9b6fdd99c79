"""The person before an officer: registered once by number, taken over by the national identity, never an officer's."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connection

from caunoi.core.actor import Person
from caunoi.core.ids import new_id
from caunoi.core.journal.queries import entries_of
from caunoi.people import errors, operations, queries, testing
from caunoi.people.models import Account
from caunoi.people.queries import AccountView
from caunoi.people.tests.conftest import NOW, SYSTEM

NUMBER = "001190000001"
AGENCY = UUID("01990000-0000-7000-8000-000000000001")


def officer(role: str = "counter_officer") -> Person:
    return Person(testing.officer(AGENCY, role, second_factor=False).id)


def register(by: Person, name: str = "Nguyễn Thị Mẫu", number: str = NUMBER, phone: str = "") -> AccountView:
    return operations.register_person(
        full_name=name, personal_id=number, phone=phone, agency_id=AGENCY, actor=by, now=NOW
    )


@pytest.mark.django_db
class TestRegistering:
    def test_the_same_number_is_the_same_person_however_the_name_is_typed(self) -> None:
        by = officer()
        first = register(by)
        assert register(by, name="nguyen thi  mau", phone="0900000001").id == first.id
        assert queries.account(first.id).phone == "0900000001"
        kinds = [e.kind for e in entries_of("account", first.id)]
        assert kinds == ["account.created", "account.updated"]
        assert entries_of("account", first.id)[0].agency_id == AGENCY

    def test_a_number_of_somebody_of_another_name_is_refused(self) -> None:
        by = officer()
        register(by)
        with pytest.raises(errors.PersonDiffers):
            register(by, name="Trần Văn Thử")

    def test_what_the_national_identity_said_is_not_changed_at_a_counter(self) -> None:
        known = testing.citizen(personal_id=NUMBER)
        assert register(officer(), phone="0900000002").id == known.id
        assert queries.account(known.id).phone == ""

    def test_people_without_a_number_are_registered_each_time(self) -> None:
        by = officer()
        assert register(by, number="").id != register(by, number="").id

    def test_nobody_can_sign_in_with_it(self) -> None:
        assert not Account.objects.get(pk=register(officer()).id).has_usable_password()

    @pytest.mark.parametrize("role", ["specialist", "leader", "auditor", "administrator"])
    def test_only_who_stands_at_a_counter_registers_or_looks_up(self, role: str) -> None:
        by = officer(role)
        with pytest.raises(errors.RoleNotHeld):
            register(by)
        with pytest.raises(errors.RoleNotHeld):
            operations.look_up_person(personal_id=NUMBER, agency_id=AGENCY, actor=by, now=NOW)

    def test_support_staff_register_but_not_for_another_agency(self) -> None:
        by = officer("support_staff")
        assert register(by).full_name == "Nguyễn Thị Mẫu"
        with pytest.raises(errors.RoleNotHeld):
            operations.register_person(
                full_name="Nguyễn Thị Mẫu", personal_id=NUMBER, agency_id=new_id(), actor=by, now=NOW
            )

    def test_bad_particulars_are_named(self) -> None:
        with pytest.raises(errors.InvalidAccount) as raised:
            register(officer(), name=" ", number="123", phone="12")
        assert {p.field for p in raised.value.problems} == {"full_name", "personal_id", "phone"}

    def test_a_look_up_is_in_the_journal(self) -> None:
        by = officer()
        known = register(by)
        found = operations.look_up_person(personal_id=NUMBER, agency_id=AGENCY, actor=by, now=NOW)
        assert found is not None
        assert found.id == known.id
        last = entries_of("account", known.id)[-1]
        assert (last.kind, last.actor_ref, last.agency_id) == ("account.looked_up", by.ref, AGENCY)
        assert operations.look_up_person(personal_id="001190000002", agency_id=AGENCY, actor=by, now=NOW) is None


def identify(person_id: UUID | None = None) -> AccountView:
    return operations.receive_citizen(
        person_id=person_id, full_name="NGUYỄN THỊ MẪU", personal_id=NUMBER, phone="0900000003", email="", now=NOW
    )


@pytest.mark.django_db
class TestTakingOver:
    def test_who_was_registered_at_a_counter_gets_that_account_at_the_first_sign_in(self) -> None:
        known = register(officer())
        assert identify().id == known.id
        assert queries.account(known.id).full_name == "NGUYỄN THỊ MẪU"
        assert [e.kind for e in entries_of("account", known.id)][1:] == ["account.taken_over", "account.updated"]

    def test_it_is_taken_over_once(self) -> None:
        register(officer())
        identify()
        with pytest.raises(errors.PersonalIdTaken):
            identify()

    def test_an_officers_account_is_not_taken_over(self) -> None:
        operations.create_account(
            username="can.bo.mau", full_name="Nguyễn Thị Mẫu", personal_id=NUMBER, actor=SYSTEM, now=NOW
        )
        with pytest.raises(errors.PersonalIdTaken):
            identify()

    def test_nor_is_one_registered_at_a_counter_that_came_to_serve(self) -> None:
        known = register(officer())
        operations.grant_membership(
            person_id=known.id, agency_id=AGENCY, role="specialist", valid_from=NOW, actor=SYSTEM, now=NOW
        )
        with pytest.raises(errors.PersonalIdTaken):
            identify()


@pytest.mark.django_db(transaction=True)
def test_two_counters_register_one_number_once() -> None:
    by = officer()

    def run(_: int) -> UUID:
        try:
            return register(by).id
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(run, range(6)))) == 1
