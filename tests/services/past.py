"""What has been over since a moment, kind by kind, and is to go."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from domain.effects import Post, Record
from domain.notices import Notice, NoticeKind, NoticeState
from domain.privacy_keeping import Kept
from domain.registry import Place
from storage.effects import apply
from storage.inbox import Letter
from storage.schema import metadata
from storage.transaction import Transaction
from tests.builders import Town, settle_in

Plant = Callable[[Transaction, Town, datetime], Awaitable[None]]
"""Plants what has been over since a moment."""


async def add(transaction: Transaction, table: str, **values: Any) -> int:
    return await transaction.registry.add(metadata.tables[table], **values)


async def dead_letter(transaction: Transaction, town: Town, at: datetime) -> None:
    await transaction.inbox.receive([Letter(int(at.timestamp()), "7:7", "words", at)])
    await transaction.inbox.bury(int(at.timestamp()), "ABC234")


async def settled_notice(transaction: Transaction, town: Town, at: datetime) -> None:
    notice = Notice(f"n{at}", town["王阿姨"].chat_id, NoticeKind.POST, "registry.accepted", {"name": "李楼长"})
    await apply(transaction, [Post(notice)], at=at)
    number = await transaction.outbox.numbered(notice.key)
    assert number is not None
    await transaction.outbox.settle(number, NoticeState.SENT, at=at)


async def incident(transaction: Transaction, town: Town, at: datetime) -> None:
    await add(transaction, "incidents", number=f"{at:%j%H%M}", at=at, where="x", error="x")


async def access(transaction: Transaction, town: Town, at: datetime) -> None:
    people = {"person_id": town["王阿姨"].person_id, "by_person_id": town["赵主任"].person_id}
    await add(transaction, "accesses", **people, what="report", at=at)


async def declined(transaction: Transaction, town: Town, at: datetime) -> None:
    values = {"person_id": town["王阿姨"].person_id, "kind": "owner", "compound_id": town.compound_id}
    place = {"building_id": town.buildings["3号楼"]}
    number = await add(transaction, "home_requests", **values, **place, state="declined", at=at)
    await add(transaction, "home_confirmations", request_id=number, person_id=town["李楼长"].person_id, at=at)


async def invitation(transaction: Transaction, town: Town, at: datetime) -> None:
    given = {"given_by": town["赵主任"].person_id, "compound_id": town.compound_id}
    await add(transaction, "invitations", token_hash=str(at), kind="committee", **given, expires_at=at)


async def home_note(transaction: Transaction, town: Town, at: datetime) -> None:
    building = town.buildings["3号楼"]
    entrance = await transaction.units.entrance(building, "2单元", 1)
    label = f"{at:%j%H}"
    unit = await transaction.units.add_unit(town.compound_id, building, entrance, floor=3, label=label)
    await add(transaction, "household_notes", unit_id=unit, kind="bound", facts={"name": "王阿姨"}, at=at)


async def link(transaction: Transaction, town: Town, at: datetime) -> None:
    await add(transaction, "personal_links", purpose="home", subject="unit:1", made_at=at, expires_at=at)


async def report(transaction: Transaction, town: Town, at: datetime, *, text: str = "楼道灯不亮") -> int:
    values = {"compound_id": town.compound_id, "reporter_id": town["王阿姨"].person_id, "text": text}
    moments = {"reported_at": at, "changed_at": at, "closed_at": at}
    number = int(at.timestamp()) % 10**6
    return await add(transaction, "issues", number=number, **values, state="closed", **moments)


async def photo(transaction: Transaction, subject: str, at: datetime) -> None:
    values = {"kind": "photo", "file_id": "f", "name": "", "mime": "", "size": 1}
    await transaction.attachments.record(subject=subject, at=at, **values)


async def report_files(transaction: Transaction, town: Town, at: datetime) -> None:
    number = await report(transaction, town, at)
    step = await add(transaction, "issue_steps", issue_id=number, kind="done", state="closed", text="修好了", at=at)
    await photo(transaction, f"issue:{number}", at)
    await photo(transaction, f"issue_step:{step}", at)


async def choice(transaction: Transaction, town: Town, at: datetime) -> None:
    poll = {"compound_id": town.compound_id, "chat_id": town.group, "starter_id": town["赵主任"].person_id}
    poll |= {"question": "换不换", "options": [], "several": False, "named": True, "state": "closed"}
    moments = {"created_at": at, "closes_at": at, "closed_at": at}
    await add(transaction, "polls", **poll, **moments, telegram_poll=str(at))
    await transaction.polls.answer(poll_id=str(at), telegram_id=101, choices=[0], update_id=1, at=at)


async def ballot(transaction: Transaction, town: Town, at: datetime) -> None:
    """A vote that became final at this moment, with a voter, a ballot, an objection and its journal."""
    hash, person = "0" * 64, town["王阿姨"].person_id
    words = {"matter": "manager", "title": "解聘物业", "text": "解聘物业", "text_hash": hash, "rule": "owners-general"}
    values = {"compound_id": town.compound_id, "number": int(at.timestamp()), "terms": {}, "state": "final"}
    moments = {"posted_at": at, "opens_at": at, "closes_at": at, "objections_until": at}
    vote = await add(
        transaction, "votes", **words, **values, **moments, started_by=person, roll_hash=hash, heads=1, area=9000
    )
    head = await add(transaction, "vote_heads", vote_id=vote, slot=1, key="1", origin={"owners": ["王"]}, area=9000)
    cast = {"choice": "approve", "receipt": str(at), "source": str(at), "at": at, "by_person_id": person}
    await add(transaction, "ballots", head_id=head, seq=1, **cast)
    await add(transaction, "vote_objections", vote_id=vote, person_id=person, stage="posted", words="不对", at=at)
    paper = await add(transaction, "vote_papers", vote_id=vote, head_id=head, serial=1, state="confirmed")
    await photo(transaction, f"vote_paper:{paper}", at)
    proxy = await add(transaction, "vote_proxies", head_id=head, state="confirmed", entered_by=person, at=at)
    await photo(transaction, f"vote_proxy:{proxy}", at)
    building = town.buildings["3号楼"]
    way = await transaction.units.entrance(building, "1单元", 1)
    unit = await transaction.units.add_unit(town.compound_id, building, way, floor=1, label=str(vote))
    served = await add(transaction, "vote_deliveries", vote_id=vote, unit_id=unit, way="photo", at=at)
    await photo(transaction, f"delivery:{served}", at)
    record = Record(f"vote:{vote}", "ballot", {"slot": 1}, {"choice": "approve"})
    await apply(transaction, [record], at=at)


async def stood(transaction: Transaction, town: Town, at: datetime) -> None:
    """An election settled at this moment: somebody was not chosen, somebody signed, somebody objected."""
    person = town["王阿姨"].person_id
    values = {"organ": "owners", "seats": 5, "conditions": [], "terms": {}, "state": "settled", "started_by": person}
    number = await add(transaction, "elections", **values, compound_id=town.compound_id, opened_at=at, settled_at=at)
    stands = {"name": "王桂兰", "channel": "self", "resident": True, "posts": [], "at": at}
    one = await add(transaction, "candidacies", election_id=number, **stands)
    await add(transaction, "candidacy_signers", candidacy_id=one, home="home:1", person_id=person, at=at)
    await add(transaction, "candidacy_objections", candidacy_id=one, person_id=person, words="不对", at=at)
    await on_paper(transaction, town, number, person, at)


async def on_paper(transaction: Transaction, town: Town, election: int, person: int, at: datetime) -> None:
    """Its voters' list with a home and an objection, a ballot given out, the count sheet with its photo."""
    way = await transaction.units.entrance(town.buildings["3号楼"], "8单元", 8)
    door = f"8{int(at.timestamp())}"
    unit = await transaction.units.add_unit(town.compound_id, town.buildings["3号楼"], way, floor=1, label=door)
    days = {"posted_at": at, "objections_until": at, "opens_at": at, "answer_days": 3, "source": "居委会组织法第17条"}
    listed = await add(transaction, "voter_lists", election_id=election, posted_by=person, **days)
    await add(transaction, "voter_list_homes", list_id=listed, unit_id=unit)
    await add(transaction, "voter_objections", list_id=listed, person_id=person, words="漏了", at=at, answer_by=at)
    await add(transaction, "election_turnout", election_id=election, round=1, unit_id=unit, by=person, at=at)
    sheet = await add(transaction, "count_sheets", election_id=election, sheet={}, entered_by=person, entered_at=at)
    await photo(transaction, f"count_sheet:{sheet}", at)


async def spoken(transaction: Transaction, town: Town, at: datetime) -> None:
    """A small matter closed at this moment, an opinion on it and somebody who feels the same."""
    person, words = town["王阿姨"].person_id, {"title": "楼道灯", "text": "楼道灯", "text_hash": "0" * 64}
    stood = {"procedure": "small", "stage": "archived", "since": at, "started_at": at, "started_by": person}
    where = {"compound_id": town.compound_id, "homes": {"words": "3号楼", "ids": [1, 2]}, "number": int(at.timestamp())}
    number = await add(transaction, "matters", **words, **stood, **where)
    said = {"matter_id": number, "channel": "chat", "words": "装", "at": at}
    one = await add(transaction, "opinions", person_id=person, **said)
    await add(transaction, "opinion_supports", opinion_id=one, person_id=town["陈租客"].person_id, at=at)


async def consulted(transaction: Transaction, town: Town, at: datetime) -> None:
    """A matter closed at this moment, about which somebody answered for a unit by letter."""
    person, words = town["王阿姨"].person_id, {"title": "院灯", "text": "院灯", "text_hash": "0" * 64}
    stood = {"procedure": "six_steps", "stage": "archived", "since": at, "started_at": at, "started_by": person}
    where = {"compound_id": town.compound_id, "homes": {"words": "中华园", "ids": [1]}, "number": int(at.timestamp())}
    number = await add(transaction, "matters", **words, **stood, **where)
    unit = await add(
        transaction, "consulted_units", matter_id=number, round=1, name="消防", named_by=person, named_at=at
    )
    said = {"says": "agree", "reason": "", "way": "letter", "version": 1, "day": "2026-11-24", "at": at}
    who = {"answered_name": "张工", "answered_post": "参谋", "entered_by": person}
    answer = await add(transaction, "unit_answers", consulted_unit_id=unit, **said, **who)
    await photo(transaction, f"unit_answer:{answer}", at)
    record = Record(f"matter:{number}", "unit_answered", {"unit": unit}, {"who": "张工 参谋"})
    await apply(transaction, [record], at=at)


async def supported(transaction: Transaction, town: Town, at: datetime) -> None:
    """A proposal whose only home supported it at this moment."""
    what = {"title": "充电桩", "text": "充电桩", "state": "open", "homes": 8, "share": [1, 20], "wanted": 1, "at": at}
    number = await add(transaction, "proposals", **what, compound_id=town.compound_id, number=int(at.timestamp()))
    way = await transaction.units.entrance(town.buildings["3号楼"], "9单元", 9)
    door = f"9{int(at.timestamp())}"
    unit = await transaction.units.add_unit(town.compound_id, town.buildings["3号楼"], way, floor=1, label=door)
    await add(
        transaction, "proposal_supports", proposal_id=number, unit_id=unit, person_id=town["王阿姨"].person_id, at=at
    )


async def whistled(transaction: Transaction, town: Town, at: datetime) -> None:
    """A whistle whose unit answered at this moment by letter."""
    by, what = town["赵主任"].person_id, {"kind": "beyond", "topic": "消防通道", "blown_at": at}
    number = await add(transaction, "whistles", compound_id=town.compound_id, blown_by=by, **what)
    called = {"name": "消防", "lead": True, "goal": "清通道", "finish_on": "", "called_by": by}
    unit = await add(transaction, "whistle_units", whistle_id=number, **called, called_at=at, answer_until=at)
    said = {"kind": "answer", "way": "letter", "says": "", "second": "", "words": "", "at": at, "answered_name": "张工"}
    entry = await add(transaction, "whistle_entries", whistle_unit_id=unit, **said)
    await photo(transaction, f"whistle_entry:{entry}", at)
    await apply(transaction, [Record(f"whistle:{number}", "unit_answer", {}, {"who": "张工 参谋"})], at=at)


async def struck(transaction: Transaction, town: Town, at: datetime) -> None:
    """An item of a list that was struck off at this moment, with its photos and its journal."""
    by = town["赵主任"].person_id
    made = {"title": "消防清单", "made_by": by, "made_at": at}
    number = await add(transaction, "checklists", compound_id=town.compound_id, **made)
    item = {"number": 1, "spot": "车库", "words": "缺灭火器", "finish_on": "2026-12-01", "state": "struck"}
    one = await add(transaction, "checklist_items", checklist_id=number, **item, added_by=by, added_at=at, struck_at=at)
    for side in ("before", "after"):
        await photo(transaction, f"checklist_{side}:{one}", at)
    await apply(transaction, [Record(f"checklist:{number}", "item_added", {}, {"words": "缺灭火器"})], at=at)


async def met(transaction: Transaction, town: Town, at: datetime) -> None:
    """A day that was held at this moment, a topic that ended, a promise that was kept and one that was not."""
    by = town["赵主任"].person_id
    what = {"kind": "topic_day", "spot": "会议室", "first_at": at, "closes_before": 7, "made_by": by, "made_at": at}
    number = await add(transaction, "meetings", compound_id=town.compound_id, **what)
    own = {"meeting_id": number, "day": 0}
    await add(transaction, "meeting_days", **own, minutes="都到了", held_by=by, held_at=at)
    await add(transaction, "meeting_topics", **own, words="停车", filed_at=at, verdict="adopted", reason="划线")
    promised = {**own, "words": "划线", "holder": "物业", "finish_on": "2026-12-01", "made_by": by}
    await add(transaction, "meeting_actions", **promised, done_at=at, done_by=by)
    await add(transaction, "meeting_actions", **promised)
    await apply(transaction, [Record(f"meeting:{number}", "day_held", {}, {"minutes": "都到了"})], at=at)


async def home_role(transaction: Transaction, town: Town, at: datetime) -> None:
    values = {"person_id": town["王阿姨"].person_id, "kind": "owner", "compound_id": town.compound_id}
    await add(transaction, "roles", **values, since=at - timedelta(days=1), until=at)


async def consent(transaction: Transaction, town: Town, at: datetime) -> None:
    values = {"person_id": town["王阿姨"].person_id, "purpose": "reminders", "version": 1}
    await add(transaction, "consents", **values, given_at=at, withdrawn_at=at)


async def stranger(transaction: Transaction, town: Town, at: datetime) -> None:
    await settle_in(transaction, "过路的", int(at.timestamp()), None, Place(), at)


PLANTS: dict[Kept, tuple[str, Plant]] = {
    Kept.DEAD_LETTERS: ("inbox", dead_letter),
    Kept.NOTICE_ROWS: ("outbox", settled_notice),
    Kept.INCIDENTS: ("incidents", incident),
    Kept.ACCESSES: ("accesses", access),
    Kept.HOME_REQUESTS: ("home_requests", declined),
    Kept.INVITATIONS: ("invitations", invitation),
    Kept.HOUSEHOLD_NOTES: ("household_notes", home_note),
    Kept.LINKS: ("personal_links", link),
    Kept.REPORT_FILES: ("attachments", report_files),
    Kept.CHOICES: ("poll_answers", choice),
    Kept.BALLOTS: ("vote_heads", ballot),
    Kept.CANDIDACIES: ("candidacies", stood),
    Kept.OPINIONS: ("opinions", spoken),
    Kept.SUPPORTS: ("proposal_supports", supported),
    Kept.UNIT_ANSWERS: ("openings", consulted),
    Kept.WHISTLE_ANSWERS: ("openings", whistled),
    Kept.LIST_ITEMS: ("checklist_items", struck),
    Kept.MINUTES: ("meeting_topics", met),
    Kept.HOME_ROLES: ("roles", home_role),
    Kept.CONSENTS: ("consents", consent),
    Kept.STRANGERS: ("people", stranger),
}
"""Kinds whose rows go: in which table, and how one is planted."""
