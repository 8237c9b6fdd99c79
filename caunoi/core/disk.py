"""The disk: what was written is there for good, and a full one is told as what it is."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from caunoi.core.errors import NoRoom

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def is_full(error: BaseException | None) -> bool:
    """Whether this says that there is no room: on the disk, in the user's quota, or within the process's limit."""
    return isinstance(error, OSError) and error.errno in _FULL


@contextmanager
def room_needed() -> Iterator[None]:
    """Raises NoRoom when what is done inside finds the disk full."""
    try:
        yield
    except OSError as error:
        if is_full(error):
            raise NoRoom from error
        raise


def sync(path: Path) -> None:
    """Have the system write this file, or the names in this folder, to the disk itself."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
