"""One scene for every attack: an office with something on every page, and a strange office that is no part of it.

Making the scene takes most of the time, so it is made once; what a test changes is undone after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import transaction
from django.test import Client

from caunoi.core.clock import SystemClock
from caunoi.measures.operations import snapshots
from tests.attacks import strangers
from tests.journeys import scene as scenes
from tests.journeys.scene_base import NOW, Scene


@pytest.fixture(scope="package")
def clock() -> Iterator[None]:
    """It stands at the scene's moment; and nobody else writes, so that all that is written is settled."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SystemClock, "now", lambda _clock: NOW)
        patch.setattr(snapshots, "settled_position", lambda _wanted, _patience: 1)
        yield


@pytest.fixture(scope="package")
def kept_scene(clock: None, django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """The scene, inside a transaction that is never committed."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            made = scenes.made()
            yield made
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture(scope="package")
def kept_strangers(kept_scene: Scene, django_db_blocker: Any) -> dict[str, Client]:
    with django_db_blocker.unblock():
        return strangers.clients(NOW)


@pytest.fixture
def scene(kept_scene: Scene, db: None) -> Scene:
    """An office with something on every page."""
    _forget()
    return kept_scene


@pytest.fixture
def others(kept_strangers: dict[str, Client], scene: Scene) -> dict[str, Client]:
    """Everybody of another office, and a citizen who has nothing."""
    return kept_strangers


@pytest.fixture(autouse=True)
def _nothing_is_remembered(db: None) -> Iterator[None]:
    _forget()
    yield
    _forget()


def _forget() -> None:
    for cache in ("default", "local"):
        caches[cache].clear()
