"""Checking a record that somebody shows: its file, or the code in its QR code. Nothing is kept."""
