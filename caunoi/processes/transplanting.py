"""Put a saved run on another text of its process, with everything that it carries. Private to the room.

The tasks keep their ids, data and history; only what the engine had foreseen is foreseen anew. Finished tasks at
elements that the new text does not have leave the tree: what followed them hangs on what came before them.
"""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from caunoi.processes import engine
from caunoi.processes.rules.graph import PARALLEL, TASK, WAIT


def marking(definition: engine.Definition, state: dict[str, Any]) -> tuple[str, ...]:
    """Where the tokens of a saved run are, in the words of `rules.walking`: busy tasks and waits, arrows into joins."""
    graph, tasks = definition.graph, state["tasks"]
    found = []
    for task in tasks.values():
        node = graph.nodes.get(task["task_spec"])
        if node is None:
            continue
        if node.kind == PARALLEL and _at_join(task, tasks):
            source = tasks[task["parent"]]["task_spec"]
            arrows = [flow.id for flow in graph.incoming(node.id) if flow.source == source]
            found.append(f"{node.id}<{arrows[0] if arrows else ''}")
        elif task["state"] == TaskState.READY or (task["state"] == TaskState.WAITING and node.kind == WAIT):
            found.append(node.id)
    return tuple(sorted(found))


def _at_join(task: dict[str, Any], tasks: dict[str, dict[str, Any]]) -> bool:
    """A token that waits at a join: of several only the last one's task waits, those before it were cancelled."""
    if not task["state"] & (TaskState.WAITING | TaskState.CANCELLED):
        return False
    return bool(tasks[task["parent"]]["state"] == TaskState.COMPLETED)


def carried(marking: tuple[str, ...], old: engine.Definition, new: engine.Definition) -> tuple[str, ...]:
    """The marking with the arrows of the new text: those between the same elements."""
    moved = []
    for token in marking:
        place, _, arrow = token.partition("<")
        if arrow:
            flow = old.graph.flows[arrow]
            same = [f.id for f in new.graph.flows.values() if (f.source, f.target) == (flow.source, flow.target)]
            token = f"{place}<{same[0] if same else '?'}"
        moved.append(token)
    return tuple(sorted(moved))


def busy(marking: tuple[str, ...], definition: engine.Definition) -> list[str]:
    """The tasks and waits of a marking."""
    return [place for place in marking if "<" not in place and definition.graph.nodes[place].kind in (TASK, WAIT)]


def transplant(state: dict[str, Any], old: engine.Definition, new: engine.Definition) -> dict[str, Any]:
    """The state of the run under the new text. The caller has made sure that its marking exists there."""
    workflow = engine.restore(old, state)
    _forget_foreseen(workflow)
    for task in list(workflow.tasks.values()):
        if task.task_spec.name not in new.spec.task_specs:
            _splice(workflow, task)
    workflow.spec = new.spec
    workflow.event_manager.tasks.clear()
    for task in workflow.tasks.values():
        task.task_spec = new.spec.task_specs[task.task_spec.name]
    for task in list(workflow.tasks.values()):
        if task.state in (TaskState.READY, TaskState.WAITING):
            task.task_spec._predict(task, mask=TaskState.NOT_FINISHED_MASK)
    return engine.save(workflow)


def _forget_foreseen(workflow: BpmnWorkflow) -> None:
    for task in list(workflow.tasks.values()):
        if task.id in workflow.tasks and task.has_state(TaskState.READY | TaskState.WAITING):
            task._drop_children(force=True)


def _splice(workflow: BpmnWorkflow, task: Any) -> None:
    """Take a finished task out of the tree; its children hang on its parent, in its place."""
    parent = task.parent
    at = parent._children.index(task.id)
    parent._children[at : at + 1] = task._children
    for child in task.children:
        child._parent = parent.id
    del workflow.tasks[task.id]
    if workflow.last_task is task:
        workflow.last_task = parent
