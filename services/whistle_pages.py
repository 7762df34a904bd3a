"""What people read of 吹哨报到: neighbours and staff in the bot, a called unit behind its link."""

from __future__ import annotations

from domain.links import LinkPurpose, PersonalLink
from domain.permissions import Act, permit
from domain.registry import Actor, Place, RoleKind
from domain.whistles import CalledPage, Whistle, WhistlePage, open_first
from storage.database import Database

MOST = 50
"""The latest whistles that are looked through."""


async def whistle_page(database: Database, *, actor: Actor, whistle_id: int) -> WhistlePage | None:
    """One whistle, for whoever lives or serves where it is."""
    async with database.reading() as transaction:
        whistle = await transaction.whistles.find(whistle_id)
    if whistle is None or not _here(actor, whistle):
        return None
    leads = whistle.ended_at is None and permit(actor, Act.BLOW_WHISTLE, whistle.place) is None
    return WhistlePage(whistle, leads, whistle.blown_by is not None and whistle.blown_by == actor.person_id)


def _here(actor: Actor, whistle: Whistle) -> bool:
    return actor.has(RoleKind.OPERATOR) or actor.here(whistle.place)


async def whistle_of_unit(database: Database, *, unit_id: int) -> int:
    """Which whistle called a unit; 0 where there is none."""
    async with database.reading() as transaction:
        return await transaction.whistles.whose(unit_id) or 0


async def whistle_list(database: Database, *, actor: Actor) -> list[Whistle]:
    """The whistles of the compounds somebody lives or serves in, what goes on first."""
    async with database.reading() as transaction:
        found = await transaction.whistles.inside(sorted(actor.compounds), MOST)
    return open_first([whistle for whistle in found if _here(actor, whistle)])


async def report_of(database: Database, *, actor: Actor, issue_id: int) -> tuple[Place, str] | None:
    """Place and words of a report, for whoever works on it: what a topic begins with."""
    async with database.reading() as transaction:
        issue = await transaction.issues.find(issue_id)
    if issue is None or issue.sealed_to is not None or permit(actor, Act.HANDLE_ISSUE, issue.place) is not None:
        return None
    return issue.place, issue.text


async def called_page(database: Database, *, link: PersonalLink) -> CalledPage | None:
    """What the holder of a called unit's link reads."""
    assert link.purpose is LinkPurpose.WHISTLE, "lent to a called unit"
    return await called_page_of(database, unit_id=int(link.subject.rpartition(":")[2]))


async def called_page_of(database: Database, *, unit_id: int) -> CalledPage | None:
    """The same, as staff hand it on."""
    async with database.reading() as transaction:
        number = await transaction.whistles.whose(unit_id)
        whistle = None if number is None else await transaction.whistles.find(number)
        unit = None if whistle is None else whistle.unit(unit_id)
        if whistle is None or unit is None:
            return None
        names = await transaction.registry.names()
    return CalledPage(whistle, unit, names.of(whistle.place))
