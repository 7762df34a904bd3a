"""Cards for the chat (图卡): tallies, participation, reports, spending as one picture; its caption says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.bulletins import Spending
from domain.issues import shorten
from domain.issues_statistics import SHARES
from domain.vote_effects import card_facts, turnout_facts
from domain.voting.rules import RULES, Measure, Threshold
from domain.voting.votes import Vote
from rendering import dates, issues_months, tasks
from rendering.bulletin_form import bar, drawable
from rendering.bulletin_matters import cost_bars
from rendering.bulletin_votes import result_bars, without_findings
from rendering.paper import legible, preview
from rendering.screens import Key, Screen
from rendering.texts import Texts
from rendering.voting import amount, threshold
from rendering.voting_notices import counted_as, result_lines, turnout_lines

TEMPLATE, LONGEST_CAPTION = "card.typ", 900


@dataclass(frozen=True)
class Card:
    """A card (图卡): the facts of its picture, and the same in words for whoever cannot see it."""

    facts: Mapping[str, Any]
    said: tuple[str, ...]

    def picture(self) -> bytes:
        """PNG, 800 px wide."""
        (found,) = preview(TEMPLATE, self.facts)  # one page, as high as it needs
        return found


def _card(texts: Texts, title: str, lead: Sequence[str], bars: Sequence[Any], text: Sequence[str]) -> Card:
    facts = {"title": title, "lead": list(lead), "bars": list(bars), "text": list(text)}
    in_bars = [" ".join(part for part in (one["name"], one["figure"], one["note"]) if part) for one in bars]
    words = [legible(texts, said) for said in (title, *lead, *in_bars, *text)]
    return Card({"lang": texts.locale.partition("_")[0], **drawable(texts, facts)}, tuple(words))


def tally_card(texts: Texts, vote: Vote) -> Card:
    """What a vote came to."""
    assert vote.result is not None, "it is public"
    facts = card_facts(vote)
    outcome, *others = [line.unescape() for line in result_lines(texts, facts, vote.result)]
    title = texts.plain("cards.vote", number=vote.number, title=vote.title)
    rest = without_findings(texts, facts, vote.result, others)
    return _card(texts, title, [outcome], result_bars(texts, facts, vote.result), rest)


def participation_card(texts: Texts, vote: Vote, turnout: tuple[int, int], *, at: datetime, zone: ZoneInfo) -> Card:
    """How many have taken part so far, never what they chose; the stroke is what is needed."""
    facts = {**card_facts(vote), **turnout_facts(*turnout)}
    rule = RULES[facts["rule"]]
    counts = {Measure.HEADS: (turnout[0], vote.heads), Measure.AREA: (turnout[1], vote.area)}
    shown = [measure for measure in rule.measures if counts[measure][1]]
    bars = [_turnout_bar(texts, facts, measure, *counts[measure], rule.quorum) for measure in shown]
    title = texts.plain("cards.vote", number=vote.number, title=vote.title)
    lacking = turnout_lines(texts, facts)[1:]
    return _card(
        texts,
        title,
        [texts.plain("cards.participation", when=dates.moment(texts, at, zone))],
        bars,
        [line.unescape() for line in lacking],
    )


def _turnout_bar(
    texts: Texts, facts: Mapping[str, Any], measure: Measure, count: int, of: int, wanted: Threshold
) -> dict[str, Any]:
    called = counted_as(facts) if measure is Measure.HEADS else measure.value
    figure = texts.plain(
        "bulletin.figure.share",
        count=amount(measure, count),
        of=amount(measure, of),
        unit=texts.plain(f"voting.units.{called}"),
    )
    name = texts.plain("bulletin.bar.quorum", measure=texts.plain(f"voting.measures.{called}"))
    return bar(name, figure, count, of, wanted, texts.plain("cards.wanted", threshold=threshold(texts, wanted)))


def reports_card(texts: Texts, facts: Mapping[str, Any]) -> Card:
    """A month's reports: every share with its whole."""
    shares = {name: facts["now"][name] for name in SHARES if facts["now"][name][1]}
    bars = [
        bar(texts.plain(f"cards.share.{name}"), texts.plain("cards.reports", part=part, of=of), part, of)
        for name, (part, of) in shares.items()
    ]
    words = [line.unescape() for line in issues_months.counts(texts, facts)]
    return _card(texts, issues_months.title(texts, facts).striptags(), [], bars, words)


def spending_card(texts: Texts, title: str, spent: Spending) -> Card:
    """What a matter costs against its budget, task by task done."""
    done = texts.plain("bulletin.figure.tasks", done=spent.done, of=len(spent.standing))
    bars = [bar(texts.plain("bulletin.bar.tasks"), done, spent.done, len(spent.standing)), *cost_bars(texts, spent)]
    named = [
        texts.plain("cards.task", what=task.plan.what, state=texts.plain(f"bulletin.task.{task.state}"))
        for task in spent.tasks[: tasks.A_PAGE]
    ]
    return _card(texts, texts.plain("cards.spending", title=title), [], bars, named)


def shown(texts: Texts, card: Card, picture: bytes, *keys: Key) -> Screen:
    """The picture, its words beneath."""
    words = shorten("\n".join(card.said), LONGEST_CAPTION)
    return Screen(texts.say("cards.said", words=words), (keys,) if keys else (), picture=picture)
