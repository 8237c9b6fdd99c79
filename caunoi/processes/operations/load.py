"""Keep the text of every BPMN file that ships, so that a run can end under the definition it began with."""

from __future__ import annotations

from caunoi.processes import engine
from caunoi.processes.models import ProcessDefinition


def load_definitions(*, using: str = "default") -> int:
    """Store definitions not yet stored; repeatable. Returns how many ship."""
    shipped = [engine.shipped(code) for code in engine.codes()]
    rows = [ProcessDefinition(digest=d.digest, code=d.code, text=d.text) for d in shipped]
    ProcessDefinition.objects.using(using).bulk_create(rows, ignore_conflicts=True)
    return len(rows)
