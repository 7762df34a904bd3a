"""Screens of full matters (一征三议两公开的屏): what is missing, what is ahead, what is on record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import TypeVar
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.deliberation.classification import Classification, Track, asks_most
from domain.deliberation.matters import Matter, MatterPage, residents_called
from domain.deliberation.objections import MatterObjection
from domain.deliberation.outlooks import Coming, passed
from domain.deliberation.procedures import URGENT
from domain.deliberation.records import FORMS, MatterRecord, Recorder
from domain.deliberation.stages import MatterAct, Missing, Need, Stage
from domain.deliberation_alarms import danger_of, payer_of
from domain.issues import shorten
from domain.voting.owners_matters import SPECIAL
from rendering import dates
from rendering.answer_buttons import ReadDigest
from rendering.buttons import Button
from rendering.consultation_buttons import ShowUnits
from rendering.deliberation_buttons import ShowWork, SpeakOnMatter
from rendering.deliberation_full_buttons import (
    AnswerObjection,
    AskGrow,
    AskMove,
    AskOwners,
    CallMeeting,
    CallResidents,
    ConfirmMove,
    NoteRecord,
    ObjectToMatter,
    PutToOwners,
    ReadObjections,
    ReadRecords,
    ReadVersion,
    RecordPhotos,
    ReturnMove,
    Rewrite,
    RunMatter,
    ShowWay,
)
from rendering.deliberation_lines import called_line, head, objecting_line, standing_line, to_matter
from rendering.deliberation_stops import stop_keys, stop_line
from rendering.screens import Key, Screen, lines, rows
from rendering.task_buttons import OpenRating, OpenTasks
from rendering.texts import Texts
from rendering.voting_buttons import ShowVote
from rendering.walls import published_key

T = TypeVar("T")

MOST_MISSING = 5
"""Of what is missing, on one screen."""

GLANCE = 24
"""Signs of a record where several are looked at; the whole is a press away."""

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


SPOKEN = frozenset({MatterAct.OBJECT, MatterAct.REPLY})
"""Acts of the steps in which objections are read and answered."""

WORKED = frozenset({Stage.DOING, Stage.REPORTING, Stage.RATING, Stage.ARCHIVED})
"""Stages in which everybody may see how far the work is."""


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


def keys(texts: Texts, found: MatterPage) -> list[Key]:
    """What everybody, and whoever runs it, can do with a full matter beside what any matter has."""
    matter = found.matter
    acts = matter.procedure.step(matter.stage).acts
    stands = {one.need for one in found.missing}
    accepting = Need.ACCEPTED in stands and found.concerned and not found.leads
    offered: dict[str, tuple[bool, Button]] = {
        "run": (found.leads and not matter.over, RunMatter(matter.id)),
        "object": (MatterAct.OBJECT in acts and found.objects, ObjectToMatter(matter.id)),
        "units": (_consulted(matter), ShowUnits(matter.id, 0)),
        "objections": (bool(SPOKEN & acts) and found.objections > 0, ReadObjections(matter.id, 0)),
        "tasks": (matter.stage in WORKED and matter.procedure.wants(Need.TASKS), OpenTasks(matter.id, 0)),
        "rate": (MatterAct.RATE in acts, OpenRating(matter.id)),
        "rated": (matter.stage is Stage.ARCHIVED, OpenRating(matter.id)),
        "accept": (accepting, NoteRecord(matter.id, Need.ACCEPTED.value)),
        "way": (True, ShowWay(matter.id)),
        "records": (found.records > 0, ReadRecords(matter.id, 0)),
        "versions": (matter.version > 1, ReadVersion(matter.id, 0)),
    }
    shown = [Key(texts.plain(f"deliberation.key.{name}"), press) for name, (there, press) in offered.items() if there]
    if matter.owners_vote_id is not None:
        shown.append(Key(texts.plain("deliberation.key.owners_vote"), ShowVote(matter.owners_vote_id)))
    if matter.residents_vote_id is not None:
        shown.append(Key(texts.plain("deliberation.key.residents_vote"), ShowVote(matter.residents_vote_id)))
    return shown


def _consulted(matter: Matter) -> bool:
    """Whether units are asked, or were."""
    return Stage.CONSULTING in (matter.stage, *passed(matter.procedure, matter.stage))


def run(texts: Texts, found: MatterPage, *, at: datetime, zone: ZoneInfo) -> Screen:
    """[办这件事]: what is missing to move on, each with the button that supplies it."""
    matter = found.matter
    shown = found.missing[:MOST_MISSING]
    words = lines(
        head(texts, matter.procedure_name, matter.number, matter.title),
        standing_line(texts, matter.stage, found.ends, at=at, zone=zone),
        "",
        called_line(texts, matter),
        *(_missing(texts, found, one, zone) for one in shown if not matter.fallen),
        _move_line(texts, found),
        *_to_check(texts, found),
        stop_line(texts, found),
    )
    return Screen(words, (*_running(texts, found, shown), (to_matter(texts, matter.id),)))


def _running(texts: Texts, found: MatterPage, shown: Sequence[Missing]) -> tuple[tuple[Key, ...], ...]:
    """What supplies what is missing; what moves it on; what else can be done."""
    matter = found.matter
    supplies = [key for one in shown if (key := _supply(texts, matter, one.need)) is not None]
    notes = [_note(texts, matter, need) for need in matter.procedure.step(matter.stage).notes]
    return (*rows(*supplies), *rows(*_moves(texts, found)), *rows(*notes, *_others(texts, found)))


def _missing(texts: Texts, found: MatterPage, one: Missing, zone: ZoneInfo) -> Markup:
    """What is missing; of a photo that is on its way, that it is."""
    if one.need in found.saving:
        return texts.say("deliberation.saving", name=texts.plain(f"deliberation.need.{one.need}"))
    return missing_line(texts, one, zone)


def missing_line(texts: Texts, one: Missing, zone: ZoneInfo) -> Markup:
    """还差：…."""
    if one.until is not None:
        return texts.say("deliberation.missing.time", until=dates.moment(texts, one.until, zone))
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


def _to_check(texts: Texts, found: MatterPage) -> list[Markup]:
    """What the second person says yes to: each record that stands, with its money."""
    if found.missing or found.matter.move_by is None or found.asked:
        return []
    return [_checked(texts, one) for one in found.standing]


def _checked(texts: Texts, one: MatterRecord) -> Markup:
    name, words = texts.plain(f"deliberation.need.{one.need}"), shorten(one.words, GLANCE)
    if one.amount is None:
        return texts.say("deliberation.run.record", name=name, words=words)
    return texts.say("deliberation.run.record_money", name=name, amount=yuan(one.amount), words=words)


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
        "revise": (MatterAct.REVISE in acts and free, Rewrite(matter.id, 1)),
        "no_danger": (MatterAct.GROW in acts, AskGrow(matter.id)),
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
    if one.amount is None:
        return head_line, texts.say("deliberation.record.words", words=one.words)
    return head_line, texts.say("deliberation.record.money", amount=yuan(one.amount), words=one.words)


def between(texts: Texts, parts: Sequence[str]) -> str:
    """、."""
    return texts.plain("deliberation.between").join(parts)


def yuan(cents: int) -> str:
    """12,600.50."""
    return f"{cents // 100:,}.{cents % 100:02d}"


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
