"""Plays dossiers through the real operations with a simulated clock: rehearsal, demonstration, load.

`plan` draws what happens (pure, seeded), `players` are the people, `play` lets it happen, `summary` holds it against
the journal. Development only: it makes invented people.
"""
