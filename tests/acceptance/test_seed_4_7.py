"""4.7 共商共议→安全问题清单→逐一解决: six items, nobody strikes off their own work, faces need another way in."""

from __future__ import annotations

from datetime import datetime

from domain.checklists import Holder
from domain.registry import RoleKind
from rendering.checklists import checklists
from rendering.texts import texts
from services import checklists as acts
from services.checklist_pages import checklist_list
from storage.database import Database
from tests.builders import found_town
from tests.services.checking import COMMITTEE, PHOTO, PROPERTY, Round

ITEMS: tuple[tuple[str, Holder], ...] = (
    ("围墙滚笼铁丝网断了", PROPERTY),
    ("车辆识别杆不抬", PROPERTY),
    ("大门只能刷脸", PROPERTY),
    ("车库缺监控", COMMITTEE),
    ("楼道电线乱拉", Holder(RoleKind.GRID_WORKER)),
    ("电动车没处充电", PROPERTY),
)


async def test_six_items_are_struck_off_one_by_one_and_never_by_who_did_them(embedded: Database, at: datetime) -> None:
    town = await found_town(embedded, at)
    yard = Round(embedded, town, at)
    number = await yard.makes("安全问题清单")
    items = [await yard.adds(number, words, holder) for words, holder in ITEMS]
    faces = items[2]
    done = {"item_id": faces, "words": "换了门禁", "files": (PHOTO,)}
    assert await yard.refused(acts.finish_item, **done) == "checklist_other_way"
    for item_id in items:
        await yard.finishes(item_id, other_way="门卡、门岗登记都能进" if item_id == faces else "")
        for who in ("赵主任", "孙网格", "李楼长"):  # who wrote it down; nobody who does not live there
            assert await yard.refused(acts.accept_item, who, item_id=item_id) in (
                "checklist_own_work",
                "checklist_home",
            )
    for item_id in items[:4]:
        await yard.accepts(item_id)
    found = await checklist_list(embedded, actor=town["王阿姨"].actor)
    screen = checklists(texts("zh_Hans"), found, keeps=False, at=at, zone=embedded.zone)
    assert "安全问题清单：已销号 4/6 项" in screen.text
    for item_id in items[4:]:
        await yard.accepts(item_id, "陈租客")
    assert (await yard.list(number)).struck == 6
