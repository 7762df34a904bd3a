"""One's own data to take away (导出我的信息): a document to read, and the same as facts for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.privacy import PersonalData, Processor
from domain.privacy_keeping import RETENTION
from domain.registry import Place
from domain.voting.ballots import Choice
from rendering.dates import moment
from rendering.issues_words import came
from rendering.paper import legible, pdf
from rendering.privacy import who
from rendering.privacy_mine import GROUPS, kept, looked
from rendering.texts import Texts

TEMPLATE = "personal_record.typ"
MOMENTS = ("at", "given_at", "since", "reported_at", "created_at", "queued_at", "made_at", "expires_at")
"""Columns that say when, the first of which stands before a line."""

Row = Mapping[str, Any]
Words = Callable[[Texts, Row, PersonalData], str]
"""What one row of a table says."""


def facts_file(data: PersonalData, *, version: int) -> bytes:
    """Everything, as JSON: tables as they are kept, without what proves something or names others."""
    looks = [{"at": look.at.isoformat(), "by": look.by, "what": look.what.value} for look in data.looks]
    whole = {"made_at": data.at.isoformat(), "notice_version": version, "tables": data.tables, "looks": looks}
    return json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True).encode()


def readable_file(texts: Texts, data: PersonalData, *, processor: Processor | None, zone: ZoneInfo) -> bytes:
    """Everything, as PDF in plain words."""
    return pdf(TEMPLATE, document_facts(texts, data, processor=processor, zone=zone))


def document_facts(texts: Texts, data: PersonalData, *, processor: Processor | None, zone: ZoneInfo) -> dict[str, Any]:
    """The facts of the template, every sign of them drawable."""
    ordered = [table for group in GROUPS.values() for table in group if data.tables.get(table)]
    intro = [texts.plain("privacy.paper.made", at=moment(texts, data.at, zone)), who(texts, processor).unescape()]
    sections = [_section(texts, table, data, zone) for table in ordered]
    return {
        "lang": texts.locale.partition("_")[0],
        "title": texts.plain("privacy.paper.title"),
        "intro": [legible(texts, line) for line in intro],
        "sections": [*sections, _keeping(texts)],
    }


def _section(texts: Texts, table: str, data: PersonalData, zone: ZoneInfo) -> dict[str, Any]:
    rows = data.tables[table]
    lines = [_line(texts, table, row, data, zone) for row in rows]
    return {"head": texts.plain(f"privacy.table.{table}", n=len(rows)), "lines": lines}


def _line(texts: Texts, table: str, row: Row, data: PersonalData, zone: ZoneInfo) -> str:
    when = next((row[name] for name in MOMENTS if row.get(name)), None)
    at = "" if when is None else moment(texts, datetime.fromisoformat(when), zone)
    words = WORDS[table](texts, row, data) if table in WORDS else ""
    return legible(texts, " ".join(f"{at}　{words}".split()) if at and words else at or words or "—")


def _keeping(texts: Texts) -> dict[str, Any]:
    """How long everything is kept, at the end."""
    lines = [legible(texts, kept(texts, what).unescape()) for what in RETENTION]
    return {"head": texts.plain("privacy.paper.keeping"), "lines": lines}


def _place(row: Row, data: PersonalData) -> str:
    return data.places.of(Place(row.get("compound_id"), row.get("building_id")))


def _person(texts: Texts, row: Row, data: PersonalData) -> str:
    return texts.plain("privacy.row.people", name=row["name"], number=row["telegram_id"])


def _role(texts: Texts, row: Row, data: PersonalData) -> str:
    over = texts.plain("privacy.row.over") if row["until"] else ""
    return " ".join((texts.plain(f"roles.{row['kind']}"), _place(row, data), over))


def _request(texts: Texts, row: Row, data: PersonalData) -> str:
    return " ".join((texts.plain(f"roles.{row['kind']}"), _place(row, data)))


def _report(texts: Texts, row: Row, data: PersonalData) -> str:
    return f"{row['number']:04d} {row['text']}"


def _step(texts: Texts, row: Row, data: PersonalData) -> str:
    return " ".join((texts.plain(f"issues.step.{row['kind']}"), row["text"]))


def _chat(texts: Texts, row: Row, data: PersonalData) -> str:
    return row["title"] or texts.plain("privacy.row.private_chat")


def _choice(texts: Texts, row: Row, data: PersonalData) -> str:
    chosen = texts.plain("privacy.between").join(str(number + 1) for number in row["choices"])
    return texts.plain("privacy.row.choice", chosen=chosen or "—")


def _ballot(texts: Texts, row: Row, data: PersonalData) -> str:
    return texts.plain("privacy.row.ballot", choice=_marked(texts, row["choice"]), receipt=row["receipt"])


def _marked(texts: Texts, written: str) -> str:
    """同意; of options, their numbers on the ballot."""
    if written in set(Choice):
        return texts.plain(f"voting.choice.{written}")
    return texts.plain("privacy.row.options", numbers=written)


def _consent(texts: Texts, row: Row, data: PersonalData) -> str:
    over = texts.plain("privacy.row.over") if row["withdrawn_at"] else ""
    return " ".join((texts.plain(f"privacy.purpose.{row['purpose']}"), over))


def _access(texts: Texts, row: Row, data: PersonalData) -> str:
    """Who looked; or that the person did, while they served. Anybody else's number is no part of what they get."""
    if row.get("by_person_id") is not None:
        return texts.plain("privacy.row.own_look", what=texts.plain(f"privacy.access.{row['what']}"))
    found = (look for look in data.looks if (look.at.isoformat(), look.what.value) == (row["at"], row["what"]))
    return next((looked(texts, look) for look in found), texts.plain(f"privacy.access.{row['what']}"))


def _said(field: str) -> Words:
    """The person's own words, or what was said to them."""

    def words(texts: Texts, row: Row, data: PersonalData) -> str:
        value = row[field]
        text = value.get("text") if isinstance(value, Mapping) else value
        return str(text or "")

    return words


def _file(texts: Texts, row: Row, data: PersonalData) -> str:
    return " ".join((came(texts, [row["kind"]], spot=False), row["name"]))


WORDS: dict[str, Words] = {
    "people": _person,
    "roles": _role,
    "home_requests": _request,
    "invitations": _request,
    "chats": _chat,
    "issues": _report,
    "issue_steps": _step,
    "attachments": _file,
    "openings": _said("value"),
    "poll_answers": _choice,
    "ballots": _ballot,
    "vote_objections": _said("words"),
    "votes": _said("title"),
    "drafts": _said("body"),
    "outbox": _said("facts"),
    "household_notes": _said("facts"),
    "consents": _consent,
    "accesses": _access,
    "owners": _said("name"),
    "announcements": _said("text"),
    "announcement_versions": _said("text"),
    "polls": _said("question"),
    "posters": _said("spot"),
}
"""Tables whose rows say something; of the others the count and the moment."""
