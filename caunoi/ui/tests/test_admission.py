"""More than can be carried is turned away at once, in the visitor's language, and nothing of it is done."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from caunoi.ui.admission import Admission, turned_away


class Rush:
    """A program whose requests stay in work until they are let go."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.begun = threading.Semaphore(0)
        self.go = threading.Event()
        self.admission = Admission(self._serve)
        self.pool = ThreadPoolExecutor(16)

    def _serve(self, request: HttpRequest) -> HttpResponse:
        self.begun.release()
        assert self.go.wait(20)
        if request.path == "/breaks/":
            raise ZeroDivisionError
        self.done.append(request.path)
        return HttpResponse("done")

    def send(self, path: str = "/") -> Any:
        return self.pool.submit(self.admission, RequestFactory().get(path))


@pytest.fixture
def rush(settings: LazySettings) -> Any:
    settings.AT_ONCE, settings.WAITING, settings.PATIENCE = 2, 1, 20
    found = Rush()
    yield found
    found.go.set()
    found.pool.shutdown()


def in_work(rush: Rush, count: int) -> list[Any]:
    sent = [rush.send() for _ in range(count)]
    for _ in range(count):
        assert rush.begun.acquire(timeout=20)
    return sent


def test_the_surplus_is_turned_away_while_those_let_in_are_served(rush: Rush) -> None:
    served = in_work(rush, 2)
    others = [rush.send("/surplus/") for _ in range(4)]
    refused = [one for one in others if one not in {waiting(others)}]
    assert {one.result(20).status_code for one in refused} == {503}
    assert all(2 <= int(one.result()["Retry-After"]) <= 8 for one in refused)
    rush.go.set()
    assert [one.result(20).status_code for one in served] == [200, 200]
    assert [one.result(20).status_code for one in others].count(200) == 1
    assert rush.done.count("/surplus/") == 1


def waiting(sent: list[Any]) -> Any:
    """The one of them that is not answered once all others are."""
    while sum(one.done() for one in sent) < len(sent) - 1:
        threading.Event().wait(0.01)
    return next(one for one in sent if not one.done())


def test_who_waits_too_long_is_turned_away(rush: Rush, settings: LazySettings) -> None:
    settings.PATIENCE = 0.05
    in_work(rush, 2)
    assert rush.send("/late/").result(20).status_code == 503


def test_those_who_wait_are_let_in_in_the_order_of_asking(settings: LazySettings) -> None:
    settings.AT_ONCE, settings.WAITING, settings.PATIENCE = 1, 3, 20
    rush = Rush()
    begun = [rush.send("/0/")]
    assert rush.begun.acquire(timeout=20)
    for number in range(1, 4):
        begun.append(rush.send(f"/{number}/"))
        while len(rush.admission._places._queue) < number:
            threading.Event().wait(0.005)
    rush.go.set()
    assert [one.result(20).status_code for one in begun] == [200] * 4
    assert rush.done == ["/0/", "/1/", "/2/", "/3/"]
    rush.pool.shutdown()


def test_a_failure_gives_its_place_back(rush: Rush) -> None:
    rush.go.set()
    for _ in range(5):
        with pytest.raises(ZeroDivisionError):
            rush.send("/breaks/").result(20)
    assert rush.send().result(20).status_code == 200


def test_whoever_watches_over_the_server_is_always_answered(rush: Rush) -> None:
    in_work(rush, 2)
    watching = rush.send("/healthz")
    assert rush.begun.acquire(timeout=20)
    rush.go.set()
    assert watching.result(20).status_code == 200


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "Hệ thống đang bận"), ("en", "The system is busy"), ("th", "ระบบมีผู้ใช้งานมาก")]
)
def test_a_page_says_it_in_the_visitors_language(language: str, said: str) -> None:
    request = RequestFactory().get("/desk/", headers={"accept-language": language})
    answer = turned_away(request)
    assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")
    assert said in answer.content.decode()


def test_a_machine_reads_a_problem(settings: LazySettings) -> None:
    answer = turned_away(RequestFactory().post("/api/v1/dossiers", headers={"accept-language": "en"}))
    assert answer["Content-Type"] == "application/problem+json"
    assert b'"code": "busy"' in answer.content
    assert int(answer["Retry-After"]) > 0


def test_the_surplus_carries_the_headers_that_protect_a_page(settings: LazySettings) -> None:
    settings.AT_ONCE = settings.WAITING = 0
    answer = Client().get("/")
    assert answer.status_code == 503
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
