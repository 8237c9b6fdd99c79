"""Writes of this room."""

from caunoi.reports.operations.checking import accept, check, remark, remove_remark, reopen, return_report
from caunoi.reports.operations.evidence import attach, detach
from caunoi.reports.operations.filling import save
from caunoi.reports.operations.freezing import freeze, freeze_due
from caunoi.reports.operations.late import chase
from caunoi.reports.operations.opening import open_round, period
from caunoi.reports.operations.sending import submit

__all__ = [
    "accept",
    "attach",
    "chase",
    "check",
    "detach",
    "freeze",
    "freeze_due",
    "open_round",
    "period",
    "remark",
    "remove_remark",
    "reopen",
    "return_report",
    "save",
    "submit",
]
