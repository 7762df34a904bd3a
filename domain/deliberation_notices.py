"""Notices of a matter (议题的通知): one for each chat, under a key that is used once."""

from __future__ import annotations

from collections.abc import Sequence

from domain.deliberation.matters import Matter
from domain.effects import Effect, Post
from domain.notices import Notice, NoticeKind, Urgency
from domain.outcomes import Facts


def to_chats(
    matter: Matter,
    chats: Sequence[int],
    name: str,
    facts: Facts,
    once: str,
    *,
    public: bool = False,
    subject: str = "",
    urgency: Urgency = Urgency.ORDINARY,
) -> list[Effect]:
    """`deliberation.<name>` for each; what is `public` stands beside who began the matter."""
    return [
        Post(
            Notice(
                f"{matter.subject}:{once}:{chat}",
                chat,
                NoticeKind.POST,
                f"deliberation.{name}",
                facts,
                subject=subject,
                urgency=urgency,
                public=public,
                poster_id=matter.started_by if public else None,
            )
        )
        for chat in chats
    ]
