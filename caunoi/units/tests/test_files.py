"""Registers from CSV files: generated ones against plain multiplication, and every kind of broken file."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi.core.actor import Person, System
from caunoi.core.ids import new_id
from caunoi.core.journal import registered_events
from caunoi.units.errors import BadRegister, OnlyTheSystemMay, RegisterExists
from caunoi.units.files import plan, read_changes, read_units
from caunoi.units.models import Register, UnitVersion
from caunoi.units.operations import Loaded, import_register
from caunoi.units.queries import convert, convert_codes, convert_table, unit_at
from caunoi.units.rules import Graph

NOW = datetime(2025, 9, 1, tzinfo=UTC)
UNITS = """code,level,type,name,parent_code
01,province,tỉnh,Một,
A,commune,xã,Xã An,01
B,commune,xã,Xã Bình,01
C,commune,xã,Xã Cát,01
"""
HEAD = "effective_date,from_level,from_code,to_level,to_code,share,sources\n"
Shares = dict[str, dict[str, Fraction]]


def generated(seed: int, days: int) -> tuple[str, str, list[tuple[date, Shares]], list[str]]:
    """Files of one level with chains of merges and splits, and each day's shares by code."""
    rng, now = random.Random(seed), [f"U{n}" for n in range(10)]
    units = "code,level,type,name,parent_code\n" + "".join(f"{c},commune,xã,{c},\n" for c in now)
    lines, steps, first = HEAD, [], list(now)
    for number in range(days):
        on, shares = date(2001, 1, 1) + timedelta(days=30 * number), {}
        chosen = rng.sample(now, k=min(len(now), rng.randint(2, 4)))
        fresh = number + 1
        pool = [*chosen[:2], f"N{fresh}"]
        for code in chosen:
            targets = rng.sample(pool, k=rng.randint(1, 3))
            weights = [rng.randint(1, 5) for _ in targets]
            numeric = rng.random() < 0.6
            shares[code] = {
                t: Fraction(w, sum(weights)) if numeric else Fraction(1, len(targets))
                for t, w in zip(targets, weights, strict=True)
            }
            for target, share in shares[code].items():
                word = str(share) if numeric else "whole" if len(targets) == 1 else "part"
                lines += f"{on},commune,{code},commune,{target},{word},X\n"
        received = {t for s in shares.values() for t in s}
        now = [c for c in now if c not in chosen or c in received] + sorted(received - set(now))
        steps.append((on, shares))
    return units, lines, steps, first


def multiplied(codes: list[str], steps: list[tuple[date, Shares]], start: date, end: date) -> Shares:
    """What the conversion must give, by carrying shares through each day by hand."""
    held: Shares = {c: {c: Fraction(1)} for c in codes}
    for on, shares in steps:
        if start < on <= end:
            for code, current in held.items():
                after: dict[str, Fraction] = defaultdict(Fraction)
                for place, share in current.items():
                    for target, part in shares.get(place, {place: Fraction(1)}).items():
                        after[target] += share * part
                held[code] = dict(after)
    return held


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 25))
def test_a_generated_register_converts_as_multiplication_says(seed: int, days: int) -> None:
    units, lines, steps, first = generated(seed, days)
    rows, problems = read_units(units.encode())
    changes, more = read_changes(lines.encode())
    planned = plan("test", rows, changes)
    assert not [str(p) for p in (*problems, *more, *planned.problems)]
    graph, start, end = Graph(planned.history.versions.values(), planned.history.edges), date(2000, 1, 1), steps[-1][0]
    for code, expected in multiplied(first, steps, start, end).items():
        (version,) = graph.at(code, start)
        assert {graph.versions[t.unit].code: t.share for t in graph.successors(version.id, end) if t.unit} == expected


def load(tmp_path: Path, units: str, changes: str, register: str = "test") -> Loaded:
    (tmp_path / "units.csv").write_text(units, encoding="utf-8")
    (tmp_path / "changes.csv").write_text(changes, encoding="utf-8")
    return import_register(
        register=register, units=tmp_path / "units.csv", changes=tmp_path / "changes.csv", actor=System("test"), now=NOW
    )  # fmt: skip


@pytest.mark.django_db
def test_hundreds_of_dates_are_stored_and_converted(tmp_path: Path) -> None:
    units, lines, steps, first = generated(3, 300)
    done = load(tmp_path, units, lines)
    assert done.changed
    start, end = date(2000, 1, 1), date(2030, 1, 1)
    found = convert_codes(first, start=start, end=end, register="test")
    expected = multiplied(first, steps, start, end)
    assert [{code: share for code, share, _sure in answer} for answer in found] == [expected[code] for code in first]
    table = convert_table(dict.fromkeys(first, 101), start=start, end=end, register="test")
    assert sum(table.values()) == 101 * len(first)


@pytest.mark.django_db
def test_the_same_files_again_change_nothing_and_others_are_refused(tmp_path: Path) -> None:
    changes = HEAD + "2010-01-01,commune,A,commune,B,whole,X\n"
    assert load(tmp_path, UNITS, changes).changed
    assert not load(tmp_path, UNITS, changes).changed
    with pytest.raises(RegisterExists):
        load(tmp_path, UNITS, HEAD + "2010-01-02,commune,A,commune,B,whole,X\n")


@pytest.mark.django_db
def test_a_unit_that_only_receives_goes_on_larger(tmp_path: Path) -> None:
    load(tmp_path, UNITS, HEAD + "2010-01-01,commune,A,commune,B,whole,X\n")
    after = unit_at("B", on=date(2010, 1, 1), register="test")
    assert (after.name, after.parent_code, after.valid_from) == ("Bình", "01", date(2010, 1, 1))
    assert convert("A", start=date(2009, 1, 1), end=date(2011, 1, 1), register="test") == [("B", Fraction(1), True)]


@pytest.mark.django_db
def test_a_chain_within_one_day_is_followed(tmp_path: Path) -> None:
    changes = HEAD + "2010-01-01,commune,N,commune,C,whole,X\n2010-01-01,commune,A,commune,N,whole,X\n"
    load(tmp_path, UNITS, changes)
    assert convert("A", start=date(2009, 1, 1), end=date(2010, 1, 1), register="test") == [("C", Fraction(1), True)]


@pytest.mark.django_db
def test_units_may_exchange_their_codes_on_one_day(tmp_path: Path) -> None:
    changes = HEAD + "2010-01-01,commune,A,commune,B,whole,X\n2010-01-01,commune,B,commune,A,whole,X\n"
    load(tmp_path, UNITS, changes)
    assert convert("A", start=date(2009, 1, 1), end=date(2010, 1, 1), register="test") == [("B", Fraction(1), True)]
    assert convert("B", start=date(2009, 1, 1), end=date(2010, 1, 1), register="test") == [("A", Fraction(1), True)]


@pytest.mark.django_db
def test_equal_shares_are_flagged_as_assumed_and_stated_ones_are_not(tmp_path: Path) -> None:
    shares = {"A,commune,B": "part", "A,commune,C": "part", "B,commune,B": "0.25", "B,commune,C": "0.75"}
    changes = HEAD + "".join(f"2010-01-01,commune,{edge},{share},X\n" for edge, share in shares.items())
    load(tmp_path, UNITS, changes)
    day = {"start": date(2009, 1, 1), "end": date(2010, 1, 1), "register": "test"}
    assert convert("A", **day) == [("B", Fraction(1, 2), False), ("C", Fraction(1, 2), False)]  # type: ignore[arg-type]
    assert convert("B", **day) == [("C", Fraction(3, 4), True), ("B", Fraction(1, 4), True)]  # type: ignore[arg-type]


UNTIL = """code,level,type,name,parent_code,valid_from,valid_to
A,commune,xã,An,,2000-01-01,2010-01-01
A,commune,xã,An,,2005-01-01,
"""
BROKEN = [
    (UNITS, "effective_date,from_code,share\n", "cột “to_code”", 1),
    (UNITS.replace("Xã An,01", "Xã An,99"), HEAD, "cột “parent_code”", 1),
    (UNITS + "A,commune,xã,Lại,01\n", HEAD, "dòng 6", 1),
    (UNITS + "D,commune,xã\n", HEAD, "cần 5 ô, nhận được 3", 1),
    (UNITS, HEAD + "2010-02-30,commune,A,commune,B,whole,X\n", "cột “effective_date”", 1),
    (UNITS, HEAD + "2010-01-01,commune,A,commune,B,1.5,X\n", "cột “share”", 1),
    (UNITS, HEAD + "2010-01-01,commune,A,commune,B,mostly,X\n2010-01-01,commune,,commune,C,part,X\n", "dòng 3", 2),
    (UNITS, HEAD + "2010-01-01,commune,Z,commune,B,whole,X\n", "không có đơn vị nào mang mã Z", 1),
    (UNITS, HEAD + "2010-01-01,commune,A,commune,B,0.5,X\n2010-01-01,commune,A,commune,C,0.4,X\n", "bằng 0.9", 1),
    (UNITS, HEAD + "2010-01-01,commune,A,commune,B,whole,X\n2011-01-01,commune,A,commune,C,whole,X\n",
     "kết thúc từ ngày 2010-01-01", 1),
    (UNITS, HEAD + "2010-01-01,commune,A,commune,B,whole,X\n2010-01-01,commune,A,commune,C,part,X\n", "dòng 3", 1),
    (UNITS, HEAD + "2010-01-01,province,01,,,abolished,X\n", "không còn cấp trên", 3),
    (UNITS, HEAD + "2010-01-01,commune,A,,B,abolished,X\n", "cột “to_code”", 1),
    ("", HEAD, "thiếu cột này", 3),
    (UNTIL, HEAD, "chồng lên dòng 2", 1),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("units", "changes", "told", "count"), BROKEN)
def test_a_broken_file_is_refused_with_line_and_column_and_nothing_is_loaded(
    tmp_path: Path, units: str, changes: str, told: str, count: int
) -> None:
    with pytest.raises(BadRegister) as refused:
        load(tmp_path, units, changes)
    assert told in str(refused.value)
    assert len(refused.value.problems) == count
    assert not Register.objects.filter(name="test").exists()
    assert not UnitVersion.objects.filter(register="test").exists()


@pytest.mark.django_db
def test_only_the_program_itself_may_load(tmp_path: Path) -> None:
    with pytest.raises(OnlyTheSystemMay):
        import_register(register="x", units=tmp_path, changes=None, actor=Person(new_id()), now=NOW)


def test_shares_rounded_in_the_file_are_scaled_to_one_exactly() -> None:
    units, _ = read_units(UNITS.encode())
    text = HEAD + "".join(f"2010-01-01,commune,A,commune,{t},0.3333,X\n" for t in ("A", "B", "C"))
    planned = plan("test", units, read_changes(text.encode())[0])
    assert not planned.problems
    assert [e.share for e in planned.history.edges if e.basis == "stated"] == [Fraction(1, 3)] * 3


def test_a_file_in_another_encoding_is_told_so() -> None:
    _, problems = read_units("code,level,name\n1,x,Bình Định\n".encode("utf-16"))
    assert "UTF-8" in str(problems[0])


def test_all_events_of_units_are_registered() -> None:
    kinds = {"unit.created", "unit.renamed", "unit.type_changed", "unit.transferred", "unit.merged", "unit.split",
             "unit.abolished"}  # fmt: skip
    assert kinds <= set(registered_events())
