"""The desk's pages: what waits in one compound is reached, so many at a time, on a small phone."""

from __future__ import annotations

import pytest

from domain.community_desk import Cover, Item, Needed, Standing, Thing, Wait
from domain.registry import Compound
from rendering import community_desk as drawn
from rendering.community_desk import OpenDesk, TurnItems
from rendering.issues_buttons import SeeIssue
from rendering.partner_buttons import ShowPartners
from rendering.texts import SPOKEN, texts

YARD = Compound(7, "中华园", 0)
MANY = Standing(YARD, tuple(Item(list(Wait)[n % 4], Thing.ISSUE, n, f"报事 {n:04d}") for n in range(1, 14)))


@pytest.mark.parametrize("locale", SPOKEN)
def test_everything_that_waits_is_reached_and_each_page_fits(locale: str) -> None:
    seen: list[int] = []
    page = 0
    for _ in range(5):
        screen = drawn.compound(texts(locale), MANY, page)
        keys = [key.press for row in screen.keys for key in row]
        assert len(screen.text.splitlines()) <= 8 and len(keys) <= 6 and OpenDesk(0) in keys
        seen += [press.issue_id for press in keys if isinstance(press, SeeIssue)]
        (turn,) = [press for press in keys if isinstance(press, TurnItems)]
        page = turn.page
    assert seen == list(range(1, 14)), "each once"
    again = drawn.compound(texts(locale), MANY, page)
    assert SeeIssue(1) in [key.press for row in again.keys for key in row], "after the last page comes the first"


def test_what_fits_on_one_page_is_not_turned() -> None:
    few = drawn.compound(texts(None), Standing(YARD, MANY.items[:3]))
    assert not any(isinstance(key.press, TurnItems) for row in few.keys for key in row)
    still = drawn.compound(texts(None), Standing(YARD, ()), 9)
    assert [key.press for row in still.keys for key in row] == [ShowPartners(7), OpenDesk(0)]


@pytest.mark.parametrize("locale", SPOKEN)
def test_the_desk_of_many_compounds_fits_on_a_small_phone(locale: str) -> None:
    yards = [Standing(Compound(n, f"{n}号院"), (Item(Wait.LATE, Thing.ISSUE, n, "报事"),)) for n in range(1, 63)]
    seen: set[int] = set()
    for page in range(16):
        screen = drawn.desk(texts(locale), yards, page)
        keys = [key.press for row in screen.keys for key in row]
        assert len(screen.text.splitlines()) <= 8 and len(keys) <= 6 and drawn.MoreOfDesk() in keys
        seen |= {press.compound_id for press in keys if isinstance(press, drawn.OpenCompound)}
    assert seen == set(range(1, 63))
    assert drawn.desk(texts(locale), yards, 16) == drawn.desk(texts(locale), yards, 0)
    doors = [key.press for row in drawn.more(texts(locale)).keys for key in row]
    assert len(doors) == 6 and drawn.OpenCoverage() in doors and drawn.AllMonths(1) in doors


@pytest.mark.parametrize("locale", SPOKEN)
def test_a_compound_says_who_stands_by_it_and_leads_there(locale: str) -> None:
    of_two = Standing(YARD, MANY.items, ("供电所 <b>", "街道办"))
    screen = drawn.compound(texts(locale), of_two)
    assert "供电所 &lt;b&gt;" in screen.text and "街道办" in screen.text
    keys = [key.press for row in screen.keys for key in row]
    assert ShowPartners(7) in keys and len(keys) <= 6 and len(screen.text.splitlines()) <= 8


@pytest.mark.parametrize("locale", SPOKEN)
def test_whatever_is_missing_somewhere_is_reached_on_a_small_phone(locale: str) -> None:
    yards = tuple(Compound(n, f"{n}号院") for n in range(1, 63))
    found = [Cover(thing, 62, yards) for thing in Needed]
    seen: list[str] = []
    for page in range(2):
        screen = drawn.covers(texts(locale), found, page)
        keys = [key.press for row in screen.keys for key in row]
        assert len(screen.text.splitlines()) <= 8 and len(keys) <= 6 and OpenDesk(0) in keys
        assert drawn.TurnCoverage(page + 1) in keys
        seen += [press.thing for press in keys if isinstance(press, drawn.ShowCover)]
    assert seen == [thing.value for thing in Needed], "each once"
    assert drawn.covers(texts(locale), found, 2) == drawn.covers(texts(locale), found, 0)
    few = drawn.covers(texts(locale), found[:4])
    assert not any(isinstance(key.press, drawn.TurnCoverage) for row in few.keys for key in row)


def test_one_compound_without_a_partner_unit_is_named() -> None:
    screen = drawn.covers(texts(None), [Cover(Needed.PARTNER, 62, (Compound(17, "17号院"),))])
    assert "包建单位 61/62，还缺：17号院" in screen.text
