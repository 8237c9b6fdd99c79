"""What waits for whom: the officer's desk and the piles."""
