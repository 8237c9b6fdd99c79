"""The counter: one page takes in a dossier of any procedure, for a person who stands there or wrote by post."""
