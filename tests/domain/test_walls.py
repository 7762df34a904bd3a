"""Walls: which addresses are one, what hangs there, who may link, confirm and read."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.notices import Notice, NoticeKind, NoticeState
from domain.outcomes import Reason, Refusal
from domain.registry import Actor, Place, Role, RoleKind
from domain.wall_addresses import LONGEST, Address, WallKind, lets_post, public_host, read_address, secret_bytes
from domain.walls import (
    MOST_WALLS,
    ON_WALLS,
    SUBJECTS,
    Hung,
    Means,
    Wall,
    WallState,
    alone_refusal,
    confirm_refusal,
    hanging,
    link_refusal,
    photos_of,
    published_subjects,
    standing_refusal,
    told_of,
    trying_refusal,
    untried_refusal,
)

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
PLACE = Place(1)
ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7b1c-4bc4-97a0-0ec2a5fa5a8c"
SECRET = "whsec_" + base64.b64encode(b"s" * 32).decode()
HOOK = "https://wuye.example.org/yishiting"


def refused(kind: WallKind, words: str, *, loopback: bool = False) -> str:
    found = read_address(kind, words, loopback=loopback)
    assert isinstance(found, Refusal), found
    return str(found.facts["what"])


def read(kind: WallKind, words: str, *, loopback: bool = False) -> Address:
    found = read_address(kind, words, loopback=loopback)
    assert isinstance(found, Address), found
    return found


def test_each_kind_of_address_is_read_and_only_its_end_is_ever_shown() -> None:
    assert read(WallKind.WECOM, f"  {ROBOT}\n") == Address(ROBOT, "", "5a8c")
    assert read(WallKind.MAIL, "gongshi@zhonghuayuan.example.org").tail == "shi"
    assert read(WallKind.WEBHOOK, f"{HOOK}\n {SECRET}") == Address(HOOK, SECRET, "ting")
    assert "693a91f6" not in repr(read(WallKind.WECOM, ROBOT)) and SECRET not in repr(
        read(WallKind.WEBHOOK, f"{HOOK} {SECRET}")
    )
    assert read(WallKind.MAIL, "a@example.org").tail == ""


@pytest.mark.parametrize(
    ("kind", "words", "what"),
    [
        (WallKind.WECOM, "", "wall_address"),
        (WallKind.WECOM, "h" * (LONGEST + 1), "wall_address"),
        (WallKind.WECOM, "企业微信群", "wall_address"),
        (WallKind.WECOM, "https://[::1", "wall_address"),
        (WallKind.WECOM, "https://qyapi.weixin.qq.com:99999999/cgi-bin/webhook/send", "wall_address"),
        (
            WallKind.WECOM,
            "https://me:you@qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7b1c-4bc4",
            "wall_address",
        ),
        (WallKind.WECOM, f"{ROBOT} {ROBOT}", "wall_address"),
        (WallKind.WECOM, f"{ROBOT}#here", "wall_address"),
        (WallKind.WECOM, ROBOT.replace("https", "http"), "wall_https"),
        (WallKind.WECOM, ROBOT.replace("qyapi.weixin", "qyapi.weixin.example"), "wall_wecom"),
        (WallKind.WECOM, ROBOT.replace("/send", "/upload_media"), "wall_wecom"),
        (WallKind.WECOM, ROBOT.partition("=")[0] + "=short", "wall_wecom"),
        (WallKind.WECOM, ROBOT.partition("?")[0], "wall_wecom"),
        (WallKind.MAIL, "gongshi", "wall_mail"),
        (WallKind.MAIL, "gongshi@localhost", "wall_mail"),
        (WallKind.MAIL, "gongshi@mail.local", "wall_mail"),
        (WallKind.MAIL, "a@example.org, b@example.org", "wall_mail"),
        (WallKind.WEBHOOK, HOOK, "wall_secret"),
        (WallKind.WEBHOOK, f"{HOOK} whsec_c2hvcnQ=", "wall_secret"),
        (WallKind.WEBHOOK, f"{HOOK} whsec_***", "wall_secret"),
        (WallKind.WEBHOOK, f"{HOOK} geheim", "wall_secret"),
        (WallKind.WEBHOOK, f"http://127.0.0.1/x {SECRET}", "wall_https"),
        (WallKind.WEBHOOK, f"ftp://wuye.example.org/x {SECRET}", "wall_https"),
    ],
)
def test_what_is_no_address_is_said_in_its_own_words(kind: WallKind, words: str, what: str) -> None:
    assert refused(kind, words) == what


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("[::1]", "[fd00::1]", "[fe80::1]", "[::ffff:10.0.0.1]", "224.0.0.1", "2130706433"),
        *("[64:ff9b::a00:1]", "[2002:a00:1::1]", "[::10.0.0.1]", "[64:ff9b::7f00:1]"),
        *("[64:ff9b:1::a00:1]", "[64:ff9b:1:abcd::1]", "[::ffff:0:10.0.0.1]", "[::ffff:0:7f00:1]", "[fec0::1]"),
        *("0x7f.1", "127.1"),
        *("localhost", "router", "nas.local", "x.localhost", "metadata.google.internal", "box.lan", "-"),
    ],
)
def test_nothing_leads_inside(host: str) -> None:
    assert refused(WallKind.WEBHOOK, f"https://{host}/hook {SECRET}") == "wall_inside"


def test_what_is_public_is_public_and_loopback_only_where_the_operator_says_so() -> None:
    assert public_host("example.org") and public_host("xn--fiqs8s.xn--fiqs8s") and public_host("93.184.216.34")
    assert public_host("64:ff9b::5db8:d822"), "the same, where only new numbers are spoken"
    here = "http://127.0.0.1:8099"
    assert read(WallKind.WEBHOOK, f"{here}/hook {SECRET}", loopback=True).where == f"{here}/hook"
    assert read(WallKind.WECOM, f"{here}/cgi-bin/webhook/send?key={'k' * 16}", loopback=True).tail == "kkkk"
    assert refused(WallKind.WEBHOOK, f"https://10.1.2.3/hook {SECRET}", loopback=True) == "wall_inside"


def test_a_secret_is_what_the_standard_says() -> None:
    assert secret_bytes(SECRET) == b"s" * 32
    assert secret_bytes("whsec_" + base64.b64encode(b"s" * 65).decode()) is None


def post(template: str = "announcements.post", kind: NoticeKind = NoticeKind.POST, **more: Any) -> Notice:
    whole = {"facts": {}, "public": kind is NoticeKind.POST, "subject": "announcement:4"}
    return Notice("announcement:4:post:7", 7, kind, template, **(whole | more))


def test_what_is_public_hangs_once_whatever_group_it_goes_to() -> None:
    hung = hanging(post(), 9)
    assert hung is not None and (hung.key, hung.chat_id) == ("announcement:4:post:wall9", 9)
    redrawn = hanging(post(kind=NoticeKind.EDIT), 9)
    assert redrawn is not None and redrawn.kind is NoticeKind.POST and redrawn.public


@pytest.mark.parametrize(
    "notice",
    [
        post("issues.card"),
        post("announcements.files"),
        post("elections.listed"),
        post(public=False),
        post(kind=NoticeKind.PIN),
        post("soundings.result", NoticeKind.EDIT),
        post(facts={"again": True}),
        post("voting.result", facts={"question": {"ballot": "k-seats", "options": []}}),
        post("voting.result", facts={"question": {"ballot": "yes-no"}, "scope": {"words": "3号楼2单元"}}),
        post("deliberation.announced", facts={"procedure": "small"}),
        post("ratings.over", facts={"procedure": "small", "anew": False}),
    ],
)
def test_what_is_private_of_people_or_only_said_again_does_not(notice: Notice) -> None:
    assert hanging(notice, 9) is None


def test_photos_of_an_announcement_hang_once_and_no_other_files() -> None:
    photo, film = {"kind": "photo", "file_id": "a"}, {"kind": "video", "file_id": "b"}
    files = replace(post("announcements.files", facts={"files": [film, photo]}), key="announcement:4:files:7:photo")
    hung, other = hanging(files, 9), hanging(replace(files, key="announcement:4:files:77:photo", chat_id=77), 9)
    assert hung is not None and other is not None
    assert hung.key == other.key == "announcement:4:files:photo:wall9", "whatever group it goes to"
    assert photos_of(hung.facts) == ["a"]
    assert hanging(replace(files, facts={"files": [film]}), 9) is None
    assert published_subjects("announcement", 4) == ["announcement:4", "announcement:4:photo"]


def test_an_ordinary_vote_hangs() -> None:
    assert hanging(post("voting.result", facts={"question": {"ballot": "yes-no"}}), 9) is not None
    assert hanging(post("voting.posted", facts={"scope": None}), 9) is not None
    assert hanging(post("polls.result", facts={"question": "大门换不换"}), 9) is not None


def test_nothing_that_is_written_to_somebody_is_on_the_list() -> None:
    assert not any(template.startswith(("issues.", "elections.", "registry.", "outbox.")) for template in ON_WALLS)


def somebody(number: int, kind: RoleKind = RoleKind.COMMITTEE) -> Actor:
    return Actor(number, (Role(kind, PLACE, AT),))


def a_wall(state: WallState = WallState.LINKED) -> Wall:
    return Wall(3, 9, PLACE, WallKind.WECOM, "5a8c", state, open=True, linked_by=1, linked_at=AT)


def trial(state: NoticeState = NoticeState.SENT) -> Hung:
    return Hung("walls.trial", "…5a8c", WallKind.WECOM, state, AT)


def what(refusal: Refusal | None) -> str | None:
    return None if refusal is None else str(refusal.facts.get("what", refusal.reason.value))


def test_the_committee_links_as_many_as_one_screen_shows_and_mail_where_there_is_a_server() -> None:
    chair, wang, none = somebody(1), somebody(5, RoleKind.OWNER), Means()
    assert link_refusal(chair, PLACE, WallKind.WECOM, 0, none) is None
    assert what(link_refusal(wang, PLACE, WallKind.WECOM, 0, none)) == Reason.NOT_PERMITTED
    assert what(link_refusal(chair, PLACE, WallKind.WECOM, MOST_WALLS, none)) == "walls"
    assert what(link_refusal(chair, PLACE, WallKind.MAIL, 0, none)) == "wall_no_mail"
    assert link_refusal(chair, PLACE, WallKind.MAIL, 0, Means(mail=True)) is None


def test_another_confirms_once_the_trial_arrived() -> None:
    second = somebody(2)
    assert confirm_refusal(second, a_wall(), trial()) is None
    assert what(confirm_refusal(somebody(1), a_wall(), trial())) == "wall_second"
    assert what(confirm_refusal(second, a_wall(), None)) == "wall_untried"
    assert what(trying_refusal(trial(NoticeState.SENDING))) == "wall_trying"
    assert what(alone_refusal(0)) == "wall_alone" and alone_refusal(1) is None
    assert trying_refusal(None) is None and trying_refusal(trial()) is None
    assert what(untried_refusal(trial(NoticeState.UNKNOWN))) == "wall_untried"
    assert what(confirm_refusal(second, a_wall(WallState.ON), trial())) == "wall"
    assert what(confirm_refusal(second, a_wall(WallState.OFF), trial())) == "wall_off"
    assert what(standing_refusal(somebody(5, RoleKind.TENANT), a_wall())) == Reason.NOT_PERMITTED


def test_a_wall_says_what_it_is_by_its_end_alone() -> None:
    assert (a_wall().title, a_wall().subject) == ("…5a8c", "wall:3")


def test_what_was_published_of_something_is_listed_by_its_subjects() -> None:
    assert published_subjects("vote", 7) == ["vote_notice:7", "vote:7", "vote_cancelled:7", "vote_result:7"]
    assert "matter_disclosing:7" in published_subjects("matter", 7)
    assert published_subjects("issue", 7) == [] and "matter_rated:7" in published_subjects("matter", 7)
    for of in SUBJECTS:
        assert {told_of(subject) for subject in published_subjects(of, 7)} == {(of, 7)}
    assert told_of("notice:7") == told_of("") == ("", 0)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7000-4bc4-97a0-0ec2f8a05a8c", True),
        ("看看 KEY = 693a91f6-7000-4bc4-97a0-0ec2f8a05a8c 对不对", True),
        ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", True),
        ("https://oapi.dingtalk.com/robot/send?access_token=1234", True),
        ("https://open.feishu.cn/open-apis/bot/v2/hook/693a91f6-7000-4bc4-97a0-0ec2f8a05a8c", True),
        ("https://map.qq.com/?key=ABCDEFGHIJKLMNOP 这里的路灯坏了", False),
        ("3号楼电梯坏了，照片在 https://docs.qq.com/sheet/DR2hr 里", False),
        ("门禁的 key 丢了", False),
    ],
)
def test_what_lets_whoever_has_it_post_is_told_from_a_report_with_a_link(words: str, told: bool) -> None:
    assert lets_post(words) is told
