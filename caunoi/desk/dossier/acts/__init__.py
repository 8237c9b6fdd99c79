"""What an officer does to a dossier: how each act is worded, what it asks, and the operation that does it."""

from caunoi.desk.dossier.acts import asking, settling, timing
from caunoi.desk.dossier.engine import Act

ACTS: tuple[Act, ...] = tuple(
    found for module in (settling, asking, timing) for found in vars(module).values() if isinstance(found, Act)
)
PAGES = frozenset(act.code for act in ACTS)
"""Actions that have a page here; what the dossiers offer beyond them is not shown until it has one."""
BESIDE = frozenset(
    {
        "consult",
        "extend",
        "keep_result",
        "record_payment",
        "resume",
        "revoke_result",
        "start_correction",
        "stop",
        "transfer",
        "withdraw",
    }
)
"""What is done beside the process: possible, but not what the dossier waits for."""
