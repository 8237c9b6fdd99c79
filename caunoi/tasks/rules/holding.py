"""Which agency may give a task to which: the nation to all, a province and a commune to their own."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

STEERING = frozenset({"peoples_committee", "office"})
"""Agencies that answer for a province or a commune as a whole."""


class Agency(Protocol):
    """What of an agency decides."""

    @property
    def id(self) -> UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def province_code(self) -> str: ...
    @property
    def unit_id(self) -> UUID | None: ...


def may_assign(issuer: Agency, lead: Agency) -> bool:
    """Whether `issuer` may give a task to `lead`: itself, or one that stands below it."""
    return issuer.id == lead.id or stands_above(issuer, lead)


def stands_above(upper: Agency, lower: Agency) -> bool:
    """A ministry above provinces and communes, a province's committee above all in it, a commune's above its own."""
    if upper.level == "nation":
        return True
    if upper.kind not in STEERING or upper.id == lower.id:
        return False
    if upper.level == "province":
        return lower.level != "nation" and lower.province_code == upper.province_code
    return upper.unit_id is not None and lower.unit_id == upper.unit_id
