"""Which passwords an officer may choose."""

from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import override

from caunoi.people import testing as people
from caunoi.people.demo_people import PASSWORD
from caunoi.units.testing import agency

NEW = {"oldpassword": PASSWORD}


@pytest.mark.parametrize(
    "chosen",
    [
        "Cầu Nối mùa xuân 7",
        "UBND-Phường-Mẫu",
        "uy.ban.nhan.dan",
        "toi yeu Viet_Nam",
        "mật-khẩu-của-tôi",
        "Zz-qwerty-Zz",
    ],
)
def test_what_is_tried_first_is_refused_however_it_is_written(chosen: str) -> None:
    with override("vi"), pytest.raises(ValidationError, match="kẻ dò mật khẩu thử trước"):
        validate_password(chosen)


@pytest.mark.parametrize("chosen", ["ngắn quá", "123987456012", "passwordpassword"])
def test_short_common_and_mere_digits_are_refused(chosen: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(chosen)


@pytest.mark.parametrize("chosen", ["chim sẻ hót trên mái tôn", "con-mèo-ngủ-trưa-9", "x" * 3 + "ก" * 61])
def test_a_sentence_of_ones_own_is_taken_whatever_its_letters_and_length(chosen: str) -> None:
    validate_password(chosen)


@pytest.mark.django_db
def test_the_page_says_why_and_then_changes_it() -> None:
    ward = agency("peoples_committee", "commune", "Ủy ban nhân dân phường Mẫu", code="000.00.01.H26")
    person = people.officer(ward.id, "specialist")
    client = people.signed_in_officer(person.id)
    for chosen, why in (("Cầu Nối mùa xuân 7", "kẻ dò mật khẩu"), (f"{person.username}, năm 2026", "họ tên của bạn")):
        answer = client.post("/accounts/password/", {**NEW, "password1": chosen, "password2": chosen})
        assert why in answer.content.decode()
    chosen = "chim sẻ hót trên mái tôn"
    assert client.post("/accounts/password/", {**NEW, "password1": chosen, "password2": chosen}).status_code == 302
