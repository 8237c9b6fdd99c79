"""Writes: start a process, complete a user task of it."""

from caunoi.processes.operations.complete import complete
from caunoi.processes.operations.start import start

__all__ = ["complete", "start"]
