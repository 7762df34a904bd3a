"""Screens of a preparatory group (筹备组的屏)."""

from __future__ import annotations

from markupsafe import Markup

from domain.election_pages import ElectionPage
from domain.elections import Election, makeup
from domain.voting.compositions import faults
from domain.voting.founding import GroupSeat, unseated
from rendering.election_buttons import ChooseSeat, ClearGroup, PostGroup, RunElection, SeatMember, ShowGroup
from rendering.elections_words import joined, makeup_words
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts


def group_key(texts: Texts, election: Election) -> list[Key]:
    """[筹备组], where the by-laws compose one."""
    return [] if election.terms["group"] is None else [Key(texts.plain("elections.key.group"), ShowGroup(election.id))]


def group(texts: Texts, found: ElectionPage) -> Screen:
    """Who sits in it; what is wrong with it, and who has nobody there."""
    number, sits = found.election.id, found.group
    told = [
        texts.say("elections.group.one", names=_of(texts, found, seat), seat=_seat(texts, seat))
        for seat in GroupSeat
        if any(one.seat is seat for one in sits)
    ]
    words = lines(texts.say("elections.group.head", n=len(sits)), *told, *_wanting(texts, found))
    keys = [Key(texts.plain("elections.key.group_add"), ChooseSeat(number))]
    if sits:
        keys.append(Key(texts.plain("elections.key.group_post"), PostGroup(number)))
        keys.append(Key(texts.plain("elections.key.group_anew"), ClearGroup(number)))
    return Screen(words, (*rows(*keys), (Key(texts.plain("elections.key.think"), RunElection(number)),)))


def _of(texts: Texts, found: ElectionPage, seat: GroupSeat) -> str:
    return joined(texts, [one.name for one in found.group if one.seat is seat])


def _seat(texts: Texts, seat: str) -> str:
    return texts.plain(f"elections.seat.{GroupSeat(seat)}")


def _wanting(texts: Texts, found: ElectionPage) -> list[Markup]:
    """What the by-laws still ask for; whoever has nobody there is only named."""
    rule, sits = makeup(found.election.terms["group"]), found.group
    wrong = faults(sits, rule)
    sums = {"count": len(sits), "residents": sum(one.resident for one in sits)}
    facts = {**sums, "least": rule.least, "most": rule.most, "faults": [fault.value for fault in wrong]}
    absent = joined(texts, [_seat(texts, seat) for seat in unseated(sits, tuple(GroupSeat))])
    said = [texts.say("elections.wanting", words=makeup_words(texts, facts))] if wrong else []
    return [*said, *([texts.say("elections.group.absent", seats=absent)] if absent else [])]


def seats(texts: Texts, election_id: int) -> Screen:
    """替哪一方？"""
    keys = [Key(_seat(texts, seat), SeatMember(election_id, seat.value)) for seat in GroupSeat]
    back = Key(texts.plain("elections.key.think"), ShowGroup(election_id))
    return Screen(texts.say("elections.ask.seat"), (*rows(*keys), (back,)))
