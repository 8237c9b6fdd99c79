"""Figures typed in with evidence, their verification, and published results."""
