"""Writes of this room. Those that call a service do so outside any transaction: intent, call, answer."""

from caunoi.payments.operations.accounts import set_bank_account
from caunoi.payments.operations.asking import ask_due, ask_provider, end_live
from caunoi.payments.operations.attempts import begin_attempt
from caunoi.payments.operations.cash import receive_cash, void_receipt
from caunoi.payments.operations.notices import receive_notice
from caunoi.payments.operations.orders import cancel_order, open_order
from caunoi.payments.operations.reconciling import reconcile
from caunoi.payments.operations.refunding import ask_refund, decide_refund, hand_out_refund
from caunoi.payments.operations.refunds_due import send_refunds_due

__all__ = [
    "ask_due",
    "ask_provider",
    "ask_refund",
    "begin_attempt",
    "cancel_order",
    "decide_refund",
    "end_live",
    "hand_out_refund",
    "open_order",
    "receive_cash",
    "receive_notice",
    "reconcile",
    "send_refunds_due",
    "set_bank_account",
    "void_receipt",
]
