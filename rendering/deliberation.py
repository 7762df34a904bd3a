"""Screens of matters (议题的屏): the list, a matter, what was said of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.deliberation.matters import Matter, MatterPage
from domain.deliberation.opinions import Opinion
from domain.deliberation.stages import MatterAct, Need, Stage
from rendering import dates
from rendering.answer_buttons import AmendOpinion, ReadDigest
from rendering.deliberation_buttons import (
    AskEvening,
    DoubtWork,
    FetchBundle,
    FinishWork,
    MatterPhotos,
    NewMatter,
    OpenMatters,
    OpenOverview,
    PutMatter,
    ReadMatter,
    ReadOpinions,
    ShowMatter,
    ShowWork,
    SpeakOnMatter,
    SupportOpinion,
    WithdrawOpinion,
)
from rendering.deliberation_full import keys as full_keys
from rendering.deliberation_full import nature_line
from rendering.deliberation_full_buttons import AskGrow
from rendering.deliberation_lines import (
    called_line,
    decided_lines,
    head,
    heard_line,
    homes_line,
    objecting_line,
    standing_line,
    to_matter,
)
from rendering.deliberation_stops import stop_keys, stop_line
from rendering.issues_chain import chain_of_matter
from rendering.menu import go
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.voting_buttons import OpenVotes, ShowVote
from rendering.walls import published_key

MOST = 8
"""Matters on one screen: those under way come first."""

A_PAGE = 3
"""Opinions on one screen."""

SHORT = 120
"""Signs of its text on a matter's page; the whole is a press away."""


def matters(texts: Texts, found: Sequence[Matter], *, starts: bool, proposing: Sequence[Key] = ()) -> Screen:
    """What is under way where one lives, and what was."""
    keys = [Key(f"{_short(texts, matter)}", ShowMatter(matter.id)) for matter in found[:MOST]]
    new = [Key(texts.plain("deliberation.key.new"), NewMatter())] if starts else []
    overview = [Key(texts.plain("deliberation.key.overview"), OpenOverview(0))] if found else []
    others = (Key(texts.plain("deliberation.key.votes"), OpenVotes()), go(texts, "start"))
    words = texts.say("deliberation.list") if found else texts.say("deliberation.list_empty")
    return Screen(words, (*rows(*keys, per_row=1), *rows(*new, *proposing, *overview), others))


def _short(texts: Texts, matter: Matter) -> str:
    return texts.plain(
        "deliberation.short", title=matter.title, stage=texts.plain(f"deliberation.stage.{matter.stage}")
    )


def page(texts: Texts, found: MatterPage, *, at: datetime, zone: ZoneInfo) -> Screen:
    """One matter: what it is, where it stands, what I can do."""
    matter = found.matter
    words = lines(
        head(texts, matter.procedure_name, matter.number, matter.title),
        homes_line(texts, matter.procedure_name, matter.homes.words, len(matter.homes.ids)),
        nature_line(texts, matter) if matter.full else None,
        None if matter.over else _beginning(texts, matter.text),
        "",
        standing_line(texts, matter.stage, found.ends, at=at, zone=zone),
        None if matter.called_up is None else objecting_line(texts, matter.called_up.record),
        called_line(texts, matter),
        heard_line(texts, found.heard),
        *decided_lines(texts, matter.procedure_name, matter.figures),
        texts.say("deliberation.done_words", words=matter.done_words) if matter.done_words else None,
        _reason(texts, matter),
        *_missing(texts, found, zone),
        None if matter.full else stop_line(texts, found),
    )
    return Screen(words, _keys(texts, found))


def unregistered(texts: Texts) -> Screen:
    """For a neighbour without a home yet, who came by a card: who may read it, and the way there."""
    return Screen(texts.say("deliberation.unregistered"), ((go(texts, "home"), go(texts, "start")),))


def _beginning(texts: Texts, text: str) -> Markup:
    words = text if len(text) <= SHORT else text[: SHORT - 1] + "…"
    return texts.say("deliberation.quoted", words=words)


def _reason(texts: Texts, matter: Matter) -> Markup | None:
    if matter.stage is Stage.STOPPED:
        if matter.reason:
            return texts.say("deliberation.stopped_why", words=matter.reason)
        return texts.say("deliberation.not_carried")
    return texts.say("deliberation.not_done_why", words=matter.reason) if matter.reason else None


def _missing(texts: Texts, found: MatterPage, zone: ZoneInfo) -> list[Markup]:
    """What is missing to move on, for whoever runs it."""
    if not found.leads or found.matter.full or found.matter.procedure.step(found.matter.stage).by_itself:
        return []
    return [
        texts.say("deliberation.missing.time", until=dates.moment(texts, one.until, zone))
        if one.until is not None
        else texts.say(f"deliberation.missing.{one.need}")
        for one in found.missing
    ]


def _keys(texts: Texts, found: MatterPage) -> tuple[tuple[Key, ...], ...]:
    matter = found.matter
    acts = matter.procedure.step(matter.stage).acts
    keys: list[Key] = []
    if MatterAct.SPEAK in acts:
        keys.append(Key(texts.plain("deliberation.key.speak"), SpeakOnMatter(matter.id, 0)))
    if found.heard.total:
        keys.append(Key(texts.plain("deliberation.key.opinions"), ReadOpinions(matter.id, 0)))
    if matter.procedure.wants(Need.ANSWERED):
        keys.append(Key(texts.plain("answers.key.digest"), ReadDigest(matter.id, 0)))
    if matter.vote_id is not None:
        keys.append(Key(texts.plain("deliberation.key.vote"), ShowVote(matter.vote_id)))
    keys += _looking(texts, found)
    if MatterAct.NOT_DONE in acts and found.concerned and not found.own:
        keys.append(Key(texts.plain("deliberation.key.not_done"), DoubtWork(matter.id)))
    keys += _story(texts, found)
    keys += full_keys(texts, found) if matter.full else _leading(texts, found) if found.leads else []
    return (*rows(*keys), (Key(texts.plain("deliberation.key.list"), OpenMatters()),))


def _looking(texts: Texts, found: MatterPage) -> list[Key]:
    """The whole text, where it is long, and the photos, where there are any."""
    matter = found.matter
    keys = []
    if len(matter.text) > SHORT or matter.over:
        keys.append(Key(texts.plain("deliberation.key.read"), ReadMatter(matter.id)))
    if found.photos:
        keys.append(Key(texts.plain("deliberation.key.photos", n=found.photos), MatterPhotos(matter.id)))
    return keys


def _story(texts: Texts, found: MatterPage) -> list[Key]:
    """What it came of, and its file once it is over."""
    number = found.matter.id
    chain = [chain_of_matter(texts, number)] if found.chained else []
    bundle = [Key(texts.plain("deliberation.key.bundle"), FetchBundle(number))] if found.matter.over else []
    told = [published_key(texts, "matter", number)] if found.matter.over and found.leads else []
    return [*chain, *bundle, *told]


def _leading(texts: Texts, found: MatterPage) -> list[Key]:
    """What whoever runs it can do now."""
    matter = found.matter
    acts, ready = matter.procedure.step(matter.stage).acts, not found.missing
    proven = Need.PROOF not in {one.need for one in found.missing}
    offered = {
        "enter": (MatterAct.SPEAK in acts, SpeakOnMatter(matter.id, 1)),
        "put": (MatterAct.PUT in acts and ready, AskEvening(matter.id)),
        "work": (MatterAct.SHOW in acts, ShowWork(matter.id)),
        "done": (MatterAct.DONE in acts and proven, FinishWork(matter.id)),
        "grow": (found.grows, AskGrow(matter.id)),
    }
    keys = [Key(texts.plain(f"deliberation.key.{name}"), press) for name, (shown, press) in offered.items() if shown]
    return [*keys, *stop_keys(texts, found)]


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


def ask_evening(texts: Texts, matter: Matter, choices: Sequence[tuple[int, datetime]], zone: ZoneInfo) -> Screen:
    """投到哪天晚上？"""
    keys = [Key(dates.moment(texts, close, zone), PutMatter(matter.id, days)) for days, close in choices]
    words = texts.say("deliberation.ask.evening", homes=matter.homes.words, n=len(matter.homes.ids))
    return Screen(words, (*rows(*keys, per_row=1), (to_matter(texts, matter.id),)))


def thanks(texts: Texts, matter_id: int, what: str) -> Screen:
    """What became of what was just written."""
    return Screen(texts.say(f"deliberation.thanks.{what}"), ((to_matter(texts, matter_id),),))
