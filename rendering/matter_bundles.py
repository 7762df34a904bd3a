"""The archive of a matter (归档包): its files in their order, and the screens around it."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from mimetypes import guess_extension
from typing import IO
from zoneinfo import ZoneInfo

from domain.deliberation.bundle_checks import MANIFEST, Disagreement, journal_lines, manifest_of
from domain.deliberation.bundles import Bundle, FiledPhoto
from domain.deliberation.matters import Matter
from domain.journal import canonical
from rendering.deliberation_lines import to_matter
from rendering.matter_bundle_pages import page
from rendering.matter_bundle_zip import BundleWriter
from rendering.screens import Screen
from rendering.texts import HOME_LOCALE, SPOKEN, Texts, texts

MOST_BYTES = 45 * 1024 * 1024
"""What a messenger takes from a bot is 50 MB; a larger archive is fetched at the terminal."""

CODE = 12
"""Signs of an archive's hash that are read out and compared."""

A_PART = 1024 * 1024

NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))

Content = Callable[[int], Awaitable[bytes | None]]


async def write_bundle(into: IO[bytes], bundle: Bundle, content: Content, zone: ZoneInfo) -> None:
    """The whole archive; photos are fetched and written one after the other."""
    home = texts(HOME_LOCALE).speaking(bundle.words)
    paths = {photo.id: _path(home, number, photo) for number, photo in enumerate(_enclosed(bundle), 1)}
    writer = BundleWriter(into)
    for locale in SPOKEN:
        spoken = texts(locale).speaking(bundle.words)
        writer.add(spoken.plain("matter_bundles.path.page"), page(spoken, bundle, paths, zone))
    written = [home.plain("matter_bundles.path.text", number=one.number) for one in bundle.versions]
    for name, one in zip(written, bundle.versions, strict=True):
        writer.add(name, canonical({"title": one.title, "text": one.text}))
    journal = home.plain("matter_bundles.path.journal")
    writer.add(journal, journal_lines(bundle))
    for photo in _enclosed(bundle):
        found = await content(photo.id)
        assert found is not None, "it is stored"
        await asyncio.to_thread(writer.add, paths[photo.id], found)
    writer.add(MANIFEST, manifest_of(bundle, writer.hashes, journal=journal, texts=written))
    writer.close()


def _enclosed(bundle: Bundle) -> list[FiledPhoto]:
    return [photo for photo in bundle.photos if photo.enclosed]


def _path(home: Texts, number: int, photo: FiledPhoto) -> str:
    """照片/03-做完后.jpg; a photo of a messenger is a JPEG unless it says otherwise."""
    ending = guess_extension(photo.mime) or ".jpg" if photo.mime else ".jpg"
    shows = home.plain(f"matter_bundles.photo.{photo.shows}")
    return home.plain("matter_bundles.path.photo", number=f"{number:02d}", shows=shows) + ending


def file_name(bundle: Bundle) -> str:
    """归档-中华园-第3号-院内路灯改造.zip: the same for everybody."""
    matter, home = bundle.matter, texts(HOME_LOCALE)
    name = home.plain("matter_bundles.file", compound=bundle.compound, number=matter.number, title=matter.title)
    return "".join(sign for sign in name.translate(NOT_IN_NAMES) if sign.isprintable())


def code_of(content: IO[bytes]) -> str:
    """核对码: the beginning of the archive's own hash."""
    content.seek(0)
    whole = hashlib.sha256()
    while part := content.read(A_PART):
        whole.update(part)
    return whole.hexdigest()[:CODE]


def enclosed(words: Texts, bundle: Bundle, content: bytes, code: str) -> Screen:
    """Here it is, and what to keep of it."""
    matter = bundle.matter
    told = words.say("matter_bundles.enclosing", number=matter.number, title=matter.title, code=code)
    return Screen(told, ((to_matter(words, matter.id),),), document=content, filename=file_name(bundle))


def too_large(words: Texts, matter: Matter) -> Screen:
    """It does not go through the messenger."""
    return Screen(words.say("matter_bundles.too_large", number=matter.number), ((to_matter(words, matter.id),),))


def disagreeing(words: Texts, found: Sequence[Disagreement]) -> list[str]:
    """What does not agree, a line each."""
    return [words.plain(f"matter_bundles.wrong.{one.wrong}", which=one.which) for one in found]
