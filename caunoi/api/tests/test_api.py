"""The API's frame: marks, document, errors. What it answers about units is in test_units.py."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.test import Client
from ninja import NinjaAPI

from caunoi.api.access import marked, registry
from caunoi.api.v1 import api

pytestmark = pytest.mark.django_db


def test_every_operation_says_who_may_use_it() -> None:
    found = registry(api)
    assert len(found) >= 10
    assert None not in found.values()


def test_an_operation_without_a_mark_keeps_the_program_from_starting() -> None:
    silent = NinjaAPI(urls_namespace="silent", docs_url=None)

    @silent.get("/secret")
    def secret(request: HttpRequest) -> str:
        return "?"

    with pytest.raises(ImproperlyConfigured, match="GET /secret"):
        marked(silent)


def test_it_describes_itself(client: Client) -> None:
    document = client.get("/api/v1/openapi.json").json()
    assert "/api/v1/units/{code}" in document["paths"]
    assert document["openapi"].startswith("3.")


def test_its_page_lists_every_operation(client: Client) -> None:
    html = client.get("/api/v1/docs").content.decode()
    assert html.count("/api/v1/units") >= 8
    assert "cdn" not in html


@pytest.mark.parametrize(
    ("language", "title"), [("vi", "Dữ liệu chưa hợp lệ"), ("en", "The data are not valid"), ("th", "ข้อมูลไม่ถูกต้อง")]
)
def test_it_says_what_is_wrong_in_the_callers_language(client: Client, language: str, title: str) -> None:
    answer = client.get("/api/v1/units?as_of=yesterday", headers={"accept-language": language})
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["title"] == title
    assert answer.json()["problems"][0]["field"] == "as_of"


def test_it_refuses_a_body_that_is_not_json(client: Client) -> None:
    answer = client.post("/api/v1/units/convert", "{", content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["code"] == "malformed"


def test_it_refuses_pages_that_are_too_long(client: Client) -> None:
    assert client.get("/api/v1/units?limit=5000").status_code == 422


def test_it_refuses_other_methods(client: Client) -> None:
    assert client.delete("/api/v1/units").status_code == 405
