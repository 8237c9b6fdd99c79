"""Payment services, plugged in by the setting `CAUNOI_PAYMENT_PROVIDERS` (docs/howto/payments.md)."""

from caunoi.payments.providers.base import DayLine, Notice, Provider, RefundStatus, Started, Status
from caunoi.payments.providers.registry import names, provider

__all__ = ["DayLine", "Notice", "Provider", "RefundStatus", "Started", "Status", "names", "provider"]
