"""What holds for plans whatever the database says. Pure: no Django, no clock."""
