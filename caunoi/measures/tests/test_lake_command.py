"""`caunoi index export`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from caunoi.measures.lake import manifest, storage
from caunoi.measures.tests.lake_entries import some

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def lake(settings: Any, tmp_path: Path) -> None:
    settings.LAKE = tmp_path / "lake"


def run(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, Any]:
    call_command("index", "export", "--json", *options)
    printed: dict[str, Any] = json.loads(capsys.readouterr().out)
    return printed


def test_it_exports_proves_mends_and_puts_together(capsys: pytest.CaptureFixture[str]) -> None:
    positions = some(30)
    assert run(capsys)["rows"] == 0  # the hour is not over
    assert run(capsys, "--all")["watermark"] == positions[-1]
    assert run(capsys, "--verify") == {"rebuilt": []}
    broken = manifest.parts()[0]
    Path(storage.absolute(broken.path)).unlink()
    (rebuilt,) = run(capsys, "--verify")["rebuilt"]
    assert (rebuilt["path"], rebuilt["fault"]) == (broken.path, "missing")
    some(30, seed=2)
    before = len(manifest.parts())
    assert run(capsys, "--all")["files"] > 0
    put = run(capsys, "--compact")
    assert len(manifest.parts()) <= before + put["after"]
    assert run(capsys, "--rebuild") == {"rows": 61}  # and the entry that tells of the file that was missing
