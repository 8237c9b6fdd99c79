"""The whole country, loaded once for each module that asks for it, and rolled back after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections, transaction

from caunoi.core.actor import System
from caunoi.units.operations import Loaded, load_country
from caunoi.units.testing import AT


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: Any) -> Iterator[Loaded]:
    """Việt Nam before and after the reform. Each test's own transaction is nested in the module's.

    Modules that use it mark their tests `django_db`. After each test Django closes its connections; that would end the
    module's transaction, so the connection stays open until the module is done.
    """
    connection = connections["default"]
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(connection, "close", lambda: None)
        loaded = load_country(now=AT, actor=System("test"))
        connection.check_constraints()  # now and once, not again at the end of each test
        yield loaded
        transaction.set_rollback(True)
