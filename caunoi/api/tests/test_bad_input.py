"""What a stranger sends wrong is named where it is wrong, and nothing is half done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from caunoi.api.tests.conftest import NOW, Caller, birth
from caunoi.core.ids import new_id
from caunoi.dossiers import testing as dossiers
from caunoi.dossiers.testing import Office
from caunoi.exchange import testing

pytestmark = pytest.mark.django_db


def sent(machine: Caller, content: bytes | str, content_type: str = "application/json") -> Any:
    """A body as it stands, to the address that files."""
    headers = {"authorization": f"Bearer {machine.token}", "idempotency-key": str(new_id()), "accept-language": "en"}
    return machine.client.post("/api/v1/dossiers", content, content_type=content_type, headers=headers)


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "application/xml", "text/plain"])
def test_a_body_in_another_format_is_refused_with_the_format_that_is_taken(
    post_office: Caller, content_type: str
) -> None:
    answer = sent(post_office, "{}", content_type)
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")
    assert content_type in answer.json()["detail"]
    assert "application/json" in answer.json()["detail"]


def test_an_upload_that_is_not_one_is_told_how_to_be_sent(post_office: Caller) -> None:
    headers = {"authorization": f"Bearer {post_office.token}", "accept-language": "en"}
    as_json = post_office.client.post("/api/v1/files", {}, content_type="application/json", headers=headers)
    assert (as_json.status_code, as_json.json()["code"]) == (415, "unsupported_media_type")
    for broken in ("multipart/form-data", "multipart/form-data; boundary="):
        answer = post_office.client.generic("POST", "/api/v1/files", b"x", broken, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "malformed")
        assert "boundary" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('{"procedure_code": NaN}', "NaN is not a JSON value"),
        ('{"answers": {"a": "b\\u0000"}}', "U+0000"),
        ('{"answers": {"a": "\\ud800"}}', "surrogate"),
        (b'{"a": "\xe9"}', "UTF-8"),
        ("[" * 100_000, ""),
    ],
)
def test_json_that_cannot_be_kept_is_malformed(post_office: Caller, body: bytes | str, said: str) -> None:
    answer = sent(post_office, body)
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")
    assert said in str(answer.json()["problems"])


def test_a_backslash_before_u0000_is_a_text_like_any_other(post_office: Caller) -> None:
    answer = sent(post_office, '{"procedure_code": "\\\\u0000"}')
    assert answer.json()["code"] == "invalid_input"


def test_a_request_without_a_body_says_that_one_is_needed(post_office: Caller) -> None:
    answer = sent(post_office, "")
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["message"] == "the request has no body; a JSON object must be sent"


def test_one_upload_for_two_papers_files_both(post_office: Caller) -> None:
    file = post_office.upload().json()["id"]
    papers = [{"component_id": name, "files": [file]} for name in ("declaration_paper", "birth_proof")]
    filed = post_office.post("/dossiers", birth(components=papers)).json()
    assert [c["attached"] for c in filed["components"] if c["component_id"] == "birth_proof"] == [True]


def test_a_paper_that_is_named_twice_is_refused_where_it_comes_again(post_office: Caller) -> None:
    files = [post_office.upload().json()["id"] for _ in range(2)]
    twice = [{"component_id": "birth_proof", "files": [file]} for file in files]
    refused = post_office.post("/dossiers", birth(components=twice), 422).json()
    assert [problem["field"] for problem in refused["problems"]] == ["components.1.component_id"]


def test_what_the_body_names_and_is_not_there_is_wrong_content(post_office: Caller) -> None:
    unknown = post_office.post("/dossiers", birth(procedure_code="9.999999"), 422).json()
    assert (unknown["code"], unknown["problems"][0]["field"]) == ("procedure_not_found", "procedure_code")
    nowhere = post_office.post("/dossiers", birth(competent_agency_id=str(new_id())), 422).json()
    assert (nowhere["code"], nowhere["problems"][0]["field"]) == ("agency_not_found", "competent_agency_id")


def test_a_result_cannot_be_delivered_before_there_is_one(office: Office, post_office: Caller) -> None:
    view = dossiers.walk(office, "signed", now=NOW)
    body = {"received_by": "Nguyễn Thị Mẫu", "delivered_at": (NOW - timedelta(days=365)).isoformat()}
    refused = post_office.post(f"/dossiers/{view.code}/hand-over", body, 422).json()
    assert refused["problems"][0]["field"] == "delivered_at"
    assert post_office.get(f"/dossiers/{view.code}").json()["status"] == 9


def test_lists_of_etags_are_understood(office: Office, post_office: Caller) -> None:
    view = dossiers.walk(office, "signed", now=NOW)
    tag = post_office.get(f"/dossiers/{view.code}")["ETag"]
    for given in (f'"1-vi", {tag}', f"W/{tag}", "*"):
        post_office.get(f"/dossiers/{view.code}", 304, if_none_match=given)
    body = {"received_by": "Nguyễn Thị Mẫu", "delivered_at": NOW.isoformat()}
    post_office.post(f"/dossiers/{view.code}/hand-over", body, 412, if_match='"1-vi", "2-vi"')
    post_office.post(f"/dossiers/{view.code}/hand-over", body, 200, if_match=f'"1-vi", {tag}')


def test_refusals_of_tokens_say_what_would_help(office: Office) -> None:
    reader = Caller(testing.machine(office.centre_id, now=NOW), scope="dossiers:read")
    challenge = reader.post("/dossiers", birth(), 403)["WWW-Authenticate"]
    assert 'error="insufficient_scope", scope="dossiers:file"' in challenge
    client = Client()
    wrong = client.get("/api/v1/me", headers={"authorization": "Bearer nothing"})
    assert 'error="invalid_token"' in wrong["WWW-Authenticate"]
    assert "error" not in client.get("/api/v1/me")["WWW-Authenticate"]


def test_titles_of_refusals_speak_of_no_page(post_office: Caller) -> None:
    said = post_office.get("/dossiers/nothing", 404, accept_language="en").json()
    assert said["title"] == "There is no such thing"


def test_head_is_get_without_the_body(office: Office, post_office: Caller) -> None:
    view = dossiers.walk(office, "accepted", now=NOW)
    headers = {"authorization": f"Bearer {post_office.token}"}
    whole = post_office.get(f"/dossiers/{view.code}")
    head = post_office.client.head(f"/api/v1/dossiers/{view.code}", headers=headers)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", whole["ETag"])
    assert int(head["Content-Length"]) == len(whole.content)


@pytest.mark.parametrize("path", ["openapi.json", "docs"])
def test_documents_are_only_read(path: str) -> None:
    answer = Client(enforce_csrf_checks=True).post(f"/api/v1/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")


def test_an_address_with_a_null_character_is_not_there(post_office: Caller) -> None:
    assert post_office.get("/dossiers/%00", 404).json()["code"] == "not_found"


def test_answers_are_written_alike_the_first_time_and_again(post_office: Caller) -> None:
    first = post_office.post("/dossiers", birth())
    read = post_office.get(f"/dossiers/{first.json()['code']}")
    assert "Nguyễn" in read.content.decode()
    assert read.json()["submitted_at"] == first.json()["submitted_at"]
