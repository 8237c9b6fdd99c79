"""VietQR: a transfer as an EMVCo merchant-presented QR text, and back.

Source: EMVCo QR Code Specification for Payment Systems, Merchant-Presented Mode 1.1 (fields and CRC); NAPAS VietQR,
service FastFund 24/7 (field 38: GUID A000000727, 01 = bank's BIN and account, 02 = service QRIBFTTA).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

GUID = "A000000727"
TO_ACCOUNT = "QRIBFTTA"
DONG = "704"
"""ISO 4217 number of the đồng."""
_PURPOSE = 25
_BIN, _ACCOUNT = re.compile(r"[0-9]{6}"), re.compile(r"[0-9A-Za-z]{1,19}")


class BadTransfer(ValueError):
    """A transfer that cannot be written, or a text that is no VietQR. The message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """What a banking application reads from the code. `amount` in đồng."""

    bank_bin: str
    account: str
    amount: int
    purpose: str


def payload(bank_bin: str, account: str, amount: int, purpose: str) -> str:
    """The text of the QR code for a transfer of `amount` đồng to an account. Raises BadTransfer.

    `purpose` is written without diacritics, letters, digits and blanks only, at most 25 characters.
    """
    if not _BIN.fullmatch(bank_bin) or not _ACCOUNT.fullmatch(account):
        raise BadTransfer("bank or account")
    if not 0 < amount < 10**13:
        raise BadTransfer("amount")
    said = plain(purpose)
    if not said or len(said) > _PURPOSE:
        raise BadTransfer("purpose")
    receiver = field("00", GUID) + field("01", field("00", bank_bin) + field("01", account)) + field("02", TO_ACCOUNT)
    text = (
        field("00", "01") + field("01", "12") + field("38", receiver) + field("53", DONG)
        + field("54", str(amount)) + field("58", "VN") + field("62", field("08", said)) + "6304"
    )  # fmt: skip
    return f"{text}{crc(text):04X}"


def parse(text: str) -> Transfer:
    """The transfer that a VietQR text says. Raises BadTransfer: another checksum, currency, country or service."""
    if text[-8:-4] != "6304" or text[-4:] != f"{crc(text[:-4]):04X}":
        raise BadTransfer("checksum")
    found = fields(text)
    receiver = fields(found.get("38", ""))
    if (found.get("53"), found.get("58")) != (DONG, "VN") or receiver.get("00") != GUID:
        raise BadTransfer("currency, country or scheme")
    if receiver.get("02") != TO_ACCOUNT or not found.get("54", "").isdigit():
        raise BadTransfer("service or amount")
    bank = fields(receiver.get("01", ""))
    purpose = fields(found.get("62", "")).get("08", "")
    return Transfer(bank.get("00", ""), bank.get("01", ""), int(found["54"]), purpose)


def field(number: str, value: str) -> str:
    """One field: number, length in two digits, value."""
    if len(value) > 99:
        raise BadTransfer(f"field {number}")
    return f"{number}{len(value):02d}{value}"


def fields(text: str) -> dict[str, str]:
    """The fields of a text, by number. Raises BadTransfer when a length does not fit."""
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        number, length = text[at : at + 2], text[at + 2 : at + 4]
        if not length.isdigit() or len(text) < at + 4 + int(length):
            raise BadTransfer(f"length at {at}")
        found[number] = text[at + 4 : at + 4 + int(length)]
        at += 4 + int(length)
    return found


def crc(text: str) -> int:
    """CRC-16/CCITT-FALSE (polynomial 0x1021, start 0xFFFF) over the text's bytes, as EMVCo asks."""
    value = 0xFFFF
    for byte in text.encode():
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
    return value


def plain(text: str) -> str:
    """Letters without diacritics, digits and single blanks."""
    flat = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in flat if not unicodedata.combining(c))
    return " ".join(kept.split())
