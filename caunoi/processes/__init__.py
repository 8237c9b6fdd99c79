"""Settlement processes as BPMN 2.0 files, run by SpiffWorkflow.

Does not own what a step means for a dossier.
"""
