"""Filing a dossier: where, the task list, one question a screen, papers, check and submit."""
