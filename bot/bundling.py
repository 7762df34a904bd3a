"""Archives at the terminal (终端里的归档): `python -m bot bundle 3`, `python -m bot bundle --check FILE`."""

from __future__ import annotations

import argparse
import hashlib
import os
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from bot.clock import Clock
from bot.registry_files import compound_named, operator
from bot.running import open_database, say
from bot.settings import Settings
from domain.deliberation.bundle_checks import Disagreement, Wrong, disagreements
from domain.outcomes import Refusal
from rendering.matter_bundle_zip import BundleWriter
from rendering.matter_bundles import code_of, disagreeing, file_name, write_bundle
from rendering.refusals import refusal_words
from rendering.texts import Texts, texts
from services import Database, attachments
from services.matter_bundles import matter_bundle, matter_numbered

WELL, FAULTY, MISUSED = 0, 1, 2

MOST_FILE = 64 * 1024 * 1024
"""A file in an archive is read as a whole; ours are at most 20 MB."""

BROKEN = (BadZipFile, NotImplementedError, EOFError, zlib.error, RuntimeError, ValueError, OverflowError, OSError)
"""What the standard library says of a file that is no archive, or of what somebody has changed in one."""


async def perform(options: argparse.Namespace, settings: Settings, clock: Clock) -> int:
    """Write the archive of a matter, or check one; the exit status."""
    words = texts(settings.locale)
    checked = options.file if options.command == "verify" else options.check
    if checked is not None:
        return _check(words, checked)
    if options.matter is None:
        return _say(words, "what", MISUSED)
    async with open_database(settings) as database:
        return await _write(database, words, settings, clock, options)


async def _write(
    database: Database, words: Texts, settings: Settings, clock: Clock, options: argparse.Namespace
) -> int:
    compound = await compound_named(database, words, options.compound)
    if compound is None:
        return MISUSED
    number = await matter_numbered(database, compound_id=compound.id, number=options.matter)
    if not number:
        return _say(words, "no_matter", MISUSED, number=options.matter)
    bundle = await matter_bundle(database, actor=operator(clock.now()), matter_id=number)
    if isinstance(bundle, Refusal):
        say(refusal_words(words, bundle, settings.zone))
        return FAULTY
    path = options.into or Path(file_name(bundle))
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _say(words, "file_there", MISUSED, path=str(path))
    except OSError:
        return _say(words, "no_file", MISUSED, path=str(path))
    with os.fdopen(handle, "w+b") as into:
        await write_bundle(into, bundle, partial(_content, database), settings.zone)
        return _say(words, "made", WELL, path=str(path), code=code_of(into))


async def _content(database: Database, number: int) -> bytes | None:
    return await attachments.content(database, attachment_id=number)


def _check(words: Texts, path: Path) -> int:
    try:
        with path.open("rb") as file:
            found, code = examine(file), code_of(file)
    except OSError:
        return _say(words, "no_file", MISUSED, path=str(path))
    for line in disagreeing(words, found):
        say(line)
    if found:
        return _say(words, "broken", FAULTY, n=len(found))
    return _say(words, "sound", WELL, code=code)


def examine(file: IO[bytes]) -> list[Disagreement]:
    """Everything that does not agree in an archive; nothing, if it is what it was."""
    try:
        with ZipFile(file) as archive:
            return _examined(archive, file)
    except BROKEN:
        return [Disagreement(Wrong.UNREADABLE)]


def _examined(archive: ZipFile, file: IO[bytes]) -> list[Disagreement]:
    """File by file, never all at once; the small ones are kept for the look inside."""
    hashes: dict[str, str] = {}
    small: dict[str, bytes] = {}
    with TemporaryFile() as again:
        writer = BundleWriter(again)
        for info, content in _contents(archive):
            hashes[info.filename] = hashlib.sha256(content).hexdigest()
            writer.add(info.filename, content)
            if info.filename.endswith((".json", ".jsonl")):
                small[info.filename] = content
        writer.close()
        hashes |= {info.filename: "" for info in archive.infolist() if info.filename not in hashes}
        found = disagreements(hashes, small)
        return found or ([] if code_of(again) == code_of(file) else [Disagreement(Wrong.OUTSIDE)])


def _contents(archive: ZipFile) -> Iterator[tuple[ZipInfo, bytes]]:
    """Each file that can be read; one that is broken is left out."""
    for info in archive.infolist():
        if info.file_size > MOST_FILE:
            continue
        try:
            content = archive.read(info)
        except BROKEN:
            continue
        yield info, content


def _say(words: Texts, key: str, status: int, **facts: str | int) -> int:
    say(words.plain(f"matter_bundles.terminal.{key}", **facts))
    return status
