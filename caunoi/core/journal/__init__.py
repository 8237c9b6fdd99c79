"""Everything that happens, in one insert-only table. The public face of the journal.

Write with `append`; follow with `readers.Reader`; prove with `verify.verify`; look with `queries`.
"""

from caunoi.core.journal.events import Event, registered_events
from caunoi.core.journal.writing import Appended, Place, append, append_many

__all__ = ["Appended", "Event", "Place", "append", "append_many", "registered_events"]
