"""The garbage collector of our processes."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def loading() -> Iterator[None]:
    """Collect nothing while the program is loaded, for it stays: that is a quarter of a start. Seldom afterwards."""
    gc.disable()
    try:
        yield
    finally:
        gc.set_threshold(20_000, 20, 50)
        gc.enable()
