"""Every notice the house can write arrives in its chat and is settled as sent, by every kind of sending there is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from domain.notices import NoticeKind
from rendering.notices import TEMPLATES
from sandbox.client import Group, Message, Person
from services import outbox
from tests.channels.samples import POLL, WORDS, enclosure, samples
from tests.ground import Ground, ground, notice, tables_in

CARDS = ("issues.card", "announcements.post")
"""What is drawn anew where it stands, pinned and taken down."""


@pytest.fixture
async def home(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Ground]:
    tables_in(tmp_path, sqlite_template)
    async with ground(tmp_path) as ground_:
        yield ground_


async def opened(home: Ground, name: str) -> Person:
    """Somebody who opened the private chat."""
    person = await home.town.person(name)
    await person.starts()
    await person.sees("您好")
    return person


async def with_bot(home: Ground, *members: Person) -> Group:
    group = await home.town.group("中华园邻里群", list(members))
    await group.promotes_bot()
    await home.rest()
    return group


async def send(home: Ground, kind: NoticeKind, chat: int, facts: dict[str, dict[str, Any]]) -> None:
    """One notice of this kind for each template; all of them arrive."""
    keys = {template: f"{kind}:{template}" for template in facts}
    await home.post(
        *(
            notice(key, chat, "", kind=kind, template=template, facts=facts[template], subject=f"of:{template}")
            for template, key in keys.items()
        )
    )
    await home.sent(*keys.values())


async def standing(home: Ground, template: str, chat: int, reader: Person, where: Group | None = None) -> Message:
    """The post of a template as its reader finds it."""
    post = await outbox.post_of(home.house.database, subject=f"of:{template}", chat_id=chat)
    assert post is not None, f"{template}: nothing is remembered of it"
    found = [message for message in await reader.messages(where) if message.id == post.message_id]
    assert found, f"{template}: settled as sent, and nobody sees it"
    return found[0]


async def test_every_template_there_is_arrives(home: Ground) -> None:
    wang = await opened(home, "王阿姨")
    sent = [
        *await wang.sends_photo(b"\xff\xd8 one", b"\xff\xd8 two"),
        await wang.sends_document(b"%PDF"),
        await wang.sends_voice(),
    ]
    await home.rest()
    facts = samples([enclosure(message) for message in sent])
    assert set(facts) == set(TEMPLATES), "each template needs facts in tests/channels/samples.py"
    chat = await home.number_of(wang)
    del facts["polls.poll"]  # asked in groups, below
    await send(home, NoticeKind.POST, chat, facts)
    for template in facts:
        message = await standing(home, template, chat, wang)
        assert message.text and not message.outgoing, template


async def test_a_card_is_drawn_anew_pinned_unpinned_and_taken_down(home: Ground) -> None:
    li = await opened(home, "李楼长")
    group = await with_bot(home, li)
    chat, facts = await home.number_of(group), {template: WORDS[template] for template in CARDS}
    await send(home, NoticeKind.POST, chat, facts)
    stands = {template: (await standing(home, template, chat, li, group)).id for template in CARDS}
    await send(home, NoticeKind.EDIT, chat, {template: {**of, "text": "修好了"} for template, of in facts.items()})
    for template in CARDS:
        message = await standing(home, template, chat, li, group)
        assert "修好了" in message.text and message.id == stands[template]
    await send(home, NoticeKind.PIN, chat, facts)
    assert set(stands.values()) <= set(await li.pinned(group))
    await send(home, NoticeKind.UNPIN, chat, facts)
    assert not set(stands.values()) & set(await li.pinned(group))
    await send(home, NoticeKind.DELETE, chat, facts)
    assert not set(stands.values()) & {message.id for message in await li.messages(group)}
    for template in CARDS:
        assert await outbox.post_of(home.house.database, subject=f"of:{template}", chat_id=chat) is None


async def test_a_poll_is_asked_and_stopped(home: Ground) -> None:
    li = await opened(home, "李楼长")
    group = await with_bot(home, li)
    chat = await home.number_of(group)
    await home.post(
        notice("asked", chat, "", kind=NoticeKind.POLL, template="polls.poll", facts=POLL, subject="poll:1")
    )
    await home.sent("asked")
    poll = await li.sees("大门换不换", group)
    await li.votes(poll, "换")
    await home.post(
        notice("stopped", chat, "", kind=NoticeKind.STOP_POLL, template="polls.poll", facts=POLL, subject="poll:1")
    )
    await home.sent("stopped")
    closed = await li.sees("大门换不换", group)
    assert closed.raw["poll"]["is_closed"] and closed.raw["poll"]["total_voter_count"] == 1
