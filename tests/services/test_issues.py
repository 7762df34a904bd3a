"""Reports from the first word to the number, on both databases."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

from domain.issues import File, Said
from domain.outcomes import Done, Reason, Refusal
from domain.registry import Place
from services import issues
from storage.database import Database
from tests.builders import found_town, settle_in
from tests.services.reporting import LIFT, PHOTO, offered, queued, reported


async def test_a_sentence_gets_a_number_at_once(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    first = await reported(database, town["王阿姨"], LIFT, at, "first")
    second = await reported(database, town["陈租客"], "垃圾没人收", at, "second")
    assert (first["number"], second["number"]) == ("0001", "0002")
    assert first["who"] == ["committee", "building_leader", "grid_worker"]
    assert first["told_at"] is None


async def test_the_place_is_known_from_words_or_home(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    home = await offered(database, town["王阿姨"], Said("电梯坏了"), at, "u1")
    named = await offered(database, town["王阿姨"], Said("九号楼门禁坏了"), at, "u2")
    unknown = await offered(database, town["路过的人"], Said("门禁坏了"), at, "u3")
    assert (home["building"], home["buildings"]) == ("3号楼", [])
    assert (named["building"], named["buildings"]) == ("9号楼", [])
    assert (unknown["building"], len(unknown["buildings"])) == (None, 2)


async def test_a_building_is_chosen_by_button(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    passer = town["路过的人"]
    offer = await offered(database, passer, Said("门禁坏了"), at)
    chosen = await issues.place_report(
        database, actor=passer.actor, draft_id=offer["draft_id"], building_id=town.buildings["9号楼"], source="b", at=at
    )
    assert isinstance(chosen, Done)
    assert (chosen["building"], chosen["buildings"]) == ("9号楼", [])
    again = await issues.ask_place(database, actor=passer.actor, draft_id=offer["draft_id"], source="c", at=at)
    assert isinstance(again, Done)
    assert (again["building"], len(again["buildings"])) == (None, 2)
    nowhere = await issues.place_report(database, actor=passer.actor, draft_id=offer["draft_id"], source="d", at=at)
    assert isinstance(nowhere, Done)
    assert (nowhere["compound"], nowhere["building"], nowhere["buildings"]) == ("中华园", None, [])


async def test_a_forged_building_is_not_found(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    offer = await offered(database, town["王阿姨"], Said("门禁坏了"), at)
    for choice in ({"building_id": 999}, {"compound_id": 999}):
        outcome = await issues.place_report(
            database, actor=town["王阿姨"].actor, draft_id=offer["draft_id"], source=f"b{choice}", at=at, **choice
        )
        assert outcome == Refusal(Reason.NOT_FOUND, {"what": "place"})


async def test_an_album_is_one_offer_and_all_its_pictures(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    wang = town["王阿姨"]
    first = await offered(database, wang, Said("漏水", (PHOTO,), album="a1"), at, "u1")
    second = await offered(database, wang, Said("", (File("photo", "photo-2"),), album="a1"), at, "u2")
    assert (first["joined"], second["joined"], second["changed"]) == (False, True, False)
    assert second["draft_id"] == first["draft_id"]
    done = await issues.report_issue(database, actor=wang.actor, draft_id=first["draft_id"], source="p", at=at)
    assert isinstance(done, Done)
    assert done["files"] == 2


async def test_what_came_without_words_is_known_by_its_files(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    wang, zhao = town["王阿姨"], town["赵主任"]
    await reported(database, wang, "", at, files=(PHOTO, PHOTO, File("voice", "voice-1")))
    (mine,), (open_one,) = (
        await issues.latest(database, person_id=wang.person_id),
        await issues.open_list(database, actor=zhao.actor, at=at),
    )
    public = await issues.progress_by_number(database, actor=town["陈租客"].actor, number=1, at=at)
    assert not isinstance(public, Refusal)
    assert mine.kinds == open_one.kinds == public.issue.kinds == ("photo", "photo", "voice")
    (card,) = await queued(database, template="issues.card")
    assert (card.facts["kinds"], card.facts["spot"]) == (["photo", "photo", "voice"], False)


async def test_words_that_come_with_a_later_picture_are_offered_too(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    wang = town["王阿姨"]
    await offered(database, wang, Said("", (PHOTO,), album="a1"), at, "u1")
    second = await offered(database, wang, Said("漏水", (PHOTO,), album="a1"), at, "u2")
    assert (second["joined"], second["changed"], second["text"]) == (True, True, "漏水")


async def test_another_persons_album_is_not_joined(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    first = await offered(database, town["王阿姨"], Said("漏水", (PHOTO,), album="a1"), at, "u1")
    other = await offered(database, town["陈租客"], Said("也漏", (PHOTO,), album="a1"), at, "u2")
    assert other["draft_id"] != first["draft_id"]


async def test_pressing_twice_reports_once_and_names_the_number(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    wang = town["王阿姨"]
    offer = await offered(database, wang, Said(LIFT), at)
    press = {"actor": wang.actor, "draft_id": offer["draft_id"], "at": at}
    first = await issues.report_issue(database, source="p1", **press)
    repeated = await issues.report_issue(database, source="p1", **press)
    second = await issues.report_issue(database, source="p2", **press)
    assert first == repeated
    assert second == Refusal(Reason.ALREADY_DONE, {"what": "report", "number": "0001"})
    assert len(await issues.latest(database, person_id=wang.person_id)) == 1


async def test_nobody_else_reports_or_drops_my_words(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    offer = await offered(database, town["王阿姨"], Said(LIFT), at)
    foreign = {"actor": town["陈租客"].actor, "draft_id": offer["draft_id"], "at": at}
    refused = Refusal(Reason.NOT_YOURS, {"what": "report"})
    assert await issues.report_issue(database, source="p1", **foreign) == refused
    assert await issues.drop_report(database, source="p2", **foreign) == refused
    await issues.report_issue(database, actor=town["王阿姨"].actor, draft_id=offer["draft_id"], source="p3", at=at)
    assert await issues.report_issue(database, source="p4", **foreign) == refused


async def test_an_offer_runs_out_after_three_days(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    offer = await offered(database, town["王阿姨"], Said(LIFT), at)
    late = await issues.report_issue(
        database, actor=town["王阿姨"].actor, draft_id=offer["draft_id"], source="p", at=at + timedelta(days=3)
    )
    assert late == Refusal(Reason.EXPIRED, {"what": "report"})


async def test_only_saying_leaves_nothing(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    wang = town["王阿姨"]
    offer = await offered(database, wang, Said("今天天气真好", (PHOTO,)), at)
    press = {"actor": wang.actor, "draft_id": offer["draft_id"], "at": at}
    assert await issues.drop_report(database, source="p1", **press) == Done()
    assert await issues.report_issue(database, source="p2", **press) == Refusal(Reason.EXPIRED, {"what": "report"})
    assert await issues.latest(database, person_id=wang.person_id) == []


async def test_new_words_replace_the_old_and_a_chosen_place_stays(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    passer = town["路过的人"]
    offer = await offered(database, passer, Said("门禁坏了"), at)
    mine: dict[str, Any] = {"actor": passer.actor, "draft_id": offer["draft_id"], "at": at}
    await issues.place_report(database, building_id=town.buildings["9号楼"], source="b", **mine)
    asked = await issues.ask_words(database, awaiting="issue.text", source="c", **mine)
    assert isinstance(asked, Done)
    changed = await issues.amend_report(database, said=Said("门禁又坏了", (PHOTO,)), source="d", **mine)
    assert isinstance(changed, Done)
    assert (changed["text"], changed["building"], changed["files"]) == ("门禁又坏了", "9号楼", {"photo": 1})
    moved = await issues.amend_report(database, said=Said("是3号楼的门禁", spot=(31, 121)), source="e", **mine)
    assert isinstance(moved, Done)
    assert (moved["building"], moved["located"]) == ("3号楼", True)
    album = await issues.amend_report(database, said=Said("", (PHOTO,), album="a9"), source="f", **mine)
    assert isinstance(album, Done)
    assert album["album"]
    assert await issues.amend_report(database, said=Said("😂"), source="g", **mine) == Refusal(
        Reason.EMPTY, {"what": "report"}
    )


async def test_a_very_long_report_keeps_its_first_four_thousand_characters(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    offer = await offered(database, town["王阿姨"], Said("漏" * 5000), at)
    assert offer["cut"]
    assert len(offer["text"]) == 4000


async def test_signs_alone_are_not_offered(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    wang = town["王阿姨"]
    outcome = await issues.offer_report(
        database, actor=wang.actor, chat_id=wang.chat_id, said=Said("😂"), source="u", at=at
    )
    assert outcome == Refusal(Reason.EMPTY, {"what": "report"})


async def test_a_stranger_may_report_five_times_an_hour(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    passer = town["路过的人"]
    for n in range(5):
        await reported(database, passer, f"路灯坏了{n}", at, f"u{n}")
    offer = await offered(database, passer, Said("还有一盏"), at, "u6")
    press: dict[str, Any] = {"actor": passer.actor, "draft_id": offer["draft_id"]}
    refused = await issues.report_issue(database, source="p", at=at, **press)
    assert isinstance(refused, Refusal)
    assert refused.reason is Reason.TOO_MANY
    again = await issues.report_issue(database, source="q", at=datetime.fromisoformat(refused.facts["until"]), **press)
    assert isinstance(again, Done)
    for n in range(6):
        await reported(database, town["王阿姨"], f"路灯坏了{n}", at, f"w{n}")


async def test_before_any_compound_a_report_waits_for_whoever_founds_one(database: Database, at: datetime) -> None:
    async with database.transaction() as transaction:
        wang = await settle_in(transaction, "王阿姨", 901, None, Place(), at)
    early = await reported(database, wang, "电梯坏了", at)
    assert (early["number"], early["who"]) == ("0001", [])
    waiting = await offered(database, wang, Said("门也坏了"), at, "later")
    assert [issue.called for issue in await issues.unplaced(database)] == ["0001"]
    town = await found_town(database, at)
    refused = await issues.adopt_reports(
        database, actor=town["赵主任"].actor, compound_id=town.compound_id, source="a", at=at
    )
    assert isinstance(refused, Refusal)
    adopted = await issues.adopt_reports(
        database, actor=town["钱管理"].actor, compound_id=town.compound_id, source="b", at=at
    )
    assert adopted == Done({"n": 1, "numbers": ["0001"]})
    assert await issues.unplaced(database) == []
    await issues.report_issue(database, actor=wang.actor, draft_id=waiting["draft_id"], source="p", at=at)
    assert [issue.compound for issue in await issues.open_list(database, actor=town["赵主任"].actor, at=at)] == [
        "中华园"
    ] * 2


async def test_among_several_compounds_a_stranger_says_which(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    async with database.transaction() as transaction:
        other = await transaction.registry.found(
            street="曹杨新村街道", community="第二社区", name="柳园", building_labels=[], at=at
        )
    passer = town["路过的人"]
    offer = await offered(database, passer, Said("路灯坏了"), at)
    assert [name for _, name in offer["compounds"]] == ["中华园", "柳园"]
    mine: dict[str, Any] = {"actor": passer.actor, "draft_id": offer["draft_id"], "at": at}
    assert await issues.report_issue(database, source="p1", **mine) == Refusal(Reason.NO_COMPOUND, {"what": "report"})
    chosen = await issues.place_report(database, compound_id=other, source="c", **mine)
    assert isinstance(chosen, Done)
    assert (chosen["compound"], chosen["buildings"]) == ("柳园", [])
    again = await issues.ask_place(database, source="d", **mine)
    assert isinstance(again, Done)
    assert len(again["compounds"]) == 2


async def test_an_offer_is_read_again_by_its_author_only(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    offer = await offered(database, town["王阿姨"], Said(LIFT), at)
    mine = await issues.offer_of(database, actor=town["王阿姨"].actor, draft_id=offer["draft_id"], at=at)
    theirs = await issues.offer_of(database, actor=town["陈租客"].actor, draft_id=offer["draft_id"], at=at)
    assert isinstance(mine, Done)
    assert theirs == Refusal(Reason.NOT_YOURS, {"what": "report"})


async def test_two_presses_at_the_same_moment_report_once(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    wang = town["王阿姨"]
    offer = await offered(database, wang, Said(LIFT), at)
    press: dict[str, Any] = {"actor": wang.actor, "draft_id": offer["draft_id"], "at": at}
    outcomes = await asyncio.gather(*(issues.report_issue(database, source=f"p{n}", **press) for n in range(4)))
    assert sum(isinstance(outcome, Done) for outcome in outcomes) == 1
    refused = Refusal(Reason.ALREADY_DONE, {"what": "report", "number": "0001"})
    assert [outcome for outcome in outcomes if isinstance(outcome, Refusal)] == [refused] * 3


async def test_every_change_of_an_offer_is_its_authors_own(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    offer = await offered(database, town["王阿姨"], Said(LIFT), at)
    foreign: dict[str, Any] = {"actor": town["陈租客"].actor, "draft_id": offer["draft_id"], "at": at}
    refused = Refusal(Reason.NOT_YOURS, {"what": "report"})
    assert await issues.place_report(database, source="a", **foreign) == refused
    assert await issues.ask_place(database, source="b", **foreign) == refused
    assert await issues.ask_words(database, awaiting=None, source="c", **foreign) == refused
    assert await issues.amend_report(database, said=Said("别的"), source="d", **foreign) == refused
