"""Decision tables written in a grid, wherever the desk has one: fees of a procedure, routes of a process."""
