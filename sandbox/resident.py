"""One person of the town as stories speak of them, and the messages they see."""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any, Protocol

from sandbox.effort import Effort
from sandbox.paper import printed_words
from sandbox.seen import Message
from sandbox.transcript import Transcript
from sandbox.wire import Refused, Wire

Json = dict[str, Any]


class Place(Protocol):
    """Anything with a chat's id: a Group."""

    @property
    def id(self) -> int:
        """The chat's id."""


Where = Place | int | None

PATIENCE = 60.0
"""Seconds that somebody waits for what they should see: many, because the machine of a test run is busy."""

CHOOSE_AND_SEND = 2
"""Taps around what is sent from the phone's own store: the paper clip before, sending afterwards."""
FORWARD = 4
"""Hold the message, forward, choose to whom, send."""
START = "?start="
"""A button that leads here opens a chat, where the start button waits."""


@dataclass(frozen=True)
class PressResult:
    """What came of a press: the toast or alert, and an address that was opened."""

    answered: bool
    text: str
    alert: bool
    opened: str | None
    id: str | None


class Person:
    """Somebody with a phone. Without `chat` everything happens in private with the bot.

    Every act says how many taps it takes, so that none goes uncounted.
    """

    def __init__(self, wire: Wire, script: Transcript, person_id: int, name: str, effort: Effort) -> None:
        self.wire, self.script, self.id, self.name, self.effort = wire, script, person_id, name, effort
        self._acted = 0

    def __repr__(self) -> str:
        """The name is enough to know them by."""
        return f"<{self.name} {self.id}>"

    def _path(self, chat: Where) -> str:
        return f"/sim/people/{self.id}/chats/{self._chat(chat)}"

    def _chat(self, chat: Where) -> int:
        return self.id if chat is None else chat if isinstance(chat, int) else chat.id

    async def _act(
        self, request: Awaitable[Any], line: str | None = None, *, taps: int, typed: str | None = None
    ) -> Any:
        """Do something; where a line tells of it, what was said before is written down first."""
        self.effort.grows(taps, typed)
        answer = await request
        if line:
            await self.script.hear()
            self.script.note(line)
        return answer

    async def _sends(
        self, chat: Where, body: Json, files: list[tuple[str, str, bytes]] | None = None, *, taps: int
    ) -> list[Message]:
        path = self._path(chat) + "/messages"
        request = self.wire.upload(path, body, files) if files else self.wire.post(path, body)
        typed = body.get("text") or body.get("caption")
        answer = await self._act(request, taps=taps + bool(body.get("reply_to")), typed=typed)
        sent = [Message(raw) for raw in answer["messages"]]
        self._acted = max(message.version for message in sent)
        return sent

    async def says(
        self,
        text: str,
        chat: Where = None,
        reply_to: Message | None = None,
        *,
        thread: int | None = None,
        as_channel: bool = False,
    ) -> Message:
        """Write a text."""
        body: Json = {"text": text, "reply_to": reply_to.id if reply_to else None}
        return (await self._sends(chat, body | {"thread": thread, "as_channel": as_channel or None}, taps=1))[0]

    async def sends_photo(
        self, *photos: bytes, caption: str | None = None, chat: Where = None, reply_to: Message | None = None
    ) -> list[Message]:
        """Send a photo, or several as an album."""
        files = [("photo", f"photo{index}.jpg", data) for index, data in enumerate(photos, 1)]
        body = {"caption": caption, "reply_to": reply_to.id if reply_to else None}
        return await self._sends(chat, body, files, taps=CHOOSE_AND_SEND + len(photos))

    async def sends_document(
        self, data: bytes, name: str = "文件.pdf", *, caption: str | None = None, chat: Where = None
    ) -> Message:
        """Send a file."""
        return (await self._sends(chat, {"caption": caption}, [("document", name, data)], taps=CHOOSE_AND_SEND + 1))[0]

    async def sends_voice(self, data: bytes = b"OggS voice", *, chat: Where = None) -> Message:
        """Send a voice message."""
        return (await self._sends(chat, {}, [("voice", "voice.oga", data)], taps=1))[0]

    async def sends_video(self, data: bytes, *, caption: str | None = None, chat: Where = None) -> Message:
        """Send a video."""
        return (
            await self._sends(chat, {"caption": caption}, [("video", "video.mp4", data)], taps=CHOOSE_AND_SEND + 1)
        )[0]

    async def sends_video_note(self, data: bytes = b"round video", *, chat: Where = None) -> Message:
        """Send a round video message."""
        return (await self._sends(chat, {}, [("video_note", "round.mp4", data)], taps=1))[0]

    async def sends_audio(
        self, data: bytes = b"ID3 audio", name: str = "录音.mp3", *, caption: str | None = None, chat: Where = None
    ) -> Message:
        """Send an audio file."""
        return (await self._sends(chat, {"caption": caption}, [("audio", name, data)], taps=CHOOSE_AND_SEND + 1))[0]

    async def sends_location(self, latitude: float, longitude: float, *, chat: Where = None) -> Message:
        """Send a place."""
        body = {"location": {"latitude": latitude, "longitude": longitude}}
        return (await self._sends(chat, body, taps=CHOOSE_AND_SEND + 1))[0]

    async def sends_sticker(self, emoji: str, *, chat: Where = None) -> Message:
        """Send a sticker."""
        return (await self._sends(chat, {"sticker": emoji}, taps=2))[0]

    async def forwards(self, message: Message, chat: Where = None) -> Message:
        """Forward a message to a chat."""
        body = {"forward_from": {"chat": message.chat_id, "message_id": message.id}}
        return (await self._sends(chat, body, taps=FORWARD))[0]

    async def hands(self, message: Message, person: "Person") -> None:
        """Forward a message to somebody in private, where the bot does not listen."""
        self.effort.grows(FORWARD)
        await self.script.hear()
        self.script.note(f"（{self.name}把这条转给{person.name}）")

    async def reads(self, message: Message) -> list[str]:
        """Print the sheet in a message, and read it run by run."""
        return printed_words(await self.file(message))

    async def edits(self, message: Message, text: str) -> Message:
        """Change one's own message."""
        body = {"message_id": message.id, "text": text}
        request = self.wire.post(self._path(message.chat_id) + "/edit", body)
        return Message(await self._act(request, taps=3, typed=text))

    async def starts(self, payload: str | None = None) -> None:
        """Open the chat, perhaps by a deep link, and press the start button."""
        await self._starts(payload, taps=2)

    async def scans(self, payload: str) -> None:
        """Point the camera at a printed QR code: a page opens, its button opens the chat, there is the start button."""
        await self._starts(payload, taps=3)

    async def _starts(self, payload: str | None, *, taps: int) -> None:
        told = await self._act(self.wire.post(f"/sim/people/{self.id}/start", {"payload": payload}), taps=taps)
        self.has_read(told["version"])

    async def blocks(self) -> None:
        """Block the bot."""
        await self._act(self.wire.post(f"/sim/people/{self.id}/block"), f"（{self.name}停用了机器人）", taps=3)

    async def unblocks(self) -> None:
        """Let the bot write again, without a word."""
        await self._act(self.wire.post(f"/sim/people/{self.id}/unblock"), f"（{self.name}恢复了机器人）", taps=1)

    async def presses(
        self,
        label_or_prefix: str,
        chat: Where = None,
        message: Message | None = None,
        *,
        wait: float = PATIENCE,
        within: float = PATIENCE,
    ) -> PressResult:
        """Press a button: of this message, or of the newest visible one that has it."""
        found = message or await self._with_button(label_or_prefix, chat, within)
        label = found.button(label_or_prefix)
        if label is None:
            raise AssertionError(f"{self.name} sees no button {label_or_prefix!r} in {found.text!r} {found.buttons}")
        if message is not None:
            await self.script.hear()
        body = {"chat": found.chat_id, "message_id": found.id, "text": label, "wait": wait}
        place = "" if found.chat_id == self.id else self.script.place(found.chat_id)
        self._acted = max(self._acted, found.version)
        self.script.note(f"{place}{self.name}按下 [{label}]")
        self.effort.grows(1)
        result = self._pressed(await self.wire.post(f"/sim/people/{self.id}/press", body))
        self.effort.grows(1 if START in (result.opened or "") else 0)
        return result

    def _pressed(self, answer: Json) -> PressResult:
        """Note the toast; what the bot wrote besides is heard later."""
        told = answer["answer"] or {}
        text = told.get("text") or ""
        if text:
            self.script.note(f"议事亭 → {self.name}（提示）：{text}")
        return PressResult(
            answer["answered"], text, bool(told.get("show_alert")), answer["opened"], answer["callback_query_id"]
        )

    async def forges(self, data: str, message: Message | None = None, *, wait: float = PATIENCE) -> PressResult:
        """Send a press that no button offers, on a message or on the last one in private."""
        target = message or await self.last()
        if target is None:
            raise AssertionError(f"{self.name} has no message to forge a press on")
        body = {"chat": target.chat_id, "message_id": target.id, "data": data, "wait": wait}
        await self.script.hear()
        self.script.note(f"{self.name}伪造按钮：{data}")
        return self._pressed(await self.wire.post(f"/sim/people/{self.id}/forge", body))

    async def votes(self, message: Message, *options: str | int) -> None:
        """Vote in a native poll, by option text or number; no option takes the vote back."""
        texts = [option["text"] for option in message.raw["poll"]["options"]]
        ids = [texts.index(option) if isinstance(option, str) else option for option in options]
        body = {"chat": message.chat_id, "message_id": message.id, "option_ids": ids}
        chosen = "、".join(texts[index] for index in ids) or "撤回"
        taps = len(ids) + 1 if not ids or message.raw["poll"].get("allows_multiple_answers") else 1
        request = self.wire.post(f"/sim/people/{self.id}/vote", body)
        await self._act(request, f"{self.name}投票：{chosen}", taps=taps)

    async def messages(self, chat: Where = None) -> list[Message]:
        """What stands in a chat now, oldest first."""
        answer = await self.wire.get(self._path(chat) + "/messages")
        return [Message(raw) for raw in answer["messages"]]

    async def commands(self, chat: Where = None) -> list[str]:
        """The commands the phone offers in a chat."""
        answer = await self.wire.get(self._path(chat) + "/messages")
        return [command["command"] for command in answer["commands"]]

    async def pinned(self, chat: Where = None) -> list[int]:
        """The ids of the pinned messages of a chat."""
        answer = await self.wire.get(self._path(chat) + "/messages")
        return [int(message_id) for message_id in answer["pinned"]]

    async def last(self, chat: Where = None) -> Message | None:
        """The newest message of a chat."""
        found = await self.messages(chat)
        return found[-1] if found else None

    async def file(self, message: Message) -> bytes:
        """The bytes of the file in a message."""
        fields = ("photo", "document", "voice", "video", "video_note", "audio", "animation", "sticker")
        field = next(name for name in fields if name in message.raw)
        stored = message.raw[field][-1] if field == "photo" else message.raw[field]
        return await self.wire.download(f"/sim/files/{stored['file_id']}")

    async def sees(
        self, text: str, chat: Where = None, within: float = PATIENCE, *, fresh: bool = False, button: str = ""
    ) -> Message:
        """Wait until a message of somebody else contains the text, and has this button where one is named.

        `fresh`: one changed since the last own act.
        """
        wanted = {"text": text, "button": button, "others": True, "after": self._acted if fresh else 0}
        return await self._seeks(self._chat(chat), wanted, within, f"does not see {text!r}")

    async def sees_nothing_of(self, text: str, chat: Where = None) -> None:
        """Make sure no message in the chat contains the text now."""
        if any(text in message.text for message in await self.messages(chat)):
            await self.script.hear()
            raise AssertionError(f"{self.name} sees {text!r}\n{self.script.text()}")

    async def catches_up(self) -> None:
        """Read everything so far: only what changes from now on is fresh."""
        self.has_read((await self.wire.get("/sim/version"))["version"])

    def has_read(self, version: int) -> None:
        """Only what changes after this is fresh."""
        self._acted = version

    async def _with_button(self, wanted: str, chat: Where, within: float) -> Message:
        """The newest message with the button; without a chat the private one first, then the groups."""
        place = None if chat is None else self._chat(chat)
        return await self._seeks(place, {"button": wanted}, within, f"sees no button {wanted!r}")

    async def _seeks(self, chat_id: int | None, wanted: Json, within: float, words: str) -> Message:
        body = {**wanted, "chat": chat_id, "wait": within, "heard": self.script.version}
        answer = await self.wire.post(f"/sim/people/{self.id}/seek", body)
        self.script.heard(answer)
        if answer["found"] is None:
            raise AssertionError(f"{self.name} {words} within {within} s\n{self.script.text()}")
        return Message(answer["found"])


__all__ = ["Message", "Person", "PressResult", "Refused"]
