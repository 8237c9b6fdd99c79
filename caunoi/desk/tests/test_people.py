"""Colleagues: absence, delegation, roles, second factors; each by those who may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from caunoi.core.actor import Person
from caunoi.desk.tests.conftest import NOW, As
from caunoi.dossiers.testing import Office
from caunoi.people import queries as people
from caunoi.people import testing

pytestmark = pytest.mark.django_db
DAYS = {
    "first_day_0": "22", "first_day_1": "9", "first_day_2": "2026",
    "last_day_0": "25", "last_day_1": "9", "last_day_2": "2026",
}  # fmt: skip


def _serving(office: Office, role: str, *, name: str = "Trần Văn Thí Dụ") -> Person:
    account = testing.officer(office.committee_id, role, full_name=name, username=f"{role}.mau")
    return testing.actor(account.id, at=NOW)


def _text(client: Client, path: str, data: Any = None) -> str:
    answer = client.post(path, data, follow=True) if data is not None else client.get(path)
    return str(answer.content.decode())


class TestAbsence:
    def test_an_officer_says_who_stands_in_and_colleagues_see_it(self, office: Office, signed_in: As) -> None:
        deputy = _serving(office, "specialist")
        mine = {**DAYS, "person_id": str(office.specialist.person_id), "deputy_id": str(deputy.person_id)}
        assert "làm thay" in _text(signed_in(office.specialist), "/desk/people/absence/", mine)
        seen = _text(signed_in(office.leader), "/desk/people/")
        assert "đang vắng" in seen
        assert "Trần Văn Thí Dụ làm thay" in seen
        assert people.stands_in_for(deputy.person_id, agency_id=office.committee_id, at=NOW)

    def test_wrong_days_and_deputies_are_said_at_their_field(self, office: Office, signed_in: As) -> None:
        client, me = signed_in(office.specialist), str(office.specialist.person_id)
        deputy = _serving(office, "specialist")
        wrong: list[tuple[dict[str, str], str]] = [
            ({"last_day_0": "21"}, "last_day"),
            ({"first_day_1": "13"}, "first_day"),
            ({"deputy_id": ""}, "deputy_id"),
            ({"deputy_id": str(office.citizen.person_id)}, "deputy_id"),
            ({"person_id": str(office.leader.person_id)}, "person_id"),
        ]
        for change, field in wrong:
            data = {**DAYS, "person_id": me, "deputy_id": str(deputy.person_id), **change}
            answer = client.post("/desk/people/absence/", data)
            assert (answer.status_code, field in answer.context["form"].errors) == (422, True), change
        unfit = {**DAYS, "person_id": me, "deputy_id": str(office.leader.person_id)}
        assert "cùng vai trò" in _text(client, "/desk/people/absence/", unfit)
        assert people.absences(office.committee_id, at=NOW) == []

    def test_coming_back_early_is_one_press(self, office: Office, signed_in: As) -> None:
        deputy = _serving(office, "specialist")
        client = signed_in(office.specialist)
        mine = {**DAYS, "person_id": str(office.specialist.person_id), "deputy_id": str(deputy.person_id)}
        client.post("/desk/people/absence/", mine)
        (away,) = people.absences(office.committee_id, at=NOW)
        address = f"/desk/people/absence/{away.id}/end/"
        assert signed_in(deputy).post(address).status_code == 403
        assert "việc đang chờ về lại bàn" in _text(client, address)
        client.post(address)
        assert people.absences(office.committee_id, at=NOW) == []


class TestDelegation:
    def test_a_leader_lends_the_role_and_takes_it_back(self, office: Office, signed_in: As) -> None:
        client, colleague = signed_in(office.leader), office.head
        data = {**DAYS, "to_person_id": str(colleague.person_id)}
        assert "Đã ủy quyền" in _text(client, "/desk/people/delegate/", data)
        (lent,) = people.delegations(office.committee_id, at=NOW)
        assert lent.now
        assert (lent.valid_to - NOW).days == 3
        assert "đã được ủy quyền cho người đó" in _text(client, "/desk/people/delegate/", data)
        client.post(f"/desk/people/delegations/{lent.id}/revoke/")
        assert people.delegations(office.committee_id, at=NOW + timedelta(minutes=1)) == []


class TestAdministration:
    @pytest.fixture
    def administrator(self, office: Office) -> Person:
        return _serving(office, "administrator", name="Lý Thị Mẫu")

    def test_a_role_is_given_and_ended(self, office: Office, signed_in: As, administrator: Person) -> None:
        person = testing.officer(username="moi.cuanam", full_name="Ngô Văn Mẫu")
        client = signed_in(administrator)
        data = {**DAYS, "username": "moi.cuanam", "role": "clerk", "last_day_0": "", "last_day_1": "", "last_day_2": ""}
        assert "Ngô Văn Mẫu nay là văn thư" in _text(client, "/desk/people/roles/", data)
        (held,) = people.memberships(person.id, at=NOW)
        assert "đã giữ vai trò đó" in _text(client, "/desk/people/roles/", data)
        client.post(f"/desk/people/roles/{held.id}/end/")
        assert people.memberships(person.id, at=NOW) == []

    def test_a_name_that_nobody_has_is_said_at_its_field(
        self, office: Office, signed_in: As, administrator: Person
    ) -> None:
        data = {**DAYS, "username": "khong.co", "role": "clerk"}
        assert "Không có tài khoản nào" in _text(signed_in(administrator), "/desk/people/roles/", data)

    def test_a_lost_second_factor_goes(self, office: Office, signed_in: As, administrator: Person) -> None:
        lost = _serving(office, "clerk")
        client = signed_in(administrator)
        assert "Mọi phiên đăng nhập" in _text(client, f"/desk/people/{lost.person_id}/second-factor/")
        client.post(f"/desk/people/{lost.person_id}/second-factor/")
        assert not Authenticator.objects.filter(user_id=lost.person_id).exists()
        assert client.post(f"/desk/people/{office.citizen.person_id}/second-factor/").status_code == 404


def test_pages_are_for_those_who_may(office: Office, signed_in: As) -> None:
    administrator = _serving(office, "administrator")
    everybody = {
        "counter_officer": office.counter, "specialist": office.specialist, "head_of_unit": office.head,
        "leader": office.leader, "auditor": office.auditor, "administrator": administrator,
        "citizen": office.citizen,
    }  # fmt: skip
    officers = set(everybody) - {"citizen"}
    may = {
        "/desk/people/": officers,
        "/desk/people/absence/": officers,
        "/desk/people/delegate/": {"leader"},
        "/desk/people/roles/": {"administrator"},
        f"/desk/people/{office.leader.person_id}/second-factor/": {"administrator"},
    }
    for name, person in everybody.items():
        client = signed_in(person)
        for page, roles in may.items():
            assert client.get(page).status_code == (200 if name in roles else 403), (name, page)
