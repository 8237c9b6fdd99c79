"""Two small indices for tests, an office to ask for, and entries as the rooms above write them."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection

from caunoi.core.clock import VIETNAM
from caunoi.core.ids import new_id

MEASURED = """
id: "mau"
names: {vi: Bộ chỉ số mẫu, en: Sample index, th: ดัชนีตัวอย่าง}
reference: "Quyết định mẫu"
levels: [province, department, commune]
versions:
  - valid_from: 2020-01-01
    max: 36
    dated_by: received_on
    agency_by: competent_agency
    figures:
      received:
        names: {vi: Hồ sơ đã tiếp nhận, en: Dossiers received, th: คำขอที่รับไว้}
        terms: [{kind: dossier.accepted}]
      done:
        names: {vi: Hồ sơ đã giải quyết, en: Dossiers settled, th: คำขอที่เสร็จ}
        terms: [{kind: dossier.signed}]
      done_on_time:
        names: {vi: Giải quyết đúng hạn, en: Settled on time, th: เสร็จตรงกำหนด}
        terms: [{kind: dossier.signed, where: {on_time: true}}]
      overdue:
        names: {vi: Đang quá hạn, en: Overdue, th: เกินกำหนด}
        terms:
          - {kind: dossier.accepted, past: due_on}
          - {kind: dossier.signed, past: due_on, sign: -1}
      on_time:
        names: {vi: Đúng hạn, en: On time, th: ตรงกำหนด}
        formula: done_on_time + received - done - overdue
      online:
        names: {vi: Hồ sơ trực tuyến, en: Online dossiers, th: คำขอออนไลน์}
        terms: [{kind: dossier.accepted, where: {channel: online}}]
      procedures:
        names: {vi: Thủ tục có hồ sơ, en: Procedures with dossiers, th: ขั้นตอนที่มีคำขอ}
        distinct: procedure
        of: received
      online_procedures:
        names: {vi: Thủ tục có hồ sơ trực tuyến, en: Procedures with online dossiers, th: ขั้นตอนออนไลน์}
        distinct: procedure
        of: online
      petitions:
        names: {vi: Phản ánh kiến nghị, en: Petitions, th: ข้อร้องเรียน}
        manual: {unit: count}
      petitions_on_time:
        names: {vi: Phản ánh xử lý đúng hạn, en: Petitions answered on time, th: ข้อร้องเรียนตรงกำหนด}
        manual: {unit: count}
    groups:
      - id: progress
        names: {vi: Tiến độ, en: Progress, th: ความคืบหน้า}
        max: 20
        indicators:
          - id: PROGRESS
            names: {vi: Giải quyết đúng hạn, en: Settled on time, th: ตรงกำหนด}
            max: 20
            numerator: on_time
            denominator: received
            score: "20 * r"
            zero: none
      - id: online
        names: {vi: Trực tuyến, en: Online, th: ออนไลน์}
        max: 10
        indicators:
          - id: ONLINE
            names: {vi: Hồ sơ trực tuyến, en: Online dossiers, th: คำขอออนไลน์}
            max: 6
            numerator: online
            denominator: received
            score: "min(6, 6 * r / 0.5)"
            zero: zero
          - id: ONLINE_PROCEDURES
            names: {vi: Thủ tục trực tuyến, en: Online procedures, th: ขั้นตอนออนไลน์}
            max: 4
            numerator: online_procedures
            denominator: procedures
            score: "4 * r"
            zero: zero
      - id: satisfaction
        names: {vi: Hài lòng, en: Satisfaction, th: ความพึงพอใจ}
        max: 6
        indicators:
          - id: PETITIONS
            names: {vi: Phản ánh đúng hạn, en: Petitions on time, th: ข้อร้องเรียน}
            max: 6
            numerator: petitions_on_time
            denominator: petitions
            score: "6 * r"
            zero: full
"""
YEARLY = """
id: "nam"
names: {vi: Đánh giá năm mẫu, en: Sample yearly assessment, th: การประเมินประจำปี}
reference: "Nghị định 224/2026/NĐ-CP Điều 8"
levels: [province, commune]
versions:
  - valid_from: 2020-01-01
    max: 10
    figures:
      plan:
        names: {vi: Điểm kế hoạch, en: Points for the plan, th: คะแนนแผน}
        manual: {unit: points, max: 10}
    groups:
      - id: plans
        names: {vi: Kế hoạch, en: Plans, th: แผน}
        max: 10
        indicators:
          - id: PLAN
            names: {vi: Kế hoạch, en: Plan, th: แผน}
            max: 10
            numerator: plan
            score: "n"
            zero: none
"""
_APPEND = "SELECT o_id FROM core_journal_append(%s, %s, 'dossier', %s, %s, %s, %s, 'system:test', %s)"


def write_definitions(folder: Path) -> Path:
    """The two files in a folder."""
    (folder / "mau.yaml").write_text(MEASURED, encoding="utf-8")
    (folder / "nam.yaml").write_text(YEARLY, encoding="utf-8")
    return folder


def moment(day: date, hour: int = 9) -> datetime:
    """An hour of a day in Việt Nam."""
    return datetime.combine(day, time(hour), VIETNAM)


def dossier(
    received: date,
    due: date,
    *,
    signed: date | None = None,
    channel: str = "direct",
    procedure: str = "1.001193",
    unit: UUID | None = None,
    agency: UUID | None = None,
    competent: UUID | None = None,
    province: str = "01",
) -> UUID:
    """One dossier's entries; its identifier."""
    subject = new_id()
    data: dict[str, Any] = {
        "procedure": procedure, "channel": channel, "received_on": str(received), "due_on": str(due),
        "competent_agency": str(competent) if competent else None,
    }  # fmt: skip
    _write("dossier.accepted", received, subject, data, unit, agency, province)
    if signed:
        _write("dossier.signed", signed, subject, {**data, "on_time": signed <= due}, unit, agency, province)
    return subject


def _write(
    kind: str, on: date, subject: UUID, data: dict[str, Any], unit: UUID | None, agency: UUID | None, province: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_APPEND, [moment(on), kind, subject, unit, agency, province, json.dumps(data)])
