"""Walls on record: two people, one outbox; what is public hangs there once, failures are told once."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from channels.contract import number_of
from domain.deliberation.procedures import SMALL
from domain.effects import Effect, Post
from domain.notices import Notice, NoticeKind, NoticeState
from domain.outcomes import Done, Outcome, Refusal
from domain.registry import Place, RoleKind
from domain.wall_addresses import WallKind
from domain.walls import CHAT_KIND, LAPSE_AFTER, REMIND_AFTER, Hung, Means
from services import attachments, chats, outbox
from services import walls as acts
from services.boards import ask_board, open_board
from storage.database import Database
from storage.effects import apply
from storage.schema.deliberation import matters
from storage.schema.registry import chats as chats_table
from storage.schema.walls import walls as walls_table
from tests.builders import Neighbour, Town, found_town, queued, settle_in
from tests.full_matters import found_compound

ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7b1c-4bc4-97a0-0ec2a5fa5a8c"
HOOK = f"https://wuye.example.org/hook whsec_{base64.b64encode(b's' * 32).decode()}"


class Walls:
    """中华园 with 赵主任, who writes walls down, and 林委员, who confirms them."""

    def __init__(self, database: Database, town: Town, second: Neighbour, at: datetime) -> None:
        self.database, self.town, self.second, self.at = database, town, second, at
        self.chair = town["赵主任"]
        self.sources = iter(f"wall {n}" for n in range(99))

    async def does(self, act: Any, who: Neighbour, **values: Any) -> Outcome:
        outcome: Outcome = await act(self.database, actor=who.actor, source=next(self.sources), at=self.at, **values)
        return outcome

    async def done(self, act: Any, who: Neighbour, **values: Any) -> Done:
        outcome = await self.does(act, who, **values)
        assert isinstance(outcome, Done), outcome
        return outcome

    async def refused(self, act: Any, who: Neighbour, **values: Any) -> str:
        outcome = await self.does(act, who, **values)
        assert isinstance(outcome, Refusal), outcome
        return str(outcome.facts.get("what", outcome.reason.value))

    async def links(self, words: str = ROBOT, kind: WallKind = WallKind.WECOM) -> int:
        where = {"compound_id": self.town.compound_id, "kind": kind, "words": words, "means": Means()}
        return int((await self.done(acts.link_wall, self.chair, **where))["wall_id"])

    async def tries(self, wall: int) -> None:
        """The trial arrives."""
        await self.done(acts.try_wall, self.chair, wall_id=wall)
        await self.everything()

    async def hangs(self, words: str = ROBOT, kind: WallKind = WallKind.WECOM) -> int:
        """A wall that is on; nothing waits any more."""
        wall = await self.links(words, kind)
        await self.tries(wall)
        await self.done(acts.confirm_wall, self.second, wall_id=wall)
        await self.everything()
        return wall

    async def chat_of(self, wall: int) -> int:
        async with self.database.reading() as transaction:
            found = await transaction.walls.find(wall)
        assert found is not None
        return found.chat_id

    async def posts(self, *notices: Notice) -> None:
        effects: list[Effect] = [Post(notice) for notice in notices]
        async with self.database.transaction() as transaction:
            await apply(transaction, effects, at=self.at)

    def announced(self, key: str, chat: int, **more: Any) -> Notice:
        whole = {"subject": "announcement:4", "public": True, "poster_id": self.chair.person_id} | more
        facts = {"text": key, "label": "公告4", **more.pop("facts", {})}
        whole = whole | {"facts": facts}
        return Notice(
            f"announcement:4:{key}:{chat}", chat, whole.pop("kind", NoticeKind.POST), "announcements.post", **whole
        )

    async def everything(self, *failing: int, error: str = "wecom 93000") -> list[tuple[int, str, NoticeKind]]:
        """All that may leave leaves: to these chats in vain."""
        gone = []
        while parcels := await outbox.claim(self.database, at=self.at, resting=[], most=20):
            for parcel in parcels:
                chat = parcel.notice.chat_id
                gone.append((chat, parcel.notice.template, parcel.notice.kind))
                if chat in failing:
                    await outbox.failed(self.database, parcel_id=parcel.id, error=error, at=self.at)
                    continue
                message = None if parcel.chat_kind == "wall" else 100 + parcel.id
                sent = {"message_id": message, "telegram_poll_id": None, "drawn": "as drawn"}
                await outbox.sent(self.database, parcel_id=parcel.id, at=self.at, **sent)
        return gone

    async def published(self, who: Neighbour | None = None) -> list[Hung] | Refusal:
        return await acts.published(self.database, actor=(who or self.chair).actor, of="announcement", number=4)


@pytest.fixture
async def walls(embedded: Database, at: datetime) -> Walls:
    return await stand(embedded, at)


async def stand(database: Database, at: datetime) -> Walls:
    town = await found_town(database, at)
    async with database.transaction() as transaction:
        second = await settle_in(transaction, "林委员", 120, RoleKind.COMMITTEE, town.place, at)
    return Walls(database, town, second, at)


async def test_what_is_public_hangs_on_every_wall_once_on_both_databases(database: Database, at: datetime) -> None:
    walls = await stand(database, at)
    robot, hook = await walls.hangs(), await walls.hangs(HOOK, WallKind.WEBHOOK)
    group, third = walls.town.group, walls.town.building_group
    await walls.posts(
        walls.announced("post", group),
        walls.announced("post", third),  # a building's own group
        walls.announced("of one building alone", third),
        Notice("issue:1:card", group, NoticeKind.POST, "issues.card", {}, "issue:1", public=True),
    )
    gone = await walls.everything()
    assert sorted(chat for chat, template, _ in gone if template == "announcements.post") == sorted(
        [group, third, third, await walls.chat_of(robot), await walls.chat_of(hook)]
    )
    async with database.reading() as transaction:
        assert await transaction.outbox.drop(group, at) == 0
        assert [chat.id for chat in await transaction.chats.groups_of(walls.town.compound_id)] == [group, third]
        assert await transaction.registry.groups_by_compound() == {walls.town.compound_id: 2}


async def test_nothing_hangs_before_a_second_person_who_is_another_confirms(walls: Walls) -> None:
    wall = await walls.links()
    assert await walls.refused(acts.confirm_wall, walls.second, wall_id=wall) == "wall_untried"
    await walls.done(acts.try_wall, walls.chair, wall_id=wall)
    assert await walls.refused(acts.try_wall, walls.second, wall_id=wall) == "wall_trying"
    await walls.everything(await walls.chat_of(wall))
    assert await walls.refused(acts.ask_wall, walls.chair, wall_id=wall) == "wall_untried"
    await walls.tries(wall)
    await walls.posts(walls.announced("early", walls.town.group))
    assert await walls.chat_of(wall) not in [chat for chat, _, _ in await walls.everything()]
    assert await walls.refused(acts.confirm_wall, walls.chair, wall_id=wall) == "wall_second"
    assert await walls.refused(acts.confirm_wall, walls.town["王阿姨"], wall_id=wall) == "not_permitted"
    assert (await walls.done(acts.ask_wall, walls.chair, wall_id=wall))["asked"] == 1
    assert [template for template, _ in await queued(walls.database, walls.second.chat_id)] == ["walls.to_confirm"]
    await walls.done(acts.confirm_wall, walls.second, wall_id=wall)
    assert [template for template, _ in await queued(walls.database, walls.chair.chat_id)] == ["walls.on"]
    assert await walls.refused(acts.ask_wall, walls.chair, wall_id=wall) == "wall"


async def test_where_nobody_could_confirm_it_is_said(walls: Walls) -> None:
    wall = await walls.links()
    await walls.tries(wall)
    async with walls.database.transaction() as transaction:
        for name in ("林委员", "钱管理"):
            who = walls.second if name == "林委员" else walls.town[name]
            await transaction.chats.turn(who.chat_id, state="closed", administrator=False)
    assert await walls.refused(acts.ask_wall, walls.chair, wall_id=wall) == "wall_alone"


async def test_a_wall_that_is_sent_to_again_is_not_pinned(walls: Walls) -> None:
    chat = await walls.chat_of(await walls.hangs())
    await walls.posts(walls.announced("post", walls.town.group, facts={"pin": True}))
    for parcel in await outbox.claim(walls.database, at=walls.at, resting=[], most=9):
        await outbox.doubtful(walls.database, parcel_id=parcel.id, at=walls.at)
        subject = f"notice:{parcel.id}"
        await outbox.resend_doubtful(walls.database, subject=subject, due=walls.at, source=subject, at=walls.at)
    gone = [(to, kind) for to, template, kind in await walls.everything() if template == "announcements.post"]
    assert (chat, NoticeKind.POST) in gone and (chat, NoticeKind.PIN) not in gone
    assert (walls.town.group, NoticeKind.PIN) in gone


async def test_what_is_hung_once_more_has_the_number_of_the_first_so_that_the_other_side_may_drop_it(
    walls: Walls,
) -> None:
    chat = await walls.chat_of(await walls.hangs(HOOK, WallKind.WEBHOOK))
    for key in ("post", "other"):
        await walls.posts(walls.announced(key, walls.town.group))

    async def leaves() -> str:
        (parcel,) = [
            one
            for one in await outbox.claim(walls.database, at=walls.at, resting=[], most=9)
            if one.chat_kind == CHAT_KIND
        ]
        assert parcel.notice.chat_id == chat
        await outbox.lapse(walls.database, at=walls.at, everything=True)  # it crashed while that was leaving
        subject = f"notice:{parcel.id}"
        walls.at += outbox.PATIENCE
        await outbox.resend_doubtful(walls.database, subject=subject, due=walls.at, source=subject, at=walls.at)
        return number_of(parcel)

    first, other, again = [await leaves() for _ in range(3)]
    assert first == again != other


async def test_a_wall_leads_to_the_page_of_what_it_says_once_the_board_is_up(embedded: Database, at: datetime) -> None:
    compound = await found_compound(embedded, at)
    walls = Walls(embedded, compound.town, compound.member, at)
    chat = await walls.chat_of(await walls.hangs())

    async def page(subject: str, of: int = chat) -> str:
        return await acts.page_of(embedded, chat_id=of, subject=subject)

    async with embedded.transaction() as transaction:
        matter = await transaction.deliberation.find(compound.matter_id)
    assert matter is not None
    subject = f"matter_disclosing:{matter.id}"
    assert await page(subject) == "", "the board is not up"
    where = {"compound_id": compound.town.compound_id}
    await walls.done(ask_board, walls.chair, **where)
    await walls.done(open_board, walls.second, **where)
    async with embedded.reading() as transaction:
        code = (await transaction.boards.of_compound(compound.town.compound_id)).code
    assert await page(subject) == f"/b/{code}/m/{matter.number}"
    assert await page("announcement:4") == await page("vote_result:99") == f"/b/{code}"
    assert await page(subject, of=compound.town.group) == ""
    async with embedded.transaction() as transaction:
        await transaction.registry.run(update(matters).where(matters.c.id == matter.id).values(procedure=SMALL.name))
    assert await page(subject) == f"/b/{code}", "of some homes alone: it has no page"


async def test_its_address_is_sealed_and_forgotten_when_it_is_switched_off(walls: Walls) -> None:
    wall = await walls.hangs(HOOK, WallKind.WEBHOOK)
    chat = await walls.chat_of(wall)
    async with walls.database.reading() as transaction:
        raw = (await transaction.connection.exec_driver_sql("SELECT address, secret, tail FROM walls")).one()
        acts_kept = (await transaction.connection.exec_driver_sql("SELECT outcome FROM acts")).all()
        told = (await transaction.connection.exec_driver_sql("SELECT body FROM entries")).all()
    assert raw.tail == "hook" and "example.org" not in str((raw, told, acts_kept)) and "whsec" not in str(raw)
    found = await acts.address_of(walls.database, chat_id=chat)
    assert found is not None and (found[0], found[1].where) == (WallKind.WEBHOOK, HOOK.partition(" ")[0])
    await walls.posts(walls.announced("waits", walls.town.group))
    await walls.done(acts.end_wall, walls.second, wall_id=wall)
    assert await acts.address_of(walls.database, chat_id=chat) is None
    assert chat not in [to for to, _, _ in await walls.everything()]
    async with walls.database.reading() as transaction:
        row = (await transaction.walls.rows(select(walls_table)))[0]
    assert (row.address, row.secret, row.ended_by) == ("", "", walls.second.person_id)
    assert await walls.refused(acts.try_wall, walls.chair, wall_id=wall) == "wall_off"
    assert await walls.refused(acts.end_wall, walls.chair, wall_id=wall) == "wall_off"
    assert await walls.refused(acts.ask_wall, walls.chair, wall_id=wall) == "wall_off"
    assert await acts.walls_of(walls.database, actor=walls.chair.actor, compound_id=walls.town.compound_id) == []


async def test_one_place_is_linked_once_and_strangers_do_not_link(walls: Walls) -> None:
    where = {"compound_id": walls.town.compound_id, "kind": WallKind.WECOM, "words": ROBOT, "means": Means()}
    assert await walls.refused(acts.link_wall, walls.town["李楼长"], **where) == "not_permitted"
    await walls.links()
    await walls.links(HOOK, WallKind.WEBHOOK)
    assert await walls.refused(acts.link_wall, walls.second, **where) == "wall_linked"
    assert await walls.refused(acts.link_wall, walls.chair, **where | {"words": "http://x.org"}) == "wall_https"
    for act in (acts.try_wall, acts.ask_wall, acts.confirm_wall, acts.end_wall):
        assert await walls.refused(act, walls.chair, wall_id=99) == "wall"
    for actor, number in ((walls.chair.actor, 99), (walls.town["王阿姨"].actor, 1)):
        assert isinstance(await acts.wall_page(walls.database, actor=actor, wall_id=number), Refusal)
    listed = await acts.walls_of(walls.database, actor=walls.town["王阿姨"].actor, compound_id=walls.town.compound_id)
    assert isinstance(listed, Refusal)


async def test_a_correction_redraws_what_waits_and_hangs_again_where_it_has_left(walls: Walls) -> None:
    chat, group = await walls.chat_of(await walls.hangs()), walls.town.group
    await walls.posts(walls.announced("post", group))
    await walls.posts(walls.announced("edit2", group, kind=NoticeKind.EDIT, public=False, facts={"corrected": "first"}))
    assert [facts["text"] for _, facts in await queued(walls.database, chat)] == ["edit2"]
    await walls.everything()
    await walls.posts(walls.announced("edit3", group, kind=NoticeKind.EDIT, public=False))
    assert (chat, "announcements.post", NoticeKind.POST) in await walls.everything()


async def test_what_is_said_once_more_in_the_group_is_not_repeated_on_the_wall(walls: Walls) -> None:
    chat, group = await walls.chat_of(await walls.hangs()), walls.town.group
    await walls.posts(walls.announced("post:again", group, facts={"again": True}))
    assert chat not in [to for to, _, _ in await walls.everything()]


async def test_the_committee_hears_once_that_nothing_arrives_until_something_does(walls: Walls) -> None:
    wall, group = await walls.hangs(), walls.town.group
    chat = await walls.chat_of(wall)

    async def told(*keys: str, failing: bool) -> list[str]:
        await walls.posts(*(walls.announced(key, group) for key in keys))
        gone = await walls.everything(*([chat] if failing else []))
        return [template for to, template, _ in gone if to in (walls.chair.chat_id, walls.second.chat_id)]

    assert await told("1", "2", failing=True) == ["walls.failed"] * 2  # one to each member
    assert await told("3", failing=True) == []
    assert await told("4", failing=False) == []
    assert await told("5", failing=True) == ["walls.failed"] * 2
    await walls.tries(wall)  # mended: the next failure is news again
    assert await told("6", failing=True) == ["walls.failed"] * 2


async def test_a_wall_that_says_it_is_none_any_more_is_left_alone_until_it_is_tried_again(walls: Walls) -> None:
    wall = await walls.hangs()
    chat = await walls.chat_of(wall)
    await chats.resigned(walls.database, chat_id=chat, source="gone", at=walls.at)
    assert await walls.everything() == [], "a wall's end is told with the notice that failed, not as a group's"
    await walls.posts(walls.announced("post", walls.town.group))
    assert chat not in [to for to, _, _ in await walls.everything()]
    await walls.tries(wall)
    await walls.posts(walls.announced("later", walls.town.group))
    assert chat in [to for to, _, _ in await walls.everything()]


async def test_a_doubt_names_the_wall_and_not_a_group(walls: Walls) -> None:
    chat = await walls.chat_of(await walls.hangs())
    await walls.posts(walls.announced("post", walls.town.group))
    (parcel,) = [
        one for one in await outbox.claim(walls.database, at=walls.at, resting=[], most=9) if one.notice.chat_id == chat
    ]
    await outbox.doubtful(walls.database, parcel_id=parcel.id, at=walls.at)
    ((template, facts),) = await queued(walls.database, walls.chair.chat_id)
    assert (template, facts["wall"], facts["group"]) == ("outbox.doubt", "wecom", "…5a8c")


async def test_a_notice_lists_where_it_was_published_for_whoever_may_announce(walls: Walls) -> None:
    assert isinstance(await walls.published(), Refusal)
    wall = await walls.hangs()
    chat = await walls.chat_of(wall)
    await walls.posts(walls.announced("post", walls.town.group))
    await walls.everything(chat)
    found = await walls.published()
    assert not isinstance(found, Refusal)
    assert [(one.place, one.wall, one.state, one.at, one.error) for one in found] == [
        ("中华园", None, NoticeState.SENT, walls.at, None),
        ("…5a8c", WallKind.WECOM, NoticeState.FAILED, walls.at, "wecom 93000"),
    ]
    for name in ("王阿姨", "李楼长", "陈租客"):  # whoever reads it knows where it hangs, and nothing of failures
        told = await walls.published(walls.town[name])
        assert not isinstance(told, Refusal) and [(one.place, one.wall) for one in told] == [("中华园", None)]
    page = await acts.wall_page(walls.database, actor=walls.second.actor, wall_id=wall)
    assert not isinstance(page, Refusal) and page.trial is not None and page.last is not None
    assert (page.trial.state, page.last.state, page.may_confirm) == (NoticeState.SENT, NoticeState.FAILED, False)


async def test_whoever_may_confirm_is_reminded_and_then_the_address_is_forgotten(walls: Walls) -> None:
    wall = await walls.links()

    async def plays(after: timedelta) -> Outcome:
        due = walls.at + after
        return await acts.look_after_wall(
            walls.database, subject=f"wall:{wall}", due=due, source=f"due {after}", at=due
        )

    assert await plays(REMIND_AFTER) == Done({"played": True})
    assert [template for template, _ in await queued(walls.database, walls.second.chat_id)] == ["walls.to_confirm"]
    await plays(LAPSE_AFTER)
    assert await acts.address_of(walls.database, chat_id=await walls.chat_of(wall)) is None
    assert await plays(LAPSE_AFTER + REMIND_AFTER) == Done({"played": False})


async def test_a_wall_cannot_be_bound_like_a_group(walls: Walls) -> None:
    chat = await walls.chat_of(await walls.links())
    values = {"chat_id": chat, "place": Place(walls.town.compound_id, walls.town.buildings["3号楼"])}
    assert await walls.refused(chats.bind, walls.town["钱管理"], **values) == "group"
    asked = await chats.where_to_bind(walls.database, actor=walls.town["钱管理"].actor, chat_id=chat)
    assert isinstance(asked, Refusal)
    async with walls.database.reading() as transaction:
        kinds = await transaction.walls.rows(select(chats_table.c.kind).where(chats_table.c.id == chat))
    assert [row.kind for row in kinds] == ["wall"]


async def test_photos_are_given_in_order_once_every_one_is_here_and_what_is_lost_is_left_out(walls: Walls) -> None:
    async def photos() -> list[bytes] | None:
        found = await acts.photos_for(walls.database, subject="announcement:4:photo", handles=["b", "a", "c", "z"])
        return None if found is None else list(found)

    assert await photos() == []
    async with walls.database.transaction() as transaction:
        for handle in ("a", "b", "c"):
            what = {"kind": "photo", "file_id": handle, "name": "", "mime": "", "size": 1}
            await transaction.attachments.record(subject="announcement:4", at=walls.at, **what)
    numbers = [one.id for one in await attachments.pending(walls.database, tries=9, most=9)]
    await attachments.store(walls.database, attachment_id=numbers[0], content=b"A")
    await attachments.store(walls.database, attachment_id=numbers[1], content=b"B")
    assert await photos() is None, "one is still to come"
    await attachments.lose(walls.database, attachment_id=numbers[2])
    assert await photos() == [b"B", b"A"]
