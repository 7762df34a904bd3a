"""Paper ballots as they are printed: two a page, whatever the home is called, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.vote_backgrounds import ALONE, Background
from domain.voting.constituencies import Constituency
from domain.voting.questions import Option, Question
from rendering.texts import SPOKEN, texts
from rendering.vote_paper_sheet import PaperFace, paper_facts, paper_sheet
from tests.domain.test_vote_reminders import VOTE, ZONE
from tests.rendering.test_slip_sheet import HOSTILE
from tests.sheets import page_count


@pytest.mark.parametrize("locale", SPOKEN)
def test_two_a_page(locale: str) -> None:
    faces = [PaperFace(serial, "3号楼1单元301", 8937) for serial in (1, 2, 3)]
    assert page_count(paper_sheet(texts(locale), VOTE, faces, ZONE)) == 2


@pytest.mark.parametrize("hostile", HOSTILE)
def test_whatever_is_written_it_stays_one_page(hostile: str) -> None:
    vote = replace(VOTE, title=hostile, text=hostile)
    assert page_count(paper_sheet(texts(None), vote, [PaperFace(1, hostile, 8937)], ZONE)) == 1


def test_the_ballot_says_what_it_is_worth_and_names_no_home() -> None:
    facts = paper_facts(texts(None), VOTE, [PaperFace(137, "3号楼1单元301", 8937)], ZONE)
    (paper,) = facts["papers"]
    assert paper["worth"] == "这张票：1 人，面积 89.37 ㎡。" and paper["serial"] == "第0137号"
    assert "301" not in str(facts["words"]) and "aaaaaaaa" in facts["words"]["hash"]


def test_a_home_votes_as_one_home_without_an_area_whoever_of_it_signs() -> None:
    homes = replace(VOTE, rule="households", constituency=Constituency.HOUSEHOLDS, opens_at=VOTE.posted_at)
    facts = paper_facts(texts(None), homes, [PaperFace(1, "3号楼1单元302", 0)], ZONE)
    assert facts["papers"][0]["worth"] == "这张票：1 户，一户一票。"
    assert facts["words"]["signed"] == "住户签名" and "群里的表决" in facts["words"]["hash"]
    posted = replace(VOTE, opens_at=VOTE.posted_at + timedelta(days=15))
    owners = paper_facts(texts(None), posted, [], ZONE)["words"]
    assert owners["signed"] == "业主签名" and "全文见公示" in owners["hash"]


def test_the_ballot_says_how_many_may_be_ticked_and_that_it_is_on_paper_alone() -> None:
    seats = Question("k-seats", tuple(Option(str(n), f"邻居{n}") for n in range(1, 8)), 5)
    terms = {**VOTE.terms, "weight": "formal", "weight_source": "物业管理条例第12条", "on_paper": True}
    vote = replace(VOTE, question=seats, terms=terms)
    words = paper_facts(texts(None), vote, [], ZONE)["words"]
    assert words["how"] == "请打钩，最多选 5 个，多选作废：" and "只用纸票" in words["weight"]
    assert page_count(paper_sheet(texts(None), vote, [PaperFace(1, "3号楼1单元301", 8937)], ZONE)) == 1


def test_the_ballot_says_what_becomes_of_silence_only_where_it_counts() -> None:
    clause = "中华园议事规则第18条"
    for policy, said in (("follow_majority", "跟多数人的意见算"), ("participate_only", "算参加，不算同意")):
        warned = replace(VOTE, terms={**VOTE.terms, "silence": {"policy": policy, "clause": clause}})
        facts = paper_facts(texts(None), warned, [], ZONE)["words"]
        assert said in facts["silence"] and clause in facts["silence"]
        assert page_count(paper_sheet(texts(None), warned, [PaperFace(1, "3号楼1单元301", 8937)], ZONE)) == 1
    assert paper_facts(texts(None), VOTE, [], ZONE)["words"]["silence"] == ""


@pytest.mark.parametrize("locale", SPOKEN)
def test_the_ballot_says_what_it_costs_however_long_the_text_is(locale: str) -> None:
    paid = Background(3, 1, 2, 6_800_000, "公共收益")
    vote = replace(VOTE, text="换大门。" * 300, terms={**VOTE.terms, **paid.terms})
    words = paper_facts(texts(locale), vote, [], ZONE)["words"]
    assert "68,000.00" in words["text"] and "公共收益" in words["text"]
    alone = replace(vote, terms={**VOTE.terms, **ALONE}, rule="households", constituency=Constituency.HOUSEHOLDS)
    told = paper_facts(texts(locale), alone, [], ZONE)["words"]["text"]
    assert texts(locale).plain("voting.alone.others", article="§").partition("§")[0] in told
    for one in (vote, alone):
        assert page_count(paper_sheet(texts(locale), one, [PaperFace(1, "3号楼1单元301", 8937)], ZONE)) == 1
