"""Following a dossier."""
