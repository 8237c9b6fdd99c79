"""The sample definitions beside those that ship."""

from __future__ import annotations

from pathlib import Path

import pytest

from caunoi.measures import definitions
from caunoi.measures.tests.samples import write_definitions


@pytest.fixture
def samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Only the sample definitions are there."""
    folder = write_definitions(tmp_path)
    monkeypatch.setattr(definitions, "folder", lambda: folder)
    return folder
