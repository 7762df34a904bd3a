"""The archive at the door (归档包): the public file of a matter that is over, for whoever asks."""

from __future__ import annotations

from functools import partial
from tempfile import TemporaryFile
from typing import Any

from domain.outcomes import Refusal
from handlers.turn import Turn
from rendering import matter_bundles as drawn
from rendering.deliberation_buttons import FetchBundle
from services import attachments
from services.matter_bundles import matter_bundle


async def on_bundle(turn: Turn, button: FetchBundle) -> None:
    """[归档]: the whole file, as a document."""
    bundle = await matter_bundle(turn.database, actor=turn.actor, matter_id=button.matter_id)
    if isinstance(bundle, Refusal):
        await turn.refuse(bundle)
        return
    await turn.toast(turn.texts.plain("matter_bundles.coming"))
    with TemporaryFile() as into:
        await drawn.write_bundle(into, bundle, partial(_content, turn), turn.zone)
        if into.tell() > drawn.MOST_BYTES:
            await turn.show(drawn.too_large(turn.texts, bundle.matter))
            return
        code = drawn.code_of(into)
        into.seek(0)
        await turn.show(drawn.enclosed(turn.texts, bundle, into.read(), code))


async def _content(turn: Turn, number: int) -> bytes | None:
    return await attachments.content(turn.database, attachment_id=number)


BUTTONS: dict[Any, Any] = {FetchBundle: on_bundle}
