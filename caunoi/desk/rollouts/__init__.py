"""Pilots and roll-outs: designed, decided on, opened in waves, and what each place still has to do."""
