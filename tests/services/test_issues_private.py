"""Sealed to one person, and reported for a neighbour: who is told, who reads it, on both databases."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.deliberation.origins import Origin
from domain.issues import SEALED_MATTER, Said, View
from domain.outcomes import Done, Facts, Outcome, Reason, Refusal
from domain.registry import Actor
from services import issues
from services.deliberation_full import start_full_matter
from storage.database import Database
from tests.builders import Neighbour, Town, found_town
from tests.deliberating import begin_full_matter
from tests.services.reporting import handle, offered, queued, reported

SECRET = "3号楼有人半夜打孩子"
HIDDEN = Refusal(Reason.NOT_YOURS, {"what": "sealed"})
UNKNOWN = Refusal(Reason.NOT_FOUND, {"what": "issue"})


async def press(database: Database, who: Neighbour, offer: Facts, act: Any, at: datetime, **more: Any) -> Outcome:
    source = f"{act.__name__}{more}{offer['draft_id']}"
    outcome: Outcome = await act(database, actor=who.actor, draft_id=offer["draft_id"], source=source, at=at, **more)
    return outcome


async def sealed(database: Database, town: Town, reader: str, at: datetime) -> Facts:
    """王阿姨's report for this reader alone."""
    wang = town["王阿姨"]
    offer = await offered(database, wang, Said(SECRET), at)
    chosen = await press(database, wang, offer, issues.seal_offer, at, reader_id=town[reader].person_id)
    assert isinstance(chosen, Done), chosen
    assert chosen["sealed_name"] == reader
    done = await press(database, wang, offer, issues.report_issue, at)
    assert isinstance(done, Done), done
    return done.facts


async def seen_by(database: Database, who: Neighbour, at: datetime) -> Any:
    return await issues.progress_by_number(database, actor=who.actor, number=1, at=at)


async def test_the_leader_and_the_committee_can_be_chosen_and_nobody_else(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    wang = town["王阿姨"]
    offer = await offered(database, wang, Said(SECRET), at)
    found = await issues.readers_of_offer(database, actor=wang.actor, draft_id=offer["draft_id"], at=at)
    assert isinstance(found, Done)
    assert [name for _, _, name in found["readers"]] == ["李楼长", "赵主任"]
    for stranger in ("孙网格", "陈租客", "王阿姨"):
        outcome = await press(database, wang, offer, issues.seal_offer, at, reader_id=town[stranger].person_id)
        assert outcome == Refusal(Reason.NOT_FOUND, {"what": "reader"})


async def test_one_person_hears_of_it_and_no_group(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    facts = await sealed(database, town, "赵主任", at)
    assert facts["who"] == ["committee"]
    (notice,) = await queued(database)
    assert (notice.template, notice.chat_id, notice.facts["sealed"]) == ("issues.staff", town["赵主任"].chat_id, True)


async def test_others_who_serve_know_the_number_and_neighbours_not_even_that(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    facts = await sealed(database, town, "赵主任", at)
    assert (await seen_by(database, town["赵主任"], at)).view is View.STAFF
    assert (await seen_by(database, town["王阿姨"], at)).view is View.REPORTER
    for name in ("李楼长", "孙网格", "钱管理"):
        assert await seen_by(database, town[name], at) == HIDDEN
        (listed,) = await issues.open_list(database, actor=town[name].actor, at=at)
        assert (listed.number, listed.text, listed.reporter, listed.spot_words) == (1, "", None, None)
    for name in ("陈租客", "路过的人"):
        assert await seen_by(database, town[name], at) == UNKNOWN
    (whole,) = await issues.open_list(database, actor=town["赵主任"].actor, at=at)
    assert whole.text == SECRET
    assert await issues.public_list(database, building_id=town.buildings["3号楼"]) == []
    assert facts["number"] == "0001"


async def test_only_the_reader_handles_it_and_nothing_of_it_gets_out(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    facts = await sealed(database, town, "赵主任", at)
    for step in ("answer", "done", "reopen"):
        assert await handle(database, town["李楼长"], step, facts["id"], at, text="好") == UNKNOWN
    refused = await issues.sort_issue(
        database, actor=town["孙网格"].actor, issue_id=facts["id"], category="noise", source="s", at=at
    )
    assert refused == UNKNOWN
    assert isinstance(await handle(database, town["赵主任"], "answer", facts["id"], at, text="已上门"), Done)
    assert [row.template for row in await queued(database)] == ["issues.staff", "issues.told"]


async def test_whoever_left_office_reads_it_no_more_and_its_reporter_opens_it(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    facts = await sealed(database, town, "李楼长", at)
    leader = town["李楼长"]
    retired = Neighbour(leader.person_id, leader.telegram_id, leader.chat_id, Actor(leader.person_id))
    assert await seen_by(database, retired, at) == UNKNOWN
    stranger = await issues.unseal_issue(database, actor=town["赵主任"].actor, issue_id=facts["id"], source="a", at=at)
    assert stranger == UNKNOWN
    opened = await issues.unseal_issue(database, actor=town["王阿姨"].actor, issue_id=facts["id"], source="b", at=at)
    assert isinstance(opened, Done)
    assert (await seen_by(database, town["孙网格"], at)).view is View.STAFF
    assert len(await queued(database, template="issues.card")) == 1
    again = await issues.unseal_issue(database, actor=town["王阿姨"].actor, issue_id=facts["id"], source="c", at=at)
    assert again == UNKNOWN


async def test_it_can_be_opened_before_it_is_sent(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    wang = town["王阿姨"]
    offer = await offered(database, wang, Said(SECRET), at)
    await press(database, wang, offer, issues.seal_offer, at, reader_id=town["赵主任"].person_id)
    opened = await press(database, wang, offer, issues.seal_offer, at, reader_id=None)
    assert isinstance(opened, Done)
    assert opened["sealed_to"] is None
    await press(database, wang, offer, issues.report_issue, at)
    assert len(await queued(database, template="issues.staff")) == 3


async def test_a_leader_reports_for_a_neighbour_who_is_named_nowhere(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    leader = town["李楼长"]
    offer = await offered(database, leader, Said("3号楼电梯坏了"), at)
    assert offer["serves"]
    filed = await press(database, leader, offer, issues.file_offer, at, for_neighbour=True)
    assert isinstance(filed, Done) and filed["for_neighbour"]
    done = await press(database, leader, offer, issues.report_issue, at)
    assert isinstance(done, Done)
    seen = await seen_by(database, leader, at)
    assert (seen.issue.reporter_id, seen.issue.filed_by) == (None, leader.person_id)
    (first, *_) = await queued(database, template="issues.staff")
    assert (first.facts["reporter"], first.facts["filed_by"]) == (None, "李楼长")
    token = {"issue_id": done["id"], "token": done["for_neighbour"], "at": at}
    assert isinstance(await issues.take_over_issue(database, actor=leader.actor, source="t0", **token), Refusal)
    forged = {**token, "token": "0" * 20}
    assert await issues.take_over_issue(database, actor=town["陈租客"].actor, source="t1", **forged) == UNKNOWN
    await handle(database, town["赵主任"], "answer", done["id"], at, text="修")
    assert await queued(database, template="issues.told") == []
    again = await press(database, leader, offer, issues.drop_report, at)
    assert again == Refusal(Reason.ALREADY_DONE, {"what": "report", "number": "0001"})


async def test_who_does_not_serve_there_reports_for_nobody_else(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    for name, text in (("王阿姨", "电梯坏了"), ("李楼长", "9号楼电梯坏了")):
        offer = await offered(database, town[name], Said(text), at, name)
        refused = await press(database, town[name], offer, issues.file_offer, at, for_neighbour=True)
        assert isinstance(refused, Refusal) and refused.reason is Reason.NOT_PERMITTED


async def test_reports_for_others_count_towards_how_many_one_may_send(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    leader = town["李楼长"]
    for number in range(20):
        offer = await offered(database, leader, Said("3号楼灯坏了"), at, f"o{number}")
        await press(database, leader, offer, issues.file_offer, at, for_neighbour=True)
        assert isinstance(await press(database, leader, offer, issues.report_issue, at), Done)
    offer = await offered(database, leader, Said("3号楼灯坏了"), at, "last")
    refused = await press(database, leader, offer, issues.report_issue, at)
    assert isinstance(refused, Refusal) and refused.reason is Reason.TOO_MANY


async def test_an_ordinary_report_cannot_be_unsealed(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    report = await reported(database, town["王阿姨"], "电梯坏了", at)
    outcome = await issues.unseal_issue(database, actor=town["王阿姨"].actor, issue_id=report["id"], source="a", at=at)
    assert outcome == UNKNOWN


async def test_the_neighbour_who_agrees_is_told_and_nobody_takes_it_after_them(
    database: Database, at: datetime
) -> None:
    town = await found_town(database, at)
    leader, wang = town["李楼长"], town["王阿姨"]
    offer = await offered(database, leader, Said("3号楼电梯坏了"), at)
    await press(database, leader, offer, issues.file_offer, at, for_neighbour=True)
    done = await press(database, leader, offer, issues.report_issue, at)
    assert isinstance(done, Done)
    token = {"issue_id": done["id"], "token": done["for_neighbour"]}
    assert not isinstance(await issues.filed_for_me(database, **token), Refusal)
    assert await issues.filed_for_me(database, issue_id=done["id"], token="") == UNKNOWN
    assert await issues.filed_for_me(database, issue_id=999, token=done["for_neighbour"]) == UNKNOWN
    assert isinstance(await issues.take_over_issue(database, actor=wang.actor, source="a", at=at, **token), Done)
    assert (await seen_by(database, wang, at)).view is View.REPORTER
    await handle(database, town["赵主任"], "answer", done["id"], at, text="修")
    assert [row.chat_id for row in await queued(database, template="issues.told")] == [wang.chat_id]
    late = await issues.take_over_issue(database, actor=town["陈租客"].actor, source="b", at=at, **token)
    assert late == Refusal(Reason.ALREADY_DONE, {"what": "neighbour"})


async def test_it_becomes_no_matter_before_its_reporter_opens_it(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    report, chair = await sealed(database, town, "赵主任", at), town["赵主任"]
    assert isinstance(await handle(database, chair, "accept", report["id"], at), Done)
    await begin_full_matter(database, town.compound_id, chair.actor, at)  # builds the homes that are asked

    async def begun(source: str) -> Outcome:
        what = {"title": "夜里的吵闹", "text": "商量个办法", "touched": (), "origin": Origin(issue_id=report["id"])}
        given = {"compound_id": town.compound_id, **what, "source": source, "at": at}
        outcome: Outcome = await start_full_matter(database, actor=chair.actor, **given)
        return outcome

    assert await begun("sealed") == SEALED_MATTER
    opened = {"issue_id": report["id"], "source": "open", "at": at}
    assert isinstance(await issues.unseal_issue(database, actor=town["王阿姨"].actor, **opened), Done)
    assert isinstance(await begun("opened"), Done)
