"""Screens of 定期议事: the next day with its agenda, one topic at a time, one promise at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.bulletins import PaperKind
from domain.deliberation.answers import Verdict
from domain.issues import shorten
from domain.issues_masking import on_card
from domain.meetings import ACTION_DAYS, Agenda, Meeting, MeetingAction, MeetingKind, Topic
from domain.moments import read_moment
from domain.outcomes import Facts
from rendering import dates
from rendering.bulletin_buttons import PapersOf
from rendering.buttons import Button
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.issues_buttons import SeeIssue
from rendering.issues_hiding import public_words
from rendering.menu import go
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

LISTED, LATE_SHOWN, SHORT, MOST_KEYS = 3, 2, 30, 6


@dataclass(frozen=True)
class ShowMeetings(Button, prefix="yhl"):
    """[议事会]."""


@dataclass(frozen=True)
class ShowMeeting(Button, prefix="yhs"):
    """One meeting: its next day."""

    meeting_id: int


@dataclass(frozen=True)
class ShowMinutes(Button, prefix="yhm"):
    """[上次的记录]."""

    meeting_id: int


@dataclass(frozen=True)
class CallMeeting(Button, prefix="yhn"):
    """[定一个每月的会]: an empty word asks which."""

    kind: str


@dataclass(frozen=True)
class ShowTopics(Button, prefix="yht"):
    """[议题]: one of them."""

    meeting_id: int
    at: int


@dataclass(frozen=True)
class DecideTopic(Button, prefix="yhd"):
    """采纳、部分采纳、不采纳."""

    topic_id: int
    verdict: str


@dataclass(frozen=True)
class ShowActions(Button, prefix="yha"):
    """[要办的事]: one of them."""

    meeting_id: int
    at: int


@dataclass(frozen=True)
class ShowOpenReports(Button, prefix="yhr"):
    """[没办完的报事]."""

    meeting_id: int


@dataclass(frozen=True)
class ActionDays(Button, prefix="yhb"):
    """So many days: it is promised."""

    draft_id: int
    days: int


@dataclass(frozen=True)
class WriteMeeting(Button, prefix="yhw"):
    """What is typed: topic, action, minutes, done (then `number` is the action's)."""

    number: int
    what: str


@dataclass(frozen=True)
class LeaveMeeting(Button, prefix="yhq"):
    """[算了]."""

    draft_id: int
    meeting_id: int


def meetings(texts: Texts, found: Sequence[Meeting], *, calls: bool) -> Screen:
    """All of them."""
    keys = [Key(texts.plain(f"meetings.kind.{one.kind}"), ShowMeeting(one.id)) for one in found[:LISTED]]
    own = [Key(texts.plain("meetings.key.new"), CallMeeting(""))] if calls else []
    text = lines(texts.say("meetings.head"), None if found else texts.say("meetings.none"))
    return Screen(text, rows(*keys, *own, go(texts, "start")))


def which_kind(texts: Texts) -> Screen:
    """Which of the two?"""
    keys = [Key(texts.plain(f"meetings.kind.{kind}"), CallMeeting(kind.value)) for kind in MeetingKind]
    return Screen(texts.say("meetings.which"), rows(*keys, Key(texts.plain("meetings.key.all"), ShowMeetings())))


def meeting(texts: Texts, now: Agenda, *, at: datetime, zone: ZoneInfo) -> Screen:
    """The next day: what is late stands first, then what is on the agenda."""
    one = now.meeting
    moment, left = dates.moment(texts, now.meets_at, zone), dates.left(texts, now.meets_at, at=at, zone=zone)
    closes = dates.until(texts, now.closes_at, zone)
    late = [_late(texts, action, now, zone) for action in now.late[:LATE_SHOWN]]
    both = one.kind is MeetingKind.THREE_PARTIES
    text = lines(
        texts.say(f"meetings.title.{one.kind}", spot=one.spot),
        texts.say("meetings.when", moment=moment, left=left),
        texts.say("meetings.closes" if at < now.closes_at else "meetings.closed", moment=closes),
        texts.say("meetings.late", n=len(now.late)) if now.late else None,
        *late,
        texts.say("meetings.agenda", topics=len(now.topics), going=len(now.going)),
        texts.say("meetings.open", reports=now.reports, items=now.late_items) if both else None,
    )
    keys = [
        Key(texts.plain("meetings.key.topic"), WriteMeeting(one.id, "topic")),
        Key(texts.plain("meetings.key.topics", count=len(now.topics)), ShowTopics(one.id, 0)),
        Key(texts.plain("meetings.key.actions", count=len(shown_actions(now))), ShowActions(one.id, 0)),
        *([Key(texts.plain("meetings.key.reports", count=now.reports), ShowOpenReports(one.id))] if now.named else []),
        *_minutes_key(texts, now, at),
        *_print_key(texts, now),
        Key(texts.plain("meetings.key.all"), ShowMeetings()),
    ]
    return Screen(text, rows(*keys[:MOST_KEYS]))


def _print_key(texts: Texts, now: Agenda) -> list[Key]:
    """[打印] the call and the minutes, for whoever holds it; where there is no room for all, the list has a command."""
    press = PapersOf(PaperKind.MEETING.value, now.meeting.id)
    return [Key(texts.plain("bulletin.key.print"), press)] if now.holds else []


def _minutes_key(texts: Texts, now: Agenda, at: datetime) -> list[Key]:
    """The minutes of the day once it has come; before it those of the last."""
    one = now.meeting
    if now.holds and at >= now.meets_at:
        return [Key(texts.plain("meetings.key.minutes"), WriteMeeting(one.id, "minutes"))]
    return [Key(texts.plain("meetings.key.last"), ShowMinutes(one.id))] if one.held else []


def reports(texts: Texts, now: Agenda) -> Screen:
    """The open reports by number, as the public reads them; of the others how many there are."""
    said = [
        texts.say(
            "meetings.report",
            number=issue.called,
            place=issue.spot_words or issue.compound or texts.plain("issues.no_place"),
            words=shorten(" ".join(public_words(texts, issue).split()), SHORT),
        )
        for issue in now.named
    ]
    more = texts.say("meetings.reports_more", n=now.unnamed) if now.unnamed else None
    keys = [Key(issue.called, SeeIssue(issue.id)) for issue in now.named]
    back = Key(texts.plain("meetings.key.meeting"), ShowMeeting(now.meeting.id))
    return Screen(lines(texts.say("meetings.reports", n=now.reports), *said, more), (*rows(*keys, per_row=3), (back,)))


def _late(texts: Texts, action: MeetingAction, now: Agenda, zone: ZoneInfo) -> Markup:
    words = shorten(on_card(action.words), SHORT)
    days = action.late(now.meets_at.astimezone(zone).date())
    return texts.say("meetings.late_line", words=words, holder=action.holder, n=days)


def minutes(texts: Texts, one: Meeting, zone: ZoneInfo) -> Screen:
    """The day that was held last: how its topics ended, and its minutes, doors and telephones covered."""
    back = Key(texts.plain("meetings.key.meeting"), ShowMeeting(one.id))
    if not one.held:
        return Screen(texts.say("meetings.not_held"), rows(back))
    moment = dates.moment(texts, one.meets_at(one.held[-1], zone), zone)
    ended = [_ended(texts, topic) for topic in one.topics if topic.day == one.held[-1]]
    text = lines(
        texts.say(f"meetings.title.{one.kind}", spot=one.spot),
        texts.say("meetings.was", moment=moment),
        *ended,
        texts.say("meetings.minutes", words=on_card(one.minutes)) if one.minutes else None,
    )
    return Screen(text, rows(back))


def _ended(texts: Texts, one: Topic) -> Markup:
    assert one.verdict is not None, "no day is held before its topics have ended"
    verdict = texts.plain(f"meetings.verdict.{one.verdict}")
    return texts.say("meetings.topic_line", words=shorten(on_card(one.words), SHORT), verdict=verdict)


def topic(texts: Texts, now: Agenda, at: int) -> Screen:
    """One topic, and how it ended."""
    number, back = now.meeting.id, Key(texts.plain("meetings.key.meeting"), ShowMeeting(now.meeting.id))
    if not now.topics:
        return Screen(texts.say("meetings.no_topics"), rows(back))
    at = min(max(at, 0), len(now.topics) - 1)
    one = now.topics[at]
    ended = texts.say("meetings.undecided")
    if one.verdict is not None:
        verdict = texts.plain(f"meetings.verdict.{one.verdict}")
        ended = texts.say("meetings.ended", verdict=verdict, reason=on_card(one.reason))
    text = lines(texts.say("meetings.topic", at=at + 1, of=len(now.topics), words=on_card(one.words)), ended)
    decide = now.holds and one.verdict is None
    keys = [Key(texts.plain(f"meetings.verdict.{each}"), DecideTopic(one.id, each.value)) for each in Verdict]
    turning = [(at - 1, "back")] if at else []
    turning += [(at + 1, "on")] if at < len(now.topics) - 1 else []
    pages = [Key(texts.plain(f"issues.open.{name}"), ShowTopics(number, to)) for to, name in turning]
    return Screen(text, (*rows(*(keys if decide else []), per_row=3), *rows(*pages, back, per_row=3)))


def shown_actions(now: Agenda) -> list[MeetingAction]:
    """What is not done yet: late, going on, promised for this day."""
    fresh = (one for one in now.meeting.actions if one.day == now.day and one.done_at is None)
    return [*now.late, *now.going, *fresh]


def action(texts: Texts, now: Agenda, at: int) -> Screen:
    """One thing that was promised."""
    number, back = now.meeting.id, Key(texts.plain("meetings.key.meeting"), ShowMeeting(now.meeting.id))
    found = shown_actions(now)
    own = [Key(texts.plain("meetings.key.action"), WriteMeeting(number, "action"))] if now.holds else []
    if not found:
        return Screen(texts.say("meetings.no_actions"), rows(*own, back))
    at = min(max(at, 0), len(found) - 1)
    one = found[at]
    facts = {"at": at + 1, "of": len(found), "words": on_card(one.words), "holder": one.holder}
    text = texts.say("meetings.action", **facts, day=dates.calendar_day(texts, one.finish_on))
    done = [Key(texts.plain("meetings.key.done"), WriteMeeting(one.id, "done"))] if now.holds else []
    turning = [(at - 1, "back")] if at else []
    turning += [(at + 1, "on")] if at < len(found) - 1 else []
    pages = [Key(texts.plain(f"issues.open.{name}"), ShowActions(number, to)) for to, name in turning]
    return Screen(text, rows(*done, *own, *pages, back))


def ask(texts: Texts, what: str, draft_id: int, meeting_id: int) -> Screen:
    """The next words are awaited."""
    leave = Key(texts.plain("meetings.key.leave"), LeaveMeeting(draft_id, meeting_id))
    return Screen(texts.say(f"meetings.ask.{what}"), ((leave,),))


def ask_days(texts: Texts, draft_id: int, meeting_id: int) -> Screen:
    """By when?"""
    keys = [Key(texts.plain("meetings.key.days", n=days), ActionDays(draft_id, days)) for days in ACTION_DAYS]
    leave = Key(texts.plain("meetings.key.leave"), LeaveMeeting(draft_id, meeting_id))
    return Screen(texts.say("meetings.ask.days"), (*rows(*keys, per_row=3), (leave,)))


def thanks(texts: Texts, what: str, meeting_id: int, *, day: str = "") -> Screen:
    """What became of it."""
    back = Key(texts.plain("meetings.key.meeting"), ShowMeeting(meeting_id))
    return Screen(texts.say(f"meetings.thanks.{what}", day=day), rows(back))


# Notices


def notice(drawing: Drawing, facts: Facts) -> Dispatch:
    """The day, before it: when, where, how much there is."""
    texts, moment = drawing.texts, dates.moment(drawing.texts, read_moment(facts["meets_at"]), drawing.zone)
    text = lines(
        texts.say(f"meetings.title.{facts['kind']}", spot=facts["spot"]),
        texts.say("meetings.moment", moment=moment),
        texts.say("meetings.notice", topics=facts["topics"], late=facts["late"]),
    )
    return Dispatch(Screen(text, ((_see(texts, facts),),)))


def held(drawing: Drawing, facts: Facts) -> Dispatch:
    """The day, after it: how its topics ended, what is to be done."""
    texts, moment = drawing.texts, dates.moment(drawing.texts, read_moment(facts["meets_at"]), drawing.zone)
    text = lines(
        texts.say(f"meetings.title.{facts['kind']}", spot=facts["spot"]),
        texts.say("meetings.was", moment=moment),
        texts.say("meetings.outcome", topics=facts["topics"], **facts["verdicts"]),
        texts.say("meetings.to_do", actions=facts["actions"]),
    )
    return Dispatch(Screen(text, ((_see(texts, facts),),)))


def _see(texts: Texts, facts: Facts) -> Key:
    return Key(texts.plain("meetings.key.see"), start=f"yh_{facts['meeting_id']}")


NOTICES: dict[str, Template] = {"meetings.notice": notice, "meetings.held": held}
