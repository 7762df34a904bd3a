"""The other side of walls on this machine: a robot, a mail server, another program, as documented."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import ipaddress
import json
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.serving import serve

KEY = "693a91f6-7b1c-4bc4-97a0-0ec2a5fa5a8c"
SECRET = "whsec_" + base64.b64encode(b"the other side knows this too..").decode()
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TOLERANCE = 300
"""Seconds a signature may be old (github.com/standard-webhooks)."""


@dataclass
class OtherSide:
    """What arrived, and what the next calls are to be answered with instead."""

    now: Callable[[], datetime] = lambda: AT
    robot: list[dict[str, Any]] = field(default_factory=list)
    hook: dict[str, dict[str, Any]] = field(default_factory=dict)  # by webhook-id: a second one changes nothing
    calls: int = 0
    answers: list[Response] = field(default_factory=list)
    hangs: asyncio.Event | None = None
    port: int = 0

    @property
    def robot_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/cgi-bin/webhook/send?key={KEY}"

    @property
    def hook_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    async def send(self, request: Request) -> Response:
        """The robot (developer.work.weixin.qq.com/document/path/91770)."""
        body = await request.body()
        return await self._instead() or JSONResponse(self._robot(request.query_params.get("key"), json.loads(body)))

    def _robot(self, key: str | None, message: dict[str, Any]) -> dict[str, Any]:
        if key != KEY:
            return {"errcode": 93000, "errmsg": "invalid webhook url"}
        if len(self.robot) >= 20:  # a minute, which this clock never lets pass
            return {"errcode": 45009, "errmsg": "api freq out of limit"}
        if message["msgtype"] == "text" and len(message["text"]["content"].encode()) > 2048:
            return {"errcode": 40058, "errmsg": "text.content exceed max length 2048"}
        if message["msgtype"] == "image":
            picture = base64.b64decode(message["image"]["base64"], validate=True)
            if len(picture) > 2 * 1024**2 or hashlib.md5(picture).hexdigest() != message["image"]["md5"]:
                return {"errcode": 40009, "errmsg": "invalid image size"}
        self.robot.append(message)
        return {"errcode": 0, "errmsg": "ok"}

    async def receive(self, request: Request) -> Response:
        """Another program, which believes nothing that is not signed, or signed long ago."""
        body = await request.body()
        if (instead := await self._instead()) is not None:
            return instead
        number, stamp = request.headers["webhook-id"], request.headers["webhook-timestamp"]
        told = b".".join((number.encode(), stamp.encode(), body))
        key = base64.b64decode(SECRET.removeprefix("whsec_"))
        right = "v1," + base64.b64encode(hmac.digest(key, told, "sha256")).decode()
        fresh = abs(self.now().timestamp() - int(stamp)) <= TOLERANCE
        if not fresh or not hmac.compare_digest(right, request.headers["webhook-signature"]):
            return Response(status_code=401)
        assert request.headers["Idempotency-Key"] == number
        self.hook.setdefault(number, json.loads(body))
        return Response(status_code=204)

    async def _instead(self) -> Response | None:
        self.calls += 1
        if self.hangs is not None:
            await self.hangs.wait()
        return self.answers.pop(0) if self.answers else None


@asynccontextmanager
async def other_side(now: Callable[[], datetime] = lambda: AT) -> AsyncIterator[OtherSide]:
    """Robot and program, listening."""
    side = OtherSide(now)
    routes = [
        Route("/cgi-bin/webhook/send", side.send, methods=["POST"]),
        Route("/hook", side.receive, methods=["POST"]),
    ]
    async with serve(Starlette(routes=routes), "127.0.0.1", 0) as port:
        side.port = port
        yield side


@dataclass
class MailSide:
    """A mail server (RFC 5321, RFC 3207, RFC 4954): what arrived, who logged in, what it says instead to a command."""

    letters: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    instead: dict[str, str] = field(default_factory=dict)  # "" as an answer: it hangs up
    offers: str = "250-STARTTLS\r\n250 AUTH PLAIN\r\n"
    users: list[str] = field(default_factory=list)
    encrypted: int = 0
    port: int = 0
    wrapped_port: int = 0
    context: ssl.SSLContext | None = None

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            writer.write(b"220 mail.example.org ready\r\n")
            while (line := (await reader.readline()).decode().strip()) and await self._answer(line, reader, writer):
                await writer.drain()
        except ConnectionError:
            pass  # whoever called has hung up
        finally:
            writer.close()

    async def _answer(self, line: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        verb = line.upper().partition(" ")[0]
        said = self.instead.get(verb)
        if said is not None:
            writer.write(f"{said}\r\n".encode() if said else b"")
            return bool(said)
        match verb:
            case "EHLO":
                writer.write(f"250-mail.example.org\r\n{self.offers}".encode())
            case "STARTTLS":
                writer.write(b"220 go on\r\n")
                assert self.context is not None
                await writer.start_tls(self.context)
                self.encrypted += 1
            case "AUTH":
                self.users.append(base64.b64decode(line.split()[2]).decode().split("\0")[1])
                writer.write(b"235 welcome\r\n")
            case "DATA":
                writer.write(b"354 go on\r\n")
                return await self._letter(reader, writer)
            case "QUIT":
                writer.write(b"221 bye\r\n")
                return False
            case _:
                writer.write(b"250 ok\r\n")
        return True

    async def _letter(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        taken = (await reader.readuntil(b"\r\n.\r\n")).removesuffix(b".\r\n").replace(b"\r\n..", b"\r\n.")
        said = self.instead.get("TEXT", "250 taken")
        if said.startswith("250"):
            self.raw.append(taken)
            self.letters.append(message_from_bytes(taken, policy=default))  # type: ignore[arg-type]
        writer.write(f"{said}\r\n".encode() if said else b"")
        return bool(said)


@asynccontextmanager
async def mail_side(folder: Path) -> AsyncIterator[tuple[MailSide, ssl.SSLContext]]:
    """A mail server, listening; and what trusts its certificate."""
    file = certificate(folder)
    side = MailSide(context=ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))
    assert side.context is not None
    side.context.load_cert_chain(file)
    server = await asyncio.start_server(side.talk, "127.0.0.1", 0)
    side.port = int(server.sockets[0].getsockname()[1])
    wrapped = await asyncio.start_server(side.talk, "127.0.0.1", 0, ssl=side.context)
    side.wrapped_port = int(wrapped.sockets[0].getsockname()[1])
    async with server, wrapped:
        yield side, ssl.create_default_context(cafile=str(file))


def certificate(folder: Path) -> Path:
    """Key and certificate of this very machine, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    begins = datetime(2020, 1, 1, tzinfo=UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=36_500))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "mail.pem"
    file.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return file
