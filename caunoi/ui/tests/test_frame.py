"""The frame of every page: language, errors, marks."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from caunoi.core.errors import Conflict, InvalidInput, Problem
from caunoi.ui.middleware import RequestContext

pytestmark = pytest.mark.django_db


def test_it_shows_the_components_in_development(client: Client) -> None:
    answer = client.get("/design")
    assert answer.status_code == 200
    assert 'lang="vi"' in answer.content.decode()


def test_it_hides_the_components_in_production(client: Client, settings: object) -> None:
    settings.DEVELOPMENT = False  # type: ignore[attr-defined]
    assert client.get("/design").status_code == 404


def test_it_has_no_inline_script_or_style(client: Client) -> None:
    html = client.get("/design").content.decode()
    assert "<style" not in html
    assert " style=" not in html
    assert "<script>" not in html
    assert " onclick=" not in html


def test_it_switches_language_without_a_query_string(client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "/design"})
    assert (answer.status_code, answer["Location"]) == (302, "/design")
    assert 'lang="en"' in client.get("/design").content.decode()


def test_it_goes_nowhere_else_after_switching(client: Client) -> None:
    answer = client.post("/language/", {"language": "th", "next": "https://example.org/"})
    assert answer["Location"] == "/"


def test_it_ignores_a_language_that_it_does_not_speak(client: Client) -> None:
    answer = client.post("/language/", {"language": "xx", "next": "/design"})
    assert "lang" not in answer.cookies


def test_it_answers_an_unknown_address_with_a_page(client: Client) -> None:
    answer = client.get("/khong-co-trang-nay")
    assert answer.status_code == 404
    assert "Không tìm thấy trang" in answer.content.decode()


def test_it_answers_machines_in_json(client: Client) -> None:
    answer = client.get("/api/khong-co")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "not_found"


def _refuse(path: str, error: Exception) -> HttpResponse:
    request: HttpRequest = RequestFactory().get(path)
    answer = RequestContext(lambda _request: HttpResponse()).process_exception(request, error)
    assert answer is not None
    return answer


def test_it_lists_what_is_wrong() -> None:
    error = InvalidInput([Problem("cần một số", line=3, column="lat")])
    answer = _refuse("/units/", error)
    assert answer.status_code == 422
    assert "dòng 3, cột “lat”: cần một số" in answer.content.decode()


def test_it_keeps_the_status_of_a_domain_error() -> None:
    assert _refuse("/units/", Conflict()).status_code == 409
    assert _refuse("/api/v1/units", Conflict()).status_code == 409


def test_it_leaves_failures_to_the_server() -> None:
    request = RequestFactory().get("/")
    assert RequestContext(lambda _request: HttpResponse()).process_exception(request, ValueError()) is None
