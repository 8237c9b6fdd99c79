"""Pure rules: statuses, working calendar, deadlines, codes. No Django, no clock, no database."""
