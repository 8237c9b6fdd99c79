"""Territorial units and agencies, with their whole history.

Does not own people, dossiers, or what an agency does.
"""
