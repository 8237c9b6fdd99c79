"""Finding dossiers by what a person at the counter can say. Private to `queries`; the caller has checked permission."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.db import connection

from caunoi.dossiers.rules.codes import normal_code
from caunoi.units.rules.text import fold

MOST = 500
"""So many dossiers that fit are looked at; the newest of them are given."""
_PERSONAL_ID = re.compile(r"\d{12}")
_PHONE = re.compile(r"(?:0|\+84)\d{9,10}")
_PART_OF_CODE = re.compile(r"(?:[A-Z0-9.]+-)?\d{4,6}(?:-\d*)?")


def found_ids(text: str, agencies: list[UUID], *, size: int) -> tuple[list[UUID], bool]:
    """The newest `size` filed dossiers of these agencies that fit, and whether there are more; one statement."""
    where, values = _condition(text)
    if not where:
        return [], False
    sql = f"""
        SELECT id FROM (
            SELECT id, submitted_at FROM dossiers_dossier
            WHERE reader_ids && %(agencies)s::uuid[] AND status > 0 AND {where} LIMIT {MOST}
        ) found ORDER BY submitted_at DESC, id DESC LIMIT %(limit)s"""
    with connection.cursor() as cursor:
        cursor.execute(sql, {**values, "agencies": agencies, "limit": size + 1})
        ids = [row[0] for row in cursor.fetchall()]
    return ids[:size], len(ids) > size


def _condition(text: str) -> tuple[str, dict[str, Any]]:
    bare = "".join(text.split())
    if _PERSONAL_ID.fullmatch(bare):
        return "applicant_personal_id = %(value)s AND NOT (applicant_personal_id = '')", {"value": bare}
    if _PHONE.fullmatch(bare):
        same = [bare, "+84" + bare[1:] if bare.startswith("0") else "0" + bare.removeprefix("+84")]
        return "applicant_phone = ANY(%(value)s) AND NOT (applicant_phone = '')", {"value": same}
    code = normal_code(text)
    if len(text.split()) == 1 and _PART_OF_CODE.fullmatch(code):
        return "code LIKE %(value)s", {"value": f"%{literal(code)}%"}
    words = fold(text).split()[:8]
    names = " AND ".join(f"applicant_search LIKE %(word{n})s" for n in range(len(words)))
    return names, {f"word{n}": f"%{literal(word)}%" for n, word in enumerate(words)}


def literal(text: str) -> str:
    """For LIKE: `%` and `_` mean themselves."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
