"""The applicant pays a fee in a real browser, through the real service; phone and desk, with scripts and without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from caunoi.core.actor import Person
from caunoi.core.clock import SystemClock
from caunoi.documents.tests.pdf_text import text_of as pdf_text
from caunoi.dossiers import operations, queries, testing
from caunoi.dossiers.shapes import DossierView, Status
from caunoi.dossiers.testing import Office
from caunoi.payments import operations as payments
from caunoi.payments.rules import vietqr
from caunoi.people import testing as people
from caunoi.portal.tests.pages import text
from caunoi.ui.testing import chromium, follow
from tests.journeys.pages import keep, press, reads_well, session
from tests.payment_service import Service, pointed, running


def now() -> Any:
    return SystemClock().now()


@pytest.fixture(scope="module")
def payment_service() -> Iterator[Service]:
    with running() as service:
        yield service


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def waiting(office: Office, amount: int = 120_000) -> DossierView:
    """A household business whose applicant is asked to pay."""
    view = testing.file(office, "1.001612", now=now())
    operations.accept(dossier_id=view.id, actor=office.counter, now=now())
    return operations.request_payment(
        dossier_id=view.id, amount=amount, reason="Lệ phí đăng ký hộ kinh doanh", actor=office.specialist, now=now()
    )


@pytest.mark.django_db
class TestPages:
    @pytest.fixture
    def office(self) -> Office:
        return replace(testing.office(now()), citizen=Person(people.citizen(personal_id="001196000001").id))

    @pytest.fixture
    def service(self, payment_service: Service) -> Iterator[Service]:
        payment_service.knobs(hold=True)
        with pointed(payment_service):
            yield payment_service

    @pytest.fixture
    def citizen(self, office: Office) -> Client:
        client = Client()
        people.sign_in(client, office.citizen.person_id)
        return client

    def begin(self, citizen: Client, view: DossierView, way: str = "local", key: str = "k") -> Any:
        return citizen.post(f"/dossiers/{view.code}/payment/", {"way": way, "key": key})

    def test_it_leads_to_the_service_and_back(self, office: Office, citizen: Client, service: Service) -> None:
        view = waiting(office)
        answer = self.begin(citizen, view)
        assert answer.headers["Location"].startswith(f"{service.url}/pay/")
        assert self.begin(citizen, view).headers["Location"] == answer.headers["Location"]
        assert "Đang chờ kết quả thanh toán" in text(citizen.get(f"/dossiers/{view.code}/payment/"))
        returned = service.pay(answer.headers["Location"])
        page = text(citizen.get(returned.headers["location"].partition("testserver")[2], follow=True))
        assert "Bạn đã nộp đủ tiền." in page
        assert queries.dossier(view.id, actor=office.counter, now=now()).status == Status.IN_PROCESS

    def test_the_service_is_answered_what_was_made_of_its_notification(
        self, office: Office, citizen: Client, service: Service
    ) -> None:
        view = waiting(office)
        service.pay(self.begin(citizen, view).headers["Location"])
        headers, body = service.notices()[-1]
        signed = {name: value for name, value in headers.items() if "payment" in name}

        def tell(content: bytes, provider: str = "local") -> tuple[int, str]:
            answer = Client(enforce_csrf_checks=True).post(
                f"/payments/{provider}/notices/", content, content_type="application/json", headers=signed
            )
            return answer.status_code, answer.json()["outcome"]

        assert tell(body + b" ") == (401, "wrong_signature")
        assert tell(body, "nobody") == (404, "unknown_provider")
        assert tell(body) == (200, "settled")
        assert tell(body) == (200, "repeated")

    def test_a_payment_that_failed_is_said_and_tried_again(
        self, office: Office, citizen: Client, service: Service
    ) -> None:
        view = waiting(office)
        service.press(self.begin(citizen, view).headers["Location"], "fail")
        page = text(citizen.get(f"/dossiers/{view.code}/payment/back/", follow=True))
        assert "không thành công" in page
        assert self.begin(citizen, view, key="another").status_code == 302

    def test_what_is_under_way_can_be_given_up(self, office: Office, citizen: Client, service: Service) -> None:
        view = waiting(office)
        address = self.begin(citizen, view).headers["Location"]
        citizen.post(f"/dossiers/{view.code}/payment/cancel/")
        service.pay(address)
        assert len(service.notices()) == 0 or "Đang chờ" not in text(citizen.get(f"/dossiers/{view.code}/payment/"))
        assert queries.dossier(view.id, actor=office.counter, now=now()).fee_state == "due"

    def test_a_service_that_is_down_is_said(self, office: Office, citizen: Client, service: Service) -> None:
        view = waiting(office)
        service.knobs(down=True)
        answer = citizen.post(f"/dossiers/{view.code}/payment/", {"way": "local", "key": "k"}, follow=True)
        assert "Cổng thanh toán đang không trả lời." in text(answer)

    def test_no_way_chosen_is_said_in_place(self, office: Office, citizen: Client, service: Service) -> None:
        answer = citizen.post(f"/dossiers/{waiting(office).code}/payment/", {"key": "k"})
        assert answer.status_code == 422
        assert "Hãy chọn cách nộp." in text(answer)

    def test_the_code_for_a_transfer_says_account_sum_and_words(
        self, office: Office, citizen: Client, service: Service
    ) -> None:
        view = waiting(office)
        answer = citizen.post(f"/dossiers/{view.code}/payment/", {"way": "transfer", "key": "k"}, follow=True)
        said = vietqr.parse(answer.context["code"].payload)
        assert (said.amount, said.purpose) == (120_000, answer.context["code"].purpose)
        assert "<svg" in answer.content.decode()
        assert said.purpose in text(answer)

    def test_the_receipt_is_a_paper_to_keep_and_only_its_payers(
        self, office: Office, citizen: Client, service: Service
    ) -> None:
        view = waiting(office)
        order = operations.open_payment(dossier_id=view.id, actor=office.citizen, now=now())
        receipt = payments.receive_cash(
            order_id=order.id, amount=20_000, method="cash", payer_name="Lê Thị Mẫu", key="r", actor=office.counter,
            now=now(),
        )  # fmt: skip
        page = text(citizen.get(f"/dossiers/{view.code}/payment/"))
        assert "100.000 đồng" in page
        address = f"/dossiers/{view.code}/payment/receipts/{receipt.id}/"
        paper = citizen.get(address)
        words = " ".join(pdf_text(paper.content).split())
        assert receipt.number_text in words
        assert "Hai mươi nghìn đồng" in words
        other = waiting(office)
        assert citizen.get(f"/dossiers/{other.code}/payment/receipts/{receipt.id}/").status_code == 404
        stranger = Client()
        people.sign_in(stranger, people.citizen(full_name="Lê Thị Thí Dụ").id)
        assert stranger.get(address).status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
class TestBrowser:
    @pytest.fixture
    def office(self, transactional_db: None) -> Office:
        return replace(testing.office(now()), citizen=Person(people.citizen(personal_id="001196000001").id))

    @pytest.mark.parametrize(
        ("language", "width", "script"), [("vi", 1280, True), ("vi", 390, False), ("en", 390, True), ("th", 390, True)]
    )
    def test_a_fee_is_paid_online(
        self, browser: Browser, office: Office, live_server: Any, payment_service: Service, tmp_path: Path,
        language: str, width: int, script: bool,
    ) -> None:  # fmt: skip
        payment_service.knobs()
        view = waiting(office)
        client = Client()
        people.sign_in(client, office.citizen.person_id)
        name = f"{language}-{width}{'' if script else '-plain'}"

        def look(page: Page, what: str) -> None:
            (reads_well if script else keep)(page, f"pay-{what}-{name}")

        with pointed(payment_service, base_url=live_server.url):
            context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
            context.add_cookies(
                [*session(client, live_server.url), {"name": "lang", "value": language, "url": live_server.url}]
            )
            page = context.new_page()
            page.goto(f"{live_server.url}/dossiers/{view.code}/payment/")
            look(page, "due")
            page.check("[name=way][value=transfer]")
            press(page)
            look(page, "transfer")
            page.goto(f"{live_server.url}/dossiers/{view.code}/payment/")
            page.check("[name=way][value=local]")
            press(page)
            assert page.url.startswith(payment_service.url)
            keep(page, f"pay-service-{name}")
            follow(page.locator("button[value=fail]"))
            page.wait_for_url("**/payment/")
            look(page, "failed")
            page.check("[name=way][value=local]")
            press(page)
            follow(page.locator("button[value=wait]"))
            page.wait_for_url("**/payment/")
            look(page, "pending")
            follow(page.locator(".cn-card--task a.govuk-link"))
            follow(page.locator("button[value=pay]"))
            page.wait_for_url("**/payment/")
            look(page, "paid")
            context.close()
        assert queries.dossier(view.id, actor=office.counter, now=now()).fee_state == "paid"
