"""The form builder: the questions of a draft procedure, in three languages, as a phone shows them.

What a change means is `caunoi.procedures.rules.building`; what is kept is the draft (`caunoi.procedures`).
"""
