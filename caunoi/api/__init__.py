"""Endpoints for machines, with OpenAPI.

Does not own rules; it calls one operation or query.
"""
