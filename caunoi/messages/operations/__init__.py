"""Writes: tell a person something, send what waits, mark as read."""

from caunoi.messages.operations.deliver import deliver_due
from caunoi.messages.operations.notify import Told, notify_many
from caunoi.messages.operations.read import read_all

__all__ = ["Told", "deliver_due", "notify_many", "read_all"]
