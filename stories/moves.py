"""Moves (步骤) that stories have in common: founding, inviting, moving in, waiting."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Sequence

import xlsxwriter

from sandbox.client import Group, Message, Person, PressResult, Town

MOST_EVENTS = 30
"""Things that may fall due before what a story waits for."""
LINK = re.compile(r"start=([A-Za-z0-9_-]+)")
FOUR = re.compile(r"[0-9]{4}")
"""A third of a slip's code, as it is printed. (The number of a slip has a word before it.)"""


async def claim_and_found(town: Town, operator: Person, code: str, name: str, buildings: str) -> None:
    """The operator claims the bot and founds the compound; `buildings`: how many, or how they are built."""
    await operator.starts()
    await operator.sees("您好")
    await operator.says(code)
    await operator.sees("您是管理员了")
    await operator.presses("建一个小区")
    for answer in ("春晖街道", "府河社区", name, buildings):
        await operator.sees("例如", fresh=True)
        await operator.says(answer)
    await operator.presses("就这样建")
    await operator.sees(f"{name}建好了")
    await town.settle()


async def invite(inviter: Person, person: Person, kind: str, *choices: str) -> None:
    """The inviter answers what is asked, makes a link, hands it on, and the person accepts."""
    await inviter.says("/mingce")
    await inviter.presses("请人帮忙")
    for choice in (kind, *choices, "就这样请"):
        await inviter.presses(choice)
    letter = await inviter.sees("点这里看看", fresh=True)
    await inviter.hands(letter, person)
    await accept(person, letter)


async def accept(person: Person, letter: Message) -> None:
    """The person opens a link that was handed on, and accepts."""
    payload = LINK.search(letter.text)
    assert payload is not None, f"no link in {letter.text!r}"
    await person.starts(payload[1])
    await person.presses("接受")
    await person.sees("您现在是")


async def bind(town: Town, group: Group, by: Person, *places: str) -> None:
    """Whoever pulled the bot in says where the group belongs; the bot may pin there."""
    await town.settle()
    await by.sees(f"「{group.title}」是哪里的群")
    for place in places:
        await by.presses(place)
    await by.sees(f"「{group.title}」现在是")
    await group.promotes_bot()
    await town.settle()


async def finds(person: Person, label: str, page: Message) -> PressResult:
    """Press a key of a matter's page, behind [更多] where the page has no room for it."""
    while not page.button(label):
        await person.presses("更多", message=page)
        page = await person.sees("第", fresh=True)
    return await person.presses(label, message=page)


async def move_in(person: Person, building: str, kind: str, confirmed_by: Person) -> None:
    """The person registers a home; the building leader knows them."""
    await person.starts()
    await person.presses("登记我家")
    await person.presses(building)
    await person.presses(kind)
    await agrees(person)
    await person.sees("等人确认")
    await confirmed_by.presses("确认是邻居")
    await person.sees("登记好了")


async def make_doors(person: Person, sentence: str) -> None:
    """The committee says in one sentence how a compound's or a building's doors are numbered."""
    await person.says("/mingce")
    await person.presses("建门牌")
    await person.says(sentence)
    await person.presses("就这样建", message=await person.sees("这样建可以吗", fresh=True))
    await person.sees("门牌建好了")


async def print_slips(leader: Person, building: str) -> Message:
    """The leader prints the slips of a building; the message that carries the sheet."""
    await leader.says("/mingce")
    await leader.presses("各户和登记码")
    await leader.presses(building, message=await leader.sees("各户", fresh=True))
    await leader.presses("张登记码", message=await leader.sees(f"{building}各户"))
    return await leader.sees("的登记码纸条，", fresh=True)


async def printed_codes(leader: Person, sheet: Message) -> list[str]:
    """The codes on printed slips, in stair order."""
    fours = [run for run in await leader.reads(sheet) if FOUR.fullmatch(run)]
    return ["".join(fours[at : at + 3]) for at in range(0, len(fours), 3)]


async def join_by_code(person: Person, code: str, kind: str) -> None:
    """The digits of a slip, what one is there, the notice: registered."""
    await person.says(code)
    await _says_who(person, kind)


async def join_by_scanning(person: Person, code: str, kind: str) -> None:
    """The QR code of a slip instead of its digits."""
    await person.scans(f"s_{code}")
    await _says_who(person, kind)


async def _says_who(person: Person, kind: str) -> None:
    await person.sees("您在这一户是")
    await person.presses(kind)
    await agrees(person)
    await person.sees("登记好了")


async def join_as_owner(person: Person, code: str) -> None:
    """With the slip of one's own door, under the name that the register has for it."""
    await person.starts()
    await person.says(code)
    await person.presses("业主", message=await person.sees("您在这一户是"))
    await person.sees("产权证上是谁的名字")
    await person.says(person.name)
    await agrees(person)
    await person.sees("登记好了")


async def agrees(person: Person) -> None:
    """The notice before registering, read and agreed to."""
    await person.sees("登记之前，请看一看")
    await person.presses("同意，登记")


async def wants_reminders(person: Person) -> None:
    """Reminders are off until somebody turns them on."""
    await person.says("/yinsi")
    shown = await person.sees("", fresh=True)
    if shown.button("同意，接着用"):
        await person.presses("同意，接着用", message=shown)
        await person.presses("返回我的信息", message=await person.sees("记下了"))
    await person.presses("同意的事项")
    await person.presses("截止前提醒我")
    await person.sees("截止前私下提醒：同意了")


async def shows_done(town: Town, person: Person, number: str, words: str) -> None:
    """A report is done: whoever did it says so with a photo, and somebody else will look."""
    await town.settle()
    await person.says(number)
    await person.presses("办好了", message=await person.sees(f"报事 {number}：", fresh=True))
    await person.sees("请拍一张办好的照片", fresh=True)
    await person.sends_photo(picture(60, 140, 90), caption=words)
    await person.sees("请别的人核验", fresh=True)
    await town.settle()


async def ask(
    leader: Person, question: str, options: tuple[str, ...], *, group: str, closes: str, anonymous: bool = False
) -> None:
    """A sentiment poll, from the first word to the group."""
    shown = await begin(leader, "/toupiao", "发起征询")
    if shown.button(group):
        await leader.presses(group, message=shown)
    await leader.says(question)
    await leader.says("\n".join(options))
    await leader.presses("够了")
    await leader.presses("只选一个")
    await leader.presses("匿名" if anonymous else "记名")
    await leader.presses(closes)
    await leader.presses("发出去")


async def announce(
    author: Person, words: str, *photos: bytes, when: str, place: str = "中华园（", options: tuple[str, ...] = ()
) -> None:
    """An announcement, up to the preview; `when` is a button or typed, `place` "" where there is no choice."""
    await begin(author, "/gonggao", "写一份新公告")
    await author.says(words)
    if photos:
        await author.sends_photo(*photos)
    await author.presses("下一步" if photos else "不附，下一步")
    if place:
        await author.presses(place, message=await author.sees("发到哪里"))
    question = await author.sees("什么时候发", fresh=True)
    await (author.presses(when) if question.button(when) else author.says(when))
    await author.sees("这样发出去可以吗", fresh=True)
    for option in options:
        await author.presses(option)


async def begin(person: Person, command: str, button: str) -> Message:
    """Begin something new: whoever has older ones sees those first."""
    await person.says(command)
    shown = await person.sees("", fresh=True)
    if shown.button(button):
        await person.presses(button, message=shown)
        shown = await person.sees("", fresh=True)
    return shown


async def days_go_by(town: Town, person: Person, words: str, chat: Group | int | None = None) -> Message:
    """From one thing that is due to the next, until somebody reads these words."""
    for _ in range(MOST_EVENTS):
        await town.settle()
        if found := [message for message in await person.messages(chat) if words in message.text]:
            return found[-1]
        await town.forward(to_next=True)
    raise AssertionError(f"{person.name} never reads {words!r}")


async def the_group(town: Town, title: str = "中华园邻里群") -> int:
    """A group by its title."""
    chats = (await town.wire.get("/sim/world"))["chats"]
    return next(int(chat["id"]) for chat in chats if chat.get("title") == title)


HEADINGS = ("楼栋", "单元", "房号", "用途", "面积", "面积来源", "业主")


def owners_book(title: str, homes: Sequence[tuple[str, str, int, str]]) -> bytes:
    """A register of one building as the housing office keeps it: door, use, ㎡ and owner of each."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet(title)
        sheet.write_row(0, 0, HEADINGS)
        for at, (door, use, area, owner) in enumerate(homes, 1):
            sheet.write_row(at, 0, ("1号楼", "1单元", door, use, area, "登记", owner))
    return content.getvalue()


def picture(red: int, green: int, blue: int, *, width: int = 320, height: int = 240) -> bytes:
    """A plain PNG, standing for a photo."""
    row = b"\0" + bytes((red, green, blue)) * width
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(row * height)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in parts)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
