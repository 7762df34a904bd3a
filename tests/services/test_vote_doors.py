"""The doors of a vote: who sees which, how far each is, and that the close erases the notes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.voting.ballots import Choice
from domain.voting.doors import DoorNote, DoorState
from domain.voting.entitlements import Cast
from domain.voting.votes import Vote
from services import voting
from services.vote_doors import DoorList, door_list, note_door
from services.voting_box import ballot_box
from storage.database import Database
from storage.schema.registry import chats
from tests.builders import found_town
from tests.services.rolls import Estate, OwnedHome, bind_owner, build_estate, build_homes_of, homes, posted


async def running(database: Database, at: datetime) -> tuple[Estate, Vote]:
    """Three homes in building 3, whose 业主3 the bot cannot reach, one in building 9; the vote is open."""
    estate = await build_estate(database, await found_town(database, at), homes(3), at)
    await build_homes_of(database, estate.town, [OwnedHome("101", ("远亲",))], "9号楼")
    await bind_owner(database, estate.numbers["业主3"], None)
    vote = await posted(database, estate, at)
    await voting.open_vote(database, subject=vote.subject, due=vote.opens_at, source="open", at=vote.opens_at)
    return estate, vote


async def doors(database: Database, estate: Estate, vote: Vote, name: str) -> dict[str, DoorState]:
    """What somebody sees."""
    found = await door_list(database, actor=estate.town[name].actor, vote_id=vote.id, at=vote.opens_at)
    assert isinstance(found, DoorList), found
    return {door.unit.name: door.state for door in found.doors}


async def test_a_leader_sees_their_own_building_in_stair_order(database: Database, at: datetime) -> None:
    estate, vote = await running(database, at)
    person = estate.owners["业主1"].person_id
    async with database.reading() as transaction:
        (mine,) = await transaction.voting.entitlements(vote.id, person, vote.opens_at)
    await ballot_box(database).put(
        Cast(vote.id, mine.head_id, person, frozenset({Choice.REJECT}), "press", vote.opens_at)
    )
    third = {
        "3号楼1单元101": DoorState.VOTED,
        "3号楼1单元102": DoorState.SILENT,
        "3号楼1单元103": DoorState.UNREACHABLE,
    }
    assert list((await doors(database, estate, vote, "李楼长")).items()) == list(third.items())
    assert await doors(database, estate, vote, "赵主任") == {**third, "9号楼1单元101": DoorState.UNREACHABLE}
    for name in ("王阿姨", "孙网格", "陈租客", "钱管理"):
        refused = await door_list(database, actor=estate.town[name].actor, vote_id=vote.id, at=vote.opens_at)
        assert isinstance(refused, Refusal) and refused.reason is Reason.NOT_PERMITTED, name
    late = await door_list(database, actor=estate.town["李楼长"].actor, vote_id=vote.id, at=vote.closes_at)
    assert late == Refusal(Reason.WRONG_STATE, {"what": "vote_not_open_now"})


async def test_whose_private_chat_is_closed_cannot_be_reached(database: Database, at: datetime) -> None:
    estate, vote = await running(database, at)
    async with database.transaction() as transaction:
        blocked = update(chats).where(chats.c.id == estate.owners["业主2"].chat_id).values(state="closed")
        await transaction.chats.run(blocked)
    assert (await doors(database, estate, vote, "李楼长"))["3号楼1单元102"] is DoorState.UNREACHABLE


async def test_notes_are_written_over_taken_back_and_erased_at_the_close(database: Database, at: datetime) -> None:
    estate, vote = await running(database, at)
    found = await door_list(database, actor=estate.town["赵主任"].actor, vote_id=vote.id, at=vote.opens_at)
    assert isinstance(found, DoorList)
    third, ninth = found.doors[0].unit.id, found.doors[-1].unit.id

    async def notes(unit: int, note: DoorNote | None, name: str = "李楼长") -> Outcome:
        actor = estate.town[name].actor
        return await note_door(
            database,
            actor=actor,
            vote_id=vote.id,
            unit_id=unit,
            note=note,
            source=f"{name} {unit} {note}",
            at=vote.opens_at,
        )

    async def kept() -> dict[int, DoorNote]:
        async with database.reading() as transaction:
            return await transaction.vote_doors.notes(vote.id)

    refused = await notes(ninth, DoorNote.OUT)
    assert isinstance(refused, Refusal) and refused.reason is Reason.NOT_PERMITTED
    assert isinstance(await notes(third, DoorNote.OUT), Done)
    assert isinstance(await notes(third, DoorNote.AGREED), Done)
    assert await kept() == {third: DoorNote.AGREED}
    assert isinstance(await notes(third, None), Done)
    assert not await kept()
    await notes(ninth, DoorNote.AWAY, "赵主任")
    await voting.seal_vote(database, subject=vote.subject, due=vote.closes_at, source="seal", at=vote.closes_at)
    assert not await kept()
    late = await notes(third, DoorNote.PAPER)
    assert late == Refusal(Reason.WRONG_STATE, {"what": "vote_not_open_now"})
