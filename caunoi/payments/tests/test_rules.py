"""VietQR and the waits between questions."""

from __future__ import annotations

import pytest

from caunoi.payments.rules import vietqr
from caunoi.payments.rules.vietqr import BadTransfer
from caunoi.payments.rules.waiting import next_wait

PUBLISHED = (
    "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN62340107NPS6869"
    "0819thanh toan don hang63042E2E"
)
"""The example that NAPAS publishes with its format: 180,000 đồng to an account at the bank 970403."""


class TestVietQr:
    def test_the_published_example_reads_as_published(self) -> None:
        said = vietqr.parse(PUBLISHED)
        assert (said.bank_bin, said.account, said.amount) == ("970403", "0011012345678", 180_000)
        assert said.purpose == "thanh toan don hang"

    def test_the_checksum_is_the_one_of_the_standard(self) -> None:
        assert vietqr.crc("123456789") == 0x29B1

    def test_what_is_written_is_read_again(self) -> None:
        text = vietqr.payload("970415", "113366668888", 120_000, "CN2345ABCDEF")
        assert vietqr.parse(text) == vietqr.Transfer("970415", "113366668888", 120_000, "CN2345ABCDEF")

    def test_words_lose_their_diacritics(self) -> None:
        text = vietqr.payload("970415", "1", 1, "Lệ phí: hồ sơ số 12")
        assert vietqr.parse(text).purpose == "Le phi ho so so 12"

    @pytest.mark.parametrize("at", range(0, len(PUBLISHED), 7))
    def test_any_changed_letter_is_noticed(self, at: int) -> None:
        with pytest.raises(BadTransfer):
            vietqr.parse(PUBLISHED[:at] + ("0" if PUBLISHED[at] != "0" else "1") + PUBLISHED[at + 1 :])

    @pytest.mark.parametrize(
        ("bank", "account", "amount", "purpose"),
        [("97041", "1", 1, "a"), ("970415", "1 2", 1, "a"), ("970415", "1", 0, "a"), ("970415", "1", 1, "…"),
         ("970415", "1", 1, "a" * 26), ("970415", "1" * 20, 1, "a")],
    )  # fmt: skip
    def test_what_no_bank_takes_is_not_written(self, bank: str, account: str, amount: int, purpose: str) -> None:
        with pytest.raises(BadTransfer):
            vietqr.payload(bank, account, amount, purpose)


def test_questions_come_less_and_less_often_up_to_an_hour() -> None:
    assert [int(next_wait(n).total_seconds()) for n in (0, 1, 2, 3, 7, 8, 50)] == [15, 30, 60, 120, 1920, 3600, 3600]
