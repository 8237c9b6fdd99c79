"""Records: looked at before they are signed, and taken back by the agency that signed them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from caunoi.desk.tests.conftest import NOW, As
from caunoi.desk.tests.test_acts import _filled, _fresh, _walk_by_hand
from caunoi.documents import queries as files
from caunoi.documents import signing
from caunoi.documents.forms import printing
from caunoi.dossiers import queries, testing
from caunoi.dossiers.errors import DossierNotFound
from caunoi.dossiers.testing import Office, walk
from caunoi.people import testing as people

pytestmark = pytest.mark.django_db
WHY = "Giấy tờ gốc là giả, theo kết luận điều tra."


def _text(client: Client, address: str) -> str:
    return str(client.get(address).content.decode())


def _kept() -> tuple[int, ...]:
    """How many files, records and books of numbers there are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM documents_filerecord), (SELECT count(*) FROM dossiers_dossierresult), "
            "(SELECT count(*) FROM dossiers_counter WHERE series LIKE '%/%')"
        )
        return tuple(cursor.fetchone())


def _printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What every form says that is printed from now on."""
    said: list[str] = []

    def compile_with(compiler: Any, **options: Any) -> Any:
        said.append(options["sys_inputs"]["data"].replace("\u200b", ""))
        return compiler.compile(**options)

    monkeypatch.setattr(printing, "compile_with", compile_with)
    return said


class TestTakingARecordBack:
    def test_the_leader_takes_it_back_and_everybody_who_has_it_is_told(self, office: Office, signed_in: As) -> None:
        code = walk(office, "returned", now=NOW).code
        base, leader = f"/desk/dossiers/{code}/", signed_in(office.leader)
        assert 'id="act-revoke_result"' in _text(leader, base)
        said = _walk_by_hand(leader, f"{base}revoke-result/", reason=WHY).content.decode()
        assert f"Đã thu hồi kết quả của hồ sơ {code}" in said
        (record,) = queries.results(_fresh(office, code).id, actor=office.leader, now=NOW)
        assert (record.status, record.status_reason) == ("revoked", WHY)
        assert "Đã bị thu hồi" in said
        assert WHY in said
        assert 'id="act-revoke_result"' not in said
        citizen = people.signed_in_officer(office.citizen.person_id)
        for address in ("/store/", f"/dossiers/{code}/"):
            assert "Đã bị thu hồi" in _text(citizen, address), address
            assert WHY in _text(citizen, address), address
        assert "đã bị cơ quan cấp thu hồi" in _text(Client(), f"/verify/?code={code}")
        assert record.file_id is not None
        content = files.content(record.file_id)
        assert queries.result_by_sha(files.file(record.file_id).sha256).status == "revoked"  # type: ignore[union-attr]
        assert content

    def test_only_the_leader_of_the_agency_that_signed_may(self, office: Office, signed_in: As) -> None:
        found = walk(office, "returned", now=NOW)
        base = f"/desk/dossiers/{found.code}/"
        data = _filled(signed_in(office.leader), f"{base}revoke-result/")
        elsewhere = people.actor(people.officer(office.centre_id, "leader", second_factor=False).id, at=NOW)
        for person in (office.counter, office.specialist, office.head, office.auditor, office.manager, elsewhere):
            client = signed_in(person)
            assert 'id="act-revoke_result"' not in _text(client, base)
            assert client.get(f"{base}revoke-result/").status_code in (302, 403)
            assert client.post(f"{base}revoke-result/", {**data, "reason": WHY}).status_code in (403, 404, 422)
        (record,) = queries.results(found.id, actor=office.leader, now=NOW)
        assert record.status == "valid"

    def test_a_reason_is_needed_and_what_was_typed_stays(self, office: Office, signed_in: As) -> None:
        code = walk(office, "returned", now=NOW).code
        answer = _walk_by_hand(signed_in(office.leader), f"/desk/dossiers/{code}/revoke-result/", reason="Giả")
        assert answer.status_code == 422
        assert ">Giả</textarea>" in answer.content.decode().replace("\n", "")

    def test_whoever_is_second_hears_who_was_first(self, office: Office, signed_in: As) -> None:
        code = walk(office, "returned", now=NOW).code
        address, client = f"/desk/dossiers/{code}/revoke-result/", signed_in(office.leader)
        data = {**_filled(client, address), "reason": WHY}
        assert client.post(address, data).status_code == 302
        answer = client.post(address, data)
        assert answer.status_code == 409
        assert "không còn hiệu lực" in answer.content.decode()
        assert WHY in answer.content.decode()


class TestLookingBeforeSigning:
    def test_the_leader_sees_the_very_record_without_number_or_signature(
        self, office: Office, signed_in: As, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        found = walk(office, "examined", now=NOW)
        address, client = f"/desk/dossiers/{found.code}/preview/", signed_in(office.leader)
        page = client.get(f"/desk/dossiers/{found.code}/sign/")
        assert f'<iframe src="{address}"' in page.content.decode()
        assert "frame-src 'self'" in page["Content-Security-Policy"]
        before, printed = _kept(), _printed(monkeypatch)
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer["Cache-Control"] == "private, no-store"
        assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
        assert signing.verify(answer.content).status == "unsigned"
        assert "BẢN XEM TRƯỚC" in printed[-1]
        assert "Trần Thị Ví Dụ" in printed[0]
        assert "…/2026" in printed[0]
        assert _kept() == before
        _walk_by_hand(client, f"/desk/dossiers/{found.code}/sign/")
        assert _fresh(office, found.code).result_number == "1/2026"

    def test_it_is_for_officers_of_the_dossier_while_it_waits_for_the_signature(
        self, office: Office, signed_in: As
    ) -> None:
        found, early = walk(office, "examined", now=NOW), walk(office, "accepted", now=NOW)
        address = f"/desk/dossiers/{found.code}/preview/"
        for person, status in ((office.specialist, 200), (office.head, 200), (office.auditor, 200)):
            assert signed_in(person).get(address).status_code == status
        elsewhere = testing.office(NOW, ward_code="00004", name="Ba Đình")
        assert signed_in(elsewhere.leader).get(address).status_code == 404
        assert signed_in(office.leader).get(f"/desk/dossiers/{early.code}/preview/").status_code == 409
        with pytest.raises(DossierNotFound):
            queries.record_preview(found.id, actor=office.citizen, now=NOW)
        assert Client().get(address).status_code == 302
