"""What the records hold about one person (个人信息), table by table: shown, taken away, erased."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, Select, Table, and_, case, delete, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.privacy import NAMELESS, without_name
from domain.privacy_keeping import RETENTION, Kept
from domain.registry import HOME_ROLES
from domain.slips import SlipKind
from storage.gone_names import keep_covered
from storage.issues_similar import forget_additions
from storage.privacy_fates import FATES, Fate
from storage.privacy_forgetting import (
    forget_candidacies,
    forget_errands,
    forget_givers,
    forget_holders,
    forget_objections,
    forget_opinions,
    forget_proposals,
    forget_ratings,
    forget_records,
    forget_report,
    forget_reporter,
    forget_wishes,
)
from storage.repository import Repository
from storage.schema import metadata
from storage.schema.base import Moment
from storage.schema.issues import issue_steps, issues
from storage.schema.issues_similar import issue_additions
from storage.schema.joining import home_confirmations, household_notes, slips
from storage.schema.polls import poll_answers
from storage.schema.privacy import consents
from storage.schema.records import attachments, entries, openings
from storage.schema.registry import chats, home_requests, people, roles
from storage.schema.traffic import albums, drafts, inbox, outbox, posts
from storage.schema.units import owners, ownerships
from storage.schema.voting import vote_heads, vote_voters
from storage.sealing import Keys

SECRETS = frozenset({"token_hash", "code_hash", "name_hash", "key_id", "content", "lane", "origin"})
"""Columns that are shown to nobody: what proves something, bytes that are sent as files; and a roll's entry, which
names whoever else owns the home: what it says of the person stands in owners and ownerships."""


OF_OTHERS = frozenset(
    {
        "votes.result",
        "vote_papers.choice",
        "candidacies.name",
        "candidacies.posts",
        "election_members.name",
        "unit_answers.reason",
        "unit_answers.answered_name",
        "unit_answers.answered_post",
        "whistle_entries.words",
        "whistle_entries.answered_name",
        "whistle_entries.answered_post",
        "walls.address",
        "walls.secret",
    }
)
"""Columns of rows that name somebody for what they did for all: a count not yet published, what a neighbour chose,
whom they recommended, who answered for a unit, what lets anybody post on the compound's walls."""


class PersonalRecords(Repository):
    """Everything about one person; `keys` hash what is kept of a name that goes."""

    def __init__(self, connection: AsyncConnection, keys: Keys | None = None) -> None:
        super().__init__(connection)
        self._keys = keys

    async def of(self, person: Row[Any]) -> dict[str, list[dict[str, Any]]]:
        """Every row about the person, by table; who else it names is left out."""
        found: dict[str, list[dict[str, Any]]] = {"people": [_plain(people, person, person.id)]}
        for name, condition in [*_linked(person.id), *((name, how(person)) for name, how in OTHERWISE.items())]:
            table = metadata.tables[name]
            rows = await self.rows(select(table).where(condition).order_by(*table.primary_key.columns))
            shown = [_plain(table, row, person.id) for row in rows]
            known = found.setdefault(name, [])
            known += [row for row in shown if row not in known]
        return {name: rows for name, rows in found.items() if rows}

    async def erase(self, person: Row[Any], at: datetime) -> None:
        """Take the person out of everything; what stays names a number without name, account or door."""
        await self.keep_covered(roles.c.person_id == person.id)
        await self._forget_reports(person, at)
        mine = await self.rows(select(issue_additions.c.id).where(issue_additions.c.person_id == person.id))
        await forget_additions(self, [row.id for row in mine])
        await forget_objections(self, person.id, name=person.name)
        await forget_candidacies(self, person.id, name=person.name)
        await forget_opinions(self, person.id)
        await forget_records(self, person.id, name=person.name)
        await forget_proposals(self, person.id, name=person.name)
        await forget_ratings(self, person.id)
        await forget_givers(self, person.id)
        await forget_wishes(self, person.id, at)
        await forget_errands(self, person.id, at)
        await forget_holders(self, name=person.name)
        await self._forget_notes(person, at)
        await self._forget_chat(person)
        await self._forget_drafts(person.id)
        await self._move_out(person.id, at)
        for name, fate in FATES.items():
            await self._meet_fate(name, fate, person.id)
        await self.run(delete(inbox).where(OTHERWISE["inbox"](person)))
        await self.run(delete(poll_answers).where(poll_answers.c.telegram_id == person.telegram_id))
        blank = {"telegram_id": None, "name": NAMELESS, "own_name": False, "locale": None}
        await self.run(update(people).where(people.c.id == person.id).values(**blank, wrong_codes=0, locked_until=None))

    async def keep_covered(self, going: ColumnElement[bool]) -> None:
        """Names of whoever holds these roles stay covered in what their compounds wrote, of nobody any more."""
        named = select(roles.c.compound_id, people.c.name).join(people, people.c.id == roles.c.person_id)
        gone: defaultdict[int, set[str]] = defaultdict(set)
        for row in await self.rows(named.where(going, roles.c.compound_id.is_not(None))):
            gone[row.compound_id].add(row.name)
        for compound_id, names in gone.items():
            assert self._keys is not None, "names were sealed under keys"
            await keep_covered(self, compound_id, names, self._keys)

    async def _meet_fate(self, name: str, fate: Fate, person: int) -> None:
        column = column_named(name)
        if fate is Fate.GOES:
            await self.run(delete(column.table).where(column == person))
        elif fate is Fate.UNLINKED:
            await self.run(update(column.table).where(column == person).values({column.name: None}))

    async def _forget_reports(self, person: Row[Any], at: datetime) -> None:
        """Closed ones lose files, doors and names; open ones the name at once, the rest the night after they close."""
        reports = await self.rows(select(issues.c.id, issues.c.closed_at).where(issues.c.reporter_id == person.id))
        for report in reports:
            if report.closed_at is not None:
                await forget_report(self, report.id, name=person.name, at=at)
            else:
                await forget_reporter(self, report.id, name=person.name)

    async def _forget_notes(self, person: Row[Any], at: datetime) -> None:
        """Words about the person on their way to others, or kept for their letter boxes: without the name."""
        recent = or_(outbox.c.settled_at.is_(None), outbox.c.settled_at > at_moment(RETENTION[Kept.NOTICES].before(at)))
        to_others = and_(outbox.c.chat_id == chats.c.id, chats.c.kind == "private", recent)
        for table, condition in ((outbox, to_others), (household_notes, household_notes.c.id.is_not(None))):
            for row in await self.rows(select(table.c.id, table.c.facts).where(condition)):
                facts = without_name(row.facts, person.name)
                if facts != row.facts:
                    await self.run(update(table).where(table.c.id == row.id).values(facts=facts))

    async def _forget_chat(self, person: Row[Any]) -> None:
        """The private chat, with everything that was said or still waits in it."""
        chat = _own_chat(person)
        await self.run(delete(posts).where(posts.c.chat_id.in_(chat)))
        await self.run(update(outbox).where(outbox.c.chat_id.in_(chat)).values(resent_as=None))
        await self.run(delete(outbox).where(outbox.c.chat_id.in_(chat)))

    async def _forget_drafts(self, person: int) -> None:
        own = select(drafts.c.id).where(drafts.c.person_id == person)
        for row in await self.rows(own):
            await self.run(delete(attachments).where(attachments.c.subject == f"draft:{row.id}"))
        await self.run(delete(albums).where(albums.c.draft_id.in_(own)))
        await self.run(delete(drafts).where(drafts.c.person_id == person))

    async def leave(self, person: int, at: datetime) -> None:
        """Every role that still holds ends now (迁出); codes that led here or were given on are good no more."""
        now = at_moment(at)
        holds = and_(roles.c.person_id == person, or_(roles.c.until.is_(None), roles.c.until > now))
        over = case((roles.c.since > now, roles.c.since), else_=now)  # one that was still to come never begins
        await self.run(update(roles).where(holds).values(until=over))
        given = and_(slips.c.made_by == person, slips.c.kind == SlipKind.FAMILY.value, slips.c.used_at.is_(None))
        codes = and_(or_(slips.c.used_by == person, given), slips.c.revoked_at.is_(None))
        await self.run(update(slips).where(codes).values(revoked_at=now))
        await self.run(update(owners).where(owners.c.person_id == person).values(person_id=None))

    async def _move_out(self, person: int, at: datetime) -> None:
        """Homes no longer say which door, consents are taken back, a used slip opens nothing again."""
        asked = select(home_requests.c.id).where(home_requests.c.person_id == person)
        await self.run(delete(home_confirmations).where(home_confirmations.c.request_id.in_(asked)))
        await self.leave(person, at)
        home = and_(roles.c.person_id == person, roles.c.kind.in_(sorted(HOME_ROLES)))
        await self.run(update(roles).where(home).values(entrance_id=None, floor=None, unit_id=None))
        held = and_(consents.c.person_id == person, consents.c.withdrawn_at.is_(None))
        await self.run(update(consents).where(held).values(withdrawn_at=at_moment(at)))
        await self.run(update(slips).where(slips.c.used_by == person).values(used_by=None, used_at=None))


def at_moment(at: datetime) -> ColumnElement[Any]:
    """A moment as our columns hold it; SQL alone would make a date of it."""
    return literal(at, Moment())


def column_named(name: str) -> Column[Any]:
    """The column called `table.column`."""
    table, _, column = name.partition(".")
    return metadata.tables[table].c[column]


WORKED_ON = frozenset({"issues.holder_id", "issues.keeper_id"})
"""Columns that say who works on it: what stands there is somebody else's, and is not shown to whoever does."""


def _linked(person: int) -> list[tuple[str, ColumnElement[bool]]]:
    return [(name.partition(".")[0], column_named(name) == person) for name in FATES if name not in WORKED_ON]


def _own_chat(person: Row[Any]) -> Select[tuple[int]]:
    return select(chats.c.id).where(chats.c.person_id == person.id)


def _own_reports(person: Row[Any]) -> Select[tuple[int]]:
    return select(issues.c.id).where(issues.c.reporter_id == person.id)


def _own_streams(person: Row[Any]) -> Select[tuple[str]]:
    """`issue:12` for each of their reports."""
    return select("issue:" + issues.c.id.cast(entries.c.stream.type)).where(issues.c.reporter_id == person.id)


def _files(person: Row[Any]) -> ColumnElement[bool]:
    added = select("issue_addition:" + issue_additions.c.id.cast(entries.c.stream.type)).where(
        issue_additions.c.person_id == person.id
    )
    written = select("draft:" + drafts.c.id.cast(entries.c.stream.type)).where(drafts.c.person_id == person.id)
    return or_(
        attachments.c.subject.in_(_own_streams(person)),
        attachments.c.subject.in_(written),
        attachments.c.subject.in_(added),
    )


def _openings(person: Row[Any]) -> ColumnElement[bool]:
    return openings.c.entry_id.in_(select(entries.c.id).where(entries.c.stream.in_(_own_streams(person))))


def _ownerships(person: Row[Any]) -> ColumnElement[bool]:
    return ownerships.c.owner_id.in_(select(owners.c.id).where(owners.c.person_id == person.id))


def _heads(person: Row[Any]) -> ColumnElement[bool]:
    theirs = select(vote_voters.c.head_id).join(owners, owners.c.id == vote_voters.c.owner_id)
    return vote_heads.c.id.in_(theirs.where(owners.c.person_id == person.id))


def _notes(person: Row[Any]) -> ColumnElement[bool]:
    homes = select(roles.c.unit_id).where(roles.c.person_id == person.id, roles.c.unit_id.is_not(None))
    return household_notes.c.unit_id.in_(homes)


def _in_lane(telegram: int) -> ColumnElement[bool]:
    """Letters of a person: private ones, presses in groups, answers to polls."""
    return or_(inbox.c.lane == f"voter:{telegram}", inbox.c.lane.endswith(f":{telegram}", autoescape=True))


def _plain(table: Table, row: Row[Any], person: int) -> dict[str, Any]:
    """A row as facts: no secrets, no reference to anybody else."""
    others = {name.partition(".")[2] for name in FATES if name.partition(".")[0] == table.name}
    facts: dict[str, Any] = {}
    for column in table.columns:
        value = getattr(row, column.name)
        if (
            column.name not in SECRETS
            and str(column) not in OF_OTHERS
            and (column.name not in others or value in (None, person))
        ):
            facts[column.name] = value.isoformat() if isinstance(value, datetime) else value
    return facts


OTHERWISE: Mapping[str, Callable[[Row[Any]], ColumnElement[bool]]] = {
    "issue_steps": lambda person: issue_steps.c.issue_id.in_(_own_reports(person)),
    "attachments": _files,
    "poll_answers": lambda person: poll_answers.c.telegram_id == person.telegram_id,
    "outbox": lambda person: outbox.c.chat_id.in_(_own_chat(person)),
    "posts": lambda person: posts.c.chat_id.in_(_own_chat(person)),
    "openings": _openings,
    "ownerships": _ownerships,
    "vote_heads": _heads,
    "household_notes": _notes,
    "inbox": lambda person: and_(inbox.c.state == "dead", _in_lane(person.telegram_id)),
}
"""What is the person's by another way than a reference: their reports' steps and files, their chat, their home."""

SHOWN = tuple(dict.fromkeys(["people", *(name.partition(".")[0] for name in FATES), *OTHERWISE]))
"""Every table that holds something about people; all of it is shown to whom it is about."""
