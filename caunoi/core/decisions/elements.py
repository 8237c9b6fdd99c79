"""The elements of a DMN text: parsed without entities, found by their names."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import InvalidInput, Problem

LARGEST = 300_000
NAMESPACES = frozenset(
    {
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    }
)


class TableInvalid(InvalidInput):
    """A decision table cannot be used; `problems` name the rows."""

    code = "decision_table_invalid"
    text = _("Bảng quyết định chưa dùng được. Hãy sửa các điểm được nêu.")


def elements(text: str) -> tuple[ET.Element, ET.Element]:
    """The decision and its table. Raises TableInvalid when the text is no DMN with exactly these."""
    if len(text.encode()) > LARGEST:
        raise TableInvalid([Problem(_("tệp quá lớn"))])
    try:
        root = fromstring(text, forbid_dtd=True)
    except DefusedXmlException as error:
        raise TableInvalid([Problem(_("tệp không được có khai báo DOCTYPE"))]) from error
    except (ET.ParseError, ValueError, RecursionError) as error:
        raise TableInvalid([Problem(_("tệp không phải XML hợp lệ"))]) from error
    if _space(root) not in NAMESPACES or _word(root) != "definitions":
        raise TableInvalid([Problem(_("tệp không phải bảng quyết định DMN 1.2 đến 1.5"))])
    decisions = children(root, "decision")
    tables = [table for decision in decisions for table in children(decision, "decisionTable")]
    if len(decisions) != 1 or len(tables) != 1:
        raise TableInvalid([Problem(_("tệp phải có đúng một quyết định với một bảng"))])
    return decisions[0], tables[0]


def _space(element: ET.Element) -> str:
    return element.tag[1:].partition("}")[0]


def _word(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def children(element: ET.Element, word: str) -> list[ET.Element]:
    """The children called so, whatever their namespace."""
    return [child for child in element if isinstance(child.tag, str) and _word(child) == word]


def text_of(element: ET.Element) -> str:
    """What the `text` of a cell says, trimmed."""
    found = children(element, "text")
    return (found[0].text or "").strip() if found else ""
