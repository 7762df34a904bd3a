"""A page of a vote on a small phone: eight lines at most, the rest stands with the whole text behind one key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.deliberation.representation import Representation
from domain.vote_backgrounds import Background
from domain.vote_effects import card_facts
from domain.voting.entitlements import VotePage
from rendering.texts import SPOKEN, texts
from rendering.voting_backgrounds import few_representatives
from rendering.voting_buttons import ReadMotion
from rendering.voting_notices import result_lines
from rendering.voting_room import fitting
from rendering.voting_screens import motion, page
from tests.rendering.bulletin_samples import oasis
from tests.rendering.test_walls import AT, VOTE, ZONE

LONG = "\n".join(f"第{number}条 换门禁 <b>&" for number in range(1, 13))


@pytest.mark.parametrize("locale", SPOKEN)
def test_a_leader_reads_eight_lines_and_the_rest_with_the_whole_text(locale: str) -> None:
    said = texts(locale)
    found = VotePage(replace(VOTE, text=LONG), (), runs=True, objections=2)
    screen = page(said, found, at=AT, zone=ZONE)
    told = [line for line in str(screen.text).splitlines() if line.strip()]
    assert len(told) <= 8 and " <b>&" not in screen.text
    assert ReadMotion(VOTE.id) in [key.press for row in screen.keys for key in row]
    whole = str(motion(said, found, at=AT, zone=ZONE).text)
    assert all(f"第{number}条" in whole for number in range(1, 13))
    assert str(said.say("voting.objections", n=2)) in str(screen.text) + whole, "nothing is lost between the two"


def test_the_text_gives_way_only_to_what_must_stay() -> None:
    before = [(0, texts("zh_Hans").say("voting.hash", hash="h"))]
    lines, gone, cut = fitting(before, "一\n二\n三", [(4, texts("zh_Hans").say("voting.hash", hash="x"))])
    assert (len(lines), gone, cut) == (3, [], False)
    crowd = [(0, texts("zh_Hans").say("voting.hash", hash=str(n))) for n in range(6)]
    lines, gone, cut = fitting(before, "一\n二\n三", [*crowd, (4, texts("zh_Hans").say("voting.hash", hash="x"))])
    assert [str(line) for line in gone] == [str(texts("zh_Hans").say("voting.hash", hash="x"))]
    assert cut and lines[1] == "一…"


@pytest.mark.parametrize("locale", SPOKEN)
def test_a_result_is_read_whole_with_every_remark_on_it(locale: str) -> None:
    said, few = texts(locale), Background(3, 1, 2, 0, "", Representation(3, 201), chosen=False, owners_next=True)
    vote = oasis()
    vote = replace(vote, terms={**vote.terms, **few.terms})
    found = VotePage(vote, (), counted=True, objections=2)
    told = str(page(said, found, at=AT, zone=ZONE).text)
    remarks = [few_representatives(said, card_facts(vote)), *result_lines(said, card_facts(vote), vote.result or {})]
    assert len(remarks) > 3 and remarks[0] is not None
    assert all(str(line) in told for line in remarks), told
