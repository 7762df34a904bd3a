"""Wishes on record: nobody learns whose, one claim at a time, back by itself, gone with whoever made it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from domain.moments import write_moment
from domain.outcomes import Done
from domain.registry import Actor, Place
from domain.wishes import Reach, WishChannel, WishState
from services import wishes, wishes_claims
from services.privacy_mine import erase
from services.wish_pages import both_of, own_wishes, wish_board, wish_page
from storage.database import Database
from storage.schema.records import entries, openings
from storage.schema.wishes import wish_contacts
from tests.builders import found_town, leaves
from tests.cities import NATIONAL, own_shelf
from tests.services.reporting import queued
from tests.services.wishing import Board

TELEPHONE = "13800138000"
RULES = NATIONAL.wishes
REMIND, RETURN, SETTLE = RULES.remind_days.value, RULES.return_days.value, RULES.settle_days.value


@pytest.fixture
async def board(database: Database, at: datetime) -> Board:
    return Board(database, await found_town(database, at), at)


def chat(board: Board, who: str) -> int:
    return board.town[who].chat_id


async def test_a_wish_is_made_claimed_done_received_and_thanked_for(board: Board) -> None:
    number = await board.wishes(words="王阿姨3号楼301，今年72岁，想要老花镜", contact=TELEPHONE)
    wish = await board.wish(number)
    assert wish.words == "＊3号楼＊，＊，想要老花镜" and wish.number == 1
    await board.done(wishes_claims.claim_wish, "陈租客", wish_id=number)
    assert await board.told("claimed") == [chat(board, "王阿姨")]
    await board.done(wishes_claims.say_done, "陈租客", wish_id=number)
    assert await board.told("done") == [chat(board, "王阿姨")]
    await board.done(wishes_claims.receive_wish, "王阿姨", wish_id=number)
    assert await board.refused(wishes_claims.thank, "陈租客", wish_id=number, words="谢谢") == "wish_maker"
    await board.done(wishes_claims.thank, "王阿姨", wish_id=number, words="谢谢，我是王阿姨，住301")
    wish = await board.wish(number)
    assert wish.state is WishState.FULFILLED and wish.thanks == "谢谢，我是＊，住＊"
    assert await board.told("thanks") == [chat(board, "陈租客")]
    assert await board.refused(wishes_claims.thank, "王阿姨", wish_id=number, words="谢谢") == "wish_thanks"


async def test_how_to_reach_the_maker_is_for_the_claimer_alone_and_goes_at_the_end(board: Board) -> None:
    number = await board.wishes(contact=TELEPHONE)

    async def contact(who: str) -> str:
        page = await wish_page(board.database, actor=board.town[who].actor, wish_id=number)
        assert page is not None and TELEPHONE not in page.wish.words
        return page.contact

    assert [await contact(who) for who in ("王阿姨", "陈租客", "赵主任", "孙网格")] == [TELEPHONE, "", "", ""]
    await board.done(wishes_claims.claim_wish, "陈租客", wish_id=number)
    assert [await contact(who) for who in ("陈租客", "赵主任", "孙网格")] == [TELEPHONE, "", ""]
    await board.done(wishes_claims.hand_back, "陈租客", wish_id=number)
    assert await contact("陈租客") == ""
    await board.done(wishes_claims.claim_wish, "孙网格", wish_id=number)
    await board.done(wishes_claims.receive_wish, "王阿姨", wish_id=number)
    async with board.database.reading() as transaction:
        assert await transaction.wishes.rows(select(wish_contacts)) == []


async def test_nobody_who_made_or_claimed_stands_in_the_journal(board: Board) -> None:
    number = await board.wishes()
    await board.done(wishes_claims.claim_wish, "陈租客", wish_id=number)
    await board.done(wishes_claims.hand_back, "陈租客", wish_id=number)
    await board.done(wishes_claims.claim_wish, "陈租客", wish_id=number)
    await board.done(wishes_claims.stand_between, "赵主任", wish_id=number)
    await board.done(wishes_claims.say_done, "陈租客", wish_id=number)
    await board.done(wishes_claims.say_not_yet, "王阿姨", wish_id=number)
    await board.done(wishes_claims.receive_wish, "王阿姨", wish_id=number)
    async with board.database.reading() as transaction:
        found = await transaction.wishes.rows(
            select(entries).where(entries.c.stream == f"wish:{number}").order_by(entries.c.id)
        )
        opened = await transaction.wishes.rows(select(openings))
    assert [row.type for row in found] == [
        *("wish_made", "wish_claimed", "wish_back", "wish_claimed", "wish_between", "wish_done", "wish_not_yet"),
        "wish_fulfilled",
    ]
    named = {row.body["by"] for row in found}
    assert named == {None, board.town["赵主任"].person_id}
    assert not any(row.value == "想要一副老花镜" for row in opened)


async def test_one_of_the_committee_alone_learns_who_the_two_are(board: Board) -> None:
    number = await board.wishes()
    await board.done(wishes_claims.claim_wish, "陈租客", wish_id=number)
    assert await board.told("between") == [chat(board, "赵主任")]
    chair = board.town["赵主任"].actor
    assert await both_of(board.database, actor=chair, wish_id=number) is None
    assert await board.refused(wishes_claims.stand_between, "李楼长", wish_id=number) == "keep_wishes"
    await board.done(wishes_claims.stand_between, "赵主任", wish_id=number)
    both = await both_of(board.database, actor=chair, wish_id=number)
    assert both is not None and (both.maker, both.claimer) == ("王阿姨", "陈租客")
    for who in ("王阿姨", "陈租客", "孙网格"):
        assert await both_of(board.database, actor=board.town[who].actor, wish_id=number) is None
    assert await board.told("keeper") == [chat(board, "王阿姨"), chat(board, "陈租客")]
    await board.done(wishes_claims.pass_word, "陈租客", wish_id=number, words="周六放门卫室")
    await board.done(wishes_claims.pass_word, "赵主任", wish_id=number, words="好的")
    assert await board.told("word") == [chat(board, "赵主任"), chat(board, "陈租客")]
    assert await board.refused(wishes_claims.pass_word, "王阿姨", wish_id=number, words="好") == "wish_word"
    await board.done(wishes_claims.receive_wish, "王阿姨", wish_id=number)
    assert await both_of(board.database, actor=chair, wish_id=number) is None, "over is over"


async def test_handed_back_it_waits_for_another_and_another_may_stand_between(board: Board) -> None:
    number = await board.wishes()
    await board.done(wishes_claims.claim_wish, "陈租客", wish_id=number)
    await board.done(wishes_claims.stand_between, "赵主任", wish_id=number)
    assert await board.refused(wishes_claims.hand_back, "孙网格", wish_id=number) == "wish_claimer"
    await board.done(wishes_claims.hand_back, "陈租客", wish_id=number)
    wish = await board.wish(number)
    assert (wish.state, wish.claimed_by, wish.keeper_id, wish.claims) == (WishState.OPEN, None, None, 1)
    assert await board.told("back") == [chat(board, "王阿姨"), chat(board, "赵主任")]
    await board.later(30)
    assert await board.told("remind") == [], "nothing is due any more"


async def test_of_two_who_claim_at_once_one_has_it(board: Board) -> None:
    number = await board.wishes()
    outcomes = await asyncio.gather(
        *(board.does(wishes_claims.claim_wish, who, wish_id=number) for who in ("陈租客", "孙网格"))
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Done", "Refusal"]
    wish = await board.wish(number)
    assert wish.state is WishState.CLAIMED and wish.claims == 1


async def test_a_claim_is_reminded_of_once_and_comes_back_by_itself(board: Board) -> None:
    number = await board.wishes()
    await board.done(wishes_claims.claim_wish, "陈租客", wish_id=number)
    await board.later(REMIND)
    assert await board.told("remind") == [chat(board, "陈租客")]
    await board.later(RETURN - REMIND - 1)
    assert (await board.wish(number)).state is WishState.CLAIMED
    await board.later(1)
    assert (await board.wish(number)).state is WishState.OPEN
    assert await board.told("remind") == await board.told("lapsed") == [chat(board, "陈租客")]
    assert await board.told("returned") == [chat(board, "王阿姨")]
    assert await leaves(board.database, board.at, chat(board, "陈租客")) == ["wishes.told"], "no reminder of it now"
    await board.done(wishes_claims.claim_wish, "陈租客", wish_id=number)


async def test_not_yet_gives_the_claimer_the_time_anew(board: Board) -> None:
    number = await board.wishes()
    await board.done(wishes_claims.claim_wish, "陈租客", wish_id=number)
    await board.later(6)
    await board.done(wishes_claims.say_done, "陈租客", wish_id=number)
    await board.later(6)
    assert await board.told("remind") == []
    await board.done(wishes_claims.say_not_yet, "王阿姨", wish_id=number)
    assert await board.told("not_yet") == [chat(board, "陈租客")]
    assert (await board.wish(number)).back_on == board.at + timedelta(days=RETURN)


async def test_silence_after_it_was_done_means_it_was_received(board: Board) -> None:
    number = await board.wishes()
    await board.done(wishes_claims.claim_wish, "陈租客", wish_id=number)
    await board.done(wishes_claims.say_done, "陈租客", wish_id=number)
    await board.later(SETTLE)
    assert (await board.wish(number)).state is WishState.FULFILLED
    assert await board.told("settled") == [chat(board, "陈租客"), chat(board, "王阿姨")]


async def test_what_is_no_longer_so_is_played_for_nothing(board: Board) -> None:
    number = await board.wishes()
    given = {"subject": f"wish:{number}", "due": board.at, "at": board.at}
    for n, act in enumerate((wishes_claims.remind_claimer, wishes_claims.return_wish, wishes_claims.settle_wish)):
        outcome = await act(board.database, **given, source=f"stale {n}")
        assert isinstance(outcome, Done) and not any(outcome.facts.values())


async def test_what_was_said_at_a_door_names_nobody_and_needs_a_yes(board: Board) -> None:
    place = Place(board.town.compound_id)
    given = {"place": place, "words": "要一个书包", "channel": WishChannel.FORM}
    assert await board.refused(wishes.enter_wish, "赵主任", **given, agreed=False) == "wish_agreed"
    assert await board.refused(wishes.enter_wish, "王阿姨", **given, agreed=True) == "keep_wishes"
    chat_alone = given | {"channel": WishChannel.CHAT}
    assert await board.refused(wishes.enter_wish, "赵主任", **chat_alone, agreed=True) == "wish_channel"
    assert await board.refused(wishes.enter_wish, "赵主任", **given | {"words": "301"}, agreed=True) == "wish"
    number = await board.entered("给8岁的孩子要一个书包")
    wish = await board.wish(number)
    assert wish.words == "给＊的孩子要一个书包" and wish.made_by is None
    await board.done(wishes_claims.claim_wish, "陈租客", wish_id=number)
    assert await board.told("between") == [] and await board.told("claimed") == [chat(board, "赵主任")]
    both = await both_of(board.database, actor=board.town["赵主任"].actor, wish_id=number)
    assert both is not None and (both.maker, both.claimer) == ("", "陈租客")
    await board.done(wishes_claims.receive_wish, "赵主任", wish_id=number)
    await board.done(wishes_claims.thank, "赵主任", wish_id=number, words="孩子很高兴")


async def test_what_cannot_be_made_says_why(board: Board) -> None:
    place = Place(board.town.compound_id)
    given = {"place": place, "words": "老花镜", "reach": Reach.DIRECT}
    assert await board.refused(wishes.make_wish, "王阿姨", **given) == "wish_contact"
    assert await board.refused(wishes.make_wish, "王阿姨", **given | {"words": "王阿姨"}, contact="x") == "wish"
    elsewhere = given | {"place": Place(99)}
    assert await board.refused(wishes.make_wish, "王阿姨", **elsewhere, contact="x") == "wish_home"
    for _ in range(RULES.open_most.value):
        await board.wishes()
    assert await board.refused(wishes.make_wish, "王阿姨", **given, contact="x") == "wishes"


async def test_nobody_has_too_many_in_hand(board: Board) -> None:
    numbers = [await board.entered(f"心愿{n}") for n in range(RULES.claims_most.value + 1)]
    for number in numbers[:-1]:
        await board.done(wishes_claims.claim_wish, "陈租客", wish_id=number)
    assert await board.refused(wishes_claims.claim_wish, "陈租客", wish_id=numbers[-1]) == "wish_claims"
    await board.done(wishes_claims.hand_back, "陈租客", wish_id=numbers[0])
    await board.done(wishes_claims.claim_wish, "陈租客", wish_id=numbers[-1])


OWN = """
[wishes]
open_most = { value = 1, bylaw = "中华园议事规则第12条" }
claims_most = { value = 1, bylaw = "中华园议事规则第12条" }
remind_days = { value = 2, bylaw = "中华园议事规则第12条" }
return_days = { value = 5, bylaw = "中华园议事规则第12条" }
settle_days = { value = 3, bylaw = "中华园议事规则第12条" }
"""


async def test_how_many_and_how_long_is_what_the_compound_agreed(board: Board) -> None:
    board.database.shelf = own_shelf(OWN)
    number = await board.wishes()
    given = {"place": Place(board.town.compound_id), "words": "老花镜", "reach": Reach.BETWEEN}
    assert await board.refused(wishes.make_wish, "王阿姨", **given) == "wishes"
    other = await board.entered()
    await board.done(wishes_claims.claim_wish, "陈租客", wish_id=number)
    assert await board.refused(wishes_claims.claim_wish, "陈租客", wish_id=other) == "wish_claims"
    page = await wish_page(board.database, actor=board.town["李楼长"].actor, wish_id=other)
    assert page is not None and page.rules.return_days.value == 5
    await board.later(2)
    assert await board.told("remind") == [chat(board, "陈租客")]
    await board.later(3)
    assert (await board.wish(number)).state is WishState.OPEN
    await board.done(wishes_claims.claim_wish, "孙网格", wish_id=number)
    await board.done(wishes_claims.say_done, "孙网格", wish_id=number)
    (asked,) = [
        row.facts for row in await queued(board.database, template="wishes.told") if row.facts["event"] == "done"
    ]
    assert asked["until"] == write_moment(board.at + timedelta(days=3))
    await board.later(2)
    assert (await board.wish(number)).state is WishState.DONE
    await board.later(1)
    assert (await board.wish(number)).state is WishState.FULFILLED


async def test_what_is_in_hand_keeps_its_day_though_the_rules_change(board: Board) -> None:
    number = await board.wishes()
    await board.done(wishes_claims.claim_wish, "陈租客", wish_id=number)
    board.database.shelf = own_shelf(OWN)
    assert (await board.wish(number)).back_on == board.at + timedelta(days=RETURN)
    await board.later(RETURN - 1)
    assert (await board.wish(number)).state is WishState.CLAIMED
    await board.later(1)
    assert (await board.wish(number)).state is WishState.OPEN


async def test_taken_off_it_is_gone_and_the_claimer_hears(board: Board) -> None:
    number = await board.wishes(contact=TELEPHONE)
    await board.done(wishes_claims.claim_wish, "陈租客", wish_id=number)
    assert await board.refused(wishes.withdraw_wish, "陈租客", wish_id=number) == "wish_maker"
    await board.done(wishes.withdraw_wish, "王阿姨", wish_id=number)
    assert await board.told("withdrawn") == [chat(board, "陈租客")]
    assert (await board.wish(number)).words == ""
    assert await wish_page(board.database, actor=board.town["王阿姨"].actor, wish_id=number) is None
    assert await board.refused(wishes.hide_wish, "赵主任", wish_id=number, reason="rude") == "wish_over"
    await board.later(30)


async def test_words_are_hidden_with_a_reason_and_shown_again(board: Board) -> None:
    number = await board.wishes()
    assert await board.refused(wishes.hide_wish, "王阿姨", wish_id=number, reason="rude") == "keep_wishes"
    assert await board.refused(wishes.hide_wish, "赵主任", wish_id=number, reason="odd") == "wish"
    for _ in range(2):
        await board.done(wishes.hide_wish, "赵主任", wish_id=number, reason="rude")
    assert await board.told("hidden") == [chat(board, "王阿姨")], "told once"
    assert await board.refused(wishes_claims.claim_wish, "陈租客", wish_id=number) == "wish_not_open"
    await board.done(wishes.show_wish, "赵主任", wish_id=number)
    assert await board.told("shown") == [chat(board, "王阿姨")]
    await board.done(wishes_claims.claim_wish, "陈租客", wish_id=number)


async def test_where_there_is_none_everybody_hears_so(board: Board) -> None:
    alone = (
        *(wishes.withdraw_wish, wishes.show_wish, wishes_claims.claim_wish, wishes_claims.hand_back),
        *(wishes_claims.say_done, wishes_claims.receive_wish, wishes_claims.say_not_yet, wishes_claims.stand_between),
    )
    for act in alone:
        assert await board.refused(act, "赵主任", wish_id=99) == "wish"
    for act in (wishes_claims.thank, wishes_claims.pass_word):
        assert await board.refused(act, "赵主任", wish_id=99, words="好") == "wish"
    assert await wish_page(board.database, actor=board.town["赵主任"].actor, wish_id=99) is None


async def test_each_sees_the_board_and_what_is_theirs(board: Board) -> None:
    mine, other = await board.wishes(), await board.entered("要一把伞")
    await board.done(wishes_claims.claim_wish, "王阿姨", wish_id=other)
    given = {"compound_id": board.town.compound_id, "first": 0, "most": 3}
    counts, shown = await wish_board(board.database, tab="open", **given)
    assert [one.id for one in shown] == [mine] and counts.total == 2 and counts.ever_claimed == 1
    assert counts.by_channel == {WishChannel.CHAT: (1, 0, 0), WishChannel.VISIT: (1, 1, 0)}
    pages = await own_wishes(board.database, actor=board.town["王阿姨"].actor)
    assert [(page.mine, page.claims, page.keeps) for page in pages] == [(True, False, False), (False, True, False)]
    assert [page.wish.id for page in await own_wishes(board.database, actor=board.town["赵主任"].actor)] == [other]
    assert await own_wishes(board.database, actor=Actor(None)) == []
    stranger = replace(board.town["王阿姨"].actor, roles=())
    assert await wish_page(board.database, actor=stranger, wish_id=mine) is None


async def test_whoever_goes_takes_their_wishes_along_and_leaves_others_on_the_board(board: Board) -> None:
    mine, other = await board.wishes(contact=TELEPHONE), await board.entered("要一把伞")
    await board.done(wishes_claims.claim_wish, "王阿姨", wish_id=other)
    source, at = "erase", board.at + timedelta(hours=1)
    gone = await erase(board.database, actor=board.town["王阿姨"].actor, source=source, at=at)
    assert isinstance(gone, Done), gone
    first, second = await board.wish(mine), await board.wish(other)
    assert (first.state, first.words, first.made_by) == (WishState.WITHDRAWN, "", None)
    assert (second.state, second.claimed_by, second.claimed_at) == (WishState.OPEN, None, None)
    async with board.database.reading() as transaction:
        assert await transaction.wishes.contact(mine) == ""
    await board.done(wishes_claims.claim_wish, "陈租客", wish_id=other)


async def test_how_to_be_reached_is_kept_of_those_alone_who_want_it_told(board: Board) -> None:
    place = Place(board.town.compound_id)
    given = {"place": place, "words": "老花镜", "reach": Reach.BETWEEN, "contact": TELEPHONE}
    await board.done(wishes.make_wish, "王阿姨", **given)
    async with board.database.reading() as transaction:
        assert await transaction.wishes.rows(select(wish_contacts)) == []


async def test_hiding_is_told_once_while_it_stands_and_never_to_whoever_did_it(board: Board) -> None:
    number, own = await board.wishes(), await board.wishes("赵主任")
    for hidden in (number, number, own):
        await board.done(wishes.hide_wish, "赵主任", wish_id=hidden, reason="rude")
    assert await board.told("hidden") == [chat(board, "王阿姨")]
    async with board.database.reading() as transaction:
        said = [entry.type for entry in await transaction.journal.read(f"wish:{number}")]
    assert said == ["wish_made", "wish_hidden"], "a second press changes nothing"
    await board.done(wishes.show_wish, "赵主任", wish_id=number)
    await board.done(wishes_claims.claim_wish, "陈租客", wish_id=number)
    await board.done(wishes_claims.receive_wish, "王阿姨", wish_id=number)
    await board.later(1)
    await board.done(wishes.hide_wish, "赵主任", wish_id=number, reason="private")
    assert len(await board.told("hidden")) == 1, "it is over for whoever made it"
