"""The doors of a vote in words (上门名单): who has voted and who has not, home by home; never what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from domain.vote_effects import card_facts
from domain.voting.constituencies import Constituency
from domain.voting.deliveries import DeliveryWay
from domain.voting.doors import DoorNote, DoorState, VoteDoor, count_done
from domain.voting.votes import Vote
from rendering.buttons import Button
from rendering.door_list import door_list
from rendering.doorways import ANY_ENTRANCE, ANY_FLOOR, door_keys
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.voting_buttons import ShowVote
from rendering.voting_notices import head

TO_TICK = ("knocked", "voted", "paper")
"""What is ticked at every door on the way up."""


@dataclass(frozen=True)
class VoteDoors(Button, prefix="vtf"):
    """[上门名单]; building 0: which one."""

    vote_id: int
    building_id: int
    entrance_id: int
    floor: int


@dataclass(frozen=True)
class OpenVoteDoor(Button, prefix="vtg"):
    """One home."""

    vote_id: int
    unit_id: int


@dataclass(frozen=True)
class NoteDoor(Button, prefix="vti"):
    """[不在家] …; an empty note takes back what was written."""

    vote_id: int
    unit_id: int
    note: str


@dataclass(frozen=True)
class PrintVoteDoors(Button, prefix="vtj"):
    """[印没投的名单]."""

    vote_id: int
    building_id: int


@dataclass(frozen=True)
class PrintPapers(Button, prefix="vt8"):
    """[印纸票]: of one home, or (home 0) of those of the building that have not voted."""

    vote_id: int
    building_id: int
    unit_id: int


@dataclass(frozen=True)
class EnterProxy(Button, prefix="vp5"):
    """[书面委托], of one home."""

    vote_id: int
    unit_id: int


@dataclass(frozen=True)
class DeliverHome(Button, prefix="vs0"):
    """[送达], of one home, where silence counts."""

    vote_id: int
    unit_id: int


@dataclass(frozen=True)
class SilenceRecord(Button, prefix="vs5"):
    """[从众计入的条件]."""

    vote_id: int


def into(vote: Vote) -> VoteDoors:
    """The way to the doors of a vote."""
    return VoteDoors(vote.id, 0, ANY_ENTRANCE, ANY_FLOOR)


def which_building(texts: Texts, vote: Vote, doors: Sequence[VoteDoor]) -> Screen:
    """哪栋楼: with how far each is."""
    parts: dict[int, list[VoteDoor]] = {}
    for door in doors:
        parts.setdefault(door.unit.building_id, []).append(door)
    keys = []
    for number, inside in parts.items():
        done, total = count_done(inside)
        label = texts.plain("voting.doors.building", place=inside[0].unit.building, done=done, total=total)
        keys.append(Key(label, VoteDoors(vote.id, number, ANY_ENTRANCE, ANY_FLOOR)))
    words = lines(_head(texts, vote), texts.say("voting.doors.which"))
    return Screen(words, rows(*keys, *_silence(texts, vote), _back(texts, vote)))


def _silence(texts: Texts, vote: Vote) -> list[Key]:
    """Where silence counts: what is on record for it."""
    return [] if vote.silence is None else [Key(texts.plain("voting.key.silence"), SilenceRecord(vote.id))]


def building(texts: Texts, vote: Vote, doors: Sequence[VoteDoor], entrance_id: int, floor: int) -> Screen:
    """One building: a key a home."""
    number, known = doors[0].unit.building_id, {door.unit.id: door for door in doors}
    _, keys = door_keys(
        texts,
        [door.unit for door in doors],
        entrance_id,
        floor,
        into=lambda way, level: VoteDoors(vote.id, number, way, level),
        press=lambda unit: OpenVoteDoor(vote.id, unit.id),
        label=lambda unit: _label(texts, known[unit.id]),
    )
    sheet = Key(texts.plain("voting.key.print_doors"), PrintVoteDoors(vote.id, number))
    papers = Key(texts.plain("voting.key.print_papers"), PrintPapers(vote.id, number, 0))
    unreached = sum(door.state is DoorState.UNREACHABLE for door in doors)
    words = lines(
        _head(texts, vote),
        _progress(texts, doors),
        texts.say("voting.doors.unreached", n=unreached) if unreached else None,
        texts.say("voting.doors.never"),
    )
    return Screen(words, (*keys, *rows(sheet, papers, *_silence(texts, vote), _back(texts, vote))))


def _head(texts: Texts, vote: Vote) -> Markup:
    return head(texts, "doors", card_facts(vote))


def _progress(texts: Texts, doors: Sequence[VoteDoor]) -> Markup:
    done, total = count_done(doors)
    return texts.say("voting.doors.progress", place=doors[0].unit.building, done=done, total=total)


def _label(texts: Texts, door: VoteDoor) -> str:
    if door.note is not None and not door.done:
        said = texts.plain(f"voting.door_note.{door.note}")
        return texts.plain("voting.doors.noted", label=door.unit.label, note=said)
    return texts.plain(f"voting.doors.label_{door.state}", label=door.unit.label)


def home(texts: Texts, vote: Vote, door: VoteDoor, way: DeliveryWay | None = None) -> Screen:
    """One home: how far it is, and what was found at the door."""
    said = (
        None if door.note is None else texts.say("voting.doors.note", note=texts.plain(f"voting.door_note.{door.note}"))
    )
    words = lines(
        texts.say("voting.doors.home", home=door.unit.name, state=texts.plain(f"voting.door_state.{door.state}")),
        said,
        None if way is None else texts.say("voting.doors.delivered", way=texts.plain(f"voting.delivery_way.{way}")),
        texts.say("voting.doors.erased"),
    )
    notes = [
        Key(texts.plain(f"voting.door_note.{note}"), NoteDoor(vote.id, door.unit.id, note.value)) for note in DoorNote
    ]
    clear = [Key(texts.plain("voting.key.clear_note"), NoteDoor(vote.id, door.unit.id, ""))] if door.note else []
    unit = door.unit
    paper = Key(texts.plain("voting.key.print_papers"), PrintPapers(vote.id, unit.building_id, unit.id))
    owners = vote.constituency is Constituency.OWNERS
    proxy = (
        [Key(texts.plain("voting.key.enter_proxy"), EnterProxy(vote.id, unit.id))]
        if owners and not vote.on_paper
        else []
    )
    deliver = Key(texts.plain("voting.key.delivered" if way else "voting.key.deliver"), DeliverHome(vote.id, unit.id))
    served = [] if vote.silence is None else [deliver]
    back = Key(texts.plain("voting.key.back"), VoteDoors(vote.id, unit.building_id, unit.entrance_id, unit.floor))
    return Screen(words, rows(*([] if door.done else notes), *clear, *served, paper, *proxy, back))


def sheet(texts: Texts, vote: Vote, compound: str, doors: Sequence[VoteDoor]) -> Screen:
    """The homes that have not voted, to be taken along."""
    left = [door.unit for door in doors if not door.done]
    place = doors[0].unit.building
    document = door_list(texts, compound, left, columns=TO_TICK)
    words = texts.say("voting.doors.sheet", n=len(left), place=place)
    return Screen(words, document=document, filename=texts.plain("voting.doors.file", place=place))


def everybody(texts: Texts, vote: Vote) -> Screen:
    """都投了."""
    return Screen(texts.say("voting.doors.everybody"), ((_back(texts, vote),),))


def _back(texts: Texts, vote: Vote) -> Key:
    return Key(texts.plain("voting.key.back"), ShowVote(vote.id))
