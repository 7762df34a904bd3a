"""Writing an announcement, screen by screen (写公告)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.announcements import MOST_FILES, File, Preview, Step, Target, post_facts
from domain.issues_masking import mask
from rendering.announcements import coming, post_text
from rendering.announcements_buttons import (
    BeginAnnouncement,
    ChoosePlace,
    ChooseTime,
    DropAnnouncement,
    DropFiles,
    GoTo,
    MendDraft,
    Onward,
    SendAnnouncement,
    Toggle,
)
from rendering.dates import hour
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts


def _tail(texts: Texts, draft_id: int, before: Step | None) -> tuple[Key, ...]:
    back = () if before is None else (Key(texts.plain("announcements.write.back"), GoTo(draft_id, before.value)),)
    return (*back, Key(texts.plain("announcements.write.drop"), DropAnnouncement(draft_id)))


def ask_text(texts: Texts, draft_id: int, *, known: bool, files: int) -> Screen:
    """第一步: the words; a photo or file may come with them."""
    got = texts.say("announcements.write.got", n=files) if files else None
    keys = (Key(texts.plain("announcements.write.keep"), Onward(draft_id, Step.TEXT.value)),) if known else ()
    words = texts.say("announcements.write.text_again" if known else "announcements.write.text")
    return Screen(lines(got, words), tuple(row for row in (keys, _tail(texts, draft_id, None)) if row))


def ask_files(texts: Texts, draft_id: int, *, files: int, album: bool = False, words: bool = False) -> Screen:
    """第二步: photos and files. The rest of an album is still on its way, so nothing is counted.

    `words`: some came, but the text is there already.
    """
    known = texts.say("announcements.write.has_text") if words else None
    asked = "announcements.write.more" if album or files else "announcements.write.files"
    if count_said := bool(files and not album):
        asked = "announcements.write.more_files"
    count = texts.say("announcements.write.got", n=files) if count_said else None
    onward = "announcements.write.onward" if album or files else "announcements.write.none"
    keys = [Key(texts.plain(onward), Onward(draft_id, Step.FILES.value))]
    if files:
        keys.append(Key(texts.plain("announcements.write.unfile"), DropFiles(draft_id)))
    return Screen(
        lines(known, count, texts.say(asked, most=MOST_FILES)), (tuple(keys), _tail(texts, draft_id, Step.TEXT))
    )


def ask_place(texts: Texts, draft_id: int, targets: Sequence[Target]) -> Screen:
    """第三步: where."""
    keys = (
        Key(
            texts.plain("announcements.write.target", place=_place(target), n=target.groups),
            ChoosePlace(draft_id, target.place.compound_id or 0, target.place.building_id or 0),
        )
        for target in targets
    )
    return Screen(texts.say("announcements.write.place"), (*rows(*keys), _tail(texts, draft_id, Step.FILES)))


def ask_when(texts: Texts, draft_id: int, choices: Sequence[str], *, before: Step) -> Screen:
    """第四步: when."""
    keys = (Key(texts.plain(f"announcements.when.{when}"), ChooseTime(draft_id, when)) for when in choices)
    return Screen(texts.say("announcements.when.ask"), (*rows(*keys, per_row=3), _tail(texts, draft_id, before)))


def preview(texts: Texts, draft_id: int, shown: Preview, *, at: datetime, zone: ZoneInfo) -> Screen:
    """预览: the post as it will look, then where and when."""
    item = shown.announcement
    text = lines(
        texts.say("announcements.preview.ask"),
        "",
        post_text(texts, zone, post_facts(item)),
        "",
        texts.say("announcements.preview.line"),
        texts.say("announcements.preview.place", place=_place(shown.target), n=shown.target.groups),
        texts.say("announcements.preview.files", files=_kinds(texts, shown.files)) if shown.files else None,
        _leaving(texts, shown, at, zone),
        texts.say("announcements.preview.pin") if item.pin else None,
        texts.say("announcements.preview.personal") if mask(item.text) != item.text else None,
    )
    return Screen(text, _preview_keys(texts, draft_id, shown))


def _leaving(texts: Texts, shown: Preview, at: datetime, zone: ZoneInfo) -> str:
    due = shown.announcement.due_at
    moment = coming(texts, due, at=at, zone=zone)
    if shown.held is not None:
        return texts.say(
            "announcements.preview.held", moment=moment, begin=hour(shown.held.begin), end=hour(shown.held.end)
        )
    return texts.say("announcements.preview.now") if shown.now else texts.say("announcements.preview.at", moment=moment)


def _preview_keys(texts: Texts, draft_id: int, shown: Preview) -> tuple[tuple[Key, ...], ...]:
    pin, urgent = int(not shown.announcement.pin), int(not shown.announcement.urgent)
    send = "announcements.preview.send" if shown.now and shown.held is None else "announcements.preview.schedule"
    return (
        (Key(texts.plain(send), SendAnnouncement(draft_id)),),
        (
            Key(texts.plain(f"announcements.toggle.pin{pin}"), Toggle(draft_id, "pin", pin)),
            Key(texts.plain(f"announcements.toggle.urgent{urgent}"), Toggle(draft_id, "urgent", urgent)),
        ),
        (
            Key(texts.plain("announcements.preview.mend"), MendDraft(draft_id)),
            Key(texts.plain("announcements.write.drop"), DropAnnouncement(draft_id)),
        ),
    )


def mend(texts: Texts, draft_id: int, *, choose_place: bool) -> Screen:
    """改一改: which part."""
    steps = [Step.TEXT, Step.FILES, *([Step.PLACE] if choose_place else []), Step.WHEN]
    keys = (Key(texts.plain(f"announcements.mend.{step.value}"), GoTo(draft_id, step.value)) for step in steps)
    back = Key(texts.plain("announcements.mend.back"), GoTo(draft_id, Step.PREVIEW.value))
    return Screen(texts.say("announcements.mend.ask"), (*rows(*keys), (back,)))


def dropped(texts: Texts) -> Screen:
    """算了: nothing was sent."""
    return Screen(
        texts.say("announcements.write.dropped"),
        ((Key(texts.plain("announcements.page.desk"), BeginAnnouncement()),),),
    )


def _place(target: Target) -> str:
    return target.compound + (target.building or "")


def _kinds(texts: Texts, files: Sequence[File]) -> str:
    counts = {kind: sum(file.kind == kind for file in files) for kind in ("photo", "video", "document")}
    parts = [texts.plain(f"announcements.kinds.{kind}", n=n) for kind, n in counts.items() if n]
    return texts.plain("announcements.kinds.between").join(parts)
