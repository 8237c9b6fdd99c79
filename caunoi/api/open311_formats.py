"""Open311 GeoReport v2 as bytes: the same records as JSON or XML, errors too. Pure but for the response."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpResponse

Record = Mapping[str, Any]
TYPES = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
_CONTROL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Shape:
    """How a kind of answer is called in XML: the root, what stands in it, and the name of each member of a list."""

    root: str
    item: str = ""


SERVICES = Shape("services", "service")
DEFINITION = Shape("service_definition")
REQUESTS = Shape("service_requests", "request")
ERRORS = Shape("errors", "error")
DISCOVERY = Shape("discovery")
_MEMBERS = {"attributes": "attribute", "values": "value", "endpoints": "endpoint", "formats": "format"}


def answer(body: Sequence[Record] | Record, shape: Shape, format_: str, *, status: int = 200) -> HttpResponse:
    """The response: a list of records, or one record where the shape has no items."""
    content = as_json(body) if format_ == "json" else as_xml(body, shape)
    return HttpResponse(content, status=status, content_type=TYPES[format_])


def as_json(body: Sequence[Record] | Record) -> bytes:
    """Vietnamese as it is written; nothing is escaped that need not be."""
    return json.dumps(body, ensure_ascii=False).encode()


def as_xml(body: Sequence[Record] | Record, shape: Shape) -> bytes:
    """An element for each key; None is an empty element, true and false are words."""
    root = Element(shape.root)
    for record in body if isinstance(body, Sequence) else [body]:
        _fill(SubElement(root, shape.item) if shape.item else root, record)
    written: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


def _fill(element: Element, record: Record) -> None:
    for key, value in record.items():
        child = SubElement(element, key)
        if isinstance(value, list | tuple):
            for one in value:
                _put(SubElement(child, _MEMBERS[key]), one)
        else:
            _put(child, value)


def _put(element: Element, value: Any) -> None:
    if isinstance(value, Mapping):
        _fill(element, value)
    elif isinstance(value, bool):
        element.text = "true" if value else "false"
    elif value is not None:
        element.text = _CONTROL.sub("", str(value))


def attributes_of(form: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, list[str]]]:
    """`attribute[CODE]=…`, and for several values `attribute[CODE][]=…`, out of a posted form."""
    for name, values in form.items():
        found = re.fullmatch(r"attribute\[([^\[\]]{1,60})\](?:\[\])?", name)
        if found:
            yield found[1], list(values)
