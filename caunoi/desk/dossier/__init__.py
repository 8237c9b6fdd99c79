"""One dossier: its page, its papers, what is done to it."""
