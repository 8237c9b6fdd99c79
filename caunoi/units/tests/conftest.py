"""The whole country, loaded once for each module that asks for it, and rolled back after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from caunoi.core.actor import System
from caunoi.units.operations import Loaded, load_country
from caunoi.units.testing import AT


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: Any) -> Iterator[Loaded]:
    """Việt Nam before and after the reform. Tests that use it read only, or roll back what they write."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_country(now=AT, actor=System("test"))
        transaction.set_rollback(True)
