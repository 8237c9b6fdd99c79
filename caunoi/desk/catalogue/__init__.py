"""The catalogue of procedures for those who manage it: what is unsure and why, all details, every version."""
