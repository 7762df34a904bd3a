"""Screens of the units in both languages: pages of five, whatever they are called, and who sees what."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.deliberation.consultation_meetings import Reply, UnitMeeting
from domain.deliberation.consultations import (
    AnswerWay,
    AnswerWords,
    Asking,
    ConsultationPage,
    ConsultedUnit,
    UnitAnswer,
    UnitSays,
    UsualUnit,
)
from domain.deliberation.stages import Stage
from rendering import consultation_wizard as asked
from rendering import consultations as drawn
from rendering.consultation_buttons import DropUnit, EnterUnitAnswer, RemindUnit, ShowUnit, ShowUnits
from rendering.screens import Screen
from rendering.texts import SPOKEN, texts
from tests.deliberating import a_matter

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
UNTIL = datetime(2026, 11, 28, tzinfo=ZONE)
MEETING = UnitMeeting(4, "社区会议室 <b>", UNTIL + timedelta(hours=15), AT)
WORDS = AnswerWords(UnitSays.AMEND, "留通道 <b>&" * 30, "张工", "参谋")
ANSWER = UnitAnswer(9, 1, WORDS, AnswerWay.LETTER, date(2026, 11, 25), AT)
ASKING = Asking(1, AT, UNTIL)
FIRE = ConsultedUnit(1, 1, 1, "消防 <b>&", ASKING, Reply(4, True, 1), (ANSWER,))
PAGE = ConsultationPage(a_matter(Stage.CONSULTING, AT), (FIRE,), True, MEETING)
SEVEN = tuple(replace(FIRE, id=number, name=f"单位{number}") for number in range(1, 8))


def presses(screen: Screen) -> list[type]:
    return [type(key.press) for row in screen.keys for key in row]


@pytest.mark.parametrize("locale", SPOKEN)
def test_units_come_in_pages_of_five_and_eight_lines(locale: str) -> None:
    many = replace(PAGE, units=SEVEN)
    first = drawn.units(texts(locale), many, 0, at=AT, zone=ZONE)
    last = drawn.units(texts(locale), many, 9, at=AT, zone=ZONE)
    assert presses(first).count(ShowUnit) == 5 and presses(last).count(ShowUnit) == 2
    assert len(first.text.splitlines()) <= 8 and ShowUnits in presses(first)
    assert "<b>&" not in str(first.text).replace("<b>相关", "").replace("<b>What", "")


@pytest.mark.parametrize("locale", SPOKEN)
def test_a_unit_shows_who_answered_to_staff_alone(locale: str) -> None:
    staff = drawn.unit(texts(locale), PAGE, FIRE, at=AT, zone=ZONE)
    neighbour = drawn.unit(texts(locale), replace(PAGE, leads=False), FIRE, at=AT, zone=ZONE)
    assert "张工" in staff.text and EnterUnitAnswer in presses(staff)
    assert "张工" not in neighbour.text and presses(neighbour) == [ShowUnits]
    assert "留通道" in neighbour.text


@pytest.mark.parametrize("locale", SPOKEN)
def test_what_staff_can_do_follows_how_far_it_is(locale: str) -> None:
    named, waiting = replace(FIRE, asking=None, answers=()), replace(FIRE, answers=())
    assert DropUnit in presses(drawn.unit(texts(locale), PAGE, named, at=AT, zone=ZONE))
    shown = presses(drawn.unit(texts(locale), PAGE, waiting, at=AT, zone=ZONE))
    assert DropUnit not in shown and RemindUnit not in shown
    assert RemindUnit in presses(drawn.unit(texts(locale), PAGE, waiting, at=UNTIL, zone=ZONE))
    assert drawn.unit(texts(locale), PAGE, replace(named, answers=(ANSWER,)), at=AT, zone=ZONE).text


@pytest.mark.parametrize("locale", SPOKEN)
def test_a_text_is_handed_on_only_where_there_is_a_page(locale: str) -> None:
    say = texts(locale)
    sent = drawn.forward(say, PAGE, FIRE, "中华园 <b>", "https://a.cn/l/1-0", zone=ZONE)
    assert "https://a.cn/l/1-0" in sent.text and "&lt;b&gt;" in sent.text and "<pre>" in sent.text
    late = replace(FIRE, asking=replace(ASKING, reminded_at=UNTIL))
    assert drawn.forward(say, PAGE, late, "中华园", "https://a.cn/l/1-0", zone=ZONE).text != sent.text
    assert "http" not in drawn.forward(say, PAGE, FIRE, "中华园", None, zone=ZONE).text


@pytest.mark.parametrize("locale", SPOKEN)
def test_every_question_is_asked_in_both_languages(locale: str) -> None:
    say = texts(locale)
    for what in ("name", "letter", "reason", "who", "meeting_spot"):
        assert asked.ask(say, what, 1, 1).keys
    assert "消防" in asked.ask(say, "drop", 1, 1, unit="消防").text
    assert "28" in asked.ask(say, "meeting_time", 1, 1, earliest="28").text
    assert len(presses(asked.ask_way(say, 1, "消防"))) == 3 and len(presses(asked.ask_says(say, 1, 1))) == 4
    assert len(presses(asked.ask_day(say, 1, 1, date(2026, 11, 24)))) == 4
    for what in ("named", "dropped", "entered", "met"):
        assert asked.thanks(say, what, 1).keys
    assert drawn.printing(say, 1).keys and drawn.printed(say, FIRE, b"%PDF").document == b"%PDF"
    assert len(presses(drawn.which(say, replace(PAGE, units=())))) == len(UsualUnit) + 2
