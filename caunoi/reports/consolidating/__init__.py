"""The consolidated report of a round: made from accepted reports by a job, kept as DOCX and PDF by their SHA-256."""
