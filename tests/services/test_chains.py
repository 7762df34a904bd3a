"""The whole story as each reader may see it: from the report and from the matter alike, sealed ones nowhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.deliberation.origins import Origin
from domain.issues_chain import Chain, Part
from domain.outcomes import Done, Refusal
from services.chains import chain_of_issue, chain_of_matter
from services.deliberation_full import start_full_matter
from services.deliberation_pages import matter_page
from services.issues import progress
from storage.database import Database
from tests.builders import Town, found_town
from tests.deliberating import begin_full_matter
from tests.services.reporting import closed, handle, reported


class Yard:
    """中华园, and what is told there."""

    def __init__(self, database: Database, town: Town, at: datetime) -> None:
        self.database, self.town, self.at = database, town, at

    async def begins(self, origin: Origin) -> int:
        """赵主任 begins a matter of the whole compound."""
        chair, compound = self.town["赵主任"].actor, self.town.compound_id
        await begin_full_matter(self.database, compound, chair, self.at)  # builds the homes
        given: dict[str, Any] = {"title": "根治", "text": "商量根治", "touched": (), "origin": origin}
        begun = await start_full_matter(
            self.database, actor=chair, compound_id=compound, source="begun", at=self.at, **given
        )
        assert isinstance(begun, Done), begun
        return int(begun["matter_id"])

    async def of_issue(self, who: str, number: int) -> Chain | Refusal:
        return await chain_of_issue(self.database, actor=self.town[who].actor, issue_id=number)

    async def of_matter(self, who: str, number: int) -> Chain | Refusal:
        return await chain_of_matter(self.database, actor=self.town[who].actor, matter_id=number)


@pytest.fixture
async def yard(database: Database, at: datetime) -> Yard:
    return Yard(database, await found_town(database, at), at)


def parts(found: Chain | Refusal) -> list[tuple[Part, str]]:
    assert isinstance(found, Chain), found
    return [(link.part, link.step) for link in found.links]


async def test_a_report_that_became_a_matter_is_told_from_both_ends(yard: Yard) -> None:
    number = int((await reported(yard.database, yard.town["王阿姨"], "3号楼楼道没灯", yard.at))["id"])
    yard.at += timedelta(hours=1)
    await handle(yard.database, yard.town["赵主任"], "accept", number, yard.at)
    yard.at += timedelta(hours=1)
    matter = await yard.begins(Origin(issue_id=number))
    from_report, from_matter = await yard.of_issue("王阿姨", number), await yard.of_matter("赵主任", matter)
    assert parts(from_report) == parts(from_matter)
    told = parts(from_report)
    assert told[:2] == [(Part.ISSUE, "report"), (Part.ISSUE, "accept")]
    assert (Part.MATTER, "started") in told and (Part.ISSUE, "discuss") in told
    assert isinstance(from_report, Chain) and from_report.matter_id == matter
    chair = yard.town["赵主任"].actor
    page = await matter_page(yard.database, actor=chair, matter_id=matter, at=yard.at)
    assert page is not None and page.chained
    seen = await progress(yard.database, actor=chair, issue_id=number, at=yard.at)
    assert not isinstance(seen, Refusal) and seen.chained


async def test_what_came_back_is_told_with_each_time_and_its_matter(yard: Yard) -> None:
    numbers = []
    for n in range(3):
        number = int((await reported(yard.database, yard.town["王阿姨"], "3号楼电梯停了", yard.at, f"r{n}"))["id"])
        await closed(yard.database, yard.town, number, yard.at + timedelta(hours=1))
        numbers.append(number)
        yard.at += timedelta(days=5)
    matter = await yard.begins(Origin(cause_id=1))
    told = parts(await yard.of_issue("王阿姨", numbers[0]))
    assert told.count((Part.ISSUE, "report")) == 3 and told.count((Part.ISSUE, "solved")) == 3
    assert (Part.CAUSE, "found") in told and (Part.MATTER, "started") in told
    assert parts(await yard.of_matter("陈租客", matter)) == told
    async with yard.database.transaction() as transaction:
        await transaction.intake.seal(numbers[1], yard.town["李楼长"].person_id)
    assert parts(await yard.of_matter("陈租客", matter)).count((Part.ISSUE, "report")) == 2
    assert isinstance(await yard.of_issue("陈租客", numbers[1]), Refusal)


async def test_strangers_read_none_and_what_nobody_reported_has_no_beginning(yard: Yard) -> None:
    matter = await yard.begins(Origin())
    assert isinstance(await yard.of_matter("路过的人", matter), Refusal)
    assert isinstance(await yard.of_matter("赵主任", 99), Refusal)
    assert isinstance(await yard.of_issue("王阿姨", 99), Refusal)
    page = await matter_page(yard.database, actor=yard.town["赵主任"].actor, matter_id=matter, at=yard.at)
    assert page is not None and not page.chained
