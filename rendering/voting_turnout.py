"""Turnout by building in words (各楼参与情况)."""

from __future__ import annotations

from dataclasses import dataclass

from domain.vote_effects import card_facts
from domain.voting.turnout import Told
from domain.voting.votes import Vote
from rendering.buttons import Button
from rendering.screens import Key, Screen, lines
from rendering.texts import Texts
from rendering.voting_buttons import ShowVote
from rendering.voting_notices import head

IN_A_LINE = 2


@dataclass(frozen=True)
class ByBuilding(Button, prefix="vtt"):
    """[各楼参加情况]; eight buildings at a time."""

    vote_id: int
    page: int


PAGE = 8


def by_building(texts: Texts, vote: Vote, buildings: Told, page: int) -> Screen:
    """So many of so many homes, building by building; those that would tell on somebody together."""
    shown = buildings.parts
    here = shown[page * PAGE : (page + 1) * PAGE]
    counts = [texts.plain("voting.buildings.one", place=part.key, done=part.voted, total=part.of) for part in here]
    between = texts.plain("voting.between")
    words = lines(
        head(texts, "state.open", card_facts(vote)),
        texts.say("voting.buildings.head"),
        *(between.join(counts[at : at + IN_A_LINE]) for at in range(0, len(counts), IN_A_LINE)),
        _kept(texts, buildings),
        texts.say("voting.doors.never"),
    )
    return Screen(words, (_ways(texts, vote, page, more=len(shown) > (page + 1) * PAGE),))


def _kept(texts: Texts, buildings: Told) -> str | None:
    """What is not told, and why."""
    if not buildings.kept:
        return None
    if not buildings.parts:
        return texts.say("voting.buildings.none")
    rest = buildings.rest
    return texts.say("voting.buildings.kept", n=buildings.kept, done=rest.voted, total=rest.of)


def _ways(texts: Texts, vote: Vote, page: int, *, more: bool) -> tuple[Key, ...]:
    further = [Key(texts.plain("voting.buildings.more"), ByBuilding(vote.id, page + 1))] if more else []
    return (*further, Key(texts.plain("voting.key.back"), ShowVote(vote.id)))
