"""At which level of government an agency of the published list stands, read from its name."""

from __future__ import annotations

import re

LEVELS = ("commune", "province", "nation")
_SIGNS = {
    "commune": r"cap xa|^phong kinh te|^phong van hoa|^trung tam phuc vu hanh chinh cong (xa|phuong)",
    "province": r"^so |cap tinh|van phong dang ky dat dai|vpdkdd|^thue tinh|^cong an tinh",
    "nation": r"^bo |^cuc |co quan dai dien viet nam",
}


def levels_of(folded: str) -> tuple[str, ...]:
    """The levels that the folded name of one agency tells.

    A branch of the land registration office belongs to the province. A name that says nothing of its level, such as
    "Công an", gives none.
    """
    return tuple(level for level in LEVELS if re.search(_SIGNS[level], folded))
