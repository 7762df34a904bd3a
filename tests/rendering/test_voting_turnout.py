"""Turnout by building on a small screen: at most eight lines and six keys, and no home to be guessed."""

from __future__ import annotations

from datetime import UTC, datetime

from domain.registry import Place
from domain.voting.turnout import Part, tell
from domain.voting.votes import Vote, VoteState
from rendering.texts import texts
from rendering.voting_notices import tenths
from rendering.voting_turnout import ByBuilding, by_building

AT = datetime(2026, 12, 3, 2, 0, tzinfo=UTC)
TERMS = {"weight": "formal", "weight_source": "民法典278"}
VOTE = Vote(3, Place(1), 1, "manager", "解聘物业", "全文", "0" * 64, "owners-general", TERMS, VoteState.OPEN, 1,
            AT, AT, AT, "0" * 64, 100, 900000)  # fmt: skip


def test_a_handful_is_told_with_others_and_why() -> None:
    parts = [Part("1号楼", 29, 48), Part("2号楼", 47, 48), Part("3号楼", 20, 48), Part("4号楼", 33, 48)]
    said = by_building(texts("zh_Hans"), VOTE, tell(parts), 0)
    assert str(said.text).splitlines()[1:] == [
        "各楼已投的户数：",
        "1号楼 29/48 户、3号楼 20/48 户",
        "另外 2 栋合起来 80/96 户。分开写会看得出是哪几家，所以不分。",
        "这里只看得到投没投，看不到投的是什么。",
    ]
    nobody = by_building(texts("zh_Hans"), VOTE, tell(parts[1:2]), 0)
    assert "现在还不能分楼来写" in nobody.text and "47" not in nobody.text


def test_many_buildings_take_several_screens() -> None:
    parts = [Part(f"{n}号楼", 20, 48) for n in range(1, 18)]
    screens = [by_building(texts("en"), VOTE, tell(parts), page) for page in range(3)]
    assert [str(screen.text).count("20/48") for screen in screens] == [8, 8, 1]
    assert [screen.keys[0][0].press for screen in screens[:2]] == [ByBuilding(3, 1), ByBuilding(3, 2)]
    assert [len(screen.keys[0]) for screen in screens] == [2, 2, 1]
    assert all(len(str(screen.text).splitlines()) <= 8 for screen in screens)


def test_a_share_is_told_to_a_tenth_and_never_more_than_it_is() -> None:
    assert (tenths(57780_00, 90000_00), tenths(2, 3), tenths(0, 0)) == ("64.2", "66.6", "0.0")
