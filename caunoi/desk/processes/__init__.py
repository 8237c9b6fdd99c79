"""Processes for those who model them: drawn, checked, tried, published, measured and moved to."""
