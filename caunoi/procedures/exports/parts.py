"""The parts of a service: who, what is handed in, what comes out, how it is filed, what is paid, by which rules."""

from __future__ import annotations

from typing import Any

from rdflib import DCTERMS, SKOS, XSD, Literal, URIRef

from caunoi.procedures.exports import wording
from caunoi.procedures.exports.terms import CPSV, CV, DONG, ELI, Book, Texts

Body = dict[str, Any]


def agency(book: Book, node: URIRef, name: Texts | str) -> URIRef:
    """An agency or a kind of agency, which covers the country."""
    if book.new(node, CV.PublicOrganisation):
        book.say(node, SKOS.prefLabel, name)
        book.link(node, (DCTERMS.spatial, book.place()))
    return node


def evidence(book: Book, code: str, body: Body) -> None:
    """Each paper, its type where the paper's code is known, and the requirement it serves where it has a condition."""
    service = book.service(code)
    for component in body["components"]:
        node = book.service(code, f"evidence-{component['id']}")
        book.new(node, CV.Evidence)
        book.number(node, f"{code}/{component['id']}")
        book.say(node, DCTERMS.title, component["title"])
        book.say(node, DCTERMS.description, component["name"])
        book.link(service, (CPSV.hasInput, node))
        for paper in [component["code"], *component.get("accepts_result_of", ())]:
            if paper:
                book.link(node, (DCTERMS.conformsTo, _paper(book, paper)))
                book.link(service, (CV.hasInputType, _paper(book, paper)))
        if "condition" in component:
            _requirement(book, code, component, node)


def _paper(book: Book, code: str) -> URIRef:
    node = book.common(f"paper-{code}")
    if book.new(node, CV.EvidenceType):
        book.number(node, code)
    return node


def _requirement(book: Book, code: str, component: Body, proof: URIRef) -> None:
    node = book.service(code, f"requirement-{component['id']}")
    book.new(node, CV.Requirement)
    book.number(node, f"{code}/{component['id']}/condition")
    book.say(node, DCTERMS.title, component["condition"])
    book.link(node, (CV.hasSupportingEvidence, proof))
    book.link(proof, (CV.supportsRequirement, node))
    book.link(book.service(code), (CV.holdsRequirement, node))


def outputs(book: Book, code: str, body: Body) -> None:
    """What the applicant gets."""
    for result in body["results"]:
        node = book.service(code, f"output-{result['id']}")
        book.new(node, CV.Output)
        book.number(node, f"{code}/{result['id']}")
        book.say(node, DCTERMS.title, result["name"])
        if paper := result.get("component_code"):
            kind = book.concept(book.common(f"kind-{paper}"), result["name"])
            book.link(node, (DCTERMS.type, kind))
        book.link(book.service(code), (CPSV.produces, node))


def channels(book: Book, code: str, body: Body) -> None:
    """Each way to file, with its limits in words, the longest as a duration, and the papers it asks for."""
    for channel in offered(body):
        node = book.service(code, f"channel-{channel}")
        book.new(node, CV.Channel)
        book.number(node, f"{code}/{channel}")
        kind = book.concept(book.common(f"channel-{channel}"), wording.CHANNELS[channel])
        book.link(node, (DCTERMS.type, kind))
        book.link(book.service(code), (CV.hasChannel, node))
        for case in body["cases"]:
            if limit := case["limits"].get(channel):
                said = wording.limit_text(limit)
                book.say(node, DCTERMS.description, {k: f"{case['name'][k]}: {said[k]}" for k in case["name"]})
        longest = max((wording.duration(limit) for limit in limits_of(body, channel)), key=_hours)
        book.graph.add((node, CV.processingTime, Literal(longest, datatype=XSD.duration, normalize=False)))
        for component in body["components"]:
            if channel in component["channels"]:
                book.link(node, (CPSV.hasInput, book.service(code, f"evidence-{component['id']}")))


def offered(body: Body) -> list[str]:
    """The ways to file that any case has, in a fixed order."""
    return [channel for channel in wording.CHANNELS if any(channel in case["limits"] for case in body["cases"])]


def limits_of(body: Body, channel: str) -> list[dict[str, str]]:
    """The limits of all cases by one channel."""
    return [case["limits"][channel] for case in body["cases"] if channel in case["limits"]]


def only_limit(body: Body) -> dict[str, str] | None:
    """The limit of the service when every case and channel has the same, else None."""
    found = [limit for case in body["cases"] for limit in case["limits"].values()]
    return found[0] if all(limit == found[0] for limit in found) else None


def _hours(duration: str) -> int:
    return int(duration[2:-1]) if duration.startswith("PT") else int(duration[1:-1]) * 24


def costs(book: Book, code: str, body: Body) -> None:
    """Each thing that is paid, by case and channel; without a value where it depends on answers or on the province."""
    for case in body["cases"]:
        for channel, fees in case["fees"].items():
            for fee in fees:
                node = book.service(code, f"cost-{case['id']}-{channel}-{fee['id']}")
                book.new(node, CV.Cost)
                book.number(node, f"{code}/{case['id']}/{channel}/{fee['id']}")
                book.say(node, DCTERMS.description, wording.fee_text(fee, case["name"]))
                book.link(book.service(code), (CV.hasCost, node))
                if channel in case["limits"]:
                    book.link(node, (CV.ifAccessedThrough, book.service(code, f"channel-{channel}")))
                if fee.get("amount") is not None:
                    _amount(book, node, fee["amount"])


def _amount(book: Book, node: URIRef, amount: int) -> None:
    book.graph.add((node, CV.hasValue, Literal(f"{amount}.0", datatype=XSD.double, normalize=False)))
    book.link(
        node, (CV.currency, book.concept(DONG, {"vi": "Đồng Việt Nam", "en": "Vietnamese đồng", "th": "ดองเวียดนาม"}))
    )


def rules(book: Book, code: str, body: Body) -> None:
    """The rule of the procedure itself with the texts it rests on, and each reduction of fees."""
    own = _rule(book, code, "rule", body["name"], body.get("summary") or body["name"])
    for basis in body["legal_basis"]:
        book.link(own, (CPSV.implements, legal(book, basis)))
        book.link(book.service(code), (CV.hasLegalResource, legal(book, basis)))
    for relief in body.get("reliefs", ()):
        node = _rule(book, code, f"relief-{relief['id']}", relief["name"], relief["needs"])
        book.link(node, (CPSV.implements, legal(book, relief["reference"])))


def _rule(book: Book, code: str, part: str, name: Texts, text: Texts) -> URIRef:
    node = book.service(code, part)
    book.new(node, CPSV.Rule)
    book.number(node, f"{code}/{part}")
    book.say(node, DCTERMS.title, name)
    book.say(node, DCTERMS.description, text)
    book.link(book.service(code), (CPSV.follows, node))
    return node


def legal(book: Book, text: str) -> URIRef:
    """A legal text, called as the catalogue cites it; no identifier of the gazette is known."""
    node = book.named("law", text)
    if book.new(node, ELI.LegalResource):
        book.say(node, ELI.title, text)
    return node
