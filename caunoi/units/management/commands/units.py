"""`caunoi units`: load, show, lineage, check, import, convert, agencies, search."""

from __future__ import annotations

import csv
from argparse import ArgumentTypeError
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from caunoi.core.actor import System
from caunoi.core.clock import SystemClock, local_date
from caunoi.core.commands import Command as Base
from caunoi.core.errors import InvalidInput, Problem
from caunoi.units import operations, queries
from caunoi.units.operations import Loaded
from caunoi.units.views import AgencyView, Lineage, Step, UnitView

ACTOR = System("units")


class BadCodesFile(InvalidInput):
    """The file of codes cannot be used."""

    code = "units_codes_file"


def _day(text: str) -> date:
    try:
        if len(text) != 10:
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(
            _("cần ngày có thật, dạng NĂM-THÁNG-NGÀY, ví dụ 2025-07-01; nhận được “%(value)s”") % {"value": text}
        ) from None


class Command(Base):
    help = "Đơn vị hành chính và lịch sử của chúng: nạp, tra cứu, kiểm tra, quy đổi."

    def add_arguments(self, parser: CommandParser) -> None:
        subparsers = parser.add_subparsers(dest="action", required=True, metavar="VIỆC")

        def add(name: str, text: str, *arguments: str) -> CommandParser:
            sub: CommandParser = subparsers.add_parser(name, help=text, description=text)
            for argument in arguments:
                sub.add_argument(argument)
            sub.add_argument("--json", action="store_true", help="in dạng JSON")
            sub.add_argument("--register", default=queries.VN, help="tên danh mục (mặc định: vn)")
            return sub

        add("load", "nạp danh mục Việt Nam: đơn vị ngày 30/6/2025, cải cách ngày 1/7/2025 và các cơ quan")
        show = add("show", "một đơn vị vào một ngày", "code")
        add("lineage", "mọi phiên bản từng mang một mã, nguồn gốc và kế thừa", "code")
        check = add("check", "số đơn vị theo cấp và loại, đơn vị mồ côi, chồng lấn, điểm khác nhau giữa các nguồn")
        load = add("import", "nạp danh mục của bất kỳ nước nào từ tệp CSV (docs/howto/units.md)")
        load.add_argument("--units", required=True, type=Path, metavar="UNITS.csv")
        load.add_argument("--changes", type=Path, metavar="CHANGES.csv")
        load.add_argument("--start", type=_day, metavar="NGÀY", help="ngày đầu của danh mục")
        convert = add("convert", "quy đổi mã từ địa giới của ngày này sang ngày khác")
        convert.add_argument("--from", dest="start", required=True, type=_day, metavar="NGÀY")
        convert.add_argument("--to", dest="end", required=True, type=_day, metavar="NGÀY")
        convert.add_argument("--codes", required=True, type=Path, metavar="TỆP", help="mỗi dòng một mã")
        convert.add_argument("--weights", type=Path, metavar="TỆP", help="mã,số: trọng số của đơn vị gốc khi quy ngược")
        convert.add_argument("--basis", help="căn cứ của tỷ lệ: population, area ...")
        follow = add("reorganise", "cho cơ quan của đơn vị mới kế thừa việc đang làm của cơ quan chấm dứt")
        follow.add_argument("--on", dest="day", required=True, type=_day, metavar="NGÀY", help="ngày đơn vị thay đổi")
        follow.add_argument("--owners", type=Path, metavar="TỆP", help="cột agency,heir: mã cơ quan và cơ quan kế thừa")
        follow.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi gì")
        agencies = add("agencies", "các cơ quan của một đơn vị", "code")
        agencies.add_argument("--kind")
        search = add("search", "tìm đơn vị theo tên, không cần dấu, chịu được gõ sai", "text")
        search.add_argument("--limit", type=int, default=20)
        for sub in (show, check, agencies, search):
            sub.add_argument("--as-of", dest="on", type=_day, metavar="NGÀY", help="mặc định: hôm nay")
        for sub in (show, convert, search):
            sub.add_argument("--level", help="cấp: province, district, commune")

    def run(self, **options: Any) -> None:
        self.now = SystemClock().now()
        self.on = options.get("on") or local_date(self.now)
        getattr(self, f"_{options['action']}")(options)

    def _load(self, o: dict[str, Any]) -> None:
        self._loaded(operations.load_country(now=self.now, actor=ACTOR, progress=self.progress), o)

    def _import(self, o: dict[str, Any]) -> None:
        done = operations.import_register(
            register=o["register"], units=o["units"], changes=o["changes"], starts_on=o["start"], actor=ACTOR,
            now=self.now, progress=self.progress,
        )  # fmt: skip
        self._loaded(done, o)

    def _loaded(self, done: Loaded, o: dict[str, Any]) -> None:
        if done.changed:
            text = _(
                "Danh mục %(register)s: %(versions)s phiên bản, %(mutations)s thay đổi, %(edges)s quan hệ kế thừa, "
                "%(disagreements)s điểm cần lưu ý."
            )
        else:
            text = _("Danh mục %(register)s đã được nạp từ chính các tệp này; không có gì phải làm.")
        self.emit(asdict(done), text % asdict(done), as_json=o["json"])

    def _show(self, o: dict[str, Any]) -> None:
        unit = queries.unit_at(o["code"], on=self.on, level=o["level"], register=o["register"])
        self.emit({"as_of": self.on, **asdict(unit)}, _line(unit), as_json=o["json"])

    def _lineage(self, o: dict[str, Any]) -> None:
        lineage = queries.lineage(o["code"], register=o["register"])
        self.emit(_lineage_json(lineage), _lineage_text(lineage), as_json=o["json"])

    def _check(self, o: dict[str, Any]) -> None:
        data = _check(o["register"], self.on)
        self.emit(data, "\n".join(_flat(data)), as_json=o["json"])

    def _convert(self, o: dict[str, Any]) -> None:
        weights = _weights(o["weights"]) if o["weights"] else None
        codes = [code for _line, code in _codes(o["codes"])]
        answers = queries.convert_codes(
            codes, start=o["start"], end=o["end"], register=o["register"], level=o["level"], basis=o["basis"],
            weights=weights,
        )  # fmt: skip
        found = [(code, *answer) for code, given in zip(codes, answers, strict=True) for answer in given]
        rows = [
            {"from_code": f, "to_code": t, "share": float(s), "exact": str(s), "sure": sure} for f, t, s, sure in found
        ]
        lines = ["from_code,to_code,share", *(f"{f},{t},{_number(s)}" for f, t, s, _sure in found)]
        self.emit(rows, "\n".join(lines), as_json=o["json"])

    def _reorganise(self, o: dict[str, Any]) -> None:
        owners = operations.read_owners(o["owners"]) if o["owners"] else None
        done = operations.reorganise(
            on=o["day"], owners=owners, only_preview=o["dry_run"], actor=ACTOR, now=self.now
        )  # fmt: skip
        lines = [
            _("%(succeeded)s cơ quan được kế thừa, %(without_heir)s cơ quan chấm dứt không còn việc, lập mới %(made)s.")
            % {"succeeded": done.succeeded, "without_heir": done.without_heir, "made": done.made}
        ]
        said = _("%(room)s: chuyển %(moved)s, để lại %(stayed)s")
        lines += [said % {"room": r, "moved": n, "stayed": done.stayed[r]} for r, n in done.moved.items()]
        if o["dry_run"]:
            lines.append(_("Đây là bản xem trước; chưa ghi gì."))
        self.emit(asdict(done), "\n".join(lines), as_json=o["json"])

    def _agencies(self, o: dict[str, Any]) -> None:
        found = queries.agencies_of(o["code"], on=self.on, kind=o["kind"])
        text = "\n".join(_agency_line(a) for a in found)
        self.emit([asdict(a) for a in found], text, as_json=o["json"])

    def _search(self, o: dict[str, Any]) -> None:
        found = queries.search(o["text"], on=self.on, limit=o["limit"], level=o["level"], register=o["register"])
        text = "\n".join(_line(f.unit) for f in found) or _("Không tìm thấy đơn vị nào.")
        self.emit([{"score": f.score, **asdict(f.unit)} for f in found], text, as_json=o["json"])


def _number(share: Any) -> str:
    """A share as a decimal with 12 significant digits at most: 1, 0.5, 0.333333333333."""
    return f"{float(share):.12g}"


def _line(u: UnitView) -> str:
    until = u.valid_to.isoformat() if u.valid_to else "…"
    place = ", ".join(dict.fromkeys(n for n in (u.full_name, u.parent_name, u.province_name) if n))
    return f"{u.code}\t{place}\t[{u.valid_from} – {until})"


def _agency_line(a: AgencyView) -> str:
    return f"{a.code}\t{a.code_reversed}\t{a.name}" + (_(" (mã tạm)") if a.code_provisional else "")


def _step_json(s: Step) -> dict[str, Any]:
    return {**asdict(s), "share": float(s.share), "exact": str(s.share)}


def _lineage_json(lineage: Lineage) -> dict[str, Any]:
    return {
        "code": lineage.code,
        "versions": [asdict(v) for v in lineage.versions],
        "relatives": [asdict(v) for v in lineage.relatives.values()],
        "steps": [_step_json(s) for s in lineage.steps],
    }


def _lineage_text(lineage: Lineage) -> str:
    names = {v.id: v for v in (*lineage.versions, *lineage.relatives.values())}
    lines = [_line(v) for v in lineage.versions]
    for s in lineage.steps:
        origin, target = names[s.origin_id], names.get(s.target_id) if s.target_id else None
        into = f"{target.code} {target.full_name}" if target else _("không rõ nơi kế thừa")
        assumed = "" if s.sure else _(" (giả định)")
        lines.append(f"{s.on}  {origin.code} {origin.full_name} → {into}: {_number(s.share)}{assumed}  {s.decree}")
    return "\n".join(lines)


def _check(register: str, on: date) -> dict[str, Any]:
    """Today's state, and for Việt Nam that of the day before the reform too, in one object."""
    now = queries.check(on=on, register=register)
    data: dict[str, Any] = {**now}
    if register == queries.VN:
        data["before_reform"] = {
            k: v
            for k, v in queries.check(on=date(2025, 6, 30), register=register).items()
            if k in ("on", "levels", "types")
        }
    data["disagreements_listed"] = [asdict(d) for d in queries.disagreements(register=register)]
    return data


def _flat(data: dict[str, Any], before: str = "") -> list[str]:
    lines = []
    for key, value in data.items():
        if isinstance(value, dict):
            lines += _flat(value, f"{before}{key}.")
        elif key == "disagreements_listed":
            lines += [
                f"  {d['kind']}: {d['origin_code']} {d['origin_name']} → "
                f"{d['target_code'] or '?'} {d['target_name']} ({d['sources']})"
                for d in value
            ]
        else:
            lines.append(f"{before}{key}: {value}")
    return lines


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadCodesFile([Problem(_("không đọc được tệp %(path)s") % {"path": path})]) from error


def _codes(path: Path) -> list[tuple[int, str]]:
    """Codes with their line numbers; the first column when there are several, a header `code` is skipped."""
    rows = [(n, line.split(",")[0].strip().strip('"')) for n, line in enumerate(_read(path).splitlines(), 1)]
    codes = [(n, code) for n, code in rows if code and not (n == 1 and code.lower() in ("code", "from_code"))]
    if not codes:
        raise BadCodesFile([Problem(_("tệp không có mã nào: cần mỗi dòng một mã"), line=1)])
    return codes


def _weights(path: Path) -> dict[str, int]:
    weights = {}
    for number, row in enumerate(csv.reader(_read(path).splitlines()), 1):
        if not row or (number == 1 and row[0].lower() == "code"):
            continue
        try:
            weights[row[0].strip()] = int(row[1])
        except (IndexError, ValueError) as error:
            raise BadCodesFile([Problem(_("cần mã và một số nguyên"), line=number)]) from error
    return weights
