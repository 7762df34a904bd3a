"""Every channel keeps one promise: it sends once, raises nothing whatever is answered, and says what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup
from starlette.responses import Response

from channels import Channel, EveryChannel, Letterbox, MailChannel, MailServer, Reach, WebhookChannel, WecomChannel
from domain.notices import Notice, NoticeKind
from domain.wall_addresses import Address, WallKind
from rendering.dispatch import Dispatch, Drawing, Enclosure
from rendering.screens import Screen
from rendering.texts import texts
from rendering.walls import on_wall
from services.outbox import Parcel
from telegram_wire.errors import Fate
from tests.channels.walls_server import AT, SECRET, MailSide, OtherSide, mail_side, other_side

WORDS = Dispatch(Screen(Markup("<b>公告 3</b>\n明天 9:00 停水 &amp; 停电")))
FROM = "yishiting@example.org"


def parcel(number: int = 5, **more: Any) -> Parcel:
    notice = Notice("k", 9, NoticeKind.POST, "announcements.post", {}, "announcement:3", public=True)
    return Parcel(number, replace(notice, **more), -9, "wall", True, 1, datetime(2026, 11, 24, 1, 0, tzinfo=UTC))


@dataclass
class Ways:
    """Each kind of wall, its address on this machine, and what has arrived there."""

    side: OtherSide
    mail: MailSide
    channels: dict[WallKind, Channel]
    paced: list[int]

    def box(self, kind: WallKind) -> Letterbox:
        where = {
            WallKind.WECOM: Address(self.side.robot_url),
            WallKind.MAIL: Address("gongshi@example.org"),
            WallKind.WEBHOOK: Address(self.side.hook_url, SECRET),
        }
        return Letterbox(-9, where=where[kind])

    def arrived(self) -> dict[WallKind, list[str]]:
        """The words that arrived, by kind."""
        return {
            WallKind.WECOM: [one["text"]["content"] for one in self.side.robot if one["msgtype"] == "text"],
            WallKind.MAIL: [letter.get_body(("plain",)).get_content().strip() for letter in self.mail.letters],  # type: ignore[union-attr]
            WallKind.WEBHOOK: [one["data"]["text"] for one in self.side.hook.values()],
        }


@pytest.fixture
async def ways(tmp_path: Path) -> AsyncIterator[Ways]:
    async with AsyncExitStack() as open_:
        side = await open_.enter_async_context(other_side())
        mail, trusted = await open_.enter_async_context(mail_side(tmp_path))
        reach, paced = Reach(loopback=True), list[int]()
        open_.push_async_callback(reach.close)
        server = MailServer("127.0.0.1", mail.port, FROM, "yishiting", "a password")
        channels: dict[WallKind, Channel] = {
            WallKind.WECOM: WecomChannel(reach, paced.append),
            WallKind.MAIL: MailChannel(server, paced.append, lambda: AT, trusted),
            WallKind.WEBHOOK: WebhookChannel(reach, paced.append, lambda: AT),
        }
        assert set(channels) == set(WallKind), "each kind of wall has a channel, and stands here"
        yield Ways(side, mail, channels, paced)


@pytest.mark.parametrize("kind", list(WallKind))
async def test_it_arrives_once_in_plain_words_and_the_pacer_hears(ways: Ways, kind: WallKind) -> None:
    delivery = await ways.channels[kind].deliver(parcel(), WORDS, ways.box(kind))
    assert (delivery.fate, delivery.error, ways.paced) == (None, "", [-9])
    assert ways.arrived() == {one: ["公告 3\n明天 9:00 停水 & 停电"] if one is kind else [] for one in WallKind}


@pytest.mark.parametrize("kind", list(WallKind))
async def test_what_draws_nothing_is_refused_and_leaves_nothing(ways: Ways, kind: WallKind) -> None:
    delivery = await ways.channels[kind].deliver(parcel(), Dispatch(), ways.box(kind))
    assert (delivery.fate, ways.paced) == (Fate.REFUSED, [])


ODD: list[Callable[[], Response]] = [
    lambda: Response(b"<html>", 200),
    lambda: Response(b"[]", 200),
    lambda: Response(b'{"errcode": "x"}', 200),
    lambda: Response(b"null", 200),
    lambda: Response(b"{}", 404),
    lambda: Response(b"", 302, {"Location": "http://127.0.0.1:1/"}),
    lambda: Response(b"<html>bad gateway</html>", 502),
    lambda: Response(b"", 429, {"Retry-After": "soon"}),
]


@pytest.mark.parametrize("kind", [kind for kind in WallKind if kind is not WallKind.MAIL])
async def test_nothing_is_raised_whatever_is_answered_and_no_redirect_is_followed(ways: Ways, kind: WallKind) -> None:
    for answer in ODD:
        ways.side.answers.append(answer())
        delivery = await ways.channels[kind].deliver(parcel(), WORDS, ways.box(kind))
        assert delivery.bug is None
        assert kind is WallKind.WEBHOOK or delivery.fate is not None
    assert ways.side.calls == len(ODD)


@pytest.mark.parametrize("kind", list(WallKind))
async def test_nobody_there_has_sent_nothing(ways: Ways, kind: WallKind, tmp_path: Path) -> None:
    nobody = Address("http://127.0.0.1:1/cgi-bin/webhook/send", SECRET)
    channel, box = ways.channels[kind], Letterbox(-9, where=nobody)
    if kind is WallKind.MAIL:
        channel = MailChannel(MailServer("127.0.0.1", 1, FROM, clear=True), ways.paced.append, lambda: AT)
    assert (await channel.deliver(parcel(), WORDS, box)).fate is Fate.UNSENT


async def test_only_what_may_be_repeated_is_repeated_when_no_answer_comes(ways: Ways) -> None:
    ways.side.hangs, hasty = asyncio.Event(), Reach(loopback=True, seconds=0.5)
    robots, hooks = WecomChannel(hasty, ways.paced.append), WebhookChannel(hasty, ways.paced.append, lambda: AT)
    robot = await robots.deliver(parcel(), WORDS, ways.box(WallKind.WECOM))
    hook = await hooks.deliver(parcel(), WORDS, ways.box(WallKind.WEBHOOK))
    await hasty.close()
    ways.side.hangs.set()
    ways.mail.instead["TEXT"] = ""  # it hangs up once it has the letter
    mail = await ways.channels[WallKind.MAIL].deliver(parcel(), WORDS, ways.box(WallKind.MAIL))
    assert (robot.fate, hook.fate, mail.fate) == (Fate.UNKNOWN, Fate.UNSENT, Fate.UNKNOWN)


@pytest.mark.parametrize(
    "where", ["https://10.0.0.1/x", "https://[::1]/x", "http://localhost:1/x", "https://localhost/x"]
)
async def test_nothing_leads_inside_even_where_an_address_came_through(where: str) -> None:
    reach = Reach()
    channel = WebhookChannel(reach, lambda _: None, lambda: AT)
    delivery = await channel.deliver(parcel(), WORDS, Letterbox(-9, where=Address(where, SECRET)))
    await reach.close()
    assert (delivery.fate, delivery.error) == (Fate.REFUSED, "inside")


async def test_each_parcel_finds_its_channel(ways: Ways) -> None:
    class Chats:
        async def deliver(self, parcel: Parcel, dispatch: Dispatch, to: Letterbox) -> Any:
            return "by telegram"

    class Broken:
        async def deliver(self, parcel: Parcel, dispatch: Dispatch, to: Letterbox) -> Any:
            raise RuntimeError("a bug")

    known: dict[int, tuple[WallKind, Address]] = {9: (WallKind.WECOM, Address(ways.side.robot_url))}

    async def find(chat: int) -> tuple[WallKind, Address] | None:
        return known.get(chat)

    async def photos(subject: str, handles: Sequence[str]) -> Sequence[bytes] | None:
        return kept

    kept: Sequence[bytes] | None = None
    every = EveryChannel(Chats(), ways.channels | {WallKind.MAIL: Broken()}, find, photos)
    to = Letterbox(-9)
    assert await every.deliver(replace(parcel(), chat_kind="supergroup"), WORDS, to) == "by telegram"
    assert (await every.deliver(parcel(), WORDS, to)).fate is None
    files = Dispatch(caption="公告的附件", enclosures=(Enclosure("photo", "a"), Enclosure("photo", "b")))
    shown = on_wall(files, Drawing(texts("zh_Hans"), ZoneInfo("Asia/Shanghai"), AT, AT))
    waits = await every.deliver(parcel(), shown, to)
    assert (waits.fate, waits.error) == (Fate.UNSENT, "photo to come") and waits.rest > 0
    kept = [b"\xff\xd8 photo"]
    assert (await every.deliver(parcel(), shown, to)).fate is None
    assert [one["msgtype"] for one in ways.side.robot] == ["text", "text", "image"]
    said = ways.side.robot[1]["text"]["content"]
    assert said.splitlines() == ["公告的附件：照片 1 张", "另有 1 张没能取到，请到群里看。"]
    kept = []
    none = await every.deliver(parcel(), shown, to)
    assert (none.fate, none.error, len(ways.side.robot)) == (Fate.REFUSED, "photos lost", 3)
    assert (await every.deliver(parcel(kind=NoticeKind.PIN), WORDS, to)).fate is Fate.REFUSED
    assert (await every.deliver(parcel(chat_id=8), WORDS, to)).fate is Fate.CLOSED
    known[9] = (WallKind.MAIL, Address("gongshi@example.org"))
    broken = await every.deliver(parcel(), WORDS, to)
    assert broken.fate is Fate.UNKNOWN and isinstance(broken.bug, RuntimeError)
