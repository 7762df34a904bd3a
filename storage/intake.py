"""The records beside reports (报事的受理): what they are about, and what was confirmed of that in each compound."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from domain.issues_categories import Category, Counts, read_category
from domain.issues_hiding import Hiding
from domain.registry import Place
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.intake import issue_grams, issue_hidings, issue_proxies, issue_seals
from storage.schema.issues import issues

COUNTS = select(issue_grams).where(
    issue_grams.c.compound_id == bindparam("compound"), issue_grams.c.gram.in_(bindparam("pairs", expanding=True))
)
SORT = (
    update(issues)
    .where(issues.c.id == bindparam("key"))
    .values(category=bindparam("about"), sorted_at=bindparam("moment", type_=Moment()))
)
SORTED_AT = select(issues.c.sorted_at).where(issues.c.id == bindparam("key"))
UNLEARN = (
    update(issue_grams)
    .where(
        issue_grams.c.compound_id == bindparam("compound"),
        issue_grams.c.category == bindparam("about"),
        issue_grams.c.gram.in_(bindparam("pairs", expanding=True)),
        issue_grams.c.times > 0,
    )
    .values(times=issue_grams.c.times - 1)
)
NOTHING_LEFT = delete(issue_grams).where(issue_grams.c.compound_id == bindparam("compound"), issue_grams.c.times == 0)


UNSEAL = delete(issue_seals).where(issue_seals.c.issue_id == bindparam("key"))


TAKE_OVER = update(issues).where(issues.c.id == bindparam("key")).values(reporter_id=bindparam("person"))
HIDE = update(issues).where(issues.c.id == bindparam("key")).values(hidden=bindparam("why"))
HIDINGS = (
    select(issue_hidings.c.reason, issue_hidings.c.at, issues.c.number)
    .join(issues, issues.c.id == issue_hidings.c.issue_id)
    .where(issues.c.compound_id == bindparam("compound"))
    .order_by(issue_hidings.c.id.desc())
    .limit(bindparam("most"))
)
HIDINGS_THERE = HIDINGS.where(issues.c.building_id == bindparam("inside"))


class Intake(Repository):
    """What reports are about."""

    async def counts(self, compound_id: int, pairs: Sequence[str]) -> Counts:
        """How often each of these pairs was confirmed under each category, in this compound."""
        found: dict[str, dict[Category, int]] = {}
        for row in await self.rows(COUNTS, compound=compound_id, pairs=list(pairs)):
            category = read_category(row.category)
            if category is not None:
                found.setdefault(row.gram, {})[category] = row.times
        return found

    async def sort(self, issue_id: int, category: Category | None, *, confirmed_at: datetime | None) -> None:
        """What the report is about, and since when that is confirmed."""
        about = None if category is None else category.value
        await self.run(SORT, key=issue_id, about=about, moment=confirmed_at)

    async def seal(self, issue_id: int, person_id: int) -> None:
        """只给一个人看."""
        await self.offer(issue_seals, {"issue_id": issue_id, "sealed_to": person_id})

    async def unseal(self, issue_id: int) -> None:
        await self.run(UNSEAL, key=issue_id)

    async def file_for_neighbour(self, issue_id: int, person_id: int) -> None:
        """代报."""
        await self.offer(issue_proxies, {"issue_id": issue_id, "filed_by": person_id})

    async def hide(self, issue_id: int, hidden: str | None, reason: str, *, by: int, at: datetime) -> int:
        """Why its words are hidden, or None; the number of the line in the list."""
        await self.run(HIDE, key=issue_id, why=hidden)
        return await self.add(issue_hidings, issue_id=issue_id, reason=reason, by=by, at=at)

    async def hidings(self, place: Place, most: int) -> list[Hiding]:
        """What was hidden and brought back in a compound, or in one building of it, the latest first."""
        chosen = HIDINGS if place.building_id is None else HIDINGS_THERE
        found = {"compound": place.compound_id, "most": most}
        rows = await self.rows(chosen, **found, **({} if place.building_id is None else {"inside": place.building_id}))
        return [Hiding(row.number, row.reason, row.at) for row in rows]

    async def take_over(self, issue_id: int, person_id: int) -> None:
        """The neighbour it was reported for is its reporter from now on."""
        await self.run(TAKE_OVER, key=issue_id, person=person_id)

    async def is_confirmed(self, issue_id: int) -> bool:
        return await self.value(SORTED_AT, key=issue_id) is not None

    async def learn(self, compound_id: int, category: Category, pairs: Sequence[str]) -> None:
        """Each of these pairs once more."""
        if not pairs:
            return
        place = {"compound_id": compound_id, "category": category.value}
        adding = self.inserting(issue_grams).on_conflict_do_update(
            index_elements=[issue_grams.c.compound_id, issue_grams.c.gram, issue_grams.c.category],
            set_={"times": issue_grams.c.times + 1},
        )
        rows = [{**place, "gram": pair, "times": 1} for pair in sorted(pairs)]
        await self.connection.execute(adding, rows)

    async def unlearn(self, compound_id: int, category: Category, pairs: Sequence[str]) -> None:
        """What was confirmed by mistake: each of these pairs once less."""
        await self.run(UNLEARN, compound=compound_id, about=category.value, pairs=list(pairs))
        await self.run(NOTHING_LEFT, compound=compound_id)
