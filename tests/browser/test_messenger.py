"""The messenger page with the real bot behind it: 王阿姨 reports, 李楼长 answers and asks, all on their phones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.browsing import DESK, PHONE, a_page, resize, violations
from tests.browser.theatre import Theatre
from tests.stage import AFTER_OPENING

BOT, STAIRS = "议事亭", "3号楼邻居群"


@dataclass
class Phone:
    """The page in somebody's hand: everything happens by pressing and typing."""

    page: Page

    def of(self, person: str, chat: str = BOT) -> Phone:
        """Take up this person's phone and open a chat; on a small screen by way of the lists."""
        for back, pane in (("#back-chats", "chats"), ("#back-people", "people")):
            if self.page.locator(back).is_visible():
                self.page.locator(back).click()
                expect(self.page.locator("body")).to_have_attribute("data-pane", pane)
        self.named("#people", person).click()
        expect(self.page.locator("#chats-title")).to_contain_text(person)
        self.named("#chats", chat).click()
        expect(self.page.locator("#chat-title")).to_have_text(chat)
        expect(self.page.locator("#chat-sub")).to_contain_text(person)
        return self

    def named(self, rows: str, name: str) -> Locator:
        """The row of a list with this name."""
        name_of_row = self.page.locator(".row-name", has_text=re.compile(f"^{name}$"))
        return self.page.locator(f"{rows} button").filter(has=name_of_row)

    def says(self, words: str) -> None:
        """Type and send."""
        self.page.get_by_test_id("write").fill(words)
        self.page.get_by_test_id("write").press("Enter")

    def sees(self, words: str) -> Locator:
        """The newest message with these words, once it is there."""
        message = self.page.get_by_test_id("message").filter(has_text=words).last
        expect(message).to_be_visible()
        return message

    def presses(self, label: str, on: str) -> None:
        """Press a button under the newest message with these words."""
        self.sees(on).get_by_test_id("inline-button").filter(has_text=label).click()

    def attaches(self, choice: str) -> None:
        """Send something out of the menu of attachments."""
        self.page.get_by_test_id("attach").click()
        self.page.get_by_test_id(choice).click()

    def command(self, name: str) -> None:
        """Choose a command out of the menu."""
        self.page.get_by_test_id("commands").click()
        self.page.get_by_test_id(f"command-{name}").click()

    def fast_forward(self, step: str) -> None:
        """Move the clock; done when the page says what time it is now."""
        before = self.page.get_by_test_id("clock-now").inner_text()
        self.page.get_by_test_id(step).click()
        expect(self.page.get_by_test_id("clock-now")).not_to_have_text(before)
        expect(self.page.get_by_test_id("clock-busy")).to_contain_text("现在是")

    def good_for_everybody(self) -> None:
        """axe-core finds nothing on this screen, small or large, and nothing sticks out."""
        mine = self.page.viewport_size
        assert mine is not None
        for size in (PHONE, DESK):
            resize(self.page, size)
            assert violations(self.page) == [], size
            assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
        resize(self.page, (mine["width"], mine["height"]))


@pytest.fixture
def theatre(tmp_path: Path, opened_template: Path) -> Iterator[Theatre]:
    """The living town."""
    with Theatre(tmp_path, opened_template, AFTER_OPENING) as theatre:
        yield theatre


@pytest.fixture
def phone(chromium: Browser, theatre: Theatre, request: pytest.FixtureRequest) -> Iterator[Phone]:
    """The page, opened."""
    with a_page(chromium, theatre.url, request.param) as page:
        page.goto("/")
        page.locator("body[data-state=ready]").wait_for()
        yield Phone(page)


@pytest.mark.parametrize("phone", [PHONE], indirect=True)
def test_a_report_is_sent_answered_and_shown_in_the_group(phone: Phone) -> None:
    phone.good_for_everybody()
    phone.of("王阿姨").says("一层水管漏水，地上滑得很")
    phone.sees("这样报上去可以吗")
    phone.good_for_everybody()
    phone.presses("报上去", on="这样报上去可以吗")
    expect(phone.page.get_by_test_id("toast")).to_contain_text("编号 0003")
    phone.sees("已登记，编号 0003")
    phone.attaches("attach-sample-photo")
    phone.presses("报上去", on="一张照片")
    phone.sees("已登记，编号 0004")
    phone.of("王阿姨", STAIRS).sees("水管漏水")
    expect(phone.sees("报事 0003")).to_contain_text("待受理")

    phone.of("李楼长").presses("答复", on="新报事 0003")
    phone.sees("怎么答复 0003")
    phone.says("看到了，已叫师傅，下午到")
    phone.sees("0003 已答复")
    expect(phone.page.get_by_test_id("photo").last).to_be_visible()
    phone.good_for_everybody()

    phone.of("王阿姨").sees("下午到")
    phone.says("0003")
    expect(phone.sees("报事 0003")).to_contain_text("下午到")
    card = phone.of("王阿姨", STAIRS).sees("报事 0003")
    expect(card).to_contain_text("已受理")
    expect(card).to_contain_text("已编辑")
    expect(phone.page.get_by_test_id("message").filter(has_text="报事 0003")).to_have_count(1)
    phone.good_for_everybody()


# Whether the town has more for somebody to read than before.
UNREAD = """async ([name, before]) => (await (await fetch("/sim/world")).json()).people
    .find((person) => person.name === name).unread > before"""

# What the page asked of the town so far: it asks once more only after it drew what it had.
WORLDS = "performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('/world')).length"


@pytest.mark.parametrize("phone", [DESK], indirect=True)
def test_a_slow_finger_gets_the_button_it_pressed_though_news_comes_under_it(phone: Phone) -> None:
    page = phone.page
    phone.of("王阿姨", STAIRS)
    unread = int(phone.named("#people", "陈租客").locator(".unread > span").first.inner_text())
    phone.named("#people", "陈租客").hover()
    page.mouse.down()
    phone.says("楼下有人捡到一串钥匙")
    page.wait_for_function(UNREAD, arg=["陈租客", unread])
    asked = page.evaluate(WORLDS)
    for words in ("是三楼的", "找到人了", "谢谢大家"):
        phone.says(words)
    page.wait_for_function(f"before => {WORLDS} >= before + 3", arg=asked)
    page.mouse.up()
    expect(page.locator("#chats-title")).to_contain_text("陈租客")


QUESTION = "楼道灯几点关？"


def asks(phone: Phone) -> None:
    """李楼长 makes the poll, step by step."""
    phone.of("李楼长").command("toupiao")
    phone.sees("想问大家什么")
    phone.says(QUESTION)
    phone.sees("大家可以选哪些答案")
    phone.says("晚上10点\n晚上12点\n不关")
    steps = [("够了", "现在有 3 个答案"), ("只选一个", "选几个"), ("记名", "记名还是匿名"), ("3天后", "到什么时候")]
    for label, on in steps:
        phone.presses(label, on=on)
    phone.sees("这样发出去可以吗")
    phone.good_for_everybody()
    phone.presses("发出去", on="这样发出去可以吗")
    phone.sees("就发到群里")


@pytest.mark.parametrize("phone", [DESK], indirect=True)
def test_a_poll_is_made_voted_in_and_told(phone: Phone) -> None:
    asks(phone)
    phone.of("王阿姨", STAIRS)
    poll = phone.page.get_by_test_id("poll").filter(has_text=QUESTION)
    expect(poll).to_contain_text("征询意见，不是正式表决")
    poll.get_by_label("晚上12点").check()
    phone.good_for_everybody()
    poll.get_by_test_id("poll-vote").click()
    expect(poll).to_contain_text("您选的")
    expect(poll).to_contain_text("1人参加 · 结果在结束后公布")

    phone.fast_forward("step-hour")
    while not phone.page.get_by_test_id("message").filter(has_text="征询结果").count():
        phone.fast_forward("step-day")
    result = phone.sees("征询结果")
    expect(result).to_contain_text(QUESTION)
    expect(result).to_contain_text("1/1")
    picture = result.get_by_test_id("photo").locator("img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    expect(poll).to_contain_text("投票已结束")
    phone.good_for_everybody()
    phone.of("李楼长").sees("征询结束了")
    phone.presses("导出表格", on="征询结束了")
    phone.sees("征询结果2.xlsx")
