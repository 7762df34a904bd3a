"""What becomes of notices: order, rest, quiet hours, edits; doubt, the poster's word, and one marked resend."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from domain.effects import Post, Withdraw
from domain.notices import Notice, NoticeKind, Urgency
from domain.outcomes import Done, Outcome, Reason, Refusal
from services import outbox
from services.outbox import Parcel
from storage.database import Database
from storage.effects import apply
from tests.builders import Town, found_town

MINUTE = timedelta(minutes=1)
NIGHT = timedelta(hours=12)  # 22:00


def said(town: Town, key: str, **changes: Any) -> Notice:
    """Something 李楼长 posts in the compound's group."""
    notice = Notice(
        key=key,
        chat_id=town.group,
        kind=NoticeKind.POST,
        template="announcements.post",
        facts={"text": key, "label": f"编号{key}"},
        subject=f"issue:{key}",
        public=True,
        poster_id=town["李楼长"].person_id,
    )
    return replace(notice, **changes)


async def queue(database: Database, at: datetime, *notices: Notice) -> None:
    async with database.transaction() as transaction:
        await apply(transaction, [Post(notice) for notice in notices], at=at)


async def claim(database: Database, at: datetime, *resting: int) -> list[Parcel]:
    return await outbox.claim(database, at=at, resting=resting, most=10)


async def arrive(database: Database, parcel: Parcel, at: datetime, message: int | None = 1, **more: Any) -> None:
    details = {"telegram_poll_id": None, "drawn": "as drawn", **more}
    await outbox.sent(database, parcel_id=parcel.id, message_id=message, at=at, **details)


async def everything(database: Database, at: datetime) -> list[Parcel]:
    """All that may leave leaves and arrives."""
    gone: list[Parcel] = []
    while parcels := await claim(database, at):
        for parcel in parcels:
            await arrive(database, parcel, at, message=100 + len(gone))
            gone.append(parcel)
    return gone


async def in_doubt(database: Database, town: Town, at: datetime, **changes: Any) -> Parcel:
    """A post nobody knows about, its poster asked and the question arrived."""
    await queue(database, at, said(town, "1", **changes))
    (parcel,) = await claim(database, at)
    await outbox.doubtful(database, parcel_id=parcel.id, at=at)
    (question,) = await everything(database, at)
    assert (question.notice.chat_id, question.notice.template) == (town["李楼长"].chat_id, "outbox.doubt")
    assert question.notice.facts == {"label": "编号1", "group": "中华园", "notice_id": parcel.id}
    return parcel


async def answer(database: Database, town: Town, name: str, parcel: Parcel, seen: bool, at: datetime) -> Outcome:
    return await outbox.seen(
        database, actor=town[name].actor, notice_id=parcel.id, seen=seen, source=f"{name} {seen} {at}", at=at
    )


async def due(database: Database, at: datetime) -> list[str]:
    """Play the doubts that fell due; their subjects."""
    played = []
    while True:
        async with database.reading() as transaction:
            row = await transaction.due.first(by=at)
        if row is None:
            return played
        await outbox.resend_doubtful(database, subject=row.subject, due=row.due_at, source=f"due {row.id}", at=at)
        async with database.transaction() as transaction:
            await transaction.due.finish(row)
        played.append(row.subject)


async def state_of(database: Database, number: int) -> tuple[str, str | None]:
    async with database.reading() as transaction:
        row = await transaction.outbox.find(number)
    assert row is not None
    return row.state, row.error


async def test_one_chat_is_served_in_order_and_chats_side_by_side(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    third = {"chat_id": town.building_group}
    await queue(database, at, said(town, "1"), said(town, "2"), said(town, "3", **third), said(town, "4", **third))
    first = await claim(database, at)
    assert [parcel.notice.key for parcel in first] == ["1", "3"]
    assert await claim(database, at) == []  # both chats are busy
    await arrive(database, first[0], at)
    assert [parcel.notice.key for parcel in await claim(database, at)] == ["2"]


async def test_what_was_put_back_goes_before_what_came_later(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await queue(database, at, said(town, "1"), said(town, "2"))
    (parcel,) = await claim(database, at)
    await outbox.put_back(database, parcel_id=parcel.id, at=at)
    assert await claim(database, at, town.group) == []  # the chat rests
    (again,) = await claim(database, at)
    assert (again.notice.key, again.tries) == ("1", 2)


async def test_quiet_hours_hold_what_rings_unless_it_is_urgent(database: Database, at: datetime) -> None:
    town, night = await found_town(database, at), at + NIGHT
    urgent = said(town, "2", urgency=Urgency.URGENT)
    edit = said(town, "3", kind=NoticeKind.EDIT, public=False)
    await queue(database, night, said(town, "1"), urgent, edit)
    assert [parcel.notice.key for parcel in await everything(database, night)] == ["2", "3"]
    assert [parcel.notice.key for parcel in await everything(database, night + timedelta(hours=9.5))] == ["1"]


async def test_edits_fold_into_what_has_not_left(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await queue(database, at, said(town, "1"))
    await everything(database, at)
    for text in ("两户", "三户", "四户"):
        edit = said(town, f"edit {text}", kind=NoticeKind.EDIT, subject="issue:1", facts={"text": text}, public=False)
        await queue(database, at, edit)
    (parcel,) = await claim(database, at)
    assert parcel.notice.facts["text"] == "四户"
    await arrive(database, parcel, at, drawn="four")
    post = await outbox.post_of(database, subject="issue:1", chat_id=town.group)
    assert post is not None and (post.message_id, post.drawn) == (100, "four")


async def test_a_post_is_remembered_and_a_poll_with_its_id_until_it_is_deleted(
    database: Database, at: datetime
) -> None:
    town = await found_town(database, at)
    await queue(database, at, said(town, "7", kind=NoticeKind.POLL), said(town, "none", subject=""))
    (poll,) = await claim(database, at)
    await arrive(database, poll, at, message=70, telegram_poll_id="P70")
    async with database.reading() as transaction:
        found = await transaction.posts.by_poll("P70")
    assert found is not None and found.subject == "issue:7"
    await queue(database, at, said(town, "gone", kind=NoticeKind.DELETE, subject="issue:7", public=False))
    await everything(database, at)
    assert await outbox.post_of(database, subject="issue:7", chat_id=town.group) is None
    assert await outbox.post_of(database, subject="", chat_id=town.group) is None
    await outbox.sent(database, parcel_id=999, message_id=1, telegram_poll_id=None, drawn="", at=at)


async def test_what_can_never_arrive_is_told_to_its_poster_once(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    private = said(town, "2", chat_id=town["王阿姨"].chat_id, public=False)
    await queue(database, at, said(town, "1"), private, said(town, "3", poster_id=None, chat_id=town.building_group))
    for parcel in await claim(database, at):
        for _ in range(2):
            await outbox.failed(database, parcel_id=parcel.id, error="Forbidden: bot was kicked", at=at)
    (told,) = await everything(database, at)
    assert (told.notice.chat_id, told.notice.template) == (town["李楼长"].chat_id, "outbox.failed")
    assert told.notice.facts["why"] == "Forbidden: bot was kicked"


async def test_a_private_reminder_in_doubt_is_let_go(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await queue(database, at, said(town, "1", chat_id=town["王阿姨"].chat_id, public=False))
    (parcel,) = await claim(database, at)
    await outbox.doubtful(database, parcel_id=parcel.id, at=at)
    assert await state_of(database, parcel.id) == ("unknown", "dropped")
    assert await claim(database, at) == [] and await due(database, at + 31 * MINUTE) == []


async def test_the_poster_saw_it(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    parcel = await in_doubt(database, town, at)
    assert await answer(database, town, "赵主任", parcel, True, at) == Refusal(Reason.NOT_YOURS, {"what": "notice"})
    assert await answer(database, town, "李楼长", parcel, True, at) == Done({"resent": False})
    assert (await state_of(database, parcel.id))[0] == "sent"
    assert await due(database, at + 31 * MINUTE) == [] and await claim(database, at + 31 * MINUTE) == []
    later = await answer(database, town, "李楼长", parcel, False, at + MINUTE)
    assert later == Refusal(Reason.ALREADY_DONE, {"what": "notice"})
    unknown = await outbox.seen(database, actor=town["李楼长"].actor, notice_id=999, seen=True, source="x", at=at)
    assert unknown == Refusal(Reason.NOT_FOUND, {"what": "notice"})


async def test_the_poster_did_not_see_it_so_it_goes_once_more_and_says_so(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    parcel = await in_doubt(database, town, at)
    assert await answer(database, town, "李楼长", parcel, False, at) == Done({"resent": True})
    (again,) = await everything(database, at)
    assert again.notice.facts == {"text": "1", "label": "编号1", "again": True}
    assert (again.notice.chat_id, again.notice.kind) == (town.group, NoticeKind.POST)
    assert await due(database, at + 31 * MINUTE) == []
    repeated = await answer(database, town, "李楼长", parcel, False, at + MINUTE)
    assert repeated == Refusal(Reason.ALREADY_DONE, {"what": "notice_resent"})
    await queue(database, at, said(town, "edit", kind=NoticeKind.EDIT, subject="issue:1", facts={"text": "改"}))
    (edit,) = await everything(database, at)
    assert edit.notice.facts == {"text": "改", "again": True}  # the mark stays when the card is drawn anew


async def test_silence_for_half_an_hour_sends_it_once_more_as_it_should_look_by_then(
    database: Database, at: datetime
) -> None:
    town = await found_town(database, at)
    facts = {"text": "1", "label": "编号1", "pin": True}
    parcel = await in_doubt(database, town, at, facts=facts)
    edit = said(town, "edit", kind=NoticeKind.EDIT, subject="issue:1", facts={**facts, "text": "改"}, public=False)
    await queue(database, at, edit)
    (nowhere,) = await claim(database, at)
    await outbox.failed(database, parcel_id=nowhere.id, error="no post to act on", at=at)
    assert await due(database, at + 29 * MINUTE) == []
    assert await due(database, at + 30 * MINUTE) == [f"notice:{parcel.id}"]
    post, pin = await everything(database, at + 30 * MINUTE)
    assert (post.notice.kind, pin.notice.kind) == (NoticeKind.POST, NoticeKind.PIN)
    assert post.notice.facts["text"] == "改" and post.notice.facts["again"]
    assert await due(database, at + 90 * MINUTE) == []


async def test_a_poll_in_doubt_is_asked_once_more_whatever_else_stands_under_its_name(
    database: Database, at: datetime
) -> None:
    town = await found_town(database, at)
    parcel = await in_doubt(database, town, at, kind=NoticeKind.POLL, template="polls.poll")
    await outbox.doubtful(database, parcel_id=parcel.id, at=at)  # a doubt is had once
    await due(database, at + 30 * MINUTE)
    (again,) = await everything(database, at + 30 * MINUTE)
    assert again.notice.kind is NoticeKind.POLL and again.notice.facts["again"]


async def test_a_resent_one_in_doubt_again_is_not_sent_a_third_time(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await in_doubt(database, town, at)
    await due(database, at + 30 * MINUTE)
    (again,) = await claim(database, at + 30 * MINUTE)
    await outbox.doubtful(database, parcel_id=again.id, at=at + 31 * MINUTE)
    assert await state_of(database, again.id) == ("failed", "unknown again")
    (told,) = await everything(database, at + 31 * MINUTE)
    assert told.notice.template == "outbox.failed"
    assert await due(database, at + 120 * MINUTE) == []


async def test_a_resend_at_night_keeps_quiet_and_its_pin_waits_with_it(database: Database, at: datetime) -> None:
    town, evening = await found_town(database, at), at + timedelta(hours=11, minutes=20)  # 21:20
    await in_doubt(database, town, evening, facts={"text": "1", "label": "编号1", "pin": True})
    await due(database, evening + 30 * MINUTE)
    assert await everything(database, evening + 30 * MINUTE) == []
    kinds = [parcel.notice.kind for parcel in await everything(database, at + timedelta(hours=22))]
    assert kinds == [NoticeKind.POST, NoticeKind.PIN]


async def test_an_answer_that_comes_late_ends_the_doubt(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await queue(database, at, said(town, "1"))
    (parcel,) = await claim(database, at)
    await outbox.doubtful(database, parcel_id=parcel.id, at=at)
    await arrive(database, parcel, at)
    assert await everything(database, at) == []  # not even the question goes out
    assert await due(database, at + 31 * MINUTE) == []
    nothing = await outbox.resend_doubtful(
        database, subject=f"notice:{parcel.id}", due=at, source="due", at=at + 31 * MINUTE
    )
    assert nothing == Done({"resent": False})


async def test_a_lease_that_ran_out_leaves_a_doubt_but_an_edit_is_simply_tried_again(
    database: Database, at: datetime
) -> None:
    town = await found_town(database, at)
    edit = said(town, "2", kind=NoticeKind.EDIT, chat_id=town.building_group, public=False)
    private = said(town, "3", chat_id=town["王阿姨"].chat_id, public=False)
    await queue(database, at, said(town, "1"), edit, private)
    post, redrawn, reminder = await claim(database, at)
    assert await outbox.lapse(database, at=at + timedelta(seconds=59)) == 0
    assert await outbox.lapse(database, at=at + MINUTE) == 3
    states = [(await state_of(database, parcel.id))[0] for parcel in (post, redrawn, reminder)]
    assert states == ["unknown", "queued", "unknown"]
    assert {parcel.notice.key for parcel in await everything(database, at + MINUTE)} == {"2", f"doubt:{post.id}"}


async def test_at_the_start_of_the_only_process_nothing_is_being_sent_any_more(
    database: Database, at: datetime
) -> None:
    town = await found_town(database, at)
    await queue(database, at, said(town, "1"))
    (parcel,) = await claim(database, at)
    assert await outbox.lapse(database, at=at, everything=True) == 1
    assert (await state_of(database, parcel.id))[0] == "unknown"


async def test_how_the_outbox_stands(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    keys = [str(number) for number in range(4)]
    await queue(database, at, *(said(town, key, poster_id=None) for key in keys))
    for settle in (outbox.failed, outbox.doubtful):
        (parcel,) = await claim(database, at)
        await settle(database, parcel_id=parcel.id, at=at, **({"error": "no"} if settle is outbox.failed else {}))
    await claim(database, at)
    stands = await outbox.status(database, at=at + 5 * MINUTE)
    assert (stands.queued, stands.sending, stands.unknown, stands.failed) == (1, 1, 1, 1)
    assert stands.waiting == 5 * MINUTE
    assert await outbox.active(database, at=at) == 2
    tomorrow = await outbox.status(database, at=at + timedelta(days=1))
    assert (tomorrow.unknown, tomorrow.failed) == (0, 0)


async def test_an_empty_outbox_waits_for_nothing(database: Database, at: datetime) -> None:
    assert (await outbox.status(database, at=at)).waiting is None


async def test_what_was_withdrawn_never_leaves(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await queue(database, at, said(town, "1"), said(town, "2"))
    async with database.transaction() as transaction:
        await apply(transaction, [Withdraw("issue:1")], at=at)
    assert [parcel.notice.key for parcel in await everything(database, at)] == ["2"]


async def test_old_outcomes_are_forgotten_and_notices_kept(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    parcel = await in_doubt(database, town, at)
    await answer(database, town, "李楼长", parcel, True, at)
    await outbox.tidy(database, at=at + timedelta(days=6))
    again = await answer(database, town, "李楼长", parcel, True, at)
    assert again == Done({"resent": False})  # the stored outcome
    await outbox.tidy(database, at=at + timedelta(days=8))
    assert isinstance(await answer(database, town, "李楼长", parcel, True, at), Refusal)
    assert (await state_of(database, parcel.id))[0] == "sent"


async def test_what_is_no_longer_so_when_it_could_leave_is_dropped(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    late = {"chat_id": town["李楼长"].chat_id, "public": False, "poster_id": None, "subject": ""}
    await queue(database, at, *(said(town, f"{n}", **late, until=at + 5 * MINUTE) for n in range(3)))
    await queue(database, at, said(town, "last", **late))
    (first,) = await claim(database, at + 4 * MINUTE)
    await outbox.put_back(database, parcel_id=first.id, at=at + 4 * MINUTE, error="no way there")
    (only,) = await claim(database, at + 5 * MINUTE)
    assert only.notice.key == "last", "and it waits for nothing that does not leave"
    await arrive(database, only, at + 5 * MINUTE)
    assert await claim(database, at + 5 * MINUTE) == [] and await outbox.active(database, at=at + 5 * MINUTE) == 0
    again = said(town, "0", **late)
    await queue(database, at + 6 * MINUTE, again)
    assert await claim(database, at + 6 * MINUTE) == [], "nothing is queued twice"
