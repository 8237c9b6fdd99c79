"""Who opens the form of which act, what is kept when something is wrong, and what is done when all is right."""

from __future__ import annotations

from typing import Any

import pytest

from caunoi.core.actor import Person
from caunoi.desk.dossier.acts import ACTS
from caunoi.desk.tests.conftest import NOW, As
from caunoi.desk.tests.test_acts import _filled, _fresh, _walk_by_hand
from caunoi.dossiers import operations, queries, testing
from caunoi.dossiers.queries import Status
from caunoi.dossiers.testing import Office, walk

pytestmark = pytest.mark.django_db
ROLES = ("counter", "manager", "specialist", "head", "leader", "auditor")
DECIDE = {"specialist", "head", "leader"}
EXPECTED: dict[tuple[str, str], set[str]] = {
    ("accepted", "consult"): DECIDE,
    ("accepted", "record_payment"): {"specialist", "leader", "counter"},
    ("accepted", "transfer"): DECIDE | {"counter"},
    ("accepted", "withdraw"): {"counter"},
    ("returned", "start_correction"): DECIDE | {"counter"},
    ("returned", "revoke_result"): {"leader"},
}
"""Whose forms open, of the acts beside the process; written by hand from decision 0063."""
WHY = "Có căn cứ rõ ràng."


@pytest.fixture
def elsewhere(office: Office) -> Office:
    """Another ward of the province."""
    return testing.office(NOW, ward_code="00004", name="Ba Đình")


def _made(office: Office, stage: str) -> str:
    view = walk(office, stage, now=NOW)
    testing.owe(view.id, 8000)
    return view.code


@pytest.mark.parametrize("stage", ["accepted", "returned"])
def test_every_form_opens_for_who_may_and_for_nobody_else(office: Office, signed_in: As, stage: str) -> None:
    code = _made(office, stage)
    found = _fresh(office, code)
    opened: dict[str, set[str]] = {act.code: set() for act in ACTS}
    for role in ROLES:
        person: Person = getattr(office, role)
        client = signed_in(person)
        may = {a.code for a in queries.available_actions(found.id, actor=person, now=NOW) if a.allowed}
        for act in (act for act in ACTS if not act.ready_at_once):
            address = f"/desk/dossiers/{code}/{act.slug}/"
            status = client.get(address).status_code
            assert status == 200 if act.code in may else status in (302, 403), (role, act.code, status)
            if status == 200:
                opened[act.code].add(role)
            elif (stage, act.code) in EXPECTED:
                answer = client.post(address, {"expected_version": found.version, "reason": WHY})
                assert answer.status_code in (403, 404, 409, 422), (role, act.code)
    for (at, act_code), roles in EXPECTED.items():
        if at == stage:
            assert opened[act_code] == roles, act_code
    assert _fresh(office, code).version == found.version


def test_an_office_that_takes_no_part_finds_no_dossier(office: Office, elsewhere: Office, signed_in: As) -> None:
    code = _made(office, "accepted")
    for role in ROLES:
        client = signed_in(getattr(elsewhere, role))
        for act in ACTS:
            address = f"/desk/dossiers/{code}/{act.slug}/"
            answer = client.post(address, {"expected_version": 1, "reason": WHY})
            assert answer.status_code == 404, (role, act.code)


TYPED: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "consult": ("accepted", "head", {"reason": "Đất có tranh chấp không?", "due_0": "31", "due_1": "2"}, "tranh chấp"),
    "record_payment": ("accepted", "counter", {"amount": "0", "receipt": "BL-007"}, "BL-007"),
    "transfer": ("accepted", "counter", {"reason": "Thuộc phường khác theo nơi cư trú"}, "nơi cư trú"),
    "withdraw": ("accepted", "counter", {"reason": "Thôi"}, ">Thôi<"),
    "start_correction": ("returned", "leader", {"reason": "Sai"}, ">Sai<"),
}


@pytest.mark.parametrize("act", TYPED)
def test_what_was_typed_stays_when_something_is_wrong(office: Office, signed_in: As, act: str) -> None:
    stage, role, typed, kept = TYPED[act]
    code = _made(office, stage)
    answer = _walk_by_hand(signed_in(getattr(office, role)), f"/desk/dossiers/{code}/{act.replace('_', '-')}/", **typed)
    assert answer.status_code == 422
    assert kept in answer.content.decode().replace("\n", "")
    assert _fresh(office, code).version == queries.by_code(code, actor=office.leader, now=NOW).version


class TestDoneRight:
    def test_an_agency_is_asked_and_answers(self, office: Office, elsewhere: Office, signed_in: As) -> None:
        code = _made(office, "accepted")
        asked = {"agency_id": str(office.centre_id), "reason": "Người nộp có đến quầy không?"}
        day = {"due_0": "24", "due_1": "9", "due_2": "2026"}
        said = _walk_by_hand(signed_in(office.head), f"/desk/dossiers/{code}/consult/", **asked, **day)
        assert f"Đã lấy ý kiến về hồ sơ {code}" in said.content.decode()
        found = _fresh(office, code)
        operations.consult(
            dossier_id=found.id, agency_id=elsewhere.committee_id, question="Có cư trú ở đó không?",
            due=NOW.date().replace(day=24), actor=office.head, now=NOW,
        )  # fmt: skip
        client, address = signed_in(elsewhere.specialist), f"/desk/dossiers/{code}/answer-consultation/"
        assert signed_in(elsewhere.counter).get(address).status_code == 404
        assert signed_in(office.specialist).get(address).status_code == 403
        wrong = _walk_by_hand(client, address, reason="Không cư trú ở phường này")
        assert wrong.status_code == 422
        assert "Không cư trú ở phường này" in wrong.content.decode()
        said = _walk_by_hand(client, address, reason="Không cư trú ở phường này", outcome="disagree")
        assert f"Đã trả lời về hồ sơ {code}" in said.content.decode()
        answers = [r for r in queries.requests(found.id, actor=office.head, now=NOW) if not r.open]
        assert [(r.answer, r.outcome) for r in answers] == [("Không cư trú ở phường này", "disagree")]

    def test_a_fee_is_recorded(self, office: Office, signed_in: As) -> None:
        code = _made(office, "accepted")
        base = f"/desk/dossiers/{code}/"
        _walk_by_hand(signed_in(office.counter), f"{base}record-payment/", amount="8000", method="cash", receipt="BL-1")
        found = _fresh(office, code)
        assert found.fee_state == "paid"

    def test_another_commune_takes_it_over(self, office: Office, elsewhere: Office, signed_in: As) -> None:
        code = _made(office, "accepted")
        chosen = {"agency_id": str(elsewhere.committee_id), "reason": "Thuộc phường khác theo nơi cư trú"}
        said = _walk_by_hand(signed_in(office.counter), f"/desk/dossiers/{code}/transfer/", **chosen)
        assert "sang cơ quan có thẩm quyền" in said.content.decode()
        assert _fresh(office, code).competent_agency_id == elsewhere.committee_id

    def test_the_counter_withdraws_for_the_applicant(self, office: Office, signed_in: As) -> None:
        code = _made(office, "accepted")
        _walk_by_hand(signed_in(office.counter), f"/desk/dossiers/{code}/withdraw/", reason="Người nộp không cần nữa")
        assert _fresh(office, code).status == Status.WITHDRAWN

    def test_a_correction_leads_on_to_its_own_dossier(self, office: Office, signed_in: As) -> None:
        code = _made(office, "returned")
        address = f"/desk/dossiers/{code}/start-correction/"
        client = signed_in(office.specialist)
        answer = client.post(address, {**_filled(client, address), "reason": "Sai nơi sinh so với giấy chứng sinh"})
        assert answer.status_code == 302
        new = queries.by_code(answer["Location"].split("/")[3], actor=office.specialist, now=NOW)
        assert new.corrects_id == _fresh(office, code).id

    def test_a_fee_is_asked_for_by_who_examines(self, office: Office, signed_in: As) -> None:
        code = testing.receive(office, "1.000656", now=NOW).code
        address, client = f"/desk/dossiers/{code}/request-payment/", signed_in(office.specialist)
        for other in (office.counter, office.leader, office.auditor):
            assert signed_in(other).get(address).status_code == 403
        wrong = _walk_by_hand(client, address, amount="-5", reason="Lệ phí cấp bản sao")
        assert (wrong.status_code, "Lệ phí cấp bản sao" in wrong.content.decode()) == (422, True)
        _walk_by_hand(client, address, amount="8000", reason="Lệ phí cấp bản sao")
        assert _fresh(office, code).status == Status.PAYMENT
