"""Citizens' petitions: sent, seen by everybody as far as they were checked, followed by their author."""
