"""The stairs: one module per stage of the journey, in walking order.

A stage's functions take the caller's unit of work and never commit. Stages never import one another: they meet through
events (`relay/domain/listeners.py`).
"""

WALK = (
    "scheduling",
    "promising",
    "asking",
    "capturing",
    "normalising",
    "composing",
    "ruling",
    "reviewing",
    "relaying",
    "notifying",
    "delivering",
    "knocking",
    "unlocking",
    "recollecting",
    "reading",
    "answering",
    "acting",
    "reminding",
    "thanking",
    "journaling",
    "nudging",
    "following_up",
    "sharing",
    "wishing",
)
