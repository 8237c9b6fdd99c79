"""What the modelling side of this room returns: versions, checks, migration, simulation, mining. Public."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ElementProblem:
    """Something is wrong with a process or a decision table. `element_id`: the BPMN element, or the row of a table
    (`row 3`); empty when it is the whole. `sentence` is in the language in force."""

    element_id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """A draft or a version of a process or decision table.

    `kind`: process or decision. `province`: empty for the nation. `number`: 0 while it is a draft, and for the text
    that ships. `state`: draft, published, retired, shipped. `current`: new runs of this place begin with it. `running`:
    runs of it that have not ended. `revision` goes back to `save_process_draft`. `may`: what the actor may do with it
    now: save, publish, drop, retire, migrate (to it). `text` is empty in lists. `id` is None for what ships.
    """

    id: UUID | None
    kind: str
    code: str
    name: str
    names: dict[str, str]
    province: str
    number: int
    state: str
    current: bool
    digest: str
    agency_id: UUID | None
    note: str
    revision: int
    made_by: UUID | None
    made_at: datetime | None
    changed_by: UUID | None
    changed_at: datetime | None
    published_by: UUID | None
    published_at: datetime | None
    running: int = 0
    may: frozenset[str] = frozenset()
    text: str = ""


@dataclass(frozen=True, slots=True)
class ProcessView:
    """A process or decision table with all its versions that the actor may see, drafts first, the newest number first,
    what ships last. `current` is the number that new runs of the actor's place begin with (0: what ships)."""

    kind: str
    code: str
    name: str
    ships: bool
    current: int
    running: int
    versions: list[VersionView]


@dataclass(frozen=True, slots=True)
class ProcessChange:
    """What differs between two texts. `kind`: added, removed or changed; `sentence` in the language in force."""

    element_id: str
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class MigrationGroup:
    """Runs that stand at the same elements. `reason` is empty when they can move; otherwise it says why they stay.

    `at` and `names`: element ids and names where they stand now; they stand at the same ids afterwards.
    """

    at: list[str]
    names: list[str]
    reason: str
    count: int
    instance_ids: list[UUID]
    """At most a hundred of them, the oldest first."""
    changes: list[str] = field(default_factory=list)
    """What their open steps get in the new version: another role, agency, other actions."""


@dataclass(frozen=True, slots=True)
class Rescheduled:
    """How many open steps become due earlier, later, or as before. A dossier's own legal deadline never changes."""

    earlier: int = 0
    later: int = 0
    same: int = 0

    def __add__(self, other: Rescheduled) -> Rescheduled:
        return Rescheduled(self.earlier + other.earlier, self.later + other.later, self.same + other.same)


@dataclass(frozen=True, slots=True)
class MigrationPreview:
    """What happens to each run of a version. `fingerprint` goes to `migrate`, which refuses when runs moved since."""

    code: str
    from_digest: str
    to_number: int
    groups: list[MigrationGroup]
    movable: int
    staying: int
    fingerprint: str
    rescheduled: Rescheduled = field(default_factory=Rescheduled)


@dataclass(frozen=True, slots=True)
class MigrationReport:
    """What `migrate` did."""

    moved: int
    stayed: int
    groups: list[MigrationGroup]


@dataclass(frozen=True, slots=True)
class TokenStep:
    """One step of a token's way. `at`: where tokens stand now; `passed`: the elements that this move went through.

    `offers`: what may be chosen next, as `element:action` (task), or `element` (a message comes).
    """

    at: list[str]
    passed: list[str]
    offers: list[str]
    chosen: str = ""
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Mix:
    """A real month in numbers. `arrivals`: dossiers a working day, by weekday 0 to 4 (Monday first).

    `decisions[step][action]`: how often each action ended the step. `hours[step]`: sorted sample of working hours that
    the step's task was open (at most 200). `waits[message]`: sample of hours until the message came. `dossiers`: how
    many runs it was taken from.
    """

    arrivals: dict[int, float]
    decisions: dict[str, dict[str, int]]
    hours: dict[str, list[float]] = field(default_factory=dict)
    waits: dict[str, list[float]] = field(default_factory=dict)
    outcomes: dict[str, dict[str, int]] = field(default_factory=dict)
    channels: dict[str, int] = field(default_factory=dict)
    dossiers: int = 0


@dataclass(frozen=True, slots=True)
class StepLoad:
    """A step in the simulation. Hours are working hours. `waiting`: from its opening until an officer took it;
    `queue`: dossiers waiting there, on average and at most; `share`: of all waiting of the process (0 to 1)."""

    id: str
    name: str
    role: str
    agency: str
    done: int
    waiting_median: float
    waiting_p90: float
    service_median: float
    queue_mean: float
    queue_max: int
    share: float


@dataclass(frozen=True, slots=True)
class OfficerLoad:
    """A role of an agency word: how many officers, and which part of their hours they worked (0 to 1)."""

    role: str
    agency: str
    officers: int
    utilisation: float


@dataclass(frozen=True, slots=True)
class MixResult:
    """The simulated days. `through_*`: working hours from filing to the end of those that ended."""

    days: int
    seed: int
    filed: int
    ended: int
    open: int
    through_median: float
    through_p90: float
    steps: list[StepLoad]
    officers: list[OfficerLoad]
    flows: dict[str, int]


@dataclass(frozen=True, slots=True)
class ElementTimes:
    """An element in the mined period. Hours are clock hours between opening and end; None when none ended.

    `actions`: how often each ended it. `open`: tasks that are still open.
    """

    id: str
    name: str
    count: int
    open: int
    median_hours: float | None
    p90_hours: float | None
    actions: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Variant:
    """One real path: the steps in order, how many runs took it, their median hours from start to end (None: open)."""

    steps: list[str]
    names: list[str]
    count: int
    share: float
    median_hours: float | None


@dataclass(frozen=True, slots=True)
class MiningView:
    """Runs that began in `[start, end)`. `elements` slowest (median) first; `flows` by sequence-flow id; `variants` the
    most frequent first (at most fifty). `digests`: how many runs of each text; the drawing is that of `digest`."""

    code: str
    digest: str
    start: datetime
    end: datetime
    runs: int
    ended: int
    elements: list[ElementTimes]
    flows: dict[str, int]
    variants: list[Variant]
    digests: dict[str, int]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that a process may use, with their names in the language in force, for a panel's choices."""

    roles: dict[str, str]
    agencies: dict[str, str]
    kinds: dict[str, str]
    actions: dict[str, str]
    messages: dict[str, str]
