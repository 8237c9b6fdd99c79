"""The floors hold, and each wall falls over when it is broken on purpose in a throw-away copy of the house."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import walls

LINT = Path(sys.executable).with_name("lint-imports")
WITHOUT = shutil.ignore_patterns("__pycache__", "tests", "migrations", "static", "templates", "locale", "assets")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"}
    return subprocess.run(
        [LINT, "--no-cache"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(walls.ROOT / "caunoi", tmp_path / "caunoi", ignore=WITHOUT)
    shutil.copy(walls.ROOT / ".importlinter", tmp_path)
    return tmp_path


def test_every_room_keeps_to_its_floor() -> None:
    done = lint(walls.ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


BREAKS = {
    "a room that looks up": ("caunoi/core/broken.py", "import caunoi.dossiers", "A room uses only the floors below it"),
    "rooms side by side": (
        "caunoi/desk/broken.py",
        "import caunoi.portal.urls",
        "A room uses only the floors below it",
    ),
    "a room nobody listed": ("caunoi/extras/__init__.py", "", "A room uses only the floors below it"),
    "a view with a model": ("caunoi/desk/broken.py", "import caunoi.people.models", "Interfaces never touch"),
    "a rule with a framework": ("caunoi/dossiers/rules/broken.py", "import django", "Rules know no framework"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_wall_is_noticed(copy: Path, name: str) -> None:
    file, code, contract = BREAKS[name]
    path = copy / file
    if not path.parent.exists() and path.parent.with_suffix(".py").exists():
        path = path.parent.with_suffix(".py")  # a room's rules are a file until they grow into a package
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text() if path.exists() else "") + f"\n{code}\n")
    done = lint(copy)
    assert done.returncode == 1, done.stdout + done.stderr
    assert contract in done.stdout.split("Broken contracts")[1]


def test_models_are_private_to_their_room() -> None:
    assert walls.foreign_models(walls.ROOT / "caunoi") == []


def test_only_interfaces_speak_http() -> None:
    assert walls.speakers_of_http(walls.ROOT / "caunoi") == []


def test_a_stolen_model_and_a_speaking_rule_are_noticed(tmp_path: Path) -> None:
    room = tmp_path / "caunoi" / "measures"
    room.mkdir(parents=True)
    (room / "broken.py").write_text(
        "from caunoi.dossiers.models import Dossier\nfrom django.http import HttpResponse\n"
    )
    assert walls.foreign_models(tmp_path / "caunoi") == [
        "measures/broken.py: caunoi.dossiers.models",
        "measures/broken.py: caunoi.dossiers.models.Dossier",
    ]
    assert walls.speakers_of_http(tmp_path / "caunoi") == ["measures/broken.py"]
