"""满意吗, and appeals against what was said, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from domain.issues import Progress
from domain.issues_ratings import Satisfied, Saying
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import RoleKind
from services import issues
from services.issues_life import lapse_issue
from services.issues_ratings import appeal_rating, ask_for_rating_words, decide_appeal, rate_issue, show_work
from storage.database import Database
from tests.builders import Neighbour, Town, found_town, settle_in
from tests.services.reporting import LIFT, PHOTO, closed, handle, queued, reported

SOURCES = count()


async def fixed(database: Database, at: datetime) -> tuple[Town, int]:
    """The town with a second committee member, and 王阿姨's report: 赵主任 did it, it is closed."""
    town = await found_town(database, at)
    async with database.transaction() as transaction:
        second = await settle_in(transaction, "周委员", 120, RoleKind.COMMITTEE, town.place, at)
    town = replace(town, people={**town.people, "周委员": second})
    number = (await reported(database, town["王阿姨"], LIFT, at))["id"]
    await closed(database, town, number, at)
    return town, number


async def does(database: Database, act: Any, who: Neighbour, number: int, at: datetime, **more: Any) -> Outcome:
    found = await act(database, actor=who.actor, issue_id=number, source=f"rating-{next(SOURCES)}", at=at, **more)
    assert isinstance(found, Done | Refusal)
    return found


def why(outcome: Outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return f"{outcome.reason.value}.{outcome.facts.get('what')}"


async def counting(database: Database, town: Town, number: int) -> list[Satisfied]:
    """What was said of its closings, first to last, as figures count it."""
    async with database.reading() as transaction:
        said = (await transaction.issue_ratings.counting([town.compound_id])).get(number, {})
    return [said[moment] for moment in sorted(said)]


async def told(database: Database, what: str) -> list[tuple[int, str]]:
    rows = await queued(database, template="issues.rating")
    return [(row.chat_id, row.facts["text"]) for row in rows if row.facts["what"] == what]


async def seen(database: Database, who: Neighbour, number: int, at: datetime) -> Progress:
    found = await issues.progress(database, actor=who.actor, issue_id=number, at=at)
    assert isinstance(found, Progress)
    return found


async def test_solved_and_satisfied_are_answers_of_their_own(database: Database, at: datetime) -> None:
    town, number = await fixed(database, at)
    assert await counting(database, town, number) == []
    await does(database, rate_issue, town["王阿姨"], number, at, content=Satisfied.DISPLEASED)
    assert await counting(database, town, number) == [Satisfied.DISPLEASED]
    assert await told(database, "rated") == [(town["赵主任"].chat_id, "")]


async def test_it_is_one_answer_a_closing_changed_while_it_may_be_opened_again(
    database: Database, at: datetime
) -> None:
    town, number = await fixed(database, at)
    wang = town["王阿姨"]
    await does(database, rate_issue, wang, number, at, content=Satisfied.FAIR)
    await does(database, rate_issue, wang, number, at, words="等了两天")
    last = at + timedelta(days=14)
    await does(database, rate_issue, wang, number, last - timedelta(seconds=1), content=Satisfied.PLEASED)
    assert why(await does(database, rate_issue, wang, number, last, content=Satisfied.FAIR)) == "expired.issue_rating"
    assert await counting(database, town, number) == [Satisfied.PLEASED]
    page = (await seen(database, wang, number, at)).rating
    assert page is not None and page.rating is not None and page.rates_until == last
    assert (page.rating.words, page.photos) == ("等了两天", 1)
    assert isinstance(await does(database, show_work, wang, number, at, chat_id=wang.chat_id), Done)


async def test_opened_again_it_was_not_fixed_and_is_asked_anew_once_it_is(database: Database, at: datetime) -> None:
    town, number = await fixed(database, at)
    wang = town["王阿姨"]
    await does(database, rate_issue, wang, number, at, content=Satisfied.PLEASED)
    await handle(database, town["陈租客"], "reopen", number, at)
    assert why(await does(database, rate_issue, wang, number, at, content=Satisfied.FAIR)) == "wrong_state.issue"
    await closed(database, town, number, at + timedelta(hours=1))
    assert await counting(database, town, number) == [Satisfied.PLEASED]
    await does(database, rate_issue, wang, number, at + timedelta(hours=1), content=Satisfied.FAIR)
    assert await counting(database, town, number) == [Satisfied.PLEASED, Satisfied.FAIR]


async def test_nobody_else_rates_and_nobody_their_own_work(database: Database, at: datetime) -> None:
    town, number = await fixed(database, at)
    for name in ("陈租客", "李楼长", "赵主任"):
        refused = await does(database, rate_issue, town[name], number, at, content=Satisfied.PLEASED)
        assert why(refused) == "not_permitted.issue_solved"
    assert (
        why(await does(database, rate_issue, town["王阿姨"], number, at, words="好")) == "wrong_state.issue_not_rated"
    )
    zhao, own = town["赵主任"], (await reported(database, town["赵主任"], "大门坏了", at, "own"))["id"]
    await handle(database, zhao, "done", own, at, files=(PHOTO,))
    await handle(database, town["李楼长"], "check", own, at)
    due = at + timedelta(days=7)
    await lapse_issue(database, subject=f"issue:{own}", due=due, source="lapse", at=due)
    assert why(await does(database, rate_issue, zhao, own, due, content=Satisfied.PLEASED)) == (
        "not_permitted.issue_own_work"
    )


async def appealed(database: Database, at: datetime) -> tuple[Town, int, int]:
    town, number = await fixed(database, at)
    await does(database, rate_issue, town["王阿姨"], number, at, content=Satisfied.DISPLEASED)
    outcome = await does(database, appeal_rating, town["赵主任"], number, at, words="等的是供电公司")
    assert isinstance(outcome, Done) and outcome["heard"] == 1
    page = (await seen(database, town["周委员"], number, at)).rating
    assert page is not None and page.rating is not None
    return town, number, page.rating.step_id


async def test_an_accepted_appeal_leaves_it_out_of_the_figures_and_on_record(database: Database, at: datetime) -> None:
    town, number, step = await appealed(database, at)
    assert await told(database, "appealed") == [(town["周委员"].chat_id, "等的是供电公司")]
    page = (await seen(database, town["周委员"], number, at)).rating
    assert page is not None and page.decides
    given = {"step_id": step, "accepted": True, "words": "停电三天，谁来都修不了"}
    assert isinstance(await does(database, decide_appeal, town["周委员"], number, at, **given), Done)
    assert await counting(database, town, number) == [], "it stays on record, and no figure counts it"
    heard = {town[name].chat_id for name in ("王阿姨", "赵主任")}
    assert {chat for chat, text in await told(database, "accepted") if "停电" in text} == heard
    again = await does(database, decide_appeal, town["周委员"], number, at, **given)
    assert why(again) == "already_done.issue_decision"
    async with database.reading() as transaction:
        entries = await transaction.journal.read(f"issue:{number}")
        assert await transaction.journal.broken_at(f"issue:{number}") is None
    assert [entry.type for entry in entries][-3:] == ["rating_rated", "rating_appealed", "rating_accepted"]
    assert "停电" not in str(entries[-1].body)


async def test_an_appeal_that_does_not_hold_changes_nothing(database: Database, at: datetime) -> None:
    town, number, step = await appealed(database, at)
    given = {"step_id": step, "accepted": False, "words": "说好两天，办了九天"}
    await does(database, decide_appeal, town["周委员"], number, at, **given)
    assert await counting(database, town, number) == [Satisfied.DISPLEASED]
    assert len(await told(database, "refused")) == 2


async def test_whoever_did_it_never_decides_and_nobody_but_they_appeal(database: Database, at: datetime) -> None:
    town, number, step = await appealed(database, at)
    given = {"step_id": step, "accepted": True, "words": "有理"}
    assert (
        why(await does(database, decide_appeal, town["赵主任"], number, at, **given)) == "not_permitted.issue_own_work"
    )
    for name in ("李楼长", "孙网格", "王阿姨", "陈租客"):
        refused = await does(database, decide_appeal, town[name], number, at, **given)
        assert isinstance(refused, Refusal) and refused.reason is Reason.NOT_PERMITTED, name
    again = await does(database, appeal_rating, town["赵主任"], number, at, words="再说一遍")
    assert why(again) == "already_done.issue_appeal"
    other = await does(database, appeal_rating, town["李楼长"], number, at, words="不对")
    assert why(other) == "not_permitted.issue_appeal"
    assert why(await does(database, decide_appeal, town["周委员"], number, at, **given | {"words": " "})) == (
        "empty.issue_words"
    )


async def test_a_good_rating_is_not_appealed(database: Database, at: datetime) -> None:
    town, number = await fixed(database, at)
    await does(database, rate_issue, town["王阿姨"], number, at, content=Satisfied.PLEASED)
    ask = {"saying": Saying.APPEAL, "chat_id": town["赵主任"].chat_id}
    refused = await does(database, ask_for_rating_words, town["赵主任"], number, at, **ask)
    assert why(refused) == "wrong_state.issue_nothing_to_appeal"
    page = (await seen(database, town["赵主任"], number, at)).rating
    assert page is not None and not page.appeals
