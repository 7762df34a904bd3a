"""Written proxies: two people, a photo, three homes; the holder votes for the home until it takes that back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.outcomes import Done, Outcome, Reason
from domain.voting.ballots import Choice
from domain.voting.entitlements import Cast
from services import attachments, vote_proxies
from services.privacy_mine import erase
from services.voting_box import ballot_box
from services.voting_pages import vote_page
from storage.database import Database
from tests.builders import Neighbour, found_town, queued
from tests.services.rolls import OwnedHome, build_estate, homes, posted
from tests.services.test_vote_papers import Story, reason
from tests.services.test_voting import play

APPROVE, REJECT = Choice.APPROVE, Choice.REJECT


@dataclass
class Proxies:
    """A vote of six owners that has opened; 陈租客 is whom they name."""

    story: Story
    holder: Neighbour

    @property
    def database(self) -> Database:
        return self.story.database

    async def unit(self, owner: str) -> int:
        async with self.database.reading() as transaction:
            (mine,) = await transaction.voting.entitlements(self.story.vote.id, self.person(owner), self.story.at)
            return (await transaction.vote_doors.units_of(mine.head_id))[0]

    async def head(self, owner: str) -> int:
        async with self.database.reading() as transaction:
            mine = await transaction.voting.entitlements(self.story.vote.id, self.person(owner), self.story.at)
            return next(one.head_id for one in mine if not one.by_proxy)

    def person(self, owner: str) -> int:
        return self.story.estate.owners[owner].person_id

    async def enter(self, owner: str, *, holder: int | None = None, photo: bool = True, **more: Any) -> Outcome:
        outcome = await vote_proxies.enter_proxy(
            self.database,
            vote_id=self.story.vote.id,
            holder_id=holder or self.holder.person_id,
            photo="photo",
            size=None,
            draft_id=0,
            **{"unit_id": await self.unit(owner), **self.story.acting("李楼长"), **more},
        )
        for file in await attachments.pending(self.database, tries=9, most=9) if photo else ():
            await attachments.store(self.database, attachment_id=file.id, content=b"proxy")
        return outcome

    async def confirm(self, name: str, proxy_id: int = 1) -> Outcome:
        return await vote_proxies.confirm_proxy(self.database, proxy_id=proxy_id, **self.story.acting(name))

    async def end(self, name: str, proxy_id: int = 1, at: datetime | None = None) -> Outcome:
        return await vote_proxies.end_proxy(self.database, proxy_id=proxy_id, **self.story.acting(name, at))

    async def votes(self, person: int, head: int, choice: Choice) -> Outcome:
        source = f"{person} {head} {choice} {next(self.story.sources)}"
        cast = Cast(self.story.vote.id, head, person, frozenset({choice}), source, self.story.at)
        return await ballot_box(self.database).put(cast)


async def running(database: Database, at: datetime) -> Proxies:
    town = await found_town(database, at)
    together = OwnedHome("901", ("共有甲", "共有乙"))
    unsold = OwnedHome("999", (), developer=True)
    estate = await build_estate(database, town, [*homes(5), together, unsold], at)
    vote = await posted(database, estate, at)
    await play(database, vote, "open", vote.opens_at)
    return Proxies(Story(database, estate, vote, vote.opens_at, []), town["陈租客"])


async def test_the_holder_votes_for_the_home_once_two_have_seen_the_paper(database: Database, at: datetime) -> None:
    made = await running(database, at)
    story, holder = made.story, made.holder
    head = await made.head("业主1")
    assert isinstance(await made.enter("业主1"), Done)
    assert reason(await made.votes(holder.person_id, head, APPROVE)) == "vote_head", "nobody has checked it"
    assert reason(await made.confirm("李楼长")) == "proxy_second_person"
    assert isinstance(await made.confirm("赵主任"), Done)
    assert reason(await made.confirm("赵主任")) == "proxy_checked"
    page = await vote_page(database, actor=holder.actor, vote_id=story.vote.id, at=story.at)
    assert page is not None and [(one.head_id, one.by_proxy) for one, _ in page.mine] == [(head, True)]
    assert isinstance(await made.votes(holder.person_id, head, APPROVE), Done)
    heard = dict(await queued(database, story.estate.owners["业主1"].chat_id))
    assert heard["voting.proxy_stands"]["holder"] == "陈租客"
    assert "voting.proxy_given" in dict(await queued(database, holder.chat_id))
    async with database.reading() as transaction:
        notes = await transaction.households.unprinted(story.estate.town.compound_id)
        journal = [entry.type for entry in await transaction.journal.read(story.vote.subject)]
    assert [note.kind for note in notes] == ["proxy_stands"]
    assert [one for one in journal if one.startswith("proxy")] == ["proxy_entered", "proxy_confirmed"]
    assert await story.count() == {"approved": 1, "rejected": 0}


async def test_the_owner_votes_themselves_and_takes_it_back(database: Database, at: datetime) -> None:
    made = await running(database, at)
    story, holder = made.story, made.holder
    head = await made.head("业主1")
    await made.enter("业主1")
    await made.confirm("赵主任")
    await made.votes(holder.person_id, head, APPROVE)
    assert reason(await made.end("业主2")) == "proxy", "it is not theirs"
    assert isinstance(await made.end("业主1"), Done)
    assert "voting.proxy_ended" in dict(await queued(database, holder.chat_id))
    assert reason(await made.votes(holder.person_id, head, APPROVE)) == "vote_head"
    assert isinstance(await made.votes(made.person("业主1"), head, REJECT), Done)
    assert reason(await made.end("业主1")) == "proxy_ended"
    assert isinstance(await made.enter("业主1"), Done), "they may name another"
    assert reason(await made.end("业主1", 2, story.vote.closes_at)) == "vote_not_open_now"
    assert await story.count() == {"approved": 0, "rejected": 1}, "the last one counts"


async def test_three_homes_and_no_more(database: Database, at: datetime) -> None:
    made = await running(database, at)
    for number in (1, 2, 3):
        assert isinstance(await made.enter(f"业主{number}"), Done)
    assert reason(await made.enter("业主4")) == "proxies"
    assert reason(await made.enter("业主1")) == "proxy"
    await made.end("业主1")
    assert isinstance(await made.enter("业主4"), Done)


async def test_who_cannot_be_named_and_who_cannot_enter_it(database: Database, at: datetime) -> None:
    made = await running(database, at)
    assert reason(await made.enter("业主1", holder=made.person("业主1"))) == "proxy_owns"
    assert reason(await made.enter("共有甲")) == "proxy_undecided"
    assert reason(await made.enter("业主1", holder=99999)) == "proxy_holder"
    stranger = made.story.estate.town["孙网格"].actor
    assert reason(await made.enter("业主1", actor=stranger)) is Reason.NOT_PERMITTED
    await made.enter("业主1", photo=False)
    assert reason(await made.confirm("赵主任")) == "paper_photo"


async def test_what_differs_goes_back(database: Database, at: datetime) -> None:
    made = await running(database, at)
    await made.enter("业主1")
    assert isinstance(await vote_proxies.reject_proxy(database, proxy_id=1, **made.story.acting("赵主任")), Done)
    assert "voting.proxy_ended" in dict(await queued(database, made.story.estate.town["李楼长"].chat_id))
    async with database.reading() as transaction:
        assert not await transaction.attachments.of("vote_proxy:1")
    assert isinstance(await made.enter("业主1"), Done)


async def test_whoever_erases_their_data_votes_for_nobody(database: Database, at: datetime) -> None:
    made = await running(database, at)
    head = await made.head("业主1")
    await made.enter("业主1")
    await made.confirm("赵主任")
    assert isinstance(await erase(database, actor=made.holder.actor, source="erase", at=made.story.at), Done)
    assert reason(await made.votes(made.holder.person_id, head, APPROVE)) == "vote_head"


async def test_a_name_finds_those_of_the_compound_alone(database: Database, at: datetime) -> None:
    made = await running(database, at)
    wanted = {"vote_id": made.story.vote.id, "name": "陈租客", "at": made.story.at}
    leader, tenant = made.story.estate.town["李楼长"].actor, made.holder.actor
    assert list(await vote_proxies.people_called(database, actor=leader, **wanted)) == [made.holder.person_id]
    assert not await vote_proxies.people_called(database, actor=tenant, **wanted), "only who goes to the doors asks"
    assert not await vote_proxies.people_called(database, actor=leader, **{**wanted, "name": "路过的人"})


async def test_whoever_builds_lets_somebody_vote_for_what_is_unsold(database: Database, at: datetime) -> None:
    made = await running(database, at)
    story = made.story
    async with database.reading() as transaction:
        units = await transaction.units.of_building(story.estate.town.buildings["3号楼"])
        (unsold,) = [unit.id for unit in units if unit.label == "999"]
        head = (await transaction.vote_doors.standings(story.vote.id, story.at))[unsold].head_id
    assert isinstance(await made.enter("业主1", unit_id=unsold), Done)
    await made.confirm("赵主任")
    assert isinstance(await made.votes(made.holder.person_id, head, APPROVE), Done)
    assert await story.count() == {"approved": 1, "rejected": 0}


async def test_a_leader_takes_it_back_on_the_homes_word(database: Database, at: datetime) -> None:
    made = await running(database, at)
    await made.enter("业主1")
    await made.confirm("赵主任")
    assert reason(await made.end("孙网格")) == "proxy"
    assert isinstance(await made.end("李楼长"), Done)
    for chat in (made.holder.chat_id, made.story.estate.owners["业主1"].chat_id):
        assert "voting.proxy_ended" in dict(await queued(database, chat))
