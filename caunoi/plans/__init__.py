"""Plans with pillars, indicators and targets, their cascade down the tiers, and the state of each target at any date.

Does not own tasks (room below) or what is measured (measures).
"""
