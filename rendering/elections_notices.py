"""Notices of elections (选举通知): conditions, candidates' notice, final list, appointment; petitions' live count."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from domain.moments import read_moment
from domain.outcomes import Facts
from rendering import dates
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.election_buttons import ListObjections, RunElection, ShowPetition, SignPetition
from rendering.election_voter_buttons import ListVoterObjections
from rendering.elections import iso_day
from rendering.elections_words import basis, candidate_line, joined, organ
from rendering.screens import Key, Screen, lines
from rendering.texts import Texts

TOLD = (
    *("opened", "group", "noticed", "listed", "notice_over", "objection", "reopened", "stopped"),
    *("appointed", "elected", "not_elected", "count", "appointment", "run_off", "lot"),
    *("counted", "seated", "voters", "voter_objection", "voters_answered", "count_rejected"),
)
"""Notices that begin with what has come about."""

MOST = 12
"""Names on a notice; the rest stand behind the button."""


def opened(drawing: Drawing, facts: Facts) -> Dispatch:
    """The conditions, before anybody is nominated."""
    texts = drawing.texts
    words = lines(
        _head(texts, "opened", facts),
        texts.say("elections.conditions", conditions=joined(texts, facts["conditions"])),
        texts.say("elections.opened.how"),
    )
    return Dispatch(Screen(words, (_way_in(texts, "look", facts),)))


def group(drawing: Drawing, facts: Facts) -> Dispatch:
    """Who prepares the election."""
    texts = drawing.texts
    told = [
        texts.say("elections.group.member", name=one["name"], seat=texts.plain(f"elections.seat.{one['seat']}"))
        for one in facts["members"]
    ]
    return Dispatch(Screen(lines(_head(texts, "group", facts), *told), (_way_in(texts, "look", facts),)))


def noticed(drawing: Drawing, facts: Facts) -> Dispatch:
    """Who wants to be elected or appointed, and until when one may object."""
    texts = drawing.texts
    until = dates.last_day(texts, read_moment(facts["until"]), drawing.zone)
    words = lines(_head(texts, "noticed", facts), *_names(texts, facts), texts.say("elections.until", day=until))
    return Dispatch(Screen(words, (_way_in(texts, "object", facts),)))


def listed(drawing: Drawing, facts: Facts) -> Dispatch:
    """The final list."""
    texts = drawing.texts
    words = lines(_head(texts, "listed", facts), *_names(texts, facts), texts.say(f"elections.then.{facts['way']}"))
    return Dispatch(Screen(words, (_way_in(texts, "look", facts),)))


def appointed(drawing: Drawing, facts: Facts) -> Dispatch:
    """By which paper of the street office who holds the office now."""
    texts = drawing.texts
    paper = texts.say("elections.paper", number=facts["number"], day=iso_day(texts, facts["day"]))
    return Dispatch(Screen(lines(_head(texts, "appointed", facts), *_names(texts, facts), paper)))


def elected(drawing: Drawing, facts: Facts) -> Dispatch:
    """Who holds the office now, and how many seats stay empty."""
    texts = drawing.texts
    vacant = [texts.say("elections.vacant", n=facts["vacant"])] if facts["vacant"] else []
    words = lines(_head(texts, "elected", facts), *_names(texts, facts), *vacant)
    return Dispatch(Screen(words, (_way_in(texts, "look", facts),)))


def counted(drawing: Drawing, facts: Facts) -> Dispatch:
    """What was counted, with its denominators, as soon as a second person has confirmed it."""
    texts = drawing.texts
    votes = [texts.plain("elections.count.one", name=name, votes=votes) for name, votes in facts["votes"]]
    words = lines(
        _head(texts, "counted", facts),
        texts.say("elections.count.sums", **facts["sums"]),
        texts.say("elections.count.votes", votes=joined(texts, votes)),
        None if facts["enough"] else texts.say("elections.counted.short", **facts["sums"]),
    )
    return Dispatch(Screen(words, (_way_in(texts, "look", facts),)))


def seated(drawing: Drawing, facts: Facts) -> Dispatch:
    """To whoever holds the office now."""
    texts = drawing.texts
    words = lines(_head(texts, "seated", facts), texts.say("elections.seated.then"))
    return Dispatch(Screen(words, (_way_in(texts, "look", facts),)))


def not_elected(drawing: Drawing, facts: Facts) -> Dispatch:
    """Nobody was: it can be put again."""
    texts = drawing.texts
    key = Key(texts.plain("elections.key.run"), RunElection(facts["election_id"]))
    return Dispatch(Screen(_head(texts, "not_elected", facts), ((key,),)))


def count(drawing: Drawing, facts: Facts) -> Dispatch:
    """A count sheet waits for the second person; the notice says no number."""
    texts = drawing.texts
    key = Key(texts.plain("elections.key.run"), RunElection(facts["election_id"]))
    return Dispatch(Screen(_head(texts, "count", facts), ((key,),)))


def appointment(drawing: Drawing, facts: Facts) -> Dispatch:
    """The street office's document waits for the second person."""
    texts = drawing.texts
    key = Key(texts.plain("elections.key.run"), RunElection(facts["election_id"]))
    return Dispatch(Screen(_head(texts, "appointment", facts), ((key,),)))


def run_off(drawing: Drawing, facts: Facts) -> Dispatch:
    """Seats are left, and who must meet again."""
    texts = drawing.texts
    key = Key(texts.plain("elections.key.run"), RunElection(facts["election_id"]))
    words = lines(_head(texts, "run_off", facts), texts.say("elections.run_off", n=facts["left"]))
    return Dispatch(Screen(words, ((key,),)))


def lot(drawing: Drawing, facts: Facts) -> Dispatch:
    """Several have as many votes."""
    texts = drawing.texts
    tied = texts.say("elections.lot.tied", names=joined(texts, facts["names"]), seats=facts["by_lot"])
    key = Key(texts.plain("elections.key.run"), RunElection(facts["election_id"]))
    return Dispatch(Screen(lines(_head(texts, "lot", facts), tied, texts.say("elections.lot.how")), ((key,),)))


def reopened(drawing: Drawing, facts: Facts) -> Dispatch:
    """More must be nominated."""
    texts = drawing.texts
    words = lines(_head(texts, "reopened", facts), texts.say("elections.opened.more"))
    return Dispatch(Screen(words, (_way_in(texts, "look", facts),)))


def stopped(drawing: Drawing, facts: Facts) -> Dispatch:
    """It will not be held."""
    return Dispatch(Screen(_head(drawing.texts, "stopped", facts)))


def notice_over(drawing: Drawing, facts: Facts) -> Dispatch:
    """Whoever runs it can settle the list."""
    texts = drawing.texts
    key = Key(texts.plain("elections.key.run"), RunElection(facts["election_id"]))
    return Dispatch(Screen(_head(texts, "notice_over", facts), ((key,),)))


def objection_told(drawing: Drawing, facts: Facts) -> Dispatch:
    """Somebody objected to a candidate; it wants an answer."""
    texts = drawing.texts
    words = lines(
        _head(texts, "objection", facts),
        texts.say("elections.objections.said", words=facts["said"]),
        texts.say("elections.objections.about", name=facts["name"]),
    )
    key = Key(texts.plain("elections.key.answer"), ListObjections(facts["election_id"]))
    return Dispatch(Screen(words, ((key,),)))


def answer(drawing: Drawing, facts: Facts) -> Dispatch:
    """What became of one's objection."""
    texts = drawing.texts
    told = "elections.answer.upheld" if facts["upheld"] else "elections.answer.dismissed"
    words = lines(texts.say(told, name=facts["name"]), texts.say("elections.answer.reason", words=facts["answer"]))
    return Dispatch(Screen(words, (_way_in(texts, "look", facts),)))


def voters(drawing: Drawing, facts: Facts) -> Dispatch:
    """The voters' list is published: how many homes, until when to object, from when ballots are given out."""
    texts, zone = drawing.texts, drawing.zone
    opens = dates.day(texts, read_moment(facts["opens"]), zone)
    words = lines(
        _head(texts, "voters", facts),
        texts.say("elections.voters.head", n=facts["homes"]),
        texts.say("elections.voters.homes"),
        texts.say("elections.voters.object", until=dates.last_day(texts, read_moment(facts["until"]), zone)),
        texts.say("elections.voters.opens", opens=opens, basis=basis(texts, facts["source"])),
    )
    return Dispatch(Screen(words, (_way_in(texts, "look_voters", facts),)))


def voter_objection(drawing: Drawing, facts: Facts) -> Dispatch:
    """Somebody objected to the voters' list; until when it wants an answer."""
    texts = drawing.texts
    words = lines(
        _head(texts, "voter_objection", facts),
        texts.say("elections.objections.said", words=facts["said"]),
        texts.say("elections.voters.answer_by", day=dates.last_day(texts, read_moment(facts["until"]), drawing.zone)),
    )
    key = Key(texts.plain("elections.key.answer_voters"), ListVoterObjections(facts["election_id"]))
    return Dispatch(Screen(words, ((key,),)))


def voter_answer(drawing: Drawing, facts: Facts) -> Dispatch:
    """What became of one's objection to the voters' list."""
    texts = drawing.texts
    return Dispatch(Screen(lines(*_decided(texts, facts)), (_way_in(texts, "look", facts),)))


def voters_answered(drawing: Drawing, facts: Facts) -> Dispatch:
    """What became of an objection to the voters' list, for everybody; not whose it was."""
    texts = drawing.texts
    words = lines(_head(texts, "voters_answered", facts), *_decided(texts, facts))
    return Dispatch(Screen(words, (_way_in(texts, "look_voters", facts),)))


def _decided(texts: Texts, facts: Facts) -> list[Markup]:
    told = "elections.voters.upheld" if facts["upheld"] else "elections.voters.dismissed"
    return [texts.say(told), texts.say("elections.answer.reason", words=facts["answer"])]


def count_rejected(drawing: Drawing, facts: Facts) -> Dispatch:
    """The count sheet is to be entered anew."""
    texts = drawing.texts
    key = Key(texts.plain("elections.key.run"), RunElection(facts["election_id"]))
    words = lines(_head(texts, "count_rejected", facts), texts.say("elections.count.anew"))
    return Dispatch(Screen(words, ((key,),)))


def petition(drawing: Drawing, facts: Facts) -> Dispatch:
    """How many homes have signed, never which; one tap signs."""
    texts = drawing.texts
    sign = Key(texts.plain("elections.key.sign_home"), SignPetition(facts["petition_id"], 0))
    look = Key(texts.plain("elections.key.look"), start=f"pet_{facts['petition_id']}")
    return Dispatch(Screen(petition_words(texts, facts), ((sign, look),)))


def petition_words(texts: Texts, facts: Facts) -> Markup:
    """联名申请成立物管委：38/382 户."""
    counted = {"count": facts["count"], "homes": facts["homes"]}
    enough = "elections.petition.enough" if facts["reached"] else "elections.petition.wanted"
    return lines(
        texts.say("elections.petition.head", organ=organ(texts, facts["organ"]), **counted),
        texts.say(enough, wanted=facts["wanted"], basis=basis(texts, facts["source"])),
        texts.say("elections.petition.homes"),
    )


def reached(drawing: Drawing, facts: Facts) -> Dispatch:
    """Whoever can act on it hears that enough homes have signed."""
    texts = drawing.texts
    key = Key(texts.plain("elections.key.look"), ShowPetition(facts["petition_id"]))
    counted = {"count": facts["count"], "homes": facts["homes"]}
    words = texts.say("elections.petition.reached", organ=organ(texts, facts["organ"]), **counted)
    return Dispatch(Screen(words, ((key,),)))


def _head(texts: Texts, name: str, facts: Facts) -> Markup:
    return texts.say(f"elections.told.{name}", organ=organ(texts, facts["organ"]), seats=facts["seats"])


def _names(texts: Texts, facts: Facts) -> list[Markup]:
    found: list[dict[str, Any]] = facts["candidates"]
    told = [candidate_line(texts, number, one) for number, one in enumerate(found[:MOST], 1)]
    return [*told, *([texts.say("elections.more_names", n=len(found) - MOST)] if len(found) > MOST else [])]


def _way_in(texts: Texts, name: str, facts: Facts) -> tuple[Key, ...]:
    """Opens the private chat at this election."""
    return (Key(texts.plain(f"elections.key.{name}"), start=f"elec_{facts['election_id']}"),)


NOTICES: dict[str, Template] = {
    "elections.opened": opened,
    "elections.group": group,
    "elections.noticed": noticed,
    "elections.listed": listed,
    "elections.appointed": appointed,
    "elections.elected": elected,
    "elections.counted": counted,
    "elections.seated": seated,
    "elections.not_elected": not_elected,
    "elections.count": count,
    "elections.appointment": appointment,
    "elections.run_off": run_off,
    "elections.lot": lot,
    "elections.reopened": reopened,
    "elections.stopped": stopped,
    "elections.notice_over": notice_over,
    "elections.objection": objection_told,
    "elections.answer": answer,
    "elections.voters": voters,
    "elections.voter_objection": voter_objection,
    "elections.voter_answer": voter_answer,
    "elections.voters_answered": voters_answered,
    "elections.count_rejected": count_rejected,
    "elections.petition": petition,
    "elections.reached": reached,
}
