"""Urgent repairs in words: labelled as an exception with its article, in both languages, whatever people write."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.deliberation.classification import Touch
from domain.deliberation.matters import MatterPage
from domain.deliberation.opinions import Heard
from domain.deliberation.procedures import URGENT
from domain.deliberation.record_details import Applicant, Application
from domain.deliberation.records import MatterRecord
from domain.deliberation.stages import Need, Stage
from domain.deliberation_alarms import Danger, Payer
from domain.moments import write_moment
from rendering import deliberation_full
from rendering import deliberation_urgent as drawn
from rendering.deliberation import page
from rendering.deliberation_full_buttons import NoteRecord, ShowApplication
from rendering.deliberation_full_notices import announced, applied
from rendering.deliberation_notices import time_over
from rendering.deliberation_urgent_buttons import ChooseDanger
from rendering.deliberation_wizard import not_small
from rendering.dispatch import Drawing
from rendering.proposal_buttons import NewProposal
from rendering.texts import SPOKEN, texts
from tests.deliberating import a_matter
from tests.domain.test_deliberation_alarms import ALARM

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
FACTS = {
    "matter_id": 1,
    "number": 1,
    "title": "外墙 <b>&",
    "procedure": "urgent",
    "homes": "中华园",
    "n": 12,
    "stage": "doing",
    "ends": None,
    "text": "外墙 <b>&\n掉砖",
    "danger": {"kind": "facade", "payer": "fund"},
}
ARTICLE = {"zh_Hans": "民法典第281条第二款", "en": "Civil Code, Art. 281 para. 2"}


@pytest.mark.parametrize("locale", SPOKEN)
def test_the_exception_names_its_article_wherever_it_is_read(locale: str) -> None:
    words = texts(locale)
    drawing = Drawing(words, ZONE, AT, AT)
    begins = announced(drawing, FACTS).screen
    matter = replace(a_matter(Stage.DOING, AT), procedure_name=URGENT.name, terms=ALARM.terms)
    found = MatterPage(matter, Heard(()), 0, None, (), leads=False, concerned=True)
    screens = [
        begins,
        drawn.ask_danger(words, 1),
        drawn.preview(words, 1, ALARM),
        page(words, found, at=AT, zone=ZONE),
    ]
    for screen in screens:
        assert screen is not None and ARTICLE[locale] in screen.text
    assert begins is not None and "外墙 &lt;b&gt;&amp;" in begins.text


@pytest.mark.parametrize("locale", SPOKEN)
def test_nothing_is_offered_but_the_closed_list(locale: str) -> None:
    asked, payers = drawn.ask_danger(texts(locale), 1), drawn.ask_payer(texts(locale), 1)
    water = drawn.ask_water(texts(locale), 1)
    offered = {key.press for screen in (asked, water) for row in screen.keys for key in row}
    assert {one.danger for one in offered if isinstance(one, ChooseDanger)} == {*Danger, ""}
    assert len([key for row in payers.keys for key in row]) == len(Payer) + 2


def test_no_resident_is_asked_to_accept_it() -> None:
    facts = FACTS | {"stage": "reporting", "ends": write_moment(AT + timedelta(days=15))}
    told = time_over(Drawing(texts("zh_Hans"), ZONE, AT, AT), facts).screen
    assert told is not None and "请贴出纸质公告拍照" in told.text and "验收" not in told.text
    old = {name: value for name, value in facts.items() if name != "danger"} | {"procedure": "six_steps"}
    full = time_over(Drawing(texts("zh_Hans"), ZONE, AT, AT), old).screen
    assert full is not None and "验收" in full.text


@pytest.mark.parametrize("locale", SPOKEN)
def test_the_group_reads_the_guess_first_and_then_what_it_cost(locale: str) -> None:
    drawing = Drawing(texts(locale), ZONE, AT, AT)
    begins = announced(drawing, FACTS | {"guess": 12_600_00}).screen
    assert begins is not None and "12,600.00" in begins.text
    money = {"spent": 15_000_00, "budget": 0, "guess": 12_600_00, "why": "钢筋 <b> 也锈了"}
    shown = announced(drawing, FACTS | {"stage": "reporting", "money": money}).screen
    assert shown is not None
    assert "15,000.00" in shown.text and "12,600.00" in shown.text and "钢筋 &lt;b&gt; 也锈了" in shown.text
    within = announced(drawing, FACTS | {"stage": "reporting", "money": money | {"why": ""}}).screen
    assert within is not None and drawing.texts.say("deliberation.money_why", words="") not in within.text


@pytest.mark.parametrize("locale", SPOKEN)
def test_what_is_decided_is_read_with_its_price(locale: str) -> None:
    drawing = Drawing(texts(locale), ZONE, AT, AT)
    price = {"budget": 126_000_00, "words": "街道改造 <b> 资金"}
    told = announced(drawing, FACTS | {"stage": "announcing", "price": price}).screen
    assert told is not None and "126,000.00" in told.text and "街道改造 &lt;b&gt; 资金" in told.text


@pytest.mark.parametrize("locale", SPOKEN)
def test_who_sees_no_way_to_begin_it_is_led_to_a_proposal(locale: str) -> None:
    alone = not_small(texts(locale), 1, Touch.USE_FUND, runs_all=False)
    chair = not_small(texts(locale), 1, Touch.USE_FUND, runs_all=True)
    offered, taken = ([key.press for row in screen.keys for key in row] for screen in (alone, chair))
    assert NewProposal() in offered and NewProposal() not in taken
    assert texts(locale).plain("proposals.key.new") in alone.text


def test_what_nobody_checked_is_never_told_as_a_receipt() -> None:
    noted = {"day": "2026-11-23", "by": "committee"}
    for record, receipt in ((noted, False), ({**noted, "checked": True}, True)):
        told = applied(Drawing(texts("zh_Hans"), ZONE, AT, AT), FACTS | {"application": record}).screen
        assert told is not None and ("有回执" in told.text, "待另一位委员复核" in told.text) == (receipt, not receipt)


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize(("stage", "again"), [(Stage.RATING, True), (Stage.ARCHIVED, False)])
def test_an_application_is_checked_from_what_is_over_too(locale: str, stage: Stage, again: bool) -> None:
    words = texts(locale)
    matter = replace(a_matter(stage, AT), procedure_name=URGENT.name, touched=(Touch.USE_FUND,), terms=ALARM.terms)
    waits = MatterPage(matter, Heard(()), 0, None, (), leads=True, concerned=False, to_check=1)
    draw = page if stage is Stage.ARCHIVED else deliberation_full.run
    for found in (waits, replace(waits, to_check=None)):
        keys = [key.press for row in draw(words, found, at=AT, zone=ZONE).keys for key in row]
        assert (ShowApplication(matter.id) in keys) is (found is waits)
    applied_for = Application(Applicant.COMMITTEE, AT.date()).record
    record = MatterRecord(1, matter.id, 1, stage, Need.APPLIED, "回执 8 号", None, 7, AT, applied_for)
    looked_at = deliberation_full.check_application(words, matter, record, ZONE)
    presses = [key.press for row in looked_at.keys for key in row]
    assert (NoteRecord(matter.id, Need.APPLIED.value) in presses) is again, "no key that is refused"
