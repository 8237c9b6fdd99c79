"""What holds whoever asks. Pure: no Django, no clock, no database."""
