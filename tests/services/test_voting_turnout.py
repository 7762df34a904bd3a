"""Turnout by building: for those on the roll, while it is open, and the same as the leader counts."""

from __future__ import annotations

from datetime import datetime

from domain.outcomes import Reason, Refusal
from domain.voting.ballots import Choice
from domain.voting.turnout import Part, Told
from services.voting_turnout import BuildingTurnout, building_turnout
from storage.database import Database
from tests.builders import found_town
from tests.services.rolls import OwnedHome, build_estate, posted
from tests.services.test_voting import cast, play


async def test_homes_that_have_voted_by_building(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    near = await build_estate(database, town, [OwnedHome("101", ("甲",)), OwnedHome("102", ("乙", "丙"))], at, "9号楼")
    far = await build_estate(database, town, [OwnedHome("101", ("丁",))], at)
    vote = await posted(database, far, at)
    await play(database, vote, "open", vote.opens_at)
    await cast(database, vote, near.owners["乙"].person_id, Choice.REJECT, vote.opens_at)
    for person in (near.owners["丙"], far.owners["丁"], town["赵主任"]):
        found = await building_turnout(database, actor=person.actor, vote_id=vote.id, at=vote.opens_at)
        assert isinstance(found, BuildingTurnout)
        assert found.buildings == Told((), 2, Part("", 1, 3)), "a handful is told of no building"
    for name in ("陈租客", "路过的人"):
        refused = await building_turnout(database, actor=town[name].actor, vote_id=vote.id, at=vote.opens_at)
        assert refused == Refusal(Reason.NOT_YOURS, {"what": "vote"})
    early = await building_turnout(database, actor=town["赵主任"].actor, vote_id=vote.id, at=at)
    assert early == Refusal(Reason.WRONG_STATE, {"what": "vote_not_open_now"})
    nothing = await building_turnout(database, actor=town["赵主任"].actor, vote_id=99, at=at)
    assert nothing == Refusal(Reason.NOT_FOUND, {"what": "vote"})
