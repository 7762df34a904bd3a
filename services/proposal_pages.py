"""Pages of residents' proposals (提议页): what one person may read and do."""

from __future__ import annotations

from domain.deliberation.proposals import ProposalPage, ProposalState, ResidentProposal, lives_in, supporting_homes
from domain.permissions import Act, permit
from domain.registry import HOME_ROLES, Actor, Place
from storage.database import Database

FIRST = (ProposalState.REACHED, ProposalState.OPEN)
"""What is under way comes first, what is owed an answer before all."""


async def proposal_page(database: Database, *, actor: Actor, proposal_id: int) -> ProposalPage | None:
    """One proposal, for whoever lives or serves in its compound."""
    async with database.reading() as transaction:
        proposal = await transaction.proposals.find(proposal_id)
        if proposal is None or not _here(actor, proposal.place):
            return None
        person = actor.person_id
        supported = person is not None and await transaction.proposals.supported(proposal_id, person)
    return ProposalPage(
        proposal,
        supporting_homes(actor, proposal.place),
        supported,
        own=person is not None and person == proposal.author_id,
        answers=permit(actor, Act.RUN_MATTER, proposal.place) is None,
    )


def _here(actor: Actor, place: Place) -> bool:
    return any(place.covers(role.place) or role.place.covers(place) for role in actor.roles)


async def proposals_for(database: Database, *, actor: Actor) -> list[ResidentProposal]:
    """Proposals where this person lives or serves."""
    compounds = list(dict.fromkeys(role.place.compound_id for role in actor.roles if role.place.compound_id))
    async with database.reading() as transaction:
        found = [one for number in compounds for one in await transaction.proposals.of_compound(number)]
    order = {state: rank for rank, state in enumerate(FIRST)}
    return sorted(found, key=lambda one: order.get(one.state, len(order)))


def proposal_places(actor: Actor) -> list[Place]:
    """Compounds where this person may propose."""
    mine = [Place(role.place.compound_id) for role in actor.roles if role.kind in HOME_ROLES and role.place.compound_id]
    return [place for place in dict.fromkeys(mine) if lives_in(actor, place)]
