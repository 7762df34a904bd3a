"""A small town for the page: people and chats and a bot that answers a little."""

import asyncio
import struct
import threading
import zlib
from datetime import UTC, datetime
from typing import Any

import httpx

from sandbox.clock import TownClock
from sandbox.server import create_app
from sandbox.serving import serve
from sandbox.world import World
from tests.clocks import PATIENCE

Json = dict[str, Any]
HELLO = "您好，我是中华园的议事亭。\n有事直接发给我：一句话、一张照片、一段语音都行。"
CARD = "<b>报事 0127 · 3号楼2单元电梯停运</b>\n物业 10:20 已接单，周二（11月24日）前修好\n6 户反映"


class FridayClock(TownClock):
    """Friday 2026-11-20 13:20 in Beijing, standing still until somebody moves it."""

    def __call__(self) -> datetime:
        return datetime(2026, 11, 20, 5, 20, tzinfo=UTC) + self.skipped


def picture(shade: int) -> bytes:
    """A small PNG of one colour."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = (b"\0" + bytes([90, 100 + shade, 110]) * 320) * 240
    head = struct.pack(">IIBBBBB", 320, 240, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def keys(*rows: list[str]) -> Json:
    """An inline keyboard whose labels are their own data; a label with an address leads there."""
    return {"inline_keyboard": [[key(*label.split("|")) for label in row] for row in rows]}


def key(label: str, url: str = "") -> Json:
    """One inline button."""
    return {"text": label, "url": url} if url else {"text": label, "callback_data": label}


class Town:
    """People and chats, made through the sandbox's own doors, and a bot that answers a little."""

    def __init__(self, address: str) -> None:
        self.http = httpx.Client(base_url=address, timeout=PATIENCE, trust_env=False)
        self.aunt = self.moves_in("王阿姨", "业主·3号楼2单元301")
        self.chair = self.moves_in("赵主任", "业委会主任")
        self.tenant = self.moves_in("陈租客", "租客·3号楼")
        everybody = [self.aunt, self.tenant]
        self.group = self.founds("group", title="中华园3号楼邻居群", creator=self.chair, members=everybody)
        self.forum = self.founds(
            "supergroup", title="中华园业主议事", creator=self.chair, members=everybody, is_forum=True
        )
        self.fill_private()
        self.fill_group()
        self.fill_forum()

    def sim(self, path: str, **body: Any) -> Json:
        """Act as people do."""
        return dict(self.http.post(f"/sim/{path}", json=body).raise_for_status().json())

    def bot(self, method: str, files: Json | None = None, **params: Any) -> Any:
        """Act as the bot does."""
        door = f"/bot1:T/{method}"
        answer = self.http.post(door, data=params, files=files) if files else self.http.post(door, json=params)
        return answer.raise_for_status().json()["result"]

    def moves_in(self, name: str, note: str) -> int:
        """Somebody with a phone."""
        return int(self.sim("people", name=name, note=note)["id"])

    def founds(self, kind: str, **more: Any) -> int:
        """A group with the bot as an administrator."""
        group = int(self.sim("groups", type=kind, with_bot=True, **more)["id"])
        self.sim(f"groups/{group}/members", action="promote_bot")
        return group

    def says(self, person: int, chat: int, **body: Any) -> int:
        """Somebody writes."""
        return int(self.sim(f"people/{person}/chats/{chat}/messages", **body)["messages"][-1]["message_id"])

    def fill_private(self) -> None:
        """王阿姨 and the bot."""
        self.bot("setMyCommands", commands=[{"command": "report", "description": "报个事"}])
        self.says(self.aunt, self.aunt, text="3号楼2单元电梯又坏了，老人下不了楼")
        self.bot(
            "sendMessage", chat_id=self.aunt, text=HELLO, reply_markup=keys(["报个事", "正在商量的事"], ["登记我家"])
        )
        paper = {"document": ("公示·第0127号.pdf", b"%PDF-1.4", "application/pdf")}
        self.bot("sendDocument", files=paper, chat_id=self.aunt, caption="这是公示的全文。")
        self.says(self.aunt, self.aunt, location={"latitude": 39.9621, "longitude": 116.3015})
        self.says(self.aunt, self.aunt, sticker="👍")
        ready = {"keyboard": [[{"text": "发我的位置", "request_location": True}], [{"text": "3号楼2单元"}]]}
        self.bot("sendMessage", chat_id=self.aunt, text="您住在哪？点下面的按钮，或者直接写。", reply_markup=ready)

    def fill_group(self) -> None:
        """The neighbours' group: an album, a pinned card, three polls, a link and a hidden word."""
        album = [("photo", (f"{shade}.png", picture(shade), "image/png")) for shade in (0, 40, 80)]
        place = f"/sim/people/{self.tenant}/chats/{self.group}/messages"
        self.http.post(place, data={"caption": "2单元楼道，昨晚拍的。"}, files=album).raise_for_status()
        rows = keys(["我家也是", "看进展"], ["私下问议事亭|https://t.me/yishiting_bot?start=m0127"])
        card = self.bot("sendMessage", chat_id=self.group, text=CARD, parse_mode="HTML", reply_markup=rows)
        self.bot("pinChatMessage", chat_id=self.group, message_id=card["message_id"])
        self.asks("周末清理楼道，哪天方便？", ["周六上午", "周日上午"], [(self.tenant, [1])])
        hidden = {"allows_multiple_answers": True, "hide_results_until_closes": True}
        self.asks("门禁换成哪种？", ["刷卡", "人脸", "钥匙"], [(self.chair, [0])], **hidden)
        closed = self.asks("楼道灯换成声控的吗？", ["换", "不换"], [(self.chair, [0]), (self.tenant, [0])])
        self.bot("stopPoll", chat_id=self.group, message_id=closed)
        words = "可以看 https://example.org/light ，门禁密码 <tg-spoiler>1234</tg-spoiler>，代码 <code>a&lt;b</code>"
        self.bot("sendMessage", chat_id=self.group, text=words, parse_mode="HTML")
        self.says(self.chair, self.group, text="请大家看一看。")

    def asks(self, question: str, options: list[str], votes: list[tuple[int, list[int]]], **more: Any) -> int:
        """A native poll, and who has voted in it."""
        texts = [{"text": option} for option in options]
        poll = self.bot("sendPoll", chat_id=self.group, question=question, options=texts, is_anonymous=False, **more)
        for person, chosen in votes:
            self.sim(f"people/{person}/vote", chat=self.group, message_id=poll["message_id"], option_ids=chosen)
        return int(poll["message_id"])

    def fill_forum(self) -> None:
        """A forum with two topics."""
        for name, words in [("大门和门禁", "先看三家的报价。"), ("停车", "北门晚上停得太满。")]:
            thread = self.sim(f"groups/{self.forum}/topics", name=name)["message_thread_id"]
            self.says(self.chair, self.forum, text=words, thread=thread)

    def work(self) -> None:
        """The bot's day: greet who starts, answer who presses, until the town closes."""
        offset = 0
        while True:
            try:
                updates = self.bot("getUpdates", offset=offset, timeout=20)
            except httpx.HTTPError:
                return
            for update in updates:
                offset = update["update_id"] + 1
                self.answer(update)

    def answer(self, update: Json) -> None:
        """One update."""
        query, message = update.get("callback_query"), update.get("message", {})
        if query:
            told = {"text": "已记下，您家也是。", "show_alert": query["data"] == "看进展"}
            self.bot("answerCallbackQuery", callback_query_id=query["id"], **told)
        elif message.get("text", "").startswith("/start"):
            self.bot("sendMessage", chat_id=message["chat"]["id"], text=HELLO)


class Stage:
    """The sandbox in a thread of its own, because the browser is driven from this one."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.done = asyncio.Event()
        self.port: int | None = None
        self.up = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)

    def run(self) -> None:
        """Serve until told to stop."""
        self.loop.run_until_complete(self.serve())
        self.loop.close()

    async def serve(self) -> None:
        """One world on a free port."""
        async with serve(create_app(World(now=FridayClock(), flood=False))) as self.port:
            self.up.set()
            await self.done.wait()

    def stop(self) -> None:
        """Close the town."""
        self.loop.call_soon_threadsafe(self.done.set)
        self.thread.join(PATIENCE)
