"""Privacy in words (隐私): the notice before somebody registers, and the page 「我的信息」 with the consents."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.privacy import CLAUSES, Clause, Consent, Processor, Purpose, agreed
from domain.registry import Compound
from rendering.buttons import Button
from rendering.dates import day
from rendering.privacy_buttons import (
    AgreeAgain,
    AskErase,
    AskWithdraw,
    CorrectName,
    DeclineNotice,
    ExportMine,
    GiveUp,
    NameProcessor,
    ReadNotice,
    ReallyWithdraw,
    ShowConsents,
    ShowHeld,
    ShowKeeping,
    ShowLooks,
    ShowMore,
    ShowPrivacy,
    TurnConsent,
)
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

PAGE = ("head", "kept", "groups", "seen", "unseen", "abroad")
WHOLE = ("kept", "why", "seen", "where", "how_long", "rights", "abroad", "abroad_whom", "free", "version")
"""Parts of the whole notice, in order (第17、39条)."""


def consent(texts: Texts, *, processor: Processor | None, compound_id: int, agree: Button) -> Screen:
    """The one screen before somebody registers (登记前的告知). `agree` is the caller's: it goes on from there."""
    text = lines(texts.say("privacy.consent.head"), *_short(texts, processor))
    keys = (
        (Key(texts.plain("privacy.consent.agree"), agree),),
        (
            Key(texts.plain("privacy.consent.whole"), ReadNotice(compound_id)),
            Key(texts.plain("privacy.consent.decline"), DeclineNotice()),
        ),
    )
    return Screen(text, keys)


def _short(texts: Texts, processor: Processor | None) -> list[Markup]:
    """The notice in six lines."""
    parts = ("kept", "why", "seen", "how_long", "abroad")
    return [who(texts, processor), *(texts.say(f"privacy.consent.{part}") for part in parts)]


def who(texts: Texts, processor: Processor | None) -> Markup:
    """Who answers for the data, in one line."""
    if processor is None:
        return texts.say("privacy.who.unnamed")
    return texts.say("privacy.who.named", name=processor.name, contact=processor.contact)


def whole_notice(texts: Texts, *, processor: Processor | None, version: int) -> Screen:
    """The whole notice (告知全文), with everything the law wants said."""
    parts = [who(texts, processor), *(texts.say(f"privacy.whole.{part}", version=version) for part in WHOLE)]
    return Screen(Markup("\n\n").join(parts))


def declined(texts: Texts) -> Screen:
    """不同意: what still goes, and the way on paper."""
    return Screen(lines(texts.say("privacy.declined.nothing"), texts.say("privacy.declined.paper")))


def page(texts: Texts, *, processor: Processor | None) -> Screen:
    """我的信息: in short what is kept and who sees it, and what people most want to do about it."""
    parts = [texts.say(f"privacy.page.{part}") for part in PAGE]
    keys = rows(
        _key(texts, "held", ShowHeld()),
        _key(texts, "export", ExportMine()),
        _key(texts, "looks", ShowLooks()),
        _key(texts, "consents", ShowConsents()),
        _key(texts, "more", ShowMore()),
        _key(texts, "erase", AskErase(1)),
    )
    return Screen(lines(*parts, who(texts, processor)), keys)


def more(texts: Texts, *, compound_id: int, serves: bool) -> Screen:
    """更多: what is seldom wanted."""
    processor = [_key(texts, "processor", NameProcessor(0))] if serves else []
    keys = rows(
        _key(texts, "name", CorrectName()),
        _key(texts, "keeping", ShowKeeping()),
        _key(texts, "whole", ReadNotice(compound_id)),
        *processor,
        back(texts),
    )
    return Screen(texts.say("privacy.more"), keys)


def _key(texts: Texts, name: str, press: Button) -> Key:
    return Key(texts.plain(f"privacy.key.{name}"), press)


def again(texts: Texts, *, processor: Processor | None, compound_id: int, version: int) -> Screen:
    """The notice has changed: whoever agreed to an older one is asked again."""
    keys = (
        (Key(texts.plain("privacy.again.agree"), AgreeAgain(version)),),
        (
            Key(texts.plain("privacy.consent.whole"), ReadNotice(compound_id)),
            Key(texts.plain("privacy.consent.decline"), AskWithdraw(Purpose.REGISTRATION)),
        ),
    )
    return Screen(lines(texts.say("privacy.again.head"), *_short(texts, processor)), keys)


def agreed_again(texts: Texts) -> Screen:
    """同意了."""
    return Screen(texts.say("privacy.again.done"), ((back(texts),),))


def back(texts: Texts) -> Key:
    """返回「我的信息」."""
    return _key(texts, "back", ShowPrivacy())


def consents(texts: Texts, given: Sequence[Consent], *, version: int, zone: ZoneInfo) -> Screen:
    """同意的事项: each with its day, each to be turned by itself."""
    held = agreed(given)
    shown = [_consent(texts, clause, given, clause.purpose in held, zone) for clause in CLAUSES]
    keys = [key for clause in CLAUSES for key in _turn(texts, clause, clause.purpose in held, version)]
    return Screen(
        lines(texts.say("privacy.consents.head"), *shown, texts.say("privacy.consents.free")),
        (*((key,) for key in keys), (back(texts),)),
    )


def _consent(texts: Texts, clause: Clause, given: Sequence[Consent], held: bool, zone: ZoneInfo) -> Markup:
    what = texts.plain(f"privacy.purpose.{clause.purpose}")
    if not held:
        return texts.say("privacy.consents.no", what=what)
    last = next(one for one in reversed(given) if one.purpose is clause.purpose)
    return texts.say("privacy.consents.yes", what=what, day=day(texts, last.given_at, zone))


def _turn(texts: Texts, clause: Clause, held: bool, version: int) -> list[Key]:
    if clause.necessary:
        return [_key(texts, f"withdraw_{clause.purpose}", AskWithdraw(clause.purpose))] if held else []
    turned = "off" if held else "on"
    return [_key(texts, f"{turned}_{clause.purpose}", TurnConsent(clause.purpose, int(not held), version))]


def reminders_key(texts: Texts, version: int) -> Key:
    """截止前提醒我, for screens of other rooms; never together with what is necessary."""
    return _key(texts, "on_reminders", TurnConsent(Purpose.REMINDERS, 1, version))


def ask_withdraw(texts: Texts, purpose: Purpose) -> Screen:
    """What stops when something necessary is taken back, and what there is instead."""
    stops = texts.say(f"privacy.withdraw.{purpose}")
    keys = (
        (_key(texts, "really_withdraw", ReallyWithdraw(purpose)),),
        (_key(texts, "erase", AskErase(1)), _key(texts, "rather_not", ShowConsents())),
    )
    return Screen(lines(stops, texts.say("privacy.withdraw.goes_on"), texts.say("privacy.withdraw.paper")), keys)


def withdrawn(texts: Texts, *, homes: int) -> Screen:
    """撤回了."""
    words = texts.say("privacy.withdraw.done_homes" if homes else "privacy.withdraw.done")
    keys = ((_key(texts, "erase", AskErase(1)), back(texts)),)
    return Screen(lines(words, texts.say("privacy.withdraw.still_here")), keys)


def which_processor(texts: Texts, compounds: Sequence[Compound]) -> Screen:
    """哪个小区的."""
    found = rows(*(Key(compound.name, NameProcessor(compound.id)) for compound in compounds))
    return Screen(texts.say("privacy.processor.which"), found)


def ask_processor(texts: Texts, draft_id: int, step: str) -> Screen:
    """由谁负责, 怎么联系. `step`: name, contact."""
    return Screen(texts.say(f"privacy.processor.{step}"), ((_key(texts, "give_up", GiveUp(draft_id)),),))


def processor_named(texts: Texts, processor: Processor) -> Screen:
    """写好了, as residents will read it."""
    return Screen(lines(texts.say("privacy.processor.done"), who(texts, processor)), ((back(texts),),))
