"""Screens of formal votes (表决的屏): what a voter, the committee and whoever confirms read in private."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.bulletins import PaperKind, vote_papers_of
from domain.issues import shorten
from domain.vote_effects import card_facts, turnout_facts
from domain.voting.constituencies import Constituency
from domain.voting.entitlements import Entitlement, Mine, VotePage
from domain.voting.marks import Marks
from domain.voting.meetings import meets
from domain.voting.rules import Measure
from domain.voting.votes import Vote, VoteState
from rendering import dates
from rendering.bulletin_buttons import PapersOf
from rendering.card_buttons import VoteCard
from rendering.deliberation_full_buttons import ObjectToMatter
from rendering.menu import go
from rendering.offices import BeginInvite
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.vote_deliveries import read_keys, served_lines
from rendering.vote_doors import into as into_doors
from rendering.vote_meetings import WhoVotedHow, may_sign_in, meeting_keys
from rendering.vote_papers import ShowPapers
from rendering.vote_proxies import proxy_keys, proxy_lines
from rendering.vote_reminders import reminding_keys, reminding_line
from rendering.voting import amount
from rendering.voting_backgrounds import (
    alone_line,
    chosen_line,
    few_representatives,
    owners_next_line,
    price_line,
    record_keys,
)
from rendering.voting_ballots import ballot_keys, marks_word, pack_marks, receipt_words
from rendering.voting_buttons import (
    CancelVote,
    CastBallot,
    ConfirmResult,
    ListTogether,
    ObjectToVote,
    OpenHead,
    OpenVotes,
    ReadMotion,
    ShowVote,
)
from rendering.voting_deemed import silence_line
from rendering.voting_doubts import doubt_key, doubt_keys, doubt_lines
from rendering.voting_namings import by_another, naming_key
from rendering.voting_notices import (
    head,
    option_lines,
    period_line,
    pooling_line,
    result_lines,
    scope_line,
    text_said,
    turnout_lines,
    weight_line,
)
from rendering.voting_room import fitting, ranked
from rendering.voting_turnout import ByBuilding
from rendering.walls import published_key

SHORT_TEXT = 300
"""Characters of the text on the page; the rest stands behind 看全文."""

SHORT_TITLE = 18

MOST_KEYS = 6


def state_of(vote: Vote) -> str:
    """已生效 only of what was decided: the others have ended."""
    ended = "ended" if vote.state is VoteState.FINAL and not vote.in_force else vote.state.value
    return ended if vote.overtaken_at is None else "overtaken"


def page(texts: Texts, found: VotePage, *, at: datetime, zone: ZoneInfo) -> Screen:
    """One vote: what it is about, where it stands, and what this person can do now."""
    vote = found.vote
    shown, gone, cut = _told(texts, found, at, zone)
    clipped = cut or bool(gone) or _counted(found) or len(vote.text) > SHORT_TEXT
    more = [Key(texts.plain("voting.key.read"), ReadMotion(vote.id))] if clipped else []
    more += _for_strangers(texts, found)
    keys = (*_first(texts, found, at), *rows(*more, *_served(texts, found, at), per_row=1))
    aside = (*_by_building(texts, found, keys, at), *_papers(texts, found, keys, at))
    return Screen(lines(*shown), (*keys, (*aside, *_home(texts))))


def _counted(found: VotePage) -> bool:
    return found.counted and found.vote.result is not None


def _told(texts: Texts, found: VotePage, at: datetime, zone: ZoneInfo) -> tuple[list[Markup], list[Markup], bool]:
    """Its lines as far as there is room; what decides, and what is theirs, before what stands around it."""
    vote, facts, counted = found.vote, card_facts(found.vote), _counted(found)
    standing, remark = _standing(texts, found, at, zone), 0 if counted else 4  # what hangs on a result stays with it
    before = [
        (0, head(texts, f"state.{state_of(vote)}", facts)),
        (0, weight_line(texts, facts)),
        (4, scope_line(texts, facts)),
        (remark, alone_line(texts, facts)),
        (2, pooling_line(texts, facts, vote.result if counted else None)),
        (1, silence_line(texts, facts) if vote.uncounted else None),
    ]
    after = [
        *([] if counted else [*ranked(1, option_lines(texts, facts)), (1, price_line(texts, facts)), (0, Markup(""))]),
        (remark, few_representatives(texts, facts)),
        *ranked(0, standing if counted else standing[:2]),  # a result is read whole, above all by whoever checks it
        *ranked(1, [] if counted else standing[2:]),
        (3, texts.say("voting.objections", n=found.objections) if found.objections else None),
        *ranked(0, doubt_lines(texts, found.doubt)),
        *ranked(0, _mine(texts, found)),
        *ranked(0, served_lines(texts, found, at)),
    ]
    return fitting(before, None if counted else text_said(vote.title, vote.text, SHORT_TEXT), after)


def _papers(texts: Texts, found: VotePage, keys: Sequence[tuple[Key, ...]], at: datetime) -> tuple[Key, ...]:
    """[打印] for whoever runs it, [看图] for everybody, as far as the screen has room."""
    vote = found.vote
    room = MOST_KEYS - 1 - sum(map(len, keys)) - len(_by_building(texts, found, keys, at))
    prints = found.runs and bool(vote_papers_of(vote))
    seen = vote.state in (VoteState.OPEN, VoteState.PUBLISHED, VoteState.FINAL)
    offered = [
        *([Key(texts.plain("bulletin.key.print"), PapersOf(PaperKind.RESULT.value, vote.id))] if prints else []),
        *([Key(texts.plain("cards.key"), VoteCard(vote.id))] if seen else []),
    ]
    return tuple(offered[: max(room, 0)])


def _by_building(texts: Texts, found: VotePage, keys: Sequence[tuple[Key, ...]], at: datetime) -> tuple[Key, ...]:
    """[各楼参加情况], for those on the roll of several buildings, where the screen has room for it."""
    concerned = found.mine or found.together
    room = sum(map(len, keys)) < MOST_KEYS - 1
    several = found.vote.at_doors and found.vote.place.building_id is None
    if not (concerned and room and several and found.vote.takes_ballots(at)):
        return ()
    return (Key(texts.plain("voting.key.buildings"), ByBuilding(found.vote.id, 0)),)


def _standing(texts: Texts, found: VotePage, at: datetime, zone: ZoneInfo) -> list[Markup]:
    """Where the vote stands."""
    vote, facts = found.vote, card_facts(found.vote)
    if vote.in_meeting and vote.uncounted:
        return [
            period_line(texts, facts, zone),
            *turnout_lines(texts, {**facts, **turnout_facts(*found.turnout)}),
        ]
    if vote.state is VoteState.POSTED and at < vote.opens_at:
        return [texts.say("voting.posted.opens", day=dates.day(texts, vote.opens_at, zone))]
    if vote.uncounted:
        until = dates.until(texts, vote.closes_at, zone)
        left = dates.left(texts, vote.closes_at, at=at, zone=zone)
        said = texts.say("voting.open.until", moment=until, left=left)
        told = [] if found.reminding is None else [reminding_line(texts, found.reminding, zone)]
        return [said, *turnout_lines(texts, {**facts, **turnout_facts(*found.turnout)}), *told]
    if not found.counted or vote.result is None:
        ask = [texts.say("voting.sealed.ask_somebody")] if found.may_ask_somebody else []
        return [texts.say("voting.sealed.waiting"), *ask]
    found_lines = [
        *result_lines(texts, facts, vote.result),
        *filter(None, [owners_next_line(texts, facts, passed=vote.carried)]),
    ]
    if vote.objections_until is None:
        return found_lines
    if found.objects_in is not None:
        return [*found_lines, texts.say("voting.until.in_matter")]
    day = dates.until(texts, vote.objections_until, zone)
    return [*found_lines, texts.say(f"voting.until.{state_of(vote)}", day=day)]


def _mine(texts: Texts, found: VotePage) -> list[Markup]:
    """Whom this person votes for, and what they cast."""
    vote = found.vote
    if not vote.uncounted:
        return [_line(texts, vote, one, cast) for one, cast in found.mine if cast is not None]
    if not found.mine and not found.together:
        return [] if found.runs and not vote.at_doors else [_nobody(texts, found)]
    theirs = {one.head_id for one, _ in found.mine}
    others = [by_another(texts, one) for one in found.together if one.head_id not in theirs]
    told = [texts.say("voting.papers.prevails")] if theirs & set(found.papered) else []
    told += [texts.say("voting.papers.only")] if vote.on_paper else []
    shared = any(one.named is None for one in found.together)
    warned = [texts.say("voting.mine.together")] if shared else []
    given = proxy_lines(texts, found)
    return [*(_line(texts, vote, one, cast) for one, cast in found.mine), *others, *warned, *told, *given]


def _nobody(texts: Texts, found: VotePage) -> Markup:
    """Why they do not vote, and what they can do."""
    whose = found.vote.constituency
    if whose is Constituency.OWNERS:
        return texts.say("voting.mine.renting" if found.renting else "voting.mine.nobody")
    return texts.say(f"voting.mine.nobody_{whose}")


def _for_strangers(texts: Texts, found: VotePage) -> list[Key]:
    """What somebody can do who may not vote: say what they think, or have the register know them."""
    if not found.vote.uncounted or found.mine or found.together or not found.vote.at_doors:
        return []
    return [go(texts, "report" if found.renting else "home")]


def _line(texts: Texts, vote: Vote, one: Entitlement, cast: Mine | None) -> Markup:
    units = texts.plain("voting.between").join(one.units)
    area = amount(Measure.AREA, one.area)
    if cast is None and not units:
        return texts.say("voting.mine.member")
    if not units:
        units = texts.plain(f"voting.seat.{vote.constituency}")
    if cast is None and not one.area:
        return texts.say("voting.mine.head", units=units)
    if cast is None:
        return texts.say("voting.mine.unit", units=units, area=area)
    choice = marks_word(texts, vote.question, cast.marks)
    return texts.say("voting.mine.cast", units=units, choice=choice, receipt=_receipt(texts, one, cast))


def _receipt(texts: Texts, one: Entitlement, cast: Mine) -> str:
    return receipt_words(texts, one.slot, cast.seq, cast.receipt)


def _first(texts: Texts, found: VotePage, at: datetime) -> tuple[tuple[Key, ...], ...]:
    """What this person comes for: the choices, or the homes to choose for."""
    vote = found.vote
    if vote.on_paper or not vote.takes_ballots(at) or not found.mine or may_sign_in(found):
        return ()  # at a meeting one signs in first
    if len(found.mine) == 1:
        return (*ballot_keys(texts, vote, found.mine[0][0].head_id), *read_keys(texts, found, at))
    heads = rows(
        *(Key(_head_label(texts, one, cast), OpenHead(vote.id, one.head_id)) for one, cast in found.mine), per_row=1
    )
    return (*heads, *read_keys(texts, found, at))


def _head_label(texts: Texts, one: Entitlement, cast: Mine | None) -> str:
    units = shorten(texts.plain("voting.between").join(one.units), SHORT_TITLE)
    return texts.plain("voting.key.head_done" if cast else "voting.key.head", units=units)


def _served(texts: Texts, found: VotePage, at: datetime) -> list[Key]:
    """What those who serve can do, and everybody's objection."""
    vote = found.vote
    keys = [*_checking(texts, found), *meeting_keys(texts, found, may_sign_in(found), meets(vote, at))]
    if vote.by_name and vote.state in (VoteState.PUBLISHED, VoteState.FINAL):
        keys.append(Key(texts.plain("voting.key.who"), WhoVotedHow(vote.id)))
    if vote.takes_objections:
        keys.append(_objecting(texts, found))
    if vote.before_close(at):
        keys += [naming_key(texts, vote, one) for one in found.together]
    keys += proxy_keys(texts, found, at)
    if found.records_namings:
        keys.append(Key(texts.plain("voting.key.naming_papers"), ListTogether(vote.id, 0)))
    if found.may_canvass:
        keys.append(Key(texts.plain("voting.key.doors"), into_doors(vote)))
        keys.append(Key(texts.plain("voting.key.papers"), ShowPapers(vote.id)))
    if found.reminding is not None:
        keys += reminding_keys(texts, vote, found.reminding)
    return [*keys, *_running(texts, found)]


def _running(texts: Texts, found: VotePage) -> list[Key]:
    """Where it was published; that it will not be held."""
    out = found.runs or found.vote.state in (VoteState.PUBLISHED, VoteState.FINAL)
    told = [published_key(texts, "vote", found.vote.id)] if out else []
    cancel = [Key(texts.plain("voting.key.cancel"), CancelVote(found.vote.id, 0))] if found.may_cancel else []
    return [*told, *cancel]


def _objecting(texts: Texts, found: VotePage) -> Key:
    """One way to object: to the vote, or to the matter that it decided, once that is disclosed."""
    if found.objects_in is not None:
        return Key(texts.plain("deliberation.key.object"), ObjectToMatter(found.objects_in))
    return Key(texts.plain(f"voting.key.object_{found.vote.state}"), ObjectToVote(found.vote.id))


def _checking(texts: Texts, found: VotePage) -> list[Key]:
    """[核对结果], or for who may not, the way to somebody who does; or to look into what is said to be wrong."""
    if found.may_look:
        return doubt_keys(texts, found)
    if found.may_confirm:
        return [Key(texts.plain("voting.key.confirm"), ConfirmResult(found.vote.id, 0))]
    compound = found.vote.place.compound_id or 0
    return [Key(texts.plain("registry.roster.invite"), BeginInvite(compound))] if found.may_ask_somebody else []


def _home(texts: Texts) -> tuple[Key, ...]:
    return (Key(texts.plain("voting.key.list"), OpenVotes()),)


def back_to(texts: Texts, vote_id: int) -> tuple[Key, ...]:
    """[返回]."""
    return (Key(texts.plain("voting.key.back"), ShowVote(vote_id)),)


def motion(texts: Texts, found: VotePage, *, at: datetime, zone: ZoneInfo) -> Screen:
    """全文, under what the page had no room for, with the hash by which it can be compared."""
    vote, facts = found.vote, card_facts(found.vote)
    _, gone, _ = _told(texts, found, at, zone)
    words = lines(
        head(texts, f"state.{state_of(vote)}", facts),
        *gone,
        "" if gone else None,
        vote.text,
        "",
        texts.say("voting.hash", hash=facts["hash"]),
    )
    return Screen(words, (back_to(texts, vote.id),))


def head_choices(texts: Texts, vote: Vote, one: Entitlement, marked: Marks = frozenset()) -> Screen:
    """The choices for one of several homes, or what is marked so far."""
    words = lines(
        head(texts, f"state.{vote.state}", card_facts(vote)),
        price_line(texts, card_facts(vote)),
        _line(texts, vote, one, None),
        silence_line(texts, card_facts(vote)),
    )
    return Screen(words, (*ballot_keys(texts, vote, one.head_id, marked), back_to(texts, vote.id)))


def surely_cast(texts: Texts, vote: Vote, one: Entitlement, marks: Marks, zone: ZoneInfo) -> Screen:
    """您选的是：同意。确定投出去？"""
    units = texts.plain("voting.between").join(one.units) or texts.plain(f"voting.seat.{vote.constituency}")
    words = lines(
        head(texts, f"state.{vote.state}", card_facts(vote)),
        price_line(texts, card_facts(vote)),
        texts.say("voting.sure", units=units, choice=marks_word(texts, vote.question, marks)),
        texts.say("voting.seen_by_all" if vote.by_name else "voting.seen_by"),
        _until(texts, vote, zone),
    )
    cast = Key(texts.plain("voting.key.cast"), CastBallot(vote.id, one.head_id, pack_marks(vote.question, marks)))
    return Screen(words, ((cast,), back_to(texts, vote.id)))


def _until(texts: Texts, vote: Vote, zone: ZoneInfo) -> Markup:
    """Until when it can be changed: at a meeting as long as whoever chairs it lets them vote."""
    if vote.in_meeting:
        return texts.say("voting.revote_meeting")
    return texts.say("voting.revote", moment=dates.moment(texts, vote.closes_at, zone))


def cast_done(texts: Texts, vote: Vote, one: Entitlement, cast: Mine, zone: ZoneInfo) -> Screen:
    """投好了, for which home, with the receipt."""
    units = one.units
    words = lines(
        head(texts, f"state.{vote.state}", card_facts(vote)),
        texts.say("voting.done", choice=marks_word(texts, vote.question, cast.marks)),
        texts.say("voting.done_for", units=texts.plain("voting.between").join(units)) if units else None,
        texts.say("voting.receipt", receipt=_receipt(texts, one, cast)),
        _until(texts, vote, zone),
    )
    return Screen(words, (back_to(texts, vote.id),))


def surely_cancel(texts: Texts, vote: Vote) -> Screen:
    """真的撤回？"""
    words = texts.say("voting.cancel.sure", number=vote.number, title=vote.title)
    return Screen(
        words, ((Key(texts.plain("voting.key.cancel_sure"), CancelVote(vote.id, 1)),), back_to(texts, vote.id))
    )


def surely_confirm(texts: Texts, vote: Vote) -> Screen:
    """核对无误？"""
    facts = card_facts(vote)
    found = [] if vote.result is None else result_lines(texts, facts, vote.result)
    words = lines(
        head(texts, "to_confirm", facts),
        *found,
        owners_next_line(texts, facts, passed=vote.carried),
        alone_line(texts, facts),
        few_representatives(texts, facts),
        chosen_line(texts, facts),
        texts.say("voting.confirm.sure"),
    )
    publish = Key(texts.plain("voting.key.confirm_sure"), ConfirmResult(vote.id, 1))
    records = record_keys(texts, facts)
    return Screen(words, ((publish, doubt_key(texts, vote)), *rows(*records), back_to(texts, vote.id)))
