"""满意吗 and its appeals: who is kept out of what, each by a case of its own."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import text

from domain.issues_ratings import LONGEST_SAID, Satisfied, Saying
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor, RoleKind
from services.issues_ratings import appeal_rating, ask_for_rating_words, decide_appeal, rate_issue, show_work
from storage.database import Database
from tests.builders import Neighbour, Town, found_town, settle_in
from tests.services.reporting import LIFT, PHOTO, closed, handle, queued, reported

SOURCES = count()
HOUR = timedelta(hours=1)
WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")


async def committee_of_two(database: Database, at: datetime) -> Town:
    """The town with 周委员 beside 赵主任."""
    town = await found_town(database, at)
    async with database.transaction() as transaction:
        second = await settle_in(transaction, "周委员", 120, RoleKind.COMMITTEE, town.place, at)
    return replace(town, people={**town.people, "周委员": second})


async def does(database: Database, act: Any, who: Neighbour, number: int, at: datetime, **more: Any) -> Outcome:
    found = await act(database, actor=who.actor, issue_id=number, source=f"guard-{next(SOURCES)}", at=at, **more)
    assert isinstance(found, Done | Refusal)
    return found


def why(outcome: Outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return f"{outcome.reason.value}.{outcome.facts.get('what')}"


async def goes(database: Database, town: Town, number: int, at: datetime, *steps: tuple[str, str]) -> None:
    """One after another takes a step; what is done is shown."""
    for who, step in steps:
        more: dict[str, Any] = {"files": (PHOTO,)} if step == "done" else {}
        more |= {"text": "灯又灭了"} if step in ("send_back", "return") else {}
        outcome = await handle(database, town[who], step, number, at, **more)
        assert isinstance(outcome, Done), (who, step, outcome)


async def rated(database: Database, town: Town, number: int, at: datetime, who: str = "王阿姨") -> int:
    """Its reporter is not content; the step that closed it."""
    assert isinstance(await does(database, rate_issue, town[who], number, at, content=Satisfied.DISPLEASED), Done)
    async with database.reading() as transaction:
        *_, (step, _, _, _) = await transaction.issue_ratings.course(number)
    return step


async def hearing(database: Database, event: str) -> list[int]:
    rows = await queued(database, template="issues.rating")
    return [row.chat_id for row in rows if row.facts["what"] == event]


async def test_whoever_once_worked_on_their_own_report_does_not_rate_it(embedded: Database, at: datetime) -> None:
    town = await committee_of_two(embedded, at)
    number = (await reported(embedded, town["赵主任"], LIFT, at))["id"]
    first = (("赵主任", "done"), ("李楼长", "send_back"))
    await goes(embedded, town, number, at, *first, ("孙网格", "done"), ("李楼长", "check"), ("赵主任", "solved"))
    refused = await does(embedded, rate_issue, town["赵主任"], number, at, content=Satisfied.PLEASED)
    assert why(refused) == "not_permitted.issue_own_work"


async def test_what_is_said_fits_and_comes_after_the_mark(embedded: Database, at: datetime) -> None:
    town = await committee_of_two(embedded, at)
    wang, zhao = town["王阿姨"], town["赵主任"]
    number = (await reported(embedded, wang, LIFT, at))["id"]
    await closed(embedded, town, number, at)
    ask: dict[str, Any] = {"saying": Saying.WORDS, "chat_id": wang.chat_id}
    assert why(await does(embedded, ask_for_rating_words, wang, number, at, **ask)) == "wrong_state.issue_not_rated"
    await rated(embedded, town, number, at)
    for words, refused in (("", "empty.issue_words"), ("长" * (LONGEST_SAID + 1), "too_long.issue_words")):
        assert why(await does(embedded, rate_issue, wang, number, at, words=words)) == refused
        assert why(await does(embedded, appeal_rating, zhao, number, at, words=words)) == refused
    assert await hearing(embedded, "appealed") == []


async def test_whoever_left_office_appeals_no_more(embedded: Database, at: datetime) -> None:
    town = await committee_of_two(embedded, at)
    number = (await reported(embedded, town["王阿姨"], LIFT, at))["id"]
    await closed(embedded, town, number, at)
    await rated(embedded, town, number, at)
    left = replace(town["赵主任"], actor=Actor(town["赵主任"].person_id, town["陈租客"].actor.roles))
    refused = await does(embedded, appeal_rating, left, number, at, words="等的是供电公司")
    assert isinstance(refused, Refusal) and refused.facts.get("act") == "handle_issue"


async def test_whoever_reported_it_does_not_decide_and_is_not_asked_to(embedded: Database, at: datetime) -> None:
    town = await committee_of_two(embedded, at)
    number = (await reported(embedded, town["周委员"], LIFT, at))["id"]
    await closed(embedded, town, number, at, reporter="周委员")
    step = await rated(embedded, town, number, at, "周委员")
    heard = await does(embedded, appeal_rating, town["赵主任"], number, at, words="等的是供电公司")
    assert isinstance(heard, Done) and heard["heard"] == 0
    assert await hearing(embedded, "appealed") == []
    given = {"step_id": step, "accepted": False, "words": "不成立"}
    refused = await does(embedded, decide_appeal, town["周委员"], number, at, **given)
    assert why(refused) == "not_permitted.issue_own_work"


async def test_whoever_worked_on_it_at_any_time_does_not_decide(embedded: Database, at: datetime) -> None:
    town = await committee_of_two(embedded, at)
    number = (await reported(embedded, town["王阿姨"], LIFT, at))["id"]
    first = (("周委员", "done"), ("李楼长", "send_back"))
    await goes(embedded, town, number, at, *first, ("孙网格", "done"), ("李楼长", "check"), ("王阿姨", "solved"))
    step = await rated(embedded, town, number, at)
    heard = await does(embedded, appeal_rating, town["孙网格"], number, at, words="等的是供电公司")
    assert isinstance(heard, Done) and await hearing(embedded, "appealed") == [town["赵主任"].chat_id]
    given = {"step_id": step, "accepted": True, "words": "有理"}
    refused = await does(embedded, decide_appeal, town["周委员"], number, at, **given)
    assert why(refused) == "not_permitted.issue_own_work"


async def test_an_appeal_of_ones_own_is_another_s_to_decide_also_after_it_was_opened_again(
    embedded: Database, at: datetime
) -> None:
    town = await committee_of_two(embedded, at)
    number = (await reported(embedded, town["王阿姨"], LIFT, at))["id"]
    await goes(embedded, town, number, at, ("周委员", "take"), ("孙网格", "done"), ("李楼长", "check"))
    await goes(embedded, town, number, at, ("王阿姨", "solved"))
    step = await rated(embedded, town, number, at)
    assert isinstance(await does(embedded, appeal_rating, town["周委员"], number, at, words="等的是供电公司"), Done)
    await goes(embedded, town, number, at + HOUR, ("陈租客", "reopen"), ("赵主任", "take"), ("赵主任", "done"))
    given = {"step_id": step, "accepted": True, "words": "有理"}
    refused = await does(embedded, decide_appeal, town["周委员"], number, at + HOUR, **given)
    assert why(refused) == "not_permitted.issue_own_work"


async def test_a_closing_belongs_to_its_own_report(embedded: Database, at: datetime) -> None:
    town = await committee_of_two(embedded, at)
    numbers = [(await reported(embedded, town["王阿姨"], LIFT, at, f"u{n}"))["id"] for n in range(2)]
    for number in numbers:
        await closed(embedded, town, number, at)
    step = await rated(embedded, town, numbers[0], at)
    await does(embedded, appeal_rating, town["赵主任"], numbers[0], at, words="等的是供电公司")
    given = {"step_id": step, "accepted": True, "words": "有理"}
    assert why(await does(embedded, decide_appeal, town["周委员"], numbers[1], at, **given)) == "not_found.issue"


async def test_the_photos_of_the_work_are_for_its_reporter_and_those_who_serve(
    embedded: Database, at: datetime
) -> None:
    town = await committee_of_two(embedded, at)
    number = (await reported(embedded, town["王阿姨"], "3号楼灯不亮", at))["id"]
    await closed(embedded, town, number, at)
    tenant = town["陈租客"]
    assert why(await does(embedded, show_work, tenant, number, at, chat_id=tenant.chat_id)) == "not_found.issue"
    leader = town["李楼长"]
    assert isinstance(await does(embedded, show_work, leader, number, at, chat_id=leader.chat_id), Done)


async def test_of_two_decisions_at_the_same_moment_one_stands(database: Database, at: datetime) -> None:
    town = await committee_of_two(database, at)
    async with database.transaction() as transaction:
        third = await settle_in(transaction, "吴委员", 121, RoleKind.COMMITTEE, town.place, at)
    number = (await reported(database, town["王阿姨"], LIFT, at))["id"]
    await closed(database, town, number, at)
    step = await rated(database, town, number, at)
    await does(database, appeal_rating, town["赵主任"], number, at, words="等的是供电公司")
    deciding = [
        does(database, decide_appeal, who, number, at, step_id=step, accepted=who is third, words="看过了")
        for who in (town["周委员"], third)
    ]
    outcomes = await asyncio.gather(*deciding)
    (refused,) = [one for one in outcomes if isinstance(one, Refusal)]
    assert refused.reason is Reason.ALREADY_DONE


@pytest.mark.postgres
async def test_a_decision_waits_for_the_one_that_is_being_taken(on_postgres: Database, at: datetime) -> None:
    town = await committee_of_two(on_postgres, at)
    number = (await reported(on_postgres, town["王阿姨"], LIFT, at))["id"]
    await closed(on_postgres, town, number, at)
    step = await rated(on_postgres, town, number, at)
    await does(on_postgres, appeal_rating, town["赵主任"], number, at, words="等的是供电公司")
    async with on_postgres.transaction() as first:
        await first.issues.lock(number)
        await first.issue_ratings.decide(step, by=town["李楼长"].person_id, accepted=True, words="有道理", at=at)
        late = does(on_postgres, decide_appeal, town["周委员"], number, at, step_id=step, accepted=False, words="不行")
        second = asyncio.create_task(late)
        while not second.done() and not await somebody_waits(on_postgres):
            pass
    assert why(await second).startswith("already_done")
    async with on_postgres.reading() as transaction:
        stands = await transaction.issue_ratings.find(step)
    assert stands is not None and stands.accepted is True


async def somebody_waits(database: Database) -> bool:
    """Whether one connection to this database waits for what another one holds."""
    async with database.engine.connect() as connection:
        return bool((await connection.execute(WAITING)).scalar())
