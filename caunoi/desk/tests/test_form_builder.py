"""The form builder's pages, without a script."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from caunoi.core.actor import Person
from caunoi.desk.tests.conftest import NOW
from caunoi.people import testing as people
from caunoi.procedures import operations, queries
from caunoi.procedures.queries import DraftView
from caunoi.units import testing as units

pytestmark = pytest.mark.django_db
NAMES = {"vi": "Cấp giấy xác nhận thử", "en": "Trial certificate", "th": "หนังสือรับรองทดลอง"}


@pytest.fixture
def manager(db: None) -> Person:
    agency = units.agency("ministry", "nation", "Bộ Tư pháp", code="000.00.00.X03")
    account = people.officer(agency.id, "catalogue_manager", second_factor=False, full_name="Quách Văn Giả Danh")
    return people.actor(account.id, at=NOW)


@pytest.fixture
def client(manager: Person) -> Client:
    return people.signed_in_officer(manager.person_id)


@pytest.fixture
def draft(manager: Person) -> DraftView:
    return operations.start_draft(kind="new", code="9.000777", name=NAMES, actor=manager, now=NOW)


class Page:
    """The builder of one draft, as a browser without a script sees it."""

    def __init__(self, client: Client, draft: DraftView, manager: Person) -> None:
        self.client, self.draft, self.manager = client, draft, manager
        self.root = f"/desk/catalogue/drafts/{draft.id}/form/"

    def now(self) -> DraftView:
        return queries.draft(self.draft.id, actor=self.manager, now=NOW)

    @property
    def form(self) -> dict[str, Any]:
        found: dict[str, Any] = self.now().body["form"]
        return found

    def get(self, path: str = "") -> str:
        answer = self.client.get(self.root + path)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    def post(self, path: str, **data: Any) -> Any:
        return self.client.post(self.root + path, {"revision": self.now().revision, **data})

    def done(self, path: str, **data: Any) -> None:
        answer = self.post(path, **data)
        assert answer.status_code == 302, answer.content.decode()


@pytest.fixture
def page(client: Client, draft: DraftView, manager: Person) -> Page:
    return Page(client, draft, manager)


def texts(vi: str, name: str = "title") -> dict[str, str]:
    return {f"{name}_vi": vi, f"{name}_en": f"{vi} en", f"{name}_th": f"{vi} th"}


def make(page: Page) -> None:
    """A section with a question that decides, and one that depends on it."""
    page.done("new-section/", **texts("Nơi ở"))
    page.done("sections/noi_o/new/", **texts("Ở nước ngoài?"), kind="yes_no")
    page.done("new-section/", **texts("Nước"))
    page.done("sections/nuoc/new/", **texts("Tên nước"), kind="text")
    page.done("sections/nuoc/", **texts("Nước"), field="o_nuoc_ngoai", looked="o_nuoc_ngoai", answers=["true"])


def test_a_form_is_made_from_nothing(page: Page) -> None:
    make(page)
    section = page.form["x-sections"][-1]
    assert section["x-when"] == {"field": "o_nuoc_ngoai", "equals": True}
    assert page.form["properties"]["ten_nuoc"]["x-title-i18n"]["en"] == "Tên nước en"
    shown = page.get()
    assert "Chỉ hỏi khi “Ở nước ngoài?” là “Có”" in shown
    assert "Biểu mẫu đã đủ" in shown


def test_a_condition_that_hangs_on_nothing_is_named(page: Page) -> None:
    make(page)
    asked = page.get("remove/o_nuoc_ngoai/")
    assert "Bỏ câu hỏi “Ở nước ngoài?”?" in asked
    assert "<li>Nước</li>" in asked
    page.done("remove/o_nuoc_ngoai/")
    shown = page.get()
    assert "điều kiện dựa vào câu hỏi “o_nuoc_ngoai”, nay không còn trong biểu mẫu" in shown
    assert page.now().problems


def test_steps_are_undone_and_done_again(page: Page) -> None:
    before = page.form
    make(page)
    after = page.form
    for _ in range(5):
        page.done("change/", do="undo")
    assert page.form == before
    for _ in range(5):
        page.done("change/", do="redo")
    assert page.form == after


def test_questions_and_sections_are_moved_by_buttons(page: Page) -> None:
    make(page)
    page.done("change/", do="up:ten_nuoc")
    assert page.form["x-sections"][-2]["fields"] == ["o_nuoc_ngoai", "ten_nuoc"]
    page.done("change/", do="down:ten_nuoc")
    assert page.form["x-sections"][-1]["fields"] == ["ten_nuoc"]
    page.done("change/", do="sup:nuoc")
    assert page.form["x-sections"][-2]["id"] == "nuoc"
    assert "nay được hỏi sau nhóm này" in page.get()


def test_what_is_dragged_lands_where_it_was_dropped_and_the_part_comes_back(page: Page) -> None:
    make(page)
    answer = page.client.post(
        page.root + "change/", {"revision": page.now().revision, "do": "put:ten_nuoc:noi_o:0"}, headers={"X-Part": "1"}
    )
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    assert page.form["x-sections"][-2]["fields"] == ["ten_nuoc", "o_nuoc_ngoai"]


def test_a_question_gets_the_rules_of_its_kind(page: Page) -> None:
    make(page)
    page.done(
        "questions/ten_nuoc/", **texts("Tên nước"), **texts("Như trên hộ chiếu", "hint"), required="on", kind="text",
        section="noi_o", name="country", low="2", high="60", pattern="^[^0-9<>@]+$", suggestions="Lào\nThái Lan\n",
        prefill="person|full_name",
    )  # fmt: skip
    rules = page.form["properties"]["country"]
    assert (rules["minLength"], rules["maxLength"], rules["x-suggestions"]) == (2, 60, ["Lào", "Thái Lan"])
    assert rules["x-prefill"] == "full_name"
    assert "country" in page.form["required"]
    assert page.form["x-sections"][-2]["fields"][-1] == "country"


def test_choices_are_written_reordered_and_dropped(page: Page) -> None:
    page.done("new-section/", **texts("Chung"))
    page.done("sections/chung/new/", **texts("Mục đích"), kind="choice")
    rows = {
        "count": "3", "choice0_value": "one", **texts("Học", "choice0"), "choice1_value": "two",
        **texts("", "choice1"), "choice2_value": "", **texts("Làm việc", "choice2"),
    }  # fmt: skip
    rows |= {"choice1_vi": "", "choice1_en": "", "choice1_th": ""}
    basic = {**texts("Mục đích"), "kind": "choice", "section": "chung", "name": "muc_dich", **rows}
    moved = page.post("questions/muc_dich/", **basic, do="up:2")
    assert moved.status_code == 200
    page.done("questions/muc_dich/", **basic)
    assert page.form["properties"]["muc_dich"]["enum"] == ["one", "lam_viec"]


def test_a_repeated_group_has_questions_of_its_own(page: Page) -> None:
    page.done("new-section/", **texts("Hộ"))
    page.done("sections/ho/new/", **texts("Thành viên"), kind="group")
    page.done("groups/thanh_vien/new/", **texts("Họ tên"), kind="text")
    page.done("change/", do="up:thanh_vien.ho_ten")
    assert page.form["properties"]["thanh_vien"]["items"]["x-order"] == ["ho_ten", "content"]
    assert "thanh_vien-0-ho_ten" in page.get("preview/?section=ho")


@pytest.mark.parametrize(
    ("path", "data", "said"),
    [
        ("new-section/", {"title_en": "Only English"}, "Hãy viết chữ tiếng Việt"),
        ("questions/ten_nuoc/", {"name": "Tên", "kind": "text", "section": "nuoc"}, "Mã chỉ gồm chữ thường không dấu"),
        ("questions/ten_nuoc/", {"name": "o_nuoc_ngoai", "kind": "text", "section": "nuoc"}, "đã dùng cho mục khác"),
        ("questions/ten_nuoc/", {"name": "ten_nuoc", "kind": "text", "section": "nuoc", "low": "9", "high": "2"},
         "Số nhỏ nhất phải không lớn hơn"),
        ("sections/nuoc/", {"field": "o_nuoc_ngoai", "looked": "o_nuoc_ngoai"}, "Hãy chọn ít nhất một câu trả lời"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said_on_the_page(page: Page, path: str, data: dict[str, str], said: str) -> None:
    make(page)
    before = page.form
    answer = page.post(path, **({} if "title_en" in data else texts("Tên nước")), **data)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert page.form == before


def test_choosing_another_question_shows_its_answers_first(page: Page) -> None:
    make(page)
    answer = page.post("sections/nuoc/", **texts("Nước"), field="o_nuoc_ngoai", do="look")
    assert answer.status_code == 200
    assert 'value="false"' in answer.content.decode()


def test_a_page_that_is_out_of_date_changes_nothing(page: Page) -> None:
    make(page)
    answer = page.post("change/", do="up:ten_nuoc", revision=1)
    assert answer.status_code == 409
    assert "Quách Văn Giả Danh" in answer.content.decode()


def test_the_preview_asks_what_follows_from_the_answers(page: Page) -> None:
    make(page)
    said = page.client.post(page.root + "preview/?section=noi_o&lang=en", {"o_nuoc_ngoai": "true"}).content.decode()
    assert "Tên nước en" in said
    assert '<html lang="en"' in said
    said = page.client.post(page.root + "preview/?section=noi_o&lang=vi", {"o_nuoc_ngoai": "false"}).content.decode()
    assert "Tên nước" not in said
    again = page.client.post(page.root + "preview/?section=noi_o&lang=vi", {"o_nuoc_ngoai": "?"}).content.decode()
    assert "Hãy chọn một trong các câu trả lời được nêu." in again


def test_another_agency_sees_nothing_and_others_may_not_change(page: Page) -> None:
    other = units.agency("ministry", "nation", "Bộ Công an", code="000.00.00.X01")
    stranger = people.officer(other.id, "catalogue_manager", second_factor=False)
    assert people.signed_in_officer(stranger.id).get(page.root).status_code == 404
    leader = people.officer(page.now().agency_id, "leader", second_factor=False)
    reader = people.signed_in_officer(leader.id)
    shown = reader.get(page.root).content.decode()
    assert "Thêm nhóm câu hỏi" not in shown
    assert reader.get(page.root + "new-section/").status_code == 403


def test_a_broken_form_is_not_sent_and_each_problem_leads_to_the_page_that_mends_it(page: Page) -> None:
    make(page)
    page.done("remove/o_nuoc_ngoai/")
    home = f"/desk/catalogue/drafts/{page.draft.id}/"
    assert page.client.post(f"{home}send/").status_code == 302
    assert page.now().state == "drafting"
    shown = page.client.get(f"{home}?check=1").content.decode()
    assert "Biểu mẫu điện tử, Nước: Điều kiện dựa vào câu hỏi “o_nuoc_ngoai”, nay không còn trong biểu mẫu" in shown
    mended = f"{home}form/sections/nuoc/"
    assert f'href="{mended}"' in shown
    assert page.client.get(mended).status_code == 200
    assert "Thông tin chung, lĩnh vực: Không được để trống" in shown
