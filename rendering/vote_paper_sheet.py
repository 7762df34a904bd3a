"""The paper ballot (纸票): numbered, its home on the stub alone, which stays with whoever hands it over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from domain.vote_effects import card_facts
from domain.voting.owners_matters import in_full
from domain.voting.rules import Measure
from domain.voting.votes import Vote
from rendering import dates
from rendering.paper import one_line, pdf
from rendering.texts import Texts
from rendering.voting import amount
from rendering.voting_backgrounds import alone_line, price_line
from rendering.voting_ballots import option_word
from rendering.voting_deemed import silence_line
from rendering.voting_notices import counted_as, weight

TEMPLATE = "vote_paper.typ"
LONGEST_TITLE, LONGEST_TEXT, LONGEST_HOME, LONGEST_SOURCE, LONGEST_SILENCE = 60, 220, 60, 60, 120
LEAST_TEXT = 60


@dataclass(frozen=True)
class PaperFace:
    """What is printed on one paper ballot (纸票票面)."""

    serial: int
    home: str  # on the stub alone
    area: int  # in 0.01 ㎡


def paper_sheet(texts: Texts, vote: Vote, faces: Sequence[PaperFace], zone: ZoneInfo) -> bytes:
    """The ballots as PDF, two a page."""
    return pdf(TEMPLATE, paper_facts(texts, vote, faces, zone))


def paper_facts(texts: Texts, vote: Vote, faces: Sequence[PaperFace], zone: ZoneInfo) -> dict[str, Any]:
    """The facts of the template, every sign of them drawable."""
    say, facts = texts.plain, card_facts(vote)
    return {
        "lang": texts.locale.partition("_")[0],
        "title": say("paper.ballot.title"),
        "words": {
            "head": say("paper.ballot.head", number=vote.number),
            "title": one_line(texts, vote.title, LONGEST_TITLE),
            "weight": one_line(
                texts, say(f"voting.weight.{weight(facts)}", source=in_full(facts["weight_source"])), LONGEST_SOURCE
            ),
            "text": _text(texts, vote),
            "hash": say(f"paper.ballot.hash{'_card' if vote.at_once else ''}", hash=facts["hash"]),
            "silence": _silence(texts, vote),
            "how": _how(texts, vote),
            "choices": [option_word(texts, vote.question, key) for key in vote.question.paper.options],
            "until": say("paper.ballot.until", moment=dates.until(texts, vote.closes_at, zone)),
            "signed": say(f"paper.ballot.signed_{counted_as(facts)}"),
            "witness": say("paper.ballot.witness"),
            "stub": say("paper.ballot.stub"),
            "received": say("paper.ballot.received"),
        },
        "papers": [_paper(texts, face, counted_as(facts)) for face in faces],
    }


def _text(texts: Texts, vote: Vote) -> str:
    """What is decided, then what it costs; or that no matter led to it: that is never what is cut off."""
    facts = card_facts(vote)
    beside = [line.unescape() for line in (price_line(texts, facts), alone_line(texts, facts)) if line is not None]
    tail = one_line(texts, " ".join(beside), LONGEST_TEXT)
    return " ".join(filter(None, (one_line(texts, vote.text, max(LEAST_TEXT, LONGEST_TEXT - len(tail))), tail)))


def _how(texts: Texts, vote: Vote) -> str:
    """请选一个; where several may be marked, how many at most, and that more make it void."""
    most = vote.question.most
    return texts.plain("paper.ballot.how") if most == 1 else texts.plain("paper.ballot.how_many", n=most)


def _silence(texts: Texts, vote: Vote) -> str:
    """What becomes of whoever does not vote; empty where they are not counted."""
    said = silence_line(texts, card_facts(vote))
    return "" if said is None else one_line(texts, said.unescape(), LONGEST_SILENCE)


def _paper(texts: Texts, face: PaperFace, whose: str) -> dict[str, str]:
    """A home's ballot is one home's: it counts no area, and a tenant may sign it."""
    area = amount(Measure.AREA, face.area)
    return {
        "serial": texts.plain("paper.ballot.serial", serial=f"{face.serial:04d}"),
        "worth": texts.plain(f"paper.ballot.worth_{whose}", area=area),
        "home": one_line(texts, face.home, LONGEST_HOME),
    }
