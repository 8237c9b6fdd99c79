"""Start a process about a subject."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.ids import new_id
from caunoi.core.subjects import SubjectRef
from caunoi.processes import current, engine
from caunoi.processes.models import ProcessInstance
from caunoi.processes.records import insert_run, instance_view, new_records, write_records
from caunoi.processes.shapes import InstanceView


def start(
    process_code: str,
    *,
    subject: SubjectRef,
    variables: dict[str, Any],
    agencies: Mapping[str, UUID],
    now: datetime,
    actor: Actor,
    province: str = "",
) -> InstanceView:
    """Start `process_code` as it is in force in `province` and open its first user tasks; two statements.

    The first start after a publication takes one or two more. `agencies` names the agency behind each word that the
    process uses (`receiving`, `competent`, `police` ...); one that is chosen later (`set_agency`) may be missing until
    its step opens. `variables` hold no personal data: they stay in the run's state. Who may start is the calling room's
    policy. Raises ProcessNotFound, AgencyMissing.
    """
    definition, believed = current.remembered(process_code, province)
    while True:
        workflow = engine.begin(definition, variables)
        instance = ProcessInstance(
            id=new_id(),
            process_code=process_code,
            definition_id=definition.digest,
            subject_kind=subject.kind,
            subject_id=subject.id,
            province=province,
            agencies={word: str(agency) for word, agency in agencies.items()},
            state=engine.save(workflow),
            started_at=now,
        )
        opened = new_records(instance, definition, engine.ready(workflow).values(), now)
        with transaction.atomic(savepoint=False):
            if insert_run(instance, believed=believed):
                write_records(opened)
                return instance_view(instance, definition, workflow, opened=opened)
        definition, believed = current.asked(process_code, province)
