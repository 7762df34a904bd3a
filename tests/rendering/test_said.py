"""A word off a key, typed: it leads to its room or says what it is; trouble that sounds like one stays trouble."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.registry import Actor, Place, Role, RoleKind
from rendering import menu, said
from rendering.menu import Go
from rendering.texts import SPOKEN, texts
from tests.rendering.test_menu import SINCE, presses

DRAWN = Path(__file__).parents[2] / "rendering"
WANG = Actor(1, (Role(RoleKind.RESIDENT, Place(1, 3), SINCE),))


def on_keys() -> Iterator[str]:
    """The message of every key whose words are known beforehand."""
    for path in DRAWN.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") == "Key"
                and isinstance(node.args[0], ast.Call)
            ):
                told = node.args[0].args
                if getattr(node.args[0].func, "attr", "") == "plain" and isinstance(told[0], ast.Constant):
                    yield str(told[0].value)


@pytest.mark.parametrize("locale", SPOKEN)
def test_no_word_off_a_key_is_taken_for_a_report(locale: str) -> None:
    found, unknown = set(on_keys()), []
    for key in sorted(found - said.TROUBLE - {"intake.no_entrance", "issues.days", "voting.ask.n_days"}):
        words = texts(locale)._catalogue.gettext(key)
        led = menu.door_said(WANG, words) or menu.leaves(words) or menu.is_choice(words)
        if "{" not in words and not led and said.key_said(words) is None:
            unknown.append(key)
    assert len(found) > 500 and not unknown


def test_a_word_off_a_key_shows_the_way_to_its_room_unless_it_stands_in_many() -> None:
    words, keys = texts("zh_Hans"), {}
    for typed in ("叫一家", "算了，", "看这一户", "返回"):
        rooms = said.key_said(typed)
        assert rooms is not None, typed
        keys[typed] = presses(said.of_a_key(words, WANG, typed, rooms))
    assert keys["叫一家"] == [Go("whistle"), Go("start")] and keys["看这一户"] == [Go("homes"), Go("start")]
    assert keys["返回"] == [Go(door) for door in menu.at_hand(menu.doors(WANG))]
    told = str(said.of_a_key(words, WANG, "发布点", frozenset({"roster"})).text)
    assert "「发布点」" in told and "打出来不算" in told
    assert Go("roster") not in presses(said.of_a_key(words, WANG, "发布点", frozenset({"roster"})))


@pytest.mark.parametrize(
    "trouble", ["停水", "电梯", "漏水下水", "有危险，等不得", "水泵、水管的险情", "电梯停运", "危险", "噪音油烟"]
)
def test_the_name_of_a_trouble_is_still_reported(trouble: str) -> None:
    assert menu.door_said(WANG, trouble) is None and said.key_said(trouble) is None


@pytest.mark.parametrize(
    "words",
    [
        *("到现在没有人答复", "在哪栋楼？", "哪个小区？", "请拍一张办好的照片发给我"),
        *("9栋、每栋3单元、6层、每层2户", "回了话的"),
    ],
)
def test_headings_questions_and_examples_are_not_taken_for_keys(words: str) -> None:
    assert said.key_said(words) is None
