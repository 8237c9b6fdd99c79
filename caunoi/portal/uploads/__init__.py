"""Files that arrive in parts over the web (tus 1.0) and go on after a lost connection."""
