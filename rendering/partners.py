"""Screens of 包建单位: those of one compound, what is asked of one, whether one ends."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.issues import shorten
from domain.partners import MOST_PARTNERS, Partner, PartnersPage
from domain.whistles import WhistleTab
from rendering import dates
from rendering.community_desk import OpenCompound
from rendering.partner_buttons import EndPartner, LeavePartner, NewPartner, PastPartners, ShowPartners
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.whistle_buttons import ShowWhistles

MOST_LINES = 8
SHORT = 10
"""Signs of a name on a key."""


def partners(texts: Texts, page: PartnersPage, zone: ZoneInfo) -> Screen:
    """包建单位: who stands by this compound, for what, at which post to ask; below, who did once."""
    found, place = page.partners, page.compound
    now = lines(
        texts.say("partners.head", compound=place.name, n=len(found), most=MOST_PARTNERS),
        *([_line(texts, one, zone) for one in found] or [texts.say("partners.none")]),
    )
    fits = len(page.past) <= MOST_LINES - len(now.splitlines())
    text = lines(now, *(_over(texts, one, zone) for one in (page.past if fits else ())))
    before = [] if fits else [Key(texts.plain("partners.key.past", n=len(page.past)), PastPartners(place.id, 0))]
    ends = [_end(texts, one) for one in found] if page.keeps else []
    more = page.keeps and len(found) < MOST_PARTNERS
    new = [Key(texts.plain("partners.key.new"), NewPartner(place.id))] if more else []
    desk = [Key(texts.plain("partners.key.desk"), OpenCompound(place.id))] if page.desk else []
    back = Key(texts.plain("partners.key.whistles"), ShowWhistles(WhistleTab.RESPONSE.value))
    return Screen(text, (*rows(*ends, *new, *before, per_row=1), (*desk, back)))


def past(texts: Texts, page: PartnersPage, number: int, zone: ZoneInfo) -> Screen:
    """[以前的]: the last to end first, as many as one screen holds."""
    most = MOST_LINES - 1
    last = max(0, (len(page.past) - 1) // most)
    number = min(max(number, 0), last)
    shown = page.past[number * most : (number + 1) * most]
    text = lines(
        texts.say("partners.past_head", compound=page.compound.name, n=len(page.past)),
        *(_over(texts, one, zone) for one in shown),
    )
    turn = PastPartners(page.compound.id, number + 1 if number < last else 0)
    on = [Key(texts.plain("whistles.key.after" if number < last else "whistles.key.first"), turn)] if last else []
    return Screen(text, ((*on, Key(texts.plain("partners.key.now"), ShowPartners(page.compound.id))),))


def _line(texts: Texts, one: Partner, zone: ZoneInfo) -> Markup:
    said, since = one.said, dates.day(texts, one.since, zone)
    return texts.say("partners.line", unit=said.name, purpose=said.purpose, post=said.post, since=since)


def _over(texts: Texts, one: Partner, zone: ZoneInfo) -> Markup:
    """From when until when, with the year: it may be long ago."""
    since, until = dates.far_day(texts, one.since, zone), dates.far_day(texts, one.until or one.since, zone)
    return texts.say("partners.past", unit=one.name, since=since, until=until)


def _end(texts: Texts, one: Partner) -> Key:
    label = texts.plain("partners.key.end", unit=shorten(one.name, SHORT))
    return Key(label, EndPartner(one.compound_id, one.id, 0))


def ask(texts: Texts, what: str, draft_id: int, compound_id: int, **facts: str) -> Screen:
    """Its name, its post, what for: the next words are awaited."""
    leave = Key(texts.plain("partners.key.leave"), LeavePartner(draft_id, compound_id))
    return Screen(texts.say(f"partners.ask.{what}", **facts), ((leave,),))


def ask_end(texts: Texts, one: Partner) -> Screen:
    """不再包建？"""
    sure = Key(texts.plain("partners.key.sure"), EndPartner(one.compound_id, one.id, 1))
    back = Key(texts.plain("partners.key.keep"), ShowPartners(one.compound_id))
    return Screen(texts.say("partners.ask_end", unit=one.name), ((sure, back),))
