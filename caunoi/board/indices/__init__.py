"""The pages of an index: ranking, map, unit, indicator, what to fix first, trend, comparison, wall, report."""
