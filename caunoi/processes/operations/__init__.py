"""Writes: start a process, complete its tasks, give it messages, cancel it; say who its agencies are; its timers."""

from caunoi.processes.operations.cancel import cancel
from caunoi.processes.operations.complete import complete
from caunoi.processes.operations.reschedule import reschedule
from caunoi.processes.operations.send_message import send_message
from caunoi.processes.operations.set_agency import set_agency
from caunoi.processes.operations.start import start
from caunoi.processes.operations.tick import tick

__all__ = ["cancel", "complete", "reschedule", "send_message", "set_agency", "start", "tick"]
