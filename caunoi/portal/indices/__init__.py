"""The index of service for citizens: the ranking, and one's own commune in plain words. Nothing personal."""
