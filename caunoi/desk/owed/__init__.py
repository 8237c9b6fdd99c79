"""What an agency owes in steering, and what is owed to it, in one place."""
