"""Documents of the catalogue at their public addresses."""

from __future__ import annotations

from datetime import datetime
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from rdflib import DCTERMS, Graph, Literal, URIRef

from caunoi.core.actor import System
from caunoi.core.clock import VIETNAM, SystemClock
from caunoi.procedures import operations

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 22, 9, 0, tzinfo=VIETNAM)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def catalogue(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda _self: NOW)
    operations.load(now=NOW, actor=System("test"))


@pytest.mark.parametrize(
    ("path", "media", "syntax"),
    [("/catalogue.ttl", "text/turtle", "turtle"), ("/catalogue/1.001193.jsonld", "application/ld+json", "json-ld"),
     ("/catalogue/1.001193.ttl", "text/turtle", "turtle")],
)  # fmt: skip
def test_anybody_gets_the_description_once(client: Client, path: str, media: str, syntax: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, media)
    assert set(answer["Cache-Control"].split(", ")) == {"public", "max-age=300"}
    graph = Graph().parse(data=answer.content, format=syntax)
    birth = URIRef(f"{settings.BASE_URL}/procedures/1.001193/#service")
    assert (birth, DCTERMS.identifier, Literal("1.001193")) in graph
    again = client.get(path, headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.post(path).status_code == 405


def test_an_unknown_procedure_is_not_found(client: Client) -> None:
    assert client.get("/catalogue/9.999999.ttl").status_code == 404
    assert client.get("/catalogue/9.9\0.ttl").status_code == 404


@pytest.mark.parametrize(
    ("query", "words"),
    [("", "hiệu lực từ 01/07/2025"), ("?lang=en", "in force from 01/07/2025"), ("?lang=th", "มีผลตั้งแต่ 01/07/2025"),
     ("?lang=xx", "hiệu lực từ")],
)  # fmt: skip
def test_the_feed_says_in_words_what_changed(client: Client, query: str, words: str) -> None:
    answer = client.get(f"/catalogue/changes.atom{query}")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert client.get(f"/catalogue/changes.atom{query}", headers={"if-none-match": answer["ETag"]}).status_code == 304
    root = ElementTree.fromstring(answer.content)
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 39
    assert words in entries[0].findtext(f"{ATOM}title", "")


def test_the_feed_has_all_that_the_standard_demands(client: Client) -> None:
    root = ElementTree.fromstring(client.get("/catalogue/changes.atom").content)
    assert root.tag == f"{ATOM}feed"
    for element in [root, *root.findall(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
            assert element.findtext(f"{ATOM}{name}")
        datetime.fromisoformat(element.findtext(f"{ATOM}updated", ""))
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == f"{settings.BASE_URL}/catalogue/changes.atom"
    ids = [entry.findtext(f"{ATOM}id", "") for entry in root.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    assert all(i.startswith("urn:uuid:") for i in ids)


def test_the_page_names_every_address(client: Client) -> None:
    page = client.get("/catalogue/").content.decode()
    for path in ("/catalogue.ttl", "/catalogue.jsonld", "/catalogue/changes.atom", "/catalogue/shapes.ttl"):
        assert f'href="{path}' in page
        assert client.get(path).status_code == 200
    assert 'href="/catalogue/1.001193.ttl"' in client.get("/procedures/1.001193/").content.decode()
