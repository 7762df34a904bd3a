"""The wizard of a small matter in words (发起楼栋小事): four screens, each with a way back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from domain.deliberation.classification import OF_KIND, Touch, TouchKind, classify
from domain.deliberation.matters import Matter, Proposal
from domain.deliberation.opinions import ENTERED
from domain.deliberation.procedures import SMALL
from domain.issues import shorten
from domain.registry import Place
from rendering.buttons import Button
from rendering.deliberation_buttons import (
    ChooseChannel,
    ConfirmStop,
    DropMatter,
    DropWords,
    MakeEverybodys,
    MatterBack,
    MatterCommons,
    MatterEntrances,
    MatterHomes,
    MatterKind,
    MatterPlace,
    MatterPlaces,
    MatterPooling,
    MatterTouches,
    OpenMatters,
    PostMatter,
    ReportTyped,
    ShowMatter,
)
from rendering.deliberation_figures import between
from rendering.deliberation_full import track_line
from rendering.deliberation_lines import homes_line
from rendering.deliberation_room import MOST_KEYS
from rendering.deliberation_urgent_buttons import AskUrgent
from rendering.menu import go
from rendering.proposal_buttons import NewProposal
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

TYPED = 60
"""Signs of what was typed where a button was meant, given back."""


SPARED = (MatterBack, MatterPlaces, MatterEntrances, AskUrgent)
"""What a step can do without where it is drawn again, in this order; the way out never."""

PLACES, ENTRANCES = 3, 2
"""So many on a screen, where not all of them have room."""


def place_step(texts: Texts, draft: int, places: Sequence[tuple[Place, str]], page: int = 0) -> Screen:
    """哪里的事？ Everybody's, or of one building; a screen of them at a time."""
    keys = [_place_key(texts, draft, place, name) for place, name in places]
    whole = [place.compound_id for place, _ in places if place.compound_id is not None and place.building_id is None]
    urgent = [(Key(texts.plain("deliberation.key.urgent"), AskUrgent(number)),) for number in whole[:1]]
    leave = _ways_out(texts, draft, back=False)
    if len(keys) + len(urgent) + len(leave) <= MOST_KEYS:
        return Screen(texts.say("deliberation.ask.place"), (*rows(*keys), *urgent, leave))
    shown, turning = _paged(texts, keys, page, PLACES, lambda to: MatterPlaces(draft, to))
    urgent = [] if page else urgent
    return Screen(texts.say("deliberation.ask.place"), (*rows(*shown), *urgent, *rows(*turning), leave))


def _paged(
    texts: Texts, keys: Sequence[Key], page: int, size: int, press: Callable[[int], Button]
) -> tuple[Sequence[Key], list[Key]]:
    """One page of the keys, and the ways to those before and after it."""
    page = min(max(page, 0), (len(keys) - 1) // size)
    turns = {"earlier": page - 1, "later": page + 1}
    turning = [
        Key(texts.plain(f"deliberation.key.{name}"), press(to))
        for name, to in turns.items()
        if 0 <= to * size < len(keys)
    ]
    return keys[page * size : (page + 1) * size], turning


def no_doors(texts: Texts, draft: int) -> Screen:
    """全小区还没有门牌: who is to decide is not known yet; where they are written down."""
    return Screen(
        texts.say("deliberation.no_doors"),
        ((go(texts, "roster"),), _ways_out(texts, draft)),
    )


def no_doors_in(texts: Texts, draft: int, place: str, *, back: bool) -> Screen:
    """这栋楼还没有门牌: whose matter it would be is not known yet, and who writes them down."""
    words = texts.say("deliberation.no_doors_in", place=place)
    return Screen(words, ((go(texts, "roster"),), _ways_out(texts, draft, back=back)))


def _place_key(texts: Texts, draft: int, place: Place, name: str) -> Key:
    label = name if place.building_id is not None else texts.plain("deliberation.key.whole_compound", place=name)
    return Key(label, MatterPlace(draft, place.compound_id or 0, place.building_id or 0))


def homes_step(
    texts: Texts, draft: int, place: str, entrances: Sequence[tuple[int, str]], *, back: bool, page: int = 0
) -> Screen:
    """是哪些住户的事？ All, an entrance, or doors that are typed."""
    every = Key(texts.plain("deliberation.key.all_homes", place=place), MatterHomes(draft, 0))
    keys = [Key(label, MatterHomes(draft, number)) for number, label in entrances]
    words, out = texts.say("deliberation.ask.homes", place=place), _ways_out(texts, draft, back=back)
    if 1 + len(keys) + len(out) <= MOST_KEYS:
        return Screen(words, ((every,), *rows(*keys), out))
    shown, turning = _paged(texts, keys, page, ENTRANCES, lambda to: MatterEntrances(draft, to))
    return Screen(words, (*([(every,)] if not page else []), *rows(*shown), *rows(*turning), out))


def text_step(texts: Texts, draft: int) -> Screen:
    """要做什么？"""
    return Screen(texts.say("deliberation.ask.text"), (_ways_out(texts, draft),))


def touches_step(texts: Texts, draft: int) -> Screen:
    """有没有牵涉到这些？"""
    nothing = Key(texts.plain("deliberation.key.nothing"), MatterTouches(draft, ""))
    return Screen(texts.say("deliberation.ask.touches"), ((nothing,), *_kinds(texts, draft), _ways_out(texts, draft)))


def _kinds(texts: Texts, draft: int, chosen: Collection[str] = ()) -> tuple[tuple[Key, ...], ...]:
    """The kinds of what it may touch, those ticked of which something is chosen."""
    keys = [
        Key(
            _ticked(texts, texts.plain(f"deliberation.touch_kind.{kind}"), on=any(one in chosen for one in those)),
            MatterKind(draft, kind.value),
        )
        for kind, those in OF_KIND.items()
    ]
    return rows(*keys, per_row=1)


def kind_step(texts: Texts, draft: int, kind: TouchKind, chosen: Collection[str]) -> Screen:
    """牵涉下面哪一样？ One press chooses it, or leaves it out again."""
    keys = [Key(_touch_label(texts, touch, chosen), MatterTouches(draft, touch.value)) for touch in OF_KIND[kind]]
    back = Key(texts.plain("deliberation.key.none_of_these"), MatterKind(draft, ""))
    words = texts.say("deliberation.ask.kind", kind=texts.plain(f"deliberation.touch_kind.{kind}"))
    return Screen(words, (*rows(*keys, per_row=1), (back, *_ways_out(texts, draft, back=False))))


def not_small(texts: Texts, draft: int, touch: Touch, *, runs_all: bool) -> Screen:
    """不能当楼栋小事: why, by its item, and the way that is open: everybody's matter, nothing typed again."""
    everybodys = Key(texts.plain("deliberation.key.everybodys"), MakeEverybodys(draft, touch.value, 1))
    on = everybodys if runs_all else Key(texts.plain("proposals.key.new"), NewProposal())
    anew = Key(texts.plain("deliberation.key.other_touch"), MakeEverybodys(draft, touch.value, 0))
    words = lines(
        texts.say(f"refusals.wrong_state.matter_touches_{touch}"),
        texts.say("deliberation.everybodys" if runs_all else "deliberation.everybodys_by_others"),
    )
    return Screen(words, (*rows(on, anew), _ways_out(texts, draft)))


def chosen_touches_step(texts: Texts, draft: int, chosen: Collection[str]) -> Screen:
    """有没有牵涉到这些？ Several may be chosen; nothing chosen is an answer, too."""
    name = "chosen" if chosen else "nothing"
    done = Key(texts.plain(f"deliberation.key.{name}"), MatterTouches(draft, ""))
    named = between(texts, [texts.plain(f"deliberation.touch.{touch}") for touch in Touch if touch in chosen])
    words = lines(
        texts.say("deliberation.ask.touches_all"),
        texts.say("deliberation.touching", named=named) if chosen else None,
    )
    return Screen(words, (*_kinds(texts, draft, chosen), (done,), _ways_out(texts, draft)))


def commons_step(texts: Texts, draft: int) -> Screen:
    """公共地方有没有拿来收钱、改用途？ With examples: hardly anybody takes a charging post for it."""
    keys = [
        Key(texts.plain(f"deliberation.key.commons_{name}"), MatterCommons(draft, used))
        for name, used in (("yes", 1), ("no", 0))
    ]
    return Screen(texts.say("deliberation.ask.commons"), (*rows(*keys), _ways_out(texts, draft)))


def pooling_step(texts: Texts, draft: int) -> Screen:
    """要各家凑钱吗？ What that means for whoever does not is said before it is chosen."""
    keys = [
        Key(texts.plain(f"deliberation.key.pooling_{name}"), MatterPooling(draft, pools))
        for name, pools in (("no", 0), ("yes", 1))
    ]
    return Screen(texts.say("deliberation.ask.pooling"), (*rows(*keys), _ways_out(texts, draft)))


def _touch_label(texts: Texts, touch: Touch, chosen: Collection[str]) -> str:
    return _ticked(texts, texts.plain(f"deliberation.touch.{touch}"), on=touch.value in chosen)


def _ticked(texts: Texts, label: str, *, on: bool) -> str:
    return texts.plain("deliberation.key.ticked", label=label) if on else label


def preview(texts: Texts, draft: int, proposal: Proposal, touched: Collection[Touch] | None = None) -> Screen:
    """What the neighbours will read; `touched`: by everybody's procedure, and whose decision it is."""
    small = touched is None
    words = lines(
        texts.say("deliberation.preview"),
        homes_line(texts, SMALL.name, proposal.homes.words, len(proposal.homes.ids)) if small else None,
        texts.say("deliberation.small_rules") if small else None,
        texts.say("deliberation.quoted", words=proposal.text),
        texts.say("deliberation.pooling") if proposal.pools else None,
        "",
        None if touched is None else track_line(texts, classify(touched)),
        texts.say("deliberation.preview_then" if small else "deliberation.preview_then_all"),
    )
    return Screen(words, ((Key(texts.plain("deliberation.key.post"), PostMatter(draft)),), _ways_out(texts, draft)))


def posted(texts: Texts, matter: Matter, until: str) -> Screen:
    """It has gone out."""
    key = Key(texts.plain("deliberation.key.matter"), ShowMatter(matter.id))
    name = f"deliberation.posted.{matter.procedure_name}"
    return Screen(texts.say(name, title=matter.title, until=until), ((key,),))


def pressing(texts: Texts, draft: int, words: str, step: Screen | None) -> Screen:
    """Words do not answer this step: the step again, where it can be drawn, and a report if one was meant."""
    report = (Key(texts.plain("deliberation.key.report_typed"), ReportTyped(draft)),)
    said = texts.say("deliberation.pressing", words=shorten(words, TYPED))
    if step is None:
        return Screen(lines(said, texts.say("deliberation.pressing_above")), (report,))
    return Screen(lines(said, "", step.text), (*_with_room(step.keys), report))


def _with_room(keys: tuple[tuple[Key, ...], ...]) -> tuple[tuple[Key, ...], ...]:
    """The keys with room for one more: a step back goes, or a page turned: the message above has it, too."""
    if sum(map(len, keys)) < MOST_KEYS:
        return keys
    every = [key for row in keys for key in row]
    spared = [key for kind in SPARED for key in every if isinstance(key.press, kind)]
    kept = (tuple(key for key in row if key not in spared[:1]) for row in keys)
    return tuple(row for row in kept if row)


def dropped(texts: Texts) -> Screen:
    """Nothing was sent."""
    return Screen(texts.say("deliberation.dropped"), ((Key(texts.plain("deliberation.key.list"), OpenMatters()),),))


def _ways_out(texts: Texts, draft: int, *, back: bool = True) -> tuple[Key, ...]:
    leave = Key(texts.plain("deliberation.key.drop"), DropMatter(draft))
    return (Key(texts.plain("deliberation.key.step_back"), MatterBack(draft)), leave) if back else (leave,)


def ask_words(texts: Texts, what: str, draft: int, matter: Matter) -> Screen:
    """What is to be typed now, and the way out."""
    drop = Key(texts.plain("deliberation.key.drop"), DropWords(draft, matter.id))
    return Screen(texts.say(f"deliberation.write.{what}", title=matter.title), ((drop,),))


def look_again(texts: Texts, draft: int, version: int, body: Mapping[str, Any], matter: Matter) -> Screen:
    """It cannot be undone: what everybody will read, and one more press; words typed anew take its place."""
    alone = matter.procedure.step(matter.stage).stop_alone
    name = "confirm_stop" if alone else "ask_stop"
    confirm = Key(texts.plain(f"deliberation.key.{name}"), ConfirmStop(draft, version))
    drop = Key(texts.plain("deliberation.key.drop"), DropWords(draft, matter.id))
    what = "stop" if alone else "stop_by_two"
    words = texts.say(f"deliberation.look_again.{what}", title=matter.title, reason=body["reason"])
    return Screen(words, ((confirm, drop),))


def ask_channel(texts: Texts, draft: int, body: Mapping[str, Any]) -> Screen:
    """在哪里听到的？"""
    keys = [Key(texts.plain(f"deliberation.channel.{one}"), ChooseChannel(draft, one.value)) for one in ENTERED]
    drop = Key(texts.plain("deliberation.key.drop"), DropWords(draft, body["matter_id"]))
    words = lines(texts.say("deliberation.ask.channel"), texts.say("deliberation.quoted", words=body["words"]))
    return Screen(words, (*rows(*keys), (drop,)))
