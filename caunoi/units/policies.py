"""Who may change registers: the program itself, by command. Rooms above may ask on behalf of a person later on."""

from __future__ import annotations

from caunoi.core.actor import Actor, System
from caunoi.units.errors import OnlyTheSystemMay


def require_system(actor: Actor) -> None:
    """Raises OnlyTheSystemMay for anybody but the program."""
    if not isinstance(actor, System):
        raise OnlyTheSystemMay()
