"""docs/howto/events.md, written from the events as the program declares them."""

from __future__ import annotations

import re
from dataclasses import fields

from caunoi.core.journal import Event, registered_events
from caunoi.exchange import following
from caunoi.exchange.rules.webhooks import WAITS

_HEAD = """# Events sent to other systems

Written by `caunoi machine events > docs/howto/events.md`; a test compares it with the program.

Subscribe by `POST /api/v1/subscriptions` (scope `webhooks:manage`, see [integrate.md](integrate.md)) or on the page
of the machine under `/desk/machines/`. A subscription gets the events of dossiers that its agency takes part in, or
that its machine filed, from then on. Each is one `POST` of JSON:

```json
{"type": "dossier.accepted", "timestamp": "2026-11-22T08:30:00+00:00", "data": {"code": "...", "procedure": "1.001193"}}
```

No event carries a name, a number or an address of a person: read the dossier by `GET /api/v1/dossiers/{code}`.

## Headers and signature

As in the Standard Webhooks specification, so that its libraries check them:

| Header | Meaning |
| --- | --- |
| `webhook-id` | the delivery's id; the same when it is sent again, so keep the ids that you have handled |
| `webhook-timestamp` | seconds since 1970 when it was sent; refuse what is older than five minutes |
| `webhook-signature` | `v1,` and the Base64 of HMAC-SHA256 over `id.timestamp.body` |

The key is the Base64 behind `whsec_` of the secret that was shown when the subscription was made:

```python
import base64, hashlib, hmac, time


def is_ours(secret: str, headers: dict[str, str], body: bytes) -> bool:
    if abs(time.time() - int(headers["webhook-timestamp"])) > 300:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return hmac.compare_digest(wanted, headers["webhook-signature"])
```

## Delivery

Answer 2xx within ten seconds; redirects are not followed. Anything else is tried again after %(waits)s: ten tries in
all, then the delivery is `failed`. While nobody answers (or 429, 502, 503, 504) all events wait, and come in the
order in which they happened as soon as one gets through. One that was refused in another way waits by itself and the
others go on. So an event arrives at least once, perhaps twice, perhaps out of order: `timestamp` and the dossier
itself tell what is newest. When nothing arrived for two days the subscription pauses; what happens meanwhile waits,
and `POST /api/v1/subscriptions/{id}/resume` (or the button on the page) sends it. One event is sent again by `POST
/api/v1/deliveries/{id}/resend` or by hand on the page. Whoever would rather ask than be told pages through `GET
/api/v1/dossiers?after=...`: it never misses a change either.

Addresses begin with `https://` and lead to public addresses; private networks need `CAUNOI_WEBHOOK_NETWORKS`
([settings.md](settings.md)). In development `http://127.0.0.1` works too.

## Kinds

Every event has `code`, `procedure`, `channel`, `receiving_agency`, `competent_agency` (ids) and `role` (who acted, as
a role). Dates are ISO 8601, amounts are in đồng.
"""


def page() -> str:
    """The whole page."""
    waits = ", ".join(_said(wait.total_seconds()) for wait in WAITS)
    parts = [_HEAD % {"waits": waits}]
    events = registered_events()
    for kind in following.kinds():
        parts.append(f"\n### `{kind}`\n\n{_text(events[kind])}\n")
        if own := [name for name in _names(events[kind]) if name not in _COMMON]:
            parts.append(f"\nAlso: {', '.join(f'`{name}`' for name in own)}.\n")
    return "".join(parts)


_COMMON = frozenset({"code", "procedure", "channel", "receiving_agency", "competent_agency", "role"})


def _names(event: type[Event]) -> list[str]:
    return [field.name for field in fields(event) if field.name not in following.INSIDE]


def _text(event: type[Event]) -> str:
    """What the event's class says of itself, without what only we are told."""
    text = " ".join((event.__doc__ or "").split())
    return re.sub(r"; `assignee`: [^.]*", "", text)


def _said(seconds: float) -> str:
    for unit, length in (("h", 3600), ("min", 60)):
        if seconds >= length:
            return f"{seconds / length:g} {unit}"
    return f"{seconds:g} s"
