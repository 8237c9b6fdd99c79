"""The secret address of a person's calendar."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from caunoi.tasks import operations, testing

pytestmark = pytest.mark.django_db


class TestCalendar:
    def test_whoever_knows_the_address_reads_it_until_it_is_renewed(self, client: Client) -> None:
        now = datetime.now(UTC)
        place = testing.office(now)
        testing.assigned(place, now=now, title="Cấp chữ ký số")
        token = operations.renew_calendar(actor=place.specialist, now=now)
        answer = client.get(f"/api/calendars/{token}/tasks.ics")
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer["Cache-Control"] == "private, no-store"
        assert "SUMMARY:Cấp chữ ký số" in answer.content.decode()
        assert "http://testserver/desk/tasks/" in answer.content.decode().replace("\r\n ", "")
        operations.renew_calendar(actor=place.specialist, now=now)
        assert client.get(f"/api/calendars/{token}/tasks.ics").status_code == 404

    def test_an_unknown_address_and_another_method_are_refused(self, client: Client) -> None:
        assert client.get("/api/calendars/khong-co/tasks.ics").status_code == 404
        assert client.post("/api/calendars/khong-co/tasks.ics").status_code == 405
