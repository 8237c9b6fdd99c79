"""The API's frame: marks, document, errors. What it answers about units is in test_units.py."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.test import Client
from ninja import NinjaAPI
from openapi_spec_validator import validate

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


def test_its_document_is_valid_openapi_3_1(client: Client) -> None:
    document = client.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_its_document_is_complete(client: Client) -> None:
    """Every operation names its scope, its refusals as problems, its key; every parameter is described or plain."""
    document = client.get("/api/v1/openapi.json").json()
    schemes = document["components"]["securitySchemes"]["MachineToken"]
    scopes = set(schemes["flows"]["clientCredentials"]["scopes"])
    used: set[str] = set()
    ids = []
    for path, methods in document["paths"].items():
        for method, said in methods.items():
            ids.append(said["operationId"])
            machine = bool(said["security"])
            wanted = {"422", "429", "500", "503"} | ({"401", "403"} if machine else set())
            assert wanted <= set(said["responses"]), (method, path)
            for status, answer in said["responses"].items():
                if status >= "400":
                    assert list(answer["content"]) == ["application/problem+json"], (method, path, status)
                elif status < "300" and machine:
                    assert "RateLimit" in answer["headers"]
            used |= {scope for scheme in said["security"] for scope in scheme["MachineToken"]}
            assert said["summary"]
    assert used == scopes
    assert len(ids) == len(set(ids))
    filing = document["paths"]["/api/v1/dossiers"]["post"]
    assert {p["name"] for p in filing["parameters"] if p["required"]} == {"Idempotency-Key"}


def test_an_answer_that_is_given_is_one_that_the_document_names(client: Client) -> None:
    document = client.get("/api/v1/openapi.json").json()
    for path, methods in document["paths"].items():
        for method, said in methods.items():
            if not said["security"]:
                continue
            answer = client.generic(method.upper(), path.replace("{", "").replace("}", ""))
            assert str(answer.status_code) in said["responses"], (method, path, answer.status_code)
            assert answer["Content-Type"] == "application/problem+json"
