"""Deliveries in words (送达): how a home was served, who may take it back, and the home's own 「我看到了」."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from domain.units import DwellingUnit
from domain.voting.deliveries import AT_THE_DOOR, DeliveryWay
from domain.voting.doors import VoteDoor
from domain.voting.entitlements import VotePage
from domain.voting.votes import Vote
from rendering.buttons import Button
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.vote_doors import OpenVoteDoor, into


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
class UrgeHome(Button, prefix="vs4"):
    """[催过了]."""

    vote_id: int
    unit_id: int


@dataclass(frozen=True)
class ReadVote(Button, prefix="vs3"):
    """[我看到了]."""

    vote_id: int


def ways(texts: Texts, vote: Vote, unit: DwellingUnit, way: DeliveryWay | None, *, urged: bool) -> Screen:
    """怎么送到的: what there is to choose; or how it was, whether they were reminded, the way to take it back."""
    back = Key(texts.plain("voting.key.back"), OpenVoteDoor(vote.id, unit.id))
    if way is not None:
        drop = [] if way is DeliveryWay.READ else [Key(texts.plain("voting.key.drop_delivery"), _drop(vote, unit))]
        urge = [] if urged else [Key(texts.plain("voting.key.urge"), UrgeHome(vote.id, unit.id))]
        words = lines(
            texts.say("voting.delivery.home", home=unit.name, way=texts.plain(f"voting.delivery_way.{way}")),
            texts.say("voting.delivery.urged" if urged else "voting.delivery.not_urged"),
            texts.say("voting.delivery.mistaken") if drop else None,
        )
        return Screen(words, rows(*urge, *drop, back))
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


def served_lines(texts: Texts, found: VotePage, at: datetime) -> list[Markup]:
    """您家登记为已送达: a home reads what was written down about it, and what 「我看到了」 would say."""
    yours = [texts.say("voting.delivery.yours")] if found.vote.uncounted and found.served else []
    return [*yours, *([texts.say("voting.delivery.read")] if _asked(found, at) else [])]


def read_keys(texts: Texts, found: VotePage, at: datetime) -> tuple[tuple[Key, ...], ...]:
    """[我看到了], while one of theirs is not served and has not voted."""
    if not _asked(found, at):
        return ()
    return ((Key(texts.plain("voting.key.read_vote"), ReadVote(found.vote.id)),),)


def _asked(found: VotePage, at: datetime) -> bool:
    waiting = [one for one, cast in found.mine if cast is None and one.head_id not in found.served]
    open_ = found.vote.takes_ballots(at) and not found.vote.on_paper
    return open_ and found.vote.silence is not None and bool(waiting)


MOST_NAMED = 12
"""Doors on the screen; how many more there are is said."""


def record(
    texts: Texts, vote: Vote, doors: Sequence[VoteDoor], delivered: Collection[int], reminded: Collection[int]
) -> Screen:
    """从众计入的条件: what is on record, and at which doors something is still wanting; never who chose what."""
    assert vote.silence is not None, "asked of such a vote only"
    open_ = [door.unit for door in doors if not door.done]
    served = [unit for unit in open_ if unit.id in delivered]
    urged = [unit for unit in served if unit.id in reminded]
    words = lines(
        texts.say("voting.silence.head", clause=vote.silence["clause"]),
        texts.say("voting.silence.served", n=len(served), of=len(open_)),
        texts.say("voting.silence.urged", n=len(urged), of=len(served)),
        _wanting(texts, "voting.silence.unserved", [unit for unit in open_ if unit.id not in delivered]),
        _wanting(texts, "voting.silence.unurged", [unit for unit in served if unit.id not in reminded]),
        texts.say("voting.silence.both"),
    )
    return Screen(words, ((Key(texts.plain("voting.key.back"), into(vote)),),))


def _wanting(texts: Texts, key: str, units: Sequence[DwellingUnit]) -> Markup | None:
    if not units:
        return None
    names = texts.plain("voting.between").join(unit.name for unit in units[:MOST_NAMED])
    return texts.say(key, n=len(units), names=names)
