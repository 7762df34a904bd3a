"""What is asked for a full matter, and looked at before it goes out (一征三议两公开要写的)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.deliberation.matters import Matter, MatterPage, Version
from domain.deliberation.record_details import Applicant, MoneySource
from domain.deliberation.records import FORMS, MatterRecord, Recorder
from domain.deliberation.representation import Representation
from domain.deliberation.stages import Need
from domain.moments import read_moment
from rendering import dates
from rendering.deliberation_buttons import DropWords
from rendering.deliberation_figures import between, yuan
from rendering.deliberation_full import record_lines
from rendering.deliberation_full_buttons import (
    ChooseApplicant,
    ChooseRecordDay,
    ChooseSource,
    ConfirmMeeting,
    ConfirmResidents,
    ConfirmText,
    NobodyAbsent,
    NobodyChosen,
    ReadVersion,
    Rewrite,
    RunMatter,
    TakeRecord,
    TakeText,
)
from rendering.deliberation_lines import few_line, to_matter
from rendering.deliberation_versions import difference
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

DAYS = (0, 1, 2)
"""Days that can be pressed; another one is typed."""


def ask(texts: Texts, what: str, draft: int, body: Mapping[str, Any], matter: Matter) -> Screen:
    """What is to be typed now, and the way out."""
    name = f"deliberation.write.{what}"
    if what == "record":
        name = f"deliberation.write_record.{body['need']}"
    if what == "new_text":
        name = "deliberation.write.new_text_anew" if body["anew"] else name
    drop = Key(texts.plain("deliberation.key.drop"), DropWords(draft, matter.id))
    if what == "record" and body.get("spent") is not None:
        words = texts.say("deliberation.write_record.accounts_of_tasks", title=matter.title, amount=yuan(body["spent"]))
        return Screen(words, ((drop,),))
    beside = {
        "absent": [Key(texts.plain("deliberation.key.nobody_absent"), NobodyAbsent(draft))],
        "chosen": [Key(texts.plain("deliberation.key.nobody_chosen"), NobodyChosen(draft))],
        "applicant": _applicants(texts, draft),
    }
    return Screen(texts.say(name, title=matter.title), rows(*beside.get(what, ()), drop))


def _applicants(texts: Texts, draft: int) -> list[Key]:
    """The two that may apply, and anybody else, who hears why not."""
    those = [Key(texts.plain(f"deliberation.applicant.{one}"), ChooseApplicant(draft, one.value)) for one in Applicant]
    return [*those, Key(texts.plain("deliberation.key.other_applicant"), ChooseApplicant(draft, ""))]


HOMES = "homes"
"""The homes pay: each its share, or those who want to."""

BY_OTHERS = (MoneySource.FUND, MoneySource.INCOME, MoneySource.HIGHER)
BY_HOMES = (MoneySource.SHARED, MoneySource.POOLED)


def ask_source(texts: Texts, draft: int, matter_id: int, cents: int) -> Screen:
    """钱从哪里来？ Pressed, so that nobody has to guess it from words."""
    keys = [_source(texts, draft, one) for one in BY_OTHERS]
    homes = Key(texts.plain("deliberation.key.homes_pay"), ChooseSource(draft, HOMES))
    drop = Key(texts.plain("deliberation.key.drop"), DropWords(draft, matter_id))
    words = texts.say("deliberation.ask.source", amount=yuan(cents))
    return Screen(words, rows(*keys, homes, _source(texts, draft, MoneySource.OPEN), drop))


def ask_homes_source(texts: Texts, draft: int, matter_id: int) -> Screen:
    """住户出钱: every home its share, or whoever wants to."""
    keys = [_source(texts, draft, one) for one in BY_HOMES]
    back = Key(texts.plain("deliberation.key.other_source"), ChooseSource(draft, ""))
    drop = Key(texts.plain("deliberation.key.drop"), DropWords(draft, matter_id))
    return Screen(texts.say("deliberation.ask.homes_source"), (tuple(keys), (back, drop)))


def _source(texts: Texts, draft: int, one: MoneySource) -> Key:
    return Key(texts.plain(f"deliberation.source.{one}"), ChooseSource(draft, one.value))


def ask_day(texts: Texts, draft: int, body: Mapping[str, Any], today: date) -> Screen:
    """哪天的？ The last days as buttons; another day is typed."""
    keys = [Key(dates.calendar_day(texts, today - timedelta(days=days)), ChooseRecordDay(draft, days)) for days in DAYS]
    drop = Key(texts.plain("deliberation.key.drop"), DropWords(draft, body["matter_id"]))
    return Screen(texts.say(f"deliberation.ask.day.{body['need']}"), (*rows(*keys), (drop,)))


def noted(texts: Texts, matter_id: int, need: Need, cents: int | None) -> Screen:
    """It is on record, an amount as it was read; whoever runs it goes straight on to what is still wanting."""
    said = "deliberation.thanks.record" if cents is None else "deliberation.thanks.money"
    words = texts.say(said) if cents is None else texts.say(said, amount=yuan(cents))
    run = Key(texts.plain("deliberation.key.run"), RunMatter(matter_id))
    staff = FORMS[need].recorder is Recorder.STAFF
    return Screen(words, (((run,) if staff else ()) + (to_matter(texts, matter_id),),))


def ask_residents(texts: Texts, draft: int, matter: Matter, earliest: datetime, zone: ZoneInfo) -> Screen:
    """哪天几点开居民会议？最早哪天."""
    words = texts.say("deliberation.ask.residents", title=matter.title, day=dates.day(texts, earliest, zone))
    return Screen(words, ((Key(texts.plain("deliberation.key.drop"), DropWords(draft, matter.id)),),))


def check_residents(
    texts: Texts, draft: int, matter: Matter, meets_at: datetime, closes_at: datetime, zone: ZoneInfo
) -> Screen:
    """When, until when, over what, and how many must come and agree."""
    words = lines(
        texts.say("deliberation.check.residents", title=matter.title, moment=dates.moment(texts, meets_at, zone)),
        texts.say("deliberation.check.residents_until", moment=dates.until(texts, closes_at, zone)),
        texts.say("deliberation.check.residents_law", n=len(matter.homes.ids)),
    )
    confirm = Key(texts.plain("deliberation.key.confirm_residents"), ConfirmResidents(draft))
    return Screen(words, ((confirm,), (Key(texts.plain("deliberation.key.drop"), DropWords(draft, matter.id)),)))


def check_text(texts: Texts, draft: int, matter: Matter, old: Version, new: Version, *, anew: bool) -> Screen:
    """What is different, before it stands; what was decided stands until another agrees."""
    by_two = anew and not matter.procedure.step(matter.stage).revise_alone
    follows = "anew_by_two" if by_two else "anew" if anew else "redraft"
    words = lines(
        texts.say("deliberation.check.text", title=new.title),
        texts.say("deliberation.version.text", words=difference(texts, old, new)),
        texts.say("deliberation.version.why", words=new.why),
        texts.say(f"deliberation.check.{follows}"),
    )
    name = "ask_revision" if by_two else "confirm_text"
    confirm = Key(texts.plain(f"deliberation.key.{name}"), ConfirmText(draft))
    return Screen(words, ((confirm,), (Key(texts.plain("deliberation.key.drop"), DropWords(draft, matter.id)),)))


def text_moved(texts: Texts, matter: Matter, before: Version, now: Version) -> Screen:
    """Somebody else wrote the text anew meanwhile: what they changed, and why."""
    words = lines(
        texts.say("deliberation.moved.text", title=matter.title, number=now.number),
        texts.say("deliberation.version.text", words=difference(texts, before, now)),
        texts.say("deliberation.version.why", words=now.why),
    )
    return Screen(words, ((Key(texts.plain("deliberation.key.versions"), ReadVersion(matter.id, 0)),),))


def kept_text(texts: Texts, draft: int, matter: Matter, text: str, *, anew: int, free: bool) -> Screen:
    """One's own words are kept, and how to go on with them; `free`: where the text may be written anew now."""
    stage = texts.plain(f"deliberation.stage.{matter.stage}")
    words = lines(
        texts.say("deliberation.moved.kept", words=text),
        texts.say("deliberation.moved.how") if free else texts.say("deliberation.moved.later", stage=stage),
    )
    go_on = Key(texts.plain("deliberation.key.take_text"), TakeText(draft))
    again = Key(texts.plain("deliberation.key.rewrite"), Rewrite(matter.id, anew))
    drop = Key(texts.plain("deliberation.key.drop"), DropWords(draft, matter.id))
    return Screen(words, ((go_on, again), (drop,)) if free else ((drop,),))


def record_moved(texts: Texts, draft: int, stands: MatterRecord, body: Mapping[str, Any], zone: ZoneInfo) -> Screen:
    """Somebody else put the same on record meanwhile: theirs, one's own, and which shall stand."""
    name, mine = texts.plain(f"deliberation.need.{stands.need}"), body.get("amount")
    words = lines(
        texts.say("deliberation.moved.record", name=name),
        *record_lines(texts, stands, zone),
        "",
        texts.say("deliberation.moved.kept", words=body["words"])
        if mine is None
        else texts.say("deliberation.moved.kept_money", amount=yuan(mine), words=body["words"]),
    )
    take = Key(texts.plain("deliberation.key.take_record"), TakeRecord(draft))
    return Screen(words, ((take, Key(texts.plain("deliberation.key.drop"), DropWords(draft, stands.matter_id))),))


def _few(texts: Texts, standing: Representation) -> Markup | None:
    return lines(few_line(texts, standing), texts.say("deliberation.few_then")) if standing.few else None


def ask_meeting(texts: Texts, draft: int, matter: Matter, standing: Representation) -> Screen:
    """哪天几点开代表会议？ Too few representatives are spoken of before anything is typed."""
    words = lines(texts.say("deliberation.write.meets", title=matter.title), _few(texts, standing))
    return Screen(words, ((Key(texts.plain("deliberation.key.drop"), DropWords(draft, matter.id)),),))


def _chosen(texts: Texts, found: MatterPage, body: Mapping[str, Any]) -> Markup:
    """代表推选：…; that nothing is on record is said, and refuses nothing."""
    kept = next((one.words for one in found.standing if one.need is Need.CHOSEN), "")
    words = body.get("chosen") or kept
    return texts.say("deliberation.check.chosen" if words else "deliberation.check.chosen_none", words=words)


def check_meeting(
    texts: Texts,
    draft: int,
    found: MatterPage,
    body: Mapping[str, Any],
    zone: ZoneInfo,
    *,
    standing: Representation,
) -> Screen:
    """When, over what, who has no phone, who chose them; that there are few representatives, where it is so."""
    matter, absent, meets_at = found.matter, body["absent"], read_moment(body["meets_at"])
    words = lines(
        texts.say("deliberation.check.meeting", title=matter.title, moment=dates.moment(texts, meets_at, zone)),
        texts.say("deliberation.check.absent", names=between(texts, absent)) if absent else None,
        texts.say("deliberation.check.law"),
        _chosen(texts, found, body),
        _few(texts, standing),
    )
    confirm = Key(texts.plain("deliberation.key.confirm_meeting"), ConfirmMeeting(draft))
    return Screen(words, ((confirm,), (Key(texts.plain("deliberation.key.drop"), DropWords(draft, matter.id)),)))
