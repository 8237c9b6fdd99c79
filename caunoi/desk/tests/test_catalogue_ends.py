"""What ends or moves a procedure, through the pages of everyone who takes part: abolition, transfer of authority."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client

from caunoi.core.actor import Person
from caunoi.desk.tests.conftest import NOW
from caunoi.dossiers import testing
from caunoi.people import testing as people
from caunoi.procedures import queries
from caunoi.procedures.tests import office as offices
from caunoi.procedures.tests.office import TODAY
from caunoi.procedures.tests.office import Office as CatalogueOffice
from caunoi.procedures.tests.pieces import CODE, load, version

pytestmark = pytest.mark.django_db


@pytest.fixture
def ministry() -> CatalogueOffice:
    return offices.ministry()


def client_of(person: Person) -> Client:
    return people.signed_in_officer(person.person_id)


def _done(client: Client, path: str, **data: str) -> str:
    """Where a POST leads."""
    answer = client.post(path, data)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def test_an_abolished_procedure_is_filed_no_more_and_the_portal_says_so(
    ministry: CatalogueOffice, tmp_path: Path
) -> None:
    load(tmp_path)
    visitor = Client()
    assert visitor.get(f"/procedures/{CODE}/start/").status_code == 200
    manager = client_of(ministry.manager)
    draft = _done(manager, f"/desk/catalogue/{CODE}/begin/abolish/")
    _done(manager, f"{draft}parts/reason/", reason="Nghị định 5/2026/NĐ-CP bỏ thủ tục này")
    _done(manager, f"{draft}send/")
    _done(client_of(ministry.other), f"{draft}check/", remark="Đúng")
    assert visitor.get(f"/procedures/{CODE}/start/").status_code == 200, "not before the decision"
    decision = {"decision_ref": "20/QĐ-BTP", "decision_on": f"{TODAY}", "effective_from": f"{TODAY}"}
    _done(client_of(ministry.leader), f"{draft}publish/", **decision)

    refused = visitor.get(f"/procedures/{CODE}/start/")
    assert refused.status_code == 404
    assert "chưa có bản nào có hiệu lực" in refused.content.decode()
    shown = visitor.get(f"/procedures/{CODE}/").content.decode()
    assert "bãi bỏ từ ngày 22/09/2026 theo quyết định" in shown
    assert "20/QĐ-BTP" in shown
    assert f"/procedures/{CODE}/start/" not in shown


def test_authority_is_transferred_through_the_pages(ministry: CatalogueOffice, tmp_path: Path) -> None:
    load(tmp_path, version(level="province", competent_kind="department"))
    testing.office(NOW)
    data = {
        "codes": CODE, "to_level": "commune", "to_kind": "peoples_committee", "to_name": "",
        "decision_ref": "Nghị định 133/2026/NĐ-CP", "on": "2026-10-01",
    }  # fmt: skip
    page = "/desk/catalogue/transfer/"
    seen = client_of(ministry.manager).post(page, {**data, "act": "preview"}).content.decode()
    assert "Mọi cơ quan nhận đều đủ người" in seen
    assert 'id="transfer"' not in seen, "a leader decides"
    leader = client_of(ministry.leader)
    assert 'id="transfer"' in leader.post(page, {**data, "act": "preview"}).content.decode()
    assert queries.procedure(CODE, on=date(2026, 10, 1)).level == "province", "nothing before the last button"

    report = _done(leader, page, **data, act="transfer")
    assert UUID(report.rstrip("/").rpartition("/")[2])
    told = leader.get(report).content.decode()
    assert "Đã chuyển thẩm quyền 1 thủ tục" in told
    assert "Sở, cấp tỉnh → Ủy ban nhân dân, cấp xã" in " ".join(told.split())
    assert "Nghị định 133/2026/NĐ-CP" in told
    assert queries.procedure(CODE, on=TODAY).level == "province"
    assert queries.procedure(CODE, on=date(2026, 10, 1)).level == "commune"
