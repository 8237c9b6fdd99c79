"""The door: what django-allauth asks of us, the second factor, and the pages that it does not have.

The one part of a domain room that speaks HTTP; `tests/architecture` names it.
"""
