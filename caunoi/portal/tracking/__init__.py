"""Following a dossier, and checking a record that somebody shows."""
