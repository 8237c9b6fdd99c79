"""Printed forms: sizes, texts, and data that tries to be markup."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.documents import forms
from caunoi.documents.forms import words
from caunoi.documents.tests import samples
from caunoi.documents.tests.pdf_text import pages_of, sizes_mm, text_of

A4, A5 = (210.0, 297.0), (148.0, 210.0)
ALL: list[tuple[Callable[[Any], bytes], Any, tuple[float, float]]] = [
    (forms.receipt_slip, samples.receipt(), A5),
    (forms.refusal_slip, samples.refusal(), A5),
    (forms.control_slip, samples.control(), A5),
    (forms.birth_certificate, samples.certificate(), A4),
]


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
        assert expected in text
    assert "\ufffd" not in text


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


def test_months_one_and_two_get_a_zero() -> None:
    assert words.long_date(date(2026, 2, 3)) == "ngày 03 tháng 02 năm 2026"
