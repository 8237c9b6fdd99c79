"""Backups: one moment of the database, every file it names and the keys, proved when they are put back."""
