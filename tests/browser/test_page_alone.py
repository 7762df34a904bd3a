"""The messenger page: 王阿姨 reads, writes, presses and votes on her phone, and everybody can use it."""

import re
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser.browsing import DESK, PHONE, ZOOMED, a_page, resize, violations
from tests.browser.page_town import Stage, Town, picture
from tests.clocks import PATIENCE


@pytest.fixture
def town() -> Iterator[Town]:
    """A fresh town."""
    stage = Stage()
    stage.thread.start()
    assert stage.up.wait(PATIENCE), "the town does not open"
    town = Town(f"http://127.0.0.1:{stage.port}")
    bot = threading.Thread(target=town.work, daemon=True)
    bot.start()
    yield town
    stage.stop()
    bot.join(PATIENCE)
    town.http.close()


@pytest.fixture
def page(chromium: Browser, town: Town) -> Iterator[Page]:
    """A fresh phone."""
    with a_page(chromium, str(town.http.base_url)) as page:
        yield page


def visit(page: Page, place: str = "", size: tuple[int, int] = DESK) -> None:
    """Open the page at a place, as after a reload."""
    resize(page, size)
    page.goto("about:blank")
    page.goto(f"/{place}")
    page.locator("body[data-state=ready]").wait_for()


def chat(person: int, chat: int) -> str:
    """The address of a chat on somebody's phone."""
    return f"#p={person}&c={chat}"


@pytest.mark.parametrize("size", [PHONE, ZOOMED, DESK], ids=["phone", "zoomed", "desk"])
def test_everybody_can_use_every_screen(page: Page, town: Town, size: tuple[int, int]) -> None:
    aunt, tenant = town.aunt, town.tenant
    chats = [chat(aunt, aunt), chat(aunt, town.group), chat(aunt, town.forum), chat(tenant, tenant)]
    for place in ["", f"#p={aunt}", *chats]:
        visit(page, place, size)
        assert violations(page) == [], place
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place


def test_sheets_are_accessible_too(page: Page, town: Town) -> None:
    visit(page, chat(town.aunt, town.aunt), PHONE)
    for opener in ["message-menu", "commands", "attach", "chat-menu"]:
        page.get_by_test_id(opener).last.click()
        page.get_by_test_id("sheet-close").wait_for()
        assert violations(page) == [], opener
        page.keyboard.press("Escape")


def test_the_source_names_the_bot_and_holds_no_inline_code(page: Page, town: Town) -> None:
    answer = page.request.get("/")
    assert "议事亭" in answer.text()
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert not re.search(r"<script(?![^>]*src=)|style=|onclick=", answer.text())


def test_she_writes_and_others_see_it_at_once(page: Page, town: Town) -> None:
    visit(page, chat(town.aunt, town.group))
    write = page.get_by_test_id("write")
    write.fill("灯又不亮了")
    write.press("Shift+Enter")
    write.press_sequentially("<b>2单元</b>")
    write.press("Enter")
    said = page.get_by_test_id("message").last
    expect(said.get_by_test_id("text")).to_have_text("灯又不亮了\n<b>2单元</b>")
    expect(write).to_have_value("")
    expect(write).to_be_focused()
    town.says(town.chair, town.group, text="我去看看。")
    expect(page.get_by_test_id("message").last).to_contain_text("我去看看。")


def test_she_replies_and_mends_her_words(page: Page, town: Town) -> None:
    visit(page, chat(town.aunt, town.group))
    page.get_by_test_id("message-menu").last.click()
    page.get_by_test_id("do-reply").click()
    page.get_by_test_id("write").fill("好的")
    page.get_by_test_id("send").click()
    mine = page.get_by_test_id("message").last
    expect(mine.locator(".quote")).to_contain_text("赵主任")
    mine.get_by_test_id("message-menu").click()
    page.get_by_test_id("do-edit").click()
    page.get_by_test_id("write").fill("好的，谢谢")
    page.get_by_test_id("send").click()
    expect(mine).to_contain_text("好的，谢谢")
    expect(mine).to_contain_text("已编辑")


def test_a_button_answers_in_passing_or_aloud(page: Page, town: Town) -> None:
    visit(page, chat(town.aunt, town.group))
    page.get_by_role("button", name="我家也是").click()
    expect(page.get_by_test_id("toast")).to_have_text("已记下，您家也是。")
    page.get_by_role("button", name="看进展").click()
    expect(page.get_by_role("dialog", name="议事亭")).to_contain_text("已记下")
    page.get_by_role("button", name="知道了").click()
    page.get_by_role("button", name="私下问议事亭").click()
    expect(page.get_by_test_id("chat-title")).to_have_text("议事亭")


def test_she_votes_sees_the_count_and_takes_it_back(page: Page, town: Town) -> None:
    visit(page, chat(town.aunt, town.group))
    poll = page.get_by_test_id("poll").first
    expect(poll.get_by_test_id("poll-vote")).to_be_disabled()
    poll.get_by_label("周日上午").check()
    poll.get_by_test_id("poll-vote").click()
    expect(poll).to_contain_text("2人，100.0%")
    poll.get_by_test_id("poll-retract").click()
    expect(poll.get_by_label("周日上午")).to_be_visible()


def test_hidden_results_stay_hidden_until_the_close(page: Page, town: Town) -> None:
    visit(page, chat(town.aunt, town.group))
    poll = page.get_by_test_id("poll").nth(1)
    poll.get_by_label("刷卡").check()
    poll.get_by_label("钥匙").check()
    poll.get_by_test_id("poll-vote").click()
    expect(poll).to_contain_text("结果在结束后公布")
    expect(poll.locator("progress")).to_have_count(0)
    expect(page.get_by_test_id("poll").nth(2).locator("progress")).to_have_count(2)


def test_the_tenant_meets_the_bot_and_may_shut_it_out(page: Page, town: Town) -> None:
    visit(page, chat(town.tenant, town.tenant), PHONE)
    page.get_by_test_id("start").click()
    expect(page.get_by_test_id("message").last).to_contain_text("您好")
    page.get_by_test_id("chat-menu").click()
    page.get_by_test_id("do-block").click()
    page.get_by_test_id("block-yes").click()
    page.get_by_test_id("unblock").click()
    expect(page.get_by_test_id("write")).to_be_visible()


def test_ready_answers_samples_and_place_are_sent(page: Page, town: Town) -> None:
    visit(page, chat(town.aunt, town.aunt), PHONE)
    page.get_by_test_id("reply-button").filter(has_text="3号楼2单元").click()
    expect(page.get_by_test_id("message").last).to_contain_text("3号楼2单元")
    for choice, shown in [("attach-sample-photo", "img"), ("attach-voice", "audio"), ("attach-place", ".place")]:
        page.get_by_test_id("attach").click()
        page.get_by_test_id(choice).click()
        expect(page.get_by_test_id("message").last.locator(shown)).to_be_visible()


def test_an_album_from_her_own_pictures_is_sent_and_passed_on(page: Page, town: Town) -> None:
    visit(page, chat(town.aunt, town.aunt), PHONE)
    page.get_by_test_id("attach").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_test_id("attach-photo").click()
    chooser.value.set_files(
        [FilePayload(name=f"{index}.png", mimeType="image/png", buffer=picture(index)) for index in (1, 2)]
    )
    expect(page.locator("#compose")).to_contain_text("2个文件")
    page.get_by_test_id("send").click()
    sent = page.get_by_test_id("message").last
    expect(sent.get_by_test_id("photo").first).to_be_visible()
    sent.get_by_test_id("photo").first.click()
    page.get_by_role("dialog", name="看大图").get_by_role("button").click()
    sent.get_by_test_id("message-menu").click()
    page.get_by_test_id("do-forward").click()
    page.get_by_test_id(f"forward-{town.group}").click()
    visit(page, chat(town.aunt, town.group), PHONE)
    expect(page.get_by_test_id("message").last).to_contain_text("转自")


def test_an_address_that_leads_nowhere_comes_back_to_the_list(page: Page, town: Town) -> None:
    visit(page, chat(town.aunt, -404))
    expect(page.get_by_test_id(f"chat-{town.group}")).to_be_visible()
    expect(page).to_have_url(re.compile(rf"#p={town.aunt}$"))


def test_the_keyboard_alone_is_enough(page: Page, town: Town) -> None:
    visit(page, size=PHONE)
    page.get_by_test_id(f"person-{town.aunt}").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("chats").get_by_role("button").first).to_be_focused()
    page.get_by_test_id(f"chat-{town.group}").press("Enter")
    expect(page.get_by_test_id("write")).to_be_focused()
    page.keyboard.type("到")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("message").last).to_contain_text("到")
    page.reload()
    expect(page.get_by_test_id("message").last).to_contain_text("到")


def test_time_moves_and_the_beginning_comes_back_only_when_confirmed(page: Page, town: Town) -> None:
    visit(page, chat(town.aunt, town.group))
    expect(page.get_by_test_id("clock-now")).to_have_text("11月20日 周五 13:20")
    page.get_by_test_id("step-day").click()
    expect(page.get_by_test_id("clock-now")).to_have_text("11月21日 周六 13:20")
    expect(page.get_by_test_id("clock-busy")).to_contain_text("现在是")
    page.get_by_test_id("reset").click()
    page.get_by_test_id("sheet-close").click()
    expect(page.get_by_test_id("clock-now")).to_have_text("11月21日 周六 13:20")
    page.get_by_test_id("reset").click()
    page.get_by_test_id("reset-yes").click()
    expect(page.get_by_test_id(f"person-{town.aunt}")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/#?$"))


def test_topics_part_the_forum_and_english_is_whole(page: Page, town: Town) -> None:
    visit(page, chat(town.aunt, town.forum))
    page.get_by_role("button", name="停车", exact=True).click()
    expect(page.get_by_test_id("message")).to_have_count(1)
    page.get_by_test_id("language").click()
    expect(page.get_by_test_id("send")).to_have_text("Send")
    assert not violations(page)
    assert not re.search(r"undefined|\{\w+\}", page.locator("body").inner_text())
