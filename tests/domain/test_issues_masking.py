"""What the group never reads: door numbers, telephones, plates, accounts."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.issues import LONGEST_ON_CARD
from domain.issues_masking import MASK, mask, on_card, strip, unnamed

STRINGS = tomllib.loads(Path(__file__).with_name("masking_strings.toml").read_text(encoding="utf-8"))
MARKED = re.compile("【(.*?)】")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("301室漏水", "＊室漏水"),
        ("3号楼2单元301漏水", "3号楼2单元＊漏水"),
        ("3栋502半夜吵", "3栋＊半夜吵"),
        ("3-2-301 的空调滴水", "＊ 的空调滴水"),
        ("我家住1204", "我家住＊"),
        ("三零一室没水", "＊室没水"),
        ("5楼东户漏水", "5楼＊漏水"),
        ("501房的狗", "＊房的狗"),
        ("门牌号是1203的邻居", "门牌号是＊的邻居"),
    ],
)
def test_door_numbers_are_covered(said: str, shown: str) -> None:
    assert mask(said) == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("打我电话13800138000", "打我电话＊"),
        ("138-0013 8000找我", "＊找我"),
        ("幺三八零零幺三八零零零", "＊"),
        ("身份证11010519491231002X", "身份证＊"),
        ("京A·12345占了车位", "＊占了车位"),
        ("粤B F12345堵门", "＊堵门"),
        ("我的微信：wang_ayi88", "我的微信：＊"),
        ("找@wangayi", "找＊"),
        ("a.b@example.com", "＊"),
        ("看https://example.com/x?y=1 吧", "看＊ 吧"),
        ("门禁密码654321", "门禁密码＊"),
        ("联系人：王秀兰", "联系人：＊"),
        ("我叫王秀兰", "我叫＊"),
    ],
)
def test_telephones_plates_accounts_and_named_names_are_covered(said: str, shown: str) -> None:
    assert mask(said) == shown


@pytest.mark.parametrize(
    "said",
    [
        "3号楼2单元电梯坏了",
        "2026-11-24停水",
        "2017房产证",
        "已经打过12345",
        "每月300元停车费",
        "物业要收12000元",
        "住了2019年到现在",
        "3楼灯坏了",
        "2026年11月24日晚上",
    ],
)
def test_what_tells_nobody_apart_stays(said: str) -> None:
    assert mask(said) == said


MOBILE = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


@given(st.text(), MOBILE, st.text())
def test_no_mobile_number_ever_reaches_the_group(before: str, mobile: str, after: str) -> None:
    assert mobile not in mask(before + mobile + after)
    assert not re.search(r"1[3-9]\d{9}", on_card(before + mobile + after))


@given(MOBILE, st.sampled_from("- .·—"))
def test_a_mobile_number_in_groups_does_not_either(mobile: str, joint: str) -> None:
    assert not re.search(r"\d{3}", mask(joint.join([mobile[:3], mobile[3:7], mobile[7:]])))


@given(st.text(max_size=300))
def test_a_card_is_one_short_line(text: str) -> None:
    card = on_card(text)
    assert "\n" not in card
    assert len(card.encode("utf-16-le")) // 2 <= LONGEST_ON_CARD


def test_what_is_stripped_names_neither_who_nor_which_door() -> None:
    assert strip("王阿姨：2单元301漏水，电话13800000000", "王阿姨") == "＊：2单元＊漏水，电话＊"
    assert unnamed("王阿姨家漏水", "王阿姨") == "＊家漏水"
    assert unnamed("王府井", "王") == "王府井"
    assert unnamed("漏水", "") == "漏水"


@pytest.mark.parametrize(
    ("name", "words", "shown"),
    [
        ("Anna Li", "ANNA LI和anna li家，找Anna Li", "＊和＊家，找＊"),
        ("Li", "请li看看，Liling也来，delivery", "请＊看看，＊ling也来，delivery"),
        ("小Tom", "小TOM家", "＊家"),
        ("José", "JOSÉ的车", "＊的车"),
        ("Иван", "иван", "＊"),
        ("A.B", "a.b来过，axb没来", "＊来过，axb没来"),
    ],
)
def test_a_name_in_letters_goes_whatever_its_capitals(name: str, words: str, shown: str) -> None:
    assert unnamed(words, name) == shown


def neighbours(text: str) -> Counter[tuple[str, str]]:
    """Which letters and digits follow which: two of a number in a row already lead to somebody."""
    signs = [sign for sign in text if sign.isalnum()]
    return Counter(itertools.pairwise(signs))


def leaks(said: str) -> bool:
    """Whether two neighbouring signs of what must vanish can still be read."""
    secret, open_words, shown = (sum(map(neighbours, parts), Counter()) for parts in parted(said))
    return bool((shown - open_words) & secret)


def parted(said: str) -> tuple[list[str], list[str], list[str]]:
    return MARKED.findall(said), re.split("【.*?】", said), mask(re.sub("[【】]", "", said)).split(MASK)


def test_no_telephone_identity_card_or_plate_is_ever_left() -> None:
    vanish = STRINGS["vanish"]
    kinds = ("mobile", "landline", "identity", "plate", "bank")
    assert [said for kind in kinds for said in vanish[kind] if leaks(said)] == []


def test_of_all_that_must_vanish_97_in_100_do() -> None:
    said = [text for texts in STRINGS["vanish"].values() for text in texts]
    left = [text for text in said if leaks(text)]
    assert len(set(said)) >= 200
    assert all(MARKED.search(text) for text in said)
    assert 100 * len(left) <= 3 * len(said), left


def test_of_what_tells_nobody_apart_2_in_100_are_covered_at_most() -> None:
    said = [text for texts in STRINGS["stay"].values() for text in texts]
    covered = [text for text in said if mask(text) != text]
    assert len(set(said)) >= 200
    assert 100 * len(covered) <= 2 * len(said), covered


@pytest.mark.parametrize("said", ["１" * 4000, "京A" * 1500, "- " * 2000, "301、" * 1000, "我家" * 2000, "@" * 4000])
def test_hostile_lengths_are_read_to_the_end(said: str) -> None:
    assert isinstance(mask(said), str)
