"""Finding a service: home, the list of procedures, one procedure in plain words."""
