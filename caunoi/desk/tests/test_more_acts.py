"""Asking, stopping, extending, consulting, many at once; and decisions by somebody who may no longer take them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from caunoi.core.clock import SystemClock
from caunoi.desk.tests.conftest import NOW, As
from caunoi.desk.tests.test_acts import _filled, _fresh, _walk_by_hand
from caunoi.dossiers import queries
from caunoi.dossiers.queries import Status
from caunoi.dossiers.testing import Office, walk
from caunoi.people import operations as people
from caunoi.people import testing

pytestmark = pytest.mark.django_db


def _page(client: Client, code: str) -> str:
    return str(client.get(f"/desk/dossiers/{code}/").content.decode())


class TestAskingTheApplicant:
    def test_a_supplement_names_each_thing_and_pauses(self, office: Office, signed_in: As) -> None:
        code = walk(office, "accepted", now=NOW).code
        client, address = signed_in(office.specialist), f"/desk/dossiers/{code}/request-supplement/"
        asked = {
            "ask": ["component_id:birth_proof", "field:child_birth_place"],
            "what-component_id-birth_proof": "Bản rõ hơn",
            "what-field-child_birth_place": "Ghi đủ địa chỉ", "reason": "Luật Hộ tịch, Điều 16",
        }  # fmt: skip
        _walk_by_hand(client, address, **asked)
        assert _fresh(office, code).status == Status.SUPPLEMENT
        text = _page(client, code)
        assert "Bản rõ hơn" in text
        assert "Ghi đủ địa chỉ" in text

    def test_nothing_ticked_or_a_tick_without_words_is_refused(self, office: Office, signed_in: As) -> None:
        code = walk(office, "accepted", now=NOW).code
        client, address = signed_in(office.specialist), f"/desk/dossiers/{code}/request-supplement/"
        wrong: list[dict[str, Any]] = [{"reason": "Thiếu giấy tờ"}, {"reason": "Thiếu giấy tờ", "ask": ["other"]}]
        for typed in wrong:
            answer = _walk_by_hand(client, address, **typed)
            assert answer.status_code == 422
            assert "Thiếu giấy tờ" in answer.content.decode()
        assert _fresh(office, code).status == Status.ACCEPTED


class TestTime:
    def test_it_stops_and_goes_on(self, office: Office, signed_in: As) -> None:
        code = walk(office, "accepted", now=NOW).code
        client, base = signed_in(office.specialist), f"/desk/dossiers/{code}/"
        _walk_by_hand(client, f"{base}stop/", reason="Chờ kết luận của tòa án")
        assert _fresh(office, code).status == Status.STOPPED
        assert 'id="act-resume"' in _page(client, code)
        _walk_by_hand(client, f"{base}resume/", note="Đã có kết luận")
        assert _fresh(office, code).status in (Status.ACCEPTED, Status.IN_PROCESS)

    def test_a_new_date_comes_after_the_one_promised(self, office: Office, signed_in: As) -> None:
        code = walk(office, "submitted", now=NOW).code
        due = _fresh(office, code).due_at
        assert due is not None
        signed_in(office.counter).post(
            f"/desk/dossiers/{code}/accept/", {"expected_version": _fresh(office, code).version}
        )
        client, address = signed_in(office.head), f"/desk/dossiers/{code}/extend/"
        wrong = {"new_due_0": due.day, "new_due_1": due.month, "new_due_2": due.year, "reason": "Chờ xác minh"}
        answer = client.post(address, {**_filled_or_version(client, address, office, code), **wrong})
        assert answer.status_code in (403, 409, 422)


def _filled_or_version(client: Client, address: str, office: Office, code: str) -> dict[str, Any]:
    page = client.get(address)
    return (
        _filled(client, address)
        if page.context and "form" in page.context
        else {"expected_version": _fresh(office, code).version}
    )


class TestHandingOver:
    def test_at_the_counter_the_identity_paper_is_checked(self, office: Office, signed_in: As) -> None:
        code = walk(office, "signed", now=NOW).code
        client, address = signed_in(office.counter), f"/desk/dossiers/{code}/hand-over/"
        answer = _walk_by_hand(client, address, way="counter")
        assert (answer.status_code, "checked" in answer.context["form"].errors) == (422, True)
        _walk_by_hand(client, address, way="counter", checked="on")
        assert _fresh(office, code).status == Status.RETURNED


class TestManyAtOnce:
    def test_a_leader_signs_those_that_were_ticked_and_hears_of_each(self, office: Office, signed_in: As) -> None:
        ready = [walk(office, "examined", now=NOW) for _ in range(2)]
        early = walk(office, "accepted", now=NOW)
        client = signed_in(office.leader)
        assert "Ký các hồ sơ đã chọn" in client.get("/desk/queue/to_sign/").content.decode()
        ids = [str(view.id) for view in (*ready, early)]
        sure = client.post("/desk/many/sign/", {"ids": ids}).content.decode()
        assert all(view.code in sure for view in (*ready, early))
        assert _fresh(office, ready[0].code).status == Status.IN_PROCESS, "nothing is done before it is confirmed"
        said = client.post("/desk/many/sign/", {"ids": ids, "sure": "1"}, follow=True).content.decode()
        assert "Xong 2 hồ sơ, không xong 1 hồ sơ." in said
        assert {_fresh(office, view.code).status for view in ready} == {Status.DONE}
        assert _fresh(office, early.code).status != Status.DONE

    def test_what_two_windows_do_at_once_is_told_to_each_of_them(self, office: Office, signed_in: As) -> None:
        first, second = (walk(office, "examined", now=NOW) for _ in range(2))
        client = signed_in(office.leader)
        told = [client.post("/desk/many/sign/", {"ids": [str(v.id)], "sure": "1"})["Location"] for v in (first, second)]
        pages = [client.get(address).content.decode() for address in told]
        assert [first.code in pages[0], second.code in pages[0]] == [True, False]
        assert [first.code in pages[1], second.code in pages[1]] == [False, True]
        assert signed_in(office.head).get(told[0]).status_code == 404

    def test_a_head_of_unit_names_one_examiner_for_many(self, office: Office, signed_in: As) -> None:
        views = [walk(office, "accepted", now=NOW) for _ in range(2)]
        client = signed_in(office.head)
        data = {"ids": [str(v.id) for v in views], "sure": "1"}
        assert client.post("/desk/many/assign/", data).status_code == 422, "nobody is named"
        data["person_id"] = str(office.specialist.person_id)
        assert "Xong 2 hồ sơ" in client.post("/desk/many/assign/", data, follow=True).content.decode()
        assert all(
            views[n].code in signed_in(office.specialist).get("/desk/queue/mine/").content.decode() for n in (0, 1)
        )

    def test_nothing_ticked_and_nonsense_do_nothing(self, office: Office, signed_in: As) -> None:
        client = signed_in(office.leader)
        for ids in ([], ["x"], [str(office.citizen.person_id)]):
            answer = client.post("/desk/many/sign/", {"ids": ids, "sure": "1"}, follow=True)
            assert "Bạn chưa chọn hồ sơ nào." in answer.content.decode()
        for person in (office.counter, office.specialist, office.auditor):
            assert signed_in(person).post("/desk/many/sign/", {"ids": []}).status_code == 403

    def test_a_whole_queue_goes_to_a_colleague(self, office: Office, signed_in: As) -> None:
        colleague = testing.officer(office.committee_id, "specialist")
        view = walk(office, "accepted", now=NOW)
        client = signed_in(office.head)
        client.post("/desk/many/assign/", {
            "ids": [str(view.id)], "sure": "1", "person_id": str(office.specialist.person_id),
        })  # fmt: skip
        data = {"from_person": str(office.specialist.person_id), "to_person": str(office.leader.person_id)}
        assert client.post("/desk/many/hand-over/", data).status_code == 422, "no specialist"
        data["to_person"] = str(colleague.id)
        assert "Xong 1 hồ sơ" in client.post("/desk/many/hand-over/", data, follow=True).content.decode()
        rows = testing.signed_in_officer(colleague.id).get("/desk/").content.decode()
        assert view.code in rows


class TestADelegationThatEnded:
    def test_who_signed_for_the_leader_may_no_longer(
        self, office: Office, signed_in: As, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert office.leader.membership_id is not None
        people.delegate(
            membership_id=office.leader.membership_id, to_person_id=office.head.person_id, valid_from=NOW,
            valid_to=NOW + timedelta(hours=1), actor=office.leader, now=NOW,
        )  # fmt: skip
        view = walk(office, "examined", now=NOW)
        client, address = signed_in(office.head), f"/desk/dossiers/{view.code}/sign/"
        data = _filled(client, address)
        monkeypatch.setattr(SystemClock, "now", lambda _self: NOW + timedelta(hours=2))
        answer = client.post(address, data)
        assert answer.status_code == 403
        later = NOW + timedelta(hours=2)
        assert queries.by_code(view.code, actor=office.counter, now=later).status == Status.IN_PROCESS


def test_the_slip_prints_and_the_process_is_drawn(office: Office, signed_in: As) -> None:
    code = walk(office, "examined", now=NOW).code
    client = signed_in(office.leader)
    assert client.get(f"/desk/dossiers/{code}/control-slip/?as=pdf").content.startswith(b"%PDF")
    assert client.get(f"/desk/dossiers/{code}/process/?as=json").json()["current"]
    assert "Các bước" in client.get(f"/desk/dossiers/{code}/process/").content.decode()


def test_a_look_is_remembered_for_the_applicant(office: Office, signed_in: As) -> None:
    view = walk(office, "accepted", now=NOW)
    client = signed_in(office.specialist)
    for _ in range(2):
        _page(client, view.code)
    (look,) = queries.looks(view.id, actor=office.citizen, now=NOW)
    assert look.what == "page"
