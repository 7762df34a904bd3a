"""What holds for every page: its guards, its turnstile, its words when there is nothing; and Telegram's door."""

from __future__ import annotations

import re
from io import BytesIO

import pytest

from rendering.texts import HOME_LOCALE, texts
from storage.database import Database
from tests.web.doorstep import SECRET, Doorstep, Visitor
from web.door import SECRET_HEADER
from web.layout import Reading
from web.serving import PortTaken, listening
from web.turnstile import MOST, MOST_ADDRESSES, Turnstile

PAGES = ("/", "/s/482913057714", "/s/3/482913057714", "/nothing", "/p/wrong", "/b/1", "/b/zzzzzz", "/l/wrong")


@pytest.mark.parametrize("path", [*PAGES, "/healthz", "/static/page.css", "/robots.txt"])
async def test_every_answer_carries_its_guards(visitor: Visitor, path: str) -> None:
    headers = (await visitor.opens(path)).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY" and headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "noindex" in headers["X-Robots-Tag"]


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_speaks_both_languages_without_script_and_leaves_nothing_behind(
    visitor: Visitor, path: str
) -> None:
    chinese, english = await visitor.opens(path), await visitor.opens(f"{path}?lang=en&size=large")
    assert 'lang="zh-Hans"' in chinese.words and 'lang="en"' in english.words
    assert 'class="large"' in english.words and 'class="large"' not in chinese.words
    for answer in (chinese, english):
        assert "<script" not in answer.words and "javascript:" not in answer.words
        assert answer.words.count("<h1>") == 1
        assert "Set-Cookie" not in answer.headers and answer.headers["Cache-Control"] == "no-store"


async def test_how_somebody_reads_goes_along_from_page_to_page(visitor: Visitor) -> None:
    page = (await visitor.opens("/s/482913057714?lang=en&size=large&from=singlemessage")).words
    assert 'href="/?lang=en&amp;size=large"' in page
    assert 'href="/s/482913057714?size=large"' in page, "the other language, as large"
    assert 'href="/s/482913057714?lang=en"' in page, "the other size, as English"
    assert "singlemessage" not in page


@pytest.mark.parametrize("path", ["/%5Cevil.example", "/%22%3E%3Cscript%3E", "/%3Fx=1", "/\u697c"])
async def test_no_address_makes_a_page_of_ours_lead_elsewhere(visitor: Visitor, path: str) -> None:
    page = (await visitor.opens(path)).words
    links = re.findall(r'href="([^"]*)"', page)
    assert len(links) > 3 and "<script" not in page
    ours = [link for link in links if not link.startswith("https://t.me/pavilion_bot")]
    assert [link for link in ours if not re.fullmatch(r"/(?:[\w.%-][\w./%-]*)?(?:\?[\w=&;]*)?", link)] == []


def test_an_address_that_begins_like_anothers_is_ours() -> None:
    reading = Reading("//evil.example/a", texts(None), False, HOME_LOCALE)
    assert reading.other_size == "/evil.example/a?size=large"
    assert reading.other_language == "/evil.example/a?lang=en"


async def test_nothing_here_is_for_search_engines(visitor: Visitor) -> None:
    assert (await visitor.opens("/robots.txt")).words == "User-agent: *\nDisallow: /\n"


async def test_what_is_not_there_is_said_in_words(visitor: Visitor) -> None:
    missing = await visitor.opens("/nothing/here")
    assert missing.status == 404 and "没有这一页" in missing.words and "从头看起" in missing.words
    assert (await visitor.opens("/", method="DELETE")).status == 405


async def test_what_breaks_is_said_in_words_and_not_swallowed(
    visitor: Visitor, embedded: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with embedded.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE compounds RENAME TO elsewhere")
    broken = await visitor.opens("/")
    assert broken.status == 500 and "出了点问题" in broken.words
    assert "default-src 'none'" in broken.headers["Content-Security-Policy"]
    assert [record.exc_info is not None for record in caplog.records if record.levelname == "ERROR"] == [True]


async def test_too_many_pages_from_one_address_wait_a_minute(visitor: Visitor, doorstep: Doorstep) -> None:
    for _ in range(MOST):
        assert (await visitor.opens("/s/482913057714")).status == 200
    busy = await visitor.opens("/s/482913057714")
    assert busy.status == 429 and "过一分钟" in busy.words and busy.headers["Retry-After"] == "60"
    assert (await visitor.opens("/healthz")).status == 200
    doorstep.seconds.value += 60
    assert (await visitor.opens("/s/482913057714")).status == 200


async def test_behind_a_proxy_on_this_machine_each_reader_is_counted_apart(visitor: Visitor) -> None:
    async def opens(reader: str) -> int:
        async with visitor.session.get("/", headers={"X-Forwarded-For": reader}) as answer:
            await answer.read()
            return answer.status

    assert [await opens("192.0.2.7") for _ in range(MOST + 1)][-2:] == [200, 429]
    assert await opens("192.0.2.8") == 200


def test_addresses_are_counted_apart_and_a_household_together() -> None:
    turnstile = Turnstile(lambda: 0.0, most=1)
    assert turnstile.admits("192.0.2.1") and turnstile.admits("192.0.2.2") and not turnstile.admits("192.0.2.1")
    assert turnstile.admits("2001:db8::1") and not turnstile.admits("2001:db8::2")
    assert turnstile.admits("2001:db8:0:1::1")
    assert turnstile.admits(None) and not turnstile.admits("nobody knows"), "what is no address shares one count"


def test_memory_has_an_end_whoever_calls() -> None:
    turnstile = Turnstile(lambda: 0.0, most=1)
    for number in range(MOST_ADDRESSES):
        assert turnstile.admits(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
    assert turnstile.admits("192.0.2.1") and not turnstile.admits("192.0.2.2"), "the others share one count"


async def test_the_door_opens_to_the_secret_alone(visitor: Visitor, doorstep: Doorstep) -> None:
    update = b'{"update_id": 1}'
    for headers in ({}, {SECRET_HEADER: "wrong"}, {SECRET_HEADER: SECRET[:-1]}):
        assert await _knock(visitor, update, headers) == 403
    assert await _knock(visitor, update, {SECRET_HEADER: SECRET}) == 200
    assert doorstep.came == [update]


async def test_an_update_beyond_reason_is_not_read(visitor: Visitor, doorstep: Doorstep) -> None:
    update = b"x" * (1024 * 1024 + 1)
    assert await _knock(visitor, update, {SECRET_HEADER: SECRET}) == 413
    assert doorstep.came == []


async def _knock(visitor: Visitor, update: bytes, headers: dict[str, str]) -> int:
    """The answer's status, its body read: what is left unread keeps the connection."""
    async with visitor.session.post("/telegram", data=BytesIO(update), headers=headers) as answer:
        await answer.read()
        return answer.status


def test_a_taken_port_is_said_so() -> None:
    with listening("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(PortTaken, match=str(port)), listening("127.0.0.1", port):
            raise AssertionError("two listeners on one port")
