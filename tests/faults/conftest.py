"""A prepared data folder is made once for all faults that begin from one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.own_data import own_data


@pytest.fixture(scope="session")
def prepared() -> Iterator[Path]:
    """The folder after `caunoi prepare`, with its server stopped."""
    # Not pytest's own folder: another run would close it to the database's user.
    folder = Path(tempfile.mkdtemp(prefix="caunoi-prepared-"))
    try:
        with own_data(folder / "data") as data:
            data.must("prepare")
        yield folder / "data"
    finally:
        shutil.rmtree(folder, ignore_errors=True)
