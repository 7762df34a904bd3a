"""Screens of one text for several compounds (几个小区一起发公告): words, compounds, a look."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from domain.announcements import Target
from domain.issues_masking import mask
from rendering.announcements_buttons import DropAnnouncement
from rendering.buttons import Button
from rendering.community_desk import OpenDesk
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

A_PAGE, NAMED = 10, 8


@dataclass(frozen=True)
class ChoosePage(Button, prefix="akp"):
    """A page of compounds to choose from."""

    draft_id: int
    page: int


@dataclass(frozen=True)
class PickCompound(Button, prefix="akc"):
    """This compound too, or not."""

    draft_id: int
    compound_id: int
    on: int
    page: int


@dataclass(frozen=True)
class PickAll(Button, prefix="aka"):
    """[都选上], [都不选]."""

    draft_id: int
    on: int


@dataclass(frozen=True)
class LookTogether(Button, prefix="akl"):
    """[选好了]."""

    draft_id: int


@dataclass(frozen=True)
class SendTogether(Button, prefix="aks"):
    """[发到这些小区]."""

    draft_id: int


def ask_text(texts: Texts, draft_id: int) -> Screen:
    """The words."""
    return Screen(texts.say("announcements.together.text"), ((_drop(texts, draft_id),),))


def _drop(texts: Texts, draft_id: int) -> Key:
    return Key(texts.plain("announcements.write.drop"), DropAnnouncement(draft_id))


def choose(
    texts: Texts, draft_id: int, targets: Sequence[Target], chosen: Collection[int], silent: Sequence[str], page: int
) -> Screen:
    """Which compounds: those that are chosen bear a mark, and are counted."""
    page = min(max(page, 0), (len(targets) - 1) // A_PAGE)
    keys = [_pick(texts, draft_id, one, chosen, page) for one in targets[page * A_PAGE : (page + 1) * A_PAGE]]
    turning = [Key(texts.plain("issues.open.back"), ChoosePage(draft_id, page - 1))] if page else []
    if (page + 1) * A_PAGE < len(targets):
        turning.append(Key(texts.plain("issues.open.on"), ChoosePage(draft_id, page + 1)))
    whole = len(chosen) == len(targets)
    every = Key(texts.plain(f"announcements.together.{'none' if whole else 'all'}"), PickAll(draft_id, int(not whole)))
    look = (Key(texts.plain("announcements.together.look"), LookTogether(draft_id)),) if chosen else ()
    text = lines(
        texts.say("announcements.together.choose", chosen=len(chosen), of=len(targets)),
        texts.say("announcements.together.silent", n=len(silent), names=_names(texts, silent)) if silent else None,
    )
    return Screen(text, (*rows(*keys), *rows(*turning), *rows(every, *look), (_drop(texts, draft_id),)))


def _pick(texts: Texts, draft_id: int, one: Target, chosen: Collection[int], page: int) -> Key:
    number = one.place.compound_id or 0
    picked = number in chosen
    label = texts.plain("announcements.together.picked", place=one.compound) if picked else one.compound
    return Key(label, PickCompound(draft_id, number, int(not picked), page))


def _names(texts: Texts, names: Sequence[str]) -> str:
    told = texts.plain("community.between").join(names[:NAMED])
    return told if len(names) <= NAMED else texts.plain("announcements.together.and_more", names=told, n=len(names))


def look(texts: Texts, draft_id: int, text: str, targets: Sequence[Target]) -> Screen:
    """The very words, where they go, and what follows the press."""
    told = lines(
        texts.say("announcements.together.ask", n=len(targets), groups=sum(one.groups for one in targets)),
        "",
        texts.say("announcements.together.words", text=text),
        "",
        texts.say("announcements.together.where", names=_names(texts, [one.compound for one in targets])),
        texts.say("announcements.preview.personal") if mask(text) != text else None,
    )
    keys = (
        (Key(texts.plain("announcements.together.send", n=len(targets)), SendTogether(draft_id)),),
        (Key(texts.plain("announcements.together.again"), ChoosePage(draft_id, 0)), _drop(texts, draft_id)),
    )
    return Screen(told, keys)


def sent(texts: Texts, n: int) -> Screen:
    """Off they go."""
    return Screen(
        texts.say("announcements.together.sent", n=n), ((Key(texts.plain("community.key.desk"), OpenDesk(0)),),)
    )
