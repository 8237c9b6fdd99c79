"""One small piece of the country for all tests about units in this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture
def hanoi(db: None) -> Iterator[None]:
    """Hà Nội and Cao Bằng with their history."""
    from django.core.cache import caches

    from caunoi.units.graphs import forget
    from caunoi.units.testing import load_small

    caches["local"].clear()
    load_small()
    yield
    caches["local"].clear()
    forget()
