"""Screens of 包建单位: those of one compound, what is asked of one, whether one ends."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.issues import shorten
from domain.partners import MOST_PARTNERS, Partner, PartnersPage
from domain.whistles import WhistleTab
from rendering import dates
from rendering.community_desk import OpenCompound
from rendering.partner_buttons import EndPartner, LeavePartner, NewPartner, ShowPartners
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.whistle_buttons import ShowWhistles

SHORT = 10
"""Signs of a name on a key."""


def partners(texts: Texts, page: PartnersPage, zone: ZoneInfo) -> Screen:
    """包建单位: who stands by this compound, for what, at which post to ask."""
    found, place = page.partners, page.compound
    text = lines(
        texts.say("partners.head", compound=place.name, n=len(found), most=MOST_PARTNERS),
        *([_line(texts, one, zone) for one in found] or [texts.say("partners.none")]),
    )
    ends = [_end(texts, one) for one in found] if page.keeps else []
    more = page.keeps and len(found) < MOST_PARTNERS
    new = [Key(texts.plain("partners.key.new"), NewPartner(place.id))] if more else []
    desk = [Key(texts.plain("partners.key.desk"), OpenCompound(place.id))] if page.desk else []
    back = Key(texts.plain("partners.key.whistles"), ShowWhistles(WhistleTab.RESPONSE.value))
    return Screen(text, (*rows(*ends, *new, per_row=1), (*desk, back)))


def _line(texts: Texts, one: Partner, zone: ZoneInfo) -> Markup:
    said, since = one.said, dates.day(texts, one.since, zone)
    return texts.say("partners.line", unit=said.name, purpose=said.purpose, post=said.post, since=since)


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
