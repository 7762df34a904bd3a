"""The file of a matter to read (归档目录): one page for any browser, no script, everything in the order it came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.deliberation.bundles import Bundle, FiledRecord, FiledVote
from domain.deliberation.cautions import named, needs_application, unchecked
from domain.deliberation.opinions import heard
from domain.deliberation.tasks import Task, TaskState
from domain.voting.constituencies import Constituency
from domain.voting.rules import RULES
from rendering import dates
from rendering.answers import cluster_lines
from rendering.consultations import answer_line
from rendering.deliberation_figures import application_words, details_words, yuan
from rendering.deliberation_full import nature_line
from rendering.deliberation_lines import head, heard_line
from rendering.deliberation_versions import difference
from rendering.ratings import public_lines
from rendering.texts import Texts
from rendering.voting import finding_line, outcome_line, stored_findings

Lines = Iterator[Markup]

PAGE = Markup(
    '<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    "<style>body{{max-width:44em;margin:1em auto;padding:0 1em;font:1.1em/1.6 sans-serif;white-space:pre-line}}"
    "h2{{border-top:1px solid;padding-top:.6em}}p{{margin:.4em 0}}</style></head><body>\n"
    "<h1>{heading}</h1>\n{body}\n</body></html>\n"
)


def page(texts: Texts, bundle: Bundle, paths: Mapping[int, str], zone: ZoneInfo) -> bytes:
    """Everything on record, section by section; a section without anything says so by not being there."""
    sections = {
        "text": _texts(texts, bundle, zone),
        "opinions": _opinions(texts, bundle),
        "records": _records(texts, bundle, zone),
        "units": _units(texts, bundle, zone),
        "votes": _votes(texts, bundle),
        "objections": _objections(texts, bundle),
        "tasks": _tasks(texts, bundle),
        "rating": _rating(texts, bundle),
        "photos": _photos(texts, bundle, paths),
        "journal": _journal(texts, bundle),
        "check": _check(texts),
    }
    body = [_paragraphs(_beginning(texts, bundle, zone))]
    for name, lines in sections.items():
        inside = _paragraphs(lines)
        if inside:
            body.append(Markup("<h2>{}</h2>\n").format(texts.plain(f"matter_bundles.section.{name}")) + inside)
    matter = bundle.matter
    heading = head(texts, matter.procedure_name, matter.number, matter.title)
    lang = texts.locale.replace("_", "-")
    return PAGE.format(lang=lang, title=matter.title, heading=heading, body=Markup("\n").join(body)).encode()


def _paragraphs(lines: Lines) -> Markup:
    return Markup("\n").join(Markup("<p>{}</p>").format(line) for line in lines)


def _beginning(texts: Texts, bundle: Bundle, zone: ZoneInfo) -> Lines:
    matter = bundle.matter
    yield texts.say("matter_bundles.place", compound=bundle.compound, place=bundle.place, n=len(matter.homes.ids))
    yield texts.say(
        "matter_bundles.days", began=_day(texts, matter.started_at, zone), ended=_day(texts, matter.since, zone)
    )
    if matter.full:
        yield nature_line(texts, matter)
    yield texts.say(f"deliberation.stage_line.{matter.stage}")
    if matter.done_words:
        yield texts.say("deliberation.done_words", words=matter.done_words)
    if matter.reason:
        yield texts.say("matter_bundles.reason", words=matter.reason)
    yield texts.say("matter_bundles.covered")


def _day(texts: Texts, moment: datetime, zone: ZoneInfo) -> str:
    return dates.far_day(texts, moment, zone)


def _texts(texts: Texts, bundle: Bundle, zone: ZoneInfo) -> Lines:
    """The first in full; of each later one what is different, and why."""
    for place, one in enumerate(bundle.versions):
        yield texts.say("matter_bundles.version", number=one.number, day=_day(texts, one.at, zone))
        if one.why:
            yield texts.say("deliberation.version.why", words=one.why)
        yield difference(texts, bundle.versions[place - 1], one) if place else Markup.escape(one.text)


def _opinions(texts: Texts, bundle: Bundle) -> Lines:
    if (line := heard_line(texts, heard(bundle.opinions))) is not None:
        yield line
    for use in bundle.uses:
        channel = texts.plain(f"deliberation.channel.{use.channel}")
        name = "answers.use_words" if use.words else "answers.use"
        day = dates.calendar_day(texts, use.day)
        yield texts.say(name, day=day, channel=channel, homes=use.homes, words=use.words)
    for cluster in bundle.clusters:
        inside = [one for one in bundle.opinions if one.cluster_id == cluster.id]
        yield from cluster_lines(texts, cluster, short=False)
        yield from _said(texts, [(one.words, one.channel.value) for one in inside])
    yield from _said(texts, [(one.words, one.channel.value) for one in bundle.opinions if one.cluster_id is None])


def _said(texts: Texts, said: list[tuple[str, str]]) -> Lines:
    for number, (words, channel) in enumerate(said, 1):
        yield texts.say(
            "answers.said", number=number, words=words, channel=texts.plain(f"deliberation.channel.{channel}")
        )


def _records(texts: Texts, bundle: Bundle, zone: ZoneInfo) -> Lines:
    for (round_, stage), inside in groupby(bundle.records, lambda one: (one.record.round, one.record.stage)):
        yield texts.say("matter_bundles.stage", stage=texts.plain(f"deliberation.stage.{stage}"), round=round_)
        yield from (_record(texts, one, zone) for one in inside)
    yield from _unrecorded(texts, bundle)


def _unrecorded(texts: Texts, bundle: Bundle) -> Lines:
    """党员会议：没有记录: what the procedure names and nobody put on record; that nobody of 两委 checked."""
    noted = [one.record.need for one in bundle.records if one.record.round == bundle.matter.round]
    for need, kept in (named(bundle.matter, noted) or {}).items():
        if not kept:
            yield texts.say("deliberation.named.none", what=texts.plain(f"deliberation.named.{need}"))
    if unchecked(bundle.matter):
        yield texts.say("deliberation.unchecked")
    found = bundle.application
    if needs_application(bundle.matter) and not (found is not None and found.checked):
        yield Markup.escape(application_words(texts, None if found is None else found.record))


def _record(texts: Texts, one: FiledRecord, zone: ZoneInfo) -> Markup:
    record = one.record
    facts = {
        "name": texts.plain(f"deliberation.need.{record.need}"),
        "day": _day(texts, record.at, zone),
        "office": texts.plain("matter_bundles.staff" if one.office is None else f"roles.{one.office}"),
        "words": record.words,
    }
    if figures := details_words(texts, record):
        return texts.say("matter_bundles.record_figures", figures=figures, **facts)
    if record.amount is None:
        return texts.say("matter_bundles.record", **facts)
    return texts.say("matter_bundles.record_money", amount=yuan(record.amount), **facts)


def _units(texts: Texts, bundle: Bundle, zone: ZoneInfo) -> Lines:
    for unit in bundle.units:
        yield texts.say("matter_bundles.unit", unit=unit.name)
        yield from (answer_line(texts, answer, zone) for answer in unit.answers)
        if not unit.answers:
            yield texts.say("matter_bundles.unit_silent")


def _votes(texts: Texts, bundle: Bundle) -> Lines:
    for one in bundle.votes:
        yield texts.say("matter_bundles.vote", title=one.vote.title, number=one.vote.number)
        yield from _result(texts, one)


def _result(texts: Texts, one: FiledVote) -> Lines:
    vote, rule = one.vote, RULES[one.vote.rule]
    if vote.decisive is None:
        yield texts.say("matter_bundles.not_counted")
        return
    called = "homes" if vote.constituency is Constituency.HOUSEHOLDS else "heads"
    for finding in stored_findings(rule, vote.decisive):
        yield Markup.escape(finding_line(texts, finding, called))
    passed, quorum = bool(vote.decisive["passed"]), bool(vote.decisive["quorum_met"])
    source = str(vote.terms.get("weight_source", ""))
    yield Markup.escape(outcome_line(texts, rule, vote.matter, passed=passed, quorum_met=quorum, source=source))


def _objections(texts: Texts, bundle: Bundle) -> Lines:
    for one in bundle.objections:
        yield texts.say("deliberation.objection", number=one.number, words=one.words)
        yield (
            texts.say("deliberation.objection_answer", words=one.answer)
            if one.answer
            else texts.say("deliberation.objection_open")
        )


def _tasks(texts: Texts, bundle: Bundle) -> Lines:
    for task in bundle.tasks:
        yield texts.say("tasks.head", number=task.number, what=task.plan.what)
        yield texts.say("tasks.holder", holder=task.plan.holder)
        yield texts.say("matter_bundles.due", day=dates.calendar_day(texts, task.plan.due))
        if task.moved:
            first = dates.calendar_day(texts, task.first_due)
            yield texts.say("tasks.moved", day=first, words=task.moved)
        yield _cost(texts, task)
        if task.state is not TaskState.OPEN and task.words:
            yield texts.say(f"tasks.words.{task.state}", words=task.words)


def _cost(texts: Texts, task: Task) -> Markup:
    planned = yuan(task.plan.planned)
    if task.spent is None:
        return texts.say("tasks.planned", planned=planned)
    return texts.say("tasks.spent", spent=yuan(task.spent), planned=planned)


def _rating(texts: Texts, bundle: Bundle) -> Lines:
    if bundle.rating is not None:
        yield from public_lines(texts, bundle.rating)


def _photos(texts: Texts, bundle: Bundle, paths: Mapping[int, str]) -> Lines:
    """Those that are here by their file; those that are kept back by what their bytes are."""
    for photo in bundle.photos:
        shows = texts.plain(f"matter_bundles.photo.{photo.shows}")
        if photo.enclosed:
            yield texts.say("matter_bundles.enclosed", file=paths[photo.id], shows=shows)
        elif photo.state == "stored":
            yield texts.say("matter_bundles.kept_back", shows=shows, sha256=photo.sha256)
        else:
            yield texts.say("matter_bundles.no_photo", shows=shows)


def _journal(texts: Texts, bundle: Bundle) -> Lines:
    whole = len(bundle.whole)
    yield texts.say("matter_bundles.journal", entries=len(bundle.journal), whole=whole, head=bundle.head)
    for one in bundle.votes:
        yield texts.say("matter_bundles.vote_journal", number=one.vote.number, entries=one.entries, head=one.head)


def _check(texts: Texts) -> Lines:
    yield texts.say("matter_bundles.how.files")
    yield texts.say("matter_bundles.how.texts")
    yield texts.say("matter_bundles.how.journal")
    yield texts.say("matter_bundles.how.program")
