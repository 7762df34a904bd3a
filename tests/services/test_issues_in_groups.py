"""Words said in a group, reported by whoever said them, on both databases."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.issues import Said
from domain.issues_life import State
from domain.outcomes import Done, Facts, Reason, Refusal
from domain.registry import Actor
from services import issues
from storage.database import Database
from tests.builders import Town, found_town
from tests.services.reporting import NIGHT, handle, queued, told


async def in_the_group(
    database: Database,
    town: Town,
    asker: Actor,
    author: issues.Author,
    at: datetime,
    group: int | None = None,
    words: str = "电梯又坏了",
) -> Facts:
    outcome = await issues.offer_to_author(
        database,
        actor=asker,
        author=author,
        group_id=group or town.group,
        said=Said(words),
        source=f"group-{author.telegram_id}",
        at=at,
    )
    assert isinstance(outcome, Done), outcome
    return outcome.facts


async def pressed_in(database: Database, town: Town, group: int, at: datetime, words: str = "电梯又坏了") -> None:
    """A newcomer's words in a group, asked for by 王阿姨 and reported by the newcomer, under the message 77."""
    author, asker = issues.Author(999, "新邻居"), town["王阿姨"].actor
    facts = await in_the_group(database, town, asker, author, at, group, words)
    async with database.reading() as transaction:
        person = await transaction.registry.by_telegram(999)
    assert person is not None
    done = await issues.report_issue(
        database, actor=Actor(person.id), draft_id=facts["draft_id"], question=(group, 77), source="press", at=at
    )
    assert isinstance(done, Done)


async def test_who_started_the_bot_is_asked_in_private(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    author = issues.Author(town["陈租客"].telegram_id, "陈租客")
    facts = await in_the_group(database, town, town["王阿姨"].actor, author, at)
    assert (facts["private"], facts["own"], facts["building"]) == (True, False, "3号楼")
    own = await in_the_group(database, town, town["王阿姨"].actor, issues.Author(101, "王阿姨"), at)
    assert (own["private"], own["own"]) == (True, True)


async def test_who_never_started_it_reports_under_their_own_message(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    facts = await in_the_group(
        database, town, town["王阿姨"].actor, issues.Author(999, "新邻居"), at, town.building_group
    )
    assert (facts["private"], facts["building"]) == (False, "3号楼")
    async with database.reading() as transaction:
        person = await transaction.registry.by_telegram(999)
    assert person is not None
    press: dict[str, Any] = {"draft_id": facts["draft_id"], "question": (town.building_group, 77), "at": at}
    refused = await issues.report_issue(database, actor=town["王阿姨"].actor, source="p1", **press)
    assert refused == Refusal(Reason.NOT_YOURS, {"what": "report"})
    done = await issues.report_issue(database, actor=Actor(person.id), source="p2", **press)
    assert isinstance(done, Done)
    (card,) = await queued(database, template="issues.card")
    (gone,) = await queued(database, template="issues.question")
    assert (card.kind, card.chat_id, card.subject) == ("post", town.building_group, f"issue:{done['id']}")
    assert (gone.kind, gone.chat_id, gone.not_before) == ("delete", town.building_group, card.not_before)
    assert gone.id > card.id
    async with database.reading() as transaction:
        assert await transaction.posts.of(f"issue:{done['id']}") == []
        post = await transaction.posts.at(gone.subject, town.building_group)
    assert post is not None
    assert post.message_id == 77


async def test_the_question_stays_until_the_card_has_come_in_the_morning(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    night = at + NIGHT
    await pressed_in(database, town, town.building_group, night)
    (card,) = await queued(database, template="issues.card")
    said, gone = await queued(database, template="issues.question")
    assert (said.kind, said.not_before, said.facts["number"]) == ("edit", night, "0001")
    assert gone.kind == "delete"
    assert card.not_before == gone.not_before > night


async def test_where_the_card_does_not_come_the_question_stays(database: Database, at: datetime) -> None:
    """Said in the compound's group about building 3, whose group shows the card."""
    town = await found_town(database, at)
    await pressed_in(database, town, town.group, at, words="3号楼电梯又坏了")
    (card,) = await queued(database, template="issues.card")
    assert card.chat_id == town.building_group
    assert [row.kind for row in await queued(database, template="issues.question")] == ["edit"]


async def test_nothing_worth_reporting_is_refused_in_the_group_too(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    outcome = await issues.offer_to_author(
        database,
        actor=town["王阿姨"].actor,
        author=issues.Author(999, "新邻居"),
        group_id=town.group,
        said=Said("😂"),
        source="g",
        at=at,
    )
    assert outcome == Refusal(Reason.EMPTY, {"what": "report"})


async def test_a_reporter_who_never_opened_the_private_chat_is_not_written_to(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    facts = await in_the_group(database, town, town["王阿姨"].actor, issues.Author(999, "新邻居"), at)
    async with database.reading() as transaction:
        person = await transaction.registry.by_telegram(999)
    assert person is not None
    done = await issues.report_issue(database, actor=Actor(person.id), draft_id=facts["draft_id"], source="p", at=at)
    assert isinstance(done, Done)
    await handle(database, town["赵主任"], "take", done["id"], at)
    assert await told(database, "take") == []
    seen = await issues.progress(database, actor=Actor(person.id), issue_id=done["id"], at=at)
    assert not isinstance(seen, Refusal)
    assert seen.issue.state is State.TAKEN
