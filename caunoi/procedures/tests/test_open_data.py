"""The catalogue for machines: it says what CPSV-AP 3.2 demands, and what is in force."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from pyshacl import validate
from rdflib import DCTERMS, RDF, XSD, Graph, Literal, URIRef

from caunoi.core.actor import System
from caunoi.procedures import operations
from caunoi.procedures.errors import ProcedureNotFound
from caunoi.procedures.exports import catalogue_document, documents, procedure_document
from caunoi.procedures.exports.terms import CPSV, CV
from caunoi.procedures.tests import pieces
from caunoi.procedures.tests.pieces import CODE, NOW, ON, texts

pytestmark = pytest.mark.django_db
BASE = "https://caunoi.example"
SHAPES = settings.DATA / "open_data" / "cpsv-ap-3.2-shapes.ttl"
BIRTH = URIRef(f"{BASE}/procedures/1.001193/#service")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(SHAPES)


@pytest.fixture
def shipped() -> None:
    operations.load(now=NOW, actor=System("test"))


@pytest.fixture
def invented(tmp_path: Path) -> Graph:
    pieces.load(tmp_path)
    return documents.graph(on=ON, base=BASE, code=CODE)


def conforms(graph: Graph, shapes: Graph) -> tuple[bool, str]:
    found, _graph, text = validate(graph, shacl_graph=shapes, advanced=False, inference="none")
    return found, text


@pytest.mark.usefixtures("shipped")
def test_the_whole_catalogue_conforms(shapes: Graph) -> None:
    document = catalogue_document("ttl", on=ON, base=BASE)
    graph = Graph().parse(data=document.body, format="turtle")
    services = set(graph.subjects(RDF.type, CPSV.PublicService))
    assert len(services) >= 502
    assert (BIRTH, DCTERMS.identifier, Literal("1.001193")) in graph
    good, text = conforms(graph, shapes)
    assert good, text[:2000]


def part(graph: Graph, service: URIRef, term: URIRef) -> URIRef:
    return URIRef(str(next(graph.objects(service, term))))


BREAKS: dict[str, Callable[[Graph, URIRef], Any]] = {
    "no identifier": lambda g, s: g.remove((s, DCTERMS.identifier, None)),
    "two identifiers": lambda g, s: g.add((s, DCTERMS.identifier, Literal("1.1"))),
    "no description": lambda g, s: g.remove((s, DCTERMS.description, None)),
    "a name without language": lambda g, s: g.add((s, DCTERMS.title, Literal("Tên"))),
    "no competent authority": lambda g, s: g.remove((s, CV.hasCompetentAuthority, None)),
    "a cost that is none": lambda g, s: g.add((s, CV.hasCost, s)),
    "a time that is no duration": lambda g, s: g.add((s, CV.processingTime, Literal("ba ngày"))),
    "an amount without currency": lambda g, s: g.add((s, CV.hasValue, Literal(1.0))),
    "an output without name": lambda g, s: g.remove((part(g, s, CPSV.produces), DCTERMS.title, None)),
    "a channel without identifier": lambda g, s: g.remove((part(g, s, CV.hasChannel), DCTERMS.identifier, None)),
    "evidence without name": lambda g, s: g.remove((part(g, s, CPSV.hasInput), DCTERMS.title, None)),
    "a rule without description": lambda g, s: g.remove((part(g, s, CPSV.follows), DCTERMS.description, None)),
    "an agency without area": lambda g, s: g.remove((part(g, s, CV.hasCompetentAuthority), DCTERMS.spatial, None)),
}


@pytest.mark.parametrize("what", BREAKS)
def test_a_broken_description_does_not_conform(what: str, invented: Graph, shapes: Graph) -> None:
    assert conforms(invented, shapes) == (True, conforms(invented, shapes)[1])
    BREAKS[what](invented, URIRef(f"{BASE}/procedures/{CODE}/#service"))
    assert not conforms(invented, shapes)[0]


def test_turtle_and_json_ld_say_the_same(invented: Graph) -> None:
    turtle, jsonld = (procedure_document(CODE, ending, on=ON, base=BASE).body for ending in ("ttl", "jsonld"))
    one, other = Graph().parse(data=turtle, format="turtle"), Graph().parse(data=jsonld, format="json-ld")
    assert set(one) == set(other) == set(invented)


def test_it_says_limits_amounts_and_who(invented: Graph) -> None:
    service = URIRef(f"{BASE}/procedures/{CODE}/#service")
    online = URIRef(f"{BASE}/procedures/{CODE}/#channel-online")
    assert (service, CV.hasChannel, online) in invented
    assert (online, CV.processingTime, Literal("P5D", datatype=XSD.duration, normalize=False)) in invented
    said = {str(text) for text in invented.objects(online, DCTERMS.description)}
    assert "Thường: 3 ngày làm việc" in said
    local = URIRef(f"{BASE}/procedures/{CODE}/#cost-normal-online-local")
    assert not list(invented.objects(local, CV.hasValue))
    assert any("Hội đồng nhân dân" in text for text in map(str, invented.objects(local, DCTERMS.description)))


@pytest.mark.usefixtures("shipped")
def test_it_says_an_amount_where_it_is_the_same_everywhere() -> None:
    birth = documents.graph(on=ON, base=BASE, code="1.001193")
    cost = URIRef(f"{BASE}/procedures/1.001193/#cost-normal-online-extract_copies")
    assert float(str(next(birth.objects(cost, CV.hasValue)))) == 8000


@pytest.mark.usefixtures("shipped")
def test_what_is_only_published_says_what_is_known(shapes: Graph) -> None:
    graph = documents.graph(on=ON, base=BASE, code="1.000080")
    service = URIRef(f"{BASE}/procedures/1.000080/#service")
    assert (service, CV.hasCompetentAuthority, URIRef(f"{BASE}/catalogue.ttl#agency-unknown")) in graph
    assert not list(graph.objects(service, CV.hasChannel))
    assert conforms(graph, shapes)[0]


def test_the_etag_changes_with_the_catalogue_and_only_then(tmp_path: Path) -> None:
    pieces.load(tmp_path)
    etags = [documents.etag_of(on=ON, base=BASE, ending="ttl", code=CODE) for _ in range(2)]
    assert etags[0] == etags[1] == procedure_document(CODE, "ttl", on=ON, base=BASE).etag
    whole = documents.etag_of(on=ON, base=BASE, ending="ttl")
    pieces.load(tmp_path, pieces.version(name=texts("Tên mới")))
    assert documents.etag_of(on=ON, base=BASE, ending="ttl", code=CODE) not in etags
    assert documents.etag_of(on=ON, base=BASE, ending="ttl") != whole
    assert "Tên mới" in procedure_document(CODE, "ttl", on=ON, base=BASE).body.decode()


def test_a_document_is_made_once(django_assert_num_queries: object, tmp_path: Path) -> None:
    pieces.load(tmp_path)
    first = procedure_document(CODE, "jsonld", on=ON, base=BASE)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert procedure_document(CODE, "jsonld", on=ON, base=BASE).body is first.body


def test_a_procedure_that_is_not_there_has_no_description() -> None:
    with pytest.raises(ProcedureNotFound):
        procedure_document("9.999999", "ttl", on=ON, base=BASE)
