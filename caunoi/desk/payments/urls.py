"""Addresses of the till."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from caunoi.desk.payments import receipts, reconciling, refunds, till

urlpatterns: list[URLPattern | URLResolver] = [
    path("payments/", till.due, name="till"),
    path("payments/take/<str:code>/", till.take, name="take"),
    path("payments/day/", receipts.day, name="day"),
    path("payments/online/", till.online, name="online"),
    path("payments/receipts/<uuid:receipt_id>/", receipts.receipt, name="receipt"),
    path("payments/receipts/<uuid:receipt_id>/print/", receipts.printed, name="receipt-pdf"),
    path("payments/receipts/<uuid:receipt_id>/void/", receipts.void, name="receipt-void"),
    path("payments/receipts/<uuid:receipt_id>/refund/", refunds.ask, name="refund-ask"),
    path("payments/refunds/", refunds.refunds, name="refunds"),
    path("payments/refunds/<uuid:refund_id>/", refunds.refund, name="refund"),
    path("payments/refunds/<uuid:refund_id>/hand-out/", refunds.hand_out, name="refund-hand-out"),
    path("payments/reconciliations/", reconciling.reconciliations, name="reconciliations"),
    path("payments/reconciliations/<uuid:reconciliation_id>/", reconciling.reconciliation, name="reconciliation"),
]
