"""Objecting to a vote in words (提异议): who reads it is said before, and what was typed is shown once more."""

from __future__ import annotations

from domain.voting.votes import Vote
from rendering.screens import Key, Screen, lines
from rendering.texts import Texts
from rendering.voting_buttons import DropObjection, SendObjection
from rendering.voting_screens import back_to


def ask_objection(texts: Texts, vote: Vote, draft_id: int) -> Screen:
    """请写下哪里不对; who will read it is said before."""
    words = lines(texts.say(f"voting.objection.ask_{vote.state}"), texts.say("voting.objection.seen_by"))
    return Screen(words, ((_drop_objection(texts, vote.id, draft_id),),))


def surely_object(texts: Texts, vote_id: int, draft: tuple[int, int], written: str) -> Screen:
    """这样提可以吗: it cannot be taken back once it is kept; `draft`: its number, and the version that is read here."""
    words = lines(
        texts.say("voting.objection.sure"),
        texts.say("voting.objection.written", text=written),
        texts.say("voting.objection.seen_by"),
        texts.say("voting.objection.again"),
    )
    send = Key(texts.plain("voting.key.object_sure"), SendObjection(*draft))
    return Screen(words, ((send, _drop_objection(texts, vote_id, draft[0])),))


def _drop_objection(texts: Texts, vote_id: int, draft_id: int) -> Key:
    return Key(texts.plain("voting.key.drop"), DropObjection(vote_id, draft_id))


def objected(texts: Texts, vote_id: int) -> Screen:
    """转给委员会了."""
    return Screen(texts.say("voting.objection.sent"), (back_to(texts, vote_id),))
