"""The screen of 水电气: who leads for water, power and gas, and how far each is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.issues import Issue
from domain.issues_utilities import Utilities, Utility
from domain.registry import Compound
from rendering.dates import moment
from rendering.issues_buttons import SeeIssue, ShowUtilities
from rendering.issues_faults import ShowFaults
from rendering.issues_ladder import until_words
from rendering.menu import go
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts


def utilities(texts: Texts, found: Utilities, *, at: datetime, zone: ZoneInfo) -> Screen:
    """One paragraph each; under it the report of each that has waited longest."""
    said = [_paragraph(texts, one, at, zone) for one in found.each]
    text = lines(texts.say("issues.utilities.title", compound=found.compound), *said)
    keys = [Key(_key(texts, one), SeeIssue(one.open[0].id)) for one in found.each if one.open]
    known = Key(texts.plain("issues.fault.key.open"), ShowFaults())
    return Screen(text, (*rows(*keys, per_row=3), *rows(known, go(texts, "report"), go(texts, "start"))))


def _key(texts: Texts, one: Utility) -> str:
    kind = texts.plain(f"issues.clock.{one.kind.value}")
    return texts.plain("issues.utilities.see", kind=kind, number=one.open[0].called)


def _paragraph(texts: Texts, one: Utility, at: datetime, zone: ZoneInfo) -> Markup:
    lead = one.lead or texts.plain("issues.leads.nobody")
    head = texts.say("issues.utilities.lead", kind=texts.plain(f"issues.clock.{one.kind.value}"), lead=lead)
    if one.open:
        return lines(head, _open(texts, one.open, at, zone))
    if one.last is None:
        return lines(head, texts.say("issues.utilities.none"))
    state = texts.plain(f"issues.state.{one.last.state.value}")
    when = moment(texts, one.last.changed_at, zone)
    return lines(head, texts.say("issues.utilities.last", number=one.last.called, state=state, when=when))


def _open(texts: Texts, found: Sequence[Issue], at: datetime, zone: ZoneInfo) -> Markup:
    """How many; the one that has waited longest: where, in whose hands, since when, until when."""
    first = found[0]
    state = texts.plain(f"issues.state.{first.state.value}")
    facts = {
        "n": len(found),
        "number": first.called,
        "place": first.building or first.compound or texts.plain("issues.no_place"),
        "state": texts.plain("issues.utilities.held", state=state, name=first.holder) if first.holder else state,
        "since": moment(texts, first.changed_at, zone),
    }
    until = until_words(texts, first, at, zone, short=True)
    line = texts.say("issues.utilities.open", **facts)
    return line if until is None else texts.say("issues.utilities.until", line=line, until=until)


def which_compound(texts: Texts, compounds: Sequence[Compound]) -> Screen:
    """In which compound."""
    keys = (Key(one.name, ShowUtilities(one.id)) for one in compounds)
    return Screen(texts.say("issues.leads.where"), rows(*keys))
