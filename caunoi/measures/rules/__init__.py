"""What a definition of indicators says, checked, counted and scored. Pure: no Django, no clock, no database."""
