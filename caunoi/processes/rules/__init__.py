"""What a process definition says, and whether it can be run. Pure: no Django, no database, no engine."""
