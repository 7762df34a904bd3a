"""Groups: who comes and goes, what a bot in privacy mode hears, anonymous admins, topics."""

import pytest
import telegram
from telegram.error import BadRequest, Forbidden

from sandbox.client import Group, Person, Town
from tests.sandbox.conftest import drain


async def test_privacy_mode_lets_through_commands_and_replies(bot: telegram.Bot, group: Group, wang: Person) -> None:
    await bot.send_message(group.id, "请发言")
    asked = await wang.sees("请发言", group)
    await wang.says("随便聊聊", group)
    await wang.says("/bao 漏水", group)
    await wang.says("/bao@other_bot", group)
    await wang.says("我同意", group, reply_to=asked)
    assert [update.message.text for update in await drain(bot)] == ["/bao 漏水", "我同意"]


async def test_an_admin_bot_hears_everything_and_sees_who_comes(
    bot: telegram.Bot, town: Town, group: Group, wang: Person
) -> None:
    await group.promotes_bot()
    await drain(bot, allowed_updates=["message", "chat_member", "my_chat_member"])
    chen = await town.person("陈租客")
    await group.joins(chen)
    await wang.says("欢迎", group)
    member, joined, hello = await drain(bot)
    assert member.chat_member.new_chat_member.user.id == chen.id
    assert joined.message.new_chat_members[0].id == chen.id
    assert hello.message.text == "欢迎"
    await group.leaves(chen)
    left, _ = await drain(bot)
    assert left.chat_member.new_chat_member.status == "left"


async def test_a_new_group_tells_the_bot_it_was_added(bot: telegram.Bot, town: Town, wang: Person) -> None:
    await town.group("一栋", [wang], type="group")
    added, joined = await drain(bot)
    assert added.my_chat_member.new_chat_member.status == "member"
    assert joined.message.new_chat_members[0].id == bot.id


async def test_removal_and_restriction_are_told_and_felt(bot: telegram.Bot, group: Group) -> None:
    await group.restricts_bot()
    with pytest.raises(BadRequest, match="Not enough rights"):
        await bot.send_message(group.id, "公告")
    await group.removes_bot()
    assert [update.my_chat_member.new_chat_member.status for update in await drain(bot)] == ["restricted", "kicked"]
    with pytest.raises(Forbidden, match="kicked from the supergroup"):
        await bot.send_message(group.id, "公告")
    await group.adds_bot()
    assert await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match="not a member"):
        await bot.get_chat(group.id)


async def test_anonymous_admins_and_channels_hide_the_person(
    bot: telegram.Bot, group: Group, li: Person, wang: Person
) -> None:
    await group.promotes(li, anonymous=True)
    await li.says("/notice", group)
    await wang.says("/bao", group, as_channel=True)
    admin, channel = [update.message for update in await drain(bot)]
    assert (admin.from_user.id, admin.sender_chat.id) == (1087968824, group.id)
    assert channel.sender_chat.type == "channel"


async def test_what_the_bot_may_ask(bot: telegram.Bot, group: Group, li: Person, wang: Person) -> None:
    assert (await bot.get_chat(group.id)).title == "幸福里"
    assert (await bot.get_chat_member(group.id, wang.id)).status == "member"
    assert await bot.get_chat_member_count(group.id) == 3
    assert [member.user.id for member in await bot.get_chat_administrators(group.id)] == [li.id]
    await group.promotes_bot()
    assert {member.user.id for member in await bot.get_chat_administrators(group.id)} == {li.id, bot.id}


async def test_topics_open_carry_messages_and_close(bot: telegram.Bot, town: Town, li: Person, wang: Person) -> None:
    forum = await town.group("议事厅", [li, wang], is_forum=True)
    with pytest.raises(BadRequest, match="Not enough rights"):
        await bot.create_forum_topic(forum.id, "加装电梯")
    await forum.promotes_bot()
    topic = await bot.create_forum_topic(forum.id, "加装电梯")
    sent = await bot.send_message(forum.id, "请议", message_thread_id=topic.message_thread_id)
    assert sent.is_topic_message
    await bot.close_forum_topic(forum.id, topic.message_thread_id)
    with pytest.raises(BadRequest, match=r"(?i)topic_not_modified"):
        await bot.close_forum_topic(forum.id, topic.message_thread_id)
    with pytest.raises(BadRequest, match="thread not found"):
        await bot.send_message(forum.id, "哪里", message_thread_id=999)
    await drain(bot)
    thread = await forum.topic("停车")
    await wang.says("占道", forum, thread=thread)
    assert [update.message.message_thread_id for update in await drain(bot)][-1] == thread
