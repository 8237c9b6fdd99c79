"""Certified copies: the scan as it was, the note on the last sheet."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image

from caunoi.documents import errors, forms, images, signing
from caunoi.documents.tests import samples
from caunoi.documents.tests.pdf_text import pages_of, sizes_mm, text_of

A4 = (210.0, 297.0)
NOTE = "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH"


def picture(width: int, height: int, kind: str = "JPEG") -> bytes:
    return samples.image(kind, (width, height))


def test_the_note_says_number_book_day_and_signer() -> None:
    text = text_of(forms.certified_copy(picture(1000, 640), samples.certification(requester_name="Nguyễn Thị Mẫu")))
    for expected in (
        NOTE, "Số chứng thực: 0153", "Quyển số: SCT/BS", "23/09/2026 (ngày hai mươi ba, tháng chín, năm hai nghìn",
        "Bằng tốt nghiệp", "Lê Thị Lãnh Đạo", "Nguyễn Thị Mẫu", samples.AGENCY,
    ):  # fmt: skip
        assert expected in text


def test_a_small_paper_shares_the_sheet_with_the_note() -> None:
    assert sizes_mm(forms.certified_copy(picture(1000, 640, "PNG"), samples.certification())) == [A4]


def test_a_whole_page_keeps_its_size_and_the_note_gets_its_own_sheet() -> None:
    scan = images.as_pdf([picture(1654, 2339), picture(1654, 2339)])
    copy = forms.certified_copy(scan, samples.certification())
    assert sizes_mm(copy) == [A4] * 3
    assert text_of(copy).count("Bản sao chứng thực số 0153") == 3
    assert NOTE in text_of(copy).split("quyển số SCT/BS")[2]


@pytest.mark.parametrize("quarter_turns", [0, 90, 180, 270])
def test_a_page_that_is_turned_is_laid_in_as_it_is_shown(quarter_turns: int) -> None:
    scan = pikepdf.open(io.BytesIO(images.as_pdf([picture(1654, 2339)])))
    scan.pages[0].Rotate = quarter_turns
    turned = io.BytesIO()
    scan.save(turned)
    (sheet, *_more) = pages_of(forms.certified_copy(turned.getvalue(), samples.certification()))
    (form,) = [x for x in (sheet["/Resources"]["/XObject"].values()) if x.get_object()["/Subtype"] == "/Form"]
    assert form.get_object() is not None


def test_forms_of_other_sizes_become_a4() -> None:
    a5 = forms.receipt_slip(samples.receipt())
    copy = forms.certified_copy(a5, samples.certification())
    assert set(sizes_mm(copy)) == {A4}


def test_nothing_that_runs_comes_along() -> None:
    scan = pikepdf.open(io.BytesIO(images.as_pdf([picture(800, 600)])))
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    scan.Root.OpenAction = action
    scan.pages[0].obj.AA = pikepdf.Dictionary(O=action)
    hostile = io.BytesIO()
    scan.save(hostile)
    with pikepdf.open(io.BytesIO(forms.certified_copy(hostile.getvalue(), samples.certification()))) as copy:
        assert "/OpenAction" not in copy.Root
        assert all("/AA" not in page for page in copy.pages)


def test_it_signs_and_verifies() -> None:
    copy = forms.certified_copy(picture(1000, 640), samples.certification())
    signed = signing.sign(
        copy, signer_name="Lê Thị Lãnh Đạo", reason="Chứng thực", agency_name=samples.AGENCY, now=samples.NOW
    )
    assert signing.verify(signed).status == "valid"


@pytest.mark.parametrize("scan", [b"", b"%PDF-1.7 broken", b"MZ"])
def test_what_cannot_be_opened_is_refused(scan: bytes) -> None:
    with pytest.raises(errors.DamagedFile):
        forms.certified_copy(scan, samples.certification())


def test_the_picture_is_not_recoded() -> None:
    jpeg = picture(900, 600)
    with pikepdf.open(io.BytesIO(images.as_pdf([jpeg]))) as pdf:
        drawn = pdf.pages[0].Resources.XObject.Im0
        assert drawn.read_raw_bytes() == images.cleaned(jpeg, "image/jpeg")
        assert Image.open(io.BytesIO(drawn.read_raw_bytes())).size == (900, 600)
