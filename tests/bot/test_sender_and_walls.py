"""A wall that is down: its committee hears in time, nothing overtakes, all of it catches up; a trial keeps nobody."""

from __future__ import annotations

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.failures import Failures
from bot.sender import Sender
from channels import Delivery, Letterbox
from domain.moments import write_moment
from domain.notices import NoticeState
from domain.outcomes import Refusal
from domain.walls import CHAT_KIND, Hung, WallPage
from rendering.dispatch import Dispatch
from rendering.texts import texts
from rendering.walls import became
from services.boards import ask_board, open_board
from services.outbox import Parcel
from services.walls import try_wall, wall_page
from storage.database import Database
from telegram_wire.errors import Fate
from telegram_wire.pacing import AT_ONCE, Pacer
from tests.clocks import PATIENCE, Seconds, StandingClock
from tests.services.test_walls import Walls, stand

ZONE = ZoneInfo("Asia/Shanghai")
PUBLIC = "https://zhonghuayuan.example.org"
MINUTE = 60.0
HOUR = 60 * MINUTE
DOWN, UP = Delivery(Fate.UNSENT, error="ClientConnectorError"), Delivery()
BUSY_MINUTE = Delivery(Fate.UNSENT, rest=40.0)
PART = Delivery(Fate.UNKNOWN, error="in part: wecom 45009")


class Line:
    """What becomes of what goes to walls, and all that came through; a private message always arrives."""

    def __init__(self) -> None:
        self.says, self.tried = UP, 0
        self.room: int | None = None
        self.hung: list[str] = []
        self.told: list[str] = []

    async def deliver(self, parcel: Parcel, dispatch: Dispatch, to: Letterbox) -> Delivery:
        assert dispatch.screen is not None
        if parcel.chat_kind != CHAT_KIND:
            self.told += (
                [str(dispatch.screen.text)] if parcel.notice.template in ("walls.failed", "outbox.doubt") else []
            )
            return Delivery(message_id=parcel.id)
        if self.room is not None and len(self.hung) >= self.room:
            return BUSY_MINUTE
        self.tried += 1
        if self.says.fate is None:
            self.hung.append(str(dispatch.screen.text))
        return self.says


class Post:
    """A compound with a wall that is on, and a sender whose time is ours."""

    def __init__(self, walls: Walls, wall: int) -> None:
        self.walls, self.wall, self.line = walls, wall, Line()
        self.clock, self.seconds = StandingClock(walls.at), Seconds(0.0)
        failures = Failures(database=walls.database, clock=self.clock, bot=None, texts=texts("zh_Hans"))  # type: ignore[arg-type]
        pacer = Pacer(now=self.seconds, pace=AT_ONCE)
        self.sender = Sender(
            database=walls.database,
            clock=self.clock,
            channel=self.line,
            pacer=pacer,
            failures=failures,
            zone=ZONE,
            locale="zh_Hans",
            public_url=PUBLIC,
        )

    async def passes(self, seconds: float, step: float = MINUTE) -> None:
        """So much time, in which it sends what may leave."""
        for _ in range(max(1, round(seconds / step))):
            async with asyncio.timeout(PATIENCE):
                await self._all_of_it()
            self.clock.move(seconds=step)
            self.seconds.value += step

    async def _all_of_it(self) -> None:
        if await self.sender.once() or self.sender.in_flight:
            await asyncio.sleep(0)
            await self._all_of_it()

    async def announces(self, key: str) -> None:
        self.walls.at = self.clock.now()
        facts = {
            "text": key,
            "label": f"公告{key}",
            "due": write_moment(self.clock.now()),
            "late": False,
            "corrected": None,
        }
        await self.walls.posts(self.walls.announced(key, self.walls.town.group, facts=facts))

    async def page(self) -> WallPage:
        found = await wall_page(self.walls.database, actor=self.walls.chair.actor, wall_id=self.wall)
        assert not isinstance(found, Refusal)
        return found

    def words(self, hung: Hung | None) -> str:
        assert hung is not None
        return became(texts("zh_Hans"), hung, ZONE)


@pytest.fixture
async def post(embedded: Database, at: datetime) -> Post:
    walls = await stand(embedded, at)
    return Post(walls, await walls.hangs())


async def test_a_trial_that_is_not_taken_says_why_at_once_and_is_given_up_soon(post: Post) -> None:
    post.line.says = DOWN
    await post.walls.done(try_wall, post.walls.chair, wall_id=post.wall)
    await post.passes(1, step=1)
    assert "会接着试。连不上那边" in post.words((await post.page()).trial)
    await post.passes(4 * MINUTE)
    trial = (await post.page()).trial
    assert trial is not None and trial.state is NoticeState.FAILED and "没发成。连不上那边" in post.words(trial)
    assert post.line.told == [], "whoever tried looks"


async def test_a_trial_that_an_operator_must_mend_first_is_given_up_at_once(post: Post) -> None:
    post.line.says = Delivery(Fate.UNSENT, rest=900.0, error="mail auth")
    await post.walls.done(try_wall, post.walls.chair, wall_id=post.wall)
    await post.passes(1, step=1)
    assert "请告诉管理员" in post.words((await post.page()).trial)


async def test_what_hangs_ends_with_the_page_that_anybody_reads_once_the_board_is_up(post: Post) -> None:
    where = {"compound_id": post.walls.town.compound_id}
    await post.announces("一")
    await post.passes(1, step=1)
    await post.walls.done(ask_board, post.walls.chair, **where)
    await post.walls.done(open_board, post.walls.second, **where)
    await post.announces("二")
    await post.passes(1, step=1)
    before, after = post.line.hung
    assert "请到群里" in before and "https://" not in before
    assert f"{PUBLIC}/b/" in after.splitlines()[-1] and "请到群里" in after


async def test_a_wall_that_was_down_for_a_day_catches_up_in_order_and_says_that_it_is_late(post: Post) -> None:
    post.line.says = DOWN
    await post.announces("一")
    await post.passes(HOUR - MINUTE, step=10 * MINUTE)
    assert post.line.told == [] and "会接着试。连不上那边" in post.words((await post.page()).last)
    await post.announces("二")
    await post.passes(23 * HOUR, step=HOUR)
    assert len(post.line.told) == 2, "each of the committee hears, once"
    assert "公告一过了1小时还没能贴到企业微信群" in post.line.told[0] and "连不上那边" in post.line.told[0]
    post.line.says = UP
    await post.announces("三")
    await post.passes(20 * MINUTE, step=10 * MINUTE)
    assert [text.splitlines()[2] for text in post.line.hung] == ["一", "二", "三"]
    late = ["来迟了" in text for text in post.line.hung]
    assert late == [True, True, False] and "本该11月24日（周二）" in post.line.hung[0]
    assert len(post.line.told) == 2


async def test_a_wall_whose_minute_is_full_is_not_told_of_as_out_of_reach(post: Post) -> None:
    post.line.says = DOWN
    await post.announces("一")
    await post.announces("二")
    await post.passes(2 * HOUR, step=10 * MINUTE)
    post.line.says, post.line.room, before = UP, 1, len(post.line.told)
    await post.passes(20 * MINUTE, step=10)
    assert len(post.line.hung) == 1 and len(post.line.told) == before == 2
    assert "等着发" in post.words((await post.page()).last)
    post.line.room = None
    await post.passes(50, step=10)
    assert len(post.line.hung) == 2, "no longer a rest than was asked for, however often it had to wait"


async def test_a_trial_waits_through_full_minutes_and_is_then_tried_as_often_as_any(post: Post) -> None:
    post.line.room = len(post.line.hung)
    await post.walls.done(try_wall, post.walls.chair, wall_id=post.wall)
    await post.passes(10 * MINUTE, step=10)
    trial = (await post.page()).trial
    assert trial is not None and trial.state is NoticeState.QUEUED and post.line.tried == 0
    post.line.room, post.line.says = None, DOWN
    await post.passes(5 * MINUTE, step=10)
    trial = (await post.page()).trial
    assert trial is not None and trial.state is NoticeState.FAILED and post.line.tried == 3


async def test_a_trial_is_tried_before_what_waits_there_already(post: Post) -> None:
    post.line.says = DOWN
    await post.announces("一")
    await post.announces("二")
    await post.passes(3 * HOUR, step=10 * MINUTE)
    post.walls.at = post.clock.now()
    await post.walls.done(try_wall, post.walls.chair, wall_id=post.wall)
    await post.passes(15 * MINUTE)
    trial = (await post.page()).trial
    assert trial is not None and trial.state is NoticeState.FAILED and "连不上那边" in post.words(trial)
    post.line.says = UP
    await post.passes(20 * MINUTE, step=10 * MINUTE)
    assert [text.splitlines()[2] for text in post.line.hung] == ["一", "二"], "what waited still keeps its order"


async def test_after_two_days_it_is_given_up_and_what_came_later_still_has_its_time(post: Post) -> None:
    post.line.says = DOWN
    await post.announces("一")
    await post.passes(30 * HOUR, step=HOUR)
    await post.announces("二")
    await post.passes(19 * HOUR, step=HOUR)
    found = await post.walls.published()
    assert not isinstance(found, Refusal)
    states = [one.state for one in found if one.wall is not None]
    assert states == [NoticeState.FAILED, NoticeState.QUEUED]
    post.line.says = UP
    await post.passes(20 * MINUTE, step=10 * MINUTE)
    assert [text.splitlines()[2] for text in post.line.hung] == ["二"]


async def test_what_the_messenger_cannot_take_waits_for_it_however_long(post: Post) -> None:
    class Away(Line):
        async def deliver(self, parcel: Parcel, dispatch: Dispatch, to: Letterbox) -> Delivery:
            return DOWN

    away = Post(post.walls, post.wall)
    away.sender = Sender(
        database=post.walls.database,
        clock=away.clock,
        channel=Away(),
        pacer=Pacer(now=away.seconds, pace=AT_ONCE),
        failures=Failures(database=post.walls.database, clock=away.clock, bot=None, texts=texts("zh_Hans")),  # type: ignore[arg-type]
        zone=ZONE,
        locale="zh_Hans",
    )
    await away.announces("一")
    await away.passes(72 * HOUR, step=2 * HOUR)
    found = await post.walls.published()
    assert not isinstance(found, Refusal)
    assert [(one.wall is None, one.state) for one in found] == [(True, NoticeState.QUEUED), (False, NoticeState.FAILED)]


async def test_of_what_arrived_in_part_its_poster_is_told_so(post: Post) -> None:
    post.line.says = PART
    await post.announces("一")
    await post.passes(1, step=1)
    assert "只知道那边收下了前一部分" in post.line.told[0] and "后面的没有收" not in post.line.told[0]
    assert "只知道前一部分送到了" in post.words((await post.page()).last)
