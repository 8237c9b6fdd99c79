"""Colleagues: absence, delegation, roles, lost second factors."""
