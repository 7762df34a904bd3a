"""来龙去脉: gathered from the records as far as one reader may see them; a sealed report is in nobody else's."""

from __future__ import annotations

from collections.abc import Iterable

from domain.deliberation.bundles import votes_called
from domain.deliberation.matters import Matter
from domain.issues import Issue, view_of
from domain.issues_chain import Chain, Link, in_order, of_cause, of_issue, of_matter, of_vote
from domain.issues_recurrence import RootCause, reads_cause
from domain.outcomes import Reason, Refusal
from domain.registry import Actor
from services.issues_notices import is_carded
from services.matter_news import reads_matter
from storage.database import Database
from storage.transaction import Transaction

NO_ISSUE = Refusal(Reason.NOT_FOUND, {"what": "issue"})
NO_MATTER = Refusal(Reason.NOT_FOUND, {"what": "matter"})


async def chain_of_issue(database: Database, *, actor: Actor, issue_id: int) -> Chain | Refusal:
    """Of a report: what it was part of, the matter it became or led to, and all that followed."""
    async with database.reading() as transaction:
        issue = await transaction.issues.find(issue_id)
        if issue is None or not await _sees(transaction, actor, issue):
            return NO_ISSUE
        causes = [one for one in await transaction.root_causes.of_issue(issue.id) if reads_cause(one, actor)]
        numbers = [issue.matter_id, *(one.matter_id for one in causes)]
        matter = await _matter(transaction, actor, numbers)
        return await _chain(transaction, actor, [issue], causes, matter)


async def chain_of_matter(database: Database, *, actor: Actor, matter_id: int) -> Chain | Refusal:
    """Of a matter: the reports it came from, and all that followed."""
    async with database.reading() as transaction:
        matter = await _matter(transaction, actor, [matter_id])
        if matter is None:
            return NO_MATTER
        causes = await transaction.root_causes.of_matter(matter.id)
        return await _chain(transaction, actor, await transaction.issues.of_matter(matter.id), causes, matter)


async def comes_from(transaction: Transaction, matter_id: int) -> bool:
    """Whether a matter has a story before its beginning."""
    return bool(await transaction.issues.of_matter(matter_id) or await transaction.root_causes.of_matter(matter_id))


async def _sees(transaction: Transaction, actor: Actor, issue: Issue) -> bool:
    return view_of(issue, actor, carded=await is_carded(transaction, issue)) is not None


async def _matter(transaction: Transaction, actor: Actor, numbers: Iterable[int | None]) -> Matter | None:
    """The first of these that the reader may see."""
    found = [await transaction.deliberation.find(number) for number in numbers if number is not None]
    return next((one for one in found if one is not None and reads_matter(actor, one)), None)


async def _chain(
    transaction: Transaction, actor: Actor, begun: list[Issue], causes: list[RootCause], matter: Matter | None
) -> Chain:
    reports = {issue.id: issue for issue in begun}
    for cause in causes:
        several = await transaction.issues.several(await transaction.root_causes.reports(cause.id))
        reports |= {issue.id: issue for issue in several}
    seen = [issue for issue in reports.values() if await _sees(transaction, actor, issue)]
    links: list[Link] = []
    for issue in seen:
        links += of_issue(issue, await transaction.issues.taken(issue.id))
    links += [link for cause in causes for link in of_cause(cause)]  # seen as the last of them came
    links += [] if matter is None else await _of_matter(transaction, matter)
    return Chain(in_order(links), tuple(seen), None if matter is None else matter.id)


async def _of_matter(transaction: Transaction, matter: Matter) -> list[Link]:
    journal = await transaction.journal.read(matter.subject)
    links = of_matter(matter.number, journal)
    for number in votes_called(journal):
        vote = await transaction.voting.find(number)
        if vote is not None:
            links += of_vote(vote.number, await transaction.journal.read(vote.subject))
    return links
