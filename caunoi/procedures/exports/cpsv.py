"""A procedure as a public service of CPSV-AP 3.2 (SEMIC, 2024-01-31)."""

from __future__ import annotations

from typing import Any

from rdflib import DCTERMS, FOAF, XSD, Literal, URIRef

from caunoi.procedures.exports import parts, wording
from caunoi.procedures.exports.terms import CPSV, CV, DCAT, PROFILE, Book
from caunoi.procedures.models import LifeEventRow, Procedure, ProcedureVersion

Events = dict[str, LifeEventRow]


def describe(book: Book, procedure: Procedure, version: ProcedureVersion | None, events: Events) -> None:
    """Write one procedure: all that its version in force says, or the little that the published list does."""
    service = book.service(procedure.code)
    book.new(service, CPSV.PublicService)
    book.number(service, procedure.code)
    book.link(service, (DCTERMS.isPartOf, book.common("catalogue")), (DCTERMS.spatial, book.place()))
    book.link(book.common("catalogue"), (DCTERMS.hasPart, service))
    if procedure.field:
        book.link(service, (CV.thematicArea, book.concept(book.named("field", procedure.field), procedure.field)))
    for code in procedure.life_events:
        if code in events:
            _grouped(book, service, events[code])
    if version is None:
        _published(book, service, procedure)
    else:
        _in_force(book, service, procedure.code, version.body)


def describe_catalogue(book: Book) -> None:
    """The data set that all the services are part of, and who publishes it."""
    whole, publisher, page = (book.common(part) for part in ("catalogue", "publisher", "page"))
    page = URIRef(f"{book.base}/procedures/")
    book.new(whole, DCAT.Dataset)
    book.number(whole, f"{book.base}/catalogue.ttl")
    book.say(whole, DCTERMS.title, wording.TITLE)
    book.say(whole, DCTERMS.description, wording.ABOUT)
    book.new(publisher, FOAF.Agent)
    book.number(publisher, book.base)
    book.say(publisher, DCTERMS.title, wording.PUBLISHER)
    book.new(page, FOAF.Document)
    book.link(whole, (DCTERMS.publisher, publisher), (DCAT.landingPage, page), (DCTERMS.conformsTo, PROFILE))


def _grouped(book: Book, service: URIRef, event: LifeEventRow) -> None:
    node = book.common(f"event-{event.code}")
    if book.new(node, CV.LifeEvent, CV.Event):
        book.number(node, event.code)
        book.say(node, DCTERMS.title, event.names)
        book.say(node, DCTERMS.description, event.texts)
    book.link(service, (CV.isGroupedBy, node))
    book.link(node, (CV.hasRelatedService, service))


def _published(book: Book, service: URIRef, row: Procedure) -> None:
    book.say(service, DCTERMS.title, row.name)
    text = wording.published_text(row.field, row.limits_text, row.results_text)
    book.say(service, DCTERMS.description, text)
    book.link(service, (DCTERMS.language, book.language("vi")))
    agencies = [name.strip() for name in row.agency_text.split(";") if name.strip()]
    for name in agencies:
        book.link(service, (CV.hasCompetentAuthority, parts.agency(book, book.named("agency", name), name)))
    if not agencies:
        unknown = parts.agency(book, book.common("agency-unknown"), wording.UNKNOWN_AGENCY)
        book.link(service, (CV.hasCompetentAuthority, unknown))


def _in_force(book: Book, service: URIRef, code: str, body: dict[str, Any]) -> None:
    book.say(service, DCTERMS.title, body["name"])
    book.say(service, DCTERMS.description, body.get("summary") or body["name"])
    for word in body.get("keywords", ()):
        book.say(service, DCAT.keyword, word)
    for language in body["name"]:
        book.link(service, (DCTERMS.language, book.language(language)))
    kind, level, name = body["competent_kind"], body["level"], body.get("competent_name", "")
    called = wording.agency_text(kind, level, name)
    node = book.named("agency", name) if name else book.common(f"agency-{kind}-{level}")
    book.link(service, (CV.hasCompetentAuthority, parts.agency(book, node, called)))
    parts.evidence(book, code, body)
    parts.outputs(book, code, body)
    parts.channels(book, code, body)
    parts.costs(book, code, body)
    parts.rules(book, code, body)
    if (known := parts.only_limit(body)) is not None:
        duration = Literal(wording.duration(known), datatype=XSD.duration, normalize=False)
        book.graph.add((service, CV.processingTime, duration))
