"""水电气: how water, power and gas stand in a compound, for whoever lives or serves there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from domain.issues import Issue, View, view_of
from domain.issues_utilities import LED, Utilities, sorted_out, utility_of
from domain.outcomes import Reason, Refusal
from domain.registry import Actor, Compound, RoleKind
from services.issues_clocks import clocked
from services.issues_ladder import LEAD
from services.issues_notices import is_carded
from storage.database import Database
from storage.transaction import Transaction

ENDED_SHOWN = timedelta(days=30)
"""So long it is still said what ended last."""
NO_COMPOUND = Refusal(Reason.NOT_FOUND, {"what": "issue_utilities"})


async def utility_compounds(database: Database, *, actor: Actor) -> list[Compound]:
    """Where somebody may look: the compounds they live or serve in; the operator everywhere."""
    async with database.reading() as transaction:
        return [one for one in await transaction.registry.compounds() if _here(actor, one)]


def _here(actor: Actor, compound: Compound) -> bool:
    return actor.has(RoleKind.OPERATOR) or actor.of_compound(compound.id)


async def utilities(database: Database, *, actor: Actor, compound_id: int, at: datetime) -> Utilities | Refusal:
    """水电气一览: who leads for each, what is open since when, what ended last."""
    async with database.reading() as transaction:
        compound = await transaction.registry.compound(compound_id)
        if compound is None or not _here(actor, compound):
            return NO_COMPOUND
        found = [
            *await transaction.issues.open([compound_id]),
            *await transaction.issues.ended_since([compound_id], at - ENDED_SHOWN),
        ]
        about = [issue for issue in found if utility_of(issue.text, issue.category) is not None]
        seen = [one for issue in about if (one := await _seen(transaction, issue, actor)) is not None]
        leads = {kind: await transaction.registry.setting(LEAD.format(compound_id, kind.value)) or "" for kind in LED}
        return Utilities(compound_id, compound.name, sorted_out(await clocked(transaction, seen), leads))


async def _seen(transaction: Transaction, issue: Issue, actor: Actor) -> Issue | None:
    """As they may see it: nobody's name but for those who serve there; a sealed one is its reader's alone."""
    view = view_of(issue, actor, carded=await is_carded(transaction, issue))
    if view is View.STAFF:
        return issue
    return None if view is None else replace(issue, reporter_id=None, reporter=None, holder=None, keeper=None)
