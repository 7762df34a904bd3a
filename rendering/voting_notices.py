"""Notices of formal votes (表决通知): the posting, the card, the result, and whoever is asked to confirm it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.issues import shorten
from domain.moments import read_moment
from domain.outcomes import Facts
from domain.voting.constituencies import BY_HOMES, Constituency
from domain.voting.owners_matters import in_full
from domain.voting.rules import RULES, Measure
from domain.voting.tally import Finding
from domain.voting.timelines import DISMISSAL_DAYS
from domain.voting.turnout import per_mille, wanting
from domain.voting.votes import LegalWeight
from rendering import dates
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.screens import Key, Screen, lines
from rendering.texts import Texts
from rendering.voting import amount, finding_line, outcome_line, stored_findings
from rendering.voting_backgrounds import alone_line, few_representatives, owners_next_line, price_line
from rendering.voting_buttons import ShowVote
from rendering.voting_deemed import deemed_lines, silence_line, strict_line
from rendering.voting_options import among_options

UNDER_WAY = frozenset({"card", "state.open"})
"""Heads of a vote that takes ballots: 正在表决, or 正在征询."""

ON_CARD = 240
"""Characters of the text that a group reads; the whole text stands behind the button."""


def posted(drawing: Drawing, facts: Facts) -> Dispatch:
    """The text and the roll are published before anybody votes."""
    texts = drawing.texts
    words = lines(
        head(texts, "posted", facts),
        weight_line(texts, facts),
        scope_line(texts, facts),
        alone_line(texts, facts),
        pooling_line(texts, facts),
        text_said(facts["title"], facts["text"], ON_CARD),
        *option_lines(texts, facts),
        price_line(texts, facts),
        "",
        roll_line(texts, facts),
        period_line(texts, facts, drawing.zone),
        silence_line(texts, facts),
        few_representatives(texts, facts),
    )
    return Dispatch(Screen(words, (_way_in(texts, "look", facts),)))


def card(drawing: Drawing, facts: Facts) -> Dispatch:
    """The question where the neighbours are: how many have taken part, never what they chose."""
    texts = drawing.texts
    closes = dates.until(texts, read_moment(facts["closes_at"]), drawing.zone)
    words = lines(
        head(texts, "meeting" if in_meeting(facts) else "card", facts),
        weight_line(texts, facts),
        *(_published(texts, facts) if facts.get("at_once") else ()),
        alone_line(texts, facts),
        None if in_meeting(facts) else texts.say("voting.card.until", moment=closes),
        *turnout_lines(texts, facts),
        silence_line(texts, facts),
    )
    return Dispatch(Screen(words, (_way_in(texts, "come" if in_meeting(facts) else "vote", facts),)))


def _published(texts: Texts, facts: Facts) -> list[Markup | str | None]:
    """Text and roll on the card of what is voted on at once: no posting went before it."""
    scope = facts["scope"]
    return [
        texts.say("voting.card.homes", words=scope["words"], n=facts["heads"]) if scope else roll_line(texts, facts),
        pooling_line(texts, facts),
        text_said(facts["title"], facts["text"], ON_CARD),
    ]


def called(drawing: Drawing, facts: Facts) -> Dispatch:
    """请您来开会, to each who votes by their office."""
    texts = drawing.texts
    words = lines(
        head(texts, "called", facts),
        alone_line(texts, facts),
        text_said(facts["title"], facts["text"], ON_CARD),
        price_line(texts, facts),
        "",
        period_line(texts, facts, drawing.zone),
        texts.say("voting.mine.member"),
        few_representatives(texts, facts),
    )
    return Dispatch(Screen(words, ((Key(texts.plain("voting.key.look"), ShowVote(facts["vote_id"])),),)))


def cancelled(drawing: Drawing, facts: Facts) -> Dispatch:
    """It will not be held."""
    return Dispatch(Screen(head(drawing.texts, "cancelled", facts)))


def to_confirm(drawing: Drawing, facts: Facts) -> Dispatch:
    """Whoever may confirm is asked to look at the count."""
    texts = drawing.texts
    words = lines(
        head(texts, "to_confirm", facts),
        few_representatives(texts, facts),
        texts.say("voting.to_confirm.how"),
    )
    return Dispatch(Screen(words, ((Key(texts.plain("voting.key.check"), ShowVote(facts["vote_id"])),),)))


def result(drawing: Drawing, facts: Facts) -> Dispatch:
    """The confirmed result, with its numbers and denominators."""
    texts = drawing.texts
    until = dates.until(texts, read_moment(facts["objections_until"]), drawing.zone)
    words = lines(
        head(texts, "result", facts),
        weight_line(texts, facts),
        *result_lines(texts, facts, facts["result"]),
        owners_next_line(texts, facts, passed=bool(facts["result"]["passed"])),
        alone_line(texts, facts),
        few_representatives(texts, facts),
        pooling_line(texts, facts, facts["result"]),
        _dismissal(texts, facts["dismissal_ends"]),
        texts.say("voting.result.in_matter")
        if facts.get("disclosed_next")
        else texts.say("voting.result.objections", day=until),
    )
    return Dispatch(Screen(words, (_way_in(texts, "look", facts),)))


def objection_raised(drawing: Drawing, facts: Facts) -> Dispatch:
    """The committee reads an objection."""
    texts = drawing.texts
    words = lines(
        head(texts, "objection", facts), texts.say("voting.objection.words", name=facts["by"], text=facts["said"])
    )
    return Dispatch(Screen(words, ((Key(texts.plain("voting.key.look"), ShowVote(facts["vote_id"])),),)))


def home_voted(drawing: Drawing, facts: Facts) -> Dispatch:
    """Another of the home has cast its ballot."""
    texts = drawing.texts
    units = texts.plain("voting.between").join(facts["units"])
    words = texts.say("voting.home_voted.text", title=facts["title"], units=units)
    return Dispatch(Screen(words, ((Key(texts.plain("voting.key.look"), ShowVote(facts["vote_id"])),),)))


NOTICES: dict[str, Template] = {
    "voting.home_voted": home_voted,
    "voting.posted": posted,
    "voting.card": card,
    "voting.called": called,
    "voting.cancelled": cancelled,
    "voting.to_confirm": to_confirm,
    "voting.result": result,
    "voting.objection": objection_raised,
}


# Lines that screens say, too


def head(texts: Texts, name: str, facts: Facts) -> Markup:
    """<b>正在表决 第3号：解聘物业</b>; what is no formal vote is never headed as one while people vote."""
    consulted = name in UNDER_WAY and facts["weight"] == LegalWeight.CONSULTATIVE
    what = texts.plain(f"voting.{'consulted' if consulted else name}.head")
    return texts.say("voting.head", what=what, number=facts["number"], title=facts["title"])


def text_said(title: str, text: str, most: int) -> str:
    """What is to be decided, under a head that names it: a first line that is the title again is not said twice."""
    first, _, rest = text.partition("\n")
    return shorten(rest.strip() if first.strip() == title and rest.strip() else text, most)


def weight_line(texts: Texts, facts: Facts) -> Markup:
    """正式表决（依《…》第17条） / 征询意见，不是正式表决 / 只用纸票."""
    return texts.say(f"voting.weight.{weight(facts)}", source=in_full(facts["weight_source"]))


def weight(facts: Facts) -> str:
    """What it is worth in law, and whether the phone takes no ballot."""
    return "on_paper" if facts.get("on_paper") else str(facts["weight"])


def sizes(facts: Facts) -> dict[str, str]:
    """Heads and area as they are written."""
    return {"heads": amount(Measure.HEADS, facts["heads"]), "area": amount(Measure.AREA, facts["area"])}


def period_line(texts: Texts, facts: Facts, zone: ZoneInfo) -> Markup:
    """12月10日起投票，12月20日20:00截止."""
    if in_meeting(facts):
        return texts.say("voting.meets", moment=dates.moment(texts, read_moment(facts["opens_at"]), zone))
    opens, closes = read_moment(facts["opens_at"]), dates.until(texts, read_moment(facts["closes_at"]), zone)
    if facts.get("constituency") == Constituency.RESIDENTS:
        return texts.say("voting.assembly", opens=dates.moment(texts, opens, zone), closes=closes)
    return texts.say("voting.period", opens=dates.day(texts, opens, zone), closes=closes)


def turnout_lines(texts: Texts, facts: Facts) -> list[Markup]:
    """已参与 431/678 人，面积 …；还差 21 人."""
    if counted_as(facts) != "heads" or in_meeting(facts) or not facts["area"]:
        return _turnout_by_heads(texts, facts)
    counts = {Measure.HEADS: facts["voted_heads"], Measure.AREA: facts["voted_area"]}
    wholes = {Measure.HEADS: facts["heads"], Measure.AREA: facts["area"]}
    said = texts.say(
        "voting.turnout",
        **sizes(facts),
        voted_heads=amount(Measure.HEADS, counts[Measure.HEADS]),
        voted_area=amount(Measure.AREA, counts[Measure.AREA]),
        share=tenths(counts[Measure.AREA], wholes[Measure.AREA]),
    )
    missing = wanting(RULES[facts["rule"]], counts, wholes)
    if not missing:
        return [said, texts.say("voting.enough")]
    lacking = [_measured(texts, measure, missing[measure]) for measure in counts if measure in missing]
    return [said, texts.say("voting.lacking", missing=texts.plain("voting.between").join(lacking))]


def _turnout_by_heads(texts: Texts, facts: Facts) -> list[Markup]:
    """已投 9/24 户；到会 30/45 人; and how many are wanting."""
    came, of = facts["voted_heads"], facts["heads"]
    missing = max(0, RULES[facts["rule"]].quorum.least(of) - came)
    what = "meeting" if in_meeting(facts) else counted_as(facts)
    said = texts.say(f"voting.turnout_{what}", came=came, of=of)
    return [said, texts.say(f"voting.lacking_{what}", n=missing) if missing else texts.say(f"voting.enough_{what}")]


def counted_as(facts: Facts) -> str:
    """How heads are called: 人, or 户 where homes vote."""
    return "homes" if facts.get("constituency") in BY_HOMES else "heads"


def in_meeting(facts: Facts) -> bool:
    """Whether it is decided in a meeting."""
    return bool(facts.get("constituency") == Constituency.REPRESENTATIVES)


def scope_line(texts: Texts, facts: Facts) -> Markup | None:
    """由3号楼1单元的住户定（楼院章程）; what it goes by is said once, where the line before says the same."""
    scope = facts.get("scope")
    if scope is None:
        return None
    if in_full(scope["source"]) == in_full(facts.get("weight_source", "")):
        return texts.say("voting.scope_alone", words=scope["words"])
    return texts.say("voting.scope", words=scope["words"], source=scope["source"])


def pooling_line(texts: Texts, facts: Facts, found: Mapping[str, Any] | None = None) -> Markup | None:
    """凑钱自愿: nobody is made to by the vote; for what was not carried nobody chips in."""
    fallen = found is not None and not found["passed"]
    return texts.say("deliberation.pooling") if facts.get("pooling") and not fallen else None


def option_lines(texts: Texts, facts: Facts) -> list[Markup]:
    """1. 铁门."""
    asked = facts.get("question") or {}
    return [texts.say("voting.preview.option", option=option["label"]) for option in asked.get("options") or ()]


def roll_line(texts: Texts, facts: Facts) -> Markup:
    """表决名册：678 人，面积…; 24 户; 45 位代表."""
    whose = facts.get("constituency", Constituency.OWNERS.value)
    if whose == Constituency.OWNERS:
        return texts.say("voting.posted.roll", **sizes(facts))
    return texts.say(f"voting.posted.roll_{whose}", n=facts["heads"])


def tenths(count: int, whole: int) -> str:
    """64.2 of a hundred, never rounded up."""
    return "{}.{}".format(*divmod(per_mille(count, whole), 10))


def _measured(texts: Texts, measure: Measure, short: int) -> str:
    """21 人."""
    return texts.plain(f"voting.lacking.{measure}", n=amount(measure, short))


def result_lines(texts: Texts, facts: Facts, found: Mapping[str, Any]) -> list[Markup]:
    """What came of it, then why: the findings in order."""
    kept = RULES[facts["rule"]]
    listed = stored_findings(kept, found)
    aside = [texts.say("voting.set_aside", n=found["set_aside"])] if found["set_aside"] else []
    aside += _papers(texts, found.get("papers"))
    called = counted_as(facts)
    if "options" in found:
        quorum = [Markup.escape(finding_line(texts, one, called)) for one in listed]
        return [*among_options(texts, facts, found), *quorum, *aside]
    heads = next((one for one in listed if one.measure is Measure.HEADS), None)
    others = [] if heads is None else [_others(texts, found, heads, "meeting" if in_meeting(facts) else called)]
    met = {"passed": found["passed"], "quorum_met": found["quorum_met"]}
    outcome = outcome_line(texts, kept, facts.get("matter", ""), source=facts.get("weight_source", ""), **met)
    return [
        *strict_line(texts, found),
        Markup.escape(outcome),
        *(Markup.escape(finding_line(texts, one, called)) for one in listed),
        *others,
        *aside,
        *deemed_lines(texts, kept, facts.get("matter", ""), found),
    ]


def _others(texts: Texts, found: Mapping[str, Any], took_part: Finding, called: str) -> Markup:
    """反对 121 人，弃权 40 人，没参加 216 人: with those who agreed and what is set aside they are everybody."""
    rejected, abstained = found["rejected"]["heads"], found["abstained"]["heads"]
    counts = {
        "rejected": rejected,
        "abstained": abstained,
        "absent": took_part.of - took_part.count - found["set_aside"],
    }
    if called == "meeting":
        counts["silent"] = took_part.count - found["approved"]["heads"] - rejected - abstained
    return texts.say(f"voting.result.others_{called}", **{name: amount(Measure.HEADS, n) for name, n in counts.items()})


def _papers(texts: Texts, papers: Mapping[str, int] | None) -> list[Markup]:
    """纸票 41 张，其中 1 户说不是自己投的: of how many, and that somebody has looked."""
    told = [] if papers is None else [name for name in ("void", "disowned") if papers[name]]
    return [texts.say(f"voting.result.papers_{name}", n=papers[name], of=papers["returned"]) for name in told if papers]


def _dismissal(texts: Texts, ends: str | None) -> Markup | None:
    """What a company that is dismissed has to be given."""
    if ends is None:
        return None
    return texts.say(
        "voting.result.dismissal", days=DISMISSAL_DAYS, day=dates.calendar_day(texts, date.fromisoformat(ends))
    )


def _way_in(texts: Texts, name: str, facts: Facts) -> tuple[Key, ...]:
    """Opens the private chat at this vote."""
    return (Key(texts.plain(f"voting.key.{name}"), start=f"vote_{facts['vote_id']}"),)
