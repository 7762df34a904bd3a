"""Paper ballots in words (纸票): entering one, checking one beside its photo, what the household reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.moments import read_moment
from domain.outcomes import Facts
from domain.vote_effects import card_facts
from domain.voting.marks import Marks
from domain.voting.papers import Paper, PaperCount, VoidReason
from domain.voting.questions import Question
from domain.voting.votes import Vote
from rendering import dates
from rendering.buttons import Button
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.voting_ballots import mark_keys, marks_word, receipt_words
from rendering.voting_buttons import ShowVote
from rendering.voting_notices import head


@dataclass(frozen=True)
class ShowPapers(Button, prefix="vt1"):
    """[纸票]."""

    vote_id: int


@dataclass(frozen=True)
class EnterPaper(Button, prefix="vt2"):
    """[录一张纸票]."""

    vote_id: int


@dataclass(frozen=True)
class PaperChoice(Button, prefix="vt3"):
    """What stands on it."""

    draft_id: int
    choice: str


@dataclass(frozen=True)
class PaperMark(Button, prefix="vt0"):
    """One of several marks that stand on it."""

    draft_id: int
    choice: str


@dataclass(frozen=True)
class VoidPaper(Button, prefix="vp4"):
    """[废票], [看不清]: asked why first."""

    draft_id: int
    why: str


@dataclass(frozen=True)
class CheckPaper(Button, prefix="vt4"):
    """[核对第0137号]."""

    paper_id: int


@dataclass(frozen=True)
class ConfirmPaper(Button, prefix="vt5"):
    """[一样，计入]."""

    paper_id: int


@dataclass(frozen=True)
class RejectPaper(Button, prefix="vt6"):
    """[不一样]."""

    paper_id: int


@dataclass(frozen=True)
class DisownPaper(Button, prefix="vt7"):
    """[这不是我投的]."""

    paper_id: int


@dataclass(frozen=True)
class DisownAtDoor(Button, prefix="vp1"):
    """[住户说不是自己投的]."""

    vote_id: int


def called(serial: int) -> str:
    """0137."""
    return f"{serial:04d}"


def papers(texts: Texts, vote: Vote, count: PaperCount, to_check: Sequence[Paper]) -> Screen:
    """How many there are, those that wait for this person, the way to enter one."""
    total = count.issued + count.entered + count.confirmed + count.set_aside + count.disputed + count.void
    words = lines(
        head(texts, "papers", card_facts(vote)),
        texts.say("voting.papers.count", total=total, entered=count.entered, confirmed=count.confirmed),
        texts.say("voting.papers.count_void", n=count.void, of=count.returned) if count.void else None,
        texts.say("voting.papers.how"),
    )
    keys = [
        Key(texts.plain("voting.key.check_paper", serial=called(one.serial)), CheckPaper(one.id)) for one in to_check
    ]
    enter = Key(texts.plain("voting.key.enter_paper"), EnterPaper(vote.id))
    aside = [Key(texts.plain("voting.key.disown_at_door"), DisownAtDoor(vote.id))] if count.confirmed else []
    return Screen(words, rows(*keys, enter, *aside, Key(texts.plain("voting.key.back"), ShowVote(vote.id))))


def ask_serial(texts: Texts, vote_id: int) -> Screen:
    """纸票上的号码."""
    return Screen(texts.say("voting.papers.ask_serial"), ((paper_back(texts, vote_id),),))


def ask_choice(
    texts: Texts, draft_id: int, paper: Paper, homes: str, question: Question, marked: Marks = frozenset()
) -> Screen:
    """Whose it is, and what stands on it."""
    words = texts.say("voting.papers.ask_choice", serial=called(paper.serial), homes=homes)
    keys = mark_keys(
        texts,
        question,
        marked,
        choose=lambda marks: PaperChoice(draft_id, marks),
        mark=lambda marks: PaperMark(draft_id, marks),
    )
    void = Key(texts.plain("voting.key.void_paper"), VoidPaper(draft_id, ""))
    return Screen(words, (*keys, (void, paper_back(texts, paper.vote_id))))


def ask_void(texts: Texts, draft_id: int, vote_id: int) -> Screen:
    """为什么是废票？"""
    keys = [Key(texts.plain(f"voting.void.{why}"), VoidPaper(draft_id, why.value)) for why in VoidReason]
    return Screen(texts.say("voting.papers.ask_void"), (*rows(*keys), (paper_back(texts, vote_id),)))


def ask_photo(texts: Texts, vote_id: int) -> Screen:
    """拍一张照片."""
    return Screen(texts.say("voting.papers.ask_photo"), ((paper_back(texts, vote_id),),))


def entered(texts: Texts, vote_id: int, serial: int, asked: int) -> Screen:
    """录好了, and that a second person must confirm it before the close."""
    key = "entered" if asked else "entered_nobody"
    return Screen(texts.say(f"voting.papers.{key}", serial=called(serial)), ((paper_back(texts, vote_id),),))


def check(texts: Texts, question: Question, paper: Paper, homes: str, photo: bytes) -> Screen:
    """The photo beside what was entered."""
    choice = _entered_as(texts, question, paper)
    words = texts.say("voting.papers.check", serial=called(paper.serial), homes=homes, choice=choice)
    same = Key(texts.plain("voting.key.paper_same"), ConfirmPaper(paper.id))
    return Screen(words, ((same, Key(texts.plain("voting.key.paper_differs"), RejectPaper(paper.id))),), picture=photo)


def _entered_as(texts: Texts, question: Question, paper: Paper) -> str:
    """同意; 废票（看不清）."""
    if paper.void is not None:
        return texts.plain("voting.papers.void", why=texts.plain(f"voting.void.{paper.void}"))
    assert paper.marks is not None, "it was entered"
    return marks_word(texts, question, paper.marks)


def told(texts: Texts, name: str, vote_id: int, serial: int) -> Screen:
    """已计入; 退回去了."""
    return Screen(texts.say(f"voting.papers.{name}", serial=called(serial)), ((paper_back(texts, vote_id),),))


def disowned(texts: Texts, serial: int, *, sealed: bool = False) -> Screen:
    """不计了; after the close, that somebody looks before the result is published. Nothing leads on from it."""
    key = "disowned_sealed" if sealed else "disowned"
    return Screen(texts.say(f"voting.papers.{key}", serial=called(serial)))


def paper_back(texts: Texts, vote_id: int) -> Key:
    """[返回]."""
    return Key(texts.plain("voting.key.back"), ShowPapers(vote_id))


def sheet(texts: Texts, document: bytes, count: int, place: str) -> Screen:
    """The ballots as a file, and what to do with them."""
    words = texts.say("voting.papers.sheet", n=count)
    return Screen(words, document=document, filename=texts.plain("voting.papers.file", place=place))


def nothing_to_print(texts: Texts, vote_id: int) -> Screen:
    """不用印."""
    return Screen(texts.say("voting.papers.nothing"), ((paper_back(texts, vote_id),),))


# Notices


def _notice(name: str, *keys: tuple[str, type[CheckPaper] | type[DisownPaper]]) -> Template:
    def draw(drawing: Drawing, facts: Facts) -> Dispatch:
        texts, zone = drawing.texts, drawing.zone
        words = lines(
            head(texts, name, facts),
            texts.say(f"voting.{name}.text", serial=called(facts["serial"]), moment=_closes(texts, facts, zone)),
            _receipt(texts, facts.get("receipt")),
        )
        pressed = [
            Key(texts.plain(key, serial=called(facts["serial"])), button(facts["paper_id"])) for key, button in keys
        ]
        return Dispatch(Screen(words, rows(*pressed)))

    return draw


def _receipt(texts: Texts, receipt: Facts | None) -> Markup | None:
    """Of a paper that is in the box; what was told before receipts were has none."""
    return None if receipt is None else texts.say("voting.papers.receipt", receipt=receipt_words(texts, **receipt))


def _closes(texts: Texts, facts: Facts, zone: ZoneInfo) -> str:
    return dates.moment(texts, read_moment(facts["closes_at"]), zone)


def paper_void(drawing: Drawing, facts: Facts) -> Dispatch:
    """The home reads why its paper does not count."""
    texts = drawing.texts
    words = texts.say(
        "voting.paper_void.text",
        serial=called(facts["serial"]),
        why=texts.plain(f"voting.void.{facts['why']}"),
        moment=_closes(texts, facts, drawing.zone),
    )
    return Dispatch(Screen(lines(head(texts, "paper_void", facts), words)))


NOTICES: dict[str, Template] = {
    "voting.paper_to_check": _notice("paper_to_check", ("voting.key.check_paper", CheckPaper)),
    "voting.paper_unchecked": _notice("paper_unchecked"),
    "voting.paper_rejected": _notice("paper_rejected"),
    "voting.paper_counted": _notice("paper_counted", ("voting.key.disown_paper", DisownPaper)),
    "voting.paper_void": paper_void,
    "voting.paper_disowned": _notice("paper_disowned"),
    "voting.paper_withdrawn": _notice("paper_withdrawn"),
}
TOLD = ("paper_to_check", "paper_unchecked", "paper_rejected", "paper_counted", "paper_disowned", "paper_withdrawn")
"""Notices of paper ballots."""
ANSWERS = ("spoiled", "taken_out", "disowned", "disowned_sealed", "confirmed", "rejected", "entered", "entered_nobody")
"""What is said after a press."""
