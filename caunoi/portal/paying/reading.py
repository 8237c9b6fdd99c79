"""How paying a dossier's fee stands, for its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from caunoi.core.subjects import SubjectRef
from caunoi.dossiers import queries as dossiers
from caunoi.dossiers.queries import DossierView, RequestView, Status
from caunoi.payments import queries as payments
from caunoi.payments.queries import AttemptView, OrderView
from caunoi.portal.tracking import asked as asking
from caunoi.portal.visitors import Visit
from caunoi.procedures import queries as procedures

PAYABLE = (
    Status.NEW, Status.ACCEPTED, Status.IN_PROCESS, Status.SUPPLEMENT, Status.PAYMENT, Status.STOPPED, Status.DONE
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """`state`: nothing, unknown, due, pending, failed, paid, returned, closed. `rest` in đồng, None: not known."""

    state: str
    amount: int | None
    rest: int | None
    order: OrderView | None
    attempt: AttemptView | None
    asked: RequestView | None
    fee: dict[str, Any]

    @property
    def partly(self) -> bool:
        """Whether some of it was paid."""
        return self.state != "paid" and self.order is not None and self.order.paid > 0

    @property
    def receipts(self) -> list[payments.ReceiptView]:
        """What may be downloaded."""
        return [one for one in self.order.receipts if not one.voided] if self.order else []


def standing(here: Visit, view: DossierView) -> Standing:
    """Read it; the dossier is the visitor's own."""
    order = payments.order_of(SubjectRef("dossier", view.id), actor=here.actor, now=here.now)
    asked = asking.open_request(dossiers.requests(view.id, actor=here.actor, now=here.now), "payment")
    amount = view.fee_due
    open_ = order if order is not None and order.state == "open" else None
    rest = open_.rest if open_ is not None and open_.amount == amount else amount
    attempt = order.attempts[-1] if order is not None and order.attempts else None
    return Standing(_state(view, order, attempt), amount, rest, order, attempt, asked, _fee(view))


def _state(view: DossierView, order: OrderView | None, attempt: AttemptView | None) -> str:
    settled = {"paid": "paid", "refunded": "returned"}.get(view.fee_state)
    if settled:
        return settled
    if view.fee_state != "due":
        return "nothing"
    if view.status not in PAYABLE:
        return "closed"
    if order is not None and order.live is not None:
        return "pending"
    if view.fee_due is None:
        return "unknown"
    return "failed" if attempt is not None and attempt.state in ("failed", "expired") else "due"


def _fee(view: DossierView) -> dict[str, Any]:
    """What was reckoned when it was filed, each line named in the visitor's language."""
    version = procedures.version(view.procedure_version_id)
    names = {rule.id: rule.name for case in version.cases for rules in case.fees.values() for rule in rules}
    lines = [line | {"name": names.get(line["id"], line["name"])} for line in view.fee.get("lines", [])]
    return view.fee | {"lines": lines}
