"""What holds for payments whatever the database says. Pure: no Django, no clock."""
