"""Reads of running processes."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import get_language

from caunoi.core.subjects import SubjectRef
from caunoi.processes import current, engine
from caunoi.processes.checking import require_sound
from caunoi.processes.drafts import named
from caunoi.processes.errors import ProcessEnded
from caunoi.processes.models import ProcessDefinition, ProcessInstance, ProcessVersion, TaskRecord
from caunoi.processes.reading import LANGUAGES, in_language
from caunoi.processes.records import definition_of, task_view
from caunoi.processes.rules.graph import TASK, Step, in_order
from caunoi.processes.shapes import DiagramStep, DiagramView, StepView, TaskView


def open_tasks(subject: SubjectRef) -> list[TaskView]:
    """The tasks that wait for somebody, oldest first; one statement."""
    return [task for task in tasks(subject) if task.completed_at is None]


def tasks(subject: SubjectRef) -> list[TaskView]:
    """All tasks of the subject's runs, open and done, in the order they were opened: the control slip's lines."""
    rows = (
        TaskRecord.objects.filter(instance__subject_kind=subject.kind, instance__subject_id=subject.id)
        .select_related("instance")
        .order_by("instance__started_at", "position")
    )
    return [task_view(row, definition_of(row.instance)) for row in rows]


def open_task_of(instance_id: UUID, step: str) -> UUID | None:
    """The open task of a run at `step`, or None; one statement."""
    found = TaskRecord.objects.filter(instance_id=instance_id, step=step, completed_at__isnull=True)
    return found.values_list("id", flat=True).first()


def open_tasks_of_agency(agency_id: UUID, *, roles: Collection[str]) -> list[TaskView]:
    """What waits in an agency for the given roles, oldest first; one statement."""
    rows = (
        TaskRecord.objects.filter(agency_id=agency_id, role__in=roles, completed_at__isnull=True)
        .select_related("instance")
        .order_by("opened_at")
    )
    return [task_view(row, definition_of(row.instance)) for row in rows]


def codes() -> list[str]:
    """The codes of the processes that ship and of those that were published; one statement."""
    published = ProcessVersion.objects.filter(kind="process", state="published").values_list("code", flat=True)
    return sorted({*engine.codes(), *published})


def names() -> dict[str, str]:
    """What the processes of `codes` are called in the language in force, by code; one statement.

    A name is that of the nation's version in force, else of any published one, else of what ships.
    """
    rows = ProcessVersion.objects.filter(kind="process", state="published")
    found: dict[str, dict[str, str]] = {code: engine.shipped(code).graph.names.get(code, {}) for code in engine.codes()}
    order = rows.order_by("code", "-province", "number").values_list("code", "names")  # the nation's newest comes last
    return {code: named(texts, code) for code, texts in sorted((found | dict(order)).items())}


def steps(process_code: str, *, province: str = "") -> dict[str, StepView]:
    """The steps, by id, of the process with which new runs of the place begin; one statement. Raises ProcessNotFound.

    A run may go by another version: `run_steps` has its steps.
    """
    definition, _ = current.asked(process_code, province)
    return {step.id: _step_view(step) for step in definition.steps.values()}


def run_steps(instance_id: UUID) -> dict[str, StepView]:
    """The steps of the version that a run goes by, by id; one statement. Raises ProcessEnded when there is no such."""
    run = ProcessInstance.objects.filter(id=instance_id).only("process_code", "definition_id").first()
    if run is None:
        raise ProcessEnded
    return {step.id: _step_view(step) for step in definition_of(run).steps.values()}


def steps_of(process_code: str, digest: str) -> dict[str, StepView]:
    """The steps of one text of a process (`InstanceView.digest`); no statement for what ships or was used before."""
    return {step.id: _step_view(step) for step in current.by_digest(process_code, digest).steps.values()}


def step_name(process_code: str, step: str) -> str:
    """A step's name in the language in force, whichever version has it; its id when none has.

    No statement for what ships; a step of another version is looked up once.
    """
    language = get_language() or "vi"
    if process_code in engine.codes() and (found := engine.shipped(process_code).steps.get(step)):
        return found.name(language)
    if (process_code, step) not in _elsewhere:
        for text in ProcessDefinition.objects.filter(code=process_code).order_by("loaded_at"):
            for other in current.stored(text.digest).steps.values():
                _elsewhere[process_code, other.id] = other
    known = _elsewhere.get((process_code, step))
    return known.name(language) if known else step


_elsewhere: dict[tuple[str, str], Step] = {}


def check(code: str, text: str) -> list[StepView]:
    """The steps of a BPMN text that does not ship (yet). Raises DefinitionInvalid with all that is wrong with it."""
    definition = engine.parse(code, text)
    require_sound(definition.graph)
    return [_step_view(step) for step in definition.steps.values()]


def _step_view(step: Step) -> StepView:
    return StepView(
        id=step.id,
        name=step.name(get_language() or "vi"),
        role=step.role,
        agency=step.agency,
        actions=step.actions,
        share_of_limit=step.share_of_limit,
        kind=step.kind,
        result=step.result,
    )


def diagram(process: UUID | str, *, province: str = "") -> DiagramView:
    """A run (by its id) or a process in force (by its code), for a viewer; one statement.

    Raises ProcessEnded when there is no such run, ProcessNotFound.
    """
    if isinstance(process, str):
        return _diagram(current.asked(process, province)[0], [], [])
    instance = ProcessInstance.objects.filter(id=process).first()
    if instance is None:
        raise ProcessEnded
    definition = definition_of(instance)
    return _diagram(definition, *engine.places(definition, instance.state))


def _diagram(definition: engine.Definition, current: list[str], done: list[str]) -> DiagramView:
    language = get_language() or "vi"
    graph = definition.graph
    state = dict.fromkeys(current, "current") | dict.fromkeys(done, "done")
    return DiagramView(
        xml=in_language(definition.text, language),
        current=current,
        done=done,
        steps=[
            DiagramStep(id_, graph.name(id_, language), graph.nodes[id_].kind, state.get(id_, ""))
            for id_ in in_order(graph)
            if graph.nodes[id_].kind == TASK or id_ in state
        ],
        languages=[known for known in LANGUAGES if all(known in names for names in graph.names.values())],
    )


def bpmn_text(process_code: str) -> str:
    """The BPMN 2.0 file of a process in force, for a viewer; one statement. Raises ProcessNotFound."""
    return current.asked(process_code, "")[0].text
