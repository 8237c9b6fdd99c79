"""A version's body as forms and back: what a part asks, rows in order, what a province changes. Reads no database."""
