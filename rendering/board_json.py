"""网上公示栏 for machines: the same facts as its pages, as JSON without a float; moments in ISO 8601, money in 分."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from domain.announcements import Announcement
from domain.board_facts import BoardFacts, BoardFigures, DayHeads, MatterFile, PublicMatter, PublicVote
from domain.deliberation.ratings import RatingCount
from domain.fund_deeds import Deed, DeedKind, contracts_since
from domain.fund_rooms import Room, register
from domain.fund_statements import flags_of
from domain.funds import Fund, FundLine
from domain.funds import figures as sums_of
from domain.issues import Issue
from domain.issues_chain import Link
from domain.meetings import Agenda
from domain.moments import write_moment
from domain.polls import Poll
from domain.soundings import Sounding
from domain.voting.turnout import handful

Json = dict[str, Any]
CHOICES = ("approved", "rejected", "abstained")
FINDING = ("criterion", "measure", "count", "of")


def board(facts: BoardFacts) -> Json:
    """All of it."""
    return {
        "compound": facts.board.compound,
        "code": facts.board.code,
        "matters": [_matter(one) for one in facts.matters],
        "votes": [_vote(one) for one in facts.votes],
        "soundings": [_sounding(one) for one in facts.soundings],
        "answered": [_answered(one) for one in facts.answered],
        "polls": [_poll(one) for one in facts.polls],
        "notices": [_notice(one) for one in facts.notices],
        "funds": [_fund(one) for one in facts.funds],
        "reports": [_report(one) for one in facts.reports],
        "solved": [_report(one) for one in facts.solved],
        "meetings": [_day(one) for one in facts.days],
        "figures": figures(facts.figures),
    }


def year(facts: BoardFacts, this_year: int) -> Json:
    """What came to its end in a year, and what came and went on every account."""
    asked = facts.window.since.year
    return {
        "compound": facts.board.compound,
        "code": facts.board.code,
        "year": asked,
        "matters": [_matter(one) for one in facts.over],
        "votes": [_vote(one) for one in facts.results],
        "answered": [_answered(one) for one in facts.answered],
        "polls": [_poll(one) for one in facts.polls],
        "notices": [_notice(one) for one in facts.notices],
        "funds": [_fund_in(one, asked) | (_rooms(one) if asked == this_year else {}) for one in facts.funds],
        "solved": [_report(one) for one in facts.solved],
    }


def figures(found: BoardFigures) -> Json:
    """What changes while somebody looks; `came` is null where it would tell on somebody."""
    votes = [{"number": number, "came": came, "of": of} for number, came, of in found.turnout]
    return {"open": found.open, "solved": found.solved, "votes": votes}


def matter(found: MatterFile) -> Json:
    """One matter with its line of time."""
    return {
        **_matter(found.shown),
        "compound": found.board.compound,
        "text": found.shown.matter.text,
        "opinions": found.heard.total,
        "supports": found.heard.supports,
        "timeline": [_link(one) for one in found.links],
        "reason": found.shown.matter.reason,
        "rating": None if found.rating is None else _rating(found.rating),
        "versions": [
            {"number": one.number, "title": one.title, "text": one.text, "why": one.why, "at": write_moment(one.at)}
            for one in found.versions
        ],
        "answers": [
            {"title": one.title, "verdict": one.verdict, "reason": one.reason, "opinions": one.opinions}
            for one in found.answers
        ],
        "records": [
            {"need": one.need.value, "words": one.words, "amount": one.amount, "at": write_moment(one.at)}
            for one in found.records
        ],
        "tasks": [
            {"number": one.number, "what": one.plan.what, "due": one.plan.due.isoformat(), "state": one.state.value}
            | {"holder": one.plan.holder, "planned": one.plan.planned, "spent": one.spent, "words": one.words}
            for one in found.tasks
        ],
        "votes": [_vote(one) for one in found.votes],
        "journal": {"entries": found.head[0], "head": found.head[1]},
    }


def heads(found: DayHeads) -> Json:
    """How far the journals were at the end of a day."""
    return {
        "compound": found.board.compound,
        "day": found.day.isoformat(),
        "heads": [{"stream": one.stream, "entries": one.seq, "head": one.hash} for one in found.heads],
    }


def _matter(one: PublicMatter) -> Json:
    matter = one.matter
    return {
        "number": matter.number,
        "title": matter.title,
        "procedure": matter.procedure_name,
        "stage": matter.stage.value,
        "since": write_moment(matter.since),
        "ends": None if one.ends is None else write_moment(one.ends),
        "hash": matter.text_hash,
        "version": matter.version,
        "figures": _tallies(matter.figures),
    }


def _rating(found: RatingCount) -> Json:
    """How many homes said what; of a question that a handful answered, how many did."""
    return {
        "homes": found.homes,
        "answered": {"worked": found.answered, "content": found.told_content},
        "worked": None if handful(found.answered) else dict(found.worked),
        "content": None if handful(found.told_content) else dict(found.content),
    }


def _tallies(found: Mapping[str, Any] | None) -> Json | None:
    """Findings alone, whoever decided."""
    if found is None:
        return None
    own = {"decided": _tally(found)} if "findings" in found else {}
    return own | {name: _tally(found[name]) for name in ("owners", "residents") if name in found}


def _tally(found: Mapping[str, Any]) -> Json:
    findings = [{name: one[name] for name in FINDING} for one in found["findings"]]
    return {"passed": found.get("passed"), "findings": findings}


def _vote(one: PublicVote) -> Json:
    vote = one.vote
    return {
        "number": vote.number,
        "title": vote.title,
        "state": vote.state.value,
        "weight": vote.weight.value,
        "constituency": vote.constituency.value,
        "opens_at": write_moment(vote.opens_at),
        "closes_at": write_moment(vote.closes_at),
        "heads": vote.heads,
        "area": vote.area,
        "came": one.came,
        "hash": vote.text_hash,
        "result": None if vote.result is None else {**_tally(vote.result), "heads": _heads(vote.result)},
    }


def _heads(result: Mapping[str, Any]) -> Json:
    """How many chose what, as the page says it; never their area, by which a neighbour could be found."""
    return {name: result[name]["heads"] for name in CHOICES if name in result}


def _sounding(one: Sounding) -> Json:
    return {
        "question": one.question,
        "options": list(one.options),
        "homes": one.homes,
        "closes_at": write_moment(one.closes_at),
    }


def _answered(one: Sounding) -> Json:
    counts = None if handful(one.answered) else list(one.counts)
    return {**_sounding(one), "answered": one.answered, "counts": counts}


def _poll(one: Poll) -> Json:
    assert one.result is not None, "only what was counted stands there"
    total = one.result["total"]
    return {
        "question": one.question,
        "options": list(one.options),
        "several": one.several,
        "named": one.named,
        "total": total,
        "registered": one.result["registered"],
        "residents": one.result["residents"],
        "counts": None if handful(total) else list(one.result["counts"]),
        "counted_by": one.result["by"],
    }


def _notice(one: Announcement) -> Json:
    assert one.published_at is not None, "it hangs"
    return {
        "year": one.year,
        "number": one.number,
        "building": one.building,
        "published_at": write_moment(one.published_at),
        "text": one.text,
    }


def _fund(one: Fund) -> Json:
    return {
        **_account(one),
        "balance": one.balance,
        "contracts": [_contract(deed) for deed in one.deeds if deed.said.kind is DeedKind.CONTRACT],
        **_rooms(one),
        "lines": [_line(one, line) for line in one.lines],
    }


def _fund_in(one: Fund, year: int) -> Json:
    """An account in a year, as its page has it: the sums of that year, never what it holds today."""
    since, until = date(year, 1, 1), date(year, 12, 31)
    return {
        **_account(one),
        **asdict(sums_of(one.lines, since, until)),
        "contracts": [_contract(deed) for deed in contracts_since(one.deeds, since)],
        "lines": [_line(one, line) for line in one.lines if since <= line.on <= until],
    }


def _account(one: Fund) -> Json:
    code = None if one.registration is None else one.registration.said.code
    return {"name": one.name, "kind": one.kind.value, "holder": one.holder, "registration": code}


def _rooms(one: Fund) -> Json:
    found = register(one.deeds)
    return {"rooms": [_room(room) for room in found], "room_area": sum(room.place.area for room in found)}


def _room(one: Room) -> Json:
    place = one.place
    return {
        "number": one.entry.number,
        "words": one.entry.said.words,
        "area": place.area,
        "use": place.use.value,
        "owned": place.owned.value,
        "contracts": [deed.number for deed in one.contracts],
        "matter": place.matter_number,
    }


def _contract(one: Deed) -> Json:
    said = one.said
    until = None if said.until is None else said.until.isoformat()
    told = {"number": one.number, "source": said.source, "words": said.words, "price": said.price, "until": until}
    return told | {"taken_back": one.voided or None}


def _line(fund: Fund, one: FundLine) -> Json:
    return {
        "number": one.number,
        "kind": one.kind.value,
        "amount": one.amount,
        "on": one.on.isoformat(),
        "purpose": None if one.begins else one.purpose,
        "payee": one.payee,
        "matter": one.matter_number,
        "counters": one.counters,
        "source": one.source,
        "invoice": one.invoice,
        "contract": next((deed.number for deed in fund.deeds if deed.id == one.deed_id), None),
        "vouchers": one.vouchers,
        "flags": [flag.value for flag in flags_of(fund, one)],
    }


def _report(one: Issue) -> Json:
    return {
        "number": one.number,
        "place": one.spot_words,
        "category": one.category,
        "words": one.text,
        "hidden": one.hidden,
        "state": one.state.value,
        "reported_at": write_moment(one.reported_at),
        "changed_at": write_moment(one.changed_at),
    }


def _day(one: Agenda) -> Json:
    return {
        "kind": one.meeting.kind.value,
        "spot": one.meeting.spot,
        "meets_at": write_moment(one.meets_at),
        "topics_until": write_moment(one.closes_at),
        "topics": [topic.words for topic in one.topics],
        "late": len(one.late),
    }


def _link(one: Link) -> Json:
    return {"at": write_moment(one.at), "part": one.part.value, "step": one.step, "number": one.number}
