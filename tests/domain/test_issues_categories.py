"""What a report is about: guessed by rules, then by what was confirmed here."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.issues import is_emergency
from domain.issues_categories import LEADS, Category, Lead, grams, guess, read_category

SENTENCES = tomllib.loads(Path(__file__).with_name("category_sentences.toml").read_text(encoding="utf-8"))
CHARGER = "三号楼口的换电柜插不进去"


def missed(lot: str) -> tuple[list[str], int]:
    """Sentences whose category is not among the first two guesses, and how many there are."""
    said = [(text, about) for about, texts in SENTENCES[lot].items() for text in texts]
    return [text for text, about in said if Category(about) not in guess(text)], len(said)


def test_nine_in_ten_are_among_the_two_that_are_offered() -> None:
    left, all_of_them = missed("first")
    assert all_of_them >= 120
    assert 100 * len(left) <= 10 * all_of_them, left


def test_what_was_written_later_is_found_nearly_as_often() -> None:
    (left, some), (missing, others) = missed("later"), missed("last")
    assert 100 * len(left + missing) <= 15 * (some + others), left + missing
    assert 100 * len(missing) <= 15 * others, missing


def test_danger_to_life_goes_before_everything() -> None:
    assert guess("电梯里困了人，快来") == (Category.DANGER, Category.LIFT)
    for said in SENTENCES["first"]["danger"]:
        assert is_emergency(said)
        assert guess(said)[0] is Category.DANGER


@pytest.mark.parametrize("said", ["煤气打不着火，没气了", "燃气灶点不着火", "The fire lane is blocked by cars"])
def test_what_only_sounds_like_danger_is_none(said: str) -> None:
    assert not is_emergency(said)


@pytest.mark.parametrize(
    "said", ["墙要倒了", "楼上阳台玻璃掉下来砸人", "小孩手夹在电梯门里", "电梯突然往下掉，里面有人"]
)
def test_what_falls_and_who_is_caught_is_danger(said: str) -> None:
    assert is_emergency(said)


def test_nothing_is_guessed_where_nothing_was_said() -> None:
    assert guess("") == ()
    assert guess("😂") == ()


def test_what_was_confirmed_here_is_guessed_the_next_time() -> None:
    assert Category.PARKING not in guess(CHARGER)
    counts = {pair: {Category.PARKING: 2} for pair in grams("换电柜插不进去")}
    assert guess(CHARGER, counts)[0] is Category.PARKING


def test_one_confirmation_says_nothing() -> None:
    assert guess(CHARGER, {pair: {Category.PARKING: 1} for pair in grams(CHARGER)}) == guess(CHARGER)


def test_what_was_confirmed_outweighs_one_strong_word_and_nothing_more() -> None:
    one, two = "电梯坏了", "路灯不亮，楼道灯也坏了，好黑"
    assert guess(one, {pair: {Category.GREEN: 9} for pair in grams(one)}) == (Category.GREEN, Category.LIFT)
    assert guess(two, {pair: {Category.GREEN: 9} for pair in grams(two)}) == (Category.LIGHT, Category.GREEN)
    assert guess("电梯停电", {"电梯": {Category.GREEN: 9}})[0] is Category.GREEN


def test_no_number_and_no_name_that_says_so_is_learnt_from() -> None:
    assert grams("联系人：王秀兰，电话13800138000，301室") == ("联系", "系人", "电话")
    assert "三零" not in grams("三零一室漏水")


def test_what_is_learnt_from_is_bounded() -> None:
    assert len(grams("".join(chr(0x4E00 + number) for number in range(4000)))) == 120


@given(st.text(max_size=300))
def test_there_are_never_more_than_two_and_never_one_twice(text: str) -> None:
    found = guess(text)
    assert len(found) == len(set(found)) <= 2


def test_every_category_has_somebody_to_lead_and_pipes_and_lines_their_companies() -> None:
    assert set(LEADS) == set(Category)
    assert [LEADS[one] for one in (Category.WATER, Category.POWER, Category.GAS)] == [Lead.WATER, Lead.POWER, Lead.GAS]


def test_only_names_of_ours_are_read() -> None:
    assert read_category("lift") is Category.LIFT
    assert read_category("elevator'; DROP") is None


def test_a_lamp_at_the_door_is_a_lamp_and_money_spent_grows_on_no_tree() -> None:
    assert guess("我们3号楼2单元门口的灯又不亮了") == (Category.LIGHT,)
    assert guess("单元门关不上了")[0] is Category.PROPERTY
    assert Category.GREEN not in guess("钱花哪了") and guess("院子里的花枯了")[0] is Category.GREEN
