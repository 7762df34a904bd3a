"""Screens of elections (选举的屏): the list, one election, its candidates, what those who run it can do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.bulletins import PaperKind
from domain.candidacies import few_candidates
from domain.count_sheets import run_off_seats
from domain.election_effects import candidate_facts
from domain.election_pages import ElectionPage
from domain.elections import (
    TOGETHER,
    Candidacy,
    CandidacyObjection,
    Election,
    ElectionState,
    Way,
    signers_wanted,
)
from domain.petitions import Petition
from domain.registry import Organ
from domain.voting.nominations import NominationFault, NoticeFault
from domain.voting.timelines import Milestone
from rendering import dates
from rendering.bulletin_buttons import PapersOf
from rendering.election_buttons import (
    AnswerObjection,
    AskToStand,
    ChooseChannel,
    ListCandidates,
    ListObjections,
    NewElection,
    NewPetition,
    ObjectToCandidate,
    OpenElections,
    PostCandidates,
    Recommend,
    ReopenNominations,
    RunElection,
    SettleList,
    ShowCandidate,
    ShowElection,
    ShowPetition,
    StopElection,
)
from rendering.elections_groups import group_key
from rendering.elections_results import (
    appointment_keys,
    appointment_lines,
    count_lines,
    done_keys,
    lot_keys,
    lot_lines,
    put_key,
)
from rendering.elections_voters import count_keys, voters_keys, voters_lines
from rendering.elections_words import candidate_line, fault_words, joined, organ
from rendering.menu import go
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.voting_buttons import ShowVote

A_PAGE = 4
"""Candidates on one screen."""
MOST_LINES, MOST_STEPS = 4, 4


def elections(
    texts: Texts, found: Sequence[Election], asked: Sequence[Petition], *, runs: bool, at_home: bool
) -> Screen:
    """选举和换届."""
    keys = [Key(f"{organ(texts, one.organ)} · {_state(texts, one)}", ShowElection(one.id)) for one in found]
    keys += [Key(_petition(texts, one), ShowPetition(one.id)) for one in asked[:1]]
    new = [Key(texts.plain("elections.key.new"), NewElection(0))] if runs else []
    petition = [Key(texts.plain("elections.key.petition"), NewPetition())] if at_home else []
    words = texts.say("elections.list.head" if keys else "elections.list.none")
    return Screen(words, (*rows(*keys[:3], per_row=1), *rows(*new, *petition), (go(texts, "matters"),)))


def _state(texts: Texts, election: Election) -> str:
    return texts.plain(f"elections.state.{election.state}")


def _petition(texts: Texts, petition: Petition) -> str:
    facts = {"count": petition.count, "homes": petition.homes}
    return texts.plain("elections.key.one_petition", organ=organ(texts, petition.organ), **facts)


def head(texts: Texts, election: Election) -> Markup:
    """业委会，5 席：推荐报名中."""
    return texts.say(
        "elections.head", organ=organ(texts, election.organ), seats=election.seats, state=_state(texts, election)
    )


def page(texts: Texts, found: ElectionPage, *, at: datetime, zone: ZoneInfo) -> Screen:
    """One election: what it is, where it stands, what this person can do."""
    election = found.election
    words = lines(
        head(texts, election),
        texts.say(f"elections.way.{election.way}", article=election.terms["article"]),
        *_standing(texts, found, at=at, zone=zone),
    )
    keys = [*_resident_keys(texts, found), *([_run_key(texts, election)] if _goes_on(texts, found) else [])]
    return Screen(words, (*rows(*keys), (Key(texts.plain("elections.key.list"), OpenElections()),)))


def _goes_on(texts: Texts, found: ElectionPage) -> bool:
    """Whether there is anything for this person to run, or to confirm."""
    return bool(_running_keys(texts, found)) and (found.runs or found.confirms or found.counts or found.appoints)


def _run_key(texts: Texts, election: Election) -> Key:
    return Key(texts.plain("elections.key.run"), RunElection(election.id))


def _standing(texts: Texts, found: ElectionPage, *, at: datetime, zone: ZoneInfo) -> list[Markup]:
    """Where it stands."""
    election = found.election
    match election.state:
        case ElectionState.NOMINATING:
            early = at.astimezone(zone).date() <= election.opened_at.astimezone(zone).date()
            told = [texts.say("elections.tomorrow")] if early else []
            conditions = texts.say("elections.conditions", conditions=joined(texts, election.conditions))
            return [conditions, texts.say("elections.standing", n=found.standing), *told]
        case ElectionState.NOTICE:
            return _notice(texts, found, at=at, zone=zone)
        case ElectionState.SETTLED:
            return _settled(texts, found)
        case ElectionState.VOTING if election.result is not None:
            return lot_lines(texts, found)
    seated = [one.name for one in found.shown if one.elected]
    told = [texts.say("elections.seated", names=joined(texts, seated))] if seated else []
    return [texts.say("elections.listed", n=len(found.shown), seats=election.seats), *told]


def _notice(texts: Texts, found: ElectionPage, *, at: datetime, zone: ZoneInfo) -> list[Markup]:
    until = found.election.notice_until
    assert until is not None, "it is posted"
    days = {
        "day": dates.last_day(texts, until, zone),
        "left": dates.left(texts, until - timedelta(seconds=1), at=at, zone=zone),
    }
    waiting = len(found.waiting)
    return [
        texts.say("elections.on_notice", n=len(found.shown), seats=found.election.seats),
        texts.say("elections.notice_until", **days) if at < until else texts.say("elections.notice_over"),
        *([texts.say("elections.waiting", n=waiting)] if waiting and found.runs else []),
    ]


def _settled(texts: Texts, found: ElectionPage) -> list[Markup]:
    """Who it is now, by which paper, and what is still to be done until when."""
    election = found.election
    seated = [one.name for one in found.shown if one.elected]
    told = [texts.say("elections.seated", names=joined(texts, seated))]
    if election.way is not Way.APPOINTMENT and len(seated) < election.seats:
        told.append(texts.say("elections.vacant", n=election.seats - len(seated)))
    if election.document is not None:
        facts = {"number": election.document["number"], "day": iso_day(texts, election.document["day"])}
        told.append(texts.say("elections.document", **facts, by=found.recorder))
    ends = {milestone: dates.calendar_day(texts, day) for milestone, day in found.deadlines.items()}
    done = {Milestone.FILED: election.filed_on, Milestone.HANDED_OVER: election.handed_on}
    for milestone, latest in ends.items():
        kept = done[milestone]
        if kept is None:
            told.append(texts.say(f"elections.todo.{milestone}", day=latest))
        else:
            told.append(texts.say(f"elections.past.{milestone}", day=iso_day(texts, kept)))
    return told


def iso_day(texts: Texts, written: str) -> str:
    """12月10日（周四）, of a day as facts keep it."""
    return dates.calendar_day(texts, date.fromisoformat(written))


def _resident_keys(texts: Texts, found: ElectionPage) -> list[Key]:
    """What anybody there can do."""
    election, keys = found.election, []
    if election.state is ElectionState.NOMINATING:
        if found.may_stand:
            keys.append(Key(texts.plain("elections.key.stand"), AskToStand(election.id)))
        elif found.mine is not None:
            keys.append(Key(texts.plain("elections.key.mine"), ShowCandidate(found.mine.id)))
        if found.may_recommend:
            channel = next(each for each in TOGETHER if each in election.nomination.signers)
            keys.append(Key(texts.plain("elections.key.recommend"), Recommend(election.id, channel.value)))
    if election.state is ElectionState.VOTING and election.vote_id is not None:
        keys.append(Key(texts.plain("elections.key.vote"), ShowVote(election.vote_id)))
    if found.shown:
        keys.append(Key(texts.plain("elections.key.candidates"), ListCandidates(election.id, 0)))
    return [*keys, *(voters_keys(texts, found) if found.voters is not None else [])]


def candidates(texts: Texts, found: ElectionPage, page_number: int) -> Screen:
    """看候选人: who, how they came to be one, what they declare; to those who run it, what is still wanting."""
    start = max(0, page_number) * A_PAGE
    shown = found.shown[start : start + A_PAGE]
    told = []
    for number, one in enumerate(shown, start + 1):
        told.append(candidate_line(texts, number, candidate_facts(one)))
        told += [_wanting(texts, found, one)] if found.faults.get(one.id) and _nominating(found) else []
    keys = [Key(one.name, ShowCandidate(one.id)) for one in shown]
    more = Key(texts.plain("elections.key.more"), ListCandidates(found.election.id, page_number + 1))
    onward = [more] if len(found.shown) > start + A_PAGE else []
    return Screen(lines(head(texts, found.election), *told), (*rows(*keys), (*onward, _back(texts, found.election.id))))


def _nominating(found: ElectionPage) -> bool:
    return found.election.state is ElectionState.NOMINATING


def _wanting(texts: Texts, found: ElectionPage, one: Candidacy) -> Markup:
    faults: tuple[NominationFault, ...] = found.faults[one.id]
    words = fault_words(texts, faults, one, signers_wanted(found.election, one))
    return texts.say("elections.wanting", words=words)


def _back(texts: Texts, election_id: int) -> Key:
    return Key(texts.plain("elections.key.back"), ShowElection(election_id))


def running(texts: Texts, found: ElectionPage) -> Screen:
    """办这次选举: what is to be done now, and what is still wanting."""
    election = found.election
    told = []
    if _nominating(found):
        sound = [one for one in found.shown if not found.faults[one.id]]
        told = [texts.say("elections.run.sound", n=len(sound), seats=election.seats)]
        if sound and few_candidates(election, sound) is not None:
            told.append(texts.say("elections.run.few", seats=election.seats))
        told += [_short(texts, found, one) for one in found.shown if found.faults[one.id]][:MOST_LINES]
    elif found.waiting:
        told = [texts.say("elections.waiting", n=len(found.waiting))]
    elif election.state is ElectionState.LISTED:
        waits = appointment_lines(texts, found)
        on_paper = [*voters_lines(texts, found), *count_lines(texts, found)]
        told = waits or [texts.say(f"elections.run.{election.way}"), *on_paper]
    elif election.state is ElectionState.VOTING:
        told = lot_lines(texts, found)
    keys = [*_running_keys(texts, found), _back(texts, election.id)]
    return Screen(lines(head(texts, election), *told), rows(*keys))


def _short(texts: Texts, found: ElectionPage, one: Candidacy) -> Markup:
    words = fault_words(texts, found.faults[one.id], one, signers_wanted(found.election, one))
    return texts.say("elections.run.wanting", name=one.name, words=words)


def _running_keys(texts: Texts, found: ElectionPage) -> list[Key]:
    """What is to be done next, and the way to stop."""
    election = found.election
    keys = RUNNING[election.state](texts, found) if election.state in RUNNING else []
    if found.runs and election.may_become(ElectionState.STOPPED):
        keys.append(Key(texts.plain("elections.key.stop"), StopElection(election.id, 0)))
    return keys


def _nominating_keys(texts: Texts, found: ElectionPage) -> list[Key]:
    election = found.election
    enter = Key(texts.plain("elections.key.enter"), ChooseChannel(election.id))
    post = Key(texts.plain("elections.key.post"), PostCandidates(election.id, 0))
    return [enter, post, *group_key(texts, election), *_to_post(texts, found)]


def _to_post(texts: Texts, found: ElectionPage) -> list[Key]:
    """[公布选民名单] while that is still to be done; afterwards anybody opens it from the election."""
    return voters_keys(texts, found) if found.voters is None else []


def _notice_keys(texts: Texts, found: ElectionPage) -> list[Key]:
    election = found.election
    answer = [Key(texts.plain("elections.key.answer"), ListObjections(election.id))] if found.waiting else []
    few = found.listing is not None and NoticeFault.FEW_CANDIDATES in found.listing.notice
    more = [Key(texts.plain("elections.key.reopen"), ReopenNominations(election.id))] if few else []
    settle = Key(texts.plain("elections.key.settle"), SettleList(election.id))
    keys = [*answer, settle, *more, *_to_post(texts, found)]
    paper = Key(texts.plain("bulletin.key.print"), PapersOf(PaperKind.CANDIDATES.value, election.id))
    return [*keys, paper] if len(keys) < MOST_STEPS else keys


def _listed_keys(texts: Texts, found: ElectionPage) -> list[Key]:
    """An appointment is recorded, a vote is put: never the one for the other."""
    election = found.election
    if election.way is Way.APPOINTMENT:
        return appointment_keys(texts, found)
    if election.way is Way.VOTE:
        return [put_key(texts, election)]
    return [*count_keys(texts, found), *_to_post(texts, found)]


RUNNING = {
    ElectionState.NOMINATING: _nominating_keys,
    ElectionState.NOTICE: _notice_keys,
    ElectionState.LISTED: _listed_keys,
    ElectionState.VOTING: lot_keys,
    ElectionState.SETTLED: done_keys,
}
"""What those who run it can do, by its state."""


def surely_post(texts: Texts, found: ElectionPage) -> Screen:
    """公示这几位？"""
    sound = [one for one in found.shown if not found.faults[one.id]]
    left_out = [one.name for one in found.shown if found.faults[one.id]]
    words = lines(
        texts.say("elections.post.sure", n=len(sound), days=found.election.terms["candidates_days"]),
        texts.say("elections.post.who", names=joined(texts, [one.name for one in sound])) if sound else None,
        texts.say("elections.post.left_out", names=joined(texts, left_out)) if left_out else None,
        texts.say("elections.post.seen"),
    )
    sure = Key(texts.plain("elections.key.post_sure"), PostCandidates(found.election.id, 1))
    return Screen(words, ((sure, _to_run(texts, found.election.id)),))


def _to_run(texts: Texts, election_id: int) -> Key:
    return Key(texts.plain("elections.key.think"), RunElection(election_id))


def surely_stop(texts: Texts, election: Election) -> Screen:
    """真的停办？"""
    asked = "elections.stop.run_off" if run_off_seats(election.result) else "elections.stop.sure"
    words = texts.say(asked, organ=organ(texts, election.organ))
    sure = Key(texts.plain("elections.key.stop_sure"), StopElection(election.id, 1))
    return Screen(words, ((sure, _to_run(texts, election.id)),))


def objections(texts: Texts, found: ElectionPage) -> Screen:
    """没有答复的异议, the oldest first: one a screen."""
    if not found.waiting:
        return Screen(texts.say("elections.objections.none"), ((_to_run(texts, found.election.id),),))
    first: CandidacyObjection = found.waiting[0]
    one = found.one(first.candidacy_id)
    words = lines(
        texts.say("elections.objections.head", name="" if one is None else one.name, n=len(found.waiting)),
        texts.say("elections.objections.said", words=first.words),
        texts.say("elections.objections.how"),
    )
    keys = [
        Key(texts.plain("elections.key.uphold"), AnswerObjection(first.id, 1)),
        Key(texts.plain("elections.key.dismiss"), AnswerObjection(first.id, 0)),
    ]
    return Screen(words, (tuple(keys), (_to_run(texts, found.election.id),)))


def organs(texts: Texts, compound_id: int, which: Sequence[Organ], press: type) -> Screen:
    """哪个组织？"""
    keys = [Key(organ(texts, each), press(compound_id, each.value)) for each in which]
    return Screen(
        texts.say("elections.ask.organ"), (*rows(*keys), (Key(texts.plain("elections.key.list"), OpenElections()),))
    )


def compounds(texts: Texts, found: Sequence[tuple[int, str]]) -> Screen:
    """在哪个小区？"""
    keys = [Key(name, NewElection(number)) for number, name in found]
    return Screen(texts.say("elections.ask.compound"), rows(*keys, per_row=1))


def object_key(texts: Texts, one: Candidacy) -> Key:
    """[提异议]."""
    return Key(texts.plain("elections.key.object"), ObjectToCandidate(one.id))
