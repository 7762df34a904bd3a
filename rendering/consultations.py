"""Screens of 相关单位商议: what the units say, one of them, whom to ask, what to hand on."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.deliberation.consultation_meetings import UnitMeeting
from domain.deliberation.consultations import (
    AnswerWay,
    Asking,
    ConsultationPage,
    ConsultedUnit,
    UnitAnswer,
    UnitSays,
    UnitStanding,
    UsualUnit,
)
from domain.issues import shorten
from domain.voting.votes import HASH_SHOWN
from rendering import dates
from rendering.consultation_buttons import (
    AskUnit,
    CallUnits,
    DropUnit,
    EnterUnitAnswer,
    NameUnit,
    PrintUnitLetter,
    RemindUnit,
    ShowUnit,
    ShowUnits,
)
from rendering.deliberation_full_buttons import Rewrite
from rendering.deliberation_lines import head, to_matter
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

A_PAGE = 5
"""Units on one screen."""

SHORT = 40
"""Signs of a reason there; the whole is a press away."""

TYPED = "other"
"""Another unit than the usual ones: its name is typed."""


def units(texts: Texts, found: ConsultationPage, page: int, *, at: datetime, zone: ZoneInfo) -> Screen:
    """相关单位怎么说: each in its words, who does not answer as well."""
    matter, last = found.matter, max(0, (len(found.units) - 1) // A_PAGE)
    page = min(max(page, 0), last)
    shown = found.units[page * A_PAGE : (page + 1) * A_PAGE]
    words = lines(
        head(texts, matter.procedure_name, matter.number, matter.title),
        texts.say("consultations.units", n=len(found.units), version=matter.version)
        if found.units
        else texts.say("consultations.none"),
        *(_line(texts, unit, matter.version, at, zone) for unit in shown),
        None if found.meeting is None else _meeting(texts, found, found.meeting, zone),
    )
    keys = [Key(unit.name, ShowUnit(unit.id)) for unit in shown]
    turning = [(page - 1, "earlier")] if page else []
    turning += [(page + 1, "later")] if page < last else []
    pages = [Key(texts.plain(f"deliberation.key.{name}"), ShowUnits(matter.id, to)) for to, name in turning]
    leading = _leading(texts, found) if found.leads else []
    return Screen(words, (*rows(*keys), *rows(*pages), *rows(*leading), (to_matter(texts, matter.id),)))


def _leading(texts: Texts, found: ConsultationPage) -> list[Key]:
    """What staff can do with all of them."""
    name = Key(texts.plain("consultations.key.name"), NameUnit(found.matter.id, ""))
    meet = Key(texts.plain("consultations.key.meet"), CallUnits(found.matter.id))
    return [name, meet] if found.units else [name]


def _meeting(texts: Texts, found: ConsultationPage, meeting: UnitMeeting, zone: ZoneInfo) -> Markup:
    """When and where they meet, and how many come."""
    coming = [unit for unit in found.units if unit.comes(meeting)]
    return texts.say(
        "consultations.meeting", when=dates.moment(texts, meeting.meets_at, zone), spot=meeting.spot, n=len(coming)
    )


def meeting_words(texts: Texts, meeting: UnitMeeting, zone: ZoneInfo) -> str:
    """12月1日（周二）15:00，社区会议室."""
    return texts.plain(
        "consultations.meeting_place", when=dates.moment(texts, meeting.meets_at, zone), spot=meeting.spot
    )


def _line(texts: Texts, unit: ConsultedUnit, version: int, at: datetime, zone: ZoneInfo) -> Markup:
    answer = unit.answer(version)
    if answer is None:
        what = standing_words(texts, unit, version, at, zone)
    else:
        short = shorten(answer.words.reason, SHORT)
        what = _said(texts, answer) + (texts.plain("consultations.because", reason=short) if short else "")
    return texts.say("consultations.line", unit=unit.name, what=what)


def _said(texts: Texts, answer: UnitAnswer) -> str:
    day = dates.calendar_day(texts, answer.day)
    return texts.plain("consultations.said", says=texts.plain(f"consultations.says.{answer.words.says}"), day=day)


def standing_words(texts: Texts, unit: ConsultedUnit, version: int, at: datetime, zone: ZoneInfo) -> str:
    """How far a unit is that has not answered the present text."""
    asking, standing = unit.asked(version), unit.standing(version, at)
    until = "" if asking is None else dates.until(texts, asking.until, zone)
    return texts.plain(f"consultations.standing.{standing}", until=until)


def unit(texts: Texts, found: ConsultationPage, one: ConsultedUnit, *, at: datetime, zone: ZoneInfo) -> Screen:
    """One unit in full: what it says to this text, what it said to an earlier one; what staff can do."""
    matter, latest = found.matter, one.latest
    answer = one.answer(matter.version)
    standing = one.standing(matter.version, at)
    shows = standing is not UnitStanding.ANSWERED
    words = lines(
        texts.say("consultations.unit", unit=one.name, number=matter.number, title=matter.title),
        standing_words(texts, one, matter.version, at, zone) if shows else None,
        None if latest is None else answer_line(texts, latest, zone),
        _comes(texts, found, one),
        _who(texts, latest) if found.leads and latest is not None else None,
        texts.say("consultations.amend") if found.leads and _amends(answer) else None,
    )
    keys = _unit_keys(texts, one, standing) if found.leads else []
    if found.leads and _amends(answer):
        keys.append(Key(texts.plain("deliberation.key.redraft"), Rewrite(matter.id, 0)))
    return Screen(words, (*rows(*keys), (Key(texts.plain("consultations.key.units"), ShowUnits(matter.id, 0)),)))


def _comes(texts: Texts, found: ConsultationPage, one: ConsultedUnit) -> Markup | None:
    """Whether it comes to the meeting."""
    comes = None if found.meeting is None else one.comes(found.meeting)
    return None if comes is None else texts.say(f"consultations.comes.{'yes' if comes else 'no'}")


def _amends(answer: UnitAnswer | None) -> bool:
    return answer is not None and answer.words.says is UnitSays.AMEND


def answer_line(texts: Texts, answer: UnitAnswer, zone: ZoneInfo) -> Markup:
    """对第1稿：同意，11月25日（周三），盖章回函, and why."""
    way = texts.plain(f"consultations.way.{answer.way}")
    line = texts.say("consultations.answer", version=answer.version, said=_said(texts, answer), way=way)
    reason = answer.words.reason
    return lines(line, texts.say("consultations.reason", reason=reason) if reason else None)


def _who(texts: Texts, answer: UnitAnswer) -> Markup | None:
    words = answer.words
    return texts.say("consultations.who", name=words.name, post=words.post) if words.name else None


def _unit_keys(texts: Texts, one: ConsultedUnit, standing: UnitStanding) -> list[Key]:
    """What staff can do with it now."""
    asked = standing is not UnitStanding.NAMED
    offered = {
        "ask": (not asked, AskUnit(one.id)),
        "remind": (standing is UnitStanding.UNANSWERED, RemindUnit(one.id)),
        "again": (asked, AskUnit(one.id)),
        "enter": (asked, EnterUnitAnswer(one.id, "")),
        "letter": (True, PrintUnitLetter(one.id)),
        "drop": (one.asking is None, DropUnit(one.id)),
    }
    return [Key(texts.plain(f"consultations.key.{name}"), press) for name, (shown, press) in offered.items() if shown]


def which(texts: Texts, found: ConsultationPage) -> Screen:
    """请哪家单位？ The usual ones that are not named yet, or another."""
    named = {unit.name for unit in found.units}
    usual = [(one, texts.plain(f"consultations.usual.{one}")) for one in UsualUnit]
    keys = [Key(name, NameUnit(found.matter.id, one.value)) for one, name in usual if name not in named]
    keys.append(Key(texts.plain("consultations.key.other"), NameUnit(found.matter.id, TYPED)))
    back = Key(texts.plain("consultations.key.back"), ShowUnits(found.matter.id, 0))
    return Screen(texts.say("consultations.ask.which"), (*rows(*keys), (back,)))


def forward(
    texts: Texts, found: ConsultationPage, one: ConsultedUnit, compound: str, url: str | None, *, zone: ZoneInfo
) -> Screen:
    """A text to hand on by WeChat or SMS, once more when it is a reminder."""
    asking = one.asked(found.matter.version)
    assert asking is not None, "asked just now"
    keys = [Key(texts.plain("consultations.key.letter"), PrintUnitLetter(one.id))]
    keys.append(_to_unit(texts, one.id))
    if url is None:
        return Screen(texts.say("consultations.no_page"), rows(*keys))
    letter = handed_on(texts, found, one, asking, compound, url, zone)
    return Screen(texts.say("consultations.forward", unit=one.name, letter=letter), rows(*keys))


def handed_on(
    texts: Texts,
    found: ConsultationPage,
    one: ConsultedUnit,
    asking: Asking,
    compound: str,
    url: str,
    zone: ZoneInfo,
) -> str:
    """What is copied and sent: who asks whom, what about, until when, where to answer; when they meet."""
    matter, meeting = found.matter, found.meeting
    meets = (
        "" if meeting is None else texts.plain("consultations.letter.meets", place=meeting_words(texts, meeting, zone))
    )
    again = "again" if asking.reminded_at is not None else "first"
    return texts.plain(
        f"consultations.letter.{again}",
        unit=one.name,
        compound=compound,
        title=matter.title,
        version=matter.version,
        until=dates.until(texts, asking.until, zone),
        hash=matter.text_hash[:HASH_SHOWN],
        meets=meets,
        url=url,
    )


def printing(texts: Texts, unit_id: int) -> Screen:
    """It takes a moment."""
    return Screen(texts.say("consultations.printing"), ((_to_unit(texts, unit_id),),))


def printed(texts: Texts, one: ConsultedUnit, letter: bytes) -> Screen:
    """The letter itself."""
    words = texts.say("consultations.printed", unit=one.name)
    return Screen(words, ((_to_unit(texts, one.id),),), document=letter, filename=f"unit-{one.id}.pdf")


def _to_unit(texts: Texts, unit_id: int) -> Key:
    return Key(texts.plain("consultations.key.unit"), ShowUnit(unit_id))


def until_line(texts: Texts, asking: Asking | None, zone: ZoneInfo) -> Markup | None:
    """Until when the unit is asked to answer."""
    return None if asking is None else texts.say("consultations.until", until=dates.until(texts, asking.until, zone))


WAYS = (AnswerWay.LETTER, AnswerWay.PHONE)
"""How an answer comes that staff take down."""
