"""2.10 协商议事, its meeting: what comes too late waits for the next day; every topic ends answered, with a reason.

96 homes, eight representatives; a tenth of the homes, or a third of the representatives, call for the meeting.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.deliberation.answers import Cluster, Verdict, all_answered, answer_refusal
from domain.deliberation.objections import Objecting
from domain.deliberation.opinions import Channel, Opinion
from domain.deliberation.stages import Stage
from domain.outcomes import Reason, Refusal
from domain.registry import RoleKind
from domain.voting.rules import HOUSEHOLDS, RESIDENTS_ASSEMBLY
from rendering.deliberation_lines import objecting_line
from rendering.refusals import refusal_words
from rendering.texts import texts
from services.deliberation_objections import answer_objection, object_to_matter
from services.deliberation_pages import outlook
from services.voting_matters import call_residents
from storage.database import Database
from tests.builders import settle_in
from tests.full_matters import Compound, found_compound

HOMES, REPRESENTATIVES = 96, 8


@pytest.fixture
async def yard(embedded: Database, at: datetime) -> Compound:
    """The resolution is disclosed; three representatives of the compound and five more."""
    made = await found_compound(embedded, at, HOMES)
    async with embedded.transaction() as transaction:
        for n in range(3, REPRESENTATIVES):
            await settle_in(transaction, f"代表{n}", 990 + n, RoleKind.REPRESENTATIVE, made.town.place, at)
    await made.stands(Stage.DISCLOSING)
    return made


async def test_ten_of_96_homes_call_for_it_and_nine_do_not(yard: Compound) -> None:
    for home in yard.homes[:9]:
        await yard.done(object_to_matter, home, words="楼后面先装")
    page = await yard.page()
    assert page.matter.stage is Stage.DISCLOSING and page.objecting == Objecting(9, HOMES, 0, REPRESENTATIVES)
    await yard.done(object_to_matter, yard.homes[9], words="楼后面先装")
    matter = (await yard.page()).matter
    assert matter.stage is Stage.RESIDENTS and matter.called_up is not None
    said = str(objecting_line(texts("zh_Hans"), matter.called_up.record))
    assert said == "提异议的：10/96 户，够十分之一；0/8 位居民代表。"


def test_three_of_eight_representatives_call_for_it_and_two_do_not() -> None:
    two, three = (Objecting(0, HOMES, n, REPRESENTATIVES) for n in (2, 3))
    assert not two.calls and three.calls
    said = str(objecting_line(texts("zh_Hans"), Objecting(12, HOMES, 3, REPRESENTATIVES).record))
    assert said == "提异议的：12/96 户，够十分之一；3/8 位居民代表，够三分之一。"


async def test_what_comes_too_late_for_a_day_goes_to_the_next_lawful_one(yard: Compound) -> None:
    for home in yard.homes[:10]:
        await yard.done(object_to_matter, home, words="楼后面先装")
    day = (await outlook(yard.database, matter=(await yard.page()).matter, at=yard.at))[0].earliest
    too_soon = day - timedelta(days=1)
    late = await yard.does(call_residents, "赵主任", meets_at=too_soon)
    assert isinstance(late, Refusal)
    words = refusal_words(texts("zh_Hans"), late, yard.database.zone)
    assert "提前10天通知" in words and f"最早{day.astimezone(yard.database.zone).month}月" in words, words
    await yard.done(call_residents, "赵主任", meets_at=day)
    async with yard.database.reading() as transaction:
        vote = await transaction.voting.find((await yard.page()).matter.residents_vote_id or 0)
    assert vote is not None and vote.opens_at == day and vote.heads == HOMES


async def test_every_topic_of_the_meeting_is_answered_with_words(yard: Compound) -> None:
    for home in yard.homes[:10]:
        await yard.done(object_to_matter, home, words="楼后面先装")
    assert await yard.refused(answer_objection, "赵主任", number=1, words=" ") == "matter_words"
    await yard.done(answer_objection, "赵主任", number=1, words="采纳，楼后面先装")


@pytest.mark.parametrize("verdict", [Verdict.ADOPTED, Verdict.PARTLY, Verdict.DECLINED])
def test_every_topic_ends_adopted_in_part_or_not_with_a_reason(verdict: Verdict, at: datetime) -> None:
    opinion = Opinion(1, 1, Channel.CHAT, "楼后面先装", at, cluster_id=1)
    asked = {Channel.CHAT, Channel.VISIT}
    open_one = Cluster(1, 1, "先装哪里", opinions=1)
    assert not all_answered([opinion], [open_one], asked)
    assert answer_refusal(open_one, " ") == Refusal(Reason.EMPTY, {"what": "answer_reason"})
    assert answer_refusal(open_one, "楼后面最黑") is None
    assert all_answered([opinion], [Cluster(1, 1, "先装哪里", verdict, "楼后面最黑")], asked)
    assert set(Verdict) == {Verdict.ADOPTED, Verdict.PARTLY, Verdict.DECLINED}


def test_more_than_half_take_part_and_more_than_half_of_those_agree() -> None:
    """Of 96 homes 48 are not enough, 49 are; of 49, 25 agree."""
    assert not RESIDENTS_ASSEMBLY.quorum.met(48, HOMES) and RESIDENTS_ASSEMBLY.quorum.met(49, HOMES)
    assert not RESIDENTS_ASSEMBLY.majority.met(24, 49) and RESIDENTS_ASSEMBLY.majority.met(25, 49)
    assert RESIDENTS_ASSEMBLY != HOUSEHOLDS, "the law's figures, not the charter's"
