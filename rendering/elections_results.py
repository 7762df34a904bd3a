"""Screens of what became of an election (选举结果的屏): putting it to the vote, the lot, filing and handing over."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from domain.count_sheets import SUMS, counted, run_off_seats
from domain.election_pages import ElectionPage
from domain.election_refusals import document_mark
from domain.election_results import recorded_draws, undrawn
from domain.election_terms import DEADLINES
from domain.elections import Candidacy, Election
from domain.voting.timelines import Milestone
from rendering import dates
from rendering.election_buttons import (
    AskToPut,
    ConfirmAppointment,
    ConfirmLot,
    DropElectionDraft,
    PutElection,
    RecordAppointment,
    RecordDone,
    RecordLot,
    RunElection,
)
from rendering.elections_voters import photo_line, sums_lines
from rendering.elections_words import joined, organ
from rendering.screens import Key, Screen, lines
from rendering.texts import Texts

DAYS = (7, 14, 30)
"""Usual lengths of voting; the profile's limits are checked by the act."""


def put_key(texts: Texts, election: Election) -> Key:
    """[发起投票]."""
    return Key(texts.plain("elections.key.put"), AskToPut(election.id))


def ask_to_put(texts: Texts, found: ElectionPage) -> Screen:
    """投几天？ What is published before is said: seats, marks, ties, seats that stay empty."""
    words = lines(
        texts.say("elections.put.head", title=title(texts, found.election), n=len(found.shown)),
        texts.say("elections.put.rules", seats=found.election.seats),
        texts.say("elections.put.on_paper") if found.on_paper else None,
        texts.say("elections.put.days"),
    )
    days = tuple(Key(texts.plain("voting.ask.n_days", n=n), PutElection(found.election.id, n)) for n in DAYS)
    return Screen(words, (days, (Key(texts.plain("elections.key.think"), RunElection(found.election.id)),)))


def title(texts: Texts, election: Election) -> str:
    """选举业委会."""
    return texts.plain("elections.motion.title", organ=organ(texts, election.organ))


def text(texts: Texts, found: ElectionPage) -> str:
    """What is voted on, in full: who stands, and by which rule the seats are given."""
    names = joined(texts, [one.name for one in found.shown])
    facts = {"organ": organ(texts, found.election.organ), "seats": found.election.seats, "names": names}
    return texts.plain("elections.motion.text", **facts)


def lot_lines(texts: Texts, found: ElectionPage) -> list[Markup]:
    """并列：王桂兰、刘德胜; whom the lot fell on."""
    result = found.election.result
    if result is None:
        return []
    drawn = result["drawn"]
    told = [texts.say("elections.lot.tied", names=_names(texts, found, result["tied"]), seats=result["by_lot"])]
    return [*told, *([texts.say("elections.lot.drawn", names=_names(texts, found, drawn))] if drawn else [])]


def _names(texts: Texts, found: ElectionPage, numbers: list[int]) -> str:
    return joined(texts, [one.name for one in found.shown if one.id in numbers])


def lot_keys(texts: Texts, found: ElectionPage) -> list[Key]:
    """Whom it fell on; once it is complete, whether it was so."""
    election = found.election
    if election.result is None:
        return []
    waiting: list[Candidacy] = [one for one in found.shown if one.id in undrawn(election)]
    if waiting:
        return [Key(texts.plain("elections.key.lot", name=one.name), RecordLot(election.id, one.id)) for one in waiting]
    return [
        Key(texts.plain("elections.key.lot_right"), ConfirmLot(election.id, 1, recorded_draws(election))),
        Key(texts.plain("elections.key.lot_wrong"), ConfirmLot(election.id, 0, recorded_draws(election))),
    ]


def appointment_lines(texts: Texts, found: ElectionPage) -> list[Markup]:
    """The document that waits for a second person, and who recorded it."""
    kept = found.election.document
    if kept is None:
        return []
    facts = {"number": kept["number"], "day": dates.calendar_day(texts, date.fromisoformat(kept["day"]))}
    return [texts.say("elections.document", **facts, by=found.recorder), texts.say("elections.appointment.second")]


def appointment_keys(texts: Texts, found: ElectionPage) -> list[Key]:
    """[记街道的聘任]; to the second person whether it is so."""
    election, read = found.election, document_mark(found.election)
    mine = [Key(texts.plain("elections.key.appoint"), RecordAppointment(election.id))] if found.runs else []
    if not found.appoints:
        return mine
    right = Key(texts.plain("elections.key.appointment_right"), ConfirmAppointment(election.id, 1, read))
    return [right, Key(texts.plain("elections.key.appointment_wrong"), ConfirmAppointment(election.id, 0, read))]


def done_keys(texts: Texts, found: ElectionPage) -> list[Key]:
    """[今天备案了], [今天移交了], where the city sets a day and it is still to be done."""
    election = found.election
    known = {Milestone.FILED: election.filed_on, Milestone.HANDED_OVER: election.handed_on}
    open_ones = [each for each in DEADLINES if each in found.deadlines and known[each] is None]
    return [Key(texts.plain(f"elections.key.did_{each}"), RecordDone(election.id, each.value)) for each in open_ones]


def count_lines(texts: Texts, found: ElectionPage) -> list[Markup]:
    """What was entered, to those who confirm it."""
    left = run_off_seats(found.election.result)
    again = [texts.say("elections.run_off", n=left)] if left else []
    if found.sheet is None:
        return [*again, *([texts.say("elections.count.none")] if found.counts else [])]
    return [*again, *sums_lines(texts, found.sheet, found.shown), photo_line(texts, found)]


def ask_count(texts: Texts, found: ElectionPage, draft: int) -> Screen:
    """The form, to be copied and filled: one number a line, in this order."""
    form = [texts.plain(f"elections.count.line.{name}") for name in SUMS]
    form += [texts.plain("elections.count.line.of", name=one.name) for one in counted(found.shown)]
    words = lines(texts.say("elections.count.ask"), *form)
    return Screen(words, ((Key(texts.plain("elections.key.drop"), DropElectionDraft(draft)),),))
