"""What holds for people whatever the database says. Pure: no Django, no clock."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What a person does in an agency (Decree 118/2025 and the practice of the one-stop shop)."""

    COUNTER_OFFICER = "counter_officer"
    SPECIALIST = "specialist"
    HEAD_OF_UNIT = "head_of_unit"
    LEADER = "leader"
    CLERK = "clerk"
    CENTRE_MANAGER = "centre_manager"
    SUPPORT_STAFF = "support_staff"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    CASHIER = "cashier"
    CATALOGUE_MANAGER = "catalogue_manager"
    PROCESS_MANAGER = "process_manager"


ALONE = frozenset({Role.SUPPORT_STAFF, Role.AUDITOR})
"""Roles that exclude every other one in the same agency: support staff decide nothing, auditors change nothing."""

DELEGABLE = frozenset({Role.LEADER})
"""Roles whose holder may let somebody else act for a period."""

# Provinces that register births, by their three-digit code (Circular 59/2021/TT-BCA, annex). The codes outlive
# the mergers of 1 July 2025: a number once given is never changed.
BIRTH_PROVINCES = frozenset(
    f"{code:03d}"
    for code in (
        1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42, 44,
        45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86, 87, 89,
        91, 92, 93, 94, 95, 96,
    )
)  # fmt: skip
_ABROAD_FROM = 101
_TWELVE_DIGITS = re.compile(r"[0-9]{12}")
_PHONE = re.compile(r"(?:0|\+84)[0-9]{9,10}")


class PersonalIdFault(StrEnum):
    """Why a text is not a personal identification number."""

    DIGITS = "digits"
    PLACE = "place"
    YEAR = "year"


def personal_id_fault(text: str, *, today: date) -> PersonalIdFault | None:
    """What is wrong with a 12-digit personal identification number, or None.

    Three digits place of birth registration (a province, or a country from 101 on), one digit century and sex, two
    digits year of birth, six random (Decree 137/2015/ND-CP art. 13; Circular 59/2021/TT-BCA art. 4).
    """
    if not _TWELVE_DIGITS.fullmatch(text):
        return PersonalIdFault.DIGITS
    if text[:3] not in BIRTH_PROVINCES and int(text[:3]) < _ABROAD_FROM:
        return PersonalIdFault.PLACE
    if birth_year(text) > today.year:
        return PersonalIdFault.YEAR
    return None


def birth_year(personal_id: str) -> int:
    """The year of birth that a well-formed number carries: digit 4 is 0 or 1 for 1900-1999, 2 or 3 for 2000-2099 ..."""
    return 1900 + 100 * (int(personal_id[3]) // 2) + int(personal_id[4:6])


def is_phone(text: str) -> bool:
    """Whether `text` is a Vietnamese telephone number, written with 0 or +84 in front, without blanks."""
    return _PHONE.fullmatch(text) is not None


def excluded_by(role: Role, others: Collection[Role]) -> Role | None:
    """The first of the person's `others` roles in the same agency that `role` cannot stand beside, or None."""
    for other in sorted(set(others) - {role}):
        if role in ALONE or other in ALONE:
            return other
    return None


def may_delegate(role: Role) -> bool:
    """Whether a holder of `role` may delegate it."""
    return role in DELEGABLE


def may_receive(roles: Collection[Role]) -> bool:
    """Whether somebody with these roles in the agency may act for its leader: a colleague who may decide at all."""
    return bool(set(roles) - ALONE)
