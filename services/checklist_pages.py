"""What people read of 问题清单: the lists where they live or serve, one of them, its items."""

from __future__ import annotations

from domain.checklists import Checklist, ChecklistPage, last_first, lives_in
from domain.issues import view_of
from domain.permissions import Act, permit
from domain.registry import Actor, RoleKind
from storage.database import Database

MOST = 50
"""The latest lists that are looked through."""


async def checklist_list(database: Database, *, actor: Actor) -> list[Checklist]:
    """The lists of the compounds somebody lives or serves in, what is not done first."""
    async with database.reading() as transaction:
        return last_first(await transaction.checklists.inside(sorted(actor.compounds), MOST))


async def checklist_page(database: Database, *, actor: Actor, checklist_id: int) -> ChecklistPage | None:
    """One list, for whoever lives or serves there."""
    async with database.reading() as transaction:
        checklist = await transaction.checklists.find(checklist_id)
    if checklist is None or not _here(actor, checklist):
        return None
    keeps = permit(actor, Act.KEEP_CHECKLIST, checklist.place) is None
    return ChecklistPage(checklist, keeps, lives_in(actor, checklist))


async def checklist_of_item(database: Database, *, item_id: int) -> int:
    """Which list an item stands on; 0 where there is none."""
    async with database.reading() as transaction:
        return await transaction.checklists.list_of(item_id) or 0


async def item_photo(database: Database, *, item_id: int, side: str) -> int | None:
    """The last photo of a side, before or after."""
    async with database.reading() as transaction:
        found = await transaction.attachments.of(f"checklist_{side}:{item_id}")
    return found[-1].id if found else None


async def report_for_list(database: Database, *, actor: Actor, number: int) -> tuple[int, str, str] | None:
    """A report by its number, as an item begins with it: where, and its words; None where it may not stand there."""
    async with database.reading() as transaction:
        issue = await transaction.issues.by_number(number)
    if issue is None or issue.sealed_to is not None or issue.hidden is not None:
        return None
    if view_of(issue, actor, carded=False) is None:
        return None
    return issue.id, issue.building or issue.compound or "", issue.text


def _here(actor: Actor, checklist: Checklist) -> bool:
    return actor.has(RoleKind.OPERATOR) or actor.here(checklist.place)
