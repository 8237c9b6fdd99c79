"""The structure message: SDMX-ML 2.1, code lists, concepts, the data structure and the flow.

It is XML because that is the form of structure messages which readers take: `sdmx1` reads SDMX-JSON for data only.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from caunoi.reports.exchange.names import (
    ATTRIBUTES,
    CONCEPTS,
    DATES,
    DIMENSIONS,
    MEASURE,
    SOURCES,
    STATUSES,
    flow_id,
    version,
)
from caunoi.reports.exchange.shapes import Coded, Numbers
from caunoi.reports.rules.form import Names

MEDIA_TYPE = "text/xml; charset=utf-8"
OWNER = "CAUNOI"
"""Who maintains these lists, as SDMX names agencies."""
MESSAGE = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message}"
STRUCTURE = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure}"
COMMON = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common}"
LISTS = {
    "AGENCY": "CL_AGENCY", "INDICATOR": "CL_INDICATOR", "UNIT_MEASURE": "CL_UNIT", "OBS_STATUS": "CL_OBS_STATUS",
    "SOURCE": "CL_SOURCE",
}  # fmt: skip
_LIST_NAMES: dict[str, Names] = {LISTS[concept]: CONCEPTS[concept] for concept in LISTS}


def structure_message(given: Numbers) -> bytes:
    """As XML in UTF-8, with names in every language that there is."""
    for prefix, space in (("mes", MESSAGE), ("str", STRUCTURE), ("com", COMMON)):
        ET.register_namespace(prefix, space.strip("{}"))
    root = ET.Element(f"{MESSAGE}Structure")
    _header(root, given)
    structures = ET.SubElement(root, f"{MESSAGE}Structures")
    _flow(ET.SubElement(structures, f"{STRUCTURE}Dataflows"), given)
    _lists(ET.SubElement(structures, f"{STRUCTURE}Codelists"), given)
    _concepts(ET.SubElement(structures, f"{STRUCTURE}Concepts"))
    _definition(ET.SubElement(structures, f"{STRUCTURE}DataStructures"), given)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _header(root: ET.Element, given: Numbers) -> None:
    header = ET.SubElement(root, f"{MESSAGE}Header")
    ET.SubElement(header, f"{MESSAGE}ID").text = flow_id(given.form)
    ET.SubElement(header, f"{MESSAGE}Test").text = "false"
    ET.SubElement(header, f"{MESSAGE}Prepared").text = given.prepared.isoformat()
    _names(ET.SubElement(header, f"{MESSAGE}Sender", id=given.sender.code), given.sender.names)


def _flow(parent: ET.Element, given: Numbers) -> None:
    id_, number = flow_id(given.form), version(given.form)
    flow = ET.SubElement(parent, f"{STRUCTURE}Dataflow", id=id_, agencyID=OWNER, version=number, isFinal="true")
    _names(flow, given.form.names)
    structure = ET.SubElement(flow, f"{STRUCTURE}Structure")
    _refer(structure, "datastructure", "DataStructure", {"id": id_, "version": number})


def _lists(parent: ET.Element, given: Numbers) -> None:
    units = {one.unit.code: one.unit for one in given.indicators if one.unit}
    codes: dict[str, Iterable[Coded]] = {
        "AGENCY": given.agencies, "INDICATOR": [one.coded for one in given.indicators], "UNIT_MEASURE": units.values(),
        "OBS_STATUS": STATUSES.values(), "SOURCE": SOURCES.values(),
    }  # fmt: skip
    for concept, list_id in LISTS.items():
        made = ET.SubElement(parent, f"{STRUCTURE}Codelist", id=list_id, agencyID=OWNER, version=version(given.form))
        _names(made, _LIST_NAMES[list_id])
        for one in codes[concept]:
            _names(ET.SubElement(made, f"{STRUCTURE}Code", id=one.code), one.names)


def _concepts(parent: ET.Element) -> None:
    scheme = ET.SubElement(parent, f"{STRUCTURE}ConceptScheme", id="CONCEPTS", agencyID=OWNER, version="1.0")
    _names(scheme, {"vi": "Khái niệm của báo cáo", "en": "Concepts of reports", "th": "แนวคิดของรายงาน"})
    for concept, names in CONCEPTS.items():
        _names(ET.SubElement(scheme, f"{STRUCTURE}Concept", id=concept), names)


def _definition(parent: ET.Element, given: Numbers) -> None:
    made = ET.SubElement(
        parent, f"{STRUCTURE}DataStructure", id=flow_id(given.form), agencyID=OWNER, version=version(given.form)
    )
    _names(made, given.form.names)
    components = ET.SubElement(made, f"{STRUCTURE}DataStructureComponents")
    dimensions = ET.SubElement(components, f"{STRUCTURE}DimensionList", id="DimensionDescriptor")
    for position, concept in enumerate(DIMENSIONS, 1):
        kind = "TimeDimension" if concept == "TIME_PERIOD" else "Dimension"
        one = ET.SubElement(dimensions, f"{STRUCTURE}{kind}", id=concept, position=str(position))
        _represented(one, concept, given, text="ObservationalTimePeriod")
    attributes = ET.SubElement(components, f"{STRUCTURE}AttributeList", id="AttributeDescriptor")
    for concept in (*ATTRIBUTES, *DATES):
        status = "Conditional" if concept == "UNIT_MEASURE" else "Mandatory"
        one = ET.SubElement(attributes, f"{STRUCTURE}Attribute", id=concept, assignmentStatus=status)
        _represented(one, concept, given, text="String")
        _relation(one, concept)
    measures = ET.SubElement(components, f"{STRUCTURE}MeasureList", id="MeasureDescriptor")
    one = ET.SubElement(measures, f"{STRUCTURE}PrimaryMeasure", id=MEASURE)
    _represented(one, MEASURE, given, text="Decimal")


def _represented(parent: ET.Element, concept: str, given: Numbers, *, text: str) -> None:
    """Its concept, and the list that its codes come from or the type of its text."""
    identity = ET.SubElement(parent, f"{STRUCTURE}ConceptIdentity")
    scheme = {"maintainableParentID": "CONCEPTS", "maintainableParentVersion": "1.0"}
    _refer(identity, "conceptscheme", "Concept", {"id": concept, **scheme})
    local = ET.SubElement(parent, f"{STRUCTURE}LocalRepresentation")
    if concept not in LISTS:
        ET.SubElement(local, f"{STRUCTURE}TextFormat", textType=text)
        return
    listed = ET.SubElement(local, f"{STRUCTURE}Enumeration")
    _refer(listed, "codelist", "Codelist", {"id": LISTS[concept], "version": version(given.form)})


def _relation(parent: ET.Element, concept: str) -> None:
    """What an attribute says something of: the whole data set, or one value."""
    relation = ET.SubElement(parent, f"{STRUCTURE}AttributeRelationship")
    if concept in DATES:
        ET.SubElement(relation, f"{STRUCTURE}None")
        return
    measure = ET.SubElement(relation, f"{STRUCTURE}PrimaryMeasure")
    ET.SubElement(measure, "Ref", id=MEASURE)


def _refer(parent: ET.Element, package: str, name: str, values: dict[str, str]) -> None:
    ET.SubElement(parent, "Ref", {**values, "agencyID": OWNER, "package": package, "class": name})


def _names(parent: ET.Element, names: Names) -> None:
    for language, name in names.items():
        text = ET.SubElement(parent, f"{COMMON}Name")
        text.set("{http://www.w3.org/XML/1998/namespace}lang", language)
        text.text = name
