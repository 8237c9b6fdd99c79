"""Pure rules of this room: signatures, back-off, where events may be sent."""
