"""The data message: SDMX-JSON 1.0 in the form of its working draft (header, structure, dataSets at the root).

That form is what statistical services have long given and what readers take (`sdmx1` among them). Dimensions at the
observation: agency, indicator, period.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from caunoi.reports.exchange.names import ATTRIBUTES, CONCEPTS, SOURCES, STATUSES, flow_id, period_code
from caunoi.reports.exchange.shapes import Coded, Numbers
from caunoi.reports.words import named

MEDIA_TYPE = "application/vnd.sdmx.draft-sdmx-json+json; version=1.0.0"


def data_message(given: Numbers) -> dict[str, Any]:
    """For `json.dumps`; names in the reader's language."""
    period = period_code(given.round.period)
    units = list({one.unit.code: one.unit for one in given.indicators if one.unit}.values())
    attributes = {
        "UNIT_MEASURE": units,
        "OBS_STATUS": list(STATUSES.values()),
        "SOURCE": list(SOURCES.values()),
    }
    return {
        "header": _header(given),
        "structure": {
            "name": named(given.form.names),
            "dimensions": {"observation": _dimensions(given, period)},
            "attributes": {
                "dataSet": [_attribute(code, [text]) for code, text in _dates(given).items()],
                "observation": [_attribute(code, attributes[code]) for code in ATTRIBUTES if attributes[code]],
            },
        },
        "dataSets": [
            {
                "action": "Information",
                "attributes": [0 for _one in _dates(given)],
                "observations": dict(_observations(given, units)),
            }
        ],
    }


def _header(given: Numbers) -> dict[str, Any]:
    return {
        "id": f"{flow_id(given.form)}-{period_code(given.round.period).replace('/', '-')}",
        "test": False,
        "prepared": given.prepared.isoformat(),
        "sender": {"id": given.sender.code, "name": named(given.sender.names)},
    }


def _dimensions(given: Numbers, period: str) -> list[dict[str, Any]]:
    return [
        _dimension("AGENCY", 0, given.agencies),
        _dimension("INDICATOR", 1, [one.coded for one in given.indicators]),
        {**_dimension("TIME_PERIOD", 2, [Coded(period, {"vi": period})]), "role": "time"},
    ]


def _dimension(code: str, position: int, values: Iterable[Coded]) -> dict[str, Any]:
    return {"id": code, "name": named(CONCEPTS[code]), "keyPosition": position, "values": [_value(v) for v in values]}


def _attribute(code: str, values: Sequence[Coded | str]) -> dict[str, Any]:
    said = [{"name": one} if isinstance(one, str) else _value(one) for one in values]
    return {"id": code, "name": named(CONCEPTS[code]), "values": said}


def _value(one: Coded) -> dict[str, str]:
    return {"id": one.code, "name": named(one.names)}


def _dates(given: Numbers) -> Mapping[str, str]:
    """The days themselves: a reporting year runs from 15 December, so no calendar quarter is meant."""
    period = given.round.period
    return {"PERIOD_START": period.start.isoformat(), "PERIOD_END": period.last_day.isoformat()}


def _observations(given: Numbers, units: Sequence[Coded]) -> Iterable[tuple[str, list[Any]]]:
    agencies = {one.code: number for number, one in enumerate(given.agencies)}
    indicators = {one.coded.code: (number, one.unit) for number, one in enumerate(given.indicators)}
    unit_numbers = {one.code: number for number, one in enumerate(units)}
    statuses, sources = list(STATUSES), list(SOURCES)
    for one in given.numbers:
        position, unit = indicators[one.indicator]
        said = [statuses.index(one.status), sources.index(one.source)]
        of_unit = [unit_numbers[unit.code] if unit else None] if units else []
        yield f"{agencies[one.agency]}:{position}:0", [_number(one.value), *of_unit, *said]


def _number(value: Decimal) -> int | float | str:
    """A JSON number where it says exactly what was reported, otherwise the digits as text."""
    if value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else str(value)
