"""Deliveries in words (送达): how a home was served, who may take it back, and the home's own 「我看到了」."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from domain.units import DwellingUnit
from domain.voting.deliveries import AT_THE_DOOR, DeliveryWay
from domain.voting.entitlements import VotePage
from domain.voting.votes import Vote
from rendering.buttons import Button
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.vote_doors import OpenVoteDoor


@dataclass(frozen=True)
class NoteDelivery(Button, prefix="vs1"):
    """[签收]: how the home was served."""

    vote_id: int
    unit_id: int
    way: str


@dataclass(frozen=True)
class DropDelivery(Button, prefix="vs2"):
    """[撤回送达]."""

    vote_id: int
    unit_id: int


@dataclass(frozen=True)
class ReadVote(Button, prefix="vs3"):
    """[我看到了]."""

    vote_id: int


def ways(texts: Texts, vote: Vote, unit: DwellingUnit, way: DeliveryWay | None) -> Screen:
    """怎么送到的: what there is to choose; or how it was, and the way to take it back."""
    back = Key(texts.plain("voting.key.back"), OpenVoteDoor(vote.id, unit.id))
    if way is not None:
        drop = [] if way is DeliveryWay.READ else [Key(texts.plain("voting.key.drop_delivery"), _drop(vote, unit))]
        words = lines(
            texts.say("voting.delivery.home", home=unit.name, way=texts.plain(f"voting.delivery_way.{way}")),
            texts.say("voting.delivery.mistaken") if drop else None,
        )
        return Screen(words, rows(*drop, back))
    words = lines(texts.say("voting.delivery.ask", home=unit.name), texts.say("voting.delivery.how"))
    keys = [
        Key(texts.plain(f"voting.delivery_way.{one}"), NoteDelivery(vote.id, unit.id, one.value)) for one in AT_THE_DOOR
    ]
    return Screen(words, rows(*keys, back))


def _drop(vote: Vote, unit: DwellingUnit) -> DropDelivery:
    return DropDelivery(vote.id, unit.id)


def ask_photo(texts: Texts, vote_id: int, unit_id: int) -> Screen:
    """请拍一张."""
    back = Key(texts.plain("voting.key.back"), OpenVoteDoor(vote_id, unit_id))
    return Screen(texts.say("voting.delivery.photo"), ((back,),))


def noted(texts: Texts, vote_id: int, unit_id: int) -> Screen:
    """记下了, after the photo."""
    back = Key(texts.plain("voting.key.back"), OpenVoteDoor(vote_id, unit_id))
    return Screen(texts.say("voting.delivery.noted"), ((back,),))


def served_lines(texts: Texts, found: VotePage) -> list[Markup]:
    """您家登记为已送达: a home reads what was written down about it."""
    return [texts.say("voting.delivery.yours")] if found.vote.uncounted and found.served else []


def read_keys(texts: Texts, found: VotePage) -> tuple[tuple[Key, ...], ...]:
    """[我看到了], while one of theirs is not served and has not voted."""
    waiting = [one for one, cast in found.mine if cast is None and one.head_id not in found.served]
    if found.vote.silence is None or not waiting:
        return ()
    return ((Key(texts.plain("voting.key.read_vote"), ReadVote(found.vote.id)),),)
