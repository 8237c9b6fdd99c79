"""The vocabularies of CPSV-AP 3.2, and the few things that every description of a service points to."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from rdflib import DCTERMS, FOAF, RDF, SKOS, Graph, Literal, Namespace, URIRef

CPSV = Namespace("http://purl.org/vocab/cpsv#")
CV = Namespace("http://data.europa.eu/m8g/")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
ATU = URIRef("http://data.europa.eu/88u/dataset/atu-type")
AUTHORITY = "http://publications.europa.eu/resource/authority"
COUNTRY = URIRef(f"{AUTHORITY}/country/VNM")
DONG = URIRef(f"{AUTHORITY}/currency/VND")
LANGUAGES = {
    code: URIRef(f"{AUTHORITY}/language/{name}") for code, name in (("vi", "VIE"), ("en", "ENG"), ("th", "THA"))
}
PROFILE = URIRef("https://semiceu.github.io/CPSV-AP/releases/3.2.0/")
Texts = Mapping[str, str]
PREFIXES = {
    "cpsv": CPSV, "cv": CV, "eli": ELI, "dcat": DCAT, "dct": DCTERMS, "skos": SKOS, "foaf": FOAF,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}  # fmt: skip


class Book:
    """A graph that is being written: `base` is the address of the site, without a slash at its end."""

    def __init__(self, base: str) -> None:
        self.base = base.rstrip("/")
        self.graph = Graph(bind_namespaces="none")
        for prefix, namespace in PREFIXES.items():
            self.graph.bind(prefix, namespace)

    def service(self, code: str, part: str = "service") -> URIRef:
        """A procedure, or a part of it, under the address of its page."""
        return URIRef(f"{self.base}/procedures/{code}/#{part}")

    def common(self, part: str) -> URIRef:
        """What several procedures share, under the address of the whole catalogue."""
        return URIRef(f"{self.base}/catalogue.ttl#{part}")

    def named(self, prefix: str, text: str) -> URIRef:
        """A shared thing that has no code: called by a digest of its text, so that it keeps its address."""
        return self.common(f"{prefix}-{hashlib.sha256(text.encode()).hexdigest()[:12]}")

    def new(self, node: URIRef, *kinds: URIRef) -> bool:
        """Say of what kind a node is; whether it was not there before."""
        if (node, RDF.type, kinds[0]) in self.graph:
            return False
        for kind in kinds:
            self.graph.add((node, RDF.type, kind))
        return True

    def link(self, node: URIRef, *pairs: tuple[URIRef, URIRef]) -> None:
        """Point from a node to others."""
        for term, other in pairs:
            self.graph.add((node, term, other))

    def say(self, node: URIRef, term: URIRef, texts: Texts | str) -> None:
        """A text with its language, in each language that it is there in; a plain text is Vietnamese."""
        spoken = {"vi": texts} if isinstance(texts, str) else texts
        for language, text in spoken.items():
            if text:
                self.graph.add((node, term, Literal(text, lang=language)))

    def number(self, node: URIRef, identifier: str) -> None:
        """The one identifier of a node."""
        self.graph.add((node, DCTERMS.identifier, Literal(identifier)))

    def concept(self, node: URIRef, label: Texts | str) -> URIRef:
        """A concept with its label; said once."""
        if self.new(node, SKOS.Concept):
            self.say(node, SKOS.prefLabel, label)
        return node

    def place(self) -> URIRef:
        """The country, as the area of its agencies and of its services."""
        if self.new(COUNTRY, ATU, DCTERMS.Location):
            self.say(COUNTRY, SKOS.prefLabel, {"vi": "Việt Nam", "en": "Viet Nam", "th": "เวียดนาม"})
        return COUNTRY

    def language(self, code: str) -> URIRef:
        """A language in which a service is described."""
        node = LANGUAGES[code]
        self.new(node, DCTERMS.LinguisticSystem)
        return node
