"""Importing the register (导入名册): a workbook is read apart and compared; nothing changes before it is confirmed."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.effects import Record
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.owners import KnownUnit, Ref, settle
from domain.permissions import Act, permit
from domain.registry import Actor, Building, Compound, Place
from domain.registry_import import Difference, Entry, Register, compare, in_order
from domain.workbook_cells import entrance_key, key_of
from domain.workbook_lines import Reading
from domain.workbook_rows import read_sheets
from domain.workbooks import Problem, Sheet
from services.acts import act
from services.owners import recognise_owners
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction
from storage.workbooks import LARGEST, read_workbook, vocabulary

__all__ = ["LARGEST", "DryRun", "dry_run", "fingerprint", "import_registry"]


@dataclass(frozen=True)
class DryRun:
    """What importing a workbook would do (试导入): nothing has changed yet."""

    compound: Compound
    reading: Reading
    difference: Difference
    problems: tuple[Problem, ...]  # what must be mended first
    sha256: str  # of the workbook
    state: str  # of the register it was compared with

    @property
    def ready(self) -> bool:
        """Whether it may be imported."""
        return not any(problem.grave for problem in self.problems)

    @property
    def changes(self) -> int:
        """How many doors become different."""
        return len(self.difference.entries)


def fingerprint(content: bytes) -> str:
    """A workbook's SHA-256."""
    return hashlib.sha256(content).hexdigest()


async def dry_run(database: Database, *, actor: Actor, compound_id: int, content: bytes) -> DryRun | Refusal:
    """Read a workbook and compare it with the register, beside the bot's own work."""
    if (refusal := permit(actor, Act.IMPORT_REGISTRY, Place(compound_id))) is not None:
        return refusal
    async with database.reading() as transaction:
        every = {compound.id: compound for compound in await transaction.registry.compounds()}
        if compound_id not in every:
            return Refusal(Reason.NOT_FOUND)
        register, state = await _register(transaction, compound_id)
    sheets = await read_workbook(content)
    compound = every.pop(compound_id)
    others = [other.name for other in every.values()]
    return await asyncio.to_thread(_compared, sheets, compound, others, register, state, content)


def _compared(
    sheets: list[Sheet] | Problem, compound: Compound, others: list[str], register: Register, state: str, content: bytes
) -> DryRun:
    if isinstance(sheets, Problem):
        reading = Reading(problems=(sheets,))
    else:
        reading = read_sheets(sheets, vocabulary(), compound=compound.name, others=others)
    difference, doubts = compare(reading.lines, register)
    problems = sorted((*reading.problems, *doubts), key=lambda problem: not problem.grave)
    return DryRun(compound, reading, difference, tuple(problems), fingerprint(content), state)


async def _register(transaction: Transaction, compound_id: int) -> tuple[Register, str]:
    """The compound's homes with their owners, and the fingerprint of all of it."""
    owners = await transaction.owners.of_compound(compound_id)
    buildings = await transaction.registry.buildings(compound_id)
    units = await transaction.units.of_compound(compound_id)
    homes = tuple(KnownUnit(unit, owners.get(unit.id, ())) for unit in units)
    return Register(tuple(buildings), homes), await transaction.owners.state(compound_id)


@act
async def import_registry(
    transaction: Transaction, *, actor: Actor, run: DryRun, state: str, source: str, at: datetime
) -> Outcome:
    """导入名册: the confirmed difference, whole or not at all. `state`: the register that was looked at."""
    compound_id = run.compound.id
    if (refusal := permit(actor, Act.IMPORT_REGISTRY, Place(compound_id))) is not None:
        return refusal
    await transaction.doors.lock(compound_id)
    register, now = await _register(transaction, compound_id)
    if now != state:
        return Refusal(Reason.STALE, {"what": "registry"})
    difference, _ = compare(run.reading.lines, register)
    if not run.ready:
        return Refusal(Reason.INVALID, {"what": "workbook"})
    if difference.entries:
        await _write(transaction, compound_id, difference, register)
        for unit_id in await transaction.households.adults(compound_id, at):
            await recognise_owners(transaction, unit_id, at)
        body = {"by": actor.person_id, "sha256": run.sha256, "counts": difference.counts}
        await apply(transaction, [Record(f"compound:{compound_id}", "registry_imported", body)], at=at)
    return Done({"name": run.compound.name, "counts": difference.counts})


async def _write(transaction: Transaction, compound_id: int, difference: Difference, register: Register) -> None:
    await transaction.registry.add_buildings(compound_id, difference.buildings)
    buildings = await transaction.registry.buildings(compound_id)
    new = [entry for entry in difference.entries if entry.home is None]
    entrances = await _entrances(transaction, buildings, new)
    places = [_door(entry, entrances) for entry in new]
    await transaction.units.put_units(
        [
            {
                "compound_id": compound_id,
                "building_id": building,
                "entrance_id": entrance,
                "label": entry.line.room,
                **_known(entry),
            }
            for entry, (building, entrance) in zip(new, places, strict=True)
        ]
    )
    changed = [(entry, entry.home) for entry in difference.entries if entry.home is not None]
    await transaction.units.rewrite_units({home.unit.id: _known(entry) for entry, home in changed})
    doors = await transaction.units.doors(compound_id)
    numbers = {id(entry): doors[entrance, entry.line.room] for entry, (_, entrance) in zip(new, places, strict=True)}
    numbers |= {id(entry): home.unit.id for entry, home in changed}
    await _settle(transaction, compound_id, difference.entries, numbers, register)


def _known(entry: Entry) -> dict[str, Any]:
    """What is known of a home, as its columns."""
    return {
        "floor": entry.floor,
        "kind": entry.kind.value,
        "area": entry.area,
        "area_source": None if entry.source is None else entry.source.value,
        "developer": entry.developer,
        "inhabitants": entry.inhabitants,
    }


async def _entrances(
    transaction: Transaction, buildings: Sequence[Building], new: Sequence[Entry]
) -> dict[tuple[str, str], tuple[int, int]]:
    """Building and entrance, by their keys → their numbers; made, after those that are there, where they are not."""
    keys = {building.id: key_of(building.label) for building in buildings}
    numbers = {key: number for number, key in keys.items()}
    found = {
        (keys[building], entrance_key(label)): (building, entrance)
        for (building, label), entrance in (await transaction.doors.entrances(list(keys))).items()
    }
    there = Counter(building for building, _ in found)
    wanted = {entry.line.key[:2]: entry.line.entrance for entry in new}
    for building, entrance in sorted(wanted.keys() - found.keys(), key=lambda key: in_order(key[1])):
        label = wanted[building, entrance]
        number = await transaction.units.entrance(numbers[building], label, there[building])
        found[building, entrance] = (numbers[building], number)
        there[building] += 1
    return found


def _door(entry: Entry, entrances: dict[tuple[str, str], tuple[int, int]]) -> tuple[int, int]:
    building, entrance, _ = entry.line.key
    return entrances[building, entrance]


async def _settle(
    transaction: Transaction,
    compound_id: int,
    entries: Sequence[Entry],
    numbers: dict[int, int],
    register: Register,
) -> None:
    """Who owns what from now on."""
    owned = [entry for entry in entries if entry.owners is not None]
    homes = [(() if entry.home is None else entry.home.owners, entry.owners or ()) for entry in owned]
    settlement = settle(homes, register.owners)
    made = await transaction.owners.make(compound_id, settlement.made, transaction.keys)

    def person(ref: Ref) -> int:
        return made[ref.made] if ref.made is not None else ref.known or 0

    await transaction.owners.rewrite(settlement.rewritten.values(), transaction.keys)
    await transaction.owners.inherit({old: person(ref) for old, ref in settlement.heirs.items()})
    several = zip(owned, settlement.owners, strict=True)
    await transaction.owners.own(
        compound_id, {numbers[id(entry)]: list(dict.fromkeys(map(person, refs))) for entry, refs in several}
    )
    await _let_go(transaction, compound_id, {owner.name for owner in register.owners})


async def _let_go(transaction: Transaction, compound_id: int, before: set[str]) -> None:
    """Names that the register no longer has stay covered in what anybody reads."""
    left = await transaction.owners.of_compound(compound_id)
    gone = before - {owner.name for every in left.values() for owner in every}
    await transaction.boards.let_go(compound_id, gone, transaction.keys)
