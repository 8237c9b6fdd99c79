"""SpiffWorkflow, kept in one place: parse and cache definitions, run one, keep its state small.

A saved state holds tasks and data but not the specification, which is found again by the digest of its BPMN text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.spiff.parser import SpiffBpmnParser
from SpiffWorkflow.spiff.serializer.config import SPIFF_CONFIG
from SpiffWorkflow.util.task import TaskState

from caunoi.processes.errors import ProcessNotFound

DEFINITIONS = Path(__file__).parent / "definitions"
_SPEC_KEYS = ("spec", "subprocess_specs")


@dataclass(frozen=True, slots=True)
class Step:
    """What a user task of a definition says about itself."""

    id: str
    names: dict[str, str]
    role: str
    agency: str
    share_of_limit: Decimal
    actions: tuple[str, ...]

    def name(self, language: str) -> str:
        """The step's name in `language`, in Vietnamese when there is none."""
        return self.names.get(language) or self.names["vi"]


@dataclass(frozen=True, slots=True)
class Definition:
    """A parsed BPMN file; `spec` and `spec_state` are the engine's own objects."""

    code: str
    digest: str
    text: str
    steps: dict[str, Step]
    spec: Any
    spec_state: dict[str, Any]


@lru_cache(maxsize=1)
def _serializer() -> BpmnWorkflowSerializer:
    return BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(SPIFF_CONFIG))


def codes() -> list[str]:
    """The codes of the definitions that ship."""
    return sorted(path.stem for path in DEFINITIONS.glob("*.bpmn"))


@lru_cache(maxsize=64)
def shipped(code: str) -> Definition:
    """The definition that ships under `code`. Raises ProcessNotFound."""
    path = DEFINITIONS / f"{code}.bpmn"
    if code not in codes():
        raise ProcessNotFound(code=code)
    return parse(code, path.read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def parse(code: str, text: str) -> Definition:
    """Parse BPMN `text`, whose process has `code` as its id."""
    parser = SpiffBpmnParser()
    parser.add_bpmn_io(BytesIO(text.encode()), filename=f"{code}.bpmn")
    spec = parser.get_spec(code)
    saved = _serializer().to_dict(BpmnWorkflow(spec))
    return Definition(
        code=code,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        steps={name: _step(name, task) for name, task in spec.task_specs.items() if task.manual},
        spec=spec,
        spec_state={key: saved[key] for key in _SPEC_KEYS},
    )


def _step(name: str, task: Any) -> Step:
    said = task.extensions.get("properties", {})
    return Step(
        id=name,
        names={"vi": task.bpmn_name, "en": said.get("name_en", ""), "th": said.get("name_th", "")},
        role=said["role"],
        agency=said["agency"],
        share_of_limit=Decimal(said["share_of_limit"]),
        actions=tuple(said["actions"].split(",")),
    )


def begin(definition: Definition, variables: dict[str, Any]) -> BpmnWorkflow:
    """Start a run and go to its first user tasks."""
    workflow = BpmnWorkflow(definition.spec)
    workflow.task_tree.set_data(**variables)
    workflow.do_engine_steps()
    return workflow


def save(workflow: BpmnWorkflow) -> dict[str, Any]:
    """The run as JSON, without its specification."""
    state = _serializer().to_dict(workflow)
    return {key: value for key, value in state.items() if key not in _SPEC_KEYS}


def restore(definition: Definition, state: dict[str, Any]) -> BpmnWorkflow:
    """A run from what `save` kept."""
    return _serializer().from_dict({**state, **definition.spec_state})


def advance(workflow: BpmnWorkflow, task_id: UUID, action: str, variables: dict[str, Any]) -> None:
    """End the user task with `action` and go on to the next user tasks. Raises KeyError when it is not ready."""
    task = next((t for t in ready(workflow) if t.id == task_id), None)
    if task is None:
        raise KeyError(task_id)
    task.set_data(**{**variables, "action": action})
    task.run()
    workflow.do_engine_steps()


def passed(workflow: BpmnWorkflow) -> int:
    """How many user tasks of the run are done."""
    return sum(task.task_spec.manual for task in workflow.get_tasks(state=TaskState.COMPLETED))


def ready(workflow: BpmnWorkflow) -> Iterable[Any]:
    """The user tasks that wait for somebody."""
    return [t for t in workflow.get_tasks(state=TaskState.READY) if t.task_spec.manual]
