"""What the tests of paying share: an office with a cashier, a dossier with a fee, the service in its own process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from caunoi.core.actor import Person
from caunoi.core.clock import SystemClock
from caunoi.core.ids import new_id
from caunoi.dossiers import operations as dossiers
from caunoi.dossiers import queries as dossier_queries
from caunoi.dossiers import testing
from caunoi.dossiers.shapes import DossierView
from caunoi.payments import queries
from caunoi.payments.shapes import AttemptView, OrderView
from caunoi.people import testing as people

FEE = 100_000
RETURN = "http://127.0.0.1/back/"


@dataclass(frozen=True)
class Till:
    """An office and its cashier, at one moment: the machine's own, since the service looks at the clock too."""

    office: testing.Office
    cashier: Person
    now: datetime

    def dossier(self, amount: int | None = FEE) -> DossierView:
        """A received birth that owes so much (None: nobody knows how much)."""
        view = testing.walk(self.office, "accepted", now=self.now)
        testing.owe(view.id, amount)
        return view

    def asked(self, amount: int = FEE) -> DossierView:
        """A household business that waits for its fee."""
        view = testing.file(self.office, "1.001612", now=self.now)
        dossiers.accept(dossier_id=view.id, actor=self.office.counter, now=self.now)
        return dossiers.request_payment(
            dossier_id=view.id, amount=amount, reason="Lệ phí theo quy định", actor=self.office.specialist, now=self.now
        )

    def order(self, dossier: DossierView) -> OrderView:
        """The order of a dossier."""
        return dossiers.open_payment(dossier_id=dossier.id, actor=self.office.citizen, now=self.now)

    def begin(self, dossier: DossierView, key: str = "") -> AttemptView:
        """The applicant begins to pay online."""
        return dossiers.begin_payment(
            dossier_id=dossier.id, provider="local", return_url=RETURN, key=key or str(new_id()),
            actor=self.office.citizen, now=self.now,
        )  # fmt: skip

    def read(self, order: OrderView | AttemptView) -> OrderView:
        """The order as it is now."""
        order_id = order.order_id if isinstance(order, AttemptView) else order.id
        return queries.order(order_id, actor=self.cashier, now=self.now)

    def look(self, dossier: DossierView) -> DossierView:
        """The dossier as it is now."""
        return dossier_queries.dossier(dossier.id, actor=self.office.counter, now=self.now)

    def later(self, **more: int) -> Till:
        """The same, later."""
        return replace(self, now=self.now + timedelta(**more))


def till() -> Till:
    """Made in the test's database."""
    now = SystemClock().now()
    office = testing.office(now)
    cashier = people.officer(office.centre_id, "cashier", second_factor=False)
    return Till(office, people.actor(cashier.id, at=now), now)
