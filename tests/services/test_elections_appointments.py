"""An appointment: its makeup is checked, one person records the document, another confirms it; nobody their own."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.election_refusals import document_mark
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor, Organ, Role, RoleKind
from domain.voting.compositions import NominationChannel
from services.election_pages import election_page
from services.elections import tell_notice_over
from services.elections_appointments import confirm_appointment, record_appointment
from services.elections_candidates import recommend
from services.elections_results import stop_election
from storage.database import Database
from tests.builders import Neighbour, Town, actor_of, found_town, queued
from tests.services.electing import (
    A_WEEK_LATER,
    NEXT_DAY,
    election_now,
    listed,
    opened,
    owners_at_home,
    put_on_notice,
    source,
    stand,
)

DOCUMENT = {"number": "春晖街办〔2026〕12号", "day": "2026-12-20"}


@pytest.fixture
async def town(database: Database, at: datetime) -> Town:
    return await found_town(database, at)


def what(outcome: Outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return str(outcome.facts.get("what") or outcome.reason)


async def on_the_notice(database: Database, town: Town, at: datetime) -> tuple[int, Neighbour]:
    """Two from the street office and two residents for three seats, on notice; the election, the first resident."""
    number, day = await opened(database, town, at, Organ.PROPERTY, 3), at + NEXT_DAY
    first, second = await owners_at_home(database, town, 2, at)
    for name in ("韩科长", "冯干事"):
        whom = {"channel": NominationChannel.SUBDISTRICT, "name": name, "resident": False, "posts": ["街道"]}
        chair, paper = town["赵主任"].actor, {"on_paper": True, "source": source(), "at": day}
        assert isinstance(await recommend(database, actor=chair, election_id=number, **whom, **paper), Done)
    await stand(database, [first], number, day)
    assert what(await put_on_notice(database, town, number, day)) == "election_makeup"
    await stand(database, [second], number, day)
    assert isinstance(await put_on_notice(database, town, number, day), Done)
    return number, first


async def records(database: Database, actor: Actor, number: int, at: datetime) -> Outcome:
    return await record_appointment(database, actor=actor, election_id=number, **DOCUMENT, source=source(), at=at)


async def confirms(
    database: Database, actor: Actor, number: int, at: datetime, *, read: str | None = None, right: bool = True
) -> Outcome:
    """By somebody who read this; what is there now, if nothing is said."""
    mark = document_mark(await election_now(database, number)) if read is None else read
    said = {"election_id": number, "right": right, "read": mark, "at": at}
    return await confirm_appointment(database, actor=actor, **said, source=source())


def serves(person: Neighbour, town: Town, at: datetime, kind: RoleKind = RoleKind.SCRUTINEER) -> Actor:
    return Actor(person.person_id, (Role(kind, town.place, at, organ=Organ.OWNERS),))


async def test_the_document_is_recorded_by_one_and_confirmed_by_another(
    database: Database, town: Town, at: datetime
) -> None:
    number, resident = await on_the_notice(database, town, at)
    chair, second, over = town["赵主任"].actor, serves(town["孙网格"], town, at), at + NEXT_DAY + A_WEEK_LATER
    assert what(await records(database, chair, number, at + NEXT_DAY)) == "election_finished"
    told = await tell_notice_over(database, subject=f"election:{number}", due=over, source=source(), at=over)
    assert isinstance(told, Done) and told["told"] == 1
    assert isinstance(await listed(database, town, number, over), Done)
    assert what(await confirms(database, second, number, over)) == "appointment_none"
    assert isinstance(await records(database, chair, number, over), Done)
    assert not any(role.organ is Organ.PROPERTY for role in (await actor_of(database, resident, over)).roles)
    page = await election_page(database, actor=second, election_id=number, at=over)
    assert page is not None and page.appoints and page.recorder == "赵主任"
    outcome = await confirms(database, second, number, over)
    assert isinstance(outcome, Done) and outcome["strangers"] == ["韩科长", "冯干事"]
    held = (await actor_of(database, resident, over)).roles
    assert any(role.kind is RoleKind.COMMITTEE and role.organ is Organ.PROPERTY for role in held)
    found = await election_now(database, number)
    assert (found.recorded_by, found.confirmed_by) == (chair.person_id, second.person_id)
    assert found.document == DOCUMENT and found.vote_id is None
    assert what(await confirms(database, second, number, over)) == "election_finished"
    stopped = await stop_election(database, actor=chair, election_id=number, source=source(), at=over)
    assert what(stopped) == "election_finished"


async def test_nobody_appoints_themselves_nor_confirms_what_they_have_not_read(
    database: Database, town: Town, at: datetime
) -> None:
    number, resident = await on_the_notice(database, town, at)
    chair, second, over = town["赵主任"].actor, serves(town["孙网格"], town, at), at + NEXT_DAY + A_WEEK_LATER
    assert isinstance(await listed(database, town, number, over), Done)
    stands = serves(resident, town, at, RoleKind.COMMITTEE)
    assert what(await records(database, stands, number, over)) == "vote_own_election"
    assert isinstance(await records(database, chair, number, over), Done)
    assert "elections.appointment" not in [name for name, _ in await queued(database, town["赵主任"].chat_id)]
    assert what(await confirms(database, chair, number, over)) == "appointment_second_person"
    assert what(await confirms(database, stands, number, over)) == "vote_own_election"
    assert what(await confirms(database, town["陈租客"].actor, number, over)) == "not_permitted"
    assert (
        what(
            await confirm_appointment(
                database, actor=second, election_id=99, right=True, read="", source=source(), at=over
            )
        )
        == "election"
    )
    assert await confirms(database, second, number, over, read="other") == Refusal(Reason.STALE)
    assert isinstance(await confirms(database, second, number, over, right=False), Done)
    found = await election_now(database, number)
    assert found.document is None and found.recorded_by is None and found.open
