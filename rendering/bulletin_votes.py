"""Papers of a vote (表决文书): the roll to be objected to, the meeting that is called, the result with both counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from domain.bulletins import Lettering, PaperCall, PaperHead, RollLine
from domain.vote_effects import card_facts
from domain.voting.meetings import Member
from domain.voting.rules import RULES, Measure
from domain.voting.tally import Finding
from domain.voting.votes import LONGEST_TITLE, Vote
from rendering.bulletin_form import Sheet, bar, listing, moment_words, pair, sheet
from rendering.paper import legible, one_line
from rendering.texts import Texts
from rendering.voting import amount, finding_line, reached, stored_findings
from rendering.voting_notices import counted_as, in_meeting, result_lines, weight_line

HOMES_IN_LINE = 4
"""Homes of one head that are named; of more, how many there are."""


def result_sheet(texts: Texts, head: PaperHead, vote: Vote, lettering: Lettering = Lettering.PLAIN) -> Sheet:
    """表决结果: the words of the chat, and each finding as a bar."""
    assert vote.result is not None, "a second person has confirmed it"
    facts = card_facts(vote)
    lead = texts.plain("bulletin.lead.result", number=vote.number, title=one_line(texts, vote.title, LONGEST_TITLE))
    words = [legible(texts, line.unescape()) for line in result_lines(texts, facts, vote.result)]
    middle = {
        "lead": [lead, legible(texts, weight_line(texts, facts).unescape())],
        "outcome": words[0],
        "bars": result_bars(texts, facts, vote.result),
        "text": without_findings(texts, facts, vote.result, words[1:]),
    }
    return sheet(texts, head, lettering, "bulletin_result.typ", middle, (lead, *words), about=vote.title)


def result_bars(texts: Texts, facts: Mapping[str, Any], result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A bar for each finding, with the share the law asks for."""
    return [_finding_bar(texts, one, _called(facts)) for one in stored_findings(RULES[facts["rule"]], result)]


def without_findings(
    texts: Texts, facts: Mapping[str, Any], result: Mapping[str, Any], words: Sequence[str]
) -> list[str]:
    """The other lines of a result: the findings stand in the bars."""
    drawn = {finding_line(texts, one, _called(facts)) for one in stored_findings(RULES[facts["rule"]], result)}
    return [line for line in words if line not in drawn]


def _called(facts: Mapping[str, Any]) -> str:
    """Whether heads, homes or those present are counted."""
    return "meeting" if in_meeting(facts) else counted_as(facts)


def _finding_bar(texts: Texts, one: Finding, called: str) -> dict[str, Any]:
    measure = "homes" if called == "homes" and one.measure is Measure.HEADS else one.measure.value
    name = texts.plain(f"bulletin.bar.{one.criterion}", measure=texts.plain(f"voting.measures.{measure}"))
    figure = texts.plain(
        "bulletin.figure.share",
        count=amount(one.measure, one.count),
        of=amount(one.measure, one.of),
        unit=texts.plain(f"voting.units.{measure}"),
    )
    note = texts.plain(f"bulletin.{'holds' if one.holds else 'falls_short'}", reached=reached(texts, one.threshold))
    return bar(name, figure, one.count, one.of, one.threshold, note)


def roll_sheet(
    texts: Texts,
    head: PaperHead,
    vote: Vote,
    lines: Sequence[RollLine],
    zone: ZoneInfo,
    lettering: Lettering = Lettering.PLAIN,
) -> Sheet:
    """名册: each head with its homes and area, never a name; who is missing, or wrong, says so before it opens."""
    title = one_line(texts, vote.title, LONGEST_TITLE)
    lead = texts.plain(
        "bulletin.lead.roll",
        number=vote.number,
        title=title,
        opens=moment_words(texts, vote.opens_at, zone),
        heads=amount(Measure.HEADS, vote.heads),
        area=amount(Measure.AREA, vote.area),
    )
    rows = [[str(n), _homes(texts, one), amount(Measure.AREA, one.area)] for n, one in enumerate(lines, start=1)]
    middle = {
        "lead": [lead],
        "listing": listing(texts, ("#row", "+homes", "#area"), rows, _whole(texts, lines)),
        "after": [texts.plain("bulletin.after.roll"), texts.plain("bulletin.roll_hash", hash=vote.roll_hash[:8])],
    }
    return sheet(texts, head, lettering, "bulletin_listing.typ", middle, (lead,), about=vote.title)


def _whole(texts: Texts, lines: Sequence[RollLine]) -> list[str]:
    heads, area = amount(Measure.HEADS, len(lines)), amount(Measure.AREA, sum(one.area for one in lines))
    return ["", texts.plain("bulletin.roll_total", heads=heads), area]


def _homes(texts: Texts, line: RollLine) -> str:
    shown = texts.plain("voting.between").join(line.homes[:HOMES_IN_LINE])
    more = len(line.homes) - HOMES_IN_LINE
    return shown if more <= 0 else texts.plain("bulletin.homes_more", homes=shown, n=len(line.homes))


def call_sheet(
    texts: Texts, head: PaperHead, call: PaperCall, zone: ZoneInfo, lettering: Lettering = Lettering.PLAIN
) -> Sheet:
    """会议通知: when, where, what about."""
    when = moment_words(texts, call.meets_at, zone)
    lead = texts.plain("bulletin.lead.meeting", name=legible(texts, call.name))
    late = [texts.plain("bulletin.late_topic", words=legible(texts, one)) for one in call.late]
    topics = [one_line(texts, one, 400) for one in call.topics]
    middle: dict[str, Any] = {
        "to": texts.plain(f"bulletin.to.{head.kind}"),
        "lead": [lead],
        "pairs": [pair(texts, "when", when), pair(texts, "spot", call.spot or texts.plain("bulletin.spot_blank"))],
        "heading": texts.plain("bulletin.heading.topics", n=len(late) + len(topics)),
        "text": [texts.plain("bulletin.topic", n=n, words=one) for n, one in enumerate([*late, *topics], start=1)],
    }
    return sheet(texts, head, lettering, "bulletin_meeting.typ", middle, (lead, when, *middle["text"]), about=call.name)


def call_of(texts: Texts, vote: Vote) -> PaperCall:
    """A meeting that votes, as it is called."""
    return PaperCall(texts.plain(f"voting.whose.{vote.constituency}"), vote.opens_at, "", (vote.title,))


def attendance_sheet(
    texts: Texts,
    head: PaperHead,
    vote: Vote,
    members: Sequence[Member],
    zone: ZoneInfo,
    lettering: Lettering = Lettering.PLAIN,
) -> Sheet:
    """签到表: each member with a line to sign on; whoever has signed in on the phone is marked."""
    lead = texts.plain(
        "bulletin.lead.attendance",
        title=one_line(texts, vote.title, LONGEST_TITLE),
        when=moment_words(texts, vote.opens_at, zone),
        n=len(members),
    )
    came = texts.plain("bulletin.signed_in")
    rows = [[str(n), one.name, came if one.present else "", ""] for n, one in enumerate(members, start=1)]
    middle = {
        "lead": [lead],
        "listing": listing(texts, ("#row", "name", "phone", "+signature"), rows),
        "signing": [texts.plain(f"bulletin.signing.{who}") for who in ("came", "chair", "recorder")],
    }
    about = texts.plain(f"voting.whose.{vote.constituency}")
    return sheet(texts, head, lettering, "bulletin_attendance.typ", middle, (lead,), about=about)
