"""The catalogue and the processes stand side by side: this room tells the one what the other has."""

from __future__ import annotations

from caunoi.procedures import handlers
from caunoi.procedures.handlers import ProcessStep
from caunoi.processes import queries
from caunoi.processes.errors import ProcessNotFound


def tell_catalogue() -> None:
    """Let drafts and transfers of procedures ask for processes and their steps; called once, in `ready`."""
    handlers.on_processes(steps=_steps, codes=queries.codes)


def _steps(code: str) -> tuple[ProcessStep, ...] | None:
    try:
        steps = queries.steps(code)
    except ProcessNotFound:
        return None
    return tuple(ProcessStep(step.id, step.role, step.agency) for step in steps.values())
