"""Money at the counter, given back, and compared with what a service says."""

from __future__ import annotations

from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from caunoi.core.clock import local_date
from caunoi.core.ids import new_id
from caunoi.dossiers import operations as dossiers
from caunoi.dossiers import queries as dossier_queries
from caunoi.dossiers import testing
from caunoi.dossiers.shapes import DossierView, Status
from caunoi.dossiers.tests.paying.pieces import FEE, Till
from caunoi.dossiers.tests.paying.test_online import last, tell
from caunoi.payments import operations, queries
from caunoi.payments.errors import (
    AlreadyVoided,
    KeyOfAnotherPayment,
    NothingDue,
    NotTodaysReceipt,
    NotYourDecision,
    NotYourTill,
    OrderNotFound,
    PaymentUnderWay,
    RefundDecided,
    RefundNotGranted,
    SamePerson,
    UnknownWay,
    WrongFile,
    WrongSum,
)
from caunoi.payments.shapes import ReceiptView
from caunoi.people import testing as people
from tests.payment_service import Service

pytestmark = pytest.mark.django_db


def cash(till: Till, dossier: DossierView, amount: int = FEE, **more: Any) -> ReceiptView:
    order = till.order(dossier) if "order_id" not in more else None
    given: dict[str, Any] = {
        "order_id": order.id if order else None, "amount": amount, "method": "cash", "payer_name": "Lê Thị Mẫu",
        "key": str(new_id()), "actor": till.cashier, "now": till.now,
    }  # fmt: skip
    return operations.receive_cash(**(given | more))


class TestCash:
    def test_a_receipt_is_given_and_the_dossier_goes_on(self, till: Till) -> None:
        dossier = till.asked()
        receipt = cash(till, dossier)
        assert (receipt.number, receipt.amount, receipt.method) == (1, FEE, "cash")
        view = till.look(dossier)
        assert (view.fee_state, view.status) == ("paid", Status.IN_PROCESS)

    def test_receipts_are_numbered_without_holes_also_past_a_refusal(self, till: Till) -> None:
        cash(till, till.dossier())
        with pytest.raises(WrongSum):
            cash(till, till.dossier(), FEE + 1)
        assert cash(till, till.dossier()).number == 2

    def test_a_part_leaves_the_rest_due(self, till: Till) -> None:
        dossier = till.asked()
        first = cash(till, dossier, 40_000)
        order = till.read(till.order(dossier))
        assert (order.state, order.paid, order.rest, till.look(dossier).fee_state) == ("open", 40_000, 60_000, "due")
        assert cash(till, dossier, 60_000).order_id == first.order_id
        assert till.look(dossier).fee_state == "paid"

    def test_an_amount_that_nobody_knew_is_what_the_cashier_says(self, till: Till) -> None:
        dossier = till.dossier(None)
        assert cash(till, dossier, 30_000, fee=50_000).amount == 30_000
        assert till.read(till.order(dossier)).rest == 20_000
        other = till.dossier(None)
        cash(till, other, 70_000)
        assert (till.look(other).fee_due, till.look(other).fee_state) == (70_000, "paid")

    def test_the_same_request_twice_is_received_once(self, till: Till) -> None:
        dossier = till.dossier()
        order_id = till.order(dossier).id
        first = cash(till, dossier, key="once", order_id=order_id)
        assert cash(till, dossier, key="once", order_id=order_id).id == first.id
        with pytest.raises(KeyOfAnotherPayment):
            cash(till, dossier, 1, key="once", order_id=order_id)
        with pytest.raises(NothingDue):
            cash(till, dossier, order_id=order_id)

    def test_only_who_receives_money_here_receives_it(self, till: Till) -> None:
        dossier = till.dossier()
        order_id = till.order(dossier).id
        other = testing.office(till.now, ward_code="00004", name="Ba Đình")
        for actor in (till.office.specialist, till.office.manager, till.office.citizen, other.counter):
            with pytest.raises(NotYourTill):
                cash(till, dossier, actor=actor, order_id=order_id)
        with pytest.raises(UnknownWay):
            cash(till, dossier, method="gold", order_id=order_id)

    def test_an_online_payment_under_way_is_ended_first(self, till: Till, service: Service) -> None:
        dossier = till.asked()
        attempt = till.begin(dossier)
        assert cash(till, dossier).amount == FEE
        service.pay(attempt.redirect_url)
        assert service.charges.count(attempt.reference) == 0

    def test_one_that_succeeded_meanwhile_leaves_nothing_to_take(self, till: Till, service: Service) -> None:
        dossier = till.asked()
        attempt = till.begin(dossier)
        service.pay(attempt.redirect_url)
        with pytest.raises(NothingDue):
            cash(till, dossier, order_id=attempt.order_id)
        assert till.read(attempt).paid == FEE

    def test_one_whose_end_is_unknown_is_said_and_may_be_passed_over(self, till: Till, service: Service) -> None:
        dossier = till.asked()
        attempt = till.begin(dossier)
        service.knobs(down=True)
        with pytest.raises(PaymentUnderWay):
            cash(till, dossier, order_id=attempt.order_id)
        cash(till, dossier, order_id=attempt.order_id, while_under_way=True)
        service.knobs(hold=True)
        service.pay(attempt.redirect_url)
        tell(till, last(service))
        assert till.read(attempt).excess == FEE

    def test_a_receipt_of_today_is_taken_back_and_the_fee_due_again(self, till: Till) -> None:
        dossier = till.dossier()
        receipt = cash(till, dossier)
        void: dict[str, Any] = {"receipt_id": receipt.id, "reason": "Ghi nhầm hồ sơ", "actor": till.cashier}
        with pytest.raises(NotTodaysReceipt):
            operations.void_receipt(**void, now=till.later(days=1).now)
        assert operations.void_receipt(**void, now=till.now).voided
        with pytest.raises(AlreadyVoided):
            operations.void_receipt(**void, now=till.now)
        assert (till.look(dossier).fee_state, till.read(till.order(dossier)).rest) == ("due", FEE)
        assert cash(till, dossier).number == 2

    def test_the_days_closing_counts_what_was_not_voided(self, till: Till) -> None:
        cash(till, till.dossier())
        wrong = cash(till, till.dossier())
        operations.void_receipt(receipt_id=wrong.id, reason="Ghi nhầm hồ sơ", actor=till.cashier, now=till.now)
        cash(till, till.dossier(), method="card")
        day = queries.closing(
            agency_id=till.office.centre_id, day=local_date(till.now), actor=till.cashier, now=till.now
        )
        assert (day.by_method, day.total, day.voided) == ({"cash": FEE, "card": FEE}, 2 * FEE, 1)
        assert (day.first[:6], day.last[:6]) == ("000001", "000003")

    def test_what_is_due_is_found_by_what_people_say(self, till: Till) -> None:
        dossier = till.dossier()
        till.order(dossier)
        for said in ("", "nguyen thi mau", dossier.code, dossier.code[-11:]):
            found = dossier_queries.fees_due(
                agency_id=till.office.centre_id, actor=till.cashier, now=till.now, text=said
            )
            assert [(one.code, one.rest) for one in found] == [(dossier.code, FEE)], said
        none = dossier_queries.fees_due(
            agency_id=till.office.centre_id, actor=till.cashier, now=till.now, text="tran van ai"
        )
        assert none == []
        with pytest.raises(OrderNotFound):
            dossier_queries.fees_due(agency_id=till.office.centre_id, actor=till.office.citizen, now=till.now)


class TestRefunds:
    def ask(self, till: Till, receipt: ReceiptView, amount: int = FEE) -> Any:
        return operations.ask_refund(
            receipt_id=receipt.id, amount=amount, reason="Hồ sơ đã rút", actor=till.cashier, now=till.now
        )

    def decide(self, till: Till, refund: Any, **more: Any) -> Any:
        given: dict[str, Any] = {"refund_id": refund.id, "grant": True, "actor": till.office.manager, "now": till.now}
        return operations.decide_refund(**(given | more))

    def test_one_asks_another_decides_and_the_cash_is_handed_out_once(self, till: Till) -> None:
        dossier = till.dossier()
        refund = self.ask(till, cash(till, dossier))
        with pytest.raises(NotYourDecision):
            self.decide(till, refund, actor=till.cashier)
        with pytest.raises(RefundNotGranted):
            operations.hand_out_refund(refund_id=refund.id, actor=till.cashier, now=till.now)
        assert self.decide(till, refund).state == "sent"
        with pytest.raises(RefundDecided):
            self.decide(till, refund)
        done = operations.hand_out_refund(refund_id=refund.id, actor=till.cashier, now=till.now)
        with pytest.raises(RefundNotGranted):
            operations.hand_out_refund(refund_id=refund.id, actor=till.cashier, now=till.now)
        assert (done.state, till.look(dossier).fee_state) == ("done", "refunded")

    def test_who_asked_does_not_decide_whatever_the_role(self, till: Till) -> None:
        both = people.officer(till.office.centre_id, "cashier", second_factor=False)
        from caunoi.core.actor import System
        from caunoi.people import operations as people_operations
        from caunoi.people.demo import SINCE

        people_operations.grant_membership(
            person_id=both.id, agency_id=till.office.centre_id, role="centre_manager", valid_from=SINCE, valid_to=None,
            actor=System("test"), now=till.now,
        )  # fmt: skip
        actor = people.actor(both.id, at=till.now)
        receipt = cash(till, till.dossier())
        refund = operations.ask_refund(
            receipt_id=receipt.id, amount=1, reason="Thu thừa tiền", actor=actor, now=till.now
        )
        with pytest.raises(SamePerson):
            self.decide(till, refund, actor=actor)

    def test_no_more_is_given_back_than_was_received(self, till: Till) -> None:
        receipt = cash(till, till.dossier())
        self.ask(till, receipt, 60_000)
        with pytest.raises(WrongSum):
            self.ask(till, receipt, 60_000)

    def test_an_online_payment_goes_back_through_its_service_once(self, till: Till, service: Service) -> None:
        attempt = till.begin(till.asked())
        service.pay(attempt.redirect_url)
        operations.ask_provider(attempt_id=attempt.id, now=till.now)
        refund = self.ask(till, till.read(attempt).receipts[0], 30_000)
        self.decide(till, refund)
        service.knobs(down=True)
        assert operations.send_refunds_due(now=till.now) == 0
        service.knobs(hold=True)
        assert operations.send_refunds_due(now=till.later(minutes=1).now) == 1
        assert operations.send_refunds_due(now=till.later(hours=2).now) == 0
        assert till.read(attempt).refunded == 30_000
        assert [one["amount"] for one in service.refunds if one["reference"] == refund.reference] == [30_000]

    def test_what_the_service_does_not_give_back_is_said(self, till: Till, service: Service) -> None:
        attempt = till.begin(till.asked())
        service.pay(attempt.redirect_url)
        operations.ask_provider(attempt_id=attempt.id, now=till.now)
        refund = self.ask(till, till.read(attempt).receipts[0])
        self.decide(till, refund)
        service.knobs(hold=True, refund_state="failed")
        operations.send_refunds_due(now=till.now)
        after = queries.refund(refund.id, actor=till.cashier, now=till.now)
        assert (after.state, after.answer) == ("failed", "refused by the bank")

    def test_what_was_paid_too_much_is_listed(self, till: Till, service: Service) -> None:
        dossier = till.asked()
        attempt = till.begin(dossier)
        dossiers.withdraw(dossier_id=dossier.id, reason="Không cần nữa", actor=till.office.citizen, now=till.now)
        service.pay(attempt.redirect_url)
        operations.ask_provider(attempt_id=attempt.id, now=till.now)
        found = queries.overpaid(agency_id=till.office.centre_id, actor=till.office.manager, now=till.now)
        assert [(one.code, one.excess) for one in found] == [(attempt.order_code, FEE)]


class TestReconciling:
    def compare(self, till: Till, content: bytes) -> Any:
        return operations.reconcile(
            provider="local", agency_id=till.office.centre_id, day=local_date(till.now), content=content,
            actor=till.cashier, now=till.now,
        )  # fmt: skip

    def paid(self, till: Till, service: Service, *, settle: bool = True) -> Any:
        attempt = till.begin(till.asked())
        service.pay(attempt.redirect_url)
        if settle:
            operations.ask_provider(attempt_id=attempt.id, now=till.now)
        return attempt

    def lines(self, service: Service, *attempts: Any) -> list[str]:
        """The lines of the file about these, without those of other tests."""
        found = service.day_file().decode().splitlines()
        return [found[0], *(line for line in found if any(line.startswith(f"{a.reference},") for a in attempts))]

    def test_a_day_that_agrees_has_no_difference(self, till: Till, service: Service) -> None:
        attempts = [self.paid(till, service) for _ in range(2)]
        content = "\n".join(self.lines(service, *attempts)).encode()
        found = self.compare(till, content)
        assert (found.lines, found.agreed, found.amount_theirs, found.amount_ours) == (2, 2, 2 * FEE, 2 * FEE)
        assert (found.differences, self.compare(till, content).id) == ((), found.id)

    def test_every_difference_is_listed(self, till: Till, service: Service) -> None:
        agreed, other_sum, not_there = (self.paid(till, service) for _ in range(3))
        not_here = self.paid(till, service, settle=False)
        lines = self.lines(service, agreed, other_sum, not_here)
        lines = [line.replace(f",{FEE},", ",99000,") if other_sum.reference in line else line for line in lines]
        lines += [lines[1], lines[1].replace(agreed.reference, "CNNOBODY22-1")]
        found = self.compare(till, "\n".join(lines).encode())
        assert {(one.kind, one.reference) for one in found.differences} == {
            ("amount", other_sum.reference), ("state", not_here.reference), ("repeated", agreed.reference),
            ("missing_here", "CNNOBODY22-1"), ("missing_there", not_there.reference),
        }  # fmt: skip
        assert operations.ask_due(now=till.now) >= 1
        assert till.read(not_here).state == "paid"

    @pytest.mark.parametrize(
        ("content", "place"),
        [
            (b"\xff\xfe", "UTF-8"),
            (b"reference,amount\n", "dòng 1, cột “provider_reference”"),
            (
                b"reference,provider_reference,merchant,amount,currency,state\nA,B,C,1.000,VND,succeeded\n",
                "cột “amount”",
            ),
            (b"reference,provider_reference,merchant,amount,currency,state\nA,B,C\n", "dòng 2"),
            (b"reference,provider_reference,merchant,amount,currency,state\n,B,C,1,VND,rich\n", "cột “state”"),
        ],
    )
    def test_a_wrong_file_is_named_by_line_and_column(
        self, till: Till, service: Service, content: bytes, place: str
    ) -> None:
        with pytest.raises(WrongFile) as wrong:
            self.compare(till, content)
        assert place in str(wrong.value)


class TestStatements:
    def test_the_hot_operations_cost_what_they_cost(self, till: Till, service: Service) -> None:
        from django.db import connection

        dossier, other = till.asked(), till.asked()
        with CaptureQueriesContext(
            connection,
        ) as begun:
            attempt = till.begin(dossier)
        service.pay(attempt.redirect_url)
        notice = last(service)
        with CaptureQueriesContext(connection) as told:
            tell(till, notice)
        with CaptureQueriesContext(connection) as again:
            tell(till, notice)
        order_id = till.order(other).id
        with CaptureQueriesContext(connection) as received:
            cash(till, other, order_id=order_id)
        costs = [
            sum("SAVEPOINT" not in q["sql"] for q in one.captured_queries) for one in (begun, told, again, received)
        ]
        assert costs == [11, 25, 1, 23]
