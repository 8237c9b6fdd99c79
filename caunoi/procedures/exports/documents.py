"""The descriptions as documents, made once for what stands in the catalogue and kept in memory."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from threading import Lock

from django.db import connection
from rdflib import Graph

from caunoi.procedures.errors import ProcedureNotFound
from caunoi.procedures.exports.cpsv import describe, describe_catalogue
from caunoi.procedures.exports.terms import PREFIXES, Book
from caunoi.procedures.models import LifeEventRow, Procedure, ProcedureVersion
from caunoi.procedures.queries.reading import in_force, plain

FORMATS = {"ttl": ("turtle", "text/turtle"), "jsonld": ("json-ld", "application/ld+json")}
"""By the ending of the address: the name of the serialiser, and the media type."""
SHAPE_OF_EXPORT = "1"
"""Raised when the same catalogue is to be described in another way: every ETag changes."""
KEPT = 24
_kept: OrderedDict[str, bytes] = OrderedDict()
_lock = Lock()
_STATE = """
SELECT p.id, md5(concat_ws('|', p.code, p.names::text, p.name, p.field, p.life_events::text, p.agency_text,
       p.limits_text, p.results_text, v.digest, v.revision))
FROM procedures_procedure p LEFT JOIN procedures_procedureversion v
  ON v.procedure_id = p.id AND v.superseded_at IS NULL AND v.effective_from <= %(on)s
 AND (v.effective_to IS NULL OR v.effective_to > %(on)s)
"""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it is sent; `etag` is strong and quoted, and changes when anything in it does."""

    body: bytes
    etag: str
    media_type: str


def etag_of(*, on: date, base: str, ending: str, code: str = "") -> str:
    """The ETag of the whole catalogue, or of one procedure, as it stands on a day; one statement, nothing is built."""
    where = " WHERE p.code = %(code)s" if code else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT md5(string_agg(row, ',' ORDER BY id)) FROM ({_STATE}{where}) AS states(id, row)",
            {"on": on, "code": plain(code)},
        )
        (state,) = cursor.fetchone()
    if state is None and code:
        raise ProcedureNotFound(code=code)
    said = "|".join((SHAPE_OF_EXPORT, base, ending, code, str(state)))
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


def catalogue_document(ending: str, *, on: date, base: str) -> Document:
    """Every procedure of the catalogue in one document: those in force whole, the others as the list has them.

    `ending` is one of FORMATS, `base` the address of the site. Built once an ETag, then from memory.
    """
    return _document(ending, on=on, base=base)


def procedure_document(code: str, ending: str, *, on: date, base: str) -> Document:
    """One procedure with everything that it points to. Raises ProcedureNotFound."""
    return _document(ending, on=on, base=base, code=code)


def _document(ending: str, *, on: date, base: str, code: str = "") -> Document:
    etag = etag_of(on=on, base=base, ending=ending, code=code)
    with _lock:
        body = _kept.get(etag)
        if body is None:
            body = serialised(graph(on=on, base=base, code=code), ending)
            _kept[etag] = body
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
        else:
            _kept.move_to_end(etag)
    return Document(body, etag, FORMATS[ending][1])


def graph(*, on: date, base: str, code: str = "") -> Graph:
    """The descriptions as a graph; three statements."""
    book = Book(base)
    describe_catalogue(book)
    rows = Procedure.objects.defer("search_text").order_by("code")
    versions = ProcedureVersion.objects.filter(in_force(on))
    if code:
        rows, versions = rows.filter(code=plain(code)), versions.filter(procedure__code=plain(code))
    current = {version.procedure_id: version for version in versions}
    events = {event.code: event for event in LifeEventRow.objects.all()}
    for row in rows:
        describe(book, row, current.get(row.id), events)
    return book.graph


def serialised(described: Graph, ending: str) -> bytes:
    """A graph as a document in UTF-8."""
    name, _media = FORMATS[ending]
    if ending == "ttl":
        return described.serialize(format=name, encoding="utf-8")
    context = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
    return described.serialize(format=name, encoding="utf-8", context=context, indent=None)
