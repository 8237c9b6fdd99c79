"""Moments as callers say them, kept in UTC: a zone of RFC 3339 may lie further away than the database takes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime
from pydantic_core import PydanticCustomError


def in_utc(at: datetime) -> datetime:
    """The same moment in UTC. Raises ValueError for one before the year 1 or after 9999."""
    try:
        return at.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(str(error)) from error


def _kept(at: datetime) -> datetime:
    try:
        return in_utc(at)
    except ValueError as error:
        raise PydanticCustomError("datetime_parsing", "outside the years 1 to 9999") from error


Moment = Annotated[AwareDatetime, AfterValidator(_kept)]
"""RFC 3339 with a time zone; in UTC from here on."""
