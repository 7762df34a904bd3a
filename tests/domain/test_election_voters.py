"""Voters' lists of elections on paper: twenty days before, five to object, three to answer; then ballots by home."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.bylaws import Figure, Source, SourceKind
from domain.effects import Schedule, Unschedule
from domain.election_pages import ElectionPage
from domain.election_voter_effects import (
    ANSWER_DUE,
    ballot_unmarked,
    count_photographed,
    count_rejected,
    list_facts,
    voters_answered,
    voters_corrected,
    voters_objected,
    voters_posted,
)
from domain.election_voters import (
    NO_LIST,
    Turnout,
    VoterList,
    VoterObjection,
    answer_until,
    correcting_refusal,
    deciding_refusal,
    list_terms,
    polling_refusal,
    posting_refusal,
    reposting_refusal,
    voter_objection_refusal,
)
from domain.elections import Election, ElectionState
from domain.outcomes import Refusal
from domain.profiles import ResidentsMeeting
from domain.registry import Organ, Place
from domain.voting.rules import ONE_THIRD
from domain.workdays import WorkDays

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2027, 3, 1, 2, 0, tzinfo=UTC)  # a Monday
DAY = timedelta(days=1)
POSTED = VoterList(4, 1, 3, "居委会组织法第17条", AT, AT + 5 * DAY, AT + 20 * DAY)
OBJECTION = VoterObjection(7, 4, "漏了一户", AT + 3 * DAY, person_id=2)
ANSWERED = replace(OBJECTION, upheld=True, answer="补上了")
ELECTION = Election(1, Place(1), Organ.RESIDENTS, 5, (), {"candidates_days": 7}, ElectionState.LISTED, 9, AT)


def what(refusal: Refusal | None) -> object:
    return None if refusal is None else refusal.facts["what"]


def figure(value: int) -> Figure[int]:
    return Figure(value, Source(SourceKind.LAW, "居委会组织法第17条"))


def test_the_days_are_the_profiles_and_an_answer_is_owed_within_three() -> None:
    share = Figure(ONE_THIRD, Source(SourceKind.OURS, ""))
    rules = ResidentsMeeting(figure(10), share, share, figure(20), figure(5), figure(3), figure(3))
    terms = list_terms(rules, AT, ZONE, WorkDays())
    assert terms == {
        "answer_days": 3,
        "source": "居委会组织法第17条",
        "posted_at": AT,
        "objections_until": datetime(2027, 3, 9, tzinfo=ZONE),  # the fifth day is a Saturday: 民法典203
        "opens_at": datetime(2027, 3, 23, tzinfo=ZONE),
    }
    assert answer_until(POSTED, AT + 4 * DAY, ZONE) == datetime(2027, 3, 9, tzinfo=ZONE)


def test_a_list_is_posted_once_and_only_for_an_election_on_paper() -> None:
    assert posting_refusal(ELECTION, None, 8) is None
    assert what(posting_refusal(replace(ELECTION, organ=Organ.OWNERS), None, 8)) == "election_finished"
    assert what(posting_refusal(replace(ELECTION, state=ElectionState.VOTING), None, 8)) == "election_finished"
    assert what(posting_refusal(ELECTION, POSTED, 8)) == "voters"
    assert what(posting_refusal(ELECTION, None, 0)) == "voters_no_homes"


def test_a_list_is_posted_anew_until_a_ballot_is_out() -> None:
    assert reposting_refusal(ELECTION, POSTED, Turnout(1, 0, 8)) is None
    assert reposting_refusal(ELECTION, None, None) == NO_LIST
    assert what(reposting_refusal(ELECTION, POSTED, Turnout(1, 1, 8))) == "voters_fixed"
    over = replace(ELECTION, state=ElectionState.VOTING)
    assert what(reposting_refusal(over, POSTED, Turnout(1, 0, 8))) == "election_finished"


def test_objections_have_their_days_and_are_not_decided_by_who_raised_them() -> None:
    assert voter_objection_refusal(POSTED, "漏了", AT + 5 * DAY - DAY / 24) is None
    assert what(voter_objection_refusal(POSTED, "漏了", AT + 5 * DAY)) == "voter_objection"
    assert what(voter_objection_refusal(POSTED, "", AT)) == "candidate_objection"
    assert deciding_refusal(OBJECTION, 3) is None
    assert what(deciding_refusal(OBJECTION, 2)) == "voter_objection"
    assert what(deciding_refusal(ANSWERED, 3)) == "voter_objection"


def test_ballots_are_given_out_when_the_list_has_stood_and_nothing_is_disputed() -> None:
    assert polling_refusal(None, (), AT) == NO_LIST
    assert polling_refusal(POSTED, (ANSWERED,), AT + 20 * DAY) is None
    assert what(polling_refusal(POSTED, (OBJECTION,), AT + 20 * DAY)) == "voters_waiting"
    assert what(polling_refusal(POSTED, (), AT + 20 * DAY - DAY / 24)) == "voters_early"


def test_a_list_is_corrected_until_a_ballot_is_out() -> None:
    assert correcting_refusal(Turnout(1, 0, 8)) is None
    assert what(correcting_refusal(Turnout(1, 1, 8))) == "voters_fixed"
    assert what(correcting_refusal(Turnout(2, 0, 8))) == "voters_fixed"


def test_what_follows_says_no_home_and_no_choice() -> None:
    facts = list_facts(POSTED, 8)
    assert facts["homes"] == 8 and facts["source"] == "居委会组织法第17条"
    record, told = voters_posted(ELECTION, POSTED, 8, 9, [5])
    assert record.body == {**facts, "by": 9} and told.notice.public and told.notice.facts["homes"] == 8
    record, due, told = voters_objected(ELECTION, OBJECTION, [5])
    assert due == Schedule(ANSWER_DUE, "voter_objection:7", OBJECTION.answer_by - timedelta(hours=15))
    assert record.body == {"objection": 7} and told.notice.facts["said"] == "漏了一户" and not told.notice.public
    record, done, told, group = voters_answered(ELECTION, ANSWERED, 3, [5], [6])
    assert record.body == {"objection": 7, "upheld": True, "by": 3}
    assert done == Unschedule(ANSWER_DUE, "voter_objection:7")
    assert told.notice.template == "elections.voter_answer" and group.notice.template == "elections.voters_answered"
    (record,) = voters_corrected(ELECTION, 11, on=True, homes=9, by=3)
    assert record.body == {"unit": 11, "on": True, "homes": 9, "by": 3}
    (record,) = ballot_unmarked(ELECTION, 1, 3)
    assert record.body == {"round": 1, "by": 3}
    record, told = count_photographed(ELECTION, 2, 3, [5], AT)
    assert record.body == {"sheet": 2, "by": 3} and told.notice.template == "elections.count"
    record, told = count_rejected(ELECTION, 2, 3, [5])
    assert record.body == {"sheet": 2, "by": 3} and told.notice.template == "elections.count_rejected"


def test_a_page_knows_what_is_still_disputed() -> None:
    assert ElectionPage(ELECTION, (), voter_objections=(OBJECTION, ANSWERED)).disputed == (OBJECTION,)
