"""Voices on the desk: difficulties raised and answered, petitions checked, the table that says who answers what."""
