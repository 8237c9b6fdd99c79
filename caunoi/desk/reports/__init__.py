"""Report rounds: opened, filled in, checked."""
