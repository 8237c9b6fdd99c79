"""For tests: work is done in a process of its own that is killed (SIGKILL) at a chosen step.

A step is a statement, a commit or a call that is named, with a place to die before each and after each commit and call.
"""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection


class Steps:
    """Counts steps, and kills its own process at one of them."""

    def __init__(self, last: int) -> None:
        self.last, self.done = last, 0

    def step(self) -> None:
        """One more; at the last one the process is gone, without a word."""
        self.done += 1
        if self.done == self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """The call with a place to die before and after it: what it did is done, and nobody was told."""

        def stepped(*args: Any, **kwargs: Any) -> Any:
            self.step()
            answer = call(*args, **kwargs)
            self.step()
            return answer

        return stepped

    def statement(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """A place to die before each statement."""
        self.step()
        return execute(sql, params, many, context)


def _end_orphans() -> None:
    """Wait until the database has noticed that its client is gone: until then the rows that it locked stay locked."""
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity
            WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
              AND backend_type = 'client backend'
        """)


def killed_at(step: int, work: Callable[[], Any], calls: Sequence[tuple[Any, str]] = ()) -> bool:
    """Do the work in a process of its own that is killed at this step; whether it was, or got to its end before.

    `calls`: what else is a step, by its owner and name.
    """
    pid = os.fork()
    if pid == 0:
        try:
            connection.connection = None  # the parent's: the child opens its own
            steps = Steps(step)
            commit = getattr(connection, "_commit")  # noqa: B009  the stubs do not know it
            setattr(connection, "_commit", steps.around(commit))  # noqa: B010
            for owner, name in calls:
                setattr(owner, name, steps.around(getattr(owner, name)))
            with connection.execute_wrapper(steps.statement):
                work()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(3)
    _pid, status = os.waitpid(pid, 0)
    _end_orphans()
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0
    return False
