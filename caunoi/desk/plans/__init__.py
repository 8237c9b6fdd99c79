"""Plans: their pages from draft to review, targets with their state, values reported with evidence."""
