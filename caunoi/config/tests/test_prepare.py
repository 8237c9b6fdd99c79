"""Claims about what is there before the first page."""

from __future__ import annotations

from typing import Any

import pytest

from caunoi.config import prepare


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The commands that it runs, in order; none is run."""
    commands: list[tuple[str, ...]] = []

    def call(*command: str, **_options: Any) -> None:
        commands.append(command)

    monkeypatch.setattr(prepare, "call_command", call)
    monkeypatch.setattr(prepare, "needs_migration", lambda: False)
    monkeypatch.setattr(prepare, "collect_static_files", lambda: None)
    return commands


def test_the_demonstration_has_people_dossiers_a_plan_a_roll_out_and_voices(
    called: list[tuple[str, ...]], settings: Any
) -> None:
    settings.DEVELOPMENT = True
    prepare.prepare()
    assert called == [
        ("units", "load"), ("procedures", "load"), ("demo", "create"), ("dossiers", "demo"), ("plan", "load"),
        ("rollouts", "demo"), ("voices", "demo"),
    ]  # fmt: skip


def test_nothing_is_invented_where_people_work(called: list[tuple[str, ...]], settings: Any) -> None:
    settings.DEVELOPMENT = False
    prepare.prepare()
    assert called == [("units", "load"), ("procedures", "load")]
