"""From BPMN 2.0 text to a graph, and to the text that the engine or a viewer gets. Private to the room."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext_lazy as _

from caunoi.core.decisions import Table, TableInvalid, read_table
from caunoi.core.errors import Problem
from caunoi.processes.errors import DefinitionInvalid, TextRefused
from caunoi.processes.rules import graph as g

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"
_PREFIXES = {
    "bpmn": BPMN,
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "spiffworkflow": SPIFF,
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
for _prefix, _uri in _PREFIXES.items():
    ET.register_namespace(_prefix, _uri)

_KINDS = {
    "startEvent": g.START,
    "endEvent": g.END,
    "userTask": g.TASK,
    "intermediateCatchEvent": g.WAIT,
    "exclusiveGateway": g.EXCLUSIVE,
    "parallelGateway": g.PARALLEL,
    "businessRuleTask": g.RULE,
}
_BESIDE = {"sequenceFlow", "laneSet", "extensionElements", "documentation", "textAnnotation", "association"}
_EVENTS: dict[str, set[str]] = {
    "startEvent": set(),
    "endEvent": {"terminateEventDefinition"},
    "intermediateCatchEvent": {"messageEventDefinition"},
}
_WANTED = {
    "role": _("vai trò thực hiện"),
    "agency": _("cơ quan thực hiện"),
    "share_of_limit": _("phần của thời hạn"),
    "actions": _("việc kết thúc bước"),
    "decision": _("bảng quyết định"),
}
LANGUAGES = ("vi", "en", "th")
TABLE = "decision_table"
"""The property in which a run's text keeps the decision table of a business rule task."""
LARGEST = 1_000_000
"""Bytes of a text; the largest process that ships has 60 kB."""


def read(code: str, text: str) -> g.Graph:
    """The graph of the process whose id is `code`. Raises DefinitionInvalid with every problem and its element."""
    graph, found = survey(code, text)
    if found:
        raise DefinitionInvalid(found, code=code)
    return graph


def survey(code: str, text: str) -> tuple[g.Graph, list[Problem]]:
    """The graph as far as it can be read, and what is unsupported or badly said in it, each with its element.

    Raises DefinitionInvalid when there is nothing to read: not XML, a DOCTYPE, no such process.
    """
    root = _root(code, text)
    process = next((p for p in root.iter(_bpmn("process")) if p.get("id") == code), None)
    if process is None:
        raise DefinitionInvalid([Problem(_("tệp không có quy trình nào mang mã này"))], code=code)
    found = [*_identified(process), *_unsupported(process), *_badly_said(process)]
    messages = {m.get("id", ""): m.get("name", "") for m in root.iter(_bpmn("message"))}
    graph = g.Graph(
        code=code,
        nodes=dict(_nodes(process, messages)),
        flows={flow.id: flow for flow in _flows(process)},
        steps={task.get("id", ""): _step(task) for task in process.findall(_bpmn("userTask"))},
        timers={timer.name: timer for timer in _timers(process)},
        names={e.get("id", ""): names_of(e) for e in root.iter() if e.get("name") and _named(e)},
    )
    return replace(graph, steps=g.steps_in_order(graph)), found


def require_readable(kind: str, code: str, text: str) -> None:
    """What a draft may keep though it is not ready: XML without a DOCTYPE, not too large, of this process.

    Raises TextRefused.
    """
    try:
        root = _root(code, text)
    except DefinitionInvalid as refused:
        raise TextRefused(refused.problems) from refused
    if kind == "process" and all(p.get("id") != code for p in root.iter(_bpmn("process"))):
        raise TextRefused([Problem(_("tệp không có quy trình nào mang mã này"))])


def recoded(text: str, code: str) -> str:
    """The text with its process's id replaced by `code`, also where the drawing refers to it."""
    old = re.search(r"<(?:\w+:)?process\b[^>]*?\bid=\"([^\"]+)\"", text)
    if old is None or old[1] == code:
        return text
    return re.sub(rf'\b(id|processRef|bpmnElement)="{re.escape(old[1])}"', rf'\1="{code}"', text)


def plain_names(text: str, code: str) -> dict[str, str]:
    """The process's own names by language."""
    process = next((p for p in _root(code, text).iter(_bpmn("process")) if p.get("id") == code), None)
    return names_of(process) if process is not None else {}


def for_engine(text: str) -> str:
    """The text without what the engine does not run: its timers are rows, moved by pauses (decision 0061)."""
    root = ET.fromstring(text)
    for process in root.iter(_bpmn("process")):
        for timer in process.findall(_bpmn("subProcess")):
            process.remove(timer)
    return ET.tostring(root, encoding="unicode")


@lru_cache(maxsize=64)
def in_language(text: str, language: str) -> str:
    """The text with its elements named in `language`, where the file has the name; for a viewer."""
    if language == "vi":
        return text
    root = ET.fromstring(text)
    for element in root.iter():
        name = _properties(element).get(f"name_{language}") if element.get("name") else None
        if name:
            element.set("name", name)
    return ET.tostring(root, encoding="unicode", xml_declaration=True)


def names_of(element: ET.Element) -> dict[str, str]:
    """An element's names by language; the attribute `name` is the Vietnamese one."""
    said = _properties(element)
    names = {"vi": element.get("name", ""), "en": said.get("name_en", ""), "th": said.get("name_th", "")}
    return {language: name for language, name in names.items() if name}


def _root(code: str, text: str) -> ET.Element:
    if len(text.encode()) > LARGEST:
        raise DefinitionInvalid([Problem(_("tệp lớn quá 1 MB"))], code=code)
    if "\x00" in text:
        raise DefinitionInvalid([Problem(_("tệp không phải XML hợp lệ"))], code=code)
    try:
        root: ET.Element = fromstring(text, forbid_dtd=True)
        return root
    except DefusedXmlException as error:
        raise DefinitionInvalid([Problem(_("tệp không được có khai báo DOCTYPE"))], code=code) from error
    except ET.ParseError as error:
        raise DefinitionInvalid([Problem(_("tệp không phải XML hợp lệ"), line=error.position[0])], code=code) from error
    except (ValueError, RecursionError) as error:  # an encoding that is declared but not there, too deep
        raise DefinitionInvalid([Problem(_("tệp không phải XML hợp lệ"))], code=code) from error


def _bpmn(name: str) -> str:
    return f"{{{BPMN}}}{name}"


def _named(element: ET.Element) -> bool:
    return _own(element) and _word(element) != "message"


def _own(element: ET.Element) -> bool:
    return isinstance(element.tag, str) and element.tag.startswith(f"{{{BPMN}}}")


def _word(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _properties(element: ET.Element) -> dict[str, str]:
    found = element.findall(f"{_bpmn('extensionElements')}/{{{SPIFF}}}properties/{{{SPIFF}}}property")
    return {item.get("name", ""): item.get("value", "") for item in found}


def _is_timer(element: ET.Element) -> bool:
    start = element.find(_bpmn("startEvent"))
    return (
        _word(element) == "subProcess"
        and element.get("triggeredByEvent") == "true"
        and start is not None
        and start.get("isInterrupting") == "false"
        and start.find(_bpmn("timerEventDefinition")) is not None
    )


def _unsupported(process: ET.Element) -> Iterator[Problem]:
    refused = _("phần tử “%(element)s” loại %(kind)s chưa được hỗ trợ")
    for element in process:
        if not _own(element):
            continue
        word = _word(element)
        if word not in _KINDS and word not in _BESIDE and not _is_timer(element):
            yield _problem(refused, element, kind=word)
        for definition in element:
            kind = _word(definition)
            if kind.endswith("EventDefinition") and word in _EVENTS and kind not in _EVENTS[word]:
                yield _problem(refused, element, kind=kind)
            if kind.endswith("LoopCharacteristics"):
                yield _problem(refused, element, kind=kind)


def _identified(process: ET.Element) -> Iterator[Problem]:
    """Every element of the process has an id of its own."""
    seen: set[str] = set()
    for element in process:
        if not _own(element) or _word(element) in ("extensionElements", "documentation", "laneSet"):
            continue
        id_ = element.get("id", "")
        if not id_:
            yield Problem(_("có phần tử loại %(kind)s không có mã (id)"), params=(("kind", _word(element)),))
        elif id_ in seen:
            yield _problem(_("mã “%(element)s” dùng cho nhiều phần tử"), element)
        elif len(id_) > 60:
            yield _problem(_("mã “%(element)s” dài quá 60 ký tự"), element)
        seen.add(id_)


def _badly_said(process: ET.Element) -> Iterator[Problem]:
    for rule in process.findall(_bpmn("businessRuleTask")):
        if not _properties(rule).get("decision"):
            yield _lacking(rule, "decision")
    for task in process.findall(_bpmn("userTask")):
        said = _properties(task)
        for wanted in ("role", "agency", "share_of_limit", "actions"):
            if not said.get(wanted):
                yield _lacking(task, wanted)
        if _share(said.get("share_of_limit", "0")) is None:
            yield _problem(_("bước “%(element)s”: tỷ lệ thời hạn phải là số từ 0 đến 1"), task)
    for event in process.findall(_bpmn("intermediateCatchEvent")):
        if event.find(_bpmn("messageEventDefinition")) is None:
            yield _problem(_("sự kiện “%(element)s” phải chờ một thông điệp"), event)


def _lacking(element: ET.Element, wanted: str) -> Problem:
    """A property that is not there, in the words of the panel that asks for it."""
    said = _("bước “%(element)s” thiếu %(what)s (thuộc tính “%(wanted)s”)")
    return _problem(said, element, what=_WANTED[wanted], wanted=wanted)


def _problem(message: object, element: ET.Element, **params: object) -> Problem:
    named = {"element": element.get("id", "?"), **params}
    return Problem(message, params=tuple(named.items()))  # type: ignore[arg-type]


def _share(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if 0 <= value <= 1 else None


def _nodes(process: ET.Element, messages: dict[str, str]) -> Iterator[tuple[str, g.Node]]:
    for element in process:
        kind = _KINDS.get(_word(element))
        if kind is None or not _own(element):
            continue
        waits = element.find(_bpmn("messageEventDefinition"))
        id_ = element.get("id", "")
        yield (
            id_,
            g.Node(
                id=id_,
                kind=kind,
                message=messages.get(waits.get("messageRef", ""), "") if waits is not None else "",
                default=element.get("default", ""),
                terminates=element.find(_bpmn("terminateEventDefinition")) is not None,
                decision=_properties(element).get("decision", ""),
                table=_table(element),
            ),
        )


def _table(element: ET.Element) -> Table | None:
    text = _properties(element).get(TABLE, "")
    try:
        return read_table(text) if text else None
    except TableInvalid:
        return None


def with_tables(code: str, text: str, find: Callable[[str], str]) -> str:
    """The text with the table of each business rule task beside it; `find` gives a table's text by its code, or none.

    What has no such task stays as it is, to the letter.
    """
    if "businessRuleTask" not in text:
        return text
    root = _root(code, text)
    for rule in root.iter(_bpmn("businessRuleTask")):
        said = _properties(rule)
        table = find(said["decision"]) if said.get("decision") else ""
        for properties in rule.findall(f"{_bpmn('extensionElements')}/{{{SPIFF}}}properties"):
            for item in [item for item in properties if item.get("name") == TABLE]:
                properties.remove(item)
            if table:
                ET.SubElement(properties, f"{{{SPIFF}}}property", {"name": TABLE, "value": table})
    return ET.tostring(root, encoding="unicode")


def _flows(process: ET.Element) -> Iterator[g.Flow]:
    for flow in process.findall(_bpmn("sequenceFlow")):
        condition = flow.findtext(_bpmn("conditionExpression"), "").strip()
        yield g.Flow(flow.get("id", ""), flow.get("sourceRef", ""), flow.get("targetRef", ""), condition)


def _step(task: ET.Element) -> g.Step:
    said = _properties(task)
    return g.Step(
        id=task.get("id", ""),
        names=names_of(task) or {"vi": task.get("id", "")},
        role=said.get("role", ""),
        agency=said.get("agency", ""),
        share_of_limit=_share(said.get("share_of_limit", "0")) or Decimal(0),
        actions=tuple(action.strip() for action in said.get("actions", "").split(",") if action.strip()),
        kind=said.get("kind", ""),
        result=said.get("result", ""),
    )


def _timers(process: ET.Element) -> Iterator[g.Timer]:
    for timer in process.findall(_bpmn("subProcess")):
        share = _share(_properties(timer).get("share_of_limit", "1"))
        yield g.Timer(timer.get("id", ""), share if share is not None else Decimal(1))
