"""E-mail as a channel (邮件): one message to one address, by the operator's server (RFC 5321, RFC 5322)."""

from __future__ import annotations

import asyncio
import smtplib
import ssl
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from channels.contract import Delivery, Letterbox, number_of
from rendering.dispatch import Dispatch
from rendering.wall_words import plain
from services.outbox import Parcel
from telegram_wire.errors import Fate

SECONDS = 15.0
LATER = 60.0
"""Seconds to leave a server alone that said "not now" (4yz)."""

MUCH_LATER = 900.0
"""The same where it does not let us in: whoever knocks every minute is shut out, and an operator must mend it."""

LONGEST_SUBJECT = 60
PERMANENT = 500
PNG = b"\x89PNG"
"""How one begins; photos of the messenger are JPEG otherwise."""


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed in (发信服务器). No repr of the password."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    wrapped: bool = False  # TLS from the first byte (smtps), else STARTTLS
    clear: bool = False  # neither: only for a server on this very machine


class MailChannel:
    """A mailbox. `trusted` is for tests; `paced` hears of every message that leaves."""

    def __init__(
        self,
        server: MailServer | None,
        paced: Callable[[int], None],
        now: Callable[[], datetime],
        trusted: ssl.SSLContext | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self._server, self._paced, self._now = server, paced, now
        self._trusted, self._seconds = trusted, seconds

    async def deliver(self, parcel: Parcel, dispatch: Dispatch, to: Letterbox) -> Delivery:
        """Send it once; the connection is the thread's, and ends with it."""
        if dispatch.screen is None:
            return Delivery(Fate.REFUSED, error="nothing drawn for it")
        if self._server is None:
            return Delivery(Fate.REFUSED, error="mail server unset")
        self._paced(to.address)
        letter = written(self._server, parcel, dispatch, to.where.where, self._now())
        return await asyncio.to_thread(self._hand_in, self._server, letter)

    async def greets(self) -> Delivery:
        """Whether the server lets us in; nothing is sent."""
        if self._server is None:
            return Delivery(Fate.REFUSED, error="mail server unset")
        return await asyncio.to_thread(self._hand_in, self._server, None)

    def _hand_in(self, server: MailServer, letter: EmailMessage | None) -> Delivery:
        """Until the text is on its way, whatever breaks has sent nothing; after that, nobody knows."""
        progress = _Progress()
        try:
            with closing(self._connected(server)) as smtp:
                self._let_in(smtp, server)
                if letter is not None:
                    _sent(smtp, server, letter, progress)
        except (smtplib.SMTPAuthenticationError, UnicodeError):  # a password that this way in has no letters for
            return Delivery(Fate.UNSENT, rest=MUCH_LATER, error="mail auth")
        except smtplib.SMTPResponseException as error:
            return _said(error.smtp_code, progress)
        except smtplib.SMTPNotSupportedError:
            return Delivery(Fate.REFUSED, error="mail unsupported")
        except (smtplib.SMTPException, OSError) as error:
            fate = Fate.UNKNOWN if progress.handed else Fate.UNSENT
            return Delivery(fate, rest=LATER, error=f"mail server {type(error).__name__}")
        return Delivery()

    def _let_in(self, smtp: smtplib.SMTP, server: MailServer) -> None:
        if not (server.clear or server.wrapped):
            _agreed(*smtp.starttls(context=self._context()))
        smtp.ehlo_or_helo_if_needed()
        if server.user:
            smtp.login(server.user, server.password)

    def _context(self) -> ssl.SSLContext:
        return self._trusted or ssl.create_default_context()

    def _connected(self, server: MailServer) -> smtplib.SMTP:
        ours = server.sender.rpartition("@")[2]
        if server.wrapped:
            context = self._context()
            return smtplib.SMTP_SSL(server.host, server.port, ours, timeout=self._seconds, context=context)
        return smtplib.SMTP(server.host, server.port, ours, timeout=self._seconds)


@dataclass
class _Progress:
    addressed: bool = False  # it has heard for whom it is: what it refuses until then are we
    handed: bool = False  # the text has left


def _sent(smtp: smtplib.SMTP, server: MailServer, letter: EmailMessage, progress: _Progress) -> None:
    _agreed(*smtp.mail(server.sender))
    progress.addressed = True
    _agreed(*smtp.rcpt(str(letter["To"])))
    progress.handed = True
    _agreed(*smtp.data(letter.as_bytes(policy=SMTP)))
    with suppress(smtplib.SMTPException, OSError):
        smtp.quit()


def written(server: MailServer, parcel: Parcel, dispatch: Dispatch, to: str, at: datetime) -> EmailMessage:
    """The letter: its first line is what it is about; the same notice always has the same number."""
    assert dispatch.screen is not None, "asked of what is drawn"
    text = plain(dispatch.screen.text)
    letter = EmailMessage()
    letter["Subject"] = " ".join(text.strip().partition("\n")[0].split())[:LONGEST_SUBJECT]
    letter["From"], letter["To"], letter["Date"] = server.sender, to, format_datetime(at)
    letter["Message-ID"] = f"<{number_of(parcel)}@{server.sender.rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday answer comes back
    letter.set_content(text, cte="base64")
    if dispatch.screen.picture is not None:
        letter.add_attachment(dispatch.screen.picture, maintype="image", subtype="png", filename="picture.png")
    for number, picture in enumerate(dispatch.pictures, start=1):
        kind = "png" if picture.startswith(PNG) else "jpeg"
        letter.add_attachment(picture, maintype="image", subtype=kind, filename=f"photo{number}.{kind}")
    return letter


def _agreed(code: int, words: bytes) -> None:
    """A positive answer. Raises SMTPResponseException for any other."""
    if not 200 <= code < 300:
        raise smtplib.SMTPResponseException(code, words)


def _said(code: int, progress: _Progress) -> Delivery:
    """4yz: not now; 5yz: never (a mailbox that is not there, a letter that is not wanted), or not from us."""
    if code >= PERMANENT and not progress.addressed:
        return Delivery(Fate.UNSENT, rest=MUCH_LATER, error=f"mail server {code}")
    if code < PERMANENT:
        return Delivery(Fate.UNSENT, rest=LATER, error=f"mail {code}")
    return Delivery(Fate.REFUSED, error=f"mail {code}")
