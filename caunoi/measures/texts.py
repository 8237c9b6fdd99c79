"""The sentences for what is wrong with a definition file. The codes: `rules.mistakes.Mistake`."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Problem
from caunoi.measures.rules.mistakes import Mistake

MISTAKES: dict[str, Promise] = {
    "unreadable": _("không đọc được tệp; tệp phải là văn bản UTF-8"),
}


def problem(mistake: Mistake) -> Problem:
    """A mistake as a sentence with the file's name, line and key."""
    sentence = str(MISTAKES[mistake.code]) % dict(mistake.params)
    where = f"{mistake.file}:{mistake.line}" if mistake.line else mistake.file
    return Problem(f"{where}: {mistake.key}: {sentence}" if mistake.key else f"{where}: {sentence}", field=mistake.key)
