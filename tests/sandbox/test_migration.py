"""A group becomes a supergroup: both service messages, then the old id is dead and names its successor."""

import pytest
import telegram
from telegram.error import ChatMigrated

from sandbox.client import Person, Town
from tests.sandbox.conftest import drain


async def test_both_signals_come_and_the_old_id_points_on(
    bot: telegram.Bot, town: Town, wang: Person, li: Person
) -> None:
    old = await town.group("一栋", [li, wang], type="group")
    await drain(bot)
    new = await town.migrate(old)
    gone, come = [update.message for update in await drain(bot)]
    assert (gone.chat.id, gone.migrate_to_chat_id) == (old.id, new.id)
    assert (come.chat.id, come.migrate_from_chat_id) == (new.id, old.id)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(old.id, "公告")
    assert moved.value.new_chat_id == new.id
    await bot.send_message(new.id, "公告")
    await wang.sees("公告", new)
    await wang.says("/bao", new)
    (update,) = await drain(bot)
    assert update.message.chat.type == "supergroup"
