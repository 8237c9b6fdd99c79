"""Pure rules of report rounds: the form, the cut-off calendar, numbers as people type them, and checks of cells."""
