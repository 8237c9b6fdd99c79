"""A decision table written in the browser: the grid, its buttons, its mistakes, a try, a file."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caunoi.core.decisions import GridColumn, evaluate, read_grid, read_table
from caunoi.desk.tables import cells
from caunoi.desk.tests.conftest import NOW
from caunoi.people import testing as people
from caunoi.procedures import operations, queries
from caunoi.procedures.tests import office as offices
from caunoi.procedures.tests.office import Office as CatalogueOffice
from caunoi.ui.testing import axe, chromium, follow, open_page, overflow

WORD, NUMBER = GridColumn("place", "string"), GridColumn("pages", "number")


@pytest.mark.parametrize(
    ("column", "typed", "cell"),
    [
        (WORD, "", "-"),
        (WORD, "ward, Commune", '"ward", "commune"'),
        (WORD, "Xã", '"commune"'),
        (WORD, "not(ward)", 'not("ward")'),
        (WORD, '"a", "b"', '"a", "b"'),
        (NUMBER, "≤ 3, > 7", "<= 3, > 7"),
        (NUMBER, "1..5", "[1..5]"),
        (NUMBER, "(1..5]", "(1..5]"),
    ],
)
def test_a_condition_is_typed_as_people_write_it(column: GridColumn, typed: str, cell: str) -> None:
    words = {"xã": "commune", "commune": "commune"}
    assert cells.typed_test(typed, column, words) == cell
    assert cells.typed_test(cells.shown_test(cell, column), column, words) == cell


def test_an_amount_may_have_its_thousands_apart_and_a_condition_may_not() -> None:
    amount = GridColumn("amount", "number")
    for typed in ("8000", "8.000", "8 000", "8,000", "8.000 đ"):
        assert cells.typed_value(typed, amount, money=True) == "8000"
    assert cells.typed_value("1.5", amount, money=True) == "1.5"
    assert cells.looks_grouped("> 1.000")
    assert not cells.looks_grouped("> 1000, 1.5")


@pytest.fixture
def ministry(db: None) -> CatalogueOffice:
    return offices.ministry()


@pytest.fixture
def manager(ministry: CatalogueOffice) -> Client:
    return people.signed_in_officer(ministry.manager.person_id)


def drafted(ministry: CatalogueOffice) -> tuple[UUID, str]:
    """A draft whose first case has one fee by a table, with no table yet; the address of the table."""
    draft = operations.start_draft(
        kind="new", code=offices.NEW, name={"vi": "Thử", "en": "Try", "th": "ลอง"}, actor=ministry.manager, now=NOW
    )
    texts = {"vi": "Lệ phí", "en": "Fee", "th": "ค่า"}
    asked = {
        "place": {
            "type": "string", "enum": ["ward", "commune"], "x-title-i18n": {"vi": "Nơi nộp", "en": "Place"},
            "x-enum-i18n": {"ward": {"vi": "phường"}, "commune": {"vi": "xã"}},
        },
        "pages": {"type": "integer", "minimum": 1, "x-title-i18n": {"vi": "Số trang"}},
        "poor": {"type": "boolean", "x-title-i18n": {"vi": "Hộ nghèo"}},
    }  # fmt: skip
    fee = {"id": "fee", "kind": "table", "name": texts}
    case = {"id": "normal", "name": texts, "limits": {"direct": {"value": "1", "unit": "working_days"}},
            "fees": {"direct": [fee]}}  # fmt: skip
    body = {**draft.body, "cases": [case], "form": {"type": "object", "properties": asked, "x-sections": []}}
    operations.save_draft(draft_id=draft.id, body=body, revision=draft.revision, actor=ministry.manager, now=NOW)
    return draft.id, f"/desk/catalogue/drafts/{draft.id}/parts/cases/0/fees/0/table/"


def boxes(html: str) -> dict[str, str]:
    """Everything that a browser would send of the page's form, without buttons and files."""
    form = re.search(r'<form method="post" novalidate.*?</form>', html, re.DOTALL)
    assert form
    found = {}
    for tag in re.findall(r"<input[^>]*>", form[0]):
        said = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if "name" in said and said.get("type") != "file":
            found[said["name"]] = unescape(said.get("value", ""))
    for name, options in re.findall(r'<select[^>]*? name="([^"]*)".*?>(.*?)</select>', form[0], re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        found[name] = unescape(chosen[1]) if chosen else ""
    return found


class Editor:
    """The page as somebody without a script uses it."""

    def __init__(self, client: Client, path: str) -> None:
        self.client, self.path = client, path
        self.html = self.client.get(path).content.decode()

    def press(self, act: str, **more: Any) -> Any:
        """Send the page with a button; `_` in names stands for a dot."""
        typed = {key.replace("_", ".") if key[0] in "cio" else key: value for key, value in more.items()}
        answer = self.client.post(self.path, {**boxes(self.html), "act": act, **typed})
        if answer.get("Content-Type", "").startswith("text/html") and answer.status_code != 302:
            self.html = answer.content.decode()
        return answer


@pytest.fixture
def draft(ministry: CatalogueOffice) -> tuple[UUID, str]:
    return drafted(ministry)


def saved(ministry: CatalogueOffice, draft_id: UUID) -> str:
    view = queries.draft(draft_id, actor=ministry.manager, now=NOW)
    return str(view.body["cases"][0]["fees"]["direct"][0]["table"])


def filled(editor: Editor) -> None:
    """By place: 8.000 at a ward, 5.000 at a commune."""
    editor.press("in:add", new_input="place")
    editor.press("row:add", c0_0="phường", c0_1="8.000")
    editor.press("check", c1_0="commune", c1_1="5.000")


def test_a_table_is_written_checked_and_saved_without_a_script(
    manager: Client, ministry: CatalogueOffice, draft: tuple[UUID, str]
) -> None:
    editor = Editor(manager, draft[1])
    filled(editor)
    assert "không dòng nào chồng nhau" in editor.html
    answer = editor.press("save")
    assert answer.status_code == 302
    table = read_table(saved(ministry, draft[0]))
    assert evaluate(table, {"place": "ward"}) == {"amount": 8000}
    assert evaluate(table, {"place": "commune"}) == {"amount": 5000}
    assert table.inputs[0].label == "Nơi nộp"
    assert not any("table" in p.field for p in queries.draft(draft[0], actor=ministry.manager, now=NOW).problems)
    again = boxes(Editor(manager, draft[1]).html)
    assert (again["c0.0"], again["c0.1"], again["in0.allowed"]) == ("ward", "8.000", "ward, commune")


def test_each_mistake_stands_beside_its_cell_or_row(manager: Client, draft: tuple[UUID, str]) -> None:
    editor = Editor(manager, draft[1])
    editor.press("in:add", new_input="pages")
    editor.press("row:add", c0_0="< 1.000", c0_1="-5")
    editor.press("check", c1_0="ba trang", c1_1="")
    for name in ("c0.0", "c0.1", "c1.0", "c1.1"):
        assert f'id="{name}-error"' in editor.html, name
        assert f'href="#{name}"' in editor.html, name
    editor.press("check", c0_0="<= 3", c0_1="1000", c1_0=">= 3", c1_1="2000")
    assert "Dòng 1 và dòng 2 cùng đúng" in editor.html
    assert 'href="#row-1"' in editor.html
    editor.press("check", c1_0="> 4")
    assert "Không có dòng nào cho trường hợp: Số trang = 3.5" in editor.html


def test_rows_and_columns_move_with_their_cells(manager: Client, draft: tuple[UUID, str]) -> None:
    editor = Editor(manager, draft[1])
    filled(editor)
    editor.press("in:add", new_input="poor")
    editor.press("check", c0_1="true")
    editor.press("in:up:1")
    now = boxes(editor.html)
    assert (now["in0.name"], now["in1.name"], now["c0.0"], now["c0.1"]) == ("poor", "place", "true", "ward")
    editor.press("row:down:0")
    assert boxes(editor.html)["c1.1"] == "ward"
    assert re.search(r'value="row:up:1" autofocus', editor.html), "the hand stays on the row at the table's end"
    editor.press("row:drop:0")
    editor.press("in:drop:0")
    now = boxes(editor.html)
    assert (now["rows"], now["inputs"], now["c0.0"], now["c0.1"]) == ("1", "1", "ward", "8.000")
    editor.press("out:drop:0")
    assert boxes(editor.html)["outputs"] == "1", "the amount stays"
    editor.press("in:up:0")
    assert boxes(editor.html)["in0.name"] == "place", "what cannot be moved stays"


def test_a_try_names_the_row_and_the_fee(manager: Client, draft: tuple[UUID, str]) -> None:
    editor = Editor(manager, draft[1])
    filled(editor)
    editor.press("try", t0="commune")
    assert "Dòng 2 đúng." in editor.html
    assert "5.000 đồng" in editor.html
    editor.press("try", t0="")
    assert "Không dòng nào đúng" in editor.html


def test_a_table_goes_out_and_comes_in_as_a_file(
    manager: Client, ministry: CatalogueOffice, draft: tuple[UUID, str]
) -> None:
    editor = Editor(manager, draft[1])
    filled(editor)
    answer = editor.press("export")
    assert answer["Content-Disposition"] == 'attachment; filename="fee.dmn"'
    text = answer.content.decode()
    assert len(read_grid(text).rows) == 2
    other = Editor(manager, draft[1])
    wrong = other.press("import", file=SimpleUploadedFile("x.dmn", b"<x/>"))
    assert wrong.status_code == 422
    assert "không phải bảng quyết định" in other.html
    assert other.press("import").status_code == 422
    other.press("import", file=SimpleUploadedFile("x.dmn", text.encode()))
    assert boxes(other.html)["c1.0"] == "commune"
    assert "table" not in queries.draft(draft[0], actor=ministry.manager, now=NOW).body["cases"][0]["fees"]["direct"][0]
    assert other.press("save").status_code == 302
    assert saved(ministry, draft[0]) == text


def test_a_stale_page_is_shown_again_with_what_was_typed(
    manager: Client, ministry: CatalogueOffice, draft: tuple[UUID, str]
) -> None:
    editor = Editor(manager, draft[1])
    filled(editor)
    view = queries.draft(draft[0], actor=ministry.manager, now=NOW)
    operations.save_draft(
        draft_id=view.id, body={**view.body, "unsure": True}, revision=view.revision, actor=ministry.manager, now=NOW
    )
    assert editor.press("save").status_code == 409
    assert boxes(editor.html)["c1.1"] == "5.000"
    assert editor.press("save").status_code == 302


def test_a_fee_of_another_kind_has_no_table(manager: Client, draft: tuple[UUID, str]) -> None:
    path = draft[1].removesuffix("table/")
    assert manager.get(path).content.decode().count(draft[1]) == 1
    manager.post(path, {"kind": "fixed"})
    assert manager.get(draft[1]).status_code == 404


def test_nobody_else_writes_it(ministry: CatalogueOffice, draft: tuple[UUID, str]) -> None:
    assert Client().get(draft[1]).status_code == 302


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_it_reads_well_on_a_phone_and_works_by_keyboard(live_server: Any) -> None:
    ministry = offices.ministry()
    client = people.signed_in_officer(ministry.manager.person_id)
    _id, path = drafted(ministry)
    editor = Editor(client, path)
    filled(editor)
    editor.press("row:add", c0_1="tám nghìn")
    editor.press("save")
    root = live_server.url
    cookies = [{"name": name, "value": found.value, "url": root} for name, found in client.cookies.items()]
    with chromium() as browser:
        for width, language in ((390, "th"), (1280, "en"), (390, "vi")):
            page = open_page(browser, root + path, width=width, language=language, cookies=cookies)
            assert axe(page) == []
            assert overflow(page) == 0
        follow(page.locator("#row-add"), key="Enter")
        assert page.evaluate("document.activeElement.id") == "c3.0", "one goes on in the new row"
        follow(page.locator("#row-2 button").first, key="Enter")
        assert page.locator("#c1\\.1").input_value() == ""
