"""Writes: start a process, complete its tasks, give it messages, cancel it; say who its agencies are; its timers.

And modelling: drafts, versions, migration.
"""

from caunoi.processes.operations.cancel import cancel
from caunoi.processes.operations.complete import complete
from caunoi.processes.operations.drafting import drop_process_draft, save_process_draft, start_process_draft
from caunoi.processes.operations.migrating import migrate
from caunoi.processes.operations.publishing import publish_process, retire_process
from caunoi.processes.operations.reschedule import reschedule
from caunoi.processes.operations.send_message import send_message
from caunoi.processes.operations.set_agency import set_agency
from caunoi.processes.operations.start import start
from caunoi.processes.operations.tick import tick

__all__ = [
    "cancel",
    "complete",
    "drop_process_draft",
    "migrate",
    "publish_process",
    "reschedule",
    "retire_process",
    "save_process_draft",
    "send_message",
    "set_agency",
    "start",
    "start_process_draft",
    "tick",
]
