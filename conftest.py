"""What holds for every test: nothing personal is ever written to the journal."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

_PATTERNS = {
    "an e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
    "an identity number": re.compile(r"(?<![\w.-])\d{12}(?![\w.-])"),
    "a telephone number": re.compile(r"(?<![\w.-])(\+84|0)\d{9}(?![\w.-])"),
}
_written: list[str] = []
_personal: set[str] = set()


def personal_data_in(texts: list[str], known: set[str]) -> list[str]:
    """What looks personal in journal entries: by its shape, or because a test gave it to a person."""
    found = [f"{name}: {text}" for text in texts for name, shape in _PATTERNS.items() if shape.search(text)]
    return found + [f"{value!r}: {text}" for text in texts for value in known if value in text]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files marked `first`, then those with the most tests: so that parallel processes end together."""
    counts = Counter(item.path for item in items)
    first = {item.path for item in items if item.get_closest_marker("first")}
    items.sort(key=lambda item: (item.path not in first, -counts[item.path], item.path))


@pytest.fixture(scope="session", autouse=True)
def _journal_is_watched() -> Iterator[None]:
    from django.db.models.signals import post_save

    from caunoi.core.journal import writing

    def watch(*args: Any) -> tuple[Any, ...]:
        row = original(*args)
        _written.append(f"{row[6]} {row[7]} {row[8]}")
        return row

    def remember(instance: Any, **kwargs: Any) -> None:
        fields = getattr(type(instance), "personal_data", {})
        values = [getattr(instance, name, None) for name in fields]
        _personal.update(
            v for v in values if isinstance(v, str) and len(v) > 5 and (" " in v or "@" in v or v.isdigit())
        )

    original = writing._row
    setattr(writing, "_row", watch)  # noqa: B010  a plain assignment would not type
    post_save.connect(remember)
    yield
    post_save.disconnect(remember)
    writing._row = original


@pytest.fixture(scope="session", autouse=True)
def _fences_are_waited_for() -> None:
    """Tests that run beside this one are transactions on the same server, and hold a fence back until they end."""
    from caunoi.measures.lake import export
    from caunoi.measures.operations import snapshots

    export.PATIENCE = snapshots.PATIENCE = 600.0


@pytest.fixture(autouse=True)
def _journal_ends_with_the_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test commits is truncated after it, and the journal refuses that: here it is emptied behind its back."""
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(request.fixturenames) or (
        marker and marker.kwargs.get("transaction")
    )
    yield
    if commits:
        from django.db import connection, transaction

        blocker = request.getfixturevalue("django_db_blocker")
        with blocker.unblock(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(
                "TRUNCATE core_journal, core_journal_head, core_journal_checkpoint, core_journal_reader, core_brake"
            )
        if engine := sys.modules.get("caunoi.measures.engine"):
            engine.forget()  # it keeps what was committed


@pytest.fixture(autouse=True)
def _journal_holds_no_personal_data(_journal_is_watched: None) -> Iterator[None]:
    _written.clear()
    yield
    assert personal_data_in(_written, _personal) == []
