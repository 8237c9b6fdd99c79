"""The room's tables. Private to the room."""

from caunoi.voices.models.petition import Petition, Photo
from caunoi.voices.models.routing import Route
from caunoi.voices.models.voice import Answer, Commitment, Counter, Same, Step, Voice

__all__ = ["Answer", "Commitment", "Counter", "Petition", "Photo", "Route", "Same", "Step", "Voice"]
