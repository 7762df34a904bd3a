"""Who agrees to stand: only the candidate, whom the register knows, or on paper, and then somebody has seen it."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.outcomes import Done, Outcome, Refusal
from domain.registry import Actor, Organ, Place, Role, RoleKind
from domain.voting.compositions import NominationChannel
from services.election_pages import candidacy_page, election_page
from services.elections_candidates import answer_objection, object_to_candidate, recommend, sign_nomination
from services.elections_consents import consent_to_stand, note_consent, withdraw_candidacy
from storage.database import Database
from tests.builders import Neighbour, Town, found_town
from tests.services.electing import (
    NEXT_DAY,
    on_the_register,
    opened,
    owners_at_home,
    put_on_notice,
    source,
    stand,
)


@pytest.fixture
async def town(database: Database, at: datetime) -> Town:
    return await found_town(database, at)


def what(outcome: Outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return str(outcome.facts.get("what") or outcome.reason)


async def entered(
    database: Database, by: Actor, number: int, name: str, at: datetime, *, on_paper: bool = False
) -> Outcome:
    """Recommended by the community's Party organisation, entered by whoever runs the election."""
    whom = {"channel": NominationChannel.PARTY, "name": name, "resident": True, "on_paper": on_paper}
    return await recommend(database, actor=by, election_id=number, **whom, source=source(), at=at)


async def agrees(database: Database, person: Neighbour, one: int, at: datetime) -> Outcome:
    return await consent_to_stand(database, actor=person.actor, candidacy_id=one, source=source(), at=at)


async def test_whoever_calls_themselves_so_is_not_who_was_recommended(
    database: Database, town: Town, at: datetime
) -> None:
    number, day, chair = await opened(database, town, at), at + NEXT_DAY, town["赵主任"].actor
    forger, real = await owners_at_home(database, town, 2, at)
    await on_the_register(database, town, real, "业主0")
    for on_paper, name in ((False, "业主0"), (True, "业主0（3号楼）")):
        done = await entered(database, chair, number, name, day, on_paper=on_paper)
        assert isinstance(done, Done)
        assert what(await agrees(database, forger, done["candidacy_id"], day)) == "candidacy_name"
    twice = await entered(database, chair, number, "业主0", day)
    assert what(twice) == "candidacy_twice"


async def test_consent_on_paper_names_who_has_seen_it(database: Database, town: Town, at: datetime) -> None:
    number, day, chair = await opened(database, town, at), at + NEXT_DAY, town["赵主任"].actor
    done = await entered(database, chair, number, "钱大爷", day)
    assert isinstance(done, Done)
    one = done["candidacy_id"]

    async def notes(actor: Actor) -> Outcome:
        return await note_consent(database, actor=actor, candidacy_id=one, source=source(), at=day)

    assert what(await notes(town["李楼长"].actor)) == "not_permitted"
    assert what(await note_consent(database, actor=chair, candidacy_id=99, source=source(), at=day)) == "candidacy"
    page = await candidacy_page(database, actor=chair, candidacy_id=one, at=day)
    assert page is not None and page.may_note and page.faults and page.seen_by == ""
    assert isinstance(await notes(chair), Done)
    page = await candidacy_page(database, actor=chair, candidacy_id=one, at=day)
    assert page is not None and page.seen_by == "赵主任" and not page.faults and not page.may_note
    assert what(await notes(chair)) == "candidacy"


async def test_who_is_on_paper_alone_steps_back_through_who_runs_it(
    database: Database, town: Town, at: datetime
) -> None:
    number, day, chair = await opened(database, town, at), at + NEXT_DAY, town["赵主任"].actor
    done = await entered(database, chair, number, "钱大爷", day, on_paper=True)
    assert isinstance(done, Done)
    one = {"candidacy_id": done["candidacy_id"], "at": day}
    page = await candidacy_page(database, actor=chair, **one)
    assert page is not None and page.may_withdraw
    assert (
        what(await withdraw_candidacy(database, actor=town["李楼长"].actor, **one, source=source())) == "not_permitted"
    )
    assert isinstance(await withdraw_candidacy(database, actor=chair, **one, source=source()), Done)
    page = await candidacy_page(database, actor=chair, **one)
    assert page is not None and not page.one.running and not page.may_withdraw
    assert (
        what(await withdraw_candidacy(database, actor=chair, candidacy_id=99, source=source(), at=day)) == "candidacy"
    )


async def test_somebody_of_another_compound_neither_agrees_nor_reads(
    database: Database, town: Town, at: datetime
) -> None:
    number, day = await opened(database, town, at, Organ.RESIDENTS), at + NEXT_DAY
    chair, stranger = town["赵主任"].actor, town["路过的人"]
    await on_the_register(database, town, stranger, "路过的人")
    elsewhere = Actor(stranger.person_id, (Role(RoleKind.OWNER, Place(town.compound_id + 1), at),))
    done = await entered(database, chair, number, "路过的人", day)
    assert isinstance(done, Done)
    one = done["candidacy_id"]
    refused = await consent_to_stand(database, actor=elsewhere, candidacy_id=one, source=source(), at=day)
    assert what(refused) == "election_home"
    serving = Actor(stranger.person_id, (Role(RoleKind.GRID_WORKER, town.place, at),))
    refused = await consent_to_stand(database, actor=serving, candidacy_id=one, source=source(), at=day)
    assert what(refused) == "election_outsider", "who serves there and lives elsewhere is an outsider"
    assert await election_page(database, actor=elsewhere, election_id=number, at=day) is None
    assert await candidacy_page(database, actor=elsewhere, candidacy_id=one, at=day) is None


async def test_what_somebody_signed_for_themselves_from_another_home_is_taken_out(
    database: Database, town: Town, at: datetime
) -> None:
    number, day = await opened(database, town, at, Organ.SELF_MANAGEMENT), at + NEXT_DAY
    first, chosen = await owners_at_home(database, town, 2, at)
    await on_the_register(database, town, chosen, "业主1")
    (owned,) = chosen.actor.roles
    async with database.transaction() as transaction:
        way = await transaction.units.entrance(town.buildings["9号楼"], "1单元", 1)
        unit = await transaction.units.add_unit(town.compound_id, town.buildings["9号楼"], way, floor=1, label="101")
    rented = Role(RoleKind.TENANT, Place(town.compound_id, town.buildings["9号楼"], way, 1, unit), at)
    both = Actor(chosen.person_id, (rented, owned))
    whom = {"channel": NominationChannel.OWNERS, "name": "业主1", "resident": True}
    done = await recommend(database, actor=first.actor, election_id=number, **whom, source=source(), at=day)
    assert isinstance(done, Done)
    one = {"candidacy_id": done["candidacy_id"], "at": day}
    assert isinstance(await sign_nomination(database, actor=both, **one, source=source()), Done)
    assert isinstance(await consent_to_stand(database, actor=both, **one, source=source()), Done)
    page = await candidacy_page(database, actor=first.actor, **one)
    assert page is not None and len(page.one.signers) == 1


async def test_a_candidate_on_paper_is_no_judge_of_themselves(database: Database, town: Town, at: datetime) -> None:
    number, day, chair = await opened(database, town, at), at + NEXT_DAY, town["赵主任"]
    await stand(database, await owners_at_home(database, town, 6, at), number, day)
    done = await entered(database, chair.actor, number, "赵主任", day, on_paper=True)
    assert isinstance(done, Done)
    assert isinstance(await put_on_notice(database, town, number, day), Done)
    said = {"candidacy_id": done["candidacy_id"], "words": "没有时间"}
    raised = await object_to_candidate(database, actor=town["陈租客"].actor, **said, source=source(), at=day)
    assert isinstance(raised, Done)
    answer = {"objection_id": 1, "upheld": False, "words": "有时间"}
    assert what(await answer_objection(database, actor=chair.actor, **answer, source=source(), at=day)) == (
        "candidacy_judge"
    )
