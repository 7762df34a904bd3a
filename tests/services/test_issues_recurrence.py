"""What comes back: the third time in ninety days makes one root cause, and the committee is asked, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest

from domain.deliberation.origins import Origin
from domain.deliberation.stages import Stage
from domain.issues import Said
from domain.issues_recurrence import RootCause, RootCausePage
from domain.outcomes import Done, Outcome, Refusal
from services import issues, issues_private
from services.deliberation_full import start_full_matter
from services.issues_recurrence import root_cause_page, root_causes_for, set_cause_aside
from storage.database import Database
from storage.schema.deliberation import matters
from tests.builders import Town, found_town
from tests.deliberating import begin_full_matter
from tests.services.reporting import closed, handle, queued, reported

LIFT = "3号楼电梯又停了"
SOURCES = count()
DAY = timedelta(days=1)


class Yard:
    """中华园, day by day."""

    def __init__(self, database: Database, town: Town, at: datetime) -> None:
        self.database, self.town, self.at = database, town, at

    async def breaks(self, text: str = LIFT, *, mended: bool = True) -> int:
        """It is reported, and mended the same day; ten days later."""
        number = int((await reported(self.database, self.town["王阿姨"], text, self.at, f"r{next(SOURCES)}"))["id"])
        if mended:
            await closed(self.database, self.town, number, self.at + timedelta(hours=1), checker="孙网格")
        self.at += 10 * DAY
        return number

    async def causes(self, who: str = "赵主任") -> list[RootCause]:
        return await root_causes_for(self.database, actor=self.town[who].actor)

    async def told(self) -> list[Any]:
        return await queued(self.database, template="issues.root_cause")

    async def page(self, number: int, who: str = "赵主任") -> RootCausePage | Refusal:
        return await root_cause_page(self.database, actor=self.town[who].actor, cause_id=number)

    async def begins(self, cause_id: int) -> Outcome:
        """赵主任 begins a matter of the whole compound about it."""
        given: dict[str, Any] = {"title": "根治电梯", "text": "商量根治电梯", "touched": ()}
        given |= {"origin": Origin(cause_id=cause_id), "source": f"m{next(SOURCES)}", "at": self.at}
        chair, compound = self.town["赵主任"].actor, self.town.compound_id
        outcome: Outcome = await start_full_matter(self.database, actor=chair, compound_id=compound, **given)
        return outcome


@pytest.fixture
async def yard(database: Database, at: datetime) -> Yard:
    return Yard(database, await found_town(database, at), at)


async def test_the_third_time_makes_one_and_asks_the_committee_once(yard: Yard) -> None:
    for _ in range(2):
        await yard.breaks()
    assert await yard.causes() == [] and await yard.told() == []
    await yard.breaks()
    (cause,) = await yard.causes()
    assert [issue.called for issue in cause.times] == ["0001", "0002", "0003"] and cause.open
    (told,) = await yard.told()
    assert told.chat_id == yard.town["赵主任"].chat_id
    assert told.facts["n"] == 3 and told.facts["building"] == "3号楼" and told.facts["category"] == "lift"
    await yard.breaks()
    (cause,) = await yard.causes()
    assert len(cause.times) == 4 and len(await yard.told()) == 1, "once more of the same"


async def test_three_reports_of_one_breakdown_are_one_time(yard: Yard) -> None:
    yard.at -= 10 * DAY
    for _ in range(4):
        yard.at -= 10 * DAY - timedelta(hours=1)
        await yard.breaks(mended=False)
    assert await yard.causes() == []


async def test_what_was_put_together_counts_once(yard: Yard) -> None:
    first = await yard.breaks()
    second = await yard.breaks(mended=False)
    await handle(yard.database, yard.town["赵主任"], "merge", second, yard.at, text="0001")
    await yard.breaks()
    assert await yard.causes() == [] and first
    third = await yard.breaks(mended=False)
    (cause,) = await yard.causes()
    assert len(cause.times) == 3
    await handle(yard.database, yard.town["赵主任"], "merge", third, yard.at, text="0001")
    assert await yard.causes() == [], "put together afterwards, too"


async def test_another_place_another_kind_and_an_old_time_do_not_count(yard: Yard) -> None:
    await yard.breaks()
    await yard.breaks("9号楼电梯又停了")
    await yard.breaks("3号楼停水了")
    await yard.breaks()
    yard.at += 61 * DAY
    await yard.breaks()
    assert await yard.causes() == []


async def test_a_sealed_report_never_counts_until_it_is_opened(yard: Yard) -> None:
    wang, leader = yard.town["王阿姨"], yard.town["李楼长"]
    for _ in range(2):
        await yard.breaks()
    offer = await issues.offer_report(
        yard.database, actor=wang.actor, chat_id=wang.chat_id, said=Said(LIFT), source="sealed", at=yard.at
    )
    given: dict[str, Any] = {"actor": wang.actor, "at": yard.at}
    await issues.seal_offer(yard.database, draft_id=offer["draft_id"], reader_id=leader.person_id, source="s1", **given)
    sent = await issues.report_issue(yard.database, draft_id=offer["draft_id"], source="s2", **given)
    assert await yard.causes() == [] and await yard.told() == []
    await issues_private.unseal_issue(yard.database, issue_id=sent["id"], source="s3", **given)
    assert len(await yard.causes()) == 1 and len(await yard.told()) == 1


async def test_a_corrected_category_is_looked_at_again(yard: Yard) -> None:
    for _ in range(2):
        await yard.breaks()
    number = await yard.breaks("3号楼的那个又不动了")
    assert await yard.causes() == []
    await issues.sort_issue(
        yard.database, actor=yard.town["赵主任"].actor, issue_id=number, category="lift", source="sort", at=yard.at
    )
    assert len(await yard.causes()) == 1


async def test_it_is_open_until_its_matter_is_over_and_three_more_make_another(yard: Yard) -> None:
    for _ in range(3):
        await yard.breaks()
    (cause,) = await yard.causes()
    await begin_full_matter(
        yard.database, yard.town.compound_id, yard.town["赵主任"].actor, yard.at
    )  # builds the homes
    begun = await yard.begins(cause.id)
    assert isinstance(begun, Done), begun
    again = await yard.begins(cause.id)
    assert isinstance(again, Refusal) and again.facts["what"] == "root_cause"
    page = await yard.page(cause.id)
    assert isinstance(page, RootCausePage) and page.cause.matter_id == begun["matter_id"]
    assert page.cause.open and not page.leads
    await yard.breaks()
    assert len(await yard.told()) == 1
    async with yard.database.transaction() as transaction:
        over = matters.update().values(stage=Stage.ARCHIVED.value, since=yard.at)
        await transaction.deliberation.run(over)
    assert [one.open for one in await yard.causes()] == [False]
    for n in (1, 2, 3):
        await yard.breaks()
        assert len(await yard.causes()) == (2 if n == 3 else 1)


async def test_it_is_set_aside_with_a_reason_without_doors(yard: Yard) -> None:
    for _ in range(3):
        await yard.breaks()
    (cause,) = await yard.causes()
    given: dict[str, Any] = {"cause_id": cause.id, "at": yard.at}

    async def aside(who: str, words: str) -> Any:
        actor, source = yard.town[who].actor, f"a{next(SOURCES)}"
        return await set_cause_aside(yard.database, actor=actor, words=words, source=source, **given)

    for who, words, why in (
        ("王阿姨", "不用", None),
        ("赵主任", " ", "root_cause_reason"),
        ("赵主任", "字" * 2001, "root_cause_reason"),
    ):
        refused = await aside(who, words)
        assert isinstance(refused, Refusal) and refused.facts.get("what") == why
    await aside("赵主任", "厂家年底换整机，有事打13800138000")
    page = await yard.page(cause.id, "王阿姨")
    assert isinstance(page, RootCausePage) and not page.cause.open
    assert "厂家年底换整机" in page.cause.reason and "138" not in page.cause.reason
    assert (await aside("赵主任", "再说一次")).facts["what"] == "root_cause"
    refused = await set_cause_aside(
        yard.database, actor=yard.town["赵主任"].actor, words="x", source="none", cause_id=99, at=yard.at
    )
    assert isinstance(refused, Refusal)


async def test_a_neighbour_reads_it_and_a_stranger_does_not(yard: Yard) -> None:
    for _ in range(3):
        await yard.breaks()
    (cause,) = await yard.causes("王阿姨")
    page = await yard.page(cause.id, "王阿姨")
    assert isinstance(page, RootCausePage) and len(page.seen) == 3 and not page.leads
    page = await yard.page(cause.id, "陈租客")
    assert isinstance(page, RootCausePage) and len(page.seen) == 3, "as their cards say"
    assert await yard.causes("路过的人") == []
    assert isinstance(await yard.page(cause.id, "路过的人"), Refusal)
    assert isinstance(await yard.page(99), Refusal)
