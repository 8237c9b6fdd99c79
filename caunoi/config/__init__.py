"""The composition root: settings, URLs, the server and the command line. Only this room knows all the others."""
