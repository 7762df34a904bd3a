"""The register at the terminal (终端里的名册): importing, exporting, samples. Whoever is here is the operator."""

from __future__ import annotations

import argparse
import os
from datetime import datetime
from pathlib import Path

from bot.clock import Clock
from bot.running import open_database, say
from bot.samples import sample_names, sample_workbook
from bot.settings import Settings
from domain.outcomes import Refusal
from domain.registry import ANYWHERE, Actor, Compound, Role, RoleKind
from rendering import registry_import as drawn
from rendering.refusals import refusal_words
from rendering.registry_workbook import lines_of, registry_workbook
from rendering.texts import Texts, texts
from services import Database, rosters
from services.registry_export import export_registry, exported
from services.registry_import import DryRun, dry_run, import_registry

COMMANDS = ("import-registry", "export-registry", "sample-registry")
WELL, FAULTY, MISUSED = 0, 1, 2


async def perform(options: argparse.Namespace, settings: Settings, clock: Clock) -> int:
    """One of `COMMANDS`; its exit status."""
    match options.command:
        case "import-registry":
            return await import_file(settings, clock, options.file, compound=options.compound, confirm=options.confirm)
        case "export-registry":
            return await export_file(settings, clock, options.file, compound=options.compound)
        case _:
            return sample_file(settings, options.name, options.file)


async def import_file(settings: Settings, clock: Clock, path: Path, *, compound: str | None, confirm: bool) -> int:
    """Compare a workbook with the register and say everything; write only with `confirm`."""
    words = texts(settings.locale)
    content = _read(path)
    if content is None:
        return _misused(words, "no_file", path=str(path))
    async with open_database(settings) as database:
        chosen = await compound_named(database, words, compound)
        if chosen is None:
            return MISUSED
        actor = operator(clock.now())
        run = await dry_run(database, actor=actor, compound_id=chosen.id, content=content)
        assert isinstance(run, DryRun), "the operator may import into what is there"
        return await _go_on(database, words, settings, run, actor, clock.now(), confirm=confirm)


async def _go_on(
    database: Database, words: Texts, settings: Settings, run: DryRun, actor: Actor, at: datetime, *, confirm: bool
) -> int:
    for line in drawn.told(words, run.problems, run.difference):
        say(line)
    if not run.ready:
        return _end(words, "faulty", FAULTY, n=sum(problem.grave for problem in run.problems))
    if not run.changes:
        return _end(words, "unchanged", WELL, name=run.compound.name)
    if not confirm:
        return _end(words, "not_yet", WELL, name=run.compound.name, n=run.changes)
    source = f"terminal:{run.sha256}:{at.isoformat()}"
    outcome = await import_registry(database, actor=actor, run=run, state=run.state, source=source, at=at)
    if isinstance(outcome, Refusal):
        say(refusal_words(words, outcome, settings.zone))
        return FAULTY
    return _end(words, "done", WELL, name=run.compound.name, n=outcome["counts"]["homes"])


async def export_file(settings: Settings, clock: Clock, path: Path, *, compound: str | None) -> int:
    """The whole register of a compound as a workbook."""
    words = texts(settings.locale)
    async with open_database(settings) as database:
        chosen = await compound_named(database, words, compound)
        if chosen is None:
            return MISUSED
        at = clock.now()
        actor = operator(at)
        source = f"terminal:{at.isoformat()}"
        outcome = await export_registry(database, actor=actor, compound_id=chosen.id, source=source, at=at)
        assert not isinstance(outcome, Refusal), "the operator may export what is there"
        homes = await exported(database, actor=actor, compound_id=chosen.id)
    content = registry_workbook(words, {chosen.name: lines_of(homes)}, at=at)
    return _write(words, path, content, "exported", name=chosen.name, n=len(homes))


def sample_file(settings: Settings, name: str, path: Path) -> int:
    """A workbook to try things out with."""
    words = texts(settings.locale)
    if name not in sample_names():
        return _misused(words, "no_sample", name=name, names=words.plain("workbook.between").join(sample_names()))
    return _write(words, path, sample_workbook(words, name), "sample", name=name)


def operator(at: datetime) -> Actor:
    """Whoever may run commands here holds the database anyway."""
    return Actor(None, (Role(RoleKind.OPERATOR, ANYWHERE, at),))


async def compound_named(database: Database, words: Texts, name: str | None) -> Compound | None:
    """The compound of this name, or the only one there is; None when it is not clear, which is said."""
    every = await rosters.compounds(database)
    found = [compound for compound in every if name in (None, compound.name)]
    if len(found) == 1:
        return found[0]
    if every:
        _misused(words, "which_compound", names=words.plain("workbook.between").join(one.name for one in every))
    else:
        _misused(words, "no_compound")
    return None


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _write(words: Texts, path: Path, content: bytes, key: str, **facts: str | int) -> int:
    """Write a new file that only its owner can read; what is there is never overwritten."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _misused(words, "file_there", path=str(path))
    except OSError:
        return _misused(words, "no_file", path=str(path))
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    return _end(words, key, WELL, path=str(path), **facts)


def _end(words: Texts, key: str, status: int, **facts: str | int) -> int:
    say(words.plain(f"workbook.terminal.{key}", **facts))
    return status


def _misused(words: Texts, key: str, **facts: str | int) -> int:
    return _end(words, key, MISUSED, **facts)
