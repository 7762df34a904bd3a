"""Screens of matters (议题的屏): the list, a matter, what was said of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.deliberation.matters import Matter, MatterPage
from domain.deliberation.opinions import Opinion
from domain.deliberation.stages import Need, Stage
from rendering import dates
from rendering.answer_buttons import AmendOpinion
from rendering.deliberation_buttons import (
    NewMatter,
    OpenMatters,
    OpenOverview,
    PutMatter,
    ReadOpinions,
    ShowMatter,
    SupportOpinion,
    WithdrawOpinion,
)
from rendering.deliberation_doors import door_key, doors_lines
from rendering.deliberation_full import nature_line
from rendering.deliberation_lines import (
    beginning,
    called_line,
    decided_lines,
    head,
    heard_line,
    homes_line,
    objecting_line,
    one_line,
    pooling_line,
    saving_line,
    standing_line,
    to_matter,
)
from rendering.deliberation_offers import offered
from rendering.deliberation_room import MOST_KEYS, Part, drawn, further
from rendering.deliberation_stops import stop_line
from rendering.menu import go
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.voting_buttons import OpenVotes

A_PAGE = 3
"""Opinions on one screen."""


def matters(texts: Texts, found: Sequence[Matter], *, starts: bool, proposing: Sequence[Key] = ()) -> Screen:
    """What is under way where one lives, then what is over, as far as a thumb has room; the rest behind [大事清单]."""
    new = [Key(texts.plain("deliberation.key.new"), NewMatter())] if starts else []
    overview = [Key(texts.plain("deliberation.key.overview"), OpenOverview(0))] if found else []
    others = (Key(texts.plain("deliberation.key.votes"), OpenVotes()), go(texts, "start"))
    under_way = sum(not matter.over for matter in found)
    if under_way > MOST_KEYS - len([*new, *proposing, *overview, *others]):
        proposing = proposing[-1:]  # what residents propose leads to a proposal of one's own, too
    room = MOST_KEYS - len([*new, *proposing, *overview, *others])
    shown, left = found[:room], under_way - room
    keys = [Key(_short(texts, matter), ShowMatter(matter.id)) for matter in shown]
    words = texts.say("deliberation.list") if found else texts.say("deliberation.list_empty")
    words = lines(words, texts.say("deliberation.list_more", n=left)) if left > 0 else words
    return Screen(words, (*rows(*keys, per_row=1), *rows(*new, *proposing, *overview), others))


def _short(texts: Texts, matter: Matter) -> str:
    return texts.plain(
        "deliberation.short", title=matter.title, stage=texts.plain(f"deliberation.stage.{matter.stage}")
    )


def page(texts: Texts, found: MatterPage, *, at: datetime, zone: ZoneInfo) -> Screen:
    """One matter: what it is, where it stands, what I can do; what has no room stands behind [更多]."""
    parts, keys = _parts(texts, found, at, zone), offered(texts, found)
    return drawn(texts, found.matter, parts, keys, Key(texts.plain("deliberation.key.list"), OpenMatters()), run=0)


def more(texts: Texts, found: MatterPage, number: int, *, at: datetime, zone: ZoneInfo) -> Screen:
    """[更多] of its page."""
    return further(texts, found.matter, _parts(texts, found, at, zone), offered(texts, found), run=0, page=number)


def _parts(texts: Texts, found: MatterPage, at: datetime, zone: ZoneInfo) -> list[Part]:
    matter = found.matter
    decided = decided_lines(texts, matter.procedure_name, matter.figures)
    return [
        (0, head(texts, matter.procedure_name, matter.number, matter.title)),
        (4, homes_line(texts, matter.procedure_name, matter.homes.words, len(matter.homes.ids))),
        (4, nature_line(texts, matter) if matter.full else None),
        (3, None if matter.over else _beginning(texts, matter)),
        (0, Markup("")),
        (0, standing_line(texts, matter, found.ends, at=at, zone=zone, leads=found.leads)),
        (2, None if matter.called_up is None else objecting_line(texts, matter.called_up.record)),
        (2, called_line(texts, matter)),
        (5, heard_line(texts, found.heard)),
        *((6, line) for line in decided[:-1]),
        *((3, line) for line in decided[-1:]),
        (3, texts.say("deliberation.done_words", words=one_line(matter.done_words)) if matter.done_words else None),
        (2, _reason(texts, matter)),
        (1, pooling_line(texts, matter.stage, pools=matter.pools)),
        *((1, line) for line in _missing(texts, found, zone)),
        *((1, line) for line in doors_lines(texts, found)),
        (1, None if matter.full else stop_line(texts, found)),
    ]


def unregistered(texts: Texts) -> Screen:
    """For a neighbour without a home yet, who came by a card: who may read it, and the way there."""
    return Screen(texts.say("deliberation.unregistered"), ((go(texts, "home"), go(texts, "start")),))


def _beginning(texts: Texts, matter: Matter) -> Markup | None:
    words = beginning(matter)
    return texts.say("deliberation.quoted", words=words) if words else None


def _reason(texts: Texts, matter: Matter) -> Markup | None:
    if matter.stage is Stage.STOPPED:
        if matter.reason:
            return texts.say("deliberation.stopped_why", words=one_line(matter.reason))
        return texts.say("deliberation.not_carried")
    return texts.say("deliberation.not_done_why", words=one_line(matter.reason)) if matter.reason else None


def _missing(texts: Texts, found: MatterPage, zone: ZoneInfo) -> list[Markup]:
    """What is missing to move on, for whoever runs it."""
    step = found.matter.procedure.step(found.matter.stage)
    missing = [one for one in found.missing if one.need is not Need.TIME or not step.by_itself]
    if not found.leads or found.matter.full:
        return []
    return [
        texts.say("deliberation.missing.time", until=dates.until(texts, one.until, zone))
        if one.until is not None
        else saving_line(texts, one.need)
        if one.need in found.saving
        else texts.say(f"deliberation.missing.{one.need}")
        for one in missing
    ]


def whole_text(texts: Texts, matter: Matter) -> Screen:
    """[看全文]."""
    words = lines(
        head(texts, matter.procedure_name, matter.number, matter.title),
        texts.say("deliberation.quoted", words=matter.text),
    )
    return Screen(words, ((to_matter(texts, matter.id),),))


def opinions(texts: Texts, matter_id: int, found: Sequence[Opinion], page: int, *, open_: bool) -> Screen:
    """What was said, those with most support first; 同感 in one tap."""
    last = max(0, (len(found) - 1) // A_PAGE)
    page = min(max(page, 0), last)
    shown = list(enumerate(found, 1))[page * A_PAGE : (page + 1) * A_PAGE]
    words = lines(texts.say("deliberation.opinions", n=len(found)), *(_opinion(texts, n, one) for n, one in shown))
    keys = [key for n, one in shown if open_ for key in _on_opinion(texts, n, one, page)]
    turning = [(page - 1, "earlier")] if page else []
    turning += [(page + 1, "later")] if page < last else []
    pages = [Key(texts.plain(f"deliberation.key.{name}"), ReadOpinions(matter_id, to)) for to, name in turning]
    return Screen(words, (*rows(*keys), *rows(*pages), (to_matter(texts, matter_id),)))


def _opinion(texts: Texts, number: int, one: Opinion) -> Markup:
    channel = texts.plain(f"deliberation.channel.{one.channel}")
    return texts.say("deliberation.opinion", number=number, words=one.words, channel=channel, supporters=one.supporters)


def _on_opinion(texts: Texts, number: int, one: Opinion, page: int) -> list[Key]:
    if one.mine:
        amend = Key(texts.plain("answers.key.amend", number=number), AmendOpinion(one.matter_id, one.id))
        return [amend, Key(texts.plain("deliberation.key.withdraw", number=number), WithdrawOpinion(one.id, page))]
    name = "unsupport" if one.supported else "support"
    return [Key(texts.plain(f"deliberation.key.{name}", number=number), SupportOpinion(one.id, page))]


def ask_evening(texts: Texts, found: MatterPage, choices: Sequence[tuple[int, datetime]], zone: ZoneInfo) -> Screen:
    """投到哪天晚上？"""
    matter = found.matter
    keys = [Key(dates.moment(texts, close, zone), PutMatter(matter.id, days)) for days, close in choices]
    words = texts.say("deliberation.ask.evening", homes=matter.homes.words, n=len(matter.homes.ids))
    door = [door_key(texts, found.doorless)] if found.doorless else []
    text = lines(words, *doors_lines(texts, found))
    return Screen(text, (*rows(*keys, per_row=1), (*door, to_matter(texts, matter.id))))


def thanks(texts: Texts, matter_id: int, what: str) -> Screen:
    """What became of what was just written."""
    return Screen(texts.say(f"deliberation.thanks.{what}"), ((to_matter(texts, matter_id),),))
