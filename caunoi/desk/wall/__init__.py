"""The live wall of deadlines, to be read from across a room."""
