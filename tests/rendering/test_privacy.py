"""The notice in both languages: short enough for one screen, whole where the law wants it whole."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.privacy import NOTICE_VERSION, Access, Consent, Look, PersonalData, Processor, Purpose
from domain.privacy_keeping import RETENTION
from domain.registry import Compound, PlaceNames
from rendering import privacy, privacy_mine
from rendering.buttons import parse
from rendering.privacy_buttons import (
    AskWithdraw,
    DeclineNotice,
    ReadNotice,
    ReallyErase,
    ShowPrivacy,
    TurnConsent,
)
from rendering.privacy_paper import document_facts, facts_file, readable_file
from rendering.screens import Screen
from rendering.texts import SPOKEN, Texts, texts
from services import privacy_mine as mine
from storage.privacy_records import SHOWN

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
NECESSARY = (Purpose.REGISTRATION, Purpose.CROSS_BORDER)
ORGAN = Processor("中华园<自管会>", "9号楼值班室")
AGREE = ReadNotice(7)
"""Any button will do for the caller's own."""


@pytest.fixture(params=SPOKEN)
def spoken(request: pytest.FixtureRequest) -> Texts:
    return texts(request.param)


@pytest.mark.parametrize("processor", [None, ORGAN])
def test_the_question_before_registering_fits_one_screen(spoken: Texts, processor: Processor | None) -> None:
    screen = privacy.consent(spoken, processor=processor, compound_id=3, agree=AGREE)
    assert len(screen.text.splitlines()) <= 8
    assert [[key.press for key in row] for row in screen.keys] == [[AGREE], [ReadNotice(3), DeclineNotice()]]


def test_the_question_asks_about_the_border_by_itself() -> None:
    last = privacy.consent(texts("zh_Hans"), processor=None, compound_id=3, agree=AGREE).text.splitlines()[-1]
    assert "单独" in last and "境外" in last


def test_the_whole_notice_says_who_for_what_how_long_and_whom_abroad(spoken: Texts) -> None:
    text = privacy.whole_notice(spoken, processor=ORGAN, version=NOTICE_VERSION).text
    assert "中华园&lt;自管会&gt;" in text
    for word in ("9号楼值班室", "Telegram Messenger Inc.", "telegram.org/privacy"):
        assert word in text
    assert len(text.split("\n\n")) == 1 + len(privacy.WHOLE)
    assert len(text) < 4096


def test_declining_points_to_what_still_goes(spoken: Texts) -> None:
    assert privacy.declined(spoken).keys == ()
    assert "在纸上" in privacy.declined(texts("zh_Hans")).text


# The page, consents, one's own data


def given(*purposes: Purpose) -> list[Consent]:
    return [Consent(purpose, NOTICE_VERSION, AT) for purpose in purposes]


def screens(texts: Texts) -> dict[str, Screen]:
    """Every screen of the room, as full as it gets."""
    looks = [Look("李楼长", ("building_leader", "grid_worker"), what, AT) for what in list(Access)[: mine.LOOKS]]
    counts = dict.fromkeys((table for group in privacy_mine.GROUPS.values() for table in group), 2)
    return {
        "page": privacy.page(texts, processor=ORGAN),
        "more": privacy.more(texts, compound_id=3, serves=True),
        "more for a resident": privacy.more(texts, compound_id=0, serves=False),
        "again": privacy.again(texts, processor=ORGAN, compound_id=3, version=1),
        "agreed_again": privacy.agreed_again(texts),
        "consents": privacy.consents(texts, given(*Purpose), version=1, zone=ZONE),
        "no consents": privacy.consents(texts, [], version=1, zone=ZONE),
        **{f"withdraw {one}": privacy.ask_withdraw(texts, one) for one in NECESSARY},
        "withdrawn": privacy.withdrawn(texts, homes=1),
        "withdrawn without a home": privacy.withdrawn(texts, homes=0),
        "which processor": privacy.which_processor(texts, [Compound(1, "中华园"), Compound(2, "绿洲花园")]),
        "ask processor": privacy.ask_processor(texts, 1, "name"),
        "ask contact": privacy.ask_processor(texts, 1, "contact"),
        "processor named": privacy.processor_named(texts, ORGAN),
        "held": privacy_mine.held(texts, counts),
        "held by a newcomer": privacy_mine.held(texts, {"people": 1, "chats": 1}),
        "looks": privacy_mine.looks(texts, looks, ZONE),
        "a look at the terminal": privacy_mine.looks(texts, [Look(None, (), Access.REGISTRY_EXPORT, AT, True)], ZONE),
        "a look of somebody gone": privacy_mine.looks(texts, [Look(None, (), Access.REPORT, AT)], ZONE),
        "no looks": privacy_mine.looks(texts, [], ZONE),
        "keeping": privacy_mine.keeping(texts),
        "ask name": privacy_mine.ask_name(texts, 1),
        "named": privacy_mine.named(texts, "<王桂兰>"),
        "following": privacy_mine.following(texts),
        "ask erase": privacy_mine.ask_erase(texts, open_reports=3),
        "ask erase with nothing open": privacy_mine.ask_erase(texts, open_reports=0),
        "surely erase": privacy_mine.surely_erase(texts),
        "erased": privacy_mine.erased(texts),
        "declined": privacy.declined(texts),
    }


def test_every_screen_fits_a_small_phone_and_its_buttons_fit_telegram(spoken: Texts) -> None:
    for name, screen in screens(spoken).items():
        assert 1 <= len(screen.text.splitlines()) <= 8, name
        assert sum(len(row) for row in screen.keys) <= 6, name
        for row in screen.keys:
            assert len(row) <= 2, name
            for key in row:
                assert key.press is not None and parse(key.press.pack()) == key.press, (name, key)


def test_the_page_is_read_at_one_glance() -> None:
    *short, processor = str(privacy.page(texts("zh_Hans"), processor=ORGAN).text).split("\n")
    assert all(len(line) <= 22 for line in short), "a line fits a small phone"
    order = ["记下", "不记", "看得到您", "看不到", "境外"]
    assert [next(n for n, line in enumerate(short) if words in line) for words in order] == [1, 2, 3, 4, 5]
    assert "负责" in processor


def test_the_harmless_key_of_an_erasure_stands_first() -> None:
    (row,) = privacy_mine.surely_erase(texts("zh_Hans")).keys
    assert [key.press for key in row] == [ShowPrivacy(), ReallyErase()]


def test_consents_show_since_when_and_offer_the_other_way() -> None:
    screen = privacy.consents(texts("zh_Hans"), given(Purpose.REGISTRATION, Purpose.REMINDERS), version=1, zone=ZONE)
    assert "登记：同意了（11月24日（周二））" in screen.text
    assert "任职时公开姓名：没有同意" in screen.text
    presses = [key.press for row in screen.keys for key in row]
    assert presses == [
        AskWithdraw("registration"),
        TurnConsent("reminders", 0, 1),
        TurnConsent("publication", 1, 1),
        ShowPrivacy(),
    ]


def test_whoever_is_asked_again_and_does_not_agree_reads_what_stops() -> None:
    keys = privacy.again(texts("zh_Hans"), processor=None, compound_id=3, version=1).keys
    assert keys[1][1].press == AskWithdraw("registration")


def test_a_person_is_shown_every_kind_of_table_by_a_word_of_its_own(spoken: Texts) -> None:
    grouped = [table for group in privacy_mine.GROUPS.values() for table in group]
    assert sorted(grouped) == sorted(SHOWN)
    words = [spoken.plain(f"privacy.table.{table}", n=2) for table in grouped]
    assert len(set(words)) == len(words)


# What is taken away

TABLES: dict[str, list[dict[str, Any]]] = {
    "people": [{"name": "王桂兰🌸", "telegram_id": 4711, "created_at": AT.isoformat()}],
    "roles": [
        {"kind": "owner", "compound_id": 1, "building_id": 3, "since": AT.isoformat(), "until": None},
        {"kind": "tenant", "compound_id": 1, "building_id": 3, "since": AT.isoformat(), "until": AT.isoformat()},
    ],
    "home_requests": [{"kind": "owner", "compound_id": 1, "building_id": 3, "at": AT.isoformat()}],
    "issues": [{"number": 127, "text": "电梯又坏了\n<b>急</b> 𠮷", "reported_at": AT.isoformat()}],
    "chats": [{"title": ""}, {"title": "中华园"}],
    "issue_steps": [{"kind": "answer", "text": "", "at": AT.isoformat()}],
    "attachments": [{"kind": "photo", "name": "楼道.jpg", "at": AT.isoformat()}],
    "poll_answers": [{"choices": [0, 2], "at": AT.isoformat()}, {"choices": [], "at": AT.isoformat()}],
    "drafts": [{"body": {"text": "还没写完"}, "expires_at": AT.isoformat()}],
    "outbox": [{"facts": {"name": "李楼长"}, "queued_at": AT.isoformat()}],
    "consents": [{"purpose": "registration", "given_at": AT.isoformat(), "withdrawn_at": AT.isoformat()}],
    "accesses": [
        {"what": "report", "at": AT.isoformat()},  # somebody else looked
        {"what": "household", "at": AT.isoformat(), "by_person_id": None},
        {"what": "report", "at": AT.isoformat(), "by_person_id": 7},
    ],
    "ownerships": [{"unit_id": 1, "owner_id": 1}],
}
LOOKS = (Look("李楼长", ("building_leader",), Access.REPORT, AT),)
DATA = PersonalData(TABLES, PlaceNames({1: "中华园"}, {3: "3号楼"}), AT, LOOKS)


def test_the_document_says_every_row_in_words(spoken: Texts) -> None:
    facts = document_facts(spoken, DATA, processor=ORGAN, zone=ZONE)
    assert len(facts["sections"]) == len(TABLES) + 1
    assert [len(section["lines"]) for section in facts["sections"]][-1] == len(RETENTION)
    assert "&lt;" not in json.dumps(facts, ensure_ascii=False)
    assert all(line for section in facts["sections"] for line in section["lines"])
    assert readable_file(spoken, DATA, processor=None, zone=ZONE).startswith(b"%PDF")


def test_the_document_reads_like_this() -> None:
    facts = document_facts(texts("zh_Hans"), DATA, processor=ORGAN, zone=ZONE)
    lines = [line for section in facts["sections"] for line in section["lines"]]
    for line in (
        "11月24日（周二）10:00 王桂兰〔表情〕，Telegram 账号 4711",
        "11月24日（周二）10:00 业主 中华园3号楼",
        "11月24日（周二）10:00 租户 中华园3号楼 （已结束）",
        "11月24日（周二）10:00 0127 电梯又坏了 <b>急</b> 〔字形缺〕",
        "您和议事亭的私聊",
        "中华园",
        "11月24日（周二）10:00 一张照片 楼道.jpg",
        "11月24日（周二）10:00 选了第 1、3 项",
        "11月24日（周二）10:00 选了第 — 项",
        "11月24日（周二）10:00 还没写完",
        "11月24日（周二）10:00 登记 （已结束）",
        "11月24日（周二）10:00 李楼长（楼长）：看了报的事",
        "11月24日（周二）10:00 看了您家的登记",
        "11月24日（周二）10:00 您看了报的事",
        "—",
    ):
        assert line in lines, line


def test_the_facts_are_json_with_everything_in_it() -> None:
    facts = json.loads(facts_file(DATA, version=NOTICE_VERSION))
    seen = [{"at": AT.isoformat(), "by": "李楼长", "what": "report"}]
    assert facts == {"made_at": AT.isoformat(), "notice_version": NOTICE_VERSION, "tables": TABLES, "looks": seen}
