"""Notices of full matters (一征三议两公开的通知): who is asked to look, what everybody reads."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from domain.deliberation.stages import Need, Stage
from domain.issues import shorten
from domain.moments import read_moment
from domain.outcomes import Facts
from rendering.deliberation_figures import application_words, paid_words, yuan
from rendering.deliberation_full import urgent_line
from rendering.deliberation_full_buttons import NoteRecord, ReadObjections, RunMatter, ShowApplication
from rendering.deliberation_lines import (
    decided_lines,
    head,
    homes_line,
    objecting_line,
    residents_line,
    stage_line,
    to_matter,
)
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.screens import Key, Screen, lines
from rendering.texts import Texts

PRICE_WORDS = 60
WORD_FOR_WORD = frozenset({Stage.ANNOUNCING, Stage.DISCLOSING, Stage.DOING})
"""Steps whose notice has the whole text: what will be decided on, what was decided, what is repaired at once."""


def _head(drawing: Drawing, facts: Facts) -> Markup:
    return head(drawing.texts, facts["procedure"], facts["number"], facts["title"])


def move_asked(drawing: Drawing, facts: Facts) -> Dispatch:
    """请核对: it can go on, says one; another looks."""
    texts = drawing.texts
    step = texts.plain(f"deliberation.stage.{facts['stage']}")
    words = lines(_head(drawing, facts), texts.say("deliberation.move_asked", step=step))
    return Dispatch(Screen(words, ((Key(texts.plain("deliberation.key.check_move"), RunMatter(facts["matter_id"])),),)))


def move_waits(drawing: Drawing, facts: Facts) -> Dispatch:
    """还等您核对."""
    texts = drawing.texts
    step = texts.plain(f"deliberation.stage.{facts['stage']}")
    words = lines(_head(drawing, facts), texts.say("deliberation.move_waits", step=step))
    return Dispatch(Screen(words, ((Key(texts.plain("deliberation.key.check_move"), RunMatter(facts["matter_id"])),),)))


def lapsed(drawing: Drawing, facts: Facts) -> Dispatch:
    """您提请的过期了, and why; it can be asked again."""
    texts = drawing.texts
    step = texts.plain(f"deliberation.stage.{facts['stage']}")
    what = f"{facts['asked']}_{facts['why']}"
    said = texts.say(f"deliberation.lapsed.{what}", step=step)
    return Dispatch(Screen(lines(_head(drawing, facts), said), ((to_matter(texts, facts["matter_id"]),),)))


def move_returned(drawing: Drawing, facts: Facts) -> Dispatch:
    """退回了, and why."""
    texts = drawing.texts
    words = lines(_head(drawing, facts), texts.say("deliberation.move_returned", words=facts["words"]))
    return Dispatch(Screen(words, ((Key(texts.plain("deliberation.key.run"), RunMatter(facts["matter_id"])),),)))


def announced(drawing: Drawing, facts: Facts) -> Dispatch:
    """A step that everybody reads of, in a notice of its own."""
    texts, stage, danger = drawing.texts, Stage(facts["stage"]), facts.get("danger")
    ends = None if facts["ends"] is None else read_moment(facts["ends"])
    words = lines(
        texts.say(f"deliberation.announced.{stage}"),
        _head(drawing, facts),
        homes_line(texts, facts["procedure"], facts["homes"], facts["n"]),
        urgent_line(texts, danger["kind"], texts.plain(f"deliberation.payer.{danger['payer']}")) if danger else None,
        texts.say("deliberation.quoted", words=facts["text"]) if stage in WORD_FOR_WORD else None,
        *(decided_lines(texts, facts["procedure"], facts["figures"]) if stage is Stage.DISCLOSING else ()),
        price_line(texts, facts["price"]) if facts.get("price") else None,
        texts.say("deliberation.guess", guess=yuan(facts["guess"])) if facts.get("guess") is not None else None,
        money_line(texts, facts["money"]) if facts.get("money") else None,
        texts.say("deliberation.money_why", words=facts["money"]["why"]) if facts.get("money", {}).get("why") else None,
        texts.say("deliberation.unchecked") if facts.get("unchecked") else None,
        _named_line(texts, facts.get("named")),
        Markup.escape(application_words(texts, facts["application"])) if "application" in facts else None,
        stage_line(texts, stage, ends, drawing.zone),
        objecting_line(texts, facts["called_up"]) if facts.get("called_up") else None,
        texts.say(f"deliberation.announced_do.{stage}"),
        texts.say("deliberation.photos_where") if stage is Stage.REPORTING else None,
    )
    key = Key(texts.plain("deliberation.card_key.look"), start=f"matter_{facts['matter_id']}")
    return Dispatch(Screen(words, ((key,),)))


def _named_line(texts: Texts, named: Mapping[str, bool] | None) -> Markup | None:
    """党员会议：没有记录；居务监督委员会：有记录: what the procedure asks about, on record or not."""
    if named is None:
        return None
    parts = [_named(texts, need, kept=kept) for need, kept in named.items()]
    return texts.say("deliberation.named", parts=texts.plain("deliberation.named.between").join(parts))


def _named(texts: Texts, need: str, *, kept: bool) -> str:
    what = texts.plain(f"deliberation.named.{need}")
    return texts.plain("deliberation.named.kept" if kept else "deliberation.named.none", what=what)


def price_line(texts: Texts, price: Facts) -> Markup:
    """多少钱，从哪里出: what is decided together with the text."""
    words = paid_words(texts, price.get("source", ""), shorten(price["words"], PRICE_WORDS))
    return texts.say("deliberation.price", budget=yuan(price["budget"]), words=words)


def money_line(texts: Texts, money: Facts) -> Markup:
    """花了多少, beside what was decided."""
    spent, budget = yuan(money["spent"]), money["budget"]
    if money.get("guess") is not None:
        return texts.say("deliberation.money_guess", spent=spent, guess=yuan(money["guess"]))
    if not budget:
        return texts.say("deliberation.money_alone", spent=spent)
    return texts.say("deliberation.money", spent=spent, budget=yuan(budget))


def paper_wanted(drawing: Drawing, facts: Facts) -> Dispatch:
    """一天了，墙上还没贴."""
    texts = drawing.texts
    words = lines(_head(drawing, facts), texts.say("deliberation.paper_wanted"))
    return Dispatch(Screen(words, ((Key(texts.plain("deliberation.key.run"), RunMatter(facts["matter_id"])),),)))


def corrected(drawing: Drawing, facts: Facts) -> Dispatch:
    """更正."""
    texts = drawing.texts
    words = lines(_head(drawing, facts), texts.say("deliberation.corrected", words=facts["words"]))
    key = Key(texts.plain("deliberation.card_key.look"), start=f"matter_{facts['matter_id']}")
    return Dispatch(Screen(words, ((key,),)))


def applied(drawing: Drawing, facts: Facts) -> Dispatch:
    """维修资金：…申请，有回执."""
    texts = drawing.texts
    words = lines(_head(drawing, facts), Markup.escape(application_words(texts, facts["application"])))
    key = Key(texts.plain("deliberation.card_key.look"), start=f"matter_{facts['matter_id']}")
    return Dispatch(Screen(words, ((key,),)))


def application_asked(drawing: Drawing, facts: Facts) -> Dispatch:
    """请您复核维修资金的申请."""
    return _application_waits(drawing, facts, "deliberation.application_asked")


def application_waits(drawing: Drawing, facts: Facts) -> Dispatch:
    """还等您复核."""
    return _application_waits(drawing, facts, "deliberation.application_waits")


def receipt_lost(drawing: Drawing, facts: Facts) -> Dispatch:
    """回执没有收到: it is put on record anew, with the photo."""
    texts = drawing.texts
    said = Markup.escape(application_words(texts, facts["application"]))
    words = lines(_head(drawing, facts), said, texts.say("deliberation.receipt_lost"))
    anew = NoteRecord(facts["matter_id"], Need.APPLIED.value)
    return Dispatch(Screen(words, ((Key(texts.plain("deliberation.key.send_receipt"), anew),),)))


def _application_waits(drawing: Drawing, facts: Facts, asked: str) -> Dispatch:
    texts = drawing.texts
    said = Markup.escape(application_words(texts, facts["application"]))
    words = lines(_head(drawing, facts), said, texts.say(asked))
    look = Key(texts.plain("deliberation.key.check_application"), ShowApplication(facts["matter_id"]))
    return Dispatch(Screen(words, ((look,),)))


def objected(drawing: Drawing, facts: Facts) -> Dispatch:
    """有人提了异议，请答复."""
    texts = drawing.texts
    words = lines(
        _head(drawing, facts),
        texts.say("deliberation.objected", number=facts["objection"], words=facts["words"]),
    )
    key = Key(texts.plain("deliberation.supply.objections"), ReadObjections(facts["matter_id"], 0))
    return Dispatch(Screen(words, ((key,),)))


def objection_answered(drawing: Drawing, facts: Facts) -> Dispatch:
    """异议和答复."""
    texts = drawing.texts
    words = lines(
        _head(drawing, facts),
        texts.say("deliberation.objection", number=facts["objection"], words=facts["words"]),
        texts.say("deliberation.objection_answer", words=facts["answer"]),
    )
    key = Key(texts.plain("deliberation.card_key.look"), start=f"matter_{facts['matter_id']}")
    return Dispatch(Screen(words, ((key,),)))


def called_up(drawing: Drawing, facts: Facts) -> Dispatch:
    """您提过异议的…，够了，由居民会议决定."""
    texts = drawing.texts
    words = lines(_head(drawing, facts), objecting_line(texts, facts["called_up"]), texts.say("deliberation.called_up"))
    return Dispatch(Screen(words, ((to_matter(texts, facts["matter_id"]),),)))


def fallen(drawing: Drawing, facts: Facts) -> Dispatch:
    """居民会议没有通过：决议不再执行."""
    texts = drawing.texts
    words = lines(
        _head(drawing, facts), texts.say("deliberation.fallen"), residents_line(texts, facts["figures"]),
        texts.say("deliberation.fallen_next"),
    )  # fmt: skip
    key = Key(texts.plain("deliberation.card_key.look"), start=f"matter_{facts['matter_id']}")
    return Dispatch(Screen(words, ((key,),)))


def overtaken(drawing: Drawing, facts: Facts) -> Dispatch:
    """决议不办了，方案改了，重新征求意见."""
    texts = drawing.texts
    words = lines(_head(drawing, facts), texts.say("deliberation.overtaken", words=facts["words"]))
    key = Key(texts.plain("deliberation.card_key.look"), start=f"matter_{facts['matter_id']}")
    return Dispatch(Screen(words, ((key,),)))


def fallen_lead(drawing: Drawing, facts: Facts) -> Dispatch:
    """请选：改方案重新征求，或者终止."""
    texts = drawing.texts
    words = lines(_head(drawing, facts), texts.say("deliberation.called.fallen"))
    return Dispatch(Screen(words, ((Key(texts.plain("deliberation.key.run"), RunMatter(facts["matter_id"])),),)))


NOTICES: dict[str, Template] = {
    "deliberation.move_asked": move_asked,
    "deliberation.move_waits": move_waits,
    "deliberation.lapsed": lapsed,
    "deliberation.move_returned": move_returned,
    "deliberation.announced": announced,
    "deliberation.paper_wanted": paper_wanted,
    "deliberation.corrected": corrected,
    "deliberation.applied": applied,
    "deliberation.receipt_lost": receipt_lost,
    "deliberation.application_asked": application_asked,
    "deliberation.application_waits": application_waits,
    "deliberation.objected": objected,
    "deliberation.objection_answered": objection_answered,
    "deliberation.called_up": called_up,
    "deliberation.fallen": fallen,
    "deliberation.fallen_lead": fallen_lead,
    "deliberation.overtaken": overtaken,
}
