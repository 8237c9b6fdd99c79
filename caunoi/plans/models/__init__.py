"""The room's tables. Private to the room."""

from caunoi.plans.models.cascade import Cascade, Offer, OfferMove
from caunoi.plans.models.plan import Objective, Pillar, Plan, PlanVersion, Resource, Review
from caunoi.plans.models.target import PlanIndicator, Target, Value

__all__ = [
    "Cascade",
    "Objective",
    "Offer",
    "OfferMove",
    "Pillar",
    "Plan",
    "PlanIndicator",
    "PlanVersion",
    "Resource",
    "Review",
    "Target",
    "Value",
]
