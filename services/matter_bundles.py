"""The file of a matter that is over (归档): gathered for whoever lives or serves where it is, covered as in public."""

from __future__ import annotations

from dataclasses import replace

from domain.deliberation.bundles import (
    PHOTOS_OF,
    Bundle,
    FiledPhoto,
    FiledRecord,
    FiledVote,
    PhotoOf,
    Veil,
    office_of,
    shown_whole,
    votes_called,
)
from domain.deliberation.consultations import ConsultedUnit, UnitAnswer
from domain.deliberation.matters import Homes, Matter, Version
from domain.deliberation.ratings import RatingCount, rating_count
from domain.deliberation.records import MatterRecord
from domain.deliberation.tasks import Task, TaskPhoto
from domain.outcomes import Reason, Refusal
from domain.registry import Actor, Place
from services.board_covers import veil_of
from services.dossiers import application_to
from services.matter_news import NO_MATTER, reads_matter
from storage.database import Database
from storage.transaction import Transaction

NOT_OVER = Refusal(Reason.WRONG_STATE, {"what": "matter_not_over"})


async def matter_bundle(database: Database, *, actor: Actor, matter_id: int) -> Bundle | Refusal:
    """Everything on record of it, once it is over; the same for whoever asks."""
    async with database.reading() as transaction:
        matter = await transaction.deliberation.find(matter_id)
        if matter is None or not reads_matter(actor, matter):
            return NO_MATTER
        return await _gathered(transaction, matter) if matter.over else NOT_OVER


async def matter_numbered(database: Database, *, compound_id: int, number: int) -> int:
    """Which matter has this number in a compound; 0 where none has."""
    async with database.reading() as transaction:
        found = await transaction.deliberation.of_compound(compound_id)
    return next((matter.id for matter in found if matter.number == number), 0)


async def _gathered(transaction: Transaction, matter: Matter) -> Bundle:
    compound = matter.place.compound_id
    assert compound is not None, "of a compound"
    names, veil = await transaction.registry.names(), await veil_of(transaction, compound)
    rounds = range(1, matter.round + 1)
    units = [unit for n in rounds for unit in await transaction.consultations.of(matter.id, n)]
    records, tasks = await transaction.matter_records.of(matter.id), await _tasks(transaction, matter)
    journal = await transaction.journal.read(matter.subject)
    objections = [one for n in rounds for one in await transaction.matter_objections.of(replace(matter, round=n))]
    return Bundle(
        names.of(Place(compound)),
        names.of(matter.place),
        replace(
            matter,
            homes=Homes("", matter.homes.ids),
            reason=veil(matter.reason),
            done_words=veil(matter.done_words),
        ),
        (await transaction.profiles.of_compound(compound)).words,
        await _versions(transaction, matter, veil),
        tuple(
            replace(one, words=veil(one.words), spot="")
            for one in await transaction.deliberation.opinions(matter.id, None)
            if not one.withdrawn
        ),
        tuple(
            replace(one, title=veil(one.title), reason=veil(one.reason))
            for one in await transaction.answers.clusters(matter.id)
        ),
        tuple(replace(one, words=veil(one.words)) for one in await transaction.answers.uses(matter.id)),
        tuple([await _filed(transaction, matter, one, veil) for one in records]),
        await application_to(transaction, matter),
        tuple(_covered(unit, veil) for unit in units),
        tuple([one for n in votes_called(journal) if (one := await _vote(transaction, n))]),
        tuple(replace(one, words=veil(one.words), answer=veil(one.answer)) for one in objections),
        tuple(_told(task, veil) for task in tasks),
        await _rating(transaction, matter),
        tuple([*await _photos(transaction, matter, records, tasks), *await _letters(transaction, units)]),
        tuple(journal),
        frozenset(entry.seq for entry in journal if shown_whole(entry, veil)),
        (await transaction.journal.last(matter.subject))[1],
    )


async def _versions(transaction: Transaction, matter: Matter, veil: Veil) -> tuple[Version, ...]:
    """Its texts word for word: what was decided on is known by its hash."""
    found = await transaction.matter_records.versions(matter.id)
    only = Version(matter.version, matter.title, matter.text, "", matter.started_at)
    return tuple(replace(one, why=veil(one.why)) for one in found) or (only,)


async def _filed(transaction: Transaction, matter: Matter, record: MatterRecord, veil: Veil) -> FiledRecord:
    roles = await transaction.registry.roles_of(record.by, record.at)
    held = [role.kind for role in roles if role.place.covers(matter.place) or matter.place.covers(role.place)]
    return FiledRecord(replace(record, words=veil(record.words)), office_of(record, held))


def _covered(unit: ConsultedUnit, veil: Veil) -> ConsultedUnit:
    """What it answered, without who answered for it."""
    return replace(unit, name=veil(unit.name), answers=tuple(_unnamed(one, veil) for one in unit.answers))


def _unnamed(answer: UnitAnswer, veil: Veil) -> UnitAnswer:
    return replace(answer, words=replace(answer.words, reason=veil(answer.words.reason), name="", post=""))


async def _vote(transaction: Transaction, number: int) -> FiledVote | None:
    vote = await transaction.voting.find(number)
    return None if vote is None else FiledVote(vote, *await transaction.journal.last(vote.subject))


async def _tasks(transaction: Transaction, matter: Matter) -> list[Task]:
    return [one for n in range(1, matter.round + 1) for one in await transaction.tasks.of_matter(matter.id, n)]


def _told(task: Task, veil: Veil) -> Task:
    plan = replace(task.plan, what=veil(task.plan.what), holder=veil(task.plan.holder))
    return replace(task, plan=plan, words=veil(task.words), moved=veil(task.moved))


async def _rating(transaction: Transaction, matter: Matter) -> RatingCount | None:
    """What the homes said the last time they were asked."""
    since = await transaction.ratings.last_asked(matter.id)
    if since is None:
        return None
    return rating_count(await transaction.ratings.given(matter.id, since), len(matter.homes.ids))


async def _photos(
    transaction: Transaction, matter: Matter, records: list[MatterRecord], tasks: list[Task]
) -> list[FiledPhoto]:
    """In the order of the file: of the work, of each task, of each record."""
    found = await _of(transaction, matter.subject, PhotoOf.WORK)
    for task in tasks:
        found += await _of(transaction, task.photos(TaskPhoto.BEFORE), PhotoOf.BEFORE)
        found += await _of(transaction, task.photos(TaskPhoto.AFTER), PhotoOf.AFTER)
    for record in records:
        if record.need in PHOTOS_OF:
            found += await _of(transaction, record.subject, PHOTOS_OF[record.need])
    return found


async def _letters(transaction: Transaction, units: list[ConsultedUnit]) -> list[FiledPhoto]:
    answers = [answer for unit in units for answer in unit.answers]
    return [photo for answer in answers for photo in await _of(transaction, answer.subject, PhotoOf.LETTER)]


async def _of(transaction: Transaction, subject: str, shows: PhotoOf) -> list[FiledPhoto]:
    rows = await transaction.attachments.of(subject)
    return [FiledPhoto(row.id, shows, row.state, row.sha256 or "", row.mime) for row in rows]
