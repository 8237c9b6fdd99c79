"""Pilots and roll-outs place by place: entry and exit criteria, guidance, readiness, state.

Does not own the systems that are rolled out.
"""
