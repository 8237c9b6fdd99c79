"""The design system: page layouts, components, formatting of dates and numbers, language switch.

Does not own any word of the field.
"""
