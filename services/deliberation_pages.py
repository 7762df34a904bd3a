"""Pages of matters (议题页): what one person may read and do."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.deliberation.cautions import cautions, needs_application
from domain.deliberation.consultations import ConsultedUnit
from domain.deliberation.matters import Matter, MatterPage, residents_called
from domain.deliberation.opinions import Opinion, heard
from domain.deliberation.outlooks import Coming, coming
from domain.deliberation.records import FORMS, MatterRecord
from domain.deliberation.representation import Representation
from domain.deliberation.stages import Need, Stage, ends, wanting
from domain.deliberation.units_said import UnitSaid
from domain.deliberation_applications import application_refusal
from domain.deliberation_revise_effects import revising_refusal
from domain.deliberation_stop_effects import stopping_refusal
from domain.permissions import Act, permit, places
from domain.registry import Actor, Place
from services.chains import comes_from
from services.deliberation_photos import open_photos
from services.doorless import doorless_in, registered_homes
from services.dossiers import (
    application_record,
    calendar_of,
    dossier_of,
    objecting_to,
    price_of,
    representation_to,
    representatives_of,
    stored_photos,
    work_photos,
)
from storage.database import Database
from storage.transaction import Transaction


async def matter_page(database: Database, *, actor: Actor, matter_id: int, at: datetime) -> MatterPage | None:
    """One matter, for whoever lives or serves where it is."""
    async with database.reading() as transaction:
        matter = await transaction.deliberation.find(matter_id)
        return None if matter is None or not _here(actor, matter) else await _page(transaction, actor, matter, at)


async def _page(transaction: Transaction, actor: Actor, matter: Matter, at: datetime) -> MatterPage:
    dossier, saving = await dossier_of(transaction, matter), await _saving(transaction, matter)
    if Need.PAPER in saving - dossier.held:  # nothing hangs there for certain before its photo is kept
        dossier = replace(dossier, since=None)
    calendar = await calendar_of(transaction, matter.place.compound_id, at)
    return MatterPage(
        matter,
        heard(await transaction.deliberation.opinions(matter.id, actor.person_id)),
        await stored_photos(transaction, matter.subject),
        ends(matter.procedure, dossier, calendar),
        tuple(wanting(matter.procedure, dossier, at=at, calendar=calendar)),
        leads=permit(actor, matter.procedure.run_by, matter.place) is None,
        concerned=matter.concerns(actor),
        own=actor.person_id is not None and actor.person_id == matter.done_by,
        asked=actor.person_id is not None and actor.person_id == matter.move_by,
        grows=matter.stage is Stage.SOLICITING and not matter.full and _runs_all(actor, matter),
        records=len(await transaction.matter_records.of(matter.id)),
        objections=len(await transaction.matter_objections.of(matter)),
        objects=matter.concerns(actor) or (matter.full and await _represents(transaction, actor, matter, at)),
        objecting=matter.called_up or (await objecting_to(transaction, matter, at) if matter.full else None),
        seen=(await transaction.journal.last(matter.subject))[0],
        photos=sum(map(len, (await open_photos(transaction, matter)).values())),
        ends_it=_runs_all(actor, matter) and _stop_waits(matter, actor),
        revises_it=_runs_all(actor, matter) and revising_refusal(matter, actor.person_id) is None,
        asked_stop=actor.person_id is not None and actor.person_id == matter.stop_by,
        saving=saving,
        standing=await _standing(transaction, matter) if matter.full else (),
        chained=await comes_from(transaction, matter.id),
        asked_again=actor.person_id in await _doubters(transaction, matter),
        **await _for_checker(transaction, actor, matter),
        **await _for_small(transaction, actor, matter, at),
    )


async def _for_checker(transaction: Transaction, actor: Actor, matter: Matter) -> dict[str, Any]:
    """What whoever runs it looks at before it goes on: warnings, what each unit said and who took it down."""
    if permit(actor, matter.procedure.run_by, matter.place) is not None or not matter.full:
        return {}
    record = await application_record(transaction, matter) if needs_application(matter) else None
    application = None if record is None else record.application
    to_check = None if record is None or application_refusal(matter, record, actor.person_id) is not None else record.id
    units: list[ConsultedUnit] = []
    if matter.stage is Stage.CONSULTING:
        units = await transaction.consultations.of(matter.id, matter.round)
    price = await price_of(transaction, matter)
    warned = cautions(matter, actor, units, price, application=application)
    said = tuple([await _said(transaction, unit, matter.version) for unit in units])
    return {"cautions": warned, "said": said, "application": application, "to_check": to_check}


async def _for_small(transaction: Transaction, actor: Actor, matter: Matter, at: datetime) -> dict[str, Any]:
    """Before homes have voted: of how many somebody may, and whether this reader's own door is known."""
    if matter.full or matter.stage not in (Stage.SOLICITING, Stage.VOTING):
        return {}
    known = await registered_homes(transaction, matter, at)
    return {"registered": known, "doorless": await doorless_in(transaction, matter, actor)}


async def _said(transaction: Transaction, unit: ConsultedUnit, version: int) -> UnitSaid:
    answer = unit.answer(version)
    if answer is None:
        return UnitSaid(unit.name)
    person = None if answer.entered_by is None else await transaction.registry.person(answer.entered_by)
    entered = "" if person is None else person.name
    return UnitSaid(unit.name, answer.words.says.value, answer.way.value, answer.day, entered)


async def _doubters(transaction: Transaction, matter: Matter) -> list[int]:
    """Who is asked whether it is done now, while it is shown."""
    wanted = Need.SETTLED in matter.procedure.step(matter.stage).needs
    return [person for person, _ in await transaction.matter_doubts.of(matter.id)] if wanted else []


async def _saving(transaction: Transaction, matter: Matter) -> frozenset[Need]:
    """Of what is on record of this stage, whose photo is still on its way to us."""
    wanted = [need for need in matter.procedure.step(matter.stage).needs if need in FORMS and FORMS[need].photo]
    kept = {need: await transaction.matter_records.noted(matter, need) for need in wanted}
    states = {
        need: [row.state for row in await transaction.attachments.of(found[-1].subject)]
        for need, found in kept.items()
        if found
    }
    if Need.PROOF in matter.procedure.step(matter.stage).needs:
        states[Need.PROOF] = await work_photos(transaction, matter)
    return frozenset(need for need, those in states.items() if "pending" in those and "stored" not in those)


async def _standing(transaction: Transaction, matter: Matter) -> tuple[MatterRecord, ...]:
    """What is on record of the stage it is in, in the order of its table; of each kind the last."""
    step = matter.procedure.step(matter.stage)
    kept = [await transaction.matter_records.noted(matter, need) for need in (*step.needs, *step.notes)]
    return tuple(found[-1] for found in kept if found)


async def _represents(transaction: Transaction, actor: Actor, matter: Matter, at: datetime) -> bool:
    return actor.person_id in await representatives_of(transaction, matter, at)


def _stop_waits(matter: Matter, actor: Actor) -> bool:
    """Whether somebody else asked that it stops, and it still may."""
    return (stopping_refusal(matter, actor.person_id) or residents_called(matter)) is None


def _runs_all(actor: Actor, matter: Matter) -> bool:
    return permit(actor, Act.RUN_PROCEDURE, Place(matter.place.compound_id)) is None


def _here(actor: Actor, matter: Matter) -> bool:
    return any(role.place.covers(matter.place) or matter.place.covers(role.place) for role in actor.roles)


async def opinions_of(database: Database, *, actor: Actor, matter_id: int) -> list[Opinion] | None:
    """What was said, those with most support first; None for whoever is a stranger there."""
    async with database.reading() as transaction:
        matter = await transaction.deliberation.find(matter_id)
        if matter is None or not _here(actor, matter):
            return None
        found = await transaction.deliberation.opinions(matter_id, actor.person_id)
    standing = [opinion for opinion in found if not opinion.withdrawn]
    return sorted(standing, key=lambda opinion: -opinion.supporters)


async def matters_for(database: Database, *, actor: Actor) -> list[Matter]:
    """Matters where this person lives or serves, those under way first."""
    compounds = list(dict.fromkeys(role.place.compound_id for role in actor.roles if role.place.compound_id))
    async with database.reading() as transaction:
        found = [one for number in compounds for one in await transaction.deliberation.of_compound(number)]
    return [matter for matter in found if _here(actor, matter)]


async def matter_places(database: Database, *, actor: Actor) -> list[tuple[Place, str]]:
    """Where this person may begin a matter, with their names: whole compounds before buildings."""
    async with database.reading() as transaction:
        names = await transaction.registry.names()
        inside = places(actor, Act.RUN_MATTER)
        found = [
            Place(number, building.id)
            for number in dict.fromkeys(place.compound_id for place in inside if place.compound_id is not None)
            for building in await transaction.registry.buildings(number)
        ]
    mine = [place for place in found if any(place_of.covers(place) for place_of in inside)]
    whole = [Place(place.compound_id) for place in places(actor, Act.RUN_PROCEDURE) if place.building_id is None]
    return [(place, names.of(place)) for place in (*dict.fromkeys(whole), *mine)]


async def outlook(database: Database, *, matter: Matter, at: datetime) -> list[Coming]:
    """The steps ahead of a matter, each at the earliest."""
    async with database.reading() as transaction:
        calendar = await calendar_of(transaction, matter.place.compound_id, at)
        return coming(matter.procedure, await dossier_of(transaction, matter), at=at, calendar=calendar)


async def representation(database: Database, *, matter: Matter, unreached: int, at: datetime) -> Representation:
    """How many representatives there are for the homes of a matter, those without a phone among them."""
    async with database.reading() as transaction:
        return await representation_to(transaction, matter, at, unreached)


async def records_of(database: Database, *, matter_id: int) -> list[MatterRecord]:
    """What was put on record, the first first."""
    async with database.reading() as transaction:
        return await transaction.matter_records.of(matter_id)


async def voting_days(database: Database, *, matter: Matter) -> list[int]:
    """For how many days the owners may be asked: the fewest, and more."""
    async with database.reading() as transaction:
        profile = await transaction.profiles.of_compound(matter.place.compound_id)
    least, most = profile.owners.voting_days_least.value, profile.owners.voting_days_most.value
    return sorted({least, min(2 * least, most), most})
