"""Screens of 计时服务: what is agreed, a month of it with what was missed, what a fee would come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from domain.funds import Fund
from domain.hourly import (
    ACCEPTED_BY,
    SAMPLE_AREA,
    FeeChange,
    HourlyMonth,
    HourlyPage,
    HourlyService,
    month_fee,
    more_by,
    pay_refusal,
)
from domain.issues import shorten
from domain.issues_masking import on_card
from domain.outcomes import Facts
from rendering.deliberation_figures import yuan
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.fees import back, for_second, paged
from rendering.fund_buttons import ShowLine
from rendering.hourly_buttons import (
    ChangeFee,
    ConfirmHourly,
    EndHourly,
    HourlyDone,
    HourlyShort,
    JudgeMonth,
    LeaveHourly,
    MorePayers,
    NewHourly,
    PayMonth,
    SeeVisits,
    SettlesHourly,
    ShowHourly,
    ShowServicesByHour,
    SignIn,
)
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

LISTED, SHORT, ACCOUNTS = 3, 20, 5


def hours(texts: Texts, minutes: int) -> str:
    """4 小时, 4 小时 30 分钟, 45 分钟."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return texts.plain("hourly.minutes", minutes=rest)
    return texts.plain("hourly.hours_minutes" if rest else "hourly.hours", hours=whole, minutes=rest)


def month_name(texts: Texts, month: str) -> str:
    """2026年12月."""
    year, number = month.split("-")
    return texts.plain("hourly.month", year=year, month=int(number))


def services(
    texts: Texts, found: Sequence[HourlyService], change: FeeChange | None, page: int, *, keeps: bool, changes: bool
) -> Screen:
    """计时服务: what is done by the hour here, and the fee that is wanted."""
    shown, more = paged(texts, found, page, LISTED, ShowServicesByHour)
    said = [_agreed(texts, one) for one in shown] or [texts.say("hourly.none")]
    keys = [Key(shorten(one.name, SHORT), ShowHourly(one.id, "")) for one in shown]
    own = [Key(texts.plain("hourly.key.new"), NewHourly())] if keeps else []
    fee = [Key(texts.plain("hourly.key.fee"), ChangeFee())] if changes else []
    wanted = None if change is None else _wanted(texts, change)
    return Screen(lines(texts.say("hourly.head"), *said, wanted), (*rows(*keys), *rows(*more, *own, *fee, back(texts))))


def _agreed(texts: Texts, one: HourlyService) -> Markup:
    waits = "" if one.confirmed_at is not None else texts.plain("hourly.waits")
    told = {"name": on_card(one.name), "each": hours(texts, one.minutes), "times": one.times, "waits": waits}
    return texts.say("hourly.agreed", **told, rate=yuan(one.rate))


def _wanted(texts: Texts, change: FeeChange) -> Markup:
    told = {"was": yuan(change.was), "wanted": yuan(change.wanted)}
    if change.matter_number is None:
        return texts.say("hourly.fee_asked", **told)
    return texts.say("hourly.fee_matter", **told, number=change.matter_number)


def service(texts: Texts, page: HourlyPage) -> Screen:
    """A service in one of its months."""
    one = page.service
    if one.confirmed_at is None:
        return _unconfirmed(texts, one)
    heard = page.doubts[: 1 if page.month.missed else 2]  # eight lines at most
    doubts = [texts.say("hourly.doubt", words=shorten(on_card(words), 60)) for words in heard]
    text = lines(
        texts.say("hourly.title", name=on_card(one.name), standard=on_card(one.standard)),
        _agreed(texts, one),
        *_so_far(texts, page),
        _accepted(texts, page),
        *doubts,
    )
    return Screen(text, rows(*_acts(texts, page), Key(texts.plain("hourly.key.all"), ShowServicesByHour())))


def _so_far(texts: Texts, page: HourlyPage) -> list[Markup]:
    """How the month was; while it runs, what was done until now, for nothing of it is missed yet."""
    if page.month.month < page.service.since:
        return [_begins(texts, page.service)]
    return _month(texts, page.month)[:1] if page.running else _month(texts, page.month)


def _begins(texts: Texts, one: HourlyService) -> Markup:
    return texts.say("hourly.begins", month=month_name(texts, one.since))


def _month(texts: Texts, month: HourlyMonth) -> list[Markup]:
    """Planned and done; what was missed is a line of its own."""
    told = {"month": month_name(texts, month.month), "done": hours(texts, month.done)}
    done = texts.say("hourly.done", **told, planned=hours(texts, month.planned))
    missed = texts.say("hourly.missed", missed=hours(texts, month.missed), deducted=yuan(month.deducted))
    pay = texts.say("hourly.pay", fee=yuan(month.fee), pay=yuan(month.pay))
    return [done, missed, pay] if month.missed else [done, pay]


def _accepted(texts: Texts, page: HourlyPage) -> Markup | None:
    if page.month.line_id is not None:
        return texts.say("hourly.paid" if page.month.paid else "hourly.paying", number=page.month.line_number)
    if page.month.accepted_at is not None:
        return texts.say("hourly.accepted")
    return texts.say("hourly.fine", n=page.fine, of=ACCEPTED_BY) if page.fine or page.judges else None


def _acts(texts: Texts, page: HourlyPage) -> list[Key]:
    one, month = page.service, page.month.month
    keys = []
    if page.judges:
        keys.append(Key(texts.plain("hourly.key.fine"), JudgeMonth(one.id, month, 1, 0)))
        keys.append(Key(texts.plain("hourly.key.not_fine"), JudgeMonth(one.id, month, 0, 0)))
    elif page.does and page.not_today is None:
        keys.append(Key(texts.plain("hourly.key.sign_in"), SignIn(one.id)))
    keys += _payment(texts, page)
    if page.visits:
        keys.append(Key(texts.plain("hourly.key.photos"), SeeVisits(one.id, month)))
    if page.earlier:
        keys.append(Key(_earlier(texts, page), ShowHourly(one.id, page.earlier)))
    if page.keeps and one.stands:
        keys.append(Key(texts.plain("hourly.key.end"), EndHourly(one.id, 0)))
    return keys


def _earlier(texts: Texts, page: HourlyPage) -> str:
    """The month before the one that is read; by its name where it waits for the reader's word."""
    if not page.earlier_waits:
        return texts.plain("hourly.key.earlier")
    return texts.plain("hourly.key.judge_earlier", month=month_name(texts, page.earlier))


def _payment(texts: Texts, page: HourlyPage) -> list[Key]:
    """The line of the account that pays it; where there is none yet, the way to one, for who keeps the accounts."""
    one, month = page.service, page.month
    if month.line_id is not None:
        return [Key(texts.plain("hourly.key.line"), ShowLine(month.line_id))]
    if page.keeps and pay_refusal(month, month.pay) is None:
        return [Key(texts.plain("hourly.key.pay"), PayMonth(one.id, month.month, 0))]
    return []


def which_fund(texts: Texts, page: HourlyPage, found: Sequence[Fund], at: int, *, prepaid: bool) -> Screen:
    """From which account is the month paid? `at`: the page of them; `prepaid`: others are paid from by building."""
    one, month = page.service, page.month
    shown, more = paged(texts, found, at, ACCOUNTS, partial(MorePayers, one.id, month.month))
    keys = [Key(shorten(fund.name, SHORT), PayMonth(one.id, month.month, fund.id)) for fund in shown]
    none = texts.say("hourly.only_prepaid" if prepaid else "hourly.no_fund")
    text = texts.say("hourly.which_fund", pay=yuan(month.pay)) if found else none
    return Screen(text, rows(*keys, *more, Key(texts.plain("hourly.key.think"), ShowHourly(one.id, month.month))))


def paid_for(texts: Texts, page: HourlyPage) -> str:
    """What the line of the account says that it is for."""
    return texts.plain("hourly.paid_for", name=page.service.name, month=month_name(texts, page.month.month))


def _unconfirmed(texts: Texts, one: HourlyService) -> Screen:
    """What a second person looks at before anybody else reads it."""
    text = lines(
        texts.say("hourly.title", name=on_card(one.name), standard=on_card(one.standard)),
        _agreed(texts, one),
        texts.say("hourly.unconfirmed"),
    )
    keys = [
        Key(texts.plain("hourly.key.confirm"), SettlesHourly(one.id, 1)),
        Key(texts.plain("hourly.key.drop"), SettlesHourly(one.id, 0)),
        Key(texts.plain("hourly.key.all"), ShowServicesByHour()),
    ]
    return Screen(text, rows(*keys))


def ask(texts: Texts, what: str, draft_id: int) -> Screen:
    """The next words are awaited."""
    return Screen(texts.say(f"hourly.ask.{what}"), rows(_leave(texts, draft_id)))


def _leave(texts: Texts, draft_id: int) -> Key:
    return Key(texts.plain("hourly.key.leave"), LeaveHourly(draft_id))


def preview(texts: Texts, body: Mapping[str, Any], draft_id: int) -> Screen:
    """A service once more, before a second person is asked."""
    told = {"name": on_card(body["name"]), "each": hours(texts, body["minutes"]), "times": body["times"], "waits": ""}
    text = lines(
        texts.say("hourly.title", name=on_card(body["name"]), standard=on_card(body["standard"])),
        texts.say("hourly.agreed", **told, rate=yuan(body["rate"])),
        texts.say("hourly.read_by"),
    )
    yes = Key(texts.plain("hourly.key.ask_second"), ConfirmHourly(draft_id))
    return Screen(text, rows(yes, _leave(texts, draft_id)))


def how_long(texts: Texts, minutes: int, draft_id: int) -> Screen:
    """With its photo: was all of it done?"""
    all_ = Key(texts.plain("hourly.key.did", each=hours(texts, minutes)), HourlyDone(draft_id, minutes))
    short = Key(texts.plain("hourly.key.short"), HourlyShort(draft_id))
    return Screen(texts.say("hourly.how_long"), rows(all_, short, _leave(texts, draft_id)))


def surely_done(texts: Texts, minutes: int, draft_id: int) -> Screen:
    """So long, once more."""
    yes = Key(texts.plain("hourly.key.did", each=hours(texts, minutes)), HourlyDone(draft_id, minutes))
    return Screen(texts.say("hourly.surely_done", each=hours(texts, minutes)), rows(yes, _leave(texts, draft_id)))


def surely_fine(texts: Texts, page: HourlyPage) -> Screen:
    """What one says of a month is looked at once more."""
    one, month = page.service, page.month.month
    words = texts.say("hourly.surely_fine", name=on_card(one.name), month=month_name(texts, month))
    yes = Key(texts.plain("hourly.key.fine"), JudgeMonth(one.id, month, 1, 1))
    think = Key(texts.plain("hourly.key.think"), ShowHourly(one.id, month))
    return Screen(lines(words, *_month(texts, page.month)), rows(yes, think))


def surely_not_fine(texts: Texts, words: str, draft_id: int) -> Screen:
    """What the committee will read."""
    text = lines(texts.say("hourly.surely_not_fine"), texts.say("hourly.doubt", words=on_card(words)))
    return Screen(text, rows(Key(texts.plain("hourly.key.tell"), ConfirmHourly(draft_id)), _leave(texts, draft_id)))


def surely_end(texts: Texts, one: HourlyService) -> Screen:
    """It is not done any more."""
    yes = Key(texts.plain("hourly.key.end"), EndHourly(one.id, 1))
    think = Key(texts.plain("hourly.key.think"), ShowHourly(one.id, ""))
    return Screen(texts.say("hourly.surely_end", name=on_card(one.name)), rows(yes, think))


def fee_preview(texts: Texts, was: int, wanted: int, draft_id: int) -> Screen:
    """What another fee would come to, and that the owners decide it."""
    text = lines(_fee_words(texts, was, wanted), texts.say("hourly.fee_how"))
    return Screen(text, rows(Key(texts.plain("hourly.key.discuss"), ConfirmHourly(draft_id)), _leave(texts, draft_id)))


def _fee_words(texts: Texts, was: int, wanted: int) -> Markup:
    return texts.say("hourly.fee", **_fee_facts(was, wanted))


def _fee_facts(was: int, wanted: int) -> dict[str, str]:
    more = more_by(was, wanted)
    sign = "−" if more < 0 else "＋"
    return {
        **{"was": yuan(was), "wanted": yuan(wanted), "area": f"{SAMPLE_AREA // 100}.{SAMPLE_AREA % 100:02d}"},
        **{"before": yuan(month_fee(was, SAMPLE_AREA)), "after": yuan(month_fee(wanted, SAMPLE_AREA))},
        "more": f"{sign}{abs(more) // 10}.{abs(more) % 10}",
    }


def fee_matter_words(texts: Texts, change: FeeChange) -> str:
    """The first words of the matter; whoever begins it writes on."""
    return texts.plain("hourly.fee_matter_words", **_fee_facts(change.was, change.wanted))


def thanks(texts: Texts, what: str, service_id: int, **told: Any) -> Screen:
    """What became of it."""
    look_ = Key(texts.plain("hourly.key.look"), ShowHourly(service_id, told.get("month", "")))
    words = texts.say(f"hourly.thanks.{what}", **told)
    return for_second(texts, words, told["seconds"], look_) if what == "asked" else Screen(words, rows(look_))


def photo(texts: Texts, picture: bytes | None) -> Screen:
    """One of the photos."""
    if picture is None:
        return Screen(texts.say("hourly.photo_soon"))
    return Screen(texts.say("hourly.photo"), picture=picture)


# Notices


def look(drawing: Drawing, facts: Facts) -> Dispatch:
    """A service waits for its second person."""
    texts = drawing.texts
    key = Key(texts.plain("hourly.key.look"), ShowHourly(facts["service_id"], ""))
    return Dispatch(Screen(texts.say("hourly.told.look", name=on_card(facts["name"])), rows(key)))


def listed(drawing: Drawing, facts: Facts) -> Dispatch:
    """To the groups: what is done from when on."""
    texts = drawing.texts
    told = {"name": on_card(facts["name"]), "each": hours(texts, facts["minutes"]), "times": facts["times"]}
    words = texts.say("hourly.told.listed", **told, month=month_name(texts, facts["since"]), rate=yuan(facts["rate"]))
    return Dispatch(Screen(words))


def over(drawing: Drawing, facts: Facts) -> Dispatch:
    """To the groups: a month is over, two neighbours are asked."""
    texts = drawing.texts
    words = _sheet(texts, "over", facts)
    start = f"js_{facts['service_id']}_{facts['month']}"
    return Dispatch(Screen(words, rows(Key(texts.plain("hourly.key.judge"), start=start))))


def accepted(drawing: Drawing, facts: Facts) -> Dispatch:
    """To the groups: what is paid, and what is not."""
    return Dispatch(Screen(_sheet(drawing.texts, "accepted", facts)))


def _sheet(texts: Texts, what: str, facts: Facts) -> Markup:
    month = month_name(texts, facts["month"])
    head = texts.say(f"hourly.told.{what}", name=on_card(facts["name"]), month=month)
    done = {"month": month, "done": hours(texts, facts["done"]), "planned": hours(texts, facts["planned"])}
    missed = {"missed": hours(texts, facts["missed"]), "deducted": yuan(facts["deducted"])}
    return lines(
        head,
        texts.say("hourly.done", **done),
        texts.say("hourly.missed", **missed) if facts["missed"] else None,
        texts.say("hourly.pay", fee=yuan(facts["fee"]), pay=yuan(facts["pay"])),
    )


def doubt(drawing: Drawing, facts: Facts) -> Dispatch:
    """To the committee: what was not done well."""
    texts = drawing.texts
    told = {"name": on_card(facts["name"]), "month": month_name(texts, facts["month"])}
    words = lines(texts.say("hourly.told.doubt", **told), texts.say("hourly.doubt", words=on_card(facts["words"])))
    key = Key(texts.plain("hourly.key.look"), ShowHourly(facts["service_id"], facts["month"]))
    return Dispatch(Screen(words, rows(key)))


def unaccepted(drawing: Drawing, facts: Facts) -> Dispatch:
    """To the committee: two homes have not said it was done well, so it cannot be paid."""
    texts = drawing.texts
    told = {"name": on_card(facts["name"]), "month": month_name(texts, facts["month"])}
    counts = {"homes": facts["homes"], "doubts": facts["doubts"], "of": ACCEPTED_BY}
    key = Key(texts.plain("hourly.key.look"), ShowHourly(facts["service_id"], facts["month"]))
    return Dispatch(Screen(texts.say("hourly.told.unaccepted", **told, **counts), rows(key)))


NOTICES: dict[str, Template] = {
    "hourly.look": look,
    "hourly.listed": listed,
    "hourly.over": over,
    "hourly.accepted": accepted,
    "hourly.doubt": doubt,
    "hourly.unaccepted": unaccepted,
}
