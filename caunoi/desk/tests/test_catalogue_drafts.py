"""The pages on which catalogue managers work, from an empty draft to its publication."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from caunoi.core.actor import Person, System
from caunoi.desk.tests.conftest import NOW
from caunoi.dossiers.testing import Office as DossierOffice
from caunoi.people import testing as people
from caunoi.procedures import operations, queries
from caunoi.procedures.queries import DraftView
from caunoi.procedures.tests import office as offices
from caunoi.procedures.tests.office import Office as CatalogueOffice
from caunoi.processes import operations as modelling
from caunoi.processes import queries as processes

pytestmark = pytest.mark.django_db
BIRTH = "1.001193"
TH = {"vi": "Phí cấp", "en": "Fee", "th": "ค่าธรรมเนียม"}


@pytest.fixture
def ministry() -> CatalogueOffice:
    return offices.ministry()


@pytest.fixture
def loaded(db: None) -> None:
    operations.load(now=NOW, actor=System("test"))


def client_of(person: Person) -> Client:
    return people.signed_in_officer(person.person_id)


@pytest.fixture
def manager(ministry: CatalogueOffice) -> Client:
    return client_of(ministry.manager)


def read(office: CatalogueOffice, draft_id: UUID) -> DraftView:
    return queries.draft(draft_id, actor=office.manager, now=NOW)


def address(draft: DraftView, rest: str = "") -> str:
    return f"/desk/catalogue/drafts/{draft.id}/{rest}"


def to(client: Client, path: str, data: dict[str, Any] | None = None) -> str:
    """Where a POST leads."""
    answer: Any = client.post(path, data or {})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.url)


def texts(name: str, vi: str) -> dict[str, str]:
    return {f"{name}_vi": vi, f"{name}_en": f"{vi} en", f"{name}_th": f"{vi} th"}


def test_a_new_procedure_is_begun_with_its_code_and_name(ministry: CatalogueOffice, manager: Client) -> None:
    assert manager.get("/desk/catalogue/drafts/").status_code == 200
    wrong = manager.post("/desk/catalogue/drafts/new/", {"code": "x", "name": "Thử"})
    assert wrong.status_code == 422
    assert "id_code" in wrong.content.decode()
    home = to(manager, "/desk/catalogue/drafts/new/", {"code": offices.NEW, "name": "Cấp giấy thử"})
    page = manager.get(home).content.decode()
    assert "Cấp giấy thử" in page
    assert "Gửi kiểm tra" in page
    again = to(manager, "/desk/catalogue/drafts/new/", {"code": offices.NEW, "name": "Cấp giấy thử"})
    assert again == home, "the open draft is gone on with"
    assert "Cấp giấy thử" in manager.get("/desk/catalogue/drafts/").content.decode()


def test_every_part_is_written_on_its_own_page(ministry: CatalogueOffice, manager: Client) -> None:
    draft = offices.begun(ministry)
    general = {
        "field": "Hộ tịch", "level": "commune", "competent_kind": "peoples_committee", "online_level": "full",
        "pause_mode": "restart", "supplement_days": "20", "revision": draft.revision,
    }  # fmt: skip
    for part in ("names", "general", "cases", "components", "results", "process", "agencies", "reliefs", "legal"):
        assert manager.get(address(draft, f"parts/{part}/")).status_code == 200, part
    assert manager.post(address(draft, "parts/general/"), general).status_code == 302
    body = read(ministry, draft.id).body
    assert (body["field"], body["supplement_days"]) == ("Hộ tịch", 20)
    assert manager.get(address(draft, "parts/nonsense/")).status_code == 404
    assert manager.get(address(draft, "parts/cases/7/")).status_code == 404


def test_rows_are_added_moved_and_dropped_without_a_script(ministry: CatalogueOffice, manager: Client) -> None:
    draft = offices.begun(ministry)
    rows = address(draft, "parts/components/")
    for name in ("Tờ khai", "Ảnh 4x6"):
        assert manager.get(to(manager, rows, {"act": "add", "name": name})).status_code == 200
    assert to(manager, rows, {"act": "up:1"}) == f"{rows}#row-0"
    titles = [c["title"]["vi"] for c in read(ministry, draft.id).body["components"]]
    assert titles == ["Ảnh 4x6", "Tờ khai"]
    manager.post(rows, {"act": "drop:0"})
    assert [c["title"]["vi"] for c in read(ministry, draft.id).body["components"]] == ["Tờ khai"]
    assert manager.post(rows, {"act": "drop:9"}).status_code == 404
    assert manager.post(rows, {"act": "burn:0"}).status_code == 404
    manager.post(rows, {"act": "add", "name": " "})
    assert "Hãy điền tên" in manager.get(rows).content.decode()


def test_a_limit_and_a_fee_of_a_kind_are_written(ministry: CatalogueOffice, manager: Client) -> None:
    draft = offices.begun(ministry)
    case = address(draft, "parts/cases/0/")
    limits = {"limits_direct_unit": "working_days", "limits_direct_value": "7,5", "limits_online_unit": "same_day"}
    assert manager.post(case, {**texts("name", "Thông thường"), **limits}).status_code == 302
    body = read(ministry, draft.id).body
    assert body["cases"][0]["limits"] == {
        "direct": {"value": "7.5", "unit": "working_days"}, "online": {"value": "0", "unit": "same_day"},
    }  # fmt: skip
    added = to(manager, f"{case}fees/", {"act": "add", "name": "Phí cấp"})
    assert "Số tiền (đồng)" in manager.get(added).content.decode()
    asked = {"kind": "scale", "name_vi": "Phí cấp", "channels": ["direct"], "reference": "Thông tư 1"}
    assert to(manager, added, asked) == added
    assert "đến hết trang" in manager.get(added).content.decode()
    steps = {"steps_0_upto": "2", "steps_0_amount": "2.000", "steps_1_amount": "1.000"}
    assert manager.post(added, {**asked, **steps}).status_code == 302
    fee = read(ministry, draft.id).body["cases"][0]["fees"]["direct"][0]
    assert fee["steps"] == [{"upto": 2, "amount": 2000}, {"amount": 1000}]
    wrong = manager.post(added, {**asked, "steps_0_amount": "hai nghìn"})
    assert wrong.status_code == 422
    assert "hai nghìn" in wrong.content.decode()


def test_who_saves_second_loses_nothing_and_is_told(ministry: CatalogueOffice, manager: Client) -> None:
    draft = offices.begun(ministry)
    other = client_of(ministry.other)
    other.post(address(draft, "parts/names/"), {**texts("name", "Tên của người kia"), "revision": draft.revision})
    mine = {"legal_basis": "Luật của tôi", "revision": draft.revision}
    late = manager.post(address(draft, "parts/legal/"), mine)
    assert late.status_code == 409
    page = late.content.decode()
    assert "Luật của tôi" in page
    assert "Thái Thị Giả Soát" in page
    revision = re.search(r'name="revision" value="(\d+)"', page)
    assert revision
    assert manager.post(address(draft, "parts/legal/"), {**mine, "revision": revision[1]}).status_code == 302
    body = read(ministry, draft.id).body
    assert body["name"]["vi"] == "Tên của người kia"
    assert body["legal_basis"] == ["Luật của tôi"]


def test_what_lacks_is_named_with_the_page_that_mends_it(ministry: CatalogueOffice, manager: Client) -> None:
    draft = offices.begun(ministry)
    manager.post(address(draft, "parts/components/"), {"act": "add", "name": "Tờ khai"})
    refused = manager.post(address(draft, "send/"), follow=True)
    page = refused.content.decode()
    assert read(ministry, draft.id).state == "drafting"
    link = address(draft, "parts/components/0/?check=1")
    assert link in page
    assert "title_en-error" in manager.get(link).content.decode()


def test_a_step_is_undone_and_redone(ministry: CatalogueOffice, manager: Client) -> None:
    draft = offices.begun(ministry)
    manager.post(address(draft, "parts/legal/"), {"legal_basis": "Luật Hộ tịch"})
    manager.post(address(draft, "undo/"))
    assert read(ministry, draft.id).body["legal_basis"] == []
    manager.post(address(draft, "redo/"))
    assert read(ministry, draft.id).body["legal_basis"] == ["Luật Hộ tịch"]


def amended(ministry: CatalogueOffice, manager: Client, days: str = "7") -> DraftView:
    """The birth registration with another limit, as the pages make it."""
    begun = to(manager, f"/desk/catalogue/{BIRTH}/begin/amend/")
    draft = read(ministry, UUID(begun.rstrip("/").rpartition("/")[2]))
    case = draft.body["cases"][0]
    data = {f"name_{k}": v for k, v in case["name"].items()}
    data |= {f"summary_{k}": v for k, v in case.get("summary", {}).items()}
    for channel in case["limits"]:
        data |= {f"limits_{channel}_unit": "working_days", f"limits_{channel}_value": days}
    assert manager.post(address(draft, "parts/cases/0/"), data).status_code == 302
    return read(ministry, draft.id)


@pytest.mark.usefixtures("loaded")
def test_an_amendment_goes_from_hand_to_hand_until_it_is_published(ministry: CatalogueOffice, manager: Client) -> None:
    draft = amended(ministry, manager)
    page = manager.get(address(draft)).content.decode()
    assert "7 ngày làm việc" in page
    assert "7 ngày làm việc" in manager.get(address(draft, "changes/")).content.decode()
    assert manager.post(address(draft, "send/"), follow=True).status_code == 200
    checker, leader = client_of(ministry.other), client_of(ministry.leader)
    assert checker.post(address(draft, "return/"), {"remark": ""}).status_code == 422
    assert checker.post(address(draft, "return/"), {"remark": "Ghi rõ căn cứ"}).status_code == 302
    assert "Ghi rõ căn cứ" in manager.get(address(draft)).content.decode()
    manager.post(address(draft, "send/"))
    assert 'id="check"' not in manager.get(address(draft)).content.decode(), "who drafted does not check"
    assert checker.post(address(draft, "check/"), {"remark": "Đúng thông tư"}).status_code == 302
    assert leader.get(address(draft, "publish/")).status_code == 200
    wrong = leader.post(address(draft, "publish/"), {"decision_ref": ""})
    assert wrong.status_code == 422
    days = {"decision_on": "2026-09-22", "effective_from": "2026-10-01"}
    assert leader.post(address(draft, "publish/"), {"decision_ref": "9/QĐ-BTP", **days}).status_code == 302
    first, *_rest = queries.history(BIRTH)
    assert (first.effective_from, first.origin, first.decision_ref) == (date(2026, 10, 1), "office", "9/QĐ-BTP")
    history = manager.get(f"/desk/catalogue/{BIRTH}/").content.decode()
    assert "Quách Văn Giả Danh soạn, Thái Thị Giả Soát kiểm tra, Nghiêm Thị Giả Thử quyết định" in history
    changed = manager.get(f"/desk/catalogue/versions/{first.id}/changes/").content.decode()
    assert "7 ngày làm việc" in changed
    assert manager.get(address(draft, "whole/")).status_code == 200


@pytest.mark.usefixtures("loaded")
def test_an_abolition_is_confirmed_and_reasoned(ministry: CatalogueOffice, manager: Client) -> None:
    assert "không nhận hồ sơ mới" in manager.get(f"/desk/catalogue/{BIRTH}/begin/abolish/").content.decode()
    begun = to(manager, f"/desk/catalogue/{BIRTH}/begin/abolish/")
    assert manager.get(begun).status_code == 200
    saved = manager.post(f"{begun}parts/reason/", {"reason": "Luật mới đã bỏ"})
    assert saved.status_code == 302
    manager.post(f"{begun}send/")
    page = client_of(ministry.other).get(begun).content.decode()
    assert "Luật mới đã bỏ" in page
    assert client_of(ministry.leader).get(f"{begun}publish/").status_code in (200, 403)


@pytest.mark.usefixtures("loaded")
def test_a_province_writes_only_what_it_does_differently() -> None:
    hanoi = offices.hanoi()
    manager = client_of(hanoi.manager)
    page = manager.get(f"/desk/catalogue/{BIRTH}/").content.decode()
    assert "Soạn quy định riêng của tỉnh" in page
    draft = amended_variant(hanoi, manager)
    assert set(draft.body["overrides"]) == {"cases"}
    assert draft.whole["cases"][0]["limits"]["direct"]["value"] == "2"
    reference = {"reference": "Nghị quyết 12/NQ-HĐND"}
    assert manager.post(address(draft, "parts/variant/"), reference).status_code == 302
    assert read(hanoi, draft.id).body["reference"] == "Nghị quyết 12/NQ-HĐND"
    assert "2 ngày làm việc" in manager.get(address(draft)).content.decode()
    version = offices.published(hanoi, draft, ref="5/QĐ-UBND")
    shown = manager.get(f"/desk/catalogue/versions/{version}/overrides/").content.decode()
    assert "Nghị quyết 12/NQ-HĐND" in shown
    assert "2 ngày làm việc" in shown


def amended_variant(office: CatalogueOffice, manager: Client) -> DraftView:
    begun = to(manager, f"/desk/catalogue/{BIRTH}/begin/variant/")
    draft = read(office, UUID(begun.rstrip("/").rpartition("/")[2]))
    case = draft.whole["cases"][0]
    data: dict[str, Any] = {f"name_{k}": v for k, v in case["name"].items()}
    data |= {f"summary_{k}": v for k, v in case.get("summary", {}).items()}
    for channel in case["limits"]:
        data |= {f"limits_{channel}_unit": "working_days", f"limits_{channel}_value": "2"}
    assert manager.post(address(draft, "parts/cases/0/"), data).status_code == 302
    return read(office, draft.id)


@pytest.mark.usefixtures("loaded")
def test_a_transfer_is_seen_beforehand_with_what_lacks(ministry: CatalogueOffice, manager: Client) -> None:
    chosen = manager.get("/desk/catalogue/transfer/?field=H%E1%BB%99+t%E1%BB%8Bch&level=commune").content.decode()
    assert BIRTH in chosen
    data = {
        "codes": f"{BIRTH}, 9.999999", "to_level": "province", "to_kind": "department", "to_name": "Sở Tư pháp",
        "decision_ref": "Nghị định 1/2026/NĐ-CP", "on": "2026-10-01",
    }  # fmt: skip
    assert manager.post("/desk/catalogue/transfer/", {**data, "codes": "khai sinh"}).status_code == 422
    seen = manager.post("/desk/catalogue/transfer/", {**data, "act": "preview"}).content.decode()
    assert "Mã không có trong danh mục" in seen
    assert "9.999999" in seen
    refused = client_of(ministry.leader).post("/desk/catalogue/transfer/", {**data, "act": "transfer"})
    assert refused.status_code == 409
    assert "Chưa chuyển được" in refused.content.decode()


def test_others_see_no_drafts(ministry: CatalogueOffice) -> None:
    draft = offices.begun(ministry)
    hanoi = offices.hanoi()
    assert client_of(hanoi.manager).get(address(draft)).status_code == 404
    outsider = people.signed_in_officer(people.officer(ministry.agency_id, "specialist", second_factor=False).id)
    assert outsider.get(address(draft)).status_code == 403
    assert client_of(ministry.leader).get(address(draft, "parts/names/")).status_code == 403
    assert Client().get(address(draft)).status_code == 302
    assert client_of(ministry.leader).get(address(draft)).status_code == 200


def test_another_ministry_is_told_whose_draft_is_open_instead_of_finding_nothing(
    ministry: CatalogueOffice, loaded: None
) -> None:
    offices.begun(ministry, "amend", BIRTH)
    elsewhere = client_of(offices.ministry_of_home_affairs().manager)
    answer = elsewhere.post(f"/desk/catalogue/{BIRTH}/begin/amend/")
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert f"Bộ Tư pháp đang soạn thủ tục {BIRTH} từ ngày 22/09/2026" in shown
    assert "Giả" not in shown.partition("<main")[2].partition("</main>")[0]
    offices.begun(ministry)
    new = elsewhere.post("/desk/catalogue/drafts/new/", {"code": offices.NEW, "name": "Cấp giấy thử"})
    assert new.status_code == 409
    assert "Bộ Tư pháp đang soạn" in new.content.decode()


def test_a_leader_of_a_ministry_finds_what_waits_for_a_decision_and_the_processes(
    ministry: CatalogueOffice, office: DossierOffice
) -> None:
    draft = offices.begun(ministry)
    leader = client_of(ministry.leader)
    assert "Cấp giấy xác nhận thử" not in leader.get("/desk/catalogue/drafts/").content.decode()
    operations.send_draft(draft_id=draft.id, actor=ministry.manager, now=NOW)
    operations.check_draft(draft_id=draft.id, actor=ministry.other, now=NOW)
    shown = leader.get("/desk/catalogue/drafts/").content.decode()
    assert "Cấp giấy xác nhận thử" in shown
    assert "Chờ quyết định (1)" in shown
    assert 'href="/desk/catalogue/drafts/"' in shown
    assert 'href="/desk/processes/"' in shown
    assert leader.get("/desk/processes/").status_code == 200
    assert 'href="/desk/processes/"' not in client_of(office.leader).get("/desk/").content.decode()


def test_processes_are_chosen_by_their_names_also_those_made_in_the_office(
    ministry: CatalogueOffice, manager: Client
) -> None:
    drawer = people.officer(ministry.agency_id, "process_manager", second_factor=False)
    actor, text = people.actor(drawer.id, at=NOW), processes.bpmn_text("generic")
    names = {"vi": "Cấp giấy xác nhận", "en": "Certificate", "th": "หนังสือรับรอง"}
    drawn = modelling.start_process_draft(code="certificate", names=names, actor=actor, now=NOW)
    assert drawn.id is not None
    own = text.replace('"generic"', '"certificate"')
    kept = modelling.save_process_draft(
        draft_id=drawn.id, text=own, revision=drawn.revision, names=names, actor=actor, now=NOW
    )
    modelling.publish_process(draft_id=drawn.id, revision=kept.revision, note="", actor=ministry.leader, now=NOW)
    page = manager.get(address(offices.begun(ministry), "parts/process/")).content.decode()
    choices = dict(re.findall(r'value="(\w+)"[^>]*>\s*<label[^>]*>\s*([^<]+?)\s*</label>', page))
    assert (choices["certificate"], choices["generic"]) == ("Cấp giấy xác nhận", "Quy trình chung")
