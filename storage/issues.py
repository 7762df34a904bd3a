"""The records of issues (报事)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, or_, select, update

from domain.issues import Issue, Taken
from domain.issues_life import ENDED, State, Step
from domain.registry import Place
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.intake import issue_proxies, issue_seals
from storage.schema.issues import issue_steps, issues
from storage.schema.registry import buildings, compounds, people
from storage.schema.units import entrances

holders, keepers, mains = people.alias("holders"), people.alias("keepers"), issues.alias("mains")
DOER = (
    select(issue_steps.c.by)
    .where(issue_steps.c.issue_id == issues.c.id, issue_steps.c.kind == Step.DONE.value)
    .order_by(issue_steps.c.id.desc())
    .limit(1)
    .correlate(issues)
    .scalar_subquery()
)
WHOLE = (
    select(
        issues,
        DOER.label("doer_id"),
        holders.c.name.label("holder"),
        keepers.c.name.label("keeper"),
        mains.c.number.label("main"),
        compounds.c.name.label("compound"),
        buildings.c.label.label("building"),
        entrances.c.label.label("entrance"),
        issue_seals.c.sealed_to,
        issue_proxies.c.filed_by,
        people.c.name.label("reporter"),
    )
    .outerjoin(compounds, compounds.c.id == issues.c.compound_id)
    .outerjoin(buildings, buildings.c.id == issues.c.building_id)
    .outerjoin(entrances, entrances.c.id == issues.c.entrance_id)
    .outerjoin(issue_seals, issue_seals.c.issue_id == issues.c.id)
    .outerjoin(issue_proxies, issue_proxies.c.issue_id == issues.c.id)
    .outerjoin(people, people.c.id == issues.c.reporter_id)
    .outerjoin(holders, holders.c.id == issues.c.holder_id)
    .outerjoin(keepers, keepers.c.id == issues.c.keeper_id)
    .outerjoin(mains, mains.c.id == issues.c.main_id)
)
FIND = WHOLE.where(issues.c.id == bindparam("key"))
LOCK = FIND.with_for_update(of=issues)
BY_NUMBER = WHOLE.where(issues.c.number == bindparam("given"))
BY_DRAFT = WHOLE.where(issues.c.draft_id == bindparam("draft"))
LATEST_OF = (
    WHOLE.where(issues.c.reporter_id == bindparam("person")).order_by(issues.c.id.desc()).limit(bindparam("most"))
)
UNPLACED = WHOLE.where(issues.c.compound_id.is_(None)).order_by(issues.c.id)
OPEN = WHOLE.where(issues.c.closed_at.is_(None)).order_by(issues.c.reported_at, issues.c.id)
OPEN_IN = OPEN.where(issues.c.compound_id.in_(bindparam("inside", expanding=True)))
ENDED_SINCE = WHOLE.where(issues.c.closed_at >= bindparam("since", type_=Moment())).order_by(issues.c.closed_at.desc())
ENDED_IN = ENDED_SINCE.where(issues.c.compound_id.in_(bindparam("inside", expanding=True)))
SEVERAL = WHOLE.where(issues.c.id.in_(bindparam("several", expanding=True))).order_by(issues.c.reported_at, issues.c.id)
OF_MATTER = WHOLE.where(issues.c.matter_id == bindparam("matter")).order_by(issues.c.id)
REPORTED_SINCE = WHOLE.where(
    issues.c.compound_id == bindparam("compound"),
    issues.c.building_id.is_not_distinct_from(bindparam("building")),
    issues.c.reported_at >= bindparam("since", type_=Moment()),
).order_by(issues.c.reported_at, issues.c.id)
UNANSWERED = select(issues.c.compound_id, issues.c.building_id).where(
    issues.c.state.in_([State.REPORTED.value, State.REOPENED.value]), issues.c.compound_id.is_not(None)
)
FILED = select(issue_proxies.c.issue_id).where(issue_proxies.c.filed_by == bindparam("person"))
THEIRS = or_(issues.c.reporter_id == bindparam("person"), issues.c.id.in_(FILED))
MOMENTS = select(issues.c.reported_at).where(THEIRS, issues.c.reported_at > bindparam("after", type_=Moment()))
ADOPT = update(issues).where(issues.c.id == bindparam("key")).values(compound_id=bindparam("into"))
COURSES = (
    select(issue_steps.c.issue_id, issue_steps.c.kind, issue_steps.c.state, issue_steps.c.at)
    .where(issue_steps.c.issue_id.in_(bindparam("several", expanding=True)))
    .order_by(issue_steps.c.id)
)
TAKEN = select(issue_steps).where(issue_steps.c.issue_id == bindparam("issue")).order_by(issue_steps.c.id)


class Issues(Repository):
    """报事 and what was done about them."""

    async def report(
        self,
        *,
        number: int,
        place: Place,
        reporter_id: int | None,
        draft_id: int,
        text: str,
        spot: Sequence[int] | None,
        poster: str | None = None,
        entrance_id: int | None = None,
        thing: str | None = None,
        at: datetime,
    ) -> Issue:
        """A new report, with its first step."""
        latitude, longitude = spot or (None, None)
        key = await self.add(
            issues,
            number=number,
            compound_id=place.compound_id,
            building_id=place.building_id,
            reporter_id=reporter_id,
            draft_id=draft_id,
            text=text,
            latitude_e6=latitude,
            longitude_e6=longitude,
            poster=poster,
            entrance_id=entrance_id,
            thing=thing,
            state=State.REPORTED.value,
            reported_at=at,
            changed_at=at,
        )
        await self.step(key, Step.REPORT, State.REPORTED, by=reporter_id, text="", at=at)
        found = await self.find(key)
        assert found is not None, "added above"
        return found

    async def find(self, key: int) -> Issue | None:
        return _issue(await self.row(FIND, key=key))

    async def lock(self, key: int) -> Issue | None:
        """The report, nobody else moving it until the transaction ends."""
        return _issue(await self.row(LOCK, key=key))

    async def by_number(self, number: int) -> Issue | None:
        return _issue(await self.row(BY_NUMBER, given=number))

    async def by_draft(self, draft_id: int) -> Issue | None:
        """What became of an offer."""
        return _issue(await self.row(BY_DRAFT, draft=draft_id))

    async def latest_of(self, person_id: int, most: int) -> list[Issue]:
        return _issues(await self.rows(LATEST_OF, person=person_id, most=most))

    async def unplaced(self) -> list[Issue]:
        """Reports that came before there was a compound."""
        return _issues(await self.rows(UNPLACED))

    async def open(self, compound_ids: Sequence[int] | None) -> list[Issue]:
        """What is not closed, oldest first: in these compounds, or everywhere."""
        if compound_ids is None:
            return _issues(await self.rows(OPEN))
        return _issues(await self.rows(OPEN_IN, inside=list(compound_ids)))

    async def ended_since(self, compound_ids: Sequence[int] | None, since: datetime) -> list[Issue]:
        """What has ended since, latest first: in these compounds, or everywhere."""
        if compound_ids is None:
            return _issues(await self.rows(ENDED_SINCE, since=since))
        return _issues(await self.rows(ENDED_IN, since=since, inside=list(compound_ids)))

    async def reported_since(self, place: Place, since: datetime) -> list[Issue]:
        """What was reported of a building, or of no building, since, first to last, whatever became of it."""
        where = {"compound": place.compound_id, "building": place.building_id}
        return _issues(await self.rows(REPORTED_SINCE, **where, since=since))

    async def several(self, issue_ids: Sequence[int]) -> list[Issue]:
        """These, as they were reported."""
        return _issues(await self.rows(SEVERAL, several=list(issue_ids))) if issue_ids else []

    async def of_matter(self, matter_id: int) -> list[Issue]:
        """Those that became a matter."""
        return _issues(await self.rows(OF_MATTER, matter=matter_id))

    async def unanswered(self) -> Sequence[Row[Any]]:
        """Where a report waits for an answer, in every compound."""
        return await self.rows(UNANSWERED)

    async def moments_of(self, person_id: int, after: datetime) -> list[datetime]:
        """When the person reported since."""
        return [row.reported_at for row in await self.rows(MOMENTS, person=person_id, after=after)]

    async def step(
        self,
        issue_id: int,
        step: Step,
        state: State,
        *,
        by: int | None,
        text: str,
        why: str = "",
        at: datetime,
    ) -> int:
        """Something was done with it; the number of the step."""
        values = {"kind": step.value, "state": state.value, "text": text, "why": why}
        return await self.add(issue_steps, issue_id=issue_id, by=by, at=at, **values)

    async def move(self, issue_id: int, state: State, at: datetime, **values: Any) -> None:
        """It is in this state from now on; with whatever else changes."""
        over = at if state in ENDED else None
        moved = update(issues).where(issues.c.id == issue_id)
        await self.run(moved.values(state=state.value, changed_at=at, closed_at=over, **values))

    async def adopt(self, issue_id: int, compound_id: int) -> None:
        await self.run(ADOPT, key=issue_id, into=compound_id)

    async def taken(self, issue_id: int) -> list[Taken]:
        """Its steps, first to last."""
        return [
            Taken(Step(row.kind), State(row.state), row.text, row.at) for row in await self.rows(TAKEN, issue=issue_id)
        ]

    async def courses(self, issue_ids: Sequence[int]) -> dict[int, list[tuple[Step, State, datetime]]]:
        """The steps of several, first to last: what their deadlines are counted from."""
        found: dict[int, list[tuple[Step, State, datetime]]] = {number: [] for number in issue_ids}
        for row in await self.rows(COURSES, several=list(issue_ids)) if issue_ids else ():
            found[row.issue_id].append((Step(row.kind), State(row.state), row.at))
        return found

    async def step_numbers(self, issue_id: int) -> list[int]:
        """The numbers of its steps, under which their files are kept."""
        return [row.id for row in await self.rows(TAKEN, issue=issue_id)]

    async def climb(self, issue_id: int, level: int, since: datetime) -> None:
        """The next level has heard of it; nobody holds it any more."""
        climbed = update(issues).where(issues.c.id == issue_id)
        await self.run(climbed.values(level=level, level_at=since, keeper_id=None))

    async def hold(self, issue_id: int, keeper_id: int, since: datetime) -> None:
        """我来盯."""
        await self.run(update(issues).where(issues.c.id == issue_id).values(keeper_id=keeper_id, level_at=since))


def _issues(found: Sequence[Row[Any]]) -> list[Issue]:
    return [issue for row in found if (issue := _issue(row)) is not None]


def _issue(row: Row[Any] | None) -> Issue | None:
    if row is None:
        return None
    return Issue(
        id=row.id,
        number=row.number,
        place=Place(row.compound_id, row.building_id),
        compound=row.compound,
        building=row.building,
        reporter_id=row.reporter_id,
        reporter=row.reporter,
        text=row.text,
        spot=None if row.latitude_e6 is None else (row.latitude_e6, row.longitude_e6),
        state=State(row.state),
        reported_at=row.reported_at,
        changed_at=row.changed_at,
        holder_id=row.holder_id,
        holder=row.holder,
        doer_id=row.doer_id,
        until=row.until,
        main=row.main,
        matter_id=row.matter_id,
        reopened=row.reopened,
        category=row.category,
        entrance=row.entrance,
        thing=row.thing,
        sealed_to=row.sealed_to,
        filed_by=row.filed_by,
        hidden=row.hidden,
        level=row.level,
        level_at=row.level_at,
        keeper_id=row.keeper_id,
        keeper=row.keeper,
    )
