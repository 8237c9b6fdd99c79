"""The annex of a plan as a workbook: every problem by row and column, and drafts of what is in order."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from openpyxl import Workbook, load_workbook

from caunoi.core.errors import Problem
from caunoi.tasks import importing
from caunoi.tasks.importing import COLUMNS, Agency, Checked, Directory, Officer

HEAD = [column.heading for column in COLUMNS]
WARD, OTHER, TWIN = (
    Agency(uuid4(), "000.10.A0.H26", "Ủy ban nhân dân phường Cửa Nam", "Thành phố Hà Nội"),
    Agency(uuid4(), "000.11.A0.H26", "Ủy ban nhân dân xã Tân Lập", "Thành phố Hà Nội"),
    Agency(uuid4(), "000.12.A0.H14", "Ủy ban nhân dân xã Tân Lập", "Tỉnh Cao Bằng"),
)
PERSON = uuid4()
DIRECTORY = Directory([WARD, OTHER, TWIN], {WARD.id: [Officer(PERSON, "chuyenvien.mau", "Trần Văn Ví Dụ")]})
DUE = date(2026, 12, 31)


def _row(number: int, title: str = "", **other: Any) -> list[Any]:
    values = {
        "number": number, "part": "Chính quyền số", "title": title or f"Việc mẫu số {number}",
        "lead_agency_id": WARD.code, "person_id": "tran van vi du", "responsibility": "Chịu trách nhiệm về kết quả",
        "result": "Báo cáo", "authority": "Huy động cán bộ của phường", "due_on": DUE, **other,
    }  # fmt: skip
    return [values.get(column.key) for column in COLUMNS]


def _book(rows: list[list[Any]], merged: str = "", above: int = 0, head: list[str] | None = None) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number in range(above):
        sheet.append([f"Phụ lục {number}"])
    for row in [head or HEAD, *rows]:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _checked(*rows: list[Any]) -> Checked:
    table = importing.read(_book(list(rows)))
    found = importing.check(table.rows, DIRECTORY)
    return Checked(found.drafts, [*table.problems, *found.problems])


def _places(problems: list[Problem]) -> set[tuple[int | None, str]]:
    return {(one.line, one.column) for one in problems}


def test_a_sheet_in_order_becomes_drafts() -> None:
    found = _checked(_row(1), _row(2, parent_row=1, following="; UBND phường Cửa Nam"))
    assert found.problems == []
    first, second = found.drafts
    assert (first.lead_agency_id, first.person_id, first.due_on, first.row) == (WARD.id, PERSON, DUE, 2)
    assert (second.parent_row, second.following) == (2, (WARD.id,))


def test_agencies_are_found_by_code_in_both_notations_by_name_and_by_name_with_province() -> None:
    for text, meant in (
        ("H26.A0.10.000", WARD), ("ubnd phuong cua nam", WARD), ("Ủy ban nhân dân xã Tân Lập, Tỉnh Cao Bằng", TWIN),
    ):  # fmt: skip
        assert DIRECTORY.agencies(text) == [meant]
    assert len(DIRECTORY.agencies("Ủy ban nhân dân xã Tân Lập")) == 2


def test_every_problem_is_named_with_its_row_and_column() -> None:
    found = _checked(
        _row(1, due_on="31/12/2026"),
        _row(2, lead_agency_id="Sở Không Có"),
        _row(3, lead_agency_id=OTHER.name),
        _row(4, person_id="Người Lạ", authority=None),
        _row(5, title="Việc mẫu số 1"),
        _row(6, parent_row=77),
        _row(6, title="=A1"),
    )
    assert _places(found.problems) == {
        (2, "Hạn hoàn thành"), (3, "Cơ quan chủ trì"), (4, "Cơ quan chủ trì"), (5, "Người chịu trách nhiệm"),
        (5, "Thẩm quyền"), (6, "Nhiệm vụ"), (7, "Thuộc nhiệm vụ"), (8, "STT"), (8, "Nhiệm vụ"),
    }  # fmt: skip
    said = "\n".join(map(str, found.problems))
    assert "31/12/2026” là chữ, không phải ngày" in said
    assert OTHER.code in said
    assert TWIN.code in said


def test_all_that_lacks_in_a_row_is_said_at_once() -> None:
    empty: dict[str, Any] = dict.fromkeys(("responsibility", "result", "authority", "due_on", "person_id"))
    found = _checked(_row(1, **empty))
    assert {one.column for one in found.problems} == {
        "Người chịu trách nhiệm", "Trách nhiệm", "Kết quả phải đạt", "Thẩm quyền", "Hạn hoàn thành",
    }  # fmt: skip


def test_a_cycle_of_parents_is_told_once_and_what_hangs_on_it_is_not_blamed() -> None:
    found = _checked(_row(1, parent_row=2), _row(2, parent_row=3), _row(3, parent_row=1), _row(4, parent_row=1))
    (only,) = found.problems
    assert (only.line, only.column) == (2, "Thuộc nhiệm vụ")
    assert "2, 3, 4" in str(only)
    assert [draft.parent_row for draft in found.drafts] == [None, None, None, 2]


def test_a_merged_header_is_named_with_its_cells_and_a_title_above_does_no_harm() -> None:
    table = importing.read(_book([_row(1)], merged="B3:C3", above=2))
    assert any(one.line == 3 and "B3:C3" in str(one) for one in table.problems)
    assert any("Thiếu cột “Nhiệm vụ”" in str(one) for one in table.problems)
    assert importing.read(_book([_row(1)], merged="A1:F1", above=2)).problems == []


def test_headings_that_are_unknown_twice_or_lacking_are_named() -> None:
    head = ["STT", "STT", "Ghi chú lạ", *HEAD[2:]]
    said = "\n".join(map(str, importing.read(_book([], head=head)).problems))
    assert "Cột “STT” có hai lần" in said
    assert "Không có cột “Ghi chú lạ”" in said
    assert "không có nhiệm vụ nào" in said


def test_a_file_that_is_no_workbook_is_said_to_be_none() -> None:
    for content in (b"", b"PK\x03\x04broken", b"%PDF-1.7"):
        (only,) = importing.read(content).problems
        assert "không phải bảng tính XLSX" in str(only)


def test_the_empty_sheet_can_be_filled_in_and_read_back() -> None:
    kept = BytesIO()
    importing.write_template(kept)
    book = load_workbook(BytesIO(kept.getvalue()))
    book.worksheets[0].append(_row(1))
    again = BytesIO()
    book.save(again)
    table = importing.read(again.getvalue())
    assert table.problems == []
    assert importing.check(table.rows, DIRECTORY).problems == []


def test_ten_thousand_rows_are_read_and_each_wrong_one_is_named() -> None:
    rows = [_row(number, due_on="mai" if number % 1000 == 0 else DUE) for number in range(1, 10_001)]
    found = _checked(*rows)
    assert len(found.drafts) == 10_000
    assert [one.line for one in found.problems] == [number * 1000 + 1 for number in range(1, 11)]


def test_an_officer_is_found_by_user_name_or_by_name_within_the_agency_only() -> None:
    stranger: UUID = OTHER.id
    assert [one.id for one in DIRECTORY.officers(WARD.id, "CHUYENVIEN.MAU")] == [PERSON]
    assert DIRECTORY.officers(stranger, "Trần Văn Ví Dụ") == []
