"""The parts of a version in the order in which they are worked through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from caunoi.desk.catalogue.editing import specs
from caunoi.desk.catalogue.editing.around import Around, Body
from caunoi.desk.catalogue.editing.entries import CHANNELS, Entry, Item, Text
from caunoi.desk.catalogue.editing.rows import PARTS as ROWS
from caunoi.desk.catalogue.editing.rows import Rows, fee_rows, fees_of
from caunoi.desk.catalogue.editing.words import said

Entries = Callable[[Item], Sequence[Entry]]


@dataclass(frozen=True, slots=True)
class Part:
    """A part: one form (`entries`), or rows (`rows`) that have a form each (`row_entries`)."""

    code: str
    title: Text
    hint: Text = ""
    entries: Sequence[Entry] = ()
    rows: Rows | None = None
    row_entries: Entries = lambda _row: ()
    add: Text = ""
    none: Text = ""

    def row_name(self, row: Item, around: Around) -> str:
        """What a row is called."""
        named = self.rows.named if self.rows else "name"
        return around.text(row.get(named)) or str(row.get("id", ""))

    def row_words(self, row: Item, around: Around) -> str:
        """What a row says in short, beside its name."""
        return _SHORT[self.code](row, around) if self.code in _SHORT else ""


def _case(row: Item, around: Around) -> str:
    fees = fees_of(row)
    limits = said(specs.CASE[1], row, around)
    paid = "; ".join(around.text(fee.get("name")) for fee in fees) if fees else str(_("không thu"))
    return ". ".join(text for text in (limits, paid) if text)


def _component(row: Item, around: Around) -> str:
    needed = str(_("bắt buộc")) if row.get("required") else around.text(row.get("condition"))
    where = said(specs.COMPONENT[8], row, around)
    return " · ".join(text for text in (row.get("code", ""), needed, where) if text)


def _result(row: Item, around: Around) -> str:
    return " · ".join(text for text in (row.get("component_code", ""), said(specs.RESULT[1], row, around)) if text)


def _relief(row: Item, around: Around) -> str:
    return f"{row.get('percent', '')} %"


def _agency(row: Item, around: Around) -> str:
    parts = [said(entry, row, around) for entry in specs.AGENCY[1:3]]
    return " · ".join(text for text in parts if text)


def _fee(row: Item, around: Around) -> str:
    shown = [entry for entry in specs.fee(row.get("kind", "")) if entry.key in ("amount", "unit_field", "channels")]
    kind = str(dict(specs.FEE_KINDS).get(row.get("kind", ""), ""))
    return " · ".join(text for text in (kind, *(said(entry, row, around) for entry in shown)) if text)


_SHORT: dict[str, Callable[[Item, Around], str]] = {
    "cases": _case, "components": _component, "results": _result, "reliefs": _relief, "agencies": _agency,
    "fees": _fee,
}  # fmt: skip

PARTS: dict[str, Part] = {
    part.code: part
    for part in (
        Part("names", _("Tên và mục đích"), entries=specs.NAMES),
        Part("general", _("Thông tin chung"), entries=specs.GENERAL),
        Part("cases", _("Trường hợp, thời hạn, mức thu"), _("Mỗi trường hợp có thời hạn và mức thu theo kênh nộp."),
             rows=ROWS["cases"], row_entries=lambda _row: specs.CASE,
             add=_("Thêm trường hợp"), none=_("Phải có ít nhất một trường hợp.")),
        Part("components", _("Thành phần hồ sơ"), _("Giấy tờ phải nộp hoặc xuất trình."), rows=ROWS["components"],
             row_entries=lambda _row: specs.COMPONENT, add=_("Thêm giấy tờ"), none=_("Không phải nộp giấy tờ nào.")),
        Part("form", _("Biểu mẫu điện tử"), _("Những câu người dân trả lời khi nộp.")),
        Part("results", _("Kết quả"), rows=ROWS["results"], row_entries=lambda _row: specs.RESULT,
             add=_("Thêm kết quả"), none=_("Phải có ít nhất một kết quả.")),
        Part("process", _("Quy trình giải quyết"), entries=specs.PROCESS),
        Part("agencies", _("Cơ quan khác trong quy trình"),
             _("Khi quy trình có bước của cơ quan khác ngoài nơi nhận và nơi có thẩm quyền."), rows=ROWS["agencies"],
             row_entries=lambda _row: specs.AGENCY, add=_("Thêm cơ quan"), none=_("Không có cơ quan nào khác.")),
        Part("reliefs", _("Miễn, giảm"), rows=ROWS["reliefs"], row_entries=lambda _row: specs.RELIEF,
             add=_("Thêm miễn, giảm"), none=_("Không có miễn, giảm.")),
        Part("legal", _("Căn cứ pháp lý"), entries=specs.LEGAL),
    )
}  # fmt: skip
VARIANT = Part("variant", _("Văn bản của tỉnh"), entries=specs.VARIANT)
ABOLITION = Part("reason", _("Lý do bãi bỏ"), entries=specs.ABOLITION)
OWN = frozenset({VARIANT.code, ABOLITION.code})
"""Parts of the draft itself, not of the version that it makes."""


def fees_part(body: Body, case_index: int) -> Part:
    """The fees of one case as a part. Raises IndexError, KeyError."""
    case = body["cases"][case_index]
    channels = list(case.get("limits") or {}) or [code for code, _name in CHANNELS]
    return Part(
        "fees", _("Mức thu"), rows=fee_rows(case_index, channels),
        row_entries=lambda row: specs.fee(row.get("kind", "fixed")), add=_("Thêm khoản thu"),
        none=_("Trường hợp này không thu gì."),
    )  # fmt: skip


def with_kind(fee: Item, kind: str) -> Item:
    """The fee as one of another kind, without what only the old kind says."""
    gone = specs.keys_of_other_kinds(kind)
    found: dict[str, Any] = {key: value for key, value in fee.items() if key not in gone}
    return {**found, "kind": kind, **({"steps": []} if kind == "scale" and "steps" not in found else {})}
