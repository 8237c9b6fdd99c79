"""A round's numbers for other systems, as SDMX: what they are (structure message), what they say (data message)."""
