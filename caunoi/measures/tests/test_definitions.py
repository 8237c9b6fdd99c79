"""Definition files: what is right is read, and every mistake is named with its line and key."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils.translation import override

from caunoi.measures import definitions
from caunoi.measures.errors import NotDefinedYet, UnknownIndex, WrongDefinition
from caunoi.measures.rules import formulas
from caunoi.measures.rules.counts import score_counts
from caunoi.measures.rules.definition import Definition, Kinds
from caunoi.measures.rules.loading import load
from caunoi.measures.rules.mistakes import Mistaken
from caunoi.measures.texts import MISTAKES, problem

KINDS: Kinds = {
    "dossier.accepted": {
        "procedure": "text", "channel": "text", "received_on": "date", "due_on": "date", "components": "integer",
        "digitised": "integer", "agency": "uuid", "share": "decimal", "urgent": "boolean", "by": "datetime",
    },
    "dossier.signed": {"received_on": "date", "on_time": "boolean", "finished_on": "date"},
}  # fmt: skip
GOOD = """\
id: sample
names: {vi: Mẫu, en: Sample, th: ตัวอย่าง}
reference: Quyết định mẫu
levels: [province, commune]
versions:
  - valid_from: 2025-07-01
    dated_by: received_on
    max: 10
    figures:
      received: {terms: [{kind: dossier.accepted}]}
      online: {terms: [{kind: dossier.accepted, where: {channel: [online, post], components: {min: 1}}}]}
      good: {terms: [{kind: dossier.signed, where: {on_time: true}}]}
      open: {formula: received - good}
      services: {distinct: procedure, of: online}
      offered: {manual: {unit: count}, names: {vi: Dịch vụ, en: Services, th: บริการ}}
    groups:
      - id: work
        names: {vi: Việc, en: Work, th: งาน}
        max: 10
        indicators:
          - id: ON_TIME
            names: {vi: Đúng hạn, en: On time, th: ตรงเวลา}
            max: 6
            numerator: good
            denominator: received
            score: min(6, 6 * r / 0.5)
            zero: full
            not_applicable: {commune: full}
          - id: OPEN
            names: {vi: Tồn đọng, en: Open, th: คงค้าง}
            max: 4
            numerator: open
            denominator: received
            direction: lower
            score: 4 * (1 - n / d)
            zero: none
"""


def read(text: str) -> Definition:
    return load(text, file="sample.yaml", kinds=KINDS)


def mistakes_of(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(Mistaken) as raised:
        read(text)
    return [(one.line, one.key, one.code) for one in raised.value.mistakes]


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def test_it_reads_a_definition() -> None:
    (version,) = read(GOOD).versions
    assert version.max == 10
    assert version.kinds == ("dossier.accepted", "dossier.signed")
    assert version.levels == ("province", "commune")
    assert list(version.figures) == ["received", "online", "good", "open", "services", "offered"]
    assert [(one.field, one.op, one.values) for one in version.figures["online"].terms[0].where] == [
        ("channel", "in", ("online", "post")), ("components", "min", (1,)),
    ]  # fmt: skip
    assert version.made_of("open") == ("open", "received", "good")
    assert version.indicator("OPEN").direction == "lower"


def test_a_figure_may_stand_before_what_it_is_made_of() -> None:
    line = "      open: {formula: received - good}\n"
    moved = GOOD.replace(line, "").replace("    figures:\n", f"    figures:\n{line}")
    (version,) = read(moved).versions
    assert list(version.figures).index("open") > list(version.figures).index("good")


def test_the_digest_follows_what_is_said_and_not_how_it_is_written() -> None:
    digest = read(GOOD).versions[0].digest
    assert read("# a remark\n" + GOOD.replace("[online, post]", '[ "online",  post ]')).versions[0].digest == digest
    assert read(GOOD.replace("6 * r / 0.5", "6 * r / 0.6")).versions[0].digest != digest


WHERE = "versions.0.figures.online.terms.0.where"
BAD = {
    "no_agency_field": (
        "    max: 10\n    figures", "    max: 10\n    agency_by: channel\n    figures", "versions.0.agency_by",
    ),
    "unknown_field": ("channel: [", "chanel: [", "versions.0.figures.online.terms.0.where.chanel"),
    "unknown_kind": ("kind: dossier.signed", "kind: dossier.sealed", "versions.0.figures.good.terms.0.kind"),
    "cycle": ("received - good", "received - open", "versions.0.figures.open"),
    "group_max": ("            max: 4\n", "            max: 3\n", "versions.0.groups.0.max"),
    "index_max": ("    max: 10\n    figures", "    max: 11\n    figures", "versions.0.max"),
    "missing_language": ("{vi: Việc, en: Work, th: งาน}", "{vi: Việc, en: Work}", "versions.0.groups.0.names"),
    "unknown_key": ("of: online}", "of: online, filter: x}", "versions.0.figures.services.filter"),
    "formula_call": ("4 * (1 - n / d)", "abs(n - d)", "versions.0.groups.0.indicators.1.score"),
    "formula_construct": ("4 * (1 - n / d)", "4 * n ** d", "versions.0.groups.0.indicators.1.score"),
    "formula_syntax": ("4 * (1 - n / d)", "4 * (1 - n", "versions.0.groups.0.indicators.1.score"),
    "formula_name": ("4 * (1 - n / d)", "4 * good", "versions.0.groups.0.indicators.1.score"),
    "score_range": ("min(6, 6 * r / 0.5)", "6 * r / 0.5", "versions.0.groups.0.indicators.0.score"),
    "score_best": ("min(6, 6 * r / 0.5)", "5 * r", "versions.0.groups.0.indicators.0.score"),
    "direction": ("            direction: lower\n", "", "versions.0.groups.0.indicators.1.score"),
    "unknown_figure": ("numerator: good", "numerator: goods", "versions.0.groups.0.indicators.0.numerator"),
    "not_a_date_field": (
        "{kind: dossier.signed, where", "{kind: dossier.signed, past: on_time, where",
        "versions.0.figures.good.terms.0.past",
    ),
    "not_a_number_field": (
        "received: {terms: [{kind: dossier.accepted}]}", "received: {terms: [{kind: dossier.accepted, sum: channel}]}",
        "versions.0.figures.received.terms.0.sum",
    ),
    "not_whole": ("components: {min: 1}", "components: {min: 0.5}", f"{WHERE}.components.min"),
    "not_ordered": ("components: {min: 1}", "procedure: {min: 1}", f"{WHERE}.procedure.min"),
    "not_boolean": ("on_time: true", "on_time: yes", "versions.0.figures.good.terms.0.where.on_time"),
    "not_comparable": ("components: {min: 1}", "by: x", "versions.0.figures.online.terms.0.where.by"),
    "one_form": ("{formula: received - good}", "{unsure: true}", "versions.0.figures.open"),
    "not_counted": ("of: online}", "of: open}", "versions.0.figures.services"),
    "missing_key": ("            zero: full\n", "", "versions.0.groups.0.indicators.0"),
    "not_date": ("2025-07-01", "1/7/2025", "versions.0.valid_from"),
    "not_number": ("            max: 6\n", "            max: six\n", "versions.0.groups.0.indicators.0.max"),
    "choice": ("levels: [province, commune]", "levels: [province, district]", "levels.1"),
    "double_key": ("      open: {", "      good: {formula: received}\n      open: {", "versions.0.figures.good"),
    "double_id": ("id: OPEN", "id: ON_TIME", "versions.0.groups"),
}  # fmt: skip
ELSEWHERE = {"group_max", "missing_key", "double_id", "direction"}
"""Mistakes that lie in what stands around the line that was changed."""


@pytest.mark.parametrize("code", sorted(BAD))
def test_a_mistake_is_named_with_its_line_and_key(code: str) -> None:
    right, wrong, key = BAD[code]
    assert GOOD.count(right) == 1
    text = GOOD.replace(right, wrong)
    found = mistakes_of(text)
    assert (key, code) in [(where, what) for _, where, what in found]
    line = next(line for line, where, what in found if (where, what) == (key, code))
    changed = next(
        n for n, (old, new) in enumerate(zip(GOOD.split("\n"), text.split("\n"), strict=False), 1) if old != new
    )
    assert line == changed or code in ELSEWHERE


def test_every_mistake_of_a_file_is_found_at_once() -> None:
    text = GOOD.replace("kind: dossier.signed", "kind: dossier.sealed").replace("max: 6", "max: six")
    text = text.replace("levels: [province, commune]", "levels: [province, district]")
    assert {code for _, _, code in mistakes_of(text)} >= {"unknown_kind", "not_number", "choice"}


def test_a_long_circle_of_formulas_is_told_once_with_its_path() -> None:
    text = GOOD.replace(
        "open: {formula: received - good}", "open: {formula: a}\n      a: {formula: b + 1}\n      b: {formula: open}"
    )
    with pytest.raises(Mistaken) as raised:
        read(text)
    (mistake,) = [one for one in raised.value.mistakes if one.code == "cycle"]
    assert dict(mistake.params)["path"] == "open → a → b → open"


def test_versions_must_not_overlap() -> None:
    body = GOOD[GOOD.index("  - valid_from") :]
    later = body.replace("2025-07-01", "2026-07-01")
    assert ("versions.1", "overlap") in [(key, code) for _, key, code in mistakes_of(GOOD + later)]
    ended = GOOD.replace("valid_from: 2025-07-01\n", "valid_from: 2025-07-01\n    valid_to: 2026-07-01\n")
    definition = read(ended + later)
    assert definition.in_force(date(2026, 6, 30)).valid_from == date(2025, 7, 1)
    assert definition.in_force(date(2026, 7, 1)).valid_from == date(2026, 7, 1)
    with pytest.raises(LookupError):
        definition.in_force(date(2025, 6, 30))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("id: [", "yaml_syntax"), ("", "not_mapping"), ("- a", "not_mapping"), ("id: &a x\nnames: *a", "alias"),
        ("id: !!python/name:os.system x", "tag"), ("id: \x00", "unreadable"), ("a: " + "[" * 5000, "yaml_syntax"),
    ],
)  # fmt: skip
def test_what_is_no_plain_yaml_is_refused(text: str, code: str) -> None:
    assert code in {what for _, _, what in mistakes_of(text)} | ({"yaml_syntax"} if code == "unreadable" else set())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("__import__('os')", "formula_call"), ("n.real", "formula_construct"), ("n if d else 1", "formula_construct"),
        ("min(n)", "formula_call"), ("min(n, key=d)", "formula_call"), ("1e9", "formula_construct"),
        ("n // d", "formula_construct"), ("True", "formula_construct"), ("'a'", "formula_construct"),
        ("-" * 60 + "n", "formula_long"), ("n +" * 300 + "n", "formula_long"), ("n = 1", "formula_syntax"),
    ],
)  # fmt: skip
def test_a_formula_is_arithmetic_and_nothing_else(text: str, code: str) -> None:
    with pytest.raises(formulas.BadFormula) as raised:
        formulas.parse(text)
    assert raised.value.code == code


def test_a_formula_is_worked_out_exactly() -> None:
    formula = formulas.parse("max(0, min(6, 6 * r / 0.80)) - 0.1")
    assert formulas.value(formula, {"r": Fraction(1, 3)}) == Fraction(5, 2) - Fraction(1, 10)
    assert formulas.value(formulas.parse("n / d"), {"n": Fraction(1), "d": Fraction(0)}) is None
    assert formulas.value(formulas.parse("n + d"), {"n": Fraction(1), "d": None}) is None


def test_every_mistake_has_a_sentence_in_vietnamese() -> None:
    text = GOOD.replace("channel: [", "chanel: [")
    with pytest.raises(Mistaken) as raised, override("vi"):
        read(text)
    with override("vi"):
        (said,) = [str(problem(one)) for one in raised.value.mistakes]
    assert said.startswith(f"sample.yaml:{line_of(text, 'chanel')}: versions.0.figures.online.terms.0.where.chanel: ")
    assert "không có trường “chanel”" in said
    assert "channel" in said.split(";")[1]
    assert {code for _, _, code in (m for key in BAD for m in mistakes_of(GOOD.replace(*BAD[key][:2])))} <= set(
        MISTAKES
    )


class TestWhatShips:
    def test_every_file_is_right(self) -> None:
        right, wrong = definitions.check()
        assert [str(problem(one)) for one in wrong] == []
        assert {"766", "dti2022", "settlement"} <= {one.id for one in right}
        assert [one.id for one in right] == definitions.identifiers()

    def test_decision_766_has_a_hundred_points_in_six_groups(self) -> None:
        version = definitions.version("766", on=date(2026, 9, 30))
        assert {group.id: int(group.max) for group in version.groups} == {
            "transparency": 18, "progress": 20, "online": 12, "payment": 10, "digitisation": 22, "satisfaction": 18,
        }  # fmt: skip
        off = [one.number for one in version.indicators if "commune" in one.not_applicable]
        assert off == [6, 8, 9, 16, 17]
        zero = {one.id: one.zero for one in version.groups[-1].indicators}
        assert list(zero.values()) == ["zero", "full", "full"]

    def test_the_pillars_of_dti_have_a_thousand_points_and_weights_of_one(self) -> None:
        version = definitions.version("dti2022", on=date(2026, 9, 30))
        assert version.max == 1000
        assert sum(group.weight or 0 for group in version.groups) == 1
        assert all(version.is_manual(one) for one in version.indicators)

    def test_what_is_not_there_is_said(self, settings: object, tmp_path: Path) -> None:
        with pytest.raises(UnknownIndex):
            definitions.definition("../766")
        with pytest.raises(NotDefinedYet):
            definitions.version("766", on=date(2020, 1, 1))
        (tmp_path / "measures").mkdir()
        (tmp_path / "measures" / "bad.yaml").write_text("id: bad\n", encoding="utf-8")
        settings.DATA = tmp_path  # type: ignore[attr-defined]
        with pytest.raises(WrongDefinition, match="versions"):
            definitions.definition("bad")


class TestTheGuide:
    """`docs/howto/indicators.md`: what it shows works as it stands."""

    def test_its_example_is_a_right_definition(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        path = tmp_path / "speed.yaml"
        path.write_text(_example("yaml"), encoding="utf-8")
        call_command("index", "check", str(path))
        assert capsys.readouterr().out.startswith("speed.yaml: đúng")

    def test_its_counts_are_scored_as_they_were_published(self) -> None:
        version = definitions.version("766", on=date(2026, 9, 30))
        found = score_counts(_example("json"), version, level="province", file="counts.json")
        assert {one.agrees for one in found.indicators.values()} == {True, None}


def _example(language: str) -> str:
    page = Path(__file__).resolve().parents[3] / "docs" / "howto" / "indicators.md"
    return page.read_text(encoding="utf-8").split(f"```{language}\n")[1].split("```")[0]
