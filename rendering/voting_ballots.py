"""Ballots at the screen (票面): options as buttons, what is marked in words; whatever the kind of ballot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from domain.issues import shorten
from domain.voting.marks import Marks, read_marks, write_marks
from domain.voting.questions import Question
from domain.voting.votes import Vote
from rendering.buttons import Button
from rendering.screens import Key, rows
from rendering.texts import Texts
from rendering.voting_buttons import ChooseBallot

SHORT_OPTION = 24


@dataclass(frozen=True)
class MarkOption(Button, prefix="vty"):
    """An option marked or not any more: what is marked then, nothing is cast yet."""

    vote_id: int
    head_id: int
    marks: str


def pack_marks(question: Question, marks: Marks) -> str:
    """Marks as a button carries them: a sum of powers of two where there may be twenty of them."""
    if question.yes_no:
        return write_marks(marks)
    return str(sum(1 << at for at, key in enumerate(question.paper.options) if key in marks))


def unpack_marks(question: Question, packed: str) -> Marks | None:
    """The marks of a button; None for a forged one."""
    options = question.paper.options
    if question.yes_no:
        marks = read_marks(packed)
        return marks if marks <= frozenset(options) else None
    if not packed.isascii() or not packed.isdecimal() or int(packed) >> len(options):
        return None
    return frozenset(key for at, key in enumerate(options) if int(packed) >> at & 1)


def option_word(texts: Texts, question: Question, key: str) -> str:
    """同意; an option's own words."""
    return texts.plain(f"voting.choice.{key}") if question.yes_no else question.labels.get(key, key)


def marks_word(texts: Texts, question: Question, marks: Marks) -> str:
    """What is marked, in the order of the ballot; 都不选 where nothing is."""
    marked = [option_word(texts, question, key) for key in question.paper.options if key in marks]
    return texts.plain("voting.between").join(marked) or texts.plain("voting.blank")


def ballot_keys(texts: Texts, vote: Vote, head_id: int, marked: Marks = frozenset()) -> tuple[tuple[Key, ...], ...]:
    """The buttons under a vote, for one of those this person votes for."""
    return mark_keys(
        texts,
        vote.question,
        marked,
        choose=lambda marks: ChooseBallot(vote.id, head_id, marks),
        mark=lambda marks: MarkOption(vote.id, head_id, marks),
    )


def receipt_words(texts: Texts, slot: int, seq: int, code: str) -> str:
    """137号 · 第1次 · 8QF4-ZK2M-71DA-03WX, on the phone and on paper alike."""
    return texts.plain("voting.receipt_of", slot=slot, seq=seq, code=code)


def mark_keys(
    texts: Texts,
    question: Question,
    marked: Marks,
    *,
    choose: Callable[[str], Button],
    mark: Callable[[str], Button],
) -> tuple[tuple[Key, ...], ...]:
    """[同意] [反对] [弃权]; an option a row; where one may mark several, marks and [选好了]."""
    options = question.paper.options
    if question.most == 1:
        offered = [frozenset({key}) for key in options] + ([] if question.least else [frozenset()])
        keys = [Key(_short(texts, question, one), choose(pack_marks(question, one))) for one in offered]
        return rows(*keys, per_row=len(keys) if question.yes_no else 1)
    toggles = [
        Key(_toggle(texts, question, key, marked), mark(pack_marks(question, marked ^ {key}))) for key in options
    ]
    done = Key(texts.plain("voting.key.marked", n=len(marked)), choose(pack_marks(question, marked)))
    return (*rows(*toggles, per_row=1), (done,))


def _short(texts: Texts, question: Question, marks: Marks) -> str:
    return shorten(marks_word(texts, question, marks), SHORT_OPTION)


def _toggle(texts: Texts, question: Question, key: str, marked: Marks) -> str:
    option = _short(texts, question, frozenset({key}))
    return texts.plain("voting.key.on" if key in marked else "voting.key.off", option=option)
