"""Screens of elections on paper (纸票选举的屏): the voters' list, objections to it, ballots given out, the photo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.count_checks import EnteredSheet
from domain.count_sheets import SUMS, CountSheet
from domain.election_pages import ElectionPage
from domain.elections import Candidacy, ElectionState, Way
from domain.outcomes import Facts
from domain.units import DwellingUnit
from rendering import dates
from rendering.door_list import door_list
from rendering.election_buttons import ConfirmCount, DropElectionDraft, EnterCount, RunElection, ShowElection
from rendering.election_voter_buttons import (
    AnswerVoters,
    CorrectVoters,
    GiveBallots,
    ListVoterObjections,
    LookAtCount,
    ObjectToVoters,
    PhotographCount,
    PostVoters,
    PrintVoters,
    RejectCount,
    RepostVoters,
    ShowVoters,
    UnmarkBallot,
)
from rendering.elections_words import basis, joined
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

# The voters' list


def voters_keys(texts: Texts, found: ElectionPage) -> list[Key]:
    """[公布选民名单] to those who run an election on paper; [选民名单] once it is posted."""
    election = found.election
    if election.way is not Way.PAPER:
        return []
    if found.voters is not None:
        return [Key(texts.plain("elections.key.voters"), ShowVoters(election.id))]
    return [Key(texts.plain("elections.key.post_voters"), PostVoters(election.id, 0))] if found.runs else []


def voters_lines(texts: Texts, found: ElectionPage) -> list[Markup]:
    """选民名单还没公布; 已发选票 431/678 户."""
    if found.election.way is not Way.PAPER or found.election.state is not ElectionState.LISTED:
        return []
    if found.turnout is None:
        return [texts.say("elections.voters.none")]
    return [turnout_line(texts, found.turnout.marked, found.turnout.homes)]


def turnout_line(texts: Texts, marked: int, homes: int) -> Markup:
    """已发选票 431/678 户."""
    return texts.say("elections.turnout", marked=marked, homes=homes)


def surely_post_voters(texts: Texts, election_id: int) -> Screen:
    """公布选民名单？ What is on it, and what follows."""
    words = lines(
        texts.say("elections.voters.sure"), texts.say("elections.voters.homes"), texts.say("elections.voters.only")
    )
    sure = Key(texts.plain("elections.key.post_voters"), PostVoters(election_id, 1))
    return Screen(words, ((sure, Key(texts.plain("elections.key.think"), RunElection(election_id))),))


def voters(texts: Texts, found: ElectionPage, *, at: datetime, zone: ZoneInfo) -> Screen:
    """The list: how many homes, whether one's own is on it, until when to object, from when ballots are given out."""
    posted, turnout, election = found.voters, found.turnout, found.election
    assert posted is not None and turnout is not None, "it is posted"
    open_still, last = at < posted.objections_until, dates.last_day(texts, posted.objections_until, zone)
    until = dates.until_and_left(texts, posted.objections_until, at=at, zone=zone) if open_still else last
    days = {
        "until": until,
        "opens": dates.day(texts, posted.opens_at, zone),
    }
    words = lines(
        texts.say("elections.voters.head", n=turnout.homes),
        texts.say("elections.voters.homes"),
        *_own(texts, found),
        texts.say("elections.voters.object" if open_still else "elections.voters.object_over", **days),
        texts.say("elections.voters.opens", **days, basis=basis(texts, posted.source)),
        texts.say("elections.voters.waiting", n=len(found.disputed)) if found.disputed else None,
    )
    object_key = [Key(texts.plain("elections.key.object_voters"), ObjectToVoters(election.id))] if open_still else []
    back = Key(texts.plain("elections.key.back"), ShowElection(election.id))
    return Screen(words, rows(*object_key, *_list_keys(texts, found), back))


def _own(texts: Texts, found: ElectionPage) -> list[Markup]:
    """Whether their own homes are on it."""
    told = [("on", found.on_list), ("off", found.off_list)]
    return [texts.say(f"elections.voters.mine_{key}", homes=joined(texts, homes)) for key, homes in told if homes]


def _list_keys(texts: Texts, found: ElectionPage) -> list[Key]:
    """What those who run it can do: answer, and until a ballot is out put a home on the list or take it off."""
    number = found.election.id
    printed = [Key(texts.plain("elections.key.print_voters"), PrintVoters(number))] if found.runs else []
    if not found.runs or not found.election.open or found.turnout is None:
        return printed
    answer = [Key(texts.plain("elections.key.answer_voters"), ListVoterObjections(number))] if found.disputed else []
    answer = answer or printed  # what is disputed is not put on the board
    if found.turnout.round > 1 or found.turnout.marked:
        return answer
    add = Key(texts.plain("elections.key.voter_on"), CorrectVoters(number, 1))
    off = Key(texts.plain("elections.key.voter_off"), CorrectVoters(number, 0))
    return [*answer, add, off, Key(texts.plain("elections.key.repost_voters"), RepostVoters(number, 0))]


def surely_repost_voters(texts: Texts, election_id: int) -> Screen:
    """重新公布？ Its days begin anew."""
    sure = Key(texts.plain("elections.key.repost_voters"), RepostVoters(election_id, 1))
    think = Key(texts.plain("elections.key.think"), ShowVoters(election_id))
    return Screen(texts.say("elections.voters.repost"), ((sure, think),))


VOTERS_COLUMNS = ("representative", "received")
"""What is written by hand beside every door: who votes for the home, and that they were given their ballot."""


def voters_sheet(texts: Texts, compound: str, homes: Sequence[DwellingUnit]) -> Screen:
    """The list to be put up on the board, and to be signed when ballots are given out."""
    document = door_list(texts, compound, homes, VOTERS_COLUMNS, "paper.voters.title")
    words = texts.say("elections.voters.sheet", n=len(homes))
    return Screen(words, document=document, filename=texts.plain("elections.voters.file", compound=compound))


def voter_objection(texts: Texts, found: ElectionPage, zone: ZoneInfo) -> Screen:
    """没有答复的名单异议, the oldest first: one a screen."""
    to_list = Key(texts.plain("elections.key.voters"), ShowVoters(found.election.id))
    if not found.disputed:
        return Screen(texts.say("elections.objections.none"), ((to_list,),))
    first = found.disputed[0]
    words = lines(
        texts.say("elections.voters.objection", n=len(found.disputed)),
        texts.say("elections.objections.said", words=first.words),
        texts.say("elections.voters.answer_by", day=dates.last_day(texts, first.answer_by, zone)),
        texts.say("elections.voters.answer_how"),
    )
    keys = (
        Key(texts.plain("elections.key.voters_right"), AnswerVoters(first.id, 1)),
        Key(texts.plain("elections.key.dismiss"), AnswerVoters(first.id, 0)),
    )
    return Screen(words, (keys, (to_list,)))


def corrected(texts: Texts, facts: Facts, *, on: bool) -> Screen:
    """补上了; 去掉了."""
    words = texts.say("elections.voters.added" if on else "elections.voters.removed", **_door(facts))
    return Screen(words, ((Key(texts.plain("elections.key.voters"), ShowVoters(facts["election_id"])),),))


def _door(facts: Facts) -> dict[str, object]:
    return {"door": facts["door"], "homes": facts["homes"]}


# Ballots given out


def ask_door(texts: Texts, draft: int, turnout: Facts) -> Screen:
    """给哪一户发了票？"""
    words = lines(turnout_line(texts, turnout["marked"], turnout["homes"]), texts.say("elections.ask.ballot"))
    return Screen(words, ((Key(texts.plain("elections.key.drop_ballots"), DropElectionDraft(draft)),),))


def marking_left(texts: Texts, election_id: int) -> Screen:
    """不记了: what was noted stands."""
    return Screen(texts.say("elections.ballot.left"), ((_to_run(texts, election_id),),))


def door_unread(texts: Texts, draft: int, election_id: int, why: str) -> Screen:
    """没有记: why, how to go on, and how a wrong one is taken back."""
    words = lines(why, texts.say("elections.ballot.unread"))
    stop = Key(texts.plain("elections.key.drop_ballots"), DropElectionDraft(draft))
    return Screen(words, ((stop, _to_run(texts, election_id)),))


def _to_run(texts: Texts, election_id: int) -> Key:
    return Key(texts.plain("elections.key.run"), RunElection(election_id))


def marked(texts: Texts, facts: Facts) -> Screen:
    """记好了：3号楼2单元301. One tap takes it back; the next door can be written at once."""
    return _one_marked(texts, facts, texts.say("elections.ballot.marked", door=facts["door"]))


def marked_before(texts: Texts, facts: Facts) -> Screen:
    """已经发过票了: nothing was noted again; where it is that which was wrong, one tap takes it back."""
    return _one_marked(texts, facts, texts.say("refusals.already_done.ballot_marked", door=facts["door"]))


def _one_marked(texts: Texts, facts: Facts, told: Markup) -> Screen:
    turnout = turnout_line(texts, facts["marked"], facts["homes"])
    words = lines(told, turnout, texts.say("elections.ballot.next"))
    undo = UnmarkBallot(facts["election_id"], facts["unit_id"], facts["round"])
    return Screen(words, ((Key(texts.plain("elections.key.unmark"), undo), _to_run(texts, facts["election_id"])),))


def unmarked(texts: Texts, facts: Facts) -> Screen:
    """撤回了：3号楼2单元301."""
    words = lines(
        texts.say("elections.ballot.unmarked", door=facts["door"]),
        turnout_line(texts, facts["marked"], facts["homes"]),
    )
    more = Key(texts.plain("elections.key.ballots"), GiveBallots(facts["election_id"]))
    return Screen(words, ((more, Key(texts.plain("elections.key.run"), RunElection(facts["election_id"]))),))


# The count sheet


def count_keys(texts: Texts, found: ElectionPage) -> list[Key]:
    """[记领票], [录计票单]; once it is entered its photo, then the second person's look; the way to do it anew."""
    if not found.counts:
        return []
    election, sheet = found.election, found.sheet_id
    if found.sheet is None:
        give = [Key(texts.plain("elections.key.ballots"), GiveBallots(election.id))] if found.voters else []
        return [*give, Key(texts.plain("elections.key.count"), EnterCount(election.id))]
    photo = Key(texts.plain("elections.key.photograph"), PhotographCount(election.id, sheet))
    look = Key(texts.plain("elections.key.look_at_count"), LookAtCount(election.id))
    there = found.sheet_photo == "stored"
    mine = [photo] if found.sheet_is_own and not there else [look] if there and not found.sheet_is_own else []
    return [*mine, Key(texts.plain("elections.key.count_wrong"), RejectCount(election.id, sheet))]


def photo_line(texts: Texts, found: ElectionPage) -> Markup:
    """Whether its photo is there: without one nobody can confirm it."""
    key = found.sheet_photo if found.sheet_photo in ("stored", "pending") else "none"
    return texts.say(f"elections.count.photo_{key}")


def ask_photo(texts: Texts, draft: int) -> Screen:
    """请拍一张计票单."""
    drop = Key(texts.plain("elections.key.drop"), DropElectionDraft(draft))
    return Screen(texts.say("elections.ask.count_photo"), ((drop,),))


def sums_lines(texts: Texts, sheet: CountSheet, names: Sequence[Candidacy]) -> list[Markup]:
    """What was entered: the sums, the votes."""
    called = {one.id: one.name for one in names}
    votes = [
        texts.plain("elections.count.one", name=called.get(number, ""), votes=votes)
        for number, votes in sheet.votes.items()
    ]
    sums = {name: getattr(sheet, name) for name in SUMS}
    return [texts.say("elections.count.sums", **sums), texts.say("elections.count.votes", votes=joined(texts, votes))]


def beside(texts: Texts, election_id: int, entered: EnteredSheet, names: Sequence[Candidacy], photo: bytes) -> Screen:
    """The photo beside the sums, for the second person."""
    words = lines(*sums_lines(texts, entered.sheet, names), texts.say("elections.count.second"))
    same = Key(texts.plain("elections.key.count_right"), ConfirmCount(election_id, entered.id))
    wrong = Key(texts.plain("elections.key.count_wrong"), RejectCount(election_id, entered.id))
    return Screen(words, ((same, wrong),), picture=photo)


def settled(texts: Texts, name: str, election_id: int) -> Screen:
    """公布了; 退回了: a message of its own, since a photo's words cannot be drawn anew."""
    back = Key(texts.plain("elections.key.back"), ShowElection(election_id))
    return Screen(texts.say(f"elections.done.{name}"), ((back,),))
