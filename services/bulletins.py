"""Papers for the wall (公示文书): what somebody may print now, and its number from the first printing on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.board_facts import is_everybodys, is_public
from domain.bulletin_issuers import Issuer, issuer_of
from domain.bulletins import (
    UNNUMBERED,
    ElectionMaterial,
    FundMaterial,
    MadeFrom,
    MatterMaterial,
    PaperHead,
    PaperKind,
    PaperMaterial,
    PaperOffer,
    PaperWish,
    VoteMaterial,
    papers_of,
    vote_papers_of,
)
from domain.effects import Record
from domain.elections import Election
from domain.fund_periods import Span
from domain.funds import Fund
from domain.offices import Scope
from domain.outcomes import Done, Outcome, Refusal
from domain.permissions import Act, permit, places
from domain.registry import Actor, Place
from services.acts import act
from services.bulletin_materials import NO_PAPER, material_of
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

MOST_SIGNED = 4
"""Signed statements of an account that are offered among all papers; each has its own page, which prints any."""


@act
async def number_paper(
    transaction: Transaction, *, actor: Actor, wish: PaperWish, source: str, at: datetime
) -> Outcome:
    """给文书编号: the next of the compound and year; printed again, it keeps its own."""
    if wish.kind in UNNUMBERED:
        return NO_PAPER
    found = await material_of(transaction, actor, wish, at)
    if isinstance(found, Refusal):
        return found
    compound_id = found.place.compound_id
    assert compound_id is not None, "papers hang in a compound"
    today = at.astimezone(transaction.zone).date()
    head = (await transaction.journal.last(found.stream))[1]
    given, new = await transaction.bulletin_numbers.give(compound_id, found.subject, today, head)
    facts = {"year": given.year, "number": given.number}
    if new:
        body = {**facts, "paper": found.subject, "by": actor.person_id}
        await apply(transaction, [Record(f"compound:{compound_id}", "paper_numbered", body)], at=at)
    return Done(facts)


async def bulletin_paper(
    database: Database, *, actor: Actor, wish: PaperWish, at: datetime
) -> tuple[PaperMaterial, PaperHead] | Refusal:
    """A paper as it stands now, with its number once it has one."""
    async with database.reading() as transaction:
        found = await material_of(transaction, actor, wish, at)
        if isinstance(found, Refusal):
            return found
        compound_id = found.place.compound_id
        assert compound_id is not None, "papers hang in a compound"
        number = await transaction.bulletin_numbers.find(compound_id, found.subject)
        names = await transaction.registry.names()
        today = at.astimezone(transaction.zone).date()
        head = PaperHead(wish.kind, names.of(Place(compound_id)), today, number, found.span, found.least)
        issuer, page = await _issuer(transaction, found, actor), await _page(transaction, found, compound_id)
        return found, replace(head, issuer=issuer, page=page)


async def _issuer(transaction: Transaction, found: PaperMaterial, actor: Actor) -> Issuer | None:
    """The body it is from, with what its place is called."""
    made = found.made_from
    issuer = issuer_of(
        found.place,
        actor,
        election=await _election_of(transaction, made),
        vote=made.vote if isinstance(made, VoteMaterial) else None,
        holder=made.told.holder if isinstance(made, FundMaterial) else "",
    )
    return None if issuer is None else replace(issuer, where=await _where(transaction, issuer))


async def _where(transaction: Transaction, issuer: Issuer) -> str:
    if not issuer.of_community:
        return (await transaction.registry.names()).of(issuer.place)
    number = await transaction.offices.community_of(Scope(issuer.place))
    called = await transaction.offices.name(Scope(community_id=number))
    return "" if called is None else called.name


async def _election_of(transaction: Transaction, made: MadeFrom) -> Election | None:
    """Whose candidates it names, or whose vote it is."""
    if isinstance(made, ElectionMaterial):
        return made.election
    return await transaction.elections.of_vote(made.vote.id) if isinstance(made, VoteMaterial) else None


async def _page(transaction: Transaction, found: PaperMaterial, compound_id: int) -> str:
    """Where it can be read on the board: a matter on its own page; what is of some homes or of people is not there."""
    board, made = await transaction.boards.of_compound(compound_id), found.made_from
    if isinstance(made, MatterMaterial):
        return board.page(made.matter.number) if is_public(made.matter) else ""
    return "" if await _kept_inside(transaction, made, compound_id) else board.page()


async def _kept_inside(transaction: Transaction, made: MadeFrom, compound_id: int) -> bool:
    """An election, a vote between candidates, a vote of some homes or one that was cancelled."""
    if isinstance(made, VoteMaterial):
        return not is_everybodys(made.vote) or made.vote.id in await transaction.boards.elected(compound_id)
    return isinstance(made, ElectionMaterial)


async def bulletin_offers(database: Database, *, actor: Actor, compound_id: int) -> list[PaperOffer]:
    """What somebody may print of a compound now: matters first, the latest first."""
    place = Place(compound_id)
    async with database.reading() as transaction:
        return [
            *await _matters(transaction, actor, compound_id),
            *await _votes(transaction, actor, compound_id),
            *await _elections(transaction, actor, place),
            *await _funds(transaction, actor, place),
            *await _meetings(transaction, actor, place),
            *_year(actor, place),
        ]


FOUND: Mapping[PaperKind, Callable[[Transaction, int], Awaitable[Any]]] = {
    PaperKind.PLAN: lambda transaction, number: transaction.deliberation.find(number),
    PaperKind.RESULT: lambda transaction, number: transaction.voting.find(number),
    PaperKind.STATEMENT: lambda transaction, number: transaction.funds.find(number),
    PaperKind.MEETING: lambda transaction, number: transaction.meetings.find(number),
    PaperKind.CANDIDATES: lambda transaction, number: transaction.elections.find(number),
}
"""What is asked for the papers of one thing, by the kind its [打印] names."""


async def offers_of(database: Database, *, actor: Actor, wish: PaperWish) -> list[PaperOffer]:
    """What somebody may print of one matter, vote, account, meeting or election now."""
    async with database.reading() as transaction:
        found = await FOUND[wish.kind](transaction, wish.of) if wish.kind in FOUND else None
        if found is None or found.place.compound_id is None:
            return []
        if isinstance(found, Fund):
            return await _of_fund(transaction, found) if permit(actor, Act.KEEP_FUNDS, found.place) is None else []
    every = await bulletin_offers(database, actor=actor, compound_id=found.place.compound_id)
    return [one for one in every if (one.wish.about, one.wish.of) == (wish.about, wish.of)]


async def _matters(transaction: Transaction, actor: Actor, compound_id: int) -> list[PaperOffer]:
    found = await transaction.deliberation.of_compound(compound_id)
    mine = [one for one in found if permit(actor, one.procedure.run_by, one.place) is None]
    return [PaperOffer(PaperWish(kind, one.id), one.title) for one in mine for kind in papers_of(one)]


async def _votes(transaction: Transaction, actor: Actor, compound_id: int) -> list[PaperOffer]:
    found = await transaction.voting.of_compound(compound_id)
    mine = [one for one in found if permit(actor, Act.START_VOTE, one.place) is None]
    return [PaperOffer(PaperWish(kind, one.id), one.title) for one in mine for kind in vote_papers_of(one)]


async def _elections(transaction: Transaction, actor: Actor, place: Place) -> list[PaperOffer]:
    assert place.compound_id is not None, "asked of a compound"
    if permit(actor, Act.RUN_ELECTION, place) is not None:
        return []
    found = await transaction.elections.of_compound(place.compound_id)
    return [PaperOffer(PaperWish(PaperKind.CANDIDATES, one.id), "") for one in found if one.noticed_at is not None]


async def _funds(transaction: Transaction, actor: Actor, place: Place) -> list[PaperOffer]:
    """Of each account this quarter so far, and the latest statements that were signed; none yet: the last quarter."""
    assert place.compound_id is not None, "asked of a compound"
    if permit(actor, Act.KEEP_FUNDS, place) is not None:
        return []
    found = await transaction.funds.inside([place.compound_id])
    return [offer for fund in found for offer in await _of_fund(transaction, fund)]


async def _of_fund(transaction: Transaction, fund: Fund) -> list[PaperOffer]:
    signed = [one for one in await transaction.fund_periods.of(fund.id) if one.holds and one.span is Span.STATEMENT]
    latest = sorted(signed, key=lambda one: (one.until, one.id), reverse=True)[:MOST_SIGNED]
    running = [PaperWish(PaperKind.STATEMENT, fund.id, back) for back in ((0,) if latest else (0, 1))]
    return [
        *(PaperOffer(wish, fund.name) for wish in running),
        *(PaperOffer(PaperWish(PaperKind.CLOSED, one.id), f"{one.until:%Y.%m} {fund.name}") for one in latest),
    ]


async def _meetings(transaction: Transaction, actor: Actor, place: Place) -> list[PaperOffer]:
    assert place.compound_id is not None, "asked of a compound"
    if permit(actor, Act.HOLD_MEETING, place) is not None:
        return []
    found = await transaction.meetings.inside([place.compound_id])
    called = [PaperOffer(PaperWish(PaperKind.MEETING, one.id), one.spot) for one in found]
    held = [PaperOffer(PaperWish(PaperKind.MINUTES, one.id), one.spot) for one in found if one.held]
    return [*called, *held]


def _year(actor: Actor, place: Place) -> list[PaperOffer]:
    """This year so far, and the last."""
    if permit(actor, Act.RUN_PROCEDURE, place) is not None:
        return []
    return [PaperOffer(PaperWish(PaperKind.YEAR, place.compound_id or 0, back), "") for back in (0, 1)]


PRINTING: Sequence[Act] = (
    Act.RUN_PROCEDURE,
    Act.RUN_MATTER,
    Act.START_VOTE,
    Act.RUN_ELECTION,
    Act.KEEP_FUNDS,
    Act.HOLD_MEETING,
)
"""Whoever may one of these has papers to print."""


def prints_in(actor: Actor, compound_id: int) -> bool:
    """Whether somebody has papers to print in a compound at all."""
    return any(place.compound_id in (None, compound_id) for act in PRINTING for place in places(actor, act))
