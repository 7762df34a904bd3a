"""How an election reads, state by state, in both languages: short enough, and with the words people need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.count_sheets import CountSheet
from domain.election_pages import ElectionPage
from domain.election_results import Elected
from domain.election_terms import deadlines
from domain.election_voters import Turnout, VoterList, VoterObjection
from domain.elections import Election, ElectionState, Listing, standing_faults
from domain.outcomes import Reason, Refusal
from domain.registry import Organ
from domain.voting.compositions import NominationChannel
from domain.voting.founding import GroupMember, GroupSeat
from domain.voting.nominations import NoticeFault
from rendering import elections as drawn
from rendering import elections_groups, elections_results, elections_voters
from rendering.bulletin_buttons import PapersOf
from rendering.refusals import refusal_words
from rendering.screens import Screen
from rendering.texts import SPOKEN, Texts, texts
from tests.domain.test_elections import MONDAY, NATIONAL, PLAIN, ZONE, election, stands

LATER = MONDAY + timedelta(days=5)


def page(found: Election, **changes: Any) -> ElectionPage:
    shown = changes.pop("shown", tuple(stands(n, elected=n < 5) for n in range(1, 7)))
    faults = {one.id: standing_faults(found, one, ZONE) for one in shown}
    return ElectionPage(found, shown, standing=len(shown), runs=True, may_stand=True, faults=faults, **changes)


def settled() -> ElectionPage:
    found = election(state=ElectionState.SETTLED, settled_at=MONDAY, filed_on="2026-03-05")
    return page(found, deadlines=deadlines(found.terms, MONDAY.date(), PLAIN))


NOTICED = election(state=ElectionState.NOTICE, noticed_at=MONDAY, notice_until=LATER + timedelta(days=3))
APPOINTED = election(
    Organ.PROPERTY, NATIONAL, state=ElectionState.SETTLED, document={"number": "12号", "day": "2026-03-05"}
)
LOT = election(state=ElectionState.VOTING, result=Elected((1, 2, 3, 4), (5, 6), 1).facts)
DRAWN = replace(LOT, result={**(LOT.result or {}), "drawn": [5], "by": 1})
SHEET = CountSheet(678, 431, 430, 2, {n: 50 for n in range(1, 7)})
ON_PAPER = election(Organ.RESIDENTS, NATIONAL, state=ElectionState.LISTED)
LISTED = page(
    ON_PAPER,
    voters=VoterList(1, 1, 3, "居委会组织法第17条", MONDAY, LATER - timedelta(days=1), LATER + timedelta(days=18)),
    turnout=Turnout(1, 0, 678),
    on_list=("3号楼301",),
    off_list=("3号楼302",),
    voter_objections=(VoterObjection(1, 1, "漏了302", LATER),),
)
MARKED = replace(LISTED, turnout=Turnout(1, 431, 678), counts=True, voter_objections=())
COUNTED = page(
    election(Organ.RESIDENTS, NATIONAL, state=ElectionState.LISTED),
    counts=True,
    sheet=CountSheet(100, 90, 80, 2, {n: 50 for n in range(1, 7)}),
)
WANTING = page(election(), shown=(stands(1, NominationChannel.OWNERS, consents=False, signers=("home:1",)),))
FEW = page(NOTICED, listing=Listing((), (NoticeFault.FEW_CANDIDATES,)))
Draw = Callable[[Texts], Screen]
SCREENS: dict[str, tuple[Draw, str]] = {
    "nominating": (lambda t: drawn.page(t, page(election()), at=LATER, zone=ZONE), "条件：是业主"),
    "first day": (lambda t: drawn.page(t, page(election()), at=MONDAY, zone=ZONE), "明天起可以报名"),
    "wanting": (lambda t: drawn.running(t, WANTING), "邻居1：联名还差 1 户；本人还没同意"),
    "candidates": (lambda t: drawn.candidates(t, WANTING, 0), "还差：联名还差 1 户"),
    "more candidates": (lambda t: drawn.candidates(t, page(NOTICED), 1), "5. 邻居5（自荐）"),
    "notice": (lambda t: drawn.page(t, page(NOTICED), at=LATER, zone=ZONE), "公示到 3月10日（周二）"),
    "notice over": (lambda t: drawn.page(t, page(NOTICED), at=LATER + timedelta(days=4), zone=ZONE), "公示期满了"),
    "as many as seats": (
        lambda t: drawn.running(t, page(election(), shown=tuple(stands(n) for n in range(1, 6)))),
        "候选人要比 5 个席位多，还不够",
    ),
    "few": (lambda t: drawn.running(t, FEW), "候选人公示中"),
    "put": (lambda t: elections_results.ask_to_put(t, page(election())), "每张票最多选 5 位"),
    "lot": (lambda t: drawn.page(t, page(LOT), at=LATER, zone=ZONE), "得票一样：邻居5、邻居6"),
    "drawn": (lambda t: drawn.running(t, page(DRAWN)), "抽中：邻居5"),
    "settled": (lambda t: drawn.page(t, settled(), at=LATER, zone=ZONE), "空缺 1 席"),
    "appointed": (lambda t: drawn.page(t, page(APPOINTED, recorder="孙书记"), at=LATER, zone=ZONE), "孙书记记录"),
    "counted": (lambda t: drawn.running(t, COUNTED), "选民 100 户，发出 90，收回 80，作废 2"),
    "voters": (lambda t: elections_voters.voters(t, LISTED, at=MONDAY, zone=ZONE), "您家不在名单上：3号楼302"),
    "voters later": (
        lambda t: elections_voters.voters(t, MARKED, at=LATER, zone=ZONE),
        "日子到3月6日（周五）为止，已经过了",
    ),
    "objection": (lambda t: elections_voters.voter_objection(t, LISTED, ZONE), "「漏了302」"),
    "marked": (lambda t: drawn.running(t, MARKED), "已发选票 431/678 户"),
    "photographed": (lambda t: drawn.running(t, replace(MARKED, sheet=SHEET, sheet_photo="stored")), "照片到了"),
    "group": (
        lambda t: elections_groups.group(t, page(election(), group=(GroupMember("韩", GroupSeat.SUBDISTRICT),))),
        "现在 1 人，至少要 7 人",
    ),
    "objections": (lambda t: drawn.objections(t, page(NOTICED)), "异议都答复了"),
    "nothing": (lambda t: drawn.elections(t, [], [], runs=True, at_home=True), "现在没有选举"),
}


@pytest.mark.parametrize("name", SCREENS)
def test_every_state_reads_in_both_languages(name: str) -> None:
    draw, words = SCREENS[name]
    assert words in draw(texts("zh_Hans")).text
    for locale in SPOKEN:
        screen = draw(texts(locale))
        assert len(screen.text.splitlines()) <= 8 and sum(map(len, screen.keys)) <= 6, screen


def keys(screen: Screen) -> Iterator[str]:
    return (key.label for row in screen.keys for key in row)


def test_an_appointment_offers_no_vote_and_a_vote_no_appointment() -> None:
    chinese = texts("zh_Hans")
    appointed = drawn.running(chinese, page(replace(APPOINTED, state=ElectionState.LISTED)))
    voted = drawn.running(chinese, page(election(state=ElectionState.LISTED)))
    assert "记街道的聘任" in keys(appointed) and "发起投票" not in keys(appointed)
    assert "发起投票" in keys(voted) and "记街道的聘任" not in keys(voted)
    assert "补推荐" in keys(drawn.running(chinese, FEW)) and "今天移交了" in keys(drawn.running(chinese, settled()))


def test_a_count_is_photographed_by_its_author_and_looked_at_by_another() -> None:
    chinese = texts("zh_Hans")
    assert "看照片核对" not in keys(drawn.running(chinese, COUNTED)), "there is no photo"
    assert "传计票单照片" in keys(drawn.running(chinese, replace(COUNTED, sheet_is_own=True)))
    assert "看照片核对" in keys(drawn.running(chinese, replace(COUNTED, sheet_photo="stored")))
    assert "公布选民名单" in keys(drawn.running(chinese, page(ON_PAPER)))
    assert "选民名单" in keys(drawn.page(chinese, LISTED, at=LATER, zone=ZONE))
    assert not elections_voters.voters_keys(chinese, replace(page(ON_PAPER), runs=False))
    assert {"补一户", "去一户"} <= set(keys(elections_voters.voters(chinese, LISTED, at=LATER, zone=ZONE)))
    assert "补一户" not in keys(elections_voters.voters(chinese, MARKED, at=LATER, zone=ZONE))


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (
            {"faults": ["even"], "count": 8, "basis": "郑州市物业管理条例（2021）第27条"},
            "现在 8 人，人数要是单数（依据：",
        ),
        ({"faults": ["few_residents"], "count": 8, "basis": ""}, "还不行：8 人里居民只有 3 人，要占一半以上。"),
    ],
)
def test_a_makeup_that_is_wrong_is_said_with_its_source(facts: dict[str, Any], words: str) -> None:
    """E19: eight members, under 郑州 even."""
    whole = {"what": "election_makeup", "residents": 3, "least": 7, "most": 11, **facts}
    said = refusal_words(texts("zh_Hans"), Refusal(Reason.WRONG_STATE, whole), ZONE)
    assert words in said, said


def test_candidates_on_notice_are_printed_by_who_runs_the_election_where_there_is_room() -> None:
    press = PapersOf("candidates", 1)
    for found in (page(NOTICED), FEW):
        keys = [key.press for row in drawn.running(texts("zh_Hans"), found).keys for key in row]
        assert press in keys and len(keys) <= 6
    nominating = drawn.running(texts("zh_Hans"), page(election()))
    assert press not in [key.press for row in nominating.keys for key in row]
