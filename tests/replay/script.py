"""What people do in a replay: messages with their dates become reports, their replies what staff does on that day.

A file of messages says what was said when, and what was replied when. What a reply leads to it does not say: whether
it is fixed that day or later, who looks, whether its reporter answers at all. That is thrown here, by dice that begin
anew with each message, so that two replays are the same.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
FORMS = ("%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d")
LONGEST, LONGEST_REPLY = 4000, 2000
NEIGHBOURS = 293

REPORTER = "reporter"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Letter:
    """A message and its reply (一件留言), each with its date."""

    author: str
    words: str
    at: datetime
    reply: str
    replied_at: datetime


@dataclass(frozen=True)
class Deed:
    """Something somebody does at a moment; `sure`: the product has to take it."""

    at: datetime
    letter: int  # the place of its message, by date
    seq: int
    who: str
    step: str  # `report`, a step of a report, `hold`
    text: str = ""
    proof: bool = False
    given: dict[str, Any] = field(default_factory=dict)
    sure: bool = True

    @property
    def source(self) -> str:
        """The same whenever it is tried again, as an update's number is."""
        return f"letter:{self.letter}:{self.seq}"


def read_letters(path: Path) -> list[Letter]:
    """Every message of a file, by date."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = [_letter(row) for row in csv.DictReader(file)]
    return sorted(found, key=lambda letter: letter.at)


def _letter(row: dict[str, str]) -> Letter:
    words = f"{row['留言主题']}\n{row['留言详情']}".strip()[:LONGEST]
    at, replied = _moment(row["留言时间"]), _moment(row["答复时间"])
    return Letter(
        _neighbour(row["留言用户"]), words, at, row["答复意见"].strip()[:LONGEST_REPLY], max(replied, at + HOUR)
    )


def _neighbour(author: str) -> str:
    """Some hundreds of neighbours wrote all of it: so many live in a compound."""
    return f"邻居{crc32(author.encode()) % NEIGHBOURS}"


def _moment(words: str) -> datetime:
    for form in FORMS:
        try:
            return datetime.strptime(words.strip(), form).replace(tzinfo=ZONE).astimezone(UTC)
        except ValueError:
            continue
    raise ValueError(words)


THINGS = ("楼道灯不亮", "电梯停了", "水管漏水", "门禁坏了", "垃圾没人清", "路面有坑", "下水堵了", "有人乱停车")


def invented_letters(count: int, first: datetime, days: int, dice: Random) -> list[Letter]:
    """Invented messages over so many days."""
    found = []
    for number in range(count):
        at = first + timedelta(minutes=dice.randrange(days * 24 * 60))
        waits = timedelta(hours=dice.choice((2, 20, 50, 90, 200, 400, 700)))
        words = f"{dice.randint(1, 3)}号楼{dice.choice(THINGS)}，第{number}件"
        found.append(Letter(f"邻居{number % 23}", words, at, "已经去看了，正在处理。", at + waits))
    return sorted(found, key=lambda letter: letter.at)


def script(letters: Sequence[Letter]) -> list[Deed]:
    """Everything people do, in order."""
    deeds = [deed for place, letter in enumerate(letters) for deed in _life(place, letter)]
    return sorted(deeds, key=lambda deed: (deed.at, deed.letter, deed.seq))


@dataclass
class Line:
    """The deeds about one report, each after the one before."""

    letter: int
    at: datetime
    dice: Random
    deeds: list[Deed] = field(default_factory=list)

    def does(self, who: str, step: str, after: timedelta = MINUTE, **more: Any) -> None:
        self.at += after
        self.deeds.append(Deed(self.at, self.letter, len(self.deeds), who, step, **more))

    def hours(self, least: int, most: int) -> timedelta:
        return timedelta(minutes=self.dice.randint(least * 60, most * 60))


def _life(place: int, letter: Letter) -> Iterator[Deed]:
    line = Line(place, letter.at, Random(f"letter {place}"))
    line.does(REPORTER, "report", timedelta(), text=letter.words)
    if line.dice.random() < 0.05 and letter.replied_at - letter.at > 9 * DAY:
        line.does("赵主任", "hold", 8 * DAY, sure=False)
    line.at = letter.replied_at
    way = line.dice.choices(list(WAYS), [share for share, _ in WAYS.values()])[0]
    WAYS[way][1](line, letter.reply)
    return iter(line.deeds)


def _fixed(line: Line, reply: str) -> None:
    _done(line, timedelta(), reply)


def _answered(line: Line, reply: str) -> None:
    line.does("赵主任", "answer", timedelta(), text=reply)
    _done(line, line.hours(10, 500))


def _asked(line: Line, reply: str) -> None:
    line.does("孙网格", "ask", timedelta(), text=reply)
    if line.dice.random() < 0.5:
        line.does(REPORTER, "supply", line.hours(5, 110), text="在东边的单元门口")
    else:
        line.at += 5 * DAY
    _done(line, line.hours(5, 300))


def _put_aside(line: Line, reply: str) -> None:
    days = line.dice.choice((3, 7, 15, 30))
    line.does("赵主任", "accept", timedelta())
    line.does("赵主任", "suspend", text=reply, given={"days": days})
    line.at += days * DAY
    _done(line, line.hours(1, 200))


def _given_out(line: Line, reply: str) -> None:
    line.does("赵主任", "assign", timedelta(), given={"holder": "孙网格"})
    if line.dice.random() < 0.5:
        line.at += DAY
    line.does("孙网格", "take", line.hours(1, 20))
    line.does("孙网格", "begin", line.hours(1, 20))
    line.does("孙网格", "done", line.hours(1, 200), text=reply, proof=True)
    line.does("赵主任", "check", line.hours(1, 40))
    line.at += 7 * DAY


def _declined(line: Line, reply: str) -> None:
    line.does("孙网格", "decline", timedelta(), text=reply, given={"why": "not_ours"})


def _referred(line: Line, reply: str) -> None:
    line.does("孙网格", "refer", timedelta(), text=reply)


def _left(line: Line, reply: str) -> None:
    line.does("赵主任", "answer", timedelta(), text=reply)


WAYS: dict[str, tuple[int, Any]] = {
    "fixed": (44, _fixed),
    "answered": (25, _answered),
    "asked": (9, _asked),
    "put aside": (8, _put_aside),
    "given out": (7, _given_out),
    "declined": (4, _declined),
    "referred": (2, _referred),
    "left": (1, _left),
}
"""What a reply leads to, and how often of a hundred."""


def _done(line: Line, after: timedelta, text: str = "换好了") -> None:
    line.does("赵主任", "done", after, text=text, proof=True)
    _looked_at(line)


def _looked_at(line: Line) -> None:
    """Somebody else looks; then its reporter says so, says nothing, or says that it is not fixed."""
    if line.dice.random() < 0.08:
        line.does("孙网格", "send_back", line.hours(1, 30), text="还在漏")
        line.does("赵主任", "done", line.hours(5, 100), proof=True)
    line.does("孙网格", "check", line.hours(1, 40))
    thrown = line.dice.random()
    if thrown < 0.12:
        line.does(REPORTER, "reopen", line.hours(1, 150))
        line.does("赵主任", "done", line.hours(5, 200), proof=True)
        line.does("孙网格", "check", line.hours(1, 40))
    if thrown < 0.5:
        line.does(REPORTER, "solved", line.hours(1, 160))
    else:
        line.at += 7 * DAY
    _opened_again(line)


def _opened_again(line: Line) -> None:
    """After it was closed: some once, some twice, which goes one level up by itself."""
    thrown = line.dice.random()
    for _ in range((thrown < 0.08) + (thrown < 0.03)):
        line.does(REPORTER, "reopen", line.hours(5, 300), text="又坏了")
        line.does("赵主任", "done", line.hours(5, 300), proof=True)
        line.does("孙网格", "check", line.hours(1, 40))
        line.does(REPORTER, "solved", line.hours(1, 160))
