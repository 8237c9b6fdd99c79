"""For the tests of any room: a small piece of the country, quickly."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from caunoi.core.actor import System
from caunoi.units.graphs import forget
from caunoi.units.operations import Loaded, load_country

AT = datetime(2025, 9, 1, tzinfo=UTC)


def load_small(*, provinces: Collection[str] = ("01", "04"), now: datetime = AT) -> Loaded:
    """Load Hà Nội and Cao Bằng (or other provinces, by their code of 2025-07-01), with their history and agencies."""
    forget()
    return load_country(now=now, actor=System("units"), provinces=provinces)
