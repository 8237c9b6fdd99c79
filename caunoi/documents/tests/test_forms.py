"""Printed forms: sizes, texts, and data that tries to be markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import Phase, example, given
from hypothesis import settings as runs
from hypothesis import strategies as st

from caunoi.documents import forms
from caunoi.documents.forms import words
from caunoi.documents.tests import samples
from caunoi.documents.tests.pdf_text import pages_of, sizes_mm, text_of
from caunoi.documents.tests.pictures import ink_outside, pictures_of, read_qr

A4, A5 = (210.0, 297.0), (148.0, 210.0)
QR_FORMS: list[tuple[Callable[[Any], bytes], Any, tuple[float, float]]] = [
    (forms.receipt_slip, samples.receipt(), A5),
    (forms.refusal_slip, samples.refusal(), A5),
    (forms.supplement_slip, samples.supplement(), A5),
    (forms.apology_slip, samples.apology(), A5),
    (forms.stop_slip, samples.stop(), A5),
    (forms.control_slip, samples.control(), A5),
    (forms.birth_certificate, samples.certificate(), A4),
    (forms.result_sheet, samples.result(), A4),
]
REGISTER: tuple[Callable[[Any], bytes], Any, tuple[float, float]] = (
    forms.register_sheet, samples.register(), (297.0, 210.0),
)  # fmt: skip
ALL = [*QR_FORMS, REGISTER]


@pytest.mark.parametrize(("make", "data", "size"), ALL)
def test_every_form_is_one_page_of_its_legal_size(
    make: Callable[[Any], bytes], data: Any, size: tuple[float, float]
) -> None:
    assert sizes_mm(make(data)) == [size]


@pytest.mark.parametrize(("make", "data", "size"), ALL)
def test_the_same_data_gives_the_same_bytes(make: Callable[[Any], bytes], data: Any, size: Any) -> None:
    assert make(data) == make(data)


@pytest.mark.parametrize(("make", "data", "size"), ALL)
def test_every_form_carries_the_motto_the_agency_and_the_code(
    make: Callable[[Any], bytes], data: Any, size: Any
) -> None:
    text = text_of(make(data))
    for expected in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", samples.CODE):
        assert expected in text.replace("\u200b", "")
    assert "\ufffd" not in text


@pytest.mark.parametrize(("make", "data", "size"), QR_FORMS)
def test_a_reader_reads_the_address_from_the_qr_code(make: Callable[[Any], bytes], data: Any, size: Any) -> None:
    *_others, last = pictures_of(make, data)
    assert read_qr(last) == data.tracking_url


def test_the_receipt_says_who_what_and_when() -> None:
    text = text_of(forms.receipt_slip(samples.receipt()))
    for expected in (
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Mẫu số 01",
        "Nguyễn Thị Mẫu",
        "Trực tuyến",
        "Giấy chứng sinh",
        "10 giờ 05 phút, ngày 22 tháng 9 năm 2026",
        "17 giờ 00 phút, ngày 23 tháng 9 năm 2026",
        "Trung tâm Phục vụ hành chính công phường Cửa Nam",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Trần Thị Ví Dụ",
    ):
        assert expected in text


def test_a_long_receipt_goes_on_a_second_page_with_the_code_on_each() -> None:
    lines = tuple(forms.ComponentLine(name=f"Giấy tờ số {i} có tên rất dài " * 3, originals=1) for i in range(30))
    pdf = forms.receipt_slip(samples.receipt(components=lines))
    count = len(pages_of(pdf))
    assert count > 1
    assert sizes_mm(pdf) == [A5] * count
    assert text_of(pdf).count(f"Mã hồ sơ: {samples.CODE}") >= count
    assert f"Trang {count}/{count}" in text_of(pdf)


def test_the_refusal_gives_every_reason() -> None:
    text = text_of(forms.refusal_slip(samples.refusal()))
    assert "Giấy chứng sinh không đọc được." in text
    assert "Trẻ đã được đăng ký khai sinh tại nơi khác." in text


def test_the_control_slip_says_who_had_it_and_whether_in_time() -> None:
    text = text_of(forms.control_slip(samples.control()))
    for expected in ("Tiếp nhận", "Trần Thị Ví Dụ", "Đúng hạn", "10:05, 22/09/2026", "đang xử lý"):
        assert expected in text


def test_the_certificate_writes_the_birth_in_figures_and_words() -> None:
    text = text_of(forms.birth_certificate(samples.certificate()))
    for expected in ("GIẤY KHAI SINH", "NGUYỄN MINH MẪU", "05/04/2026", "Ngày năm, tháng tư, năm hai nghìn"):
        assert expected in text


def test_only_a_specimen_is_marked_as_one() -> None:
    assert "MẪU THỬ" in text_of(forms.birth_certificate(samples.certificate()))
    assert "MẪU THỬ" not in text_of(forms.birth_certificate(samples.certificate(specimen=False)))


def test_an_absent_parent_is_said_to_be_absent() -> None:
    assert "Không ghi" in text_of(forms.birth_certificate(samples.certificate(father=None)))


def test_long_names_keep_the_certificate_on_one_page() -> None:
    child = forms.Child(
        full_name="Công Tằng Tôn Nữ " * 4, gender="Nữ", born_on=date(2026, 4, 5), birthplace="Bệnh viện rất xa " * 8
    )
    assert len(pages_of(forms.birth_certificate(samples.certificate(child=child)))) == 1


@pytest.mark.parametrize(
    "hostile",
    [
        '#panic("x")',
        '#read("/etc/passwd")',
        '"); #import "x.typ',
        "\\ * _ ` $x^2$ @ref <label> = h",
        "#{while true {}}",
        "// comment /* */",
        "~ -- --- ...",
    ],
)
def test_what_a_person_types_is_printed_and_never_run(hostile: str) -> None:
    text = text_of(forms.receipt_slip(samples.receipt(applicant_name=hostile)))
    assert hostile in text


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 9, 12), "Ngày mười hai, tháng chín, năm hai nghìn không trăm hai mươi sáu"),
        (date(2025, 4, 21), "Ngày hai mươi mốt, tháng tư, năm hai nghìn không trăm hai mươi lăm"),
        (date(1905, 10, 15), "Ngày mười lăm, tháng mười, năm một nghìn chín trăm linh năm"),
        (date(2000, 12, 31), "Ngày ba mươi mốt, tháng mười hai, năm hai nghìn"),
        (date(1999, 1, 4), "Ngày bốn, tháng một, năm một nghìn chín trăm chín mươi chín"),
    ],
)
def test_dates_in_words(day: date, expected: str) -> None:
    assert words.date_words(day) == expected


@given(st.integers(0, 9999))
def test_no_two_numbers_have_the_same_words(number: int) -> None:
    assert words.number_words(number) != words.number_words((number + 1) % 10000)


LONG = st.lists(
    st.sampled_from(["Nguyễn", "Công Tằng Tôn Nữ", "ỷ", "x" * 90, "đường-số-1/2/3/4/5/6/7/8/9/10/11/12", "W" * 30]),
    min_size=1,
    max_size=6,
).map(" ".join)


def lengthened(data: Any, text: str) -> Any:
    """The same data with `text` in place of whatever a person types or an agency is called."""
    keep = {"dossier_code", "tracking_url", "number", "signer_block", "signer_title", "born_text"}
    if is_dataclass(data) and not isinstance(data, type):
        found = {f.name: getattr(data, f.name) for f in fields(data)}
        return replace(data, **{n: v if n in keep else lengthened(v, text) for n, v in found.items()})
    if isinstance(data, tuple):
        return tuple(lengthened(inner, text) for inner in data)
    return text if isinstance(data, str) else data


@pytest.mark.parametrize(("make", "data", "size"), ALL)
@given(text=LONG)
@example(text="Ủy ban nhân dân phường có tên rất dài " * 3)
@runs(max_examples=3, deadline=None, phases=(Phase.explicit, Phase.generate))
def test_however_long_the_texts_are_nothing_runs_over_the_edge(
    make: Callable[[Any], bytes], data: Any, size: Any, text: str
) -> None:
    for picture in pictures_of(make, lengthened(data, text)):
        assert not ink_outside(picture, 10.5 if size == A4 else 5)


def test_a_long_record_goes_on_and_is_signed_on_its_last_page_only() -> None:
    rows = tuple((f"Mục {i}", "Nội dung của mục này " * 4) for i in range(60))
    data = samples.result(sections=(("Nội dung", rows),))
    pages = pictures_of(forms.result_sheet, data)
    assert len(pages) > 2
    assert read_qr(pages[-1]) == data.tracking_url
    assert read_qr(pages[0].resize((300, 424))) is None
    text = text_of(forms.result_sheet(data))
    assert "Mục 59" in text
    assert f"Trang {len(pages)}/{len(pages)}" in text


def test_the_supplement_lists_every_item_and_its_last_day() -> None:
    text = text_of(forms.supplement_slip(samples.supplement()))
    for expected in ("Giấy chứng sinh", "Ngày sinh của mẹ", "ngày 02 tháng 10 năm 2026", "Mẫu số 02"):
        assert expected in text


def test_the_apology_names_both_days() -> None:
    text = text_of(forms.apology_slip(samples.apology(officer_title="Phó Chủ tịch")))
    for expected in ("xin lỗi", "ngày 22 tháng 9", "ngày 28 tháng 9 năm 2026", "Phải xác minh", "PHÓ CHỦ TỊCH"):
        assert expected in text


def test_the_notice_of_stopping_says_since_when_and_why() -> None:
    text = text_of(forms.stop_slip(samples.stop()))
    for expected in ("THÔNG BÁO DỪNG", "10 giờ 05 phút, ngày 22 tháng 9 năm 2026", "Đang có tranh chấp."):
        assert expected in text


def test_the_register_repeats_its_heading_and_counts_its_lines() -> None:
    lines = tuple(samples.register_line(applicant_name=f"Người thứ {i}") for i in range(120))
    pdf = forms.register_sheet(samples.register(lines=lines))
    count, text = len(pages_of(pdf)), text_of(pdf)
    assert text.count("Mã hồ sơ") == count > 2
    assert "Tổng số: 120 hồ sơ" in text
    assert all(f"Người thứ {i} " in text for i in range(120))


def test_the_record_prints_what_was_decided_and_leaves_out_what_is_empty() -> None:
    text = text_of(forms.result_sheet(samples.result()))
    for expected in ("Hộ kinh doanh Mẫu", "Chấp thuận đăng ký.", "Cấp cho: Nguyễn Thị Mẫu", "CHỦ TỊCH", "12/QĐ-UBND"):
        assert expected in text
    assert "Điện thoại" not in text


@pytest.mark.parametrize(
    ("agency", "words"),
    [("Ủy ban nhân dân xã Ví Dụ", "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH"), ("Công an xã Ví Dụ", "THỦ TRƯỞNG CƠ QUAN")],
)
def test_a_committee_signs_through_its_chair_and_any_other_agency_through_its_head(agency: str, words: str) -> None:
    text = text_of(forms.result_sheet(samples.result(agency_name=agency)))
    assert words in text
    assert ("TM. ỦY BAN" in text) == agency.startswith("Ủy ban")


def test_months_one_and_two_get_a_zero() -> None:
    assert words.long_date(date(2026, 2, 3)) == "ngày 03 tháng 02 năm 2026"
