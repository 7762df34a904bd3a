"""The records of 问题清单: lists with their items, and how many photos each has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from domain.checklists import AFTER, BEFORE, Checklist, Holder, Item, ItemState
from domain.registry import Place, RoleKind
from storage.attachments import files_counted
from storage.repository import Repository
from storage.schema.checklists import checklist_items, checklists
from storage.schema.issues import issues

FIND = select(checklists).where(checklists.c.id == bindparam("key"))
LOCK = FIND.with_for_update()
INSIDE = (
    select(checklists)
    .where(checklists.c.compound_id.in_(bindparam("inside", expanding=True)))
    .order_by(checklists.c.id.desc())
    .limit(bindparam("most"))
)
ITEMS = (
    select(checklist_items, issues.c.number.label("issue_number"))
    .outerjoin(issues, issues.c.id == checklist_items.c.issue_id)
    .where(checklist_items.c.checklist_id.in_(bindparam("lists", expanding=True)))
    .order_by(checklist_items.c.number)
)
LIST_OF = select(checklist_items.c.checklist_id).where(checklist_items.c.id == bindparam("item"))


class Checklists(Repository):
    """Lists by number."""

    async def make(self, place: Place, title: str, *, by: int, at: datetime, team_id: int | None = None) -> int:
        """A list begins, empty."""
        where = {"compound_id": place.compound_id, "team_id": team_id}
        return await self.add(checklists, **where, title=title, made_by=by, made_at=at)

    async def put(
        self,
        checklist: Checklist,
        spot: str,
        words: str,
        holder: Holder,
        *,
        finish_on: date,
        issue_id: int | None,
        by: int,
        at: datetime,
    ) -> int:
        """One more item, with the next number."""
        number = max((item.number for item in checklist.items), default=0) + 1
        return await self.add(
            checklist_items,
            checklist_id=checklist.id,
            number=number,
            spot=spot,
            words=words,
            office=None if holder.office is None else holder.office.value,
            unit=holder.unit,
            finish_on=finish_on.isoformat(),
            state=ItemState.OPEN.value,
            issue_id=issue_id,
            added_by=by,
            added_at=at,
        )

    async def write(self, item_id: int, **values: Any) -> None:
        """What changes of an item."""
        await self.run(update(checklist_items).where(checklist_items.c.id == item_id).values(**values))

    async def list_of(self, item_id: int) -> int | None:
        """Which list an item stands on."""
        found: int | None = await self.value(LIST_OF, item=item_id)
        return found

    async def find(self, number: int) -> Checklist | None:
        row = await self.row(FIND, key=number)
        return None if row is None else (await self._whole([row]))[0]

    async def lock(self, number: int) -> Checklist | None:
        """The list, nobody else changing it until the transaction ends."""
        row = await self.row(LOCK, key=number)
        return None if row is None else (await self._whole([row]))[0]

    async def inside(self, compound_ids: Sequence[int], most: int) -> list[Checklist]:
        """The latest of these compounds."""
        return await self._whole(await self.rows(INSIDE, inside=list(compound_ids), most=most))

    async def _whole(self, rows: Sequence[Row[Any]]) -> list[Checklist]:
        items: dict[int, list[Row[Any]]] = {row.id: [] for row in rows}
        for row in await self.rows(ITEMS, lists=list(items)):
            items[row.checklist_id].append(row)
        photos = await self._photos([row.id for found in items.values() for row in found])
        return [
            Checklist(
                row.id,
                Place(row.compound_id),
                row.title,
                row.made_by,
                row.made_at,
                tuple(_item(one, photos) for one in items[row.id]),
            )
            for row in rows
        ]

    async def _photos(self, items: Sequence[int]) -> dict[str, int]:
        subjects = [f"checklist_{side}:{number}" for number in items for side in (BEFORE, AFTER)]
        return await files_counted(self, subjects)


def _item(row: Row[Any], photos: dict[str, int]) -> Item:
    return Item(
        id=row.id,
        checklist_id=row.checklist_id,
        number=row.number,
        spot=row.spot,
        words=row.words,
        holder=Holder(None if row.office is None else RoleKind(row.office), row.unit),
        finish_on=date.fromisoformat(row.finish_on),
        state=ItemState(row.state),
        added_at=row.added_at,
        issue_id=row.issue_id,
        issue_number=row.issue_number,
        done_by=row.done_by,
        done_words=row.done_words,
        other_way=row.other_way,
        accepted_by=row.accepted_by,
        struck_at=row.struck_at,
        looked_at=row.looked_at,
        reopened=row.reopened,
        before=photos.get(f"checklist_{BEFORE}:{row.id}", 0),
        after=photos.get(f"checklist_{AFTER}:{row.id}", 0),
    )
