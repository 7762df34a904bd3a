"""The window on record: one list, given once; the person hears each step; corrections hold for later numbers."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from domain.errands import MOST_OPEN, MOST_SERVICES, ErrandState, Service
from domain.outcomes import Done
from domain.registry import Actor, Place
from services import errands
from services.errand_pages import errand_page, own_errands, service_page, services_offered, waiting_errands
from services.privacy_mine import erase
from storage.database import Database
from storage.schema.records import entries
from tests.builders import found_town
from tests.services.window import CARD, Window, take_for

PAPERS = ["身份证", "房产证或者租房合同"]


@pytest.fixture
async def window(database: Database, at: datetime) -> Window:
    return Window(database, await found_town(database, at), at)


def chat(window: Window, who: str) -> int:
    return window.town[who].chat_id


async def test_a_number_comes_with_the_whole_list_and_each_step_is_told(window: Window) -> None:
    filed = await window.number()
    number = filed["errand_id"]
    assert filed["materials"] == PAPERS and filed["number"] == 1
    assert await window.told("filed") == [(chat(window, "赵主任"), [])]
    await window.brings(number, 0)
    assert await window.refused(errands.take_errand, errand_id=number) == "errand_missing"
    await window.done(errands.tell_missing, errand_id=number)
    assert await window.told("missing") == [(chat(window, "王阿姨"), PAPERS[1:])]
    await window.brings(number, 1)
    assert await window.refused(errands.tell_missing, errand_id=number) == "errand_complete"
    await window.done(errands.take_errand, errand_id=number)
    errand = await window.errand(number)
    assert errand.due_at == datetime(2026, 11, 26, tzinfo=window.database.zone), "Wednesday, to its end"
    await window.done(errands.finish_errand, errand_id=number, words="周三来拿")
    errand = await window.errand(number)
    assert errand.state is ErrandState.DONE and errand.words == "周三来拿"
    for event in ("taken", "done"):
        assert await window.told(event) == [(chat(window, "王阿姨"), [])]
    await window.later(9)
    assert await window.told("late") == []


async def test_what_was_not_on_the_list_is_refused_and_that_it_was_asked_is_on_record(window: Window) -> None:
    number = (await window.number())["errand_id"]
    assert await window.refused(errands.ask_for, errand_id=number, words="户口本") == "errand_not_listed"
    assert await window.told("missing") == []
    async with window.database.reading() as transaction:
        found = await transaction.errands.rows(
            select(entries).where(entries.c.stream == f"errand:{number}").order_by(entries.c.id)
        )
    assert [row.type for row in found] == ["errand_filed", "errand_asked_beyond"]
    assert [row.body["by"] for row in found] == [None, window.town["赵主任"].person_id]
    await window.brings(number, 0)
    assert await window.refused(errands.ask_for, errand_id=number, words="身份证") == "errand_brought"
    await window.done(errands.ask_for, errand_id=number, words="房产证或者租房合同")
    assert await window.told("missing") == [(chat(window, "王阿姨"), PAPERS[1:])]
    assert await window.refused(errands.ask_for, "王阿姨", errand_id=number, words="户口本") == "serve_errands"


async def test_a_corrected_list_holds_for_later_numbers(window: Window) -> None:
    before = (await window.number())["errand_id"]
    service = Service(CARD, ("身份证", "户口本"), 3)
    assert (
        await window.refused(errands.correct_service, "王阿姨", place=window.place, service=service) == "serve_errands"
    )
    empty = Service(CARD, (), 3)
    assert await window.refused(errands.correct_service, place=window.place, service=empty) == "errand_materials"
    await window.done(errands.correct_service, place=window.place, service=service)
    assert (await window.number("陈租客"))["materials"] == ["身份证", "户口本"]
    assert list((await window.errand(before)).materials) == PAPERS
    assert await window.refused(errands.ask_for, errand_id=before, words="户口本") == "errand_not_listed"
    await window.brings(before, 0, 1)
    await window.done(errands.take_errand, errand_id=before)
    assert (await window.errand(before)).days == 1, "what was promised with the number"


async def test_a_service_is_added_and_there_are_not_too_many(window: Window) -> None:
    offered = await services_offered(window.database, compound_id=window.town.compound_id)
    assert CARD in {one.name for one in offered}
    for n in range(MOST_SERVICES - len(offered)):
        await window.done(errands.correct_service, place=window.place, service=Service(f"事{n}", ("证",), 1))
    one_more = Service("再一件", ("证",), 1)
    assert await window.refused(errands.correct_service, place=window.place, service=one_more) == "errand_services"
    await window.done(errands.correct_service, place=window.place, service=Service("事0", ("证", "照片"), 1))
    assert (await window.number(service="事0"))["materials"] == ["证", "照片"]


async def test_declined_with_a_reason_that_the_person_reads(window: Window) -> None:
    number = (await window.number())["errand_id"]
    assert await window.refused(errands.decline_errand, errand_id=number, words=" ") == "errand_words"
    assert await window.refused(errands.finish_errand, errand_id=number, words="好") == "errand_state", "not begun"
    await window.done(errands.decline_errand, errand_id=number, words="房子不在本小区")
    assert await window.told("declined") == [(chat(window, "王阿姨"), [])]
    assert await window.refused(errands.tick_material, errand_id=number, material=0) == "errand_state"
    assert await window.refused(errands.withdraw_errand, "王阿姨", errand_id=number) == "errand_state"


async def test_given_up_by_whoever_took_the_number(window: Window) -> None:
    number = (await window.number())["errand_id"]
    assert await window.refused(errands.withdraw_errand, "赵主任", errand_id=number) == "errand"
    await window.done(errands.withdraw_errand, "王阿姨", errand_id=number)
    assert (await window.errand(number)).state is ErrandState.WITHDRAWN


async def test_past_its_time_both_sides_hear_once(window: Window) -> None:
    number = (await window.number())["errand_id"]
    await window.brings(number, 0, 1)
    await window.done(errands.take_errand, errand_id=number)
    await window.later(5)
    assert await window.told("late") == [(chat(window, "王阿姨"), [])]
    assert await window.told("late_staff") == [(chat(window, "赵主任"), [])]
    await window.done(errands.finish_errand, errand_id=number, words="来拿")
    given = {"subject": f"errand:{number}", "due": window.at, "source": "stale", "at": window.at}
    assert await errands.tell_late(window.database, **given) == Done({"told": False})


async def test_somebody_without_a_phone_has_a_number_too(window: Window) -> None:
    chair = window.town["赵主任"].actor
    filed = await take_for(window.database, window.place, chair, window.at)
    assert isinstance(filed, Done)
    errand = await window.errand(filed["errand_id"])
    assert errand.filed_by is None and await window.told("filed") == []
    await window.done(errands.tell_missing, errand_id=errand.id)
    assert await window.told("missing") == []
    await window.done(errands.withdraw_errand, errand_id=errand.id)


async def test_nobody_but_the_person_and_the_window_sees_it(window: Window) -> None:
    number = (await window.number())["errand_id"]
    seen = {
        who: await errand_page(window.database, actor=window.town[who].actor, errand_id=number)
        for who in ("王阿姨", "赵主任", "孙网格", "陈租客", "李楼长")
    }
    assert {who for who, page in seen.items() if page is not None} == {"王阿姨", "赵主任"}
    assert await errand_page(window.database, actor=window.town["王阿姨"].actor, errand_id=99) is None
    compound = window.town.compound_id
    waiting = {
        who: await waiting_errands(window.database, actor=window.town[who].actor, compound_id=compound)
        for who in ("赵主任", "陈租客")
    }
    assert [len(found) for found in waiting.values()] == [1, 0]
    assert [one.id for one in await own_errands(window.database, actor=window.town["王阿姨"].actor)] == [number]
    assert await own_errands(window.database, actor=Actor(None)) == []


async def test_how_long_it_took_is_told_of_enough(window: Window) -> None:
    for n in range(5):
        filed = await take_for(window.database, window.place, window.town["赵主任"].actor, window.at)
        assert isinstance(filed, Done)
        await window.brings(filed["errand_id"], 0, 1)
        await window.done(errands.take_errand, errand_id=filed["errand_id"])
        await window.later(n % 2)
        await window.done(errands.finish_errand, errand_id=filed["errand_id"], words="来拿")
    key, wang = Service(CARD, (), 0).key, window.town["王阿姨"].actor
    page = await service_page(window.database, actor=wang, compound_id=window.town.compound_id, key=key)
    assert page is not None and (page.done, page.half_within, page.serves) == (5, 1, False)
    assert await service_page(window.database, actor=wang, compound_id=window.town.compound_id, key=1) is None


async def test_what_cannot_be_says_why(window: Window) -> None:
    assert await window.refused(errands.file_errand, "王阿姨", place=window.place, service="办护照") == "errand_service"
    assert await window.refused(errands.file_errand, "王阿姨", place=Place(99), service=CARD) == "errand_home"
    another = {"place": window.place, "service": CARD, "for_another": True}
    assert await window.refused(errands.file_errand, "王阿姨", **another) == "serve_errands"
    stranger = replace(window.town["王阿姨"].actor, roles=())
    given = {"place": window.place, "service": CARD, "source": "stranger", "at": window.at}
    refused = await errands.file_errand(window.database, actor=stranger, **given)
    assert refused.facts["what"] == "errand_home"
    for _ in range(MOST_OPEN):
        number = (await window.number())["errand_id"]
    assert await window.refused(errands.file_errand, "王阿姨", place=window.place, service=CARD) == "errands"
    assert await window.refused(errands.tick_material, errand_id=number, material=9) == "errand_material"
    for act in (errands.tell_missing, errands.take_errand, errands.withdraw_errand):
        assert await window.refused(act, errand_id=99) == "errand"
    for act in (errands.ask_for, errands.finish_errand, errands.decline_errand):
        assert await window.refused(act, errand_id=99, words="好") == "errand"


async def test_a_slip_of_the_finger_is_taken_back(window: Window) -> None:
    number = (await window.number())["errand_id"]
    await window.brings(number, 0, 1, 0)
    assert (await window.errand(number)).missing == ("身份证",)


async def test_whoever_goes_gives_up_what_stands_and_what_was_said_goes(window: Window) -> None:
    first, second = (await window.number())["errand_id"], (await window.number())["errand_id"]
    await window.done(errands.decline_errand, errand_id=first, words="王阿姨的房子不在这里")
    at = window.at + timedelta(hours=1)
    gone = await erase(window.database, actor=window.town["王阿姨"].actor, source="erase", at=at)
    assert isinstance(gone, Done), gone
    one, other = await window.errand(first), await window.errand(second)
    assert (one.state, one.words, one.filed_by) == (ErrandState.DECLINED, "", None)
    assert (other.state, other.filed_by) == (ErrandState.WITHDRAWN, None)


async def test_whoever_takes_numbers_for_others_is_not_counted_for_them(window: Window) -> None:
    for _ in range(MOST_OPEN):
        await window.number("赵主任")
    assert await window.refused(errands.file_errand, place=window.place, service=CARD) == "errands"
    await window.done(errands.file_errand, place=window.place, service=CARD, for_another=True)


async def test_only_what_stands_on_the_list_is_ticked_and_two_hands_lose_nothing(window: Window) -> None:
    number = (await window.number())["errand_id"]
    for material in (-1, len(PAPERS)):
        assert await window.refused(errands.tick_material, errand_id=number, material=material) == "errand_material"
    ticking = (window.does(errands.tick_material, errand_id=number, material=n) for n in range(len(PAPERS)))
    await asyncio.gather(*ticking)
    assert (await window.errand(number)).missing == ()


async def test_what_was_only_a_slip_is_not_on_record_as_asked_beyond_the_list(window: Window) -> None:
    number = (await window.number())["errand_id"]
    await window.brings(number, 0)
    for words, why in ((" ", "errand_material"), ("身份证", "errand_brought")):
        assert await window.refused(errands.ask_for, errand_id=number, words=words) == why
    async with window.database.reading() as transaction:
        said = [entry.type for entry in await transaction.journal.read(f"errand:{number}")]
    assert said == ["errand_filed"]
