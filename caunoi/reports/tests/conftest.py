"""The sample form alone, and the scene."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from caunoi.reports import definitions
from caunoi.reports.tests.samples import Scene, sample_form, scene, write_form


@pytest.fixture
def forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Only the sample form is there, with the calendar that ships."""
    shutil.copy(definitions.folder() / definitions.CALENDAR, tmp_path)
    write_form(tmp_path, sample_form())
    monkeypatch.setattr(definitions, "folder", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def place(forms: Path) -> Scene:
    """A province, its ward and department, with people."""
    return scene()
