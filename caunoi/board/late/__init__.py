"""What is late now, and the reminder."""
