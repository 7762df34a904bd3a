"""Those who own a home together name one voter; the committee records what they have signed."""

from __future__ import annotations

from datetime import datetime

from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.voting.ballots import Choice
from services.voting_namings import all_together, name_voter, owned_together, record_naming
from services.voting_pages import vote_page
from storage.database import Database
from tests.builders import found_town, leaves, queued
from tests.services.rolls import Estate, OwnedHome, bind_owner, build_estate, homes, posted
from tests.services.test_voting import Vote, cast

TOGETHER = OwnedHome("901", ("夫", "妻"))


class Household:
    """A couple, and the vote their home takes part in."""

    def __init__(self, database: Database, estate: Estate, vote: Vote, head: int) -> None:
        self.database, self.estate, self.vote, self.head = database, estate, vote, head

    async def names(self, who: str, whom: str, at: datetime, source: str = "") -> Outcome:
        return await name_voter(
            self.database,
            actor=self.estate.owners[who].actor,
            vote_id=self.vote.id,
            head_id=self.head,
            owner_id=self.estate.numbers[whom],
            source=source or f"{who} {whom} {at}",
            at=at,
        )

    async def told(self, who: str) -> list[str]:
        return [template for template, _ in await queued(self.database, self.estate.owners[who].chat_id)]


async def moved_in(database: Database, at: datetime) -> Household:
    estate = await build_estate(database, await found_town(database, at), [*homes(2), TOGETHER], at)
    vote = await posted(database, estate, at)
    async with database.reading() as transaction:
        (one,) = await transaction.voting.entitlements(vote.id, estate.owners["夫"].person_id, at)
    return Household(database, estate, vote, one.head_id)


async def test_it_holds_once_both_say_so_and_until_both_say_otherwise(database: Database, at: datetime) -> None:
    couple = await moved_in(database, at)
    opens, he, she = couple.vote.opens_at, *(couple.estate.owners[name].person_id for name in ("夫", "妻"))
    assert await couple.names("夫", "妻", at) == Done({"named": False})
    assert await couple.told("妻") == ["voting.naming"] and await couple.told("夫") == []
    assert isinstance(await cast(database, couple.vote, he, Choice.REJECT, opens), Done), "nothing is settled yet"
    assert await couple.names("妻", "妻", opens) == Done({"named": True})
    assert await couple.told("妻") == ["voting.naming", "voting.named"] and await couple.told("夫") == ["voting.named"]
    refused = await cast(database, couple.vote, he, Choice.REJECT, opens, source="again", head=couple.head)
    assert refused == Refusal(Reason.NOT_YOURS, {"what": "vote_named_other"})
    assert isinstance(await cast(database, couple.vote, she, Choice.APPROVE, opens), Done)
    assert await couple.names("夫", "夫", opens) == Done({"named": False}), "one alone takes nothing back"
    assert isinstance(await cast(database, couple.vote, she, Choice.REJECT, opens), Done)
    assert await couple.names("妻", "夫", opens) == Done({"named": True})
    async with database.reading() as transaction:
        (counted,) = await transaction.ballots.cast(couple.vote.id)
        types = [entry.type for entry in await transaction.journal.read(couple.vote.subject)]
        assert await transaction.journal.broken_at(couple.vote.subject) is None
    assert counted.marks == {Choice.REJECT} and types.count("named") == 2


async def test_the_page_shows_both_who_votes(database: Database, at: datetime) -> None:
    couple = await moved_in(database, at)
    for who in ("夫", "妻"):
        await couple.names(who, "妻", at)
    page = await vote_page(database, actor=couple.estate.owners["夫"].actor, vote_id=couple.vote.id, at=at)
    assert page is not None and page.mine == () and page.together[0].named == couple.estate.numbers["妻"]
    page = await vote_page(database, actor=couple.estate.owners["业主1"].actor, vote_id=couple.vote.id, at=at)
    assert page is not None and page.together == () and not page.records_namings


async def test_nobody_speaks_for_one_who_is_not_known(database: Database, at: datetime) -> None:
    couple = await moved_in(database, at)
    await bind_owner(database, couple.estate.numbers["妻"], None)
    unknown = Refusal(Reason.WRONG_STATE, {"what": "vote_owners_unknown"})
    assert await couple.names("夫", "夫", at) == unknown
    assert await couple.names("业主1", "夫", at) == Refusal(Reason.NOT_YOURS, {"what": "vote_head"})
    missing = Refusal(Reason.NOT_FOUND, {"what": "vote_together"})
    assert await couple.names("夫", "业主1", at) == missing
    late = await couple.names("夫", "夫", couple.vote.closes_at)
    assert late == Refusal(Reason.EXPIRED, {"what": "vote_naming"})


async def test_nobody_is_asked_once_the_vote_is_over(database: Database, at: datetime) -> None:
    couple = await moved_in(database, at)
    await couple.names("夫", "妻", at)
    assert await couple.told("妻") == ["voting.naming"]
    assert "voting.naming" not in await leaves(database, couple.vote.closes_at, couple.estate.owners["妻"].chat_id)


async def test_the_committee_records_their_paper_and_nobody_else_does(database: Database, at: datetime) -> None:
    couple = await moved_in(database, at)
    town, she = couple.estate.town, couple.estate.numbers["妻"]
    await bind_owner(database, couple.estate.numbers["夫"], None)
    wanted = {"vote_id": couple.vote.id, "head_id": couple.head, "owner_id": she, "at": at}
    for name in ("王阿姨", "陈租客", "孙网格", "李楼长"):
        refused = await record_naming(database, actor=town[name].actor, source=name, **wanted)
        assert isinstance(refused, Refusal) and refused.reason is Reason.NOT_PERMITTED, name
        assert await all_together(database, actor=town[name].actor, vote_id=couple.vote.id) is None
        found = await owned_together(database, actor=town[name].actor, vote_id=couple.vote.id, head_id=couple.head)
        assert found is None
    chair = town["赵主任"].actor
    (listed,) = await all_together(database, actor=chair, vote_id=couple.vote.id) or []
    assert listed.units == ("3号楼1单元901",)
    for source in ("paper", "once more"):
        assert await record_naming(database, actor=chair, source=source, **wanted) == Done({"named": True})
    assert await couple.told("妻") == ["voting.named"], "told once"
    async with database.reading() as transaction:
        (entry,) = [e for e in await transaction.journal.read(couple.vote.subject) if e.type == "named"]
    assert entry.body["paper"] is True and "owner" in entry.body["sealed"]
    nowhere = {**wanted, "vote_id": 99}
    assert isinstance(await record_naming(database, actor=chair, source="x", **nowhere), Refusal)
    assert await all_together(database, actor=chair, vote_id=99) is None
    assert await owned_together(database, actor=chair, vote_id=99, head_id=couple.head) is None
