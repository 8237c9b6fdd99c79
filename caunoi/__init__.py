"""Cầu Nối: the software a two-tier local government runs on. One room a folder; see docs/architecture.md."""
