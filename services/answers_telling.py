"""Telling of answers (告知答复): whoever said it, and whoever felt the same, hears once what became of it."""

from __future__ import annotations

from datetime import datetime

from domain.deliberation import answer_effects as effects
from domain.deliberation.answers import Cluster
from domain.deliberation.matters import Matter
from storage.effects import apply
from storage.transaction import Transaction


async def tell(transaction: Transaction, matter: Matter, cluster: Cluster, at: datetime) -> int:
    """Tell whoever has not heard this answer, has not had enough and can be written to; how many they are."""
    if cluster.verdict is None:
        return 0
    words: dict[int, str] = {}
    people = []
    enough = await transaction.matter_news.opted_out(matter.id)
    for listener in await transaction.answers.listeners(cluster):
        if listener.person_id in enough:
            continue
        chat = await transaction.chats.private_of(listener.person_id)
        if chat is not None and chat.state == "open":
            words[chat.id] = listener.words
            people.append(listener.person_id)
    await transaction.answers.told(cluster, people, at)
    await apply(transaction, effects.told(matter, cluster, words), at=at)
    return len(people)
