"""Reports through the real bot: what people send, press and read."""

from __future__ import annotations

from sandbox.client import Message, Person
from stories.moves import picture
from tests.stage import Compound, Stage


async def reported(who: Person, words: str) -> str:
    """Say it, press 报上去; the number."""
    await who.says(words)
    await who.sees("这样报上去可以吗", fresh=True)
    pressed = await who.presses("报上去")
    if not pressed.text:  # something like it is open already
        pressed = await who.presses("不一样，接着报", message=await who.sees("可能有邻居报过了", fresh=True))
    return str(pressed.text).partition("编号 ")[2][:4]


def data_of(message: Message, label: str) -> str:
    """What the button of this label carries."""
    keys = [key for row in message.raw["reply_markup"]["inline_keyboard"] for key in row]
    return next(str(key["callback_data"]) for key in keys if key["text"] == label)


async def test_before_any_compound_a_report_gets_a_number(stage: Stage) -> None:
    stranger = await stage.town.person("路过的人")
    await stranger.starts()
    assert await reported(stranger, "门口着火了") == "0001"
    receipt = await stranger.sees("已登记，编号 0001")
    assert receipt.text.startswith("有危险请先打电话")
    assert "还没有人接管" in receipt.text
    await stranger.says("1")
    await stranger.sees("地点没写明", fresh=True)


async def test_everything_private_is_offered(stage: Stage, compound: Compound) -> None:
    wang = compound.wang
    await wang.sends_voice()
    await wang.sees("一段语音", fresh=True)
    await wang.sends_location(31.2304, 121.4737)
    await wang.sees("一个位置", fresh=True)
    await wang.sends_video(b"video", caption="9号楼漏水")
    await wang.sees("地点：9号楼    已附位置    视频：1段    语音：1段", fresh=True)
    await wang.sends_document(b"%PDF", "清单.pdf")
    await wang.sees("一个文件", fresh=True)
    await wang.says("/bao 3号楼电梯又坏了")
    await wang.sees("3号楼电梯又坏了", fresh=True)


async def test_an_album_is_one_offer(stage: Stage, compound: Compound) -> None:
    wang = compound.wang
    before = len(await wang.messages())
    await wang.sends_photo(picture(1, 2, 3), picture(4, 5, 6), picture(7, 8, 9), caption="/bao 漏水")
    offer = await wang.sees("照片：这一组都收下", fresh=True)
    assert "/bao" not in offer.text
    await stage.town.settle()
    assert len(await wang.messages()) == before + 4
    await wang.presses("报上去")
    await wang.sees("共 3 件")
    await wang.presses("看进展")
    await wang.presses("看照片", message=await wang.sees("附有照片、文件 3 件"))
    await wang.sees("附的照片和文件")


async def test_an_offer_can_be_changed_moved_and_left(stage: Stage, compound: Compound) -> None:
    wang = compound.wang
    await wang.says("电梯坏了")
    await wang.presses("改一改", message=await wang.sees("这样报上去可以吗", fresh=True))
    await wang.presses("不改了")
    await wang.sees("这样报上去可以吗", fresh=True)
    await wang.presses("改一改")
    await wang.says("😂")
    await wang.sees("没有看到能报的内容", fresh=True)
    await wang.says("电梯停了，老人下不了楼")
    offer = await wang.sees("老人下不了楼", fresh=True)
    await wang.presses("改一改", message=offer)
    await wang.presses("换楼栋")
    await wang.presses("选楼栋", message=await wang.sees("不点也可以直接报", fresh=True))
    await wang.presses("9号楼", message=await wang.sees("在哪栋楼？", fresh=True))
    await wang.sees("地点：9号楼", fresh=True)
    await wang.presses("只是说说", message=await wang.sees("地点：9号楼"))
    await wang.sees("好的，不报", fresh=True)


async def test_an_old_offer_pressed_again_names_the_number(stage: Stage, compound: Compound) -> None:
    wang = compound.wang
    await wang.says("电梯坏了")
    offer = await wang.sees("这样报上去可以吗", fresh=True)
    data = data_of(offer, "报上去")
    await wang.presses("报上去", message=offer)
    again = await wang.forges(data)
    assert "已经报过了，编号 0001" in str(again.text)


async def test_bao_alone_tells_how_and_lists_mine(stage: Stage, compound: Compound) -> None:
    people = compound
    await reported(people.wang, "电梯坏了")
    await people.wang.says("/bao")
    how = await people.wang.sees("有事直接发给我", fresh=True)
    assert how.buttons == ["0001 待受理 · 电梯坏了", "回首页"]
    await people.wang.presses("0001", message=how)
    assert "反映人" not in (await people.wang.sees("报事 0001：待受理", fresh=True)).text
    await people.chair.says("/bao")
    assert "看全部" in (await people.chair.sees("有事直接发给我", fresh=True)).buttons


async def test_staff_show_it_done_another_looks_and_it_is_opened_again(stage: Stage, compound: Compound) -> None:
    people = compound
    await reported(people.wang, "电梯坏了")
    await stage.town.settle()
    await people.chair.presses("看全部", message=await people.chair.sees("新报事 0001"))
    await people.chair.presses("0001 3号楼", message=await people.chair.sees("待办报事：1件"))
    desk = await people.chair.sees("反映人：王阿姨", fresh=True)
    await people.chair.presses("办好了", message=desk)
    await people.chair.presses("先不写", message=await people.chair.sees("是怎么办好的"))
    await people.chair.sees("好的，先放着", fresh=True)
    await people.chair.presses("办好了", message=desk)
    await people.chair.says("😂")
    await people.chair.sees("还没有写内容", fresh=True)
    await people.chair.says("换了主板，试过了")
    await people.chair.sees("这句话记下了", fresh=True)
    await people.chair.sends_photo(picture(90, 110, 130))
    await people.chair.sees("请别的人核验", fresh=True)
    assert "换了主板，试过了" in (await people.wang.sees("您报的 0001，说是办好了")).text
    await people.chair.says("0001")
    own = await people.chair.sees("反映人：王阿姨", fresh=True)
    assert not own.button("看过，办好了"), "who did it does not check it"
    refused = await people.chair.forges("1iys:1:check")
    assert "谁办的，不能自己核验" in refused.text, refused.text
    await stage.town.settle()
    await people.leader.presses("看过，办好了", message=await people.leader.sees("说是办好了，请您去看看"))
    await people.wang.presses("修好了", message=await people.wang.sees("您报的 0001，说是办好了"))
    refused = await people.chair.presses("答复", message=desk)
    assert "现在是「已办结」" in str(refused.text)
    await people.chair.says("0001")
    await people.chair.presses("其他办法", message=await people.chair.sees("反映人：王阿姨", fresh=True))
    await people.chair.presses("重新打开", message=await people.chair.sees("报事 0001：已办结", fresh=True))
    await people.chair.presses("不写了，接着办", message=await people.chair.sees("哪里还没修好", fresh=True))
    await people.chair.sees("已重新打开", fresh=True)
    await people.wang.sees("重新打开了")
    await people.leader.presses("答复", message=await people.leader.sees("新报事 0001"))
    await people.leader.sends_photo(picture(1, 2, 3), caption="师傅在路上")
    await people.wang.sees("师傅在路上")


async def test_a_tenant_doing_a_committees_act_hears_who_may(stage: Stage, compound: Compound) -> None:
    people = compound
    await reported(people.wang, "电梯坏了")
    await stage.town.settle()
    refused = await people.tenant.forges(data_of(await people.chair.sees("新报事 0001"), "答复"))
    assert refused.answered
    assert refused.text


async def test_the_group_asks_the_author_and_keeps_one_card(stage: Stage, compound: Compound) -> None:
    people = compound
    ma = await stage.town.person("小马")
    await people.group.joins(ma)
    words = await ma.says("9号楼门禁坏了三天了，我住502", chat=people.group)
    await people.leader.says("/bao", chat=people.group, reply_to=words)
    waiting = await ma.sees("发这条的邻居点一下", chat=people.group)
    other = await people.wang.presses("这是我发的", chat=people.group, message=waiting)
    assert "要由说这句话的人自己点" in str(other.text)
    mine = await ma.presses("这是我发的", chat=people.group, message=waiting)
    assert "编号 0001" in str(mine.text)
    await stage.town.settle()
    card = await ma.sees("报事 0001 · 9号楼", chat=people.group)
    assert "reply_to_message" not in card.raw
    assert "502" not in card.text
    about = [message for message in await ma.messages(people.group) if "0001" in message.text]
    assert [message.id for message in about] == [card.id]
    progress = await people.wang.presses("看进展", chat=people.group, message=card)
    assert "报事 0001：待受理" in str(progress.text)


async def test_in_the_group_whoever_started_the_bot_is_asked_in_private(stage: Stage, compound: Compound) -> None:
    people = compound
    words = await people.wang.says("电梯又坏了", chat=people.group)
    before = len(await people.leader.messages(people.group))
    await people.leader.says("/bao", chat=people.group, reply_to=words)
    await people.wang.sees("有邻居请我问问", fresh=False)
    await people.leader.sees("已经私下问了")
    await stage.town.settle()
    assert len(await people.leader.messages(people.group)) == before + 1
    await people.tenant.says("/bao 楼道灯不亮", chat=people.group)
    await people.tenant.sees("楼道灯不亮")


async def test_in_the_group_what_cannot_be_reported_gets_one_line(stage: Stage, compound: Compound) -> None:
    people = compound
    await people.wang.says("/bao", chat=people.group)
    hint = await people.wang.sees("回复要报的那条消息", chat=people.group)
    await people.wang.says("/bao", chat=people.group, reply_to=hint)
    await people.wang.sees("不是个人发的", chat=people.group)
    sticker = await people.wang.says("😂😂", chat=people.group)
    await people.leader.says("/bao", chat=people.group, reply_to=sticker)
    await people.leader.sees("没有能报的内容", chat=people.group)


async def test_a_pressed_offer_is_used_up(stage: Stage, compound: Compound) -> None:
    wang = compound.wang
    await wang.says("电梯坏了")
    offer = await wang.sees("这样报上去可以吗", fresh=True)
    await wang.presses("只是说说", message=offer)
    for label in ("报上去", "改一改"):
        refused = await wang.forges(data_of(offer, label))
        assert "放得太久" in str(refused.text)
    await reported(wang, "门禁坏了")
    refused = await wang.forges(data_of(await wang.sees("已登记，编号 0001"), "看进展").replace("1is:1", "1is:99"))
    assert "没有找到这件报事" in str(refused.text)


async def test_a_long_list_turns_and_a_long_report_is_read_on(stage: Stage, compound: Compound) -> None:
    people = compound
    for n in range(9):
        await reported(people.wang, f"第{n}盏灯坏了")
    await people.grid.says("/bao")
    await people.grid.presses("看全部", message=await people.grid.sees("有事直接发给我", fresh=True))
    await people.grid.presses("下一页", message=await people.grid.sees("待办报事：9件"))
    await people.grid.presses("上一页")
    long = await people.wang.says("漏" * 3000)
    assert long.outgoing
    await people.wang.presses("报上去", message=await people.wang.sees("漏漏漏…", fresh=True))
    await people.wang.starts("is_0010")
    await people.wang.presses("看全文", message=await people.wang.sees("报事 0010：待受理", fresh=True))
    rest = await people.wang.sees("…漏漏漏", fresh=True)
    assert rest.text.count("漏") == 1001


async def test_an_album_of_the_finished_work_is_one_answer(stage: Stage, compound: Compound) -> None:
    people = compound
    await reported(people.wang, "电梯坏了")
    await stage.town.settle()
    await people.chair.says("0001")
    await people.chair.presses("办好了", message=await people.chair.sees("反映人：王阿姨", fresh=True))
    await people.chair.sees("请拍一张办好的照片", fresh=True)
    await people.chair.sends_photo(picture(90, 110, 130), picture(80, 100, 120), picture(70, 90, 110), caption="换好了")
    await people.chair.sees("请别的人核验", fresh=True)
    await stage.town.settle()
    await people.chair.sees_nothing_of("这样报上去可以吗")
    async with stage.house.database.reading() as transaction:
        taken = await transaction.issues.taken(1)
        kept = await transaction.attachments.of("issue_step:2")
    assert (len(taken), len(kept)) == (2, 3)


async def test_a_stranger_who_reports_too_often_hears_when_to_go_on(stage: Stage) -> None:
    stranger = await stage.town.person("路过的人")
    await stranger.starts()
    for n in range(5):
        await reported(stranger, f"第{n}件事情")
    await stranger.says("第六件事情")
    await stranger.sees("第六件事情", fresh=True)
    await stranger.presses("报上去")
    refused = await stranger.presses("不一样，接着报")
    assert "11:01以后可以接着报" in str(refused.text)


async def test_sound_files_and_round_videos_reach_staff_as_they_came(stage: Stage, compound: Compound) -> None:
    people = compound
    for send, came in ((people.wang.sends_audio, "一段录音"), (people.wang.sends_video_note, "一段视频")):
        await send()
        await people.wang.presses("报上去", message=await people.wang.sees(came, fresh=True))
    await stage.town.settle()
    got = [message.raw for message in await people.chair.messages()]
    assert [any(kind in raw for raw in got) for kind in ("audio", "video_note")] == [True, True]


async def test_a_picture_in_the_group_with_bao_below_it_is_its_senders_report(stage: Stage, compound: Compound) -> None:
    people = compound
    ma = await stage.town.person("小马")
    await people.group.joins(ma)
    words = await people.wang.says("门口怎么了", chat=people.group)
    (photo,) = await ma.sends_photo(picture(1, 2, 3), caption="/bao 9号楼门禁坏了", chat=people.group, reply_to=words)
    question = await ma.sees("发这条的邻居点一下", chat=people.group)
    assert question.raw["reply_to_message"]["message_id"] == photo.id
    refused = await people.wang.presses("这是我发的", chat=people.group, message=question)
    assert "要由" in refused.text
    await ma.presses("这是我发的", chat=people.group, message=question)
    await stage.town.settle()
    assert "9号楼门禁坏了" in (await ma.sees("报事 0001 · 9号楼", chat=people.group)).text
    await people.chair.sees("新报事 0001")
    assert any("photo" in message.raw for message in await people.chair.messages())


async def test_of_an_album_in_the_group_only_the_captioned_picture_is_offered(stage: Stage, compound: Compound) -> None:
    people = compound
    before = len(await people.wang.messages())
    album = await people.wang.sends_photo(picture(1, 2, 3), picture(4, 5, 6), caption="/bao", chat=people.group)
    offer = await people.wang.sees("一张照片")
    assert "这一组" not in offer.text
    await people.leader.says("/bao", chat=people.group, reply_to=album[1])
    await people.wang.sees("有邻居请我问问")
    await stage.town.settle()
    assert len(await people.wang.messages()) == before + 2


async def test_a_picture_may_be_reported_by_its_caption_in_private_too(stage: Stage, compound: Compound) -> None:
    wang = compound.wang
    await wang.sends_photo(picture(1, 2, 3), caption="/bao 漏水")
    offer = await wang.sees("漏水", fresh=True)
    assert "照片：1张" in offer.text and "/bao" not in offer.text
    photos = await wang.sends_photo(picture(4, 5, 6), caption="/gonggao 停水")
    await wang.sees("停水", fresh=True)
    await wang.says("/bao", reply_to=photos[0])
    await wang.sees("这样报上去可以吗", fresh=True)


async def test_at_night_the_question_says_the_number_until_the_card_comes(stage: Stage, compound: Compound) -> None:
    people = compound
    ma = await stage.town.person("小马")
    await people.group.joins(ma)
    await stage.town.forward(hours=13)
    await ma.says("/bao 9号楼门禁坏了", chat=people.group)
    await ma.presses("这是我发的", chat=people.group, message=await ma.sees("发这条的邻居点一下", chat=people.group))
    await stage.town.settle()
    waiting = await ma.sees("已登记，编号 0001", chat=people.group)
    assert waiting.buttons == ["看进展"]
    await stage.town.forward(hours=9)
    await ma.sees("报事 0001 · 9号楼", chat=people.group)
    assert waiting.id not in {message.id for message in await ma.messages(people.group)}
