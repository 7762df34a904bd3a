"""What a delivery sets in motion (送达的后续): the journal keeps which number of the roll was served, and how."""

from __future__ import annotations

from domain.effects import Effect, Record
from domain.voting.deliveries import DeliveryWay
from domain.voting.votes import Vote


def delivered(vote: Vote, slot: int, way: DeliveryWay, by: int) -> list[Effect]:
    """Whoever wrote it down answers for it; a home that pressed by itself stays a number."""
    who = {} if way is DeliveryWay.READ else {"by": by}
    return [Record(vote.subject, "delivered", {"slot": slot, "way": way.value, **who})]


def urged(vote: Vote, slot: int, by: int) -> list[Effect]:
    """The home was reminded at its door."""
    return [Record(vote.subject, "urged", {"slot": slot, "by": by})]


def undelivered(vote: Vote, slot: int, by: int) -> list[Effect]:
    """It was written down by mistake."""
    return [Record(vote.subject, "undelivered", {"slot": slot, "by": by})]
