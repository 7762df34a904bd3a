"""2.13 一窗受理: the whole list at once, a number; a second request for what is not on the first list is refused."""

from __future__ import annotations

from datetime import datetime

from domain.errands import ErrandState, Service
from rendering.errands import errand, service
from rendering.texts import texts
from services import errands
from services.errand_pages import errand_page, service_page
from storage.database import Database
from tests.builders import found_town
from tests.services.window import CARD, Window


async def test_category_list_number_status_and_no_second_request(database: Database, at: datetime) -> None:
    window, said = Window(database, await found_town(database, at), at), texts("zh_Hans")
    wang, compound = window.town["王阿姨"].actor, window.town.compound_id
    for name in ("开证明", "装修备案", CARD):
        page = await service_page(database, actor=wang, compound_id=compound, key=Service(name, (), 0).key)
        assert page is not None
        shown = service(said, page).text
        assert all(material in shown for material in page.service.materials), "all at once, before the number"

    filed = await window.number(service="装修备案")
    number, materials = filed["errand_id"], filed["materials"]
    assert filed["number"] == 1 and len(materials) == 4
    for beyond in ("户口本", "邻居的签字", "照片两张"):
        assert await window.refused(errands.ask_for, errand_id=number, words=beyond) == "errand_not_listed"
    assert await window.told("missing") == [], "the person is asked for nothing"
    longer = Service("装修备案", (*materials, "户口本"), 3)
    await window.done(errands.correct_service, place=window.place, service=longer)
    assert await window.refused(errands.ask_for, errand_id=number, words="户口本") == "errand_not_listed"
    assert (await window.number("陈租客", "装修备案"))["materials"] == [*materials, "户口本"]

    await window.brings(number, 0, 1, 2)
    await window.done(errands.tell_missing, errand_id=number)
    assert await window.told("missing") == [(window.town["王阿姨"].chat_id, materials[3:])], "one notice, of all"
    await window.brings(number, 3)
    await window.done(errands.take_errand, errand_id=number)
    page = await errand_page(database, actor=wang, errand_id=number)
    assert page is not None
    assert "最晚11月27日（周五）办好，还有3天" in errand(said, page, at=at, zone=database.zone).text
    await window.done(errands.finish_errand, errand_id=number, words="备案号 12")
    assert (await window.errand(number)).state is ErrandState.DONE
