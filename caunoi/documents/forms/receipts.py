"""The receipt for fees paid, A5."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caunoi.core.clock import local_date
from caunoi.documents.forms import words
from caunoi.documents.forms.printing import compile_form, qr_svg

_METHODS = {
    "cash": "Tiền mặt", "transfer": "Chuyển khoản", "card": "Thẻ", "online": "Thanh toán trực tuyến"
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentReceiptData:
    """What the receipt says; amounts in đồng. `lines`: what the fee is made of. `due`: the whole fee."""

    number: str
    agency_name: str
    order_code: str
    subject_code: str
    payer_name: str
    lines: tuple[tuple[str, int], ...]
    amount: int
    due: int
    method: str
    received_at: datetime
    cashier_name: str
    tracking_url: str
    reference: str = ""
    parent_agency_name: str = ""
    voided_at: datetime | None = None


def payment_receipt(data: PaymentReceiptData) -> bytes:
    """Receipt for fees paid, A5 PDF. The same data give the same bytes. Raises FormFailed."""
    values = {
        "title": f"Biên lai {data.number}",
        "number": data.number,
        "agency_name": data.agency_name,
        "parent_agency_name": data.parent_agency_name,
        "payer_name": data.payer_name,
        "dossier_code": data.subject_code,
        "order_code": data.order_code,
        "lines": [{"name": name, "amount": _dong(amount)} for name, amount in data.lines],
        "amount": _dong(data.amount),
        "amount_words": f"{words.sum_words(data.amount).capitalize()} đồng",
        "due": _dong(data.due),
        "part": data.amount < data.due,
        "method": _METHODS.get(data.method, data.method),
        "reference": data.reference,
        "received_text": words.moment_text(data.received_at),
        "issued_text": words.long_date(local_date(data.received_at)),
        "cashier_name": data.cashier_name,
        "voided_text": words.moment_text(data.voided_at) if data.voided_at else "",
        "tracking_url": data.tracking_url,
        "qr_svg": qr_svg(data.tracking_url),
        "qr_alt": f"Mã QR: {data.tracking_url}",
    }
    return compile_form("payment_receipt", values, made_at=data.received_at)


def _dong(amount: int) -> str:
    return f"{amount:,} đồng".replace(",", ".")
