"""What each kind of wall has of its own: limits, error codes, signatures, letters."""

from __future__ import annotations

import base64
import ssl
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from hashlib import md5
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup
from starlette.responses import JSONResponse, Response

from bot.clock import WallClock
from bot.doctor import check_mail
from bot.settings import Settings
from channels import Letterbox, MailChannel, MailServer, Reach, WecomChannel
from channels.contract import number_of
from channels.webhook import LONGEST_REST, rest, signed
from channels.wecom import LARGEST_PICTURE, LONGEST_TEXT, parts
from domain.wall_addresses import Address, WallKind
from rendering.dispatch import Dispatch
from rendering.screens import Screen
from telegram_wire.errors import Fate
from telegram_wire.pacing import Pace, Pacer
from tests.channels.test_contract import FROM, WORDS, Ways, parcel, ways
from tests.channels.walls_server import AT, SECRET

__all__ = ["ways"]

PICTURE = b"\x89PNG and so on"


def long(lines: int) -> Dispatch:
    return Dispatch(
        Screen(Markup("\n").join(f"{n}. 各位邻居，明天上午九点到下午五点停水，请提前储水。" for n in range(lines)))
    )


# The robot


async def test_a_long_text_goes_in_parts_a_picture_after_it(ways: Ways) -> None:
    dispatch = replace(long(60), screen=replace(long(60).screen, picture=PICTURE))  # type: ignore[type-var]
    delivery = await ways.channels[WallKind.WECOM].deliver(parcel(), dispatch, ways.box(WallKind.WECOM))
    said = ways.arrived()[WallKind.WECOM]
    assert delivery.fate is None and [text[:5] for text in said] == [
        f"（{n}/{len(said)}）" for n in range(1, len(said) + 1)
    ]
    assert all(len(text.encode()) <= LONGEST_TEXT for text in said)
    assert "\n".join(text[5:] for text in said) == str(long(60).screen.text)  # type: ignore[union-attr]
    assert [one["msgtype"] for one in ways.side.robot] == ["text"] * len(said) + ["image"]
    assert base64.b64decode(ways.side.robot[-1]["image"]["base64"]) == PICTURE
    assert ways.paced == [-9] * len(ways.side.robot)


def test_a_line_without_an_end_is_cut_too() -> None:
    whole = "停" * 2000
    found = parts(whole, LONGEST_TEXT)
    assert all(len(part.encode()) <= LONGEST_TEXT for part in found)
    assert "".join(part.partition("）")[2] for part in found) == whole
    assert parts("短", LONGEST_TEXT) == ["短"]


FAMILY, FLAG = "👨‍👩‍👧‍👦", "🇨🇳"


@pytest.mark.parametrize("sign", ["👍🏽", FAMILY, "☎️", "e\u0301", "12,345.67 "])
@pytest.mark.parametrize("before", range(4))
def test_a_line_is_never_cut_inside_a_sign_or_a_number(sign: str, before: int) -> None:
    found = parts("停" * before + sign * 700, LONGEST_TEXT)
    assert len(found) > 1 and all(len(part.encode()) <= LONGEST_TEXT for part in found)
    said = [part.partition("）")[2].removeprefix("停" * before if part is found[0] else "") for part in found]
    assert all(part.strip() == (sign * part.count(sign.strip())).strip() for part in said)
    assert sum(part.count(sign.strip()) for part in said) == 700


@pytest.mark.parametrize("before", range(4))
def test_a_flag_stays_whole(before: int) -> None:
    found = parts("停" * before + (FLAG + "停") * 300, LONGEST_TEXT)
    assert len(found) > 1 and sum(part.count(FLAG) for part in found) == 300


def test_a_long_line_is_cut_after_a_sentence() -> None:
    said = parts("明天上午九点到下午五点，全小区停水，请提前储水。" * 60, LONGEST_TEXT)
    assert len(said) == 3 and all(part.endswith("。") for part in said)


def test_an_address_in_a_long_line_stays_whole() -> None:
    where = "https://example.org/gongshi?ban=3;lou=2&ye=!4"
    found = parts(f"{'停' * 520}{where} {'水' * 400}", LONGEST_TEXT)
    assert len(found) > 1 and sum(where in part for part in found) == 1
    assert parts(f"{'a ' * 800}Stop! {'b ' * 700}", LONGEST_TEXT)[0].endswith("Stop!"), "a sentence of ours ends so too"


async def test_a_notice_that_would_not_fit_into_the_robots_minute_waits_before_it_is_begun(ways: Ways) -> None:
    """20 a minute (the same document): what is begun is ended, or its readers have half of it."""
    now = 1000.0
    pacer = Pacer(lambda: now, Pace())
    reach = Reach(loopback=True)
    channel, box = WecomChannel(reach, pacer.sent, pacer.room), ways.box(WallKind.WECOM)
    album = replace(WORDS, pictures=(PICTURE,) * 9)
    first, second = [await channel.deliver(parcel(number), album, box) for number in (5, 6)]
    assert (first.fate, second.fate, second.rest, len(ways.side.robot)) == (None, Fate.UNSENT, 60.0, 10)
    now += 60.1
    ways.side.robot.clear()  # their minute is over too
    assert (await channel.deliver(parcel(6), album, box)).fate is None
    now += 61.0
    ways.side.robot.clear()
    more = replace(WORDS, pictures=(PICTURE,) * 17)
    assert (await channel.deliver(parcel(7), more, box)).fate is None, "more than the pace has room for goes at once"
    await reach.close()


async def test_a_picture_the_robot_would_not_take_is_left_out(ways: Ways) -> None:
    assert WORDS.screen is not None
    large = Dispatch(replace(WORDS.screen, picture=b"x" * (LARGEST_PICTURE + 1)))
    assert (await ways.channels[WallKind.WECOM].deliver(parcel(), large, ways.box(WallKind.WECOM))).fate is None
    assert [one["msgtype"] for one in ways.side.robot] == ["text"]


@pytest.mark.parametrize(
    ("code", "fate", "pause"),
    [(-1, Fate.UNSENT, 5.0), (45009, Fate.UNSENT, 60.0), (93000, Fate.CLOSED, 0.0), (40058, Fate.REFUSED, 0.0)],
)
async def test_the_robots_codes(ways: Ways, code: int, fate: Fate, pause: float) -> None:
    ways.side.answers.append(JSONResponse({"errcode": code, "errmsg": "…"}))
    delivery = await ways.channels[WallKind.WECOM].deliver(parcel(), WORDS, ways.box(WallKind.WECOM))
    assert (delivery.fate, delivery.rest, delivery.error) == (fate, pause, f"wecom {code}")


async def test_what_arrived_in_part_is_in_doubt(ways: Ways) -> None:
    ways.side.answers.append(JSONResponse({"errcode": 0}))
    ways.side.answers.append(JSONResponse({"errcode": 45009}))
    delivery = await ways.channels[WallKind.WECOM].deliver(parcel(), long(60), ways.box(WallKind.WECOM))
    assert (delivery.fate, delivery.error) == (Fate.UNKNOWN, "in part: wecom 45009")


async def test_the_robots_own_server_limits_a_minute_and_knows_its_key(ways: Ways) -> None:
    channel, box = ways.channels[WallKind.WECOM], ways.box(WallKind.WECOM)
    fates = [(await channel.deliver(parcel(), WORDS, box)).fate for _ in range(21)]
    assert fates == [None] * 20 + [Fate.UNSENT]
    strange = Letterbox(-9, where=Address(ways.side.robot_url.replace("693a", "0000")))
    assert (await channel.deliver(parcel(), WORDS, strange)).fate is Fate.CLOSED


# Another program


async def test_a_notice_is_signed_and_says_the_same_each_time_it_is_tried(ways: Ways) -> None:
    assert WORDS.screen is not None
    shown = Dispatch(replace(WORDS.screen, picture=PICTURE))
    channel, box = ways.channels[WallKind.WEBHOOK], ways.box(WallKind.WEBHOOK)
    ways.side.answers.append(Response(status_code=503))
    first, second = [await channel.deliver(parcel(), shown, box) for _ in range(2)]
    assert (first.fate, second.fate) == (Fate.UNSENT, None)
    assert ways.side.hook == {
        "notice-5-1795482000": {
            "type": "announcements.post",
            "timestamp": "2026-11-24T01:00:00+00:00",
            "data": {
                "subject": "announcement:3",
                "text": "公告 3\n明天 9:00 停水 & 停电",
                "again": False,
                "picture": base64.b64encode(PICTURE).decode(),
                "photos": [],
            },
        }
    }
    wrong = Letterbox(-9, where=Address(box.where.where, "whsec_" + base64.b64encode(b"x" * 32).decode()))
    refused = await channel.deliver(parcel(6), WORDS, wrong)
    assert (refused.fate, refused.error, len(ways.side.hook)) == (Fate.REFUSED, "webhook 401", 1)


def test_the_signature_is_the_one_of_the_standard() -> None:
    """The example of github.com/standard-webhooks/standard-webhooks."""
    where = Address("", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    at = AT.fromtimestamp(1614265330, AT.tzinfo)
    headers = signed(where, "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}', at)
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    ("status", "fate", "after", "pause"),
    [
        (200, None, "", 0.0),
        (400, Fate.REFUSED, "", 0.0),
        (401, Fate.REFUSED, "", 0.0),
        (307, Fate.REFUSED, "", 0.0),
        (410, Fate.CLOSED, "", 0.0),
        (429, Fate.UNSENT, "90", 90.0),
        (408, Fate.UNSENT, "", 0.0),
        (500, Fate.UNSENT, "", 0.0),
        (503, Fate.UNSENT, format_datetime(AT + timedelta(seconds=40), usegmt=True), 40.0),
    ],
)
async def test_the_programs_answers(ways: Ways, status: int, fate: Fate | None, after: str, pause: float) -> None:
    ways.side.answers.append(Response(status_code=status, headers={"Retry-After": after} if after else {}))
    delivery = await ways.channels[WallKind.WEBHOOK].deliver(parcel(), WORDS, ways.box(WallKind.WEBHOOK))
    assert (delivery.fate, delivery.rest) == (fate, pause)


def test_a_rest_is_a_number_or_a_day_and_never_for_ever() -> None:
    assert [rest(words, AT) for words in ("", "soon", "-5", "9" * 30)] == [0.0, 0.0, 0.0, LONGEST_REST]
    assert rest(format_datetime(AT - timedelta(days=1)), AT) == 0.0
    assert rest("Tue, 24 Nov 2026 02:00:10 -0000", AT) == 10.0


# A mailbox


async def test_a_letter_says_what_it_is_about_who_wrote_it_and_is_numbered(ways: Ways) -> None:
    assert WORDS.screen is not None
    text = Markup("公告 3\n.一个点开头的行\n停水")
    shown = Dispatch(replace(WORDS.screen, text=text, picture=PICTURE))
    await ways.channels[WallKind.MAIL].deliver(parcel(), shown, ways.box(WallKind.MAIL))
    (letter,) = ways.mail.letters
    assert (letter["Subject"], letter["From"], letter["To"]) == ("公告 3", FROM, "gongshi@example.org")
    assert (letter["Message-ID"], letter["Auto-Submitted"]) == ("<notice-5-1795482000@example.org>", "auto-generated")
    assert letter["Date"].datetime == AT
    body, picture = letter.get_body(("plain",)), next(letter.iter_attachments())
    assert body is not None and body.get_content().strip() == str(text)
    assert picture.get_content() == PICTURE
    assert ways.mail.raw[0].isascii() and max(map(len, ways.mail.raw[0].split(b"\r\n"))) < 998
    assert (ways.mail.encrypted, ways.mail.users) == (1, ["yishiting"])


@pytest.mark.parametrize(
    ("verb", "said", "fate", "error"),
    [
        ("RCPT", "550 5.1.1 no such mailbox", Fate.REFUSED, "mail 550"),
        ("RCPT", "451 greylisted", Fate.UNSENT, "mail 451"),
        ("RCPT", "452 over quota", Fate.UNSENT, "mail 452"),
        ("MAIL", "553 not yours", Fate.UNSENT, "mail server 553"),
        ("MAIL", "421 too many letters", Fate.UNSENT, "mail 421"),
        ("DATA", "554 no", Fate.REFUSED, "mail 554"),
        ("TEXT", "552 too large", Fate.REFUSED, "mail 552"),
        ("TEXT", "451 later", Fate.UNSENT, "mail 451"),
        ("AUTH", "535 who are you", Fate.UNSENT, "mail auth"),
        ("STARTTLS", "454 not now", Fate.UNSENT, "mail 454"),
        ("STARTTLS", "554 not you", Fate.UNSENT, "mail server 554"),
        ("MAIL", "", Fate.UNSENT, "mail server SMTPServerDisconnected"),
        ("QUIT", "500 what", None, ""),
    ],
)
async def test_the_mail_servers_answers(ways: Ways, verb: str, said: str, fate: Fate | None, error: str) -> None:
    ways.mail.instead[verb] = said
    delivery = await ways.channels[WallKind.MAIL].deliver(parcel(), WORDS, ways.box(WallKind.MAIL))
    assert (delivery.fate, delivery.error) == (fate, error)
    shut = error == "mail auth" or error.startswith("mail server 5")
    assert (delivery.rest >= 600) is shut, "whoever knocks again and again with a wrong password is shut out"


@pytest.mark.parametrize("more", [{"number": 6}, {"at": AT + timedelta(days=1)}])
def test_a_number_is_never_another_notices(more: dict[str, Any]) -> None:
    """Rows are numbered anew where a backup was restored: the other side would drop what it thinks to know."""
    one = parcel()
    other = replace(one, id=more.get("number", one.id), queued_at=more.get("at", one.queued_at))
    assert number_of(one) == number_of(replace(one, tries=9)) != number_of(other)


async def test_a_password_that_no_letters_of_the_way_in_can_write_is_no_password(ways: Ways) -> None:
    server = MailServer("127.0.0.1", ways.mail.port, FROM, "yishiting", "密码", clear=True)
    delivery = await MailChannel(server, ways.paced.append, lambda: AT).deliver(
        parcel(), WORDS, ways.box(WallKind.MAIL)
    )
    assert (delivery.fate, delivery.error) == (Fate.UNSENT, "mail auth")


async def test_nothing_leaves_in_the_clear_or_without_a_server(ways: Ways) -> None:
    ways.mail.offers = "250 8BITMIME\r\n"
    delivery = await ways.channels[WallKind.MAIL].deliver(parcel(), WORDS, ways.box(WallKind.MAIL))
    assert (delivery.fate, delivery.error, ways.mail.letters) == (Fate.REFUSED, "mail unsupported", [])
    unset = MailChannel(None, ways.paced.append, lambda: AT)
    assert (await unset.deliver(parcel(), WORDS, ways.box(WallKind.MAIL))).error == "mail server unset"
    stranger = MailServer("127.0.0.1", ways.mail.port, FROM)
    ways.mail.offers = "250 STARTTLS\r\n"
    untrusted = await MailChannel(stranger, ways.paced.append, lambda: AT).deliver(
        parcel(), WORDS, ways.box(WallKind.MAIL)
    )
    assert (untrusted.fate, ways.mail.letters) == (Fate.UNSENT, [])


async def test_a_server_on_this_machine_needs_no_encryption(ways: Ways) -> None:
    here = MailServer("127.0.0.1", ways.mail.port, FROM, clear=True)
    delivery = await MailChannel(here, ways.paced.append, lambda: AT).deliver(parcel(), WORDS, ways.box(WallKind.MAIL))
    assert (delivery.fate, ways.mail.encrypted, len(ways.mail.letters)) == (None, 0, 1)


async def test_a_server_may_be_encrypted_from_the_first_byte(ways: Ways, tmp_path: Path) -> None:
    trusted = ssl.create_default_context(cafile=str(tmp_path / "mail.pem"))
    for context, arrived in ((None, 0), (trusted, 1)):
        server = MailServer("127.0.0.1", ways.mail.wrapped_port, FROM, wrapped=True)
        delivery = await MailChannel(server, ways.paced.append, lambda: AT, context).deliver(
            parcel(), WORDS, ways.box(WallKind.MAIL)
        )
        assert (delivery.fate is None, len(ways.mail.letters)) == (bool(arrived), arrived)


async def test_whether_the_server_lets_us_in_is_asked_without_sending_anything(ways: Ways, tmp_path: Path) -> None:
    mail = ways.channels[WallKind.MAIL]
    assert isinstance(mail, MailChannel)
    assert (await mail.greets()).fate is None
    ways.mail.instead["AUTH"] = "535 who are you"
    assert ((await mail.greets()).error, ways.mail.letters) == ("mail auth", [])
    assert (await MailChannel(None, ways.paced.append, lambda: AT).greets()).error == "mail server unset"
    here = {"BOT_MAIL_URL": f"smtp://127.0.0.1:{ways.mail.port}", "BOT_MAIL_FROM": FROM, "BOT_DATA_DIR": str(tmp_path)}
    said = [await check_mail(Settings.from_values(values), WallClock()) for values in ({}, here)]
    ways.mail.instead["EHLO"] = ways.mail.instead["HELO"] = "421 closing"
    said.append(await check_mail(Settings.from_values(here), WallClock()))
    assert [(one.well, one.key) for one in said] == [
        (True, "doctor.mail_unset"),
        (True, "doctor.mail"),
        (False, "doctor.mail_shut"),
    ]


def test_a_secret_is_never_shown() -> None:
    server = MailServer("mail.example.org", 465, FROM, "yishiting", "geheim", wrapped=True)
    box = Letterbox(-9, where=Address("https://wuye.example.org/hook", SECRET))
    assert "geheim" not in repr(server) and "wuye" not in repr(box) and SECRET not in repr(box)


# Photos of an announcement


PHOTOS = (b"\xff\xd8\xff photo", PICTURE)


@pytest.mark.parametrize("kind", WallKind)
async def test_photos_go_with_their_words_to_every_kind_of_wall(ways: Ways, kind: WallKind) -> None:
    shown = replace(WORDS, pictures=PHOTOS)
    assert (await ways.channels[kind].deliver(parcel(), shown, ways.box(kind))).fate is None
    robot = [one["image"] for one in ways.side.robot if one["msgtype"] == "image"]
    arrived = {
        WallKind.WECOM: [base64.b64decode(one["base64"]) for one in robot],
        WallKind.MAIL: [part.get_content() for letter in ways.mail.letters for part in letter.iter_attachments()],
        WallKind.WEBHOOK: [base64.b64decode(one) for body in ways.side.hook.values() for one in body["data"]["photos"]],
    }
    assert arrived == {one: list(PHOTOS) if one is kind else [] for one in WallKind}
    assert [one["md5"] for one in robot] == [md5(photo, usedforsecurity=False).hexdigest() for photo in PHOTOS][
        : len(robot)
    ]
    names = [part.get_filename() for letter in ways.mail.letters for part in letter.iter_attachments()]
    assert names == (["photo1.jpeg", "photo2.png"] if kind is WallKind.MAIL else [])


async def test_a_photo_the_robot_would_not_take_is_said_before_anything_is_sent(ways: Ways) -> None:
    channel, box = ways.channels[WallKind.WECOM], ways.box(WallKind.WECOM)
    fits = replace(WORDS, pictures=(b"x" * LARGEST_PICTURE,))
    assert (await channel.deliver(parcel(), fits, box)).fate is None
    before = len(ways.side.robot)
    delivery = await channel.deliver(parcel(), replace(WORDS, pictures=(PICTURE, b"x" * (LARGEST_PICTURE + 1))), box)
    assert (delivery.fate, delivery.error) == (Fate.REFUSED, "picture too large")
    assert len(ways.side.robot) == before == 2
