"""The payment service, one process for the room's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from caunoi.dossiers.tests.paying.pieces import Till
from caunoi.dossiers.tests.paying.pieces import till as make_till
from tests.payment_service import Service, pointed, running


@pytest.fixture(scope="session")
def payment_service() -> Iterator[Service]:
    with running() as service:
        yield service


@pytest.fixture
def service(payment_service: Service) -> Iterator[Service]:
    """The service, doing everything right, holding its notifications: the tests hand them over."""
    payment_service.knobs(hold=True)
    with pointed(payment_service):
        yield payment_service


@pytest.fixture
def till(db: None) -> Till:
    return make_till()
