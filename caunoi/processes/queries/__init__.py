"""Reads: running processes; and modelling: versions, checks, migration previews, simulation, mining."""

from caunoi.processes.queries.migrating import migrate_preview
from caunoi.processes.queries.mining import mining
from caunoi.processes.queries.running import (
    bpmn_text,
    check,
    codes,
    diagram,
    names,
    open_task_of,
    open_tasks,
    open_tasks_of_agency,
    run_steps,
    step_name,
    steps,
    steps_of,
    tasks,
)
from caunoi.processes.queries.showing import PictureView, changes, mined_agencies, picture, readable
from caunoi.processes.queries.simulating import recent_mix, simulate_mix, simulate_token
from caunoi.processes.queries.versions import (
    check_text,
    decision,
    process,
    processes,
    shipped,
    try_decision,
    version,
    vocabulary,
)
from caunoi.processes.shapes import DiagramStep, DiagramView, InstanceView, StepView, TaskView

__all__ = [
    "DiagramStep",
    "DiagramView",
    "InstanceView",
    "PictureView",
    "StepView",
    "TaskView",
    "bpmn_text",
    "changes",
    "check",
    "check_text",
    "codes",
    "decision",
    "diagram",
    "migrate_preview",
    "mined_agencies",
    "mining",
    "names",
    "open_task_of",
    "open_tasks",
    "open_tasks_of_agency",
    "picture",
    "process",
    "processes",
    "readable",
    "recent_mix",
    "run_steps",
    "shipped",
    "simulate_mix",
    "simulate_token",
    "step_name",
    "steps",
    "steps_of",
    "tasks",
    "try_decision",
    "version",
    "vocabulary",
]
