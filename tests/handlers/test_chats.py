"""Groups over the wire: being added, bound, renamed, upgraded, thrown out."""

from __future__ import annotations

from tests.stage import Compound, Stage


async def test_a_leader_binds_a_group_and_it_is_greeted_once(compound: Compound, stage: Stage) -> None:
    group = await stage.town.group("3号楼邻居", [compound.leader, compound.wang], creator=compound.leader)
    await stage.town.settle()
    question = await compound.leader.sees("「3号楼邻居」是哪里的群")
    assert question.buttons == ["中华园3号楼"]
    await compound.leader.presses("中华园3号楼")
    await compound.leader.sees("「3号楼邻居」现在是中华园3号楼的群")
    await stage.town.settle()
    await compound.wang.sees("议事亭来了", group)
    again = await compound.leader.forges(_pressed(question))
    assert "不用再绑" in again.text
    said = [message for message in await compound.wang.messages(group) if not message.outgoing and message.text]
    assert len([message for message in said if "议事亭来了" in message.text]) == 1


def _pressed(question: object) -> str:
    return str(question.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"])  # type: ignore[attr-defined]


async def test_a_stranger_adds_us_and_is_asked_by_a_link(compound: Compound, stage: Stage) -> None:
    stranger = await stage.town.person("新来的")
    group = await stage.town.group("9号楼群", [stranger, compound.chair], creator=stranger)
    await stage.town.settle()
    knock = await compound.chair.sees("还差一步", group)
    await stranger.presses("告诉议事亭", group, message=knock)
    await stranger.sees("绑定群要由", fresh=True)
    await compound.chair.presses("告诉议事亭", group, message=knock)
    await compound.chair.sees("「9号楼群」是哪里的群", fresh=True)
    await compound.chair.presses("中华园的某一栋")
    await compound.chair.sees("是哪一栋的群")
    await compound.chair.presses("9号楼")
    await compound.chair.sees("现在是中华园9号楼的群")


async def test_the_command_asks_in_private_and_refuses_residents(compound: Compound) -> None:
    await compound.wang.says("/bangding", compound.group)
    await compound.wang.sees("绑定群要由", compound.group)
    await compound.chair.says("/bangding", compound.group)
    await compound.chair.sees("「中华园邻里群」是哪里的群", fresh=True)
    await compound.chair.says("/bangding")
    await compound.chair.sees("先把我拉进群", fresh=True)


async def test_the_committee_hears_once_that_we_are_out(compound: Compound, stage: Stage) -> None:
    await compound.group.removes_bot()
    await stage.town.settle()
    told = [m for m in await compound.chair.messages() if "我已不在「中华园邻里群」群里" in m.text]
    assert len(told) == 1


async def test_a_group_that_is_upgraded_stays_bound(compound: Compound, stage: Stage) -> None:
    old = await stage.town.group("老群", [compound.chair, compound.wang], creator=compound.chair, type="group")
    await stage.town.settle()
    await compound.chair.presses("中华园（整个小区）", message=await compound.chair.sees("「老群」是哪里的群"))
    await stage.town.settle()
    new = await stage.town.migrate(old)
    await stage.town.settle()
    await compound.chair.says("/mingce")
    await compound.chair.sees("绑定的群：2 个", fresh=True)
    await compound.wang.says("/bao 路灯坏了", new)
    await stage.town.settle()
    assert not [m for m in await compound.chair.messages() if "收不到通知" in m.text]


async def test_people_talking_in_a_group_are_not_remembered(compound: Compound, stage: Stage) -> None:
    ma = await stage.town.person("小马")
    await compound.group.joins(ma)
    message = await ma.says("大家好", compound.group)
    await ma.edits(message, "大家好呀")
    await ma.says("/unknown", compound.group)
    await stage.town.settle()
    async with stage.house.database.reading() as transaction:
        assert await transaction.registry.by_telegram(ma.id) is None


async def test_who_blocks_and_comes_back_is_answered(compound: Compound, stage: Stage) -> None:
    await compound.wang.blocks()
    await stage.town.settle()
    await compound.wang.starts()
    await compound.wang.sees("您好，我是中华园的议事亭", fresh=True)


async def told(stage: Stage, **update: object) -> None:
    """An update as Telegram would tell it."""
    await stage.town.wire.post("/sim/people/1/typed_update", {"update": update})
    await stage.town.settle()


def standing(chat: dict[str, object], sender: dict[str, object], old: str, new: dict[str, object]) -> dict[str, object]:
    """What `my_chat_member` holds."""
    bot = {"id": 7_000_000_000, "is_bot": True, "first_name": "议事亭"}
    before, after = {"user": bot, "status": old}, {"user": bot, **new}
    return {"chat": chat, "from": sender, "date": 1, "old_chat_member": before, "new_chat_member": after}


ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
RIGHTS = """
    can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos can_send_video_notes
    can_send_voice_notes can_send_polls can_send_other_messages can_add_web_page_previews can_change_info
    can_invite_users can_pin_messages can_manage_topics can_edit_tag can_react_to_messages
"""
MUTED = dict.fromkeys(RIGHTS.split(), False)


async def test_a_muting_is_told_and_a_new_name_is_kept(compound: Compound, stage: Stage) -> None:
    chat: dict[str, object] = {"id": compound.group.id, "type": "supergroup", "title": "中华园"}
    message = {"message_id": 9000, "date": 1, "chat": chat, "from": ANONYMOUS, "new_chat_title": "中华园一家人"}
    await told(stage, message=message)
    muted = {"status": "restricted", "is_member": True, "until_date": 0, "tag": "", **MUTED}
    await told(stage, my_chat_member=standing(chat, ANONYMOUS, "member", muted))
    await compound.chair.sees("我在「中华园一家人」群里不能发言了")
    gone = {**muted, "is_member": False}
    await told(stage, my_chat_member=standing(chat, ANONYMOUS, "restricted", gone))
    await compound.chair.says("/mingce")
    await compound.chair.sees("绑定的群：0 个", fresh=True)


async def test_channels_and_other_peoples_comings_are_let_pass(compound: Compound, stage: Stage) -> None:
    chat: dict[str, object] = {"id": -100_5, "type": "channel", "title": "频道"}
    before = len(await compound.chair.messages())
    await told(stage, my_chat_member=standing(chat, ANONYMOUS, "left", {"status": "member"}))
    await told(stage, chat_member=standing(chat, ANONYMOUS, "left", {"status": "member"}))
    await told(stage, channel_post={"message_id": 1, "date": 1, "chat": chat, "text": "/bao 通知"})
    await compound.group.leaves(compound.tenant)
    await stage.town.settle()
    assert len(await compound.chair.messages()) == before


async def test_who_never_opened_the_private_chat_gets_a_link(compound: Compound, stage: Stage) -> None:
    await compound.chair.blocks()
    await compound.chair.says("/bangding", compound.group)
    knock = await compound.chair.sees("还差一步", compound.group)
    await compound.chair.presses("告诉议事亭", compound.group, message=knock)
    await compound.chair.sees("「中华园邻里群」是哪里的群", fresh=True)
    await stage.town.settle()
    await compound.wang.starts("g_1x")
    await compound.wang.sees("没有找到这个群", fresh=True)
    for data in ("1gl:9999:1:0", "1gb:9999:1:0"):
        assert "没有找到" in (await compound.chair.forges(data)).text
