"""Targets on their way down: a parent splits, units answer, the parent fixes."""
