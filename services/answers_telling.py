"""Telling of answers (告知答复): whoever said it, and whoever felt the same, hears once what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.deliberation import answer_effects as effects
from domain.deliberation.answers import Cluster
from domain.deliberation.matters import Matter
from storage.answers import Listener
from storage.effects import apply
from storage.transaction import Transaction


async def tell(transaction: Transaction, matter: Matter, cluster: Cluster, at: datetime) -> int:
    """Tell of this answer whoever has not heard it yet and can be written to; how many they are."""
    if cluster.verdict is None:
        return 0
    words: dict[int, str] = {}
    people = []
    for listener in _wishing(matter, await transaction.answers.listeners(cluster)):
        chat = await transaction.chats.private_of(listener.person_id)
        if chat is not None and chat.state == "open":
            words[chat.id] = listener.words
            people.append(listener.person_id)
    await transaction.answers.told(cluster, people, at)
    await apply(transaction, effects.told(matter, cluster, words), at=at)
    return len(people)


def _wishing(matter: Matter, listeners: Sequence[Listener]) -> Sequence[Listener]:
    """Whoever wishes to hear of this matter: all of them, as long as nobody can ask to be left alone."""
    return listeners
