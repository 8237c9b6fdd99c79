"""A machine files, follows and delivers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.idp.oidc.models import Token
from django.test import Client

from caunoi.api.tests.conftest import NOW, Caller, birth
from caunoi.core.actor import Person
from caunoi.core.clock import SystemClock
from caunoi.core.ids import new_id
from caunoi.core.journal.queries import after
from caunoi.dossiers import operations, queries
from caunoi.dossiers import testing as dossiers
from caunoi.dossiers.testing import ANSWERS, PNG, Office
from caunoi.exchange import following, testing
from caunoi.exchange.testing import abandoned

pytestmark = pytest.mark.django_db


def test_it_files_a_dossier_at_the_counter_and_follows_it(post_office: Caller) -> None:
    filed = post_office.post("/dossiers", birth())
    dossier = filed.json()
    assert dossier["status"] == 2
    assert dossier["channel"] == "post"
    assert filed["Location"] == f"/api/v1/dossiers/{dossier['code']}"
    followed = post_office.get(f"/dossiers/{dossier['code']}")
    assert followed.json()["code"] == dossier["code"]
    assert [event["kind"] for event in followed.json()["timeline"]][:2] == ["dossier.submitted", "dossier.accepted"]


def test_the_same_request_twice_files_once_and_another_body_is_refused(post_office: Caller) -> None:
    first = post_office.post("/dossiers", birth(), key="gui-lan-mot")
    again = post_office.post("/dossiers", birth(), key="gui-lan-mot")
    assert again.json() == first.json()
    assert again["ETag"] == first["ETag"]
    assert again["Idempotency-Replayed"] == "true"
    other = birth(answers={**ANSWERS, "copies": 2})
    refused = post_office.post("/dossiers", other, 422, key="gui-lan-mot").json()
    assert refused["code"] == "idempotency_key_reused"
    assert "gui-lan-mot" in refused["detail"]
    assert len(queries.find("mau", actor=office_actor(post_office), now=NOW).rows) == 1


def test_a_key_is_needed_and_a_refusal_frees_it(post_office: Caller) -> None:
    assert post_office.post("/dossiers", birth(), 400, key="").json()["code"] == "idempotency_key_missing"
    assert post_office.post("/dossiers", birth(), 400, key="ngan").json()["code"] == "idempotency_key_missing"
    wrong = birth(answers={**ANSWERS, "child_birth_date": "2090-01-01"})
    problems = post_office.post("/dossiers", wrong, 422, key="sua-roi-gui").json()["problems"]
    assert problems[0]["field"] == "answers.child_birth_date"
    post_office.post("/dossiers", birth(), key="sua-roi-gui")


def test_a_request_whose_process_died_is_let_through_and_finds_its_dossier(post_office: Caller) -> None:
    code = post_office.post("/dossiers", birth(), key="chet-giua-chung").json()["code"]
    abandoned("chet-giua-chung", at=SystemClock().now())  # killed when it was filed and not yet answered
    busy = post_office.post("/dossiers", birth(), 409, key="chet-giua-chung").json()
    assert busy["code"] == "idempotency_key_in_progress"
    abandoned("chet-giua-chung", at=SystemClock().now() - timedelta(minutes=5))
    assert post_office.post("/dossiers", birth(), key="chet-giua-chung").json()["code"] == code


def test_it_names_every_field_that_is_unknown_missing_or_wrong(post_office: Caller) -> None:
    body = {"procedure_code": 5, "aplicant": {}, "channel": "dove"}
    problems = post_office.post("/dossiers", body, 422, accept_language="en").json()["problems"]
    assert {p["field"]: p["message"] for p in problems} == {
        "procedure_code": "must be a string",
        "applicant": "this field is missing",
        "aplicant": "the interface has no such field; check the spelling",
        "channel": "must be one of: 'post' or 'direct'",
    }


def test_it_says_where_json_breaks(post_office: Caller) -> None:
    sent = {"authorization": f"Bearer {post_office.token}", "idempotency-key": "hong-o-giua"}
    answer = post_office.client.post(
        "/api/v1/dossiers", '{"procedure_code":\n "1', content_type="application/json", headers=sent
    )
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["problems"][0]["line"] == 2


def test_papers_and_people_are_named_where_they_are_wrong(post_office: Caller) -> None:
    gone = birth(components=[{"component_id": "birth_proof", "files": [str(new_id())]}])
    refused = post_office.post("/dossiers", gone, 422).json()
    assert refused["problems"][0]["field"] == "components.0.files.0"
    lacking = post_office.post("/dossiers", birth(components=[]), 422).json()
    assert {p["field"] for p in lacking["problems"]} == {"components.declaration_paper", "components.birth_proof"}
    stranger = birth(applicant={"full_name": "Nguyễn Thị Mẫu", "personal_id": "123"})
    assert post_office.post("/dossiers", stranger, 422).json()["problems"][0]["field"] == "applicant.personal_id"


def test_a_token_with_too_few_scopes_is_refused_by_the_scope_it_lacks(office: Office) -> None:
    reader = Caller(testing.machine(office.centre_id, now=NOW), scope="dossiers:read")
    refused = reader.post("/dossiers", birth(), 403).json()
    assert refused["code"] == "scope_missing"
    assert "dossiers:file" in refused["detail"]


def test_tokens_that_are_missing_wrong_or_expired_are_told_apart(post_office: Caller) -> None:
    client = Client()
    missing = client.get("/api/v1/dossiers")
    assert (missing.status_code, missing.json()["code"]) == (401, "token_missing")
    assert missing["WWW-Authenticate"].startswith("Bearer")
    wrong = client.get("/api/v1/dossiers", headers={"authorization": "Bearer nothing"})
    assert (wrong.status_code, wrong.json()["code"]) == (401, "token_invalid")
    post_office.get("/me")
    Token.objects.update(expires_at=NOW - timedelta(hours=1))
    assert post_office.get("/me", 401).json()["code"] == "token_expired"


def test_secrets_grants_and_scopes_that_are_wrong_get_no_token(post_office: Caller) -> None:
    known = {"client_id": post_office.registered.machine.client_id, "client_secret": post_office.registered.secret}
    asked = {"grant_type": "client_credentials", **known}
    for change, status, error in (
        ({"client_secret": "guess"}, 401, "invalid_client"),
        ({"client_id": "guess"}, 401, "invalid_client"),
        ({"scope": "dossiers:eat"}, 400, "invalid_scope"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
    ):
        answer = Client().post("/api/oauth/token", {**asked, **change})
        assert (answer.status_code, answer.json()["error"]) == (status, error)
        assert answer.json()["detail"]


def test_another_version_in_if_match_is_refused_and_the_same_is_taken(office: Office, post_office: Caller) -> None:
    view = dossiers.walk(office, "signed", now=NOW)
    seen = post_office.get(f"/dossiers/{view.code}")
    body = {"received_by": "Nguyễn Thị Mẫu", "delivered_at": NOW.isoformat(), "tracking_number": "EX1"}
    stale = post_office.post(f"/dossiers/{view.code}/hand-over", body, 412, if_match='"1-vi"').json()
    assert stale["code"] == "precondition_failed"
    assert str(seen.json()["version"]) in stale["detail"]
    assert (
        post_office.post(f"/dossiers/{view.code}/hand-over", body, 400, if_match="seven").json()["code"] == "bad_header"
    )
    done = post_office.post(f"/dossiers/{view.code}/hand-over", body, 200, if_match=seen["ETag"]).json()
    assert done["status"] == 10
    assert done["hand_over"]["tracking_number"] == "EX1"
    assert post_office.post(f"/dossiers/{view.code}/hand-over", body, 409).json()["code"] == "wrong_step"


def test_what_did_not_change_is_not_sent_again(office: Office, post_office: Caller) -> None:
    view = dossiers.walk(office, "accepted", now=NOW)
    tag = post_office.get(f"/dossiers/{view.code}")["ETag"]
    assert post_office.get(f"/dossiers/{view.code}", 304, if_none_match=tag).content == b""
    assert post_office.get(f"/dossiers/{view.code}", if_none_match=tag, accept_language="en")["ETag"] != tag


def test_a_supplement_is_answered_at_once(office: Office, post_office: Caller) -> None:
    view = dossiers.walk(office, "accepted", now=NOW - timedelta(minutes=5))
    operations.request_supplement(
        dossier_id=view.id, items=[{"component_id": "birth_proof", "what": "Ảnh mờ"}], reason="Ảnh mờ",
        actor=office.specialist, now=NOW,
    )  # fmt: skip
    asked = post_office.get(f"/dossiers/{view.code}").json()["requests"][0]
    assert asked["items"] == [{"field": None, "component_id": "birth_proof", "what": "Ảnh mờ"}]
    missing = post_office.post(f"/dossiers/{view.code}/supplement", {}, 422).json()
    assert missing["problems"][0]["field"] == "components.birth_proof"
    sent = {"components": [{"component_id": "birth_proof", "files": [post_office.upload().json()["id"]]}]}
    assert post_office.post(f"/dossiers/{view.code}/supplement", sent, 200).json()["status"] == 4


def test_the_feed_gives_every_change_once_in_order(office: Office, post_office: Caller) -> None:
    codes = [dossiers.walk(office, "submitted", now=NOW, citizen=dossiers.citizen(NOW)).code for _ in range(3)]
    tell()
    page = post_office.get("/dossiers?limit=2").json()
    assert [item["code"] for item in page["items"]] == codes[:2]
    assert page["has_more"]
    rest = post_office.get(f"/dossiers?after={page['next_cursor']}").json()
    assert [item["code"] for item in rest["items"]] == codes[2:]
    assert post_office.get(f"/dossiers?after={rest['next_cursor']}").json()["items"] == []
    first = queries.by_code(codes[0], actor=office.counter, now=NOW)
    operations.accept(dossier_id=first.id, actor=office.counter, now=NOW)
    tell()
    again = post_office.get(f"/dossiers?after={rest['next_cursor']}").json()["items"]
    assert [(item["code"], item["last_event"]) for item in again] == [(codes[0], "dossier.forwarded")]
    assert post_office.get("/dossiers?after=nonsense", 422).json()["problems"][0]["field"] == "after"


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("2026-01-01T00:00:00%2B23:59", 200), ("2026-01-01T00:00:00-23:59", 200),
        ("0001-01-01T00:00:00%2B07:00", 422), ("9999-12-31T23:59:59-07:00", 422), ("2026-01-01T00:00:00", 422),
    ],
)  # fmt: skip
def test_a_moment_may_have_any_zone_and_must_be_a_moment(since: str, status: int, post_office: Caller) -> None:
    answer = post_office.get(f"/dossiers?changed_since={since}", status).json()
    assert status == 200 or answer["problems"][0]["field"] == "changed_since"


def test_nobody_follows_what_is_not_theirs(office: Office) -> None:
    view = dossiers.walk(office, "accepted", now=NOW)
    elsewhere = dossiers.office(NOW, ward_code="00070", name="Hoàn Kiếm")
    stranger = Caller(testing.machine(elsewhere.centre_id, now=NOW))
    tell()
    assert stranger.get(f"/dossiers/{view.code}", 404).json()["code"] == "dossier_not_found"
    assert stranger.get("/dossiers").json()["items"] == []


def test_support_staff_file_online_and_follow_without_results(office: Office) -> None:
    helper = Caller(testing.machine(office.centre_id, now=NOW, role="support_staff"))
    file = helper.upload().json()["id"]
    components = [{"component_id": "birth_proof", "files": [file]}]
    body = birth(components=components, receiving_agency_id=str(office.centre_id))
    filed = helper.post("/dossiers", body).json()
    assert (filed["status"], filed["channel"]) == (1, "online")
    assert helper.get(f"/dossiers/{filed['code']}").json()["results"] == []


def test_who_only_reads_cannot_file(office: Office) -> None:
    reader = Caller(testing.machine(office.centre_id, now=NOW, role="auditor"))
    assert reader.post("/dossiers", birth(), 403).json()["code"] == "role_cannot_file"


def test_a_file_that_is_too_large_or_of_a_wrong_kind_is_refused(post_office: Caller, settings: Any) -> None:
    settings.FILE_LIMIT = 1000
    large = post_office.upload(PNG + bytes(2000), status=413).json()
    assert large["problems"][0]["field"] == "file"
    wrong = post_office.upload(b"MZ this is a program", status=422).json()
    assert wrong["problems"][0]["field"] == "file"


def test_calls_are_counted_and_too_many_wait(office: Office) -> None:
    slow = Caller(testing.machine(office.centre_id, now=NOW, per_minute=2))
    answers = [slow.client.get("/api/v1/me", headers={"authorization": f"Bearer {slow.token}"}) for _ in range(5)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert int(refused[0]["Retry-After"]) <= 60
    assert refused[0].json()["code"] == "too_many_requests"
    assert answers[0]["RateLimit-Policy"] == '"minute";q=2;w=60'
    assert answers[0]["RateLimit"].startswith('"minute";r=1;t=')


def test_another_method_is_a_problem_too(post_office: Caller) -> None:
    answer = post_office.client.put("/api/v1/dossiers")
    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"
    assert set(answer["Allow"].split(", ")) == {"GET", "HEAD", "POST"}


def test_the_catalogue_tells_papers_and_questions(post_office: Caller) -> None:
    page = post_office.get("/procedures?can_file=true&limit=2").json()
    following_page = post_office.get(f"/procedures?can_file=true&limit=2&after={page['next_cursor']}").json()
    assert not {e["code"] for e in page["items"]} & {e["code"] for e in following_page["items"]}
    one = post_office.get("/procedures/1.001193").json()
    assert "birth_proof" in [component["id"] for component in one["components"]]
    assert "child_full_name" in post_office.get("/procedures/1.001193/form").json()["form"]["properties"]


def tell() -> None:
    """As the worker does when the entries are settled."""
    kinds = set(following.kinds())
    following.tell([entry for entry in after(0, 10_000) if entry.kind in kinds])


def office_actor(caller: Caller) -> Person:
    """The service account."""
    view = caller.registered.machine
    return Person(view.person_id, role=view.role, agency_id=view.agency_id)
