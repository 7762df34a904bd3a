"""Messages go out and come in with entities, replies and forwards; edits, deletions and pins as Telegram has them."""

import pytest
import telegram
from telegram.error import BadRequest, Forbidden

from sandbox.client import Group, Person, Town
from tests.sandbox.conftest import TestClock, drain


async def test_nobody_is_written_to_before_they_start(bot: telegram.Bot, wang: Person) -> None:
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(wang.id, "您好")
    await wang.starts("b_12")
    (update,) = await drain(bot)
    assert update.message.text == "/start b_12"
    assert update.message.entities[0].type == "bot_command"
    assert (await bot.send_message(wang.id, "您好")).chat.first_name == "王阿姨"


async def test_a_block_is_told_and_felt(bot: telegram.Bot, started: Person) -> None:
    await started.blocks()
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(started.id, "在吗")
    (update,) = await drain(bot)
    assert update.my_chat_member.new_chat_member.status == "kicked"
    await started.starts()
    back, start = await drain(bot)
    assert back.my_chat_member.new_chat_member.status == "member"
    assert start.message.text == "/start"


async def test_html_becomes_text_and_entities_in_utf16_units(bot: telegram.Bot, started: Person) -> None:
    source = '𠮷<b>粗<i>斜</i></b> <a href="https://x.cn/?a=1&amp;b=2">链</a> <code>1&lt;2</code> '
    source += "<blockquote>引</blockquote>"
    message = await bot.send_message(started.id, source, parse_mode="HTML")
    assert message.text == "𠮷粗斜 链 1<2 引"
    spans = {entity.type.value: (entity.offset, entity.length) for entity in message.entities}
    assert spans == {"bold": (2, 2), "italic": (3, 1), "text_link": (5, 1), "code": (7, 3), "blockquote": (11, 1)}
    assert (await started.sees("1<2")).text == message.text


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b>没有结尾", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</b></i>", 'expected "</i>", found "</b>"'),
        ("三<x>不认识</x>", 'Unsupported start tag "x" at byte offset 3'),
        ("多余</b>", "Unexpected end tag at byte offset 6"),
        ("1 < 2", "at byte offset 2"),
    ],
)
async def test_bad_html_is_refused_in_words(bot: telegram.Bot, started: Person, source: str, words: str) -> None:
    with pytest.raises(BadRequest) as refusal:
        await bot.send_message(started.id, source, parse_mode="HTML")
    assert str(refusal.value).startswith("Can't parse entities: ")
    assert words.lower() in str(refusal.value).lower()


async def test_people_write_commands_mentions_and_links(bot: telegram.Bot, started: Person) -> None:
    await started.says("/bao@yishiting_bot 水管 #漏水 @li_louzhang https://x.cn")
    (update,) = await drain(bot)
    kinds = [entity.type.value for entity in update.message.entities]
    assert kinds == ["bot_command", "hashtag", "mention", "url"]


async def test_a_reply_carries_what_it_replies_to(bot: telegram.Bot, started: Person) -> None:
    asked = await bot.send_message(started.id, "请描述")
    await started.says("厨房漏水", reply_to=await started.sees("请描述"))
    (update,) = await drain(bot)
    assert update.message.reply_to_message.message_id == asked.message_id
    answer = await bot.send_message(started.id, "收到", reply_to_message_id=update.message.message_id)
    assert answer.reply_to_message.text == "厨房漏水"
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(started.id, "收到", reply_to_message_id=9999)


async def test_an_edit_that_changes_nothing_is_refused(bot: telegram.Bot, started: Person, clock: TestClock) -> None:
    button = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("附议", callback_data="a")]])
    message = await bot.send_message(started.id, "一", reply_markup=button)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text(" 一 ", started.id, message.message_id, reply_markup=button)
    clock.forward(minutes=1)
    edited = await bot.edit_message_text("二", started.id, message.message_id, reply_markup=button)
    assert isinstance(edited, telegram.Message)
    assert edited.edit_date == clock()
    bare = await bot.edit_message_reply_markup(started.id, message.message_id)
    assert isinstance(bare, telegram.Message)
    assert bare.reply_markup is None
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("三", started.id, 9999)


async def test_people_edit_their_own_words(bot: telegram.Bot, started: Person) -> None:
    message = await started.says("三楼")
    await started.edits(message, "四楼")
    _, update = await drain(bot)
    assert update.edited_message.text == "四楼"


async def test_deleting_is_once_and_for_two_days(bot: telegram.Bot, started: Person, clock: TestClock) -> None:
    first, second = await bot.send_message(started.id, "一"), await bot.send_message(started.id, "二")
    assert await first.delete()
    await started.sees_nothing_of("一")
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(started.id, first.message_id)
    clock.forward(days=3)
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(started.id, second.message_id)


async def test_pins_need_rights_and_leave_a_service_message(bot: telegram.Bot, group: Group, wang: Person) -> None:
    notice = await bot.send_message(group.id, "停水通知")
    with pytest.raises(BadRequest, match="Not enough rights"):
        await notice.pin()
    await group.promotes_bot()
    await notice.pin()
    assert await wang.pinned(group) == [notice.message_id]
    assert "〔置顶〕" in (await wang.messages(group))[-1].text
    chat = await bot.get_chat(group.id)
    assert chat.pinned_message.text == "停水通知"
    await notice.unpin()
    assert await wang.pinned(group) == []


async def test_a_forward_names_its_origin_unless_protected(
    bot: telegram.Bot, started: Person, group: Group, town: Town
) -> None:
    open_one = await bot.send_message(started.id, "公开")
    closed = await bot.send_message(started.id, "内部", protect_content=True)
    await group.promotes_bot()
    await drain(bot)
    await started.forwards(await started.sees("公开"), group)
    (update,) = await drain(bot)
    assert update.message.forward_origin.sender_user.id == bot.id
    with pytest.raises(Exception, match="受保护"):
        await started.forwards(await started.sees("内部"), group)
    with pytest.raises(BadRequest, match="can't be forwarded"):
        await closed.forward(group.id)
    copy = await open_one.copy(group.id)
    assert (await started.messages(group))[-1].id == copy.message_id


async def test_places_and_stickers_arrive(bot: telegram.Bot, started: Person) -> None:
    await started.sends_location(30.65, 104.06)
    await started.sends_sticker("👍")
    place, sticker = await drain(bot)
    assert place.message.location.latitude == 30.65
    assert sticker.message.sticker.emoji == "👍"


async def test_chats_that_do_not_exist(bot: telegram.Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(-100999, "有人吗")
