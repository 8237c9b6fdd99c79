"""What holds for tasks whatever the database says. Pure: no Django, no clock."""
