"""Paper ballots: numbers used once, two people, a photo; they prevail, and a household can object."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import RoleKind
from domain.voting.ballots import Choice
from domain.voting.entitlements import Cast
from domain.voting.papers import PaperState, VoidReason
from domain.voting.votes import Vote
from services import attachments, vote_papers, voting
from services.voting_box import ballot_box
from storage.database import Database
from tests.builders import found_town, queued, settle_in
from tests.services.rolls import Estate, build_estate, homes, posted

APPROVE, REJECT = Choice.APPROVE, Choice.REJECT


@dataclass
class Story:
    """A vote of three owners in building 3 that has opened, each with a printed ballot."""

    database: Database
    estate: Estate
    vote: Vote
    at: datetime
    units: list[int]
    sources: count[int] = field(default_factory=count)

    def acting(self, name: str, at: datetime | None = None) -> Any:
        town = self.estate.town
        actor = town[name].actor if name in town.people else self.estate.owners[name].actor
        return {"actor": actor, "source": f"{name} {next(self.sources)}", "at": at or self.at}

    async def print(self, name: str) -> Outcome:
        return await vote_papers.issue_papers(
            self.database, vote_id=self.vote.id, unit_ids=self.units, **self.acting(name)
        )

    async def enter(
        self, name: str, serial: int, choice: Choice, *, photo: bool = True, at: datetime | None = None
    ) -> Outcome:
        outcome = await vote_papers.enter_paper(
            self.database,
            paper_id=serial,
            marks=frozenset({choice}),
            photo="photo",
            size=None,
            draft_id=0,
            **self.acting(name, at),
        )
        for file in await attachments.pending(self.database, tries=9, most=9) if photo else ():
            await attachments.store(self.database, attachment_id=file.id, content=b"paper")
        return outcome

    async def confirm(self, name: str, serial: int, at: datetime | None = None) -> Outcome:
        return await vote_papers.confirm_paper(self.database, paper_id=serial, **self.acting(name, at))

    async def disown(self, name: str, serial: int, at: datetime | None = None) -> Outcome:
        return await vote_papers.disown_paper(self.database, paper_id=serial, **self.acting(name, at))

    async def press(self, name: str, choice: Choice) -> None:
        person = self.estate.owners[name].person_id
        async with self.database.reading() as transaction:
            (mine,) = await transaction.voting.entitlements(self.vote.id, person, self.at)
        cast = Cast(self.vote.id, mine.head_id, person, frozenset({choice}), f"press {name} {choice}", self.at)
        assert isinstance(await ballot_box(self.database).put(cast), Done)

    async def turnout(self) -> int:
        async with self.database.reading() as transaction:
            return (await transaction.voting.turnout(self.vote))[0]

    async def count(self) -> dict[str, int]:
        """Heads by choice, as the close counts them."""
        close = self.vote.closes_at
        await voting.seal_vote(self.database, subject=self.vote.subject, due=close, source="seal", at=close)
        async with self.database.reading() as transaction:
            vote = await transaction.voting.find(self.vote.id)
            assert await transaction.journal.broken_at(self.vote.subject) is None
        assert vote is not None and vote.result is not None
        return {name: vote.result[name]["heads"] for name in ("approved", "rejected")}


async def running(database: Database, at: datetime) -> Story:
    estate = await build_estate(database, await found_town(database, at), homes(3), at)
    vote = await posted(database, estate, at)
    await voting.open_vote(database, subject=vote.subject, due=vote.opens_at, source="open", at=vote.opens_at)
    async with database.reading() as transaction:
        units = [unit.id for unit in await transaction.units.of_building(estate.town.buildings["3号楼"])]
    story = Story(database, estate, vote, vote.opens_at, units)
    assert await story.print("李楼长") == Done({"vote_id": vote.id, "issued": 3})
    return story


def reason(outcome: Outcome) -> object:
    assert isinstance(outcome, Refusal), outcome
    return outcome.facts.get("what", outcome.reason)


async def test_a_number_is_given_once_a_head_and_only_by_who_serves_the_building(
    database: Database, at: datetime
) -> None:
    story = await running(database, at)
    assert await story.print("赵主任") == Done({"vote_id": story.vote.id, "issued": 0})
    assert reason(await story.print("陈租客")) is Reason.NOT_PERMITTED
    async with database.reading() as transaction:
        issued = await transaction.vote_papers.in_state(story.vote.id, PaperState.ISSUED)
    assert [paper.serial for paper in issued] == [1, 2, 3]


async def test_it_counts_only_when_a_second_person_has_seen_the_photo(database: Database, at: datetime) -> None:
    story = await running(database, at)
    entered = await story.enter("李楼长", 1, APPROVE, photo=False)
    assert isinstance(entered, Done) and entered["asked"] == 1
    (told,) = [facts for name, facts in await queued(database, story.estate.town["赵主任"].chat_id) if "paper" in name]
    assert APPROVE.value not in str(told)
    assert reason(await story.enter("赵主任", 1, REJECT)) == "paper_used"
    assert await story.turnout() == 0
    assert reason(await story.confirm("李楼长", 1)) == "paper_second_person"
    assert reason(await story.confirm("陈租客", 1)) is Reason.NOT_PERMITTED
    assert isinstance(await story.confirm("赵主任", 1), Done)
    assert reason(await story.confirm("赵主任", 1)) == "paper_checked"
    assert await story.turnout() == 1
    assert await story.count() == {"approved": 1, "rejected": 0}


async def test_without_its_photo_nobody_can_confirm_it(database: Database, at: datetime) -> None:
    story = await running(database, at)
    await story.enter("李楼长", 1, APPROVE, photo=False)
    assert reason(await story.confirm("赵主任", 1)) == "paper_photo"


async def test_it_prevails_over_what_the_household_pressed_before_and_after(database: Database, at: datetime) -> None:
    story = await running(database, at)
    name = await owner_of(story, 1)
    await story.press(name, REJECT)
    await story.enter("李楼长", 1, APPROVE)
    await story.confirm("赵主任", 1)
    other = replaced(story)
    await other.press(name, Choice.ABSTAIN)
    assert await story.turnout() == 1
    assert await story.count() == {"approved": 1, "rejected": 0}


def replaced(story: Story) -> Story:
    """The same an hour later."""
    return Story(story.database, story.estate, story.vote, story.at + timedelta(hours=1), story.units, story.sources)


async def owner_of(story: Story, serial: int) -> str:
    async with story.database.reading() as transaction:
        paper = await transaction.vote_papers.numbered(story.vote.id, serial)
        assert paper is not None
        for name, owner in story.estate.owners.items():
            mine = await transaction.voting.entitlements(story.vote.id, owner.person_id, story.at)
            if mine[0].head_id == paper.head_id:
                return name
    raise AssertionError(serial)


async def test_the_household_hears_of_it_and_takes_it_out_with_one_tap(database: Database, at: datetime) -> None:
    story = await running(database, at)
    name = await owner_of(story, 1)
    await story.press(name, REJECT)
    await story.enter("李楼长", 1, APPROVE)
    await story.confirm("赵主任", 1)
    heard = dict(await queued(database, story.estate.owners[name].chat_id))
    assert heard["voting.paper_counted"]["paper_id"] == 1 and APPROVE.value not in str(heard["voting.paper_counted"])
    async with database.reading() as transaction:
        (note,) = await transaction.households.unprinted(story.estate.town.compound_id)
    assert (note.kind, note.facts["serial"]) == ("paper_receipt", "0001")
    receipt = heard["voting.paper_counted"]["receipt"]
    assert receipt == {name: note.facts[name] for name in ("slot", "seq", "code")}, "the same by both doors"
    assert (receipt["seq"], len(receipt["code"])) == (2, 19), "the second vote of this home"
    other = next(one for one in story.estate.owners if one != name)
    assert reason(await story.disown(other, 1)) is Reason.NOT_PERMITTED
    assert reason(await story.disown("李楼长", 1)) == "vote_head", "who entered it does not take it out"
    assert isinstance(await story.disown(name, 1), Done)
    assert "voting.paper_disowned" in dict(await queued(database, story.estate.town["赵主任"].chat_id))
    assert reason(await story.disown(name, 1)) == "paper_aside"
    assert await story.print("李楼长") == Done({"vote_id": story.vote.id, "issued": 1}), "they may have another"
    assert await story.count() == {"approved": 0, "rejected": 1}, "what they pressed stands again"


async def test_a_household_without_a_ballot_of_its_own_has_not_taken_part_any_more(
    database: Database, at: datetime
) -> None:
    story = await running(database, at)
    name = await owner_of(story, 2)
    await story.enter("李楼长", 2, APPROVE)
    await story.confirm("赵主任", 2)
    await story.disown(name, 2)
    assert await story.turnout() == 0


async def test_what_differs_goes_back_and_can_be_entered_again(database: Database, at: datetime) -> None:
    story = await running(database, at)
    await story.enter("李楼长", 1, APPROVE)
    own = await vote_papers.reject_paper(database, paper_id=1, **story.acting("李楼长"))
    assert reason(own) == "paper_second_person"
    assert isinstance(await vote_papers.reject_paper(database, paper_id=1, **story.acting("赵主任")), Done)
    assert "voting.paper_rejected" in dict(await queued(database, story.estate.town["李楼长"].chat_id))
    assert isinstance(await story.enter("李楼长", 1, REJECT), Done)
    asked = [name for name, _ in await queued(database, story.estate.town["赵主任"].chat_id)]
    assert asked.count("voting.paper_to_check") == 2
    await story.confirm("赵主任", 1)
    assert await story.count() == {"approved": 0, "rejected": 1}


async def test_nothing_is_entered_confirmed_or_taken_out_after_the_close(database: Database, at: datetime) -> None:
    story = await running(database, at)
    close = story.vote.closes_at
    assert reason(await story.enter("李楼长", 1, APPROVE, at=close)) == "vote_not_open_now"
    await story.enter("李楼长", 1, APPROVE)
    await story.enter("李楼长", 2, APPROVE)
    await story.confirm("赵主任", 2)
    assert reason(await story.confirm("赵主任", 1, close)) == "vote_not_open_now"
    assert reason(await story.disown(await owner_of(story, 2), 2, close)) == "vote_not_open_now"
    assert await story.count() == {"approved": 1, "rejected": 0}, "what nobody confirmed does not count"
    async with database.reading() as transaction:
        lapsed = [e.body for e in await transaction.journal.read(story.vote.subject) if e.type == "papers_lapsed"]
    assert [body["serials"] for body in lapsed] == [[1]]


async def test_what_goes_back_takes_its_photo_along(database: Database, at: datetime) -> None:
    story = await running(database, at)
    await story.enter("李楼长", 1, APPROVE)
    await vote_papers.reject_paper(database, paper_id=1, **story.acting("赵主任"))
    async with database.reading() as transaction:
        assert not await transaction.attachments.of("vote_paper:1")


async def test_somebody_with_no_hand_in_it_takes_it_out_on_the_homes_word(database: Database, at: datetime) -> None:
    story = await running(database, at)
    name = await owner_of(story, 1)
    await story.enter("李楼长", 1, APPROVE)
    await story.confirm("赵主任", 1)
    for hand in ("李楼长", "赵主任"):
        assert reason(await story.disown(hand, 1)) == "vote_head"
    async with database.transaction() as transaction:
        checker = await settle_in(transaction, "吴监票", 9001, RoleKind.SCRUTINEER, story.estate.town.place, at)
    out = await vote_papers.disown_paper(database, paper_id=1, actor=checker.actor, source="door", at=story.at)
    assert isinstance(out, Done) and not out["sealed"]
    assert "voting.paper_withdrawn" in dict(await queued(database, story.estate.owners[name].chat_id))
    for hand in ("李楼长", "赵主任"):
        assert "voting.paper_disowned" in dict(await queued(database, story.estate.town[hand].chat_id))
    async with database.reading() as transaction:
        notes = await transaction.households.unprinted(story.estate.town.compound_id)
        taken = [e.body for e in await transaction.journal.read(story.vote.subject) if e.type == "paper_set_aside"]
    assert [note.kind for note in notes] == ["paper_receipt", "paper_withdrawn"]
    assert [(body["serial"], body["by"]) for body in taken] == [(1, checker.person_id)]
    assert await story.turnout() == 0, "and their silence counts"


async def spoil(story: Story, serial: int) -> Outcome:
    """李楼长 enters it as unreadable, 赵主任 looks at the photo."""
    entered = await vote_papers.enter_paper(
        story.database,
        paper_id=serial,
        marks=VoidReason.UNCLEAR,
        photo="photo",
        size=None,
        draft_id=0,
        **story.acting("李楼长"),
    )
    assert isinstance(entered, Done)
    for file in await attachments.pending(story.database, tries=9, most=9):
        await attachments.store(story.database, attachment_id=file.id, content=b"paper")
    return await story.confirm("赵主任", serial)


async def test_a_void_paper_is_returned_and_takes_no_part(database: Database, at: datetime) -> None:
    story = await running(database, at)
    name = await owner_of(story, 1)
    outcome = await spoil(story, 1)
    assert isinstance(outcome, Done) and outcome["void"]
    assert await story.turnout() == 0
    heard = dict(await queued(database, story.estate.owners[name].chat_id))
    assert heard["voting.paper_void"]["why"] == "unclear"
    assert await story.print("李楼长") == Done({"vote_id": story.vote.id, "issued": 1}), "they may have another"
    assert await story.count() == {"approved": 0, "rejected": 0}
    async with database.reading() as transaction:
        vote = await transaction.voting.find(story.vote.id)
        (note,) = await transaction.households.unprinted(story.estate.town.compound_id)
        seen = [e.body for e in await transaction.journal.read(story.vote.subject) if e.type == "paper_void"]
    assert vote is not None and vote.result is not None
    assert vote.result["papers"] == {"returned": 1, "void": 1, "disowned": 0}
    assert note.kind == "paper_void" and [(body["serial"], body["void"]) for body in seen] == [(1, "unclear")]


async def test_what_the_home_pressed_stands_beside_a_void_paper(database: Database, at: datetime) -> None:
    story = await running(database, at)
    await story.press(await owner_of(story, 1), REJECT)
    await spoil(story, 1)
    assert await story.count() == {"approved": 0, "rejected": 1}
