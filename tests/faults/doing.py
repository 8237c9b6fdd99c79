"""Somebody who works on and on, each thing under a key: what failed in a fault is tried again under the same key.

    python -m tests.faults.doing scene       once: who works there; with the data folder in CAUNOI_DATA
    python -m tests.faults.doing KIND        until SIGTERM

Keys begun and done are written to KIND.log in the data folder, so that whoever is started after a `kill -9` goes on
with the same key. SIGTERM: the thing in hand is finished, then it ends. CAUNOI_FAULT_PAUSE: seconds between two things.
"""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
import httpx
from django.db import InterfaceError, OperationalError

from caunoi.config import collector
from tests.faults.logs import Log, NotYet, log_of

AGAIN = 0.1
"""Seconds before the same key is tried again."""
GIVE_UP = 180.0
"""Seconds after which a key that does not get done is an error."""


def work(kind: str, act: Callable[[str], Any], log: Log) -> None:
    """Do one key after the other until asked to stop."""
    stopping: list[bool] = []
    signal.signal(signal.SIGTERM, lambda *_: stopping.append(True))
    begun, done = log.begun(), log.done()
    waiting, number = [key for key in begun if key not in done], len(begun)
    pause = float(os.environ.get("CAUNOI_FAULT_PAUSE", "0"))
    while waiting or not stopping:
        if not waiting:
            waiting, number = [f"{kind}-{number:06}"], number + 1
            log.write("begin", waiting[0])
        log.write("done", waiting[0], _insist(act, waiting[0]))
        waiting = waiting[1:]
        time.sleep(pause)


def _insist(act: Callable[[str], Any], key: str) -> Any:
    from django.db import connection

    begun = time.monotonic()
    while True:
        try:
            return act(key)
        except (OperationalError, InterfaceError, httpx.TransportError, NotYet) as error:
            if time.monotonic() - begun > GIVE_UP:
                raise TimeoutError(f"{key} does not get done") from error
            connection.close()
            time.sleep(AGAIN)


def main(kind: str) -> None:
    """Work until told to stop; an error that no fault explains is written down and ends it."""
    with collector.loading():
        django.setup()
    from tests.faults import scene
    from tests.faults.kinds import KINDS

    if kind == "scene":
        return scene.make()
    log = log_of(kind, Path(os.environ["CAUNOI_DATA"]))
    try:
        work(kind, KINDS[kind](), log)
    except Exception:
        log.write("failed", "", traceback.format_exc())
        raise SystemExit(3) from None
    return None


if __name__ == "__main__":
    main(sys.argv[1])
