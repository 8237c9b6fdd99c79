"""A real process is killed (SIGKILL) between every two of its steps; after a restart nothing is charged twice or lost.

A step is a statement, a commit or a call to the service, with a place to die before each and after each commit and
call. The process is killed at its first step, the next one at its second, and so on until one gets to its end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps

from caunoi.core.ids import new_id
from caunoi.dossiers.shapes import DossierView
from caunoi.dossiers.tests.paying.pieces import FEE, Till
from caunoi.dossiers.tests.paying.pieces import till as make_till
from caunoi.payments import operations, queries
from caunoi.payments.providers.local import Local
from caunoi.payments.shapes import AttemptView
from tests.killing import killed_at
from tests.payment_service import Service

Attempt = apps.get_model("payments.Attempt")
Order = apps.get_model("payments.Order")
Receipt = apps.get_model("payments.Receipt")

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Work = Callable[[], Any]
CALLS = [(Local, "_call")]
"""What leads outside: a place to die before and after each."""


@pytest.fixture
def till(transactional_db: None) -> Till:
    return make_till()


def each_step(prepare: Callable[[], tuple[Any, Work]], most: int = 120) -> Iterator[Any]:
    """Prepare something new, let a process work on it and die at the next step: what was prepared, each time."""
    for step in range(1, most):
        prepared, work = prepare()
        killed = killed_at(step, work, CALLS)
        yield prepared
        if not killed:
            assert step > 5
            return
    raise AssertionError("it never got to its end")


def settled_once(till: Till, service: Service, dossiers: list[DossierView]) -> None:
    """Each fee was charged once and received once, nothing is left over, and receipts have no holes."""
    later = till.later(hours=3)
    operations.ask_due(now=later.now, limit=1000)
    for dossier in dossiers:
        order = Order.objects.get(subject_id=dossier.id)
        assert (order.state, order.paid, order.useless, later.look(dossier).fee_state) == ("paid", FEE, False, "paid")
        assert Receipt.objects.filter(order=order).count() == 1
    numbers = sorted(Receipt.objects.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    ours = set(Attempt.objects.values_list("reference", flat=True))
    assert set(Counter(one for one in service.charges if one in ours).values()) <= {1}


def paid_there(till: Till, service: Service) -> tuple[DossierView, AttemptView]:
    """A dossier whose fee the payer has paid at the service; nobody has told us yet."""
    dossier = till.dossier()
    attempt = till.begin(dossier)
    service.pay(attempt.redirect_url)
    return dossier, attempt


def test_beginning(till: Till, service: Service) -> None:
    """The payer presses again with the same form, and pays where they are led."""

    def prepare() -> tuple[DossierView, Work]:
        dossier = till.dossier()
        return dossier, lambda: till.begin(dossier, f"form-{dossier.id}")

    done = []
    for dossier in each_step(prepare):
        attempt = till.begin(dossier, f"form-{dossier.id}")
        assert service.pay(attempt.redirect_url).status_code == 303
        assert Attempt.objects.filter(order__subject_id=dossier.id).count() == 1
        done.append(dossier)
    settled_once(till, service, done)


def test_a_notification(till: Till, service: Service) -> None:
    """The service tells again what was not answered."""

    def prepare() -> tuple[tuple[DossierView, Work], Work]:
        dossier, _attempt = paid_there(till, service)
        headers, body = service.notices()[-1]

        def tell() -> Any:
            return operations.receive_notice(provider="local", headers=headers, body=body, now=till.now)

        return (dossier, tell), tell

    done = []
    for dossier, tell in each_step(prepare):
        assert tell().outcome in ("settled", "repeated")
        done.append(dossier)
    settled_once(till, service, done)


def test_a_notification_that_is_never_repeated(till: Till, service: Service) -> None:
    """The job finds out by asking."""

    def prepare() -> tuple[DossierView, Work]:
        dossier, attempt = paid_there(till, service)
        return dossier, lambda: operations.ask_provider(attempt_id=attempt.id, now=till.now)

    settled_once(till, service, list(each_step(prepare)))


def test_the_job_that_asks(till: Till, service: Service) -> None:
    """The next run of the job goes on where it died."""

    def prepare() -> tuple[DossierView, Work]:
        dossier, _attempt = paid_there(till, service)
        soon = till.later(seconds=20).now
        return dossier, lambda: operations.ask_due(now=soon, limit=1)

    settled_once(till, service, list(each_step(prepare)))


def test_cash(till: Till, service: Service) -> None:
    """The cashier presses again with the same form."""

    def receive(order_id: Any, key: str) -> Any:
        return operations.receive_cash(
            order_id=order_id, amount=FEE, method="cash", payer_name="", key=key, actor=till.cashier, now=till.now
        )

    def prepare() -> tuple[tuple[DossierView, Work], Work]:
        dossier = till.dossier()
        order_id, key = till.order(dossier).id, str(new_id())
        return (dossier, lambda: receive(order_id, key)), lambda: receive(order_id, key)

    done = []
    for dossier, again in each_step(prepare):
        again()
        done.append(dossier)
    settled_once(till, service, done)


def test_a_refund(till: Till, service: Service) -> None:
    """The next run of the job sends it again, by the same reference: given back once."""

    def prepare() -> tuple[Any, Work]:
        dossier, attempt = paid_there(till, service)
        operations.ask_provider(attempt_id=attempt.id, now=till.now)
        receipt = till.read(attempt).receipts[0]
        asked = operations.ask_refund(
            receipt_id=receipt.id, amount=FEE, reason="Thu nhầm khoản", actor=till.cashier, now=till.now
        )
        operations.decide_refund(refund_id=asked.id, grant=True, actor=till.office.manager, now=till.now)
        return (dossier, asked), lambda: operations.send_refunds_due(now=till.now, limit=1)

    for dossier, asked in each_step(prepare):
        operations.send_refunds_due(now=till.later(hours=3).now, limit=1000)
        refund = queries.refund(asked.id, actor=till.cashier, now=till.now)
        order = Order.objects.get(subject_id=dossier.id)
        assert (refund.state, order.refunded, order.state) == ("done", FEE, "refunded")
        given = [one for one in service.refunds if one["reference"] == asked.reference and one["state"] == "done"]
        assert len(given) == 1
