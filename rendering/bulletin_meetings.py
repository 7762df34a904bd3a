"""Papers of meetings that come back (会议通知、会议记录): what is on the agenda, what came of it, who signs."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from domain.bulletins import Lettering, PaperCall, PaperHead
from domain.meetings import Agenda, Meeting, MeetingAction, Topic
from rendering import dates
from rendering.bulletin_form import Sheet, listing, moment_words, pair, paragraphs, sheet
from rendering.texts import Texts


def call_of_agenda(texts: Texts, now: Agenda) -> PaperCall:
    """The next day as it is called: what was promised and is late first."""
    return PaperCall(
        texts.plain(f"meetings.kind.{now.meeting.kind}"),
        now.meets_at,
        now.meeting.spot,
        tuple(topic.words for topic in now.topics),
        tuple(action.words for action in now.late),
    )


def minutes_sheet(
    texts: Texts, head: PaperHead, meeting: Meeting, day: int, zone: ZoneInfo, lettering: Lettering = Lettering.PLAIN
) -> Sheet:
    """会议记录: every topic with its verdict and reason, what was promised, lines to sign on."""
    topics = [topic for topic in meeting.topics if topic.day == day]
    actions = [action for action in meeting.actions if action.day == day]
    kind, when = (
        texts.plain(f"meetings.kind.{meeting.kind}"),
        moment_words(texts, meeting.meets_at(day, zone), zone),
    )
    middle: dict[str, Any] = {
        "pairs": [pair(texts, "meeting", kind), pair(texts, "when", when), pair(texts, "spot", meeting.spot)],
        "heading": texts.plain("bulletin.heading.minutes"),
        "text": [
            *paragraphs(texts, meeting.minutes),
            *(part for n, topic in enumerate(topics, start=1) for part in _topic(texts, n, topic)),
        ],
        "listing": listing(texts, ("+action", "holder", "due"), [_action(texts, one) for one in actions]),
        "after": [texts.plain("bulletin.after.minutes")],
        "signing": [texts.plain(f"bulletin.signing.{who}") for who in ("chair", "recorder", "present")],
    }
    said = tuple(f"{one['name']} {one['said']}" for one in middle["pairs"])
    return sheet(texts, head, lettering, "bulletin_minutes.typ", middle, said, about=kind)


def _topic(texts: Texts, n: int, topic: Topic) -> list[str]:
    """A topic, then what became of it."""
    words = paragraphs(texts, " ".join(topic.words.split()))
    verdict = "" if topic.verdict is None else texts.plain(f"answers.verdict.{topic.verdict}")
    reason = paragraphs(texts, " ".join(topic.reason.split()))
    said = [texts.plain("bulletin.topic", n=n, words="".join(words))]
    if verdict:
        said.append(texts.plain("bulletin.verdict", verdict=verdict, reason="".join(reason)))
    return said


def _action(texts: Texts, one: MeetingAction) -> list[str]:
    return [one.words, one.holder, dates.calendar_day(texts, one.finish_on)]
