"""How a meeting goes from its draft to its conclusions, and what may be done in each state."""

from __future__ import annotations

PREPARING = frozenset({"draft", "invited"})
HELD = frozenset({"running", "ended"})
"""Questions are answered and conclusions written while it runs, and after it until the minutes are signed."""
OVER = frozenset({"ended", "concluded"})
OPEN_QUESTIONS = frozenset({"waiting", "now"})

HOST: dict[str, frozenset[str]] = {
    "change": PREPARING,
    "invite": PREPARING | {"running"},
    "start": frozenset({"invited"}),
    "take": frozenset({"running"}),
    "answer": HELD,
    "conclude": HELD,
    "end": frozenset({"running"}),
    "make_minutes": frozenset({"ended"}),
    "sign_minutes": frozenset({"ended"}),
    "send": frozenset({"concluded"}),
    "cancel": PREPARING,
}
POINT: dict[str, frozenset[str]] = {
    "reply": frozenset({"invited"}),
    "join": frozenset({"running"}),
    "ask": frozenset({"invited", "running"}),
}
BY_CHAIR = frozenset({"invite", "start", "take", "answer", "conclude", "end", "sign_minutes", "cancel"})
"""What the leader of the host or who acts for one does; the rest is the preparers'."""


def host_may(state: str, *, prepares: bool, chairs: bool, has_minutes: bool) -> frozenset[str]:
    """What officers of the host may do with it now."""
    found = set()
    for name, states in HOST.items():
        allowed = chairs if name in BY_CHAIR else prepares
        if allowed and state in states:
            found.add(name)
    if not has_minutes:
        found.discard("sign_minutes")
    return frozenset(found)


def point_may(state: str) -> frozenset[str]:
    """What officers of an invited point may do now."""
    return frozenset(name for name, states in POINT.items() if state in states)
