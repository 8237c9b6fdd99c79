"""Identifiers: UUID version 7 (RFC 9562), which sort by time of creation."""

from __future__ import annotations

from uuid import UUID

import uuid6


def new_id() -> UUID:
    """A new UUIDv7, usable as a model default."""
    return UUID(int=uuid6.uuid7().int)
