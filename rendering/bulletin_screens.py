"""Screens of papers for the wall (印文书): which one, as it will look, then the file, and the photo once it hangs."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from domain.bulletins import Lettering, MatterMaterial, PaperHead, PaperMaterial, PaperOffer, PaperWish
from domain.deliberation.stages import Need
from domain.issues import shorten
from domain.registry import Place
from rendering.bulletin_buttons import ListPapers, PrintPaper, SeePaper
from rendering.bulletin_form import Sheet
from rendering.deliberation_full_buttons import NoteRecord
from rendering.menu import ending, go
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

A_PAGE, LONGEST_TITLE, LONGEST_CAPTION = 3, 16, 900


def papers(texts: Texts, offers: Sequence[PaperOffer], compound_id: int, page: int) -> Screen:
    """要印哪一份？"""
    if not offers:
        return ending(texts, texts.say("bulletin.screen.none"))
    last = (len(offers) - 1) // A_PAGE
    page = min(max(page, 0), last)
    shown = offers[page * A_PAGE : (page + 1) * A_PAGE]
    turns = [("earlier", page - 1)] if page else []
    turns += [("later", page + 1)] if page < last else []
    turning = [Key(texts.plain(f"bulletin.key.{name}"), ListPapers(compound_id, to)) for name, to in turns]
    return Screen(
        texts.say("bulletin.screen.which"),
        (*rows(*(_offered(texts, one) for one in shown), per_row=1), *rows(*turning, go(texts, "start"))),
    )


def papers_of(texts: Texts, offers: Sequence[PaperOffer]) -> Screen:
    """The papers of one matter or vote, where there are several."""
    if not offers:
        return ending(texts, texts.say("bulletin.screen.none"))
    keys = [_offered(texts, one) for one in offers]
    return Screen(texts.say("bulletin.screen.which"), (*rows(*keys, per_row=1), (go(texts, "start"),)))


def _offered(texts: Texts, one: PaperOffer) -> Key:
    wish, name = one.wish, texts.plain(f"bulletin.name.{one.wish.kind}")
    when = texts.plain("bulletin.screen.before") if wish.back else ""
    parts = [part for part in (name + when, shorten(one.title, LONGEST_TITLE)) if part]
    return Key(" · ".join(parts), SeePaper(wish.kind.value, wish.of, wish.back))


def preview(texts: Texts, wish: PaperWish, place: Place, sheet: Sheet, pages: Sequence[bytes]) -> Screen:
    """Its first page as a picture, in words beneath, and what it can be printed as."""
    said = shorten("\n".join(sheet.said), LONGEST_CAPTION)
    words = lines(
        Markup.escape(said),
        "",
        texts.say("bulletin.screen.preview", n=len(pages)),
        texts.say(f"bulletin.screen.{_read(sheet)}"),
    )
    keys = [
        Key(texts.plain(f"bulletin.key.{lettering}"), PrintPaper(wish.kind.value, wish.of, wish.back, lettering.value))
        for lettering in Lettering
    ]
    others = Key(texts.plain("bulletin.key.others"), ListPapers(place.compound_id or 0, 0))
    return Screen(words, rows(*keys, others), picture=pages[0])


def _read(sheet: Sheet) -> str:
    """Whether there is a code on it."""
    return "with_code" if sheet.facts["qr"] else "without_code"


def printed(texts: Texts, head: PaperHead, found: PaperMaterial, sheet: Sheet, content: bytes) -> Screen:
    """The file; where its days count from the photo of it, the way to that photo."""
    hangs = _hangs(found)
    words = lines(
        texts.say("bulletin.screen.printed", title=sheet.facts["title"]),
        texts.say("bulletin.screen.then_photo") if hangs else None,
    )
    photo = [Key(texts.plain("bulletin.key.photo"), NoteRecord(found.wish.of, Need.PAPER.value))] if hangs else []
    others = Key(texts.plain("bulletin.key.others"), ListPapers(found.place.compound_id or 0, 0))
    name = f"{sheet.facts['number'] or sheet.facts['title']}.pdf"
    return Screen(words, rows(*photo, others), document=content, filename=name)


def _hangs(found: PaperMaterial) -> bool:
    """Whether its stage asks for a photo of the paper where it hangs."""
    made = found.made_from
    return isinstance(made, MatterMaterial) and Need.PAPER in made.matter.procedure.step(made.matter.stage).needs
