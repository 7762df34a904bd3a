"""Files travel byte for byte in both directions; albums are separate messages with one media_group_id."""

import struct
import zlib

import pytest
import telegram
from telegram.error import BadRequest, NetworkError

from sandbox.client import Person
from tests.sandbox.conftest import drain


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + bytes(3 * width) for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


JPEG = b"\xff\xd8\xff\xe0\x00\x04JF\xff\xc0\x00\x11\x08\x00\x30\x00\x40\x03" + bytes(9) + b"\xff\xd9"


async def downloaded(bot: telegram.Bot, file_id: str) -> bytes:
    return bytes(await (await bot.get_file(file_id)).download_as_bytearray())


async def test_a_photo_from_a_person_is_read_byte_for_byte(bot: telegram.Bot, started: Person) -> None:
    await started.sends_photo(png(64, 48), caption="漏水 /bao")
    await started.sends_photo(JPEG)
    first, second = await drain(bot)
    assert first.message.caption_entities[0].type == "bot_command"
    assert [(size.width, size.height) for size in (first.message.photo[-1], second.message.photo[-1])] == [(64, 48)] * 2
    assert await downloaded(bot, first.message.photo[-1].file_id) == png(64, 48)


async def test_documents_voice_and_video_keep_name_and_bytes(bot: telegram.Bot, started: Person) -> None:
    await started.sends_document(bytes(range(256)), "规约.pdf", caption="请看")
    await started.sends_voice(b"OggS-1")
    await started.sends_video(b"mp4-bytes")
    document, voice, video = (update.message for update in await drain(bot))
    assert document.document.file_name == "规约.pdf"
    assert await downloaded(bot, document.document.file_id) == bytes(range(256))
    assert await downloaded(bot, voice.voice.file_id) == b"OggS-1"
    assert await downloaded(bot, video.video.file_id) == b"mp4-bytes"


async def test_sound_files_and_round_videos_travel_both_ways(bot: telegram.Bot, started: Person) -> None:
    await drain(bot)
    await started.sends_audio(b"ID3-1", "水声.mp3")
    await started.sends_video_note(b"round-1")
    audio, note = (update.message for update in await drain(bot))
    assert (audio.audio.file_name, audio.audio.mime_type) == ("水声.mp3", "audio/mpeg")
    assert await downloaded(bot, note.video_note.file_id) == b"round-1"
    back = await bot.send_video_note(started.id, note.video_note.file_id)
    assert back.video_note is not None
    assert back.video_note.length == 240
    assert (await bot.send_audio(started.id, audio.audio.file_id)).audio is not None


async def test_an_album_from_a_person_is_several_updates(bot: telegram.Bot, started: Person) -> None:
    await started.sends_photo(png(8, 8), png(9, 9), png(10, 10), caption="三张")
    messages = [update.message for update in await drain(bot)]
    assert len({message.media_group_id for message in messages}) == 1
    assert [message.caption for message in messages] == ["三张", None, None]


async def test_the_bot_uploads_attaches_and_sends_again(bot: telegram.Bot, started: Person) -> None:
    sent = await bot.send_document(started.id, b"%PDF-1.7", filename="公示.pdf", caption="公示")
    again = await bot.send_document(started.id, sent.document.file_id)
    assert again.document.file_unique_id == sent.document.file_unique_id
    assert await started.file(await started.sees("公示.pdf")) == b"%PDF-1.7"
    album = await bot.send_media_group(
        started.id, [telegram.InputMediaPhoto(png(8, 8), caption="一"), telegram.InputMediaPhoto(png(9, 8))]
    )
    assert album[0].media_group_id == album[1].media_group_id
    assert [message.photo[-1].width for message in album] == [8, 9]
    swapped = await bot.edit_message_media(telegram.InputMediaPhoto(png(11, 8)), started.id, album[0].message_id)
    assert isinstance(swapped, telegram.Message)
    assert swapped.photo[-1].width == 11


async def test_what_is_no_picture_or_too_large_is_refused(bot: telegram.Bot, started: Person) -> None:
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(started.id, b"not a picture")
    with pytest.raises(BadRequest, match=r"(?i)photo_invalid_dimensions"):
        await bot.send_photo(started.id, png(2, 100))
    with pytest.raises(BadRequest, match=r"(?i)wrong file identifier"):
        await bot.send_document(started.id, "BQAC-unknown")
    await started.sends_document(bytes(21 * 1024 * 1024), "大.bin")
    (update,) = await drain(bot)
    with pytest.raises(BadRequest, match="File is too big"):
        await update.message.document.get_file()
    with pytest.raises(NetworkError, match=r"(?i)too large"):
        await bot.send_document(started.id, bytes(51 * 1024 * 1024), write_timeout=60, read_timeout=60)
