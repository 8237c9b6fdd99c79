"""Open311 GeoReport v2 against the running server: the public client `georeport`, and plain HTTP in both forms."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
import requests
from django.apps import apps
from django.core.cache import caches
from georeport import GeoReport
from pytest_django.live_server_helper import LiveServer

from caunoi.api.tests.conftest import NOW
from caunoi.core.actor import Anonymous, Person
from caunoi.dossiers.testing import PNG
from caunoi.exchange import testing as exchange
from caunoi.people import testing as people
from caunoi.units import queries as units
from caunoi.units.testing import load_small
from caunoi.voices import operations
from caunoi.voices.operations.filing import file_petition
from caunoi.voices.petition_shapes import Filed, PetitionDraft

POTHOLE = {
    "service_code": "pothole", "lat": "21.0245", "long": "105.8430", "address_string": "Trước cổng chợ Ví Dụ",
    "description": "Ổ gà rất sâu trước cổng chợ <script>alert(1)</script> & xe hay ngã.",
    "attribute[size]": "large", "attribute[depth]": "20",
}  # fmt: skip


@pytest.fixture
def root(transactional_db: None, live_server: LiveServer) -> str:
    caches["local"].clear()
    load_small(provinces=("01",))
    return f"{live_server.url}/open311/v2"


@pytest.fixture
def client_root(db: None) -> str:
    load_small(provinces=("01",))
    return "/open311/v2"


def shown(**change: Any) -> Filed:
    """A petition that somebody checked and shows."""
    given: dict[str, Any] = {
        "service": "pothole", "text": "Ổ gà sâu trước cổng chợ", "lat": 21.0245, "lon": 105.8430,
        "attributes": {"size": ["large"]},
    }  # fmt: skip
    sent = file_petition(PetitionDraft(**(given | change)), actor=Anonymous(""), now=NOW - timedelta(days=1))
    operations.check_petition(
        voice_id=sent.voice_id, outcome="shown", public_text="Ổ gà <b>sâu</b> & nước", actor=checker(sent), now=NOW
    )
    return sent


def checker(sent: Filed) -> Person:
    holder = apps.get_model("voices", "Voice").objects.get(pk=sent.voice_id).holder_id
    return people.actor(people.officer(holder, "specialist", second_factor=False).id, at=NOW)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["json", "xml"])
def test_the_public_client_reads_services_definitions_and_requests(root: str, form: str) -> None:
    first, second = shown(), shown(lat=21.0251)
    client = GeoReport(root, jurisdiction="01", output_format=form)
    found = client.get_service_list()
    assert len(found) >= 18
    assert {"service_code", "service_name", "description", "metadata", "type", "keywords", "group"} <= set(found[0])
    defined = client.get_service_definition("pothole")
    attributes = defined["attributes"] if form == "json" else defined["attributes"]["attribute"]
    assert [one["code"] for one in attributes] == ["size", "depth", "danger"]
    assert {"variable", "datatype", "required", "datatype_description", "order", "description"} <= set(attributes[0])
    values = attributes[0]["values"] if form == "json" else attributes[0]["values"]["value"]
    assert values[0] == {"key": "small", "name": "Dưới nửa mét"}
    listed = client.get_service_requests(service_code="pothole,waste", status="open")
    assert {one["service_request_id"] for one in listed} == {first.code, second.code}
    one = client.get_service_request(first.code)
    assert one["description"] == "Ổ gà <b>sâu</b> & nước"
    assert float(one["lat"]) == 21.0245
    assert one["agency_responsible"] == first.holder_name
    assert one["status"] == "open"
    assert client.get_service_requests(service_request_id=f"{first.code},{second.code}", status="closed") == listed


@pytest.mark.slow
def test_posting_by_http_answers_in_json_and_in_xml(root: str) -> None:
    answer = requests.post(f"{root}/requests.json", data=POTHOLE, timeout=20)
    assert answer.status_code == 201, answer.text
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    (filed,) = answer.json()
    assert set(filed) == {"service_request_id", "service_notice", "account_id"}
    secret = filed["service_notice"].split("/follow/")[1].split("/")[0]
    assert requests.get(f"{root}/tokens/{secret}.json", timeout=20).json() == [
        {"service_request_id": filed["service_request_id"], "token": secret}
    ]
    photo = {"media": ("anh.png", PNG, "image/png")}
    answer = requests.post(f"{root}/requests.xml", data={**POTHOLE, "phone": "0900000008"}, files=photo, timeout=20)
    assert answer.status_code == 201, answer.text
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    tree = ElementTree.fromstring(answer.content)
    assert answer.content.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    assert tree.tag == "service_requests"
    assert tree.findtext("request/service_request_id", "").startswith("PA-")
    assert requests.get(f"{root}/requests.json", timeout=20).json()[0]["description"] is None


@pytest.mark.slow
def test_a_video_of_200_megabytes_is_refused_before_it_is_sent(root: str) -> None:
    import http.client
    from urllib.parse import urlsplit

    host = urlsplit(root)
    for form in ("json", "xml"):
        line = http.client.HTTPConnection(host.hostname or "", host.port, timeout=20)
        line.putrequest("POST", f"/open311/v2/requests.{form}")
        line.putheader("Content-Type", "multipart/form-data; boundary=x")
        line.putheader("Content-Length", str(200 * 2**20))
        line.endheaders()
        said = line.getresponse()
        assert said.status == 413
        assert "200 MB" in said.read().decode()
        assert said.headers["Content-Type"].startswith("text/xml" if form == "xml" else "application/json")


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"service_code": "dragons"}, 404, "lĩnh vực"),
        ({"service_code": ""}, 400, "service_code"),
        ({"attribute[colour]": "red"}, 400, "colour"),
        ({"attribute[size]": "huge"}, 400, "small, medium, large"),
        ({"attribute[size]": ""}, 400, "Hãy trả lời"),
        ({"lat": "12.0", "long": "111.0"}, 400, "ngoài biển"),
        ({"lat": "abc"}, 400, "21.0285"),
        ({"lat": "", "long": ""}, 400, "vị trí"),
        ({"jurisdiction_id": "99"}, 404, "jurisdiction_id"),
        ({"api_key": "wrong"}, 403, "api_key"),
        ({"description": ""}, 400, "mô tả"),
    ],
)
def test_refusals_are_lists_of_codes_and_descriptions_in_both_forms(
    client_root: str, client: Any, change: Any, status: int, words: str
) -> None:
    sent = POTHOLE | change
    answer = client.post(f"{client_root}/requests.json", sent)
    assert answer.status_code == status, answer.content.decode()
    assert any(words in one["description"] for one in answer.json()), answer.json()
    assert {one["code"] for one in answer.json()} == {status}
    tree = ElementTree.fromstring(client.post(f"{client_root}/requests.xml", sent).content)
    assert tree.tag == "errors"
    assert any(words in one.findtext("description", "") for one in tree.findall("error"))
    assert tree.findtext("error/code") == str(status)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("services/dragons.json", 404), ("requests/PA-1.xml", 404), ("tokens/wrong.json", 404),
        ("requests.json?status=maybe", 400), ("requests.json?start_date=yesterday", 400),
        ("requests.json?start_date=0001-01-01T00:00:00%2B14:00", 400),
        ("requests.json?start_date=2026-01-01T00:00:00Z&end_date=2026-09-01T00:00:00Z", 400),
        ("requests.json?page=0", 400), ("requests.json?service_code=dragons", 404),
        ("services.csv", 404), ("nothing.json", 404), ("services.json?jurisdiction_id=99", 404),
    ],
)  # fmt: skip
def test_what_cannot_be_found_or_read_is_said_as_the_specification_says_it(
    client_root: str, client: Any, path: str, status: int
) -> None:
    answer = client.get(f"{client_root}/{path}")
    assert answer.status_code == status
    if ".xml" in path:
        assert ElementTree.fromstring(answer.content).tag == "errors"
    else:
        assert answer.json()[0]["code"] == status
    assert client.delete(f"{client_root}/requests.json").status_code == 405


def test_a_moment_may_have_any_zone(client_root: str, client: Any) -> None:
    for zone in ("%2B23:59", "-23:59"):
        answer = client.get(f"{client_root}/requests.json?start_date=2026-09-01T00:00:00{zone}")
        assert (answer.status_code, answer.json()) == (200, [])


def test_discovery_says_where_and_in_which_forms(client_root: str, client: Any) -> None:
    (endpoint,) = client.get(f"{client_root}/discovery.json").json()["endpoints"]
    assert endpoint["url"] == "http://testserver/open311/v2"
    assert endpoint["formats"] == ["text/xml", "application/json"]
    tree = ElementTree.fromstring(client.get(f"{client_root}/discovery.xml").content)
    assert [one.text for one in tree.findall("endpoints/endpoint/formats/format")] == ["text/xml", "application/json"]


def test_services_speak_the_callers_language(client_root: str, client: Any) -> None:
    for language, name in (("vi", "Đường hư hỏng, ổ gà"), ("en", "Damaged road, pothole"), ("th", "ถนนชำรุด หลุมบ่อ")):
        answer = client.get(f"{client_root}/services.json", headers={"accept-language": language})
        assert answer.json()[0]["service_name"] == name


def test_a_machine_is_known_by_its_key_and_its_petitions_are_nobodys(client_root: str, client: Any) -> None:
    agency = units.agencies_of("01", on=NOW.date())[0]
    machine = exchange.machine(agency.id, now=NOW)
    key = exchange.token(client, machine, "")
    for _ in range(22):  # more than an address may send in a day
        answer = client.post(f"{client_root}/requests.json", {**POTHOLE, "api_key": key})
        assert answer.status_code == 201, answer.content.decode()
    row: Any = apps.get_model("voices", "Petition").objects.select_related("voice").first()
    assert (row.person_id, row.voice.author_person_id, row.channel) == (None, None, "open311")
    for _ in range(20):
        assert client.post(f"{client_root}/requests.json", POTHOLE).status_code == 201
    answer = client.post(f"{client_root}/requests.json", POTHOLE)
    assert (answer.status_code, answer.json()[0]["code"]) == (429, 429)


def test_a_page_of_petitions_costs_the_same_for_any_number(
    client_root: str, client: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        shown(lat=21.0245 + number / 5000)
    with django_assert_max_num_queries(8):
        found = client.get(f"{client_root}/requests.json?jurisdiction_id=01&page_size=10").json()
    assert len(found) == 10
    assert len(client.get(f"{client_root}/requests.json?page_size=10&page=2").json()) == 2
    assert client.get(f"{client_root}/requests.json?page_size=10&page=3").json() == []
