"""SpiffWorkflow, kept in one place: parse and cache definitions, run one, keep its state small.

A saved state holds tasks and data but not the specification, which is found again by the digest of its BPMN text and
is shared by all runs: reading it back for every call would cost more than the call.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, TaskDataEnvironment
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.serializer.default.workflow import BpmnWorkflowConverter, WorkflowConverter
from SpiffWorkflow.bpmn.util.event import BpmnEvent
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.dmn.engine.DMNEngine import DMNEngine
from SpiffWorkflow.spiff.parser import SpiffBpmnParser
from SpiffWorkflow.spiff.serializer.config import SPIFF_CONFIG
from SpiffWorkflow.util.task import TaskState

from caunoi.core.decisions import evaluate
from caunoi.processes.checking import require_sound
from caunoi.processes.decisions import decision_table
from caunoi.processes.errors import ProcessNotFound
from caunoi.processes.reading import for_engine, read
from caunoi.processes.rules.conditions import NAMES
from caunoi.processes.rules.graph import WAIT, Graph, Step

_UNSAID = dict.fromkeys(sorted(NAMES), "")
"""What conditions and tables may ask is there from the start, empty: an old run may have begun without it."""
DEFINITIONS = Path(__file__).parent / "definitions"


@dataclass(frozen=True, slots=True)
class Definition:
    """A parsed BPMN file; `spec` is the engine's own object."""

    code: str
    digest: str
    text: str
    graph: Graph
    spec: Any

    def decide(self, element: str, said: Mapping[str, str]) -> str:
        """The route that the decision table of a business rule task gives."""
        table = self.graph.nodes[element].table
        found = evaluate(table, said) if table else None
        return str(found["route"]) if found else ""

    @property
    def steps(self) -> dict[str, Step]:
        """The user tasks, by id."""
        return self.graph.steps


class _RunConverter(BpmnWorkflowConverter):  # type: ignore[misc]
    """The library's conversion of a run, without the specification."""

    def to_dict(self, workflow: BpmnWorkflow) -> dict[str, Any]:
        return {
            **WorkflowConverter.to_dict(self, workflow),
            "subprocesses": {},
            "bpmn_events": self.registry.convert(workflow.bpmn_events),
        }

    def from_dict(self, dct: dict[str, Any], spec: Any = None) -> BpmnWorkflow:
        workflow = self.target_class(spec, deserializing=True, script_engine=_script_engine())
        workflow.tasks = self.mapping_from_dict(dct["tasks"], UUID, workflow=workflow)
        workflow.task_tree = workflow.tasks[UUID(dct["root"])]
        self.set_default_attributes(workflow, dct)
        workflow.bpmn_events = self.registry.restore(dct.pop("bpmn_events", []))
        return workflow


@lru_cache(maxsize=1)
def _serializer() -> BpmnWorkflowSerializer:
    return BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure({**SPIFF_CONFIG, BpmnWorkflow: _RunConverter}))


@lru_cache(maxsize=1)
def _script_engine() -> PythonScriptEngine:
    """Evaluates the gateways' conditions, with the run's variables and nothing else at hand."""
    return PythonScriptEngine(TaskDataEnvironment({"__builtins__": {}}))


def codes() -> list[str]:
    """The codes of the definitions that ship."""
    return list(_codes_in(DEFINITIONS))


@lru_cache(maxsize=4)
def _codes_in(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.glob("*.bpmn")))


@lru_cache(maxsize=64)
def shipped(code: str) -> Definition:
    """The definition that ships under `code`, checked. Raises ProcessNotFound, DefinitionInvalid."""
    path = DEFINITIONS / f"{code}.bpmn"
    if code not in codes():
        raise ProcessNotFound(code=code)
    definition = parse(code, path.read_text(encoding="utf-8"))
    require_sound(definition.graph)
    return definition


class _Parser(SpiffBpmnParser):  # type: ignore[misc]
    """The library's parser; decision tables are those that the graph has read and checked."""

    def __init__(self, graph: Graph) -> None:
        super().__init__()
        self.graph = graph

    def get_engine(self, decision_ref: str, node: Any) -> DMNEngine:
        """The library's engine for the table of a business rule task."""
        return DMNEngine(decision_table(self.graph.nodes[node.get("id")].table))


@lru_cache(maxsize=64)
def parse(code: str, text: str) -> Definition:
    """Parse BPMN `text`, whose process has `code` as its id. Raises DefinitionInvalid."""
    graph = read(code, text)
    parser = _Parser(graph)
    parser.add_bpmn_io(BytesIO(for_engine(text).encode()), filename=f"{code}.bpmn")
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Definition(code=code, digest=digest, text=text, graph=graph, spec=parser.get_spec(code))


def begin(definition: Definition, variables: dict[str, Any]) -> BpmnWorkflow:
    """Start a run and go to its first user tasks."""
    workflow = BpmnWorkflow(definition.spec, script_engine=_script_engine())
    workflow.task_tree.set_data(**{**_UNSAID, **variables})
    workflow.do_engine_steps()
    return workflow


def save(workflow: BpmnWorkflow) -> dict[str, Any]:
    """The run as JSON, without its specification."""
    state: dict[str, Any] = _serializer().to_dict(workflow)
    return state


def restore(definition: Definition, state: dict[str, Any]) -> BpmnWorkflow:
    """A run from what `save` kept.

    A task's data are kept as what differs from its parent's, which must therefore be read first; the database gives the
    keys of a JSON object in an order of its own.
    """
    return _serializer().from_dict({**state, "tasks": _parents_first(state)}, spec=definition.spec)


def _parents_first(state: dict[str, Any]) -> dict[str, Any]:
    tasks: dict[str, Any] = {}
    behind = [state["root"]]
    while behind:
        id_ = behind.pop()
        tasks[id_] = state["tasks"][id_]
        behind += reversed(tasks[id_]["children"])
    return tasks


def advance(workflow: BpmnWorkflow, task_id: UUID, variables: dict[str, Any]) -> None:
    """End the user task and go on to the next user tasks and waits. Raises KeyError when it is not ready."""
    task = ready(workflow)[task_id]
    task.set_data(**{name: task.data.get(name, "") for name in _UNSAID} | variables)
    task.run()
    workflow.do_engine_steps()


def deliver(workflow: BpmnWorkflow, message: str, variables: dict[str, Any]) -> None:
    """Give a message to those who wait for it, and go on. Raises KeyError when nobody does."""
    waiting = [task for task in waits(workflow) if task.task_spec.event_definition.name == message]
    if not waiting:
        raise KeyError(message)
    for task in waiting:
        task.set_data(**variables)
    workflow.catch(BpmnEvent(waiting[0].task_spec.event_definition, {}))
    workflow.do_engine_steps()


def stop(workflow: BpmnWorkflow) -> None:
    """End the run where it stands."""
    workflow.cancel()
    workflow.completed = True


def ready(workflow: BpmnWorkflow) -> dict[UUID, Any]:
    """The user tasks that wait for somebody, by id, in the order of the run."""
    return {task.id: task for task in workflow.get_tasks(state=TaskState.READY) if task.task_spec.manual}


def waits(workflow: BpmnWorkflow) -> list[Any]:
    """The catch events that wait for a message."""
    return [task for task in workflow.event_manager.tasks.values() if task.state == TaskState.WAITING]


def messages(workflow: BpmnWorkflow) -> list[str]:
    """The names of the messages that the run waits for."""
    return sorted({task.task_spec.event_definition.name for task in waits(workflow)})


def epitaph(definition: Definition, workflow: BpmnWorkflow) -> dict[str, Any]:
    """What is kept of a run that has ended: the elements it passed. It is never restored, so its tasks can go."""
    return {"passed": places(definition, save(workflow))[1]}


def places(definition: Definition, state: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The elements where a saved run stands, and those it has passed; read from the state, the engine stays asleep."""
    if "passed" in state:
        return [], list(state["passed"])
    nodes = definition.graph.nodes
    here: dict[str, None] = {}
    passed: dict[str, None] = {}
    for task in state["tasks"].values():
        node = nodes.get(task["task_spec"])
        if node is None:
            continue
        if task["state"] == TaskState.READY or (task["state"] == TaskState.WAITING and node.kind == WAIT):
            here[node.id] = None
        elif task["state"] == TaskState.COMPLETED:
            passed[node.id] = None
    return list(here), [node for node in passed if node not in here]
