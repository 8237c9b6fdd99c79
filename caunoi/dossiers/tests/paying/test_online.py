"""Paying through a service: begun once, told once, told strangely."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.apps import apps

from caunoi.core.journal.queries import entries_of
from caunoi.dossiers.shapes import Status
from caunoi.dossiers.tests.paying.pieces import FEE, RETURN, Till
from caunoi.payments import operations
from caunoi.payments.errors import NothingDue, OlderPaymentUnknown, OrderNotFound, ProviderDown
from caunoi.payments.shapes import NoticeOutcome
from tests.payment_service import Service

Attempt = apps.get_model("payments.Attempt")
ProviderNotice = apps.get_model("payments.ProviderNotice")
Receipt = apps.get_model("payments.Receipt")

pytestmark = pytest.mark.django_db


def tell(till: Till, notice: tuple[dict[str, str], bytes]) -> NoticeOutcome:
    headers, body = notice
    return operations.receive_notice(provider="local", headers=headers, body=body, now=till.now)


def last(service: Service) -> tuple[dict[str, str], bytes]:
    return service.notices()[-1]


class TestBeginning:
    def test_the_payer_is_sent_to_the_service_with_what_is_due(self, till: Till, service: Service) -> None:
        attempt = till.begin(till.asked())
        assert (attempt.state, attempt.amount) == ("pending", FEE)
        assert attempt.redirect_url.startswith(service.url)

    def test_the_same_key_and_another_key_give_the_same_attempt(self, till: Till, service: Service) -> None:
        dossier = till.asked()
        ids = {till.begin(dossier, key).id for key in ("a", "a", "b")}
        assert len(ids) == 1

    def test_a_service_that_is_down_takes_nothing_and_is_asked_again(self, till: Till, service: Service) -> None:
        dossier = till.asked()
        service.knobs(down=True)
        with pytest.raises(ProviderDown):
            till.begin(dossier, "a")
        service.knobs(hold=True)
        assert till.begin(dossier, "a").state == "pending"
        assert Attempt.objects.count() == 1

    def test_nobody_else_may_begin(self, till: Till, service: Service) -> None:
        order = till.order(till.asked())
        with pytest.raises(OrderNotFound):
            operations.begin_attempt(
                order_id=order.id, provider="local", return_url=RETURN, key="a", actor=till.cashier, now=till.now
            )

    def test_an_attempt_for_another_sum_is_ended_before_a_new_one_begins(self, till: Till, service: Service) -> None:
        dossier = till.asked()
        old = till.begin(dossier)
        operations.receive_cash(
            order_id=old.order_id, amount=40_000, method="cash", payer_name="", key="c", actor=till.cashier,
            now=till.now,
        )  # fmt: skip
        new = till.begin(dossier)
        assert new.amount == 60_000
        assert service.pay(old.redirect_url).status_code == 303
        assert service.charges.count(old.reference) == 0

    def test_an_older_attempt_whose_end_is_unknown_is_in_the_way(self, till: Till, service: Service) -> None:
        dossier = till.asked()
        till.begin(dossier)
        service.knobs(down=True)
        with pytest.raises(OlderPaymentUnknown):
            till.later(minutes=20).begin(dossier)


class TestNotices:
    def test_a_payment_is_received_and_the_dossier_goes_on(self, till: Till, service: Service) -> None:
        dossier = till.asked()
        attempt = till.begin(dossier)
        service.pay(attempt.redirect_url)
        assert tell(till, last(service)).outcome == "settled"
        order, view = till.read(attempt), till.look(dossier)
        assert (order.state, order.paid, order.excess, [r.method for r in order.receipts]) == (
            "paid",
            FEE,
            0,
            ["online"],
        )
        assert (view.fee_state, view.status) == ("paid", Status.IN_PROCESS)

    def test_the_same_notice_three_times_is_received_once(self, till: Till, service: Service) -> None:
        attempt = till.begin(till.asked())
        service.pay(attempt.redirect_url)
        outcomes = [tell(till, last(service)).outcome for _ in range(3)]
        assert outcomes == ["settled", "repeated", "repeated"]
        assert till.read(attempt).paid == FEE

    def test_a_late_failure_does_not_undo_a_success(self, till: Till, service: Service) -> None:
        attempt = till.begin(till.asked())
        service.pay(attempt.redirect_url)
        tell(till, last(service))
        assert tell(till, forged(service, attempt.reference, state="failed")).outcome == "repeated"
        assert till.read(attempt).state == "paid"

    def test_a_failure_lets_the_payer_try_again(self, till: Till, service: Service) -> None:
        dossier = till.asked()
        attempt = till.begin(dossier)
        service.press(attempt.redirect_url, "fail")
        assert tell(till, last(service)).outcome == "failed"
        again = till.begin(dossier)
        assert again.reference != attempt.reference
        assert till.look(dossier).fee_state == "due"

    def test_money_after_we_gave_up_is_still_taken(self, till: Till, service: Service) -> None:
        dossier = till.asked()
        attempt = till.begin(dossier)
        service.pay(attempt.redirect_url)
        Attempt.objects.filter(id=attempt.id).update(state="expired")
        assert tell(till, last(service)).outcome == "late"
        assert till.look(dossier).fee_state == "paid"

    def test_two_payments_of_one_fee_leave_the_second_to_be_given_back(self, till: Till, service: Service) -> None:
        dossier = till.asked()
        attempt = till.begin(dossier)
        service.pay(attempt.redirect_url)
        Attempt.objects.filter(id=attempt.id).update(state="expired")
        second = till.begin(dossier)
        service.pay(second.redirect_url)
        assert tell(till, last(service)).outcome == "settled"
        assert tell(till, service.notices()[-2]).outcome == "late"
        order = till.read(attempt)
        assert (order.paid, order.excess) == (2 * FEE, FEE)

    def test_money_for_a_withdrawn_dossier_is_kept_to_be_given_back(self, till: Till, service: Service) -> None:
        from caunoi.dossiers import operations as dossiers

        dossier = till.asked()
        attempt = till.begin(dossier)
        dossiers.withdraw(
            dossier_id=dossier.id, reason="Tôi không cần nữa", actor=till.office.citizen, now=till.now
        )  # fmt: skip
        service.pay(attempt.redirect_url)
        assert tell(till, last(service)).outcome == "settled"
        order = till.read(attempt)
        assert (order.useless, order.excess, till.look(dossier).status) == (True, FEE, Status.WITHDRAWN)


def forged(service: Service, reference: str, secret: str = "cau-noi-demo", **said: Any) -> tuple[dict[str, str], bytes]:
    """A notification that somebody with the secret (or another one) could send."""
    import time
    import uuid

    from caunoi.payments.providers.signing import SIGNATURE, TIME, signature

    body = {"id": f"F-{uuid.uuid4().hex}", "reference": reference, "provider_reference": "PSX", "state": "succeeded",
            "amount": FEE, "currency": "VND", "reason": ""} | said  # fmt: skip
    content = json.dumps(body).encode()
    now = str(int(time.time()))
    return {TIME: now, SIGNATURE: signature(secret, now, content)}, content


class TestStrangeNotices:
    @pytest.mark.parametrize(
        ("change", "outcome"),
        [
            ({"secret": "somebody-elses"}, "wrong_signature"),
            ({"amount": 1}, "wrong_amount"),
            ({"amount": FEE * 10}, "wrong_amount"),
            ({"currency": "USD"}, "wrong_currency"),
            ({"reference": "CNNOBODY-1"}, "unknown_reference"),
            ({"amount": "100000"}, "malformed"),
            ({"amount": -1}, "malformed"),
            ({"state": "rich"}, "malformed"),
        ],
    )
    def test_it_is_named_and_kept_and_changes_nothing(
        self, till: Till, service: Service, change: dict[str, Any], outcome: str
    ) -> None:
        attempt = till.begin(till.asked())
        notice = forged(service, **({"reference": attempt.reference} | change))
        assert tell(till, notice).outcome == outcome
        assert ProviderNotice.objects.get().outcome == outcome
        assert (till.read(attempt).paid, Receipt.objects.count()) == (0, 0)

    def test_a_known_id_with_another_body_is_refused(self, till: Till, service: Service) -> None:
        attempt = till.begin(till.asked())
        first = forged(service, attempt.reference, id="N-1", state="pending")
        assert tell(till, first).outcome == "pending"
        assert tell(till, forged(service, attempt.reference, id="N-1")).outcome == "id_reused"
        assert till.read(attempt).paid == 0
        assert sorted(ProviderNotice.objects.values_list("outcome", flat=True)) == ["id_reused", "pending"]

    def test_what_is_said_of_another_sum_is_asked_of_the_service_itself(self, till: Till, service: Service) -> None:
        attempt = till.begin(till.asked())
        service.knobs(hold=True, amount=1)
        service.pay(attempt.redirect_url)
        assert tell(till, last(service)).outcome == "wrong_amount"
        assert operations.ask_due(now=till.now) == 1
        assert till.read(attempt).paid == FEE

    def test_an_unsigned_heap_is_not_kept_by_its_content(self, till: Till, service: Service) -> None:
        outcome = operations.receive_notice(provider="local", headers={}, body=b"x" * 100_000, now=till.now)
        assert (outcome.outcome, outcome.taken) == ("malformed", False)
        assert set(ProviderNotice.objects.get().body) == {"bytes", "sha256"}


class TestAsking:
    def test_nothing_depends_on_the_notification(self, till: Till, service: Service) -> None:
        dossier = till.asked()
        attempt = till.begin(dossier)
        service.pay(attempt.redirect_url)
        assert operations.ask_due(now=till.now) == 0
        assert operations.ask_due(now=till.later(seconds=15).now) == 1
        assert till.look(dossier).fee_state == "paid"

    def test_a_silent_service_is_asked_less_and_less_often(self, till: Till, service: Service) -> None:
        attempt = till.begin(till.asked())
        service.knobs(down=True)
        waits = []
        for _ in range(9):
            row = Attempt.objects.get(id=attempt.id)
            assert row.ask_at is not None
            assert operations.ask_due(now=row.ask_at) == 0
            after = Attempt.objects.get(id=attempt.id).ask_at
            assert after is not None
            waits.append(int((after - row.ask_at).total_seconds()))
        assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]

    def test_coming_back_asks_at_once(self, till: Till, service: Service) -> None:
        attempt = till.begin(till.asked())
        service.pay(attempt.redirect_url)
        assert operations.ask_provider(attempt_id=attempt.id, now=till.now).state == "succeeded"

    def test_nothing_more_is_due_afterwards(self, till: Till, service: Service) -> None:
        attempt = till.begin(till.asked())
        service.pay(attempt.redirect_url)
        operations.ask_provider(attempt_id=attempt.id, now=till.now)
        with pytest.raises(NothingDue):
            operations.begin_attempt(
                order_id=attempt.order_id, provider="local", return_url=RETURN, key="z", actor=till.office.citizen,
                now=till.now,
            )  # fmt: skip

    def test_the_journal_tells_it_without_a_name(self, till: Till, service: Service) -> None:
        attempt = till.begin(till.asked())
        service.pay(attempt.redirect_url)
        operations.ask_provider(attempt_id=attempt.id, now=till.now)
        kinds = [one.kind for one in entries_of("payment", attempt.order_id)]
        assert kinds == ["payment.opened", "payment.begun", "payment.received"]
