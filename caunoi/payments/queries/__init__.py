"""Reads: frozen values. A payer sees what is theirs; an agency's cashiers, deciders and auditors what is its own."""

from caunoi.payments.queries.online import online, providers, strange_notices
from caunoi.payments.queries.orders import newest_orders, order, order_of, orders_of, overpaid, tills
from caunoi.payments.queries.receipts import closing, find_receipts, receipt, receipt_paper
from caunoi.payments.queries.reconciliations import reconciliation, reconciliations
from caunoi.payments.queries.refunds import refund, refunds
from caunoi.payments.queries.transfers import bank_account, transfer_code
from caunoi.payments.shapes import (
    AttemptView,
    BankAccountView,
    DayClosing,
    Difference,
    OrderView,
    ReceiptPaper,
    ReceiptView,
    ReconciliationView,
    RefundView,
    TransferCode,
)

__all__ = [
    "AttemptView",
    "BankAccountView",
    "DayClosing",
    "Difference",
    "OrderView",
    "ReceiptPaper",
    "ReceiptView",
    "ReconciliationView",
    "RefundView",
    "TransferCode",
    "bank_account",
    "closing",
    "find_receipts",
    "newest_orders",
    "online",
    "order",
    "order_of",
    "orders_of",
    "overpaid",
    "providers",
    "receipt",
    "receipt_paper",
    "reconciliation",
    "reconciliations",
    "refund",
    "refunds",
    "strange_notices",
    "tills",
    "transfer_code",
]
