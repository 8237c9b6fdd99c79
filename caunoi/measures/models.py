"""The room's tables. Private to the room."""

from caunoi.measures.lake.models import Lake, LakeFile

__all__ = ["Lake", "LakeFile"]
