"""Reads. Signatures (all keyword arguments after the first; `actor` may be `System` for commands and jobs):

- `plans(*, actor, now, as_of=None) -> list[VersionView]`: what the actor may see, the newest first.
- `plan(code, *, actor, now, as_of=None, number=None) -> PlanView`: in force on `as_of`, or version `number`.
- `targets(*, actor, now, as_of, plan=None, holder_id=None, indicator=None, own_only=False, province=None)
  -> list[TargetView]`: with their state on `as_of`; `own_only` leaves the cascade's out. One `measures` call per index
  and level, and a fixed number of statements, whatever the number of targets.
- `indicators(code, *, actor, now, as_of=None) -> list[IndicatorView]`
- `values(code, indicator, holder_id, *, actor, now, as_of) -> list[ValueView]`: the oldest first.
- `review(code, *, actor, now, as_of) -> ReviewView`
"""
