"""A prepared data folder is made once for all faults of a run, and copied by whoever hurts one."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.own_data import own_data


@pytest.fixture(scope="session")
def prepared() -> Iterator[Path]:
    """The folder after `caunoi prepare`, with its server stopped. Parallel processes of one run share it."""
    # Not pytest's own folder: another run would close it to the database's user.
    folder = Path(tempfile.gettempdir()) / f"caunoi-prepared-{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}"
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)
    with (folder / "users").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        with (folder / "making").open("w") as making:
            fcntl.flock(making, fcntl.LOCK_EX)
            if not (folder / "ready").exists():
                with own_data(folder / "data") as data:
                    data.must("prepare")
                (folder / "ready").touch()
        try:
            yield folder / "data"
        finally:
            _remove_when_last(users.fileno(), folder)


def _remove_when_last(users: int, folder: Path) -> None:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return  # another process of the run removes it
    shutil.rmtree(folder, ignore_errors=True)
