"""What a vote comes of, in words (表决的来由): its price, too few representatives, what follows; or that of none."""

from __future__ import annotations

from markupsafe import Markup

from domain.issues import shorten
from domain.outcomes import Facts
from domain.vote_backgrounds import background_of
from domain.voting.constituencies import Constituency
from domain.voting.owners_matters import cited
from domain.voting.rules import RULES
from rendering.deliberation_figures import paid_words, yuan
from rendering.deliberation_full_buttons import ReadRecords
from rendering.deliberation_lines import few_line
from rendering.screens import Key
from rendering.texts import Texts

PAID_WORDS = 40
"""Of where the money is from; the whole stands in the text and its records."""


def alone_line(texts: Texts, facts: Facts) -> Markup | None:
    """没有走一征三议两公开: said wherever the vote is, with what it goes by instead."""
    if not facts.get("alone"):
        return None
    return alone_words(texts, facts["constituency"], cited(RULES[facts["rule"]], facts["matter"]))


def alone_words(texts: Texts, constituency: str, article: str) -> Markup:
    """The same, before it is posted."""
    whose = "owners" if constituency == Constituency.OWNERS else "others"
    return texts.say(f"voting.alone.{whose}", article=article)


def price_line(texts: Texts, facts: Facts) -> Markup | None:
    """经费：68,000.00 元，出自公共收益（第2稿）: on the ballot itself, from what was frozen with the text."""
    found = background_of(facts)
    if found is None or found.budget is None:
        return None
    if not found.budget:
        return texts.say("voting.price.none", version=found.version)
    paid = paid_words(texts, found.source, shorten(found.paid, PAID_WORDS))
    return texts.say("voting.price", budget=yuan(found.budget), paid=paid, version=found.version)


def few_representatives(texts: Texts, facts: Facts) -> Markup | None:
    """代表太少: said when they are called, and wherever their vote is looked at."""
    found = background_of(facts)
    return None if found is None or found.few is None else few_line(texts, found.few)


def chosen_line(texts: Texts, facts: Facts) -> Markup | None:
    """代表推选: whether it is on record who chose them."""
    found = background_of(facts)
    if found is None or found.chosen is None:
        return None
    return texts.say("voting.chosen" if found.chosen else "voting.chosen.none")


def owners_next_line(texts: Texts, facts: Facts, *, passed: bool) -> Markup | None:
    """还不算数: what representatives resolved is for the owners to decide."""
    found = background_of(facts)
    return texts.say("voting.owners_next") if found is not None and found.owners_next and passed else None


def record_keys(texts: Texts, facts: Facts) -> list[Key]:
    """[看议题的记录]: for whoever checks, who chose the representatives, and everything else on record."""
    found = background_of(facts)
    if found is None:
        return []
    return [Key(texts.plain("voting.key.records"), ReadRecords(found.matter_id, 0))]
