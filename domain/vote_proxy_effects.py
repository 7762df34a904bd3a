"""What a written proxy sets in motion (书面委托的后续): the journal, whoever checks it, owner and holder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.effects import Effect, Post, Record
from domain.notices import Notice, NoticeKind
from domain.vote_effects import card_facts
from domain.voting.proxies import Proxy
from domain.voting.votes import Vote


def proxy_entered(vote: Vote, proxy: Proxy, homes: str, checkers: Sequence[int]) -> list[Effect]:
    """Whoever may confirm it is asked to look at the paper."""
    body = {"slot": proxy.slot, "by": proxy.entered_by}
    record = Record(vote.subject, "proxy_entered", body, {"holder": str(proxy.holder_id)})
    return [record, *_posts(vote, proxy, "proxy_to_check", homes, checkers)]


def proxy_confirmed(
    vote: Vote, proxy: Proxy, homes: str, by: int, *, photo: str | None, owners: Sequence[int], holder: Sequence[int]
) -> list[Effect]:
    """The owner is told, and may take it back; the holder, that they vote for that home."""
    body = {"slot": proxy.slot, "entered_by": proxy.entered_by, "confirmed_by": by, "photo": photo}
    record = Record(vote.subject, "proxy_confirmed", body)
    return [
        record,
        *_posts(vote, proxy, "proxy_stands", homes, owners),
        *_posts(vote, proxy, "proxy_given", homes, holder),
    ]


def proxy_ended(vote: Vote, proxy: Proxy, homes: str, by: int, chats: Sequence[int]) -> list[Effect]:
    """Those it concerns hear that it ended."""
    record = Record(vote.subject, "proxy_ended", {"slot": proxy.slot, "by": by})
    return [record, *_posts(vote, proxy, "proxy_ended", homes, chats)]


def _posts(vote: Vote, proxy: Proxy, name: str, homes: str, chats: Sequence[int]) -> list[Effect]:
    facts: dict[str, Any] = {**card_facts(vote), "proxy_id": proxy.id, "homes": homes, "holder": proxy.holder}
    key = f"{proxy.subject}:{name}"
    return [Post(Notice(f"{key}:{chat}", chat, NoticeKind.POST, f"voting.{name}", facts)) for chat in chats]
