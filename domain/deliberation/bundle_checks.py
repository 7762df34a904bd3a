"""Checking an archive (核对归档包): every file against its hash, the journal link by link, the texts against it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.deliberation.bundles import Bundle
from domain.journal import GENESIS, Entry, canonical, digest

FORM = "yishiting-matter/1"
MANIFEST = "manifest.json"
"""The one file that names all others; it does not name itself."""


class Wrong(StrEnum):
    """What does not agree (不符之处)."""

    UNREADABLE = "unreadable"  # no archive at all
    MANIFEST = "manifest"  # the list is not there, or cannot be read
    MISSING = "missing"  # a file that the list names
    EXTRA = "extra"  # a file that it does not name
    CHANGED = "changed"  # another content
    LINK = "link"  # an entry of the journal does not follow from the one before
    ENTRY = "entry"  # an entry is not what its hash says
    HEAD = "head"  # the journal ends elsewhere
    TEXT = "text"  # a text that the journal speaks of is not here
    OUTSIDE = "outside"  # something around the files


@dataclass(frozen=True)
class Disagreement:
    """One thing that does not agree (一处不符): what, and which file or entry."""

    wrong: Wrong
    which: str = ""


def manifest_of(bundle: Bundle, hashes: Mapping[str, str], *, journal: str, texts: Sequence[str]) -> bytes:
    """The list of everything in the archive: each file with its SHA-256, and what was left out, by its hash."""
    matter = bundle.matter
    form = {
        "form": FORM,
        "compound": bundle.compound,
        "number": matter.number,
        "title": matter.title,
        "procedure": matter.procedure_name,
        "stage": matter.stage.value,
        "files": [{"name": name, "sha256": hash_} for name, hash_ in hashes.items()],
        "texts": list(texts),
        "kept_back": [
            {"shows": one.shows.value, "state": one.state, "sha256": one.sha256}
            for one in bundle.photos
            if not one.enclosed
        ],
        "journal": {"file": journal, "stream": matter.subject, "entries": len(bundle.journal), "head": bundle.head},
        "votes": [{"stream": one.vote.subject, "entries": one.entries, "head": one.head} for one in bundle.votes],
    }
    return json.dumps(form, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def journal_lines(bundle: Bundle) -> bytes:
    """The journal, an entry a line: whole where everybody may read it, else its number, kind and hashes."""
    return b"".join(canonical(_line(entry, entry.seq in bundle.whole)) + b"\n" for entry in bundle.journal)


def _line(entry: Entry, whole: bool) -> dict[str, Any]:
    body = {"body": entry.body} if whole else {}
    return {"seq": entry.seq, "prev": entry.prev, "type": entry.type, "hash": digest(entry), **body}


def disagreements(hashes: Mapping[str, str], contents: Mapping[str, bytes]) -> list[Disagreement]:
    """Everything that does not agree; nothing: the archive is what it was.

    `hashes` are those of all files that were found, `contents` are those of the list and the journal at least.
    """
    try:
        listed = _read(contents.get(MANIFEST, b""))
        named = {one["name"]: one["sha256"] for one in listed["files"]}
        found = [*_files(hashes, named), *_journal(listed, contents, {named[name] for name in listed["texts"]})]
    except (ValueError, KeyError, TypeError, AttributeError):
        return [Disagreement(Wrong.MANIFEST)]
    return found


def _read(manifest: bytes) -> dict[str, Any]:
    listed = json.loads(manifest)
    if listed["form"] != FORM:
        raise ValueError("another form")
    return dict(listed)


def _files(hashes: Mapping[str, str], named: Mapping[str, str]) -> Iterator[Disagreement]:
    for name, wanted in named.items():
        if name not in hashes:
            yield Disagreement(Wrong.MISSING, name)
        elif hashes[name] != wanted:
            yield Disagreement(Wrong.CHANGED, name)
    yield from (Disagreement(Wrong.EXTRA, name) for name in hashes if name not in named and name != MANIFEST)


def _journal(listed: Mapping[str, Any], contents: Mapping[str, bytes], texts: set[str]) -> Iterator[Disagreement]:
    """Each entry against the one before, its own hash, and the texts it speaks of."""
    about, prev, seq = listed["journal"], GENESIS, 0
    content = contents.get(about["file"])
    if content is None:
        return
    for line in content.splitlines():
        said = json.loads(line)
        seq += 1
        if said["prev"] != prev or said["seq"] != seq:
            yield Disagreement(Wrong.LINK, str(seq))
        prev = said["hash"]
        if "body" in said:
            yield from _entry(
                Entry(about["stream"], said["seq"], said["prev"], said["type"], said["body"]), prev, texts
            )
    if prev != about["head"] or seq != about["entries"]:
        yield Disagreement(Wrong.HEAD, str(seq))


def _entry(entry: Entry, hash_: str, texts: set[str]) -> Iterator[Disagreement]:
    if digest(entry) != hash_:
        yield Disagreement(Wrong.ENTRY, str(entry.seq))
    if entry.body.get("text", "") not in {"", *texts}:
        yield Disagreement(Wrong.TEXT, str(entry.seq))
