"""The dossier's printed papers: slips and signed records. Private to the room.

Papers are in Vietnamese, whatever language the officer reads.
"""

from caunoi.dossiers.papers.base import tracking_url
from caunoi.dossiers.papers.results import drafted, make_result, unsigned
from caunoi.dossiers.papers.slips import (
    store_apology,
    store_receipt,
    store_refusal,
    store_stop,
    store_supplement,
)

__all__ = [
    "drafted",
    "make_result",
    "store_apology",
    "store_receipt",
    "store_refusal",
    "store_stop",
    "store_supplement",
    "tracking_url",
    "unsigned",
]
