"""Screens of residents' proposals (居民提议的屏): the list, one of them, what is typed for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.deliberation.proposals import (
    MOST_WANTED,
    ProposalPage,
    ProposalState,
    ProposalWay,
    ResidentProposal,
    proposal_title,
)
from domain.registry import Place
from rendering import dates
from rendering.deliberation_buttons import OpenMatters, ShowMatter
from rendering.elections_words import basis
from rendering.proposal_buttons import (
    AskWay,
    DiscussProposal,
    DropProposal,
    NewProposal,
    OpenProposals,
    PostProposal,
    ProposalPlace,
    ReadProposal,
    RefuseProposal,
    RewriteProposal,
    ShowProposal,
    SupportProposal,
    TakeUpProposal,
    WithdrawProposal,
)
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

MOST = 8
"""Proposals on one screen: those under way come first."""

SHORT = 120
"""Signs of its text on its page; the whole is a press away."""


def doors(texts: Texts, *, lives: bool, any_there: bool) -> tuple[Key, ...]:
    """What leads here from the matters: [我有个提议], and what others propose."""
    new = (Key(texts.plain("proposals.key.new"), NewProposal()),) if lives else ()
    return (*new, Key(texts.plain("proposals.key.list"), OpenProposals())) if any_there else new


def proposals(texts: Texts, found: Sequence[ResidentProposal], *, lives: bool) -> Screen:
    """What residents propose where one lives."""
    keys = [Key(_short(texts, one), ShowProposal(one.id)) for one in found[:MOST]]
    back = Key(texts.plain("proposals.key.matters"), OpenMatters())
    words = texts.say("proposals.list") if found else texts.say("proposals.list_empty")
    return Screen(words, (*rows(*keys, per_row=1), (*doors(texts, lives=lives, any_there=False), back)))


def _short(texts: Texts, one: ResidentProposal) -> str:
    state = texts.plain(f"proposals.state.{one.state}")
    return texts.plain("proposals.short", state=state, title=one.title)


def page(texts: Texts, found: ProposalPage, *, at: datetime, zone: ZoneInfo) -> Screen:
    """One proposal: what it is, how many homes, what I can do."""
    one = found.proposal
    words = lines(
        head(texts, one.number, one.title),
        texts.say("proposals.quoted", words=one.text if len(one.text) <= SHORT else one.text[: SHORT - 1] + "…"),
        "",
        state_line(texts, one.state, one.count, one.wanted),
        _answer(texts, one, at, zone),
        _wanted(texts, one) if one.state is ProposalState.OPEN else None,
        texts.say("proposals.yours") if found.supported and one.state is ProposalState.OPEN else None,
    )
    return Screen(words, _keys(texts, found))


def head(texts: Texts, number: int, title: str) -> Markup:
    """Which proposal it is."""
    return texts.say("proposals.head", number=number, title=title)


def state_line(texts: Texts, state: ProposalState, count: int, wanted: int) -> Markup:
    """How many homes, of how many, and how far it is."""
    return texts.say(f"proposals.state_line.{state}", count=count, wanted=wanted)


def _answer(texts: Texts, one: ResidentProposal, at: datetime, zone: ZoneInfo) -> Markup | None:
    return answer_line(texts, one.state, one.answer_by, zone, overdue=one.overdue(at), way=one.way, reason=one.reason)


def answer_line(
    texts: Texts,
    state: ProposalState,
    answer_by: datetime | None,
    zone: ZoneInfo,
    *,
    overdue: bool,
    way: ProposalWay | None,
    reason: str,
) -> Markup | None:
    """Until when the committee answers, that it is late, or what it answered."""
    if state is ProposalState.TAKEN:
        return texts.say(f"proposals.way.{way}")
    if state is ProposalState.REFUSED:
        return texts.say("proposals.why", words=reason)
    if state is not ProposalState.REACHED or answer_by is None:
        return None
    name = "proposals.overdue_line" if overdue else "proposals.answer_line"
    return texts.say(name, until=dates.last_day(texts, answer_by, zone))


def _wanted(texts: Texts, one: ResidentProposal) -> Markup:
    """How it comes that so many homes are asked for."""
    part, whole = one.share
    counted = {"wanted": one.wanted, "homes": one.homes, "part": part, "whole": whole, "most": MOST_WANTED}
    return texts.say("proposals.wanted", **counted, basis=basis(texts, one.source))


def _keys(texts: Texts, found: ProposalPage) -> tuple[tuple[Key, ...], ...]:
    one, open_ = found.proposal, found.proposal.state is ProposalState.OPEN
    owed = found.answers and one.state is ProposalState.REACHED
    offered = {
        "support": (open_ and bool(found.homes) and not found.supported, SupportProposal(one.id, 0)),
        "unsupport": (open_ and found.supported, SupportProposal(one.id, 1)),
        "read": (len(one.text) > SHORT, ReadProposal(one.id)),
        "withdraw": (open_ and found.own, WithdrawProposal(one.id, 0)),
        "take": (owed, AskWay(one.id)),
        "refuse": (owed, RefuseProposal(one.id)),
        "discuss": (found.answers and one.to_discuss, DiscussProposal(one.id)),
        "matter": (one.matter_id is not None, ShowMatter(one.matter_id or 0)),
    }
    keys = [Key(texts.plain(f"proposals.key.{name}"), press) for name, (shown, press) in offered.items() if shown]
    return (*rows(*keys), (Key(texts.plain("proposals.key.list"), OpenProposals()),))


def whole_text(texts: Texts, one: ResidentProposal) -> Screen:
    """[看全文]."""
    words = lines(head(texts, one.number, one.title), texts.say("proposals.quoted", words=one.text))
    return Screen(words, ((_to_proposal(texts, one.id),),))


# What is typed, and what is asked before it is final


def place_step(texts: Texts, places: Sequence[tuple[Place, str]]) -> Screen:
    """哪个小区？"""
    keys = [Key(name, ProposalPlace(place.compound_id or 0)) for place, name in places]
    back = Key(texts.plain("proposals.key.list"), OpenProposals())
    return Screen(texts.say("proposals.ask.place"), (*rows(*keys), (back,)))


def text_step(texts: Texts, draft: int) -> Screen:
    """想提议什么？"""
    return Screen(texts.say("proposals.ask.text"), ((_drop(texts, draft),),))


def preview(texts: Texts, draft: int, text: str, *, counts: bool) -> Screen:
    """请看一遍, before it is sent; `counts`: whether its author's door is known, so that their home supports it."""
    shown = text if len(text) <= SHORT else text[: SHORT - 1] + "…"
    words = lines(
        texts.say("proposals.preview", title=proposal_title(text)),
        texts.say("proposals.quoted", words=shown),
        texts.say("proposals.preview_who"),
        texts.say("proposals.preview_first" if counts else "proposals.preview_no_door"),
    )
    post = Key(texts.plain("proposals.key.post"), PostProposal(draft))
    change = Key(texts.plain("proposals.key.rewrite"), RewriteProposal(draft))
    return Screen(words, ((post, change), (_drop(texts, draft),)))


def ask_way(texts: Texts, one: ResidentProposal) -> Screen:
    """怎么办？"""
    keys = [Key(texts.plain(f"proposals.key_way.{way}"), TakeUpProposal(one.id, way.value)) for way in ProposalWay]
    words = lines(head(texts, one.number, one.title), texts.say("proposals.ask.way"))
    return Screen(words, (*rows(*keys, per_row=1), (_to_proposal(texts, one.id),)))


def ask_reason(texts: Texts, draft: int, one: ResidentProposal) -> Screen:
    """为什么不受理？"""
    words = lines(head(texts, one.number, one.title), texts.say("proposals.ask.reason"))
    return Screen(words, ((_drop(texts, draft),),))


def ask_withdraw(texts: Texts, one: ResidentProposal) -> Screen:
    """真的撤回吗？"""
    words = lines(head(texts, one.number, one.title), texts.say("proposals.ask.withdraw"))
    sure = Key(texts.plain("proposals.key.withdraw_sure"), WithdrawProposal(one.id, 1))
    return Screen(words, ((Key(texts.plain("proposals.key.keep"), ShowProposal(one.id)), sure),))


def thanks(texts: Texts, proposal_id: int, what: str) -> Screen:
    """What became of what was just done."""
    return Screen(texts.say(f"proposals.thanks.{what}"), ((_to_proposal(texts, proposal_id),),))


def taken_up(texts: Texts, proposal_id: int) -> Screen:
    """It is taken up and will be discussed: the matter is one tap away, nothing typed again."""
    begin = Key(texts.plain("proposals.key.discuss"), DiscussProposal(proposal_id))
    return Screen(texts.say("proposals.thanks.taken_discuss"), ((begin,), (_to_proposal(texts, proposal_id),)))


def dropped(texts: Texts) -> Screen:
    """[算了]."""
    return Screen(texts.say("proposals.dropped"), ((Key(texts.plain("proposals.key.list"), OpenProposals()),),))


def _drop(texts: Texts, draft: int) -> Key:
    return Key(texts.plain("proposals.key.drop"), DropProposal(draft))


def _to_proposal(texts: Texts, proposal_id: int) -> Key:
    return Key(texts.plain("proposals.key.proposal"), ShowProposal(proposal_id))
