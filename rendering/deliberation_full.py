"""Screens of full matters (一征三议两公开的屏): what is missing, what is ahead, what is on record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import TypeVar
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.bulletins import PaperKind, papers_of
from domain.deliberation.classification import Classification, Track, asks_most
from domain.deliberation.matters import Matter, MatterPage, residents_called
from domain.deliberation.objections import MatterObjection
from domain.deliberation.outlooks import Coming, passed
from domain.deliberation.procedures import URGENT
from domain.deliberation.records import FORMS, MatterRecord, Recorder, noting_refusal
from domain.deliberation.stages import MatterAct, Missing, Need, Stage
from domain.deliberation_alarms import danger_of, payer_of
from domain.voting.owners_matters import SPECIAL
from rendering import dates
from rendering.answer_buttons import ReadDigest
from rendering.bulletin_buttons import PapersOf
from rendering.buttons import Button
from rendering.consultation_buttons import ShowUnits
from rendering.deliberation_buttons import ShowWork, SpeakOnMatter
from rendering.deliberation_checking import to_check, warnings
from rendering.deliberation_figures import between, details_words, paid_words, yuan
from rendering.deliberation_full_buttons import (
    AnswerObjection,
    AskGrow,
    AskMove,
    AskOwners,
    CallMeeting,
    CallResidents,
    CheckApplication,
    ConfirmMove,
    NoteRecord,
    PutToOwners,
    ReadObjections,
    ReadRecords,
    RecordPhotos,
    ReturnMove,
    Rewrite,
    ShowApplication,
)
from rendering.deliberation_lines import (
    called_line,
    head,
    objecting_line,
    saving_line,
    standing_line,
    to_matter,
)
from rendering.deliberation_revisions import revise_keys, revise_line
from rendering.deliberation_room import Part, drawn, further
from rendering.deliberation_stops import stop_keys, stop_line
from rendering.screens import Key, Screen, lines, rows
from rendering.task_buttons import OpenTasks
from rendering.texts import Texts
from rendering.voting_buttons import ShowVote
from rendering.walls import published_key

T = TypeVar("T")

MOST_MISSING = 5
"""Of what is missing, on one screen."""

A_PAGE = 3
"""Records, or objections, on one screen."""

SUPPLIES: Mapping[Need, Callable[[int], Button]] = {
    Need.CHANNELS: lambda number: SpeakOnMatter(number, 1),
    Need.ANSWERED: lambda number: ReadDigest(number, 0),
    Need.UNITS: lambda number: ShowUnits(number, 0),
    Need.CALLED: CallMeeting,
    Need.OWNERS_CARRIED: AskOwners,
    Need.RESIDENTS: CallResidents,
    Need.OBJECTIONS: lambda number: ReadObjections(number, 0),
    Need.TASKS: lambda number: OpenTasks(number, 0),
    Need.PROOF: ShowWork,
}
"""What supplies what is missing, where it is no record that somebody writes down."""


def track_line(texts: Texts, found: Classification) -> Markup:
    """Whose decision it is, by its items."""
    if found.track is Track.RESIDENTS:
        return texts.say("deliberation.track.residents")
    items = between(texts, [texts.plain(f"deliberation.item.{item}") for item in found.items])
    name = "owners_special" if asks_most(found.items) in SPECIAL else "owners"
    return texts.say(f"deliberation.track.{name}", items=items)


def nature_line(texts: Texts, matter: Matter) -> Markup:
    """Whose decision it is; of an urgent repair, what the exception rests on, and who pays."""
    danger, payer = danger_of(matter.terms), payer_of(matter.terms)
    if matter.procedure_name != URGENT.name or danger is None:
        return track_line(texts, matter.classification)
    return urgent_line(texts, danger, texts.plain(f"deliberation.payer.{payer}"))


def urgent_line(texts: Texts, danger: str, payer: str) -> Markup:
    """例外：民法典第281条第二款…."""
    return texts.say("deliberation.track.urgent", danger=texts.plain(f"deliberation.danger.{danger}"), payer=payer)


def run(texts: Texts, found: MatterPage, *, at: datetime, zone: ZoneInfo) -> Screen:
    """[办这件事]: what is missing to move on, each with the button that supplies it."""
    matter = found.matter
    return drawn(
        texts,
        matter,
        _running_parts(texts, found, at, zone),
        _running(texts, found),
        to_matter(texts, matter.id),
        run=1,
    )


def run_more(texts: Texts, found: MatterPage, number: int, *, at: datetime, zone: ZoneInfo) -> Screen:
    """[更多] of it."""
    parts = _running_parts(texts, found, at, zone)
    return further(texts, found.matter, parts, _running(texts, found), run=1, page=number)


def _running_parts(texts: Texts, found: MatterPage, at: datetime, zone: ZoneInfo) -> list[Part]:
    matter = found.matter
    missing = [] if matter.fallen else found.missing[:MOST_MISSING]
    return [
        (0, head(texts, matter.procedure_name, matter.number, matter.title)),
        (0, standing_line(texts, matter, found.ends, at=at, zone=zone, leads=found.leads)),
        (0, Markup("")),
        (2, called_line(texts, matter)),
        *((1, _missing(texts, found, one, zone)) for one in missing),
        (1, _move_line(texts, found)),
        *((2, line) for line in to_check(texts, found, zone)),
        *((0, line) for line in warnings(texts, found)),
        (2, stop_line(texts, found)),
        (2, revise_line(texts, found)),
    ]


def _running(texts: Texts, found: MatterPage) -> list[Key]:
    """What supplies what is missing; what moves it on; what else can be done."""
    matter = found.matter
    supplies = [key for one in found.missing if (key := _supply(texts, matter, one.need)) is not None]
    notes = [_note(texts, matter, need) for need in matter.procedure.step(matter.stage).notes]
    return [
        *revise_keys(texts, found),
        *_application_keys(texts, found),
        *supplies,
        *_moves(texts, found),
        *notes,
        *_others(texts, found),
    ]


def _application_keys(texts: Texts, found: MatterPage) -> list[Key]:
    """[复核维修资金申请] for whoever did not put it on record."""
    look = Key(texts.plain("deliberation.key.check_application"), ShowApplication(found.matter.id))
    return [] if found.to_check is None else [look]


def check_application(texts: Texts, matter: Matter, one: MatterRecord, zone: ZoneInfo) -> Screen:
    """Who applied, on which day, in whose words; what follows once another stands for it."""
    words = lines(
        head(texts, matter.procedure_name, matter.number, matter.title),
        *record_lines(texts, one, zone),
        "",
        texts.say("deliberation.check.application"),
    )
    photo = Key(texts.plain("deliberation.key.record_photos"), RecordPhotos(matter.id))
    again = Key(texts.plain("deliberation.key.note_again"), NoteRecord(matter.id, Need.APPLIED.value))
    confirm = Key(texts.plain("deliberation.key.confirm_application"), CheckApplication(matter.id, one.id))
    noted_again = noting_refusal(matter.procedure, matter.stage, Need.APPLIED) is None
    answers = (again, confirm) if noted_again else (confirm,)
    return Screen(words, ((photo,), answers, (to_matter(texts, matter.id),)))


def _missing(texts: Texts, found: MatterPage, one: Missing, zone: ZoneInfo) -> Markup:
    """What is missing; of a photo that is on its way, that it is."""
    if one.need in found.saving:
        return saving_line(texts, one.need)
    return missing_line(texts, one, zone)


def missing_line(texts: Texts, one: Missing, zone: ZoneInfo) -> Markup:
    """还差：…."""
    if one.until is not None:
        return texts.say("deliberation.missing.time", until=dates.until(texts, one.until, zone))
    return texts.say(f"deliberation.missing.{one.need}" if one.need is not Need.TIME else "deliberation.missing.begin")


def _move_line(texts: Texts, found: MatterPage) -> Markup | None:
    """Whose turn it is, once nothing is missing."""
    step = found.matter.procedure.step(found.matter.stage)
    if found.missing:
        return None
    if not step.by_two:
        return texts.say("deliberation.run.by_itself")
    matter = found.matter
    here, following = (_name(texts, stage) for stage in (matter.stage, matter.procedure.after(matter.stage)))
    if matter.move_by is None:
        return texts.say("deliberation.run.ready", next=following)
    if found.asked:
        return texts.say("deliberation.run.asked_own")
    return texts.say("deliberation.run.asked", step=here, version=matter.version, next=following)


def _name(texts: Texts, stage: Stage) -> str:
    return texts.plain(f"deliberation.stage.{stage}")


def _supply(texts: Texts, matter: Matter, need: Need) -> Key | None:
    if need in FORMS:
        return None if FORMS[need].recorder is Recorder.RESIDENT else _note(texts, matter, need)
    if need not in SUPPLIES or (need is Need.RESIDENTS and matter.fallen):
        return None
    under_way = {
        Need.OWNERS_CARRIED: ("owners_vote", matter.owners_vote_id),
        Need.RESIDENTS: ("residents_vote", matter.residents_vote_id),
    }
    name, vote = under_way.get(need, ("", None))
    if vote is not None:
        return Key(texts.plain(f"deliberation.key.{name}"), ShowVote(vote))
    return Key(texts.plain(f"deliberation.supply.{need}"), SUPPLIES[need](matter.id))


def _note(texts: Texts, matter: Matter, need: Need) -> Key:
    return Key(texts.plain(f"deliberation.supply.{need}"), NoteRecord(matter.id, need.value))


def _moves(texts: Texts, found: MatterPage) -> list[Key]:
    """To go on: asked by one, confirmed or returned by another."""
    matter = found.matter
    if found.missing or not matter.procedure.step(matter.stage).by_two or found.asked:
        return []
    if matter.move_by is None:
        return [Key(texts.plain("deliberation.key.move"), AskMove(matter.id))]
    confirm = Key(texts.plain("deliberation.key.confirm_move"), ConfirmMove(matter.id, found.seen))
    back = Key(texts.plain("deliberation.key.return_move"), ReturnMove(matter.id))
    read = Key(texts.plain("deliberation.key.records"), ReadRecords(matter.id, 0))
    return [confirm, back, read] if found.records else [confirm, back]


def _others(texts: Texts, found: MatterPage) -> list[Key]:
    matter, free = found.matter, residents_called(found.matter) is None
    acts = matter.procedure.step(matter.stage).acts
    offered: dict[str, tuple[bool, Button]] = {
        "redraft": (MatterAct.DRAFT in acts, Rewrite(matter.id, 0)),
        "revise": (MatterAct.REVISE in acts and free and matter.revising is None, Rewrite(matter.id, 1)),
        "no_danger": (MatterAct.GROW in acts, AskGrow(matter.id)),
        "print": (bool(papers_of(matter)), PapersOf(PaperKind.PLAN.value, matter.id)),
    }
    shown = [Key(texts.plain(f"deliberation.key.{name}"), press) for name, (there, press) in offered.items() if there]
    return [*shown, published_key(texts, "matter", matter.id), *stop_keys(texts, found)]


def way(texts: Texts, matter: Matter, ahead: Sequence[Coming], zone: ZoneInfo) -> Screen:
    """[走到哪步了]: every step, behind, now, and ahead with its earliest day; those of one day stand in one line."""
    behind = [_name(texts, stage) for stage in passed(matter.procedure, matter.stage)]
    ahead = [] if matter.fallen else ahead
    days = [
        (day, [_name(texts, one.stage) for one in these]) for day, these in groupby(ahead, lambda one: one.earliest)
    ]
    waits = matter.stage is Stage.RESIDENTS and not matter.fallen
    words = lines(
        head(texts, matter.procedure_name, matter.number, matter.title),
        texts.say("deliberation.way.behind", steps=between(texts, behind)) if behind else None,
        texts.say("deliberation.way.now", step=_name(texts, matter.stage)),
        texts.say("deliberation.way.meeting", day=dates.day(texts, ahead[0].earliest, zone)) if waits else None,
        texts.say("deliberation.way.ahead") if days else None,
        *(
            texts.say("deliberation.way.coming", day=dates.day(texts, day, zone), steps=between(texts, steps))
            for day, steps in days
        ),
    )
    return Screen(words, ((to_matter(texts, matter.id),),))


def _day(one: Coming) -> datetime:
    return one.earliest


def records(
    texts: Texts, matter: Matter, found: Sequence[MatterRecord], page: int, zone: ZoneInfo, *, leads: bool = False
) -> Screen:
    """[看记录]: what was put on record, the first first; whoever runs it sees the photos, too."""
    page, shown = _page(found, page)
    words = lines(
        texts.say("deliberation.records", n=len(found)),
        *(part for one in shown for part in record_lines(texts, one, zone)),
    )
    seen = leads and any(FORMS[one.need].photo for one in found)
    photos = [Key(texts.plain("deliberation.key.record_photos"), RecordPhotos(matter.id))] if seen else []
    pages = _pages(texts, found, page, lambda to: ReadRecords(matter.id, to))
    return Screen(words, (*pages, *rows(*photos, to_matter(texts, matter.id))))


def record_photo(texts: Texts, one: MatterRecord, photo: bytes, zone: ZoneInfo) -> Screen:
    """One photo, with what was written to it."""
    return Screen(lines(*record_lines(texts, one, zone)), picture=photo)


def record_lines(texts: Texts, one: MatterRecord, zone: ZoneInfo) -> tuple[Markup, Markup]:
    """One record: what it is and of which day, then its words, with its money."""
    name = texts.plain(f"deliberation.need.{one.need}")
    head_line = texts.say("deliberation.record.head", name=name, day=dates.day(texts, one.at, zone))
    figures = details_words(texts, one)
    if one.amount is None and figures:
        return head_line, texts.say("deliberation.record.figures", figures=figures, words=one.words)
    if one.amount is None:
        return head_line, texts.say("deliberation.record.words", words=one.words)
    words = paid_words(texts, "" if one.funding is None else one.funding.source, one.words)
    return head_line, texts.say("deliberation.record.money", amount=yuan(one.amount), words=words)


def _page(found: Sequence[T], page: int) -> tuple[int, Sequence[T]]:
    last = max(0, (len(found) - 1) // A_PAGE)
    page = min(max(page, 0), last)
    return page, found[page * A_PAGE : (page + 1) * A_PAGE]


def _pages(
    texts: Texts, found: Sequence[object], page: int, press: Callable[[int], Button]
) -> tuple[tuple[Key, ...], ...]:
    turning = [(page - 1, "earlier")] if page else []
    turning += [(page + 1, "later")] if (page + 1) * A_PAGE < len(found) else []
    return rows(*(Key(texts.plain(f"deliberation.key.{name}"), press(to)) for to, name in turning))


def objections(texts: Texts, found: MatterPage, told: Sequence[MatterObjection], page: int) -> Screen:
    """[看异议]: numbered, with their answers; whoever runs it answers."""
    matter = found.matter
    page, shown = _page(told, page)
    words = lines(
        texts.say("deliberation.objections", n=len(told)),
        None if found.objecting is None else objecting_line(texts, found.objecting.record),
        called_line(texts, matter) or texts.say(_law(matter)),
        *(_objection(texts, one) for one in shown),
    )
    answering = found.leads and MatterAct.REPLY in matter.procedure.step(matter.stage).acts
    answers = [
        Key(texts.plain("deliberation.key.answer_objection", number=one.number), AnswerObjection(matter.id, one.number))
        for one in shown
        if answering and not one.answer
    ]
    turns = _pages(texts, told, page, lambda to: ReadObjections(matter.id, to))
    return Screen(words, (*rows(*answers), *turns, (to_matter(texts, matter.id),)))


def _law(matter: Matter) -> str:
    """What follows once so many object."""
    return "deliberation.objecting_urgent" if matter.procedure_name == URGENT.name else "deliberation.objecting_law"


def _objection(texts: Texts, one: MatterObjection) -> Markup:
    said = texts.say("deliberation.objection", number=one.number, words=one.words)
    answer = texts.say("deliberation.objection_answer", words=one.answer) if one.answer else None
    return lines(said, answer or texts.say("deliberation.objection_open"))


def ask_days(texts: Texts, matter: Matter, choices: Sequence[int]) -> Screen:
    """业主投几天？"""
    keys = [Key(texts.plain("deliberation.key.days", n=days), PutToOwners(matter.id, days)) for days in choices]
    return Screen(texts.say("deliberation.ask.days"), (*rows(*keys), (to_matter(texts, matter.id),)))
