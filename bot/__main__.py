"""The command line (命令行): `python -m bot …`."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot import bundling, demo, logs, registry_files, restoring, tallying, uncovering
from bot.alone import InUse
from bot.clock import WallClock
from bot.doctor import examine
from bot.keys import KeysUnreadable
from bot.profiles import what_is_wrong
from bot.running import open_database, run, say
from bot.settings import Settings, WrongSetting
from rendering.texts import HOME_LOCALE, texts
from storage.resealing import WrongKeys
from storage.shelf import ProfilesWrong
from web.serving import PortTaken

MISUSED = 2


def both(key: str) -> str:
    """A help text in both languages."""
    return f"{texts('zh_Hans').plain(key)} / {texts('en').plain(key)}".replace("%", "%%")


def command_line() -> argparse.ArgumentParser:
    """Every command, with its help in both languages."""
    parser = argparse.ArgumentParser(prog="python -m bot", description=both("cli.bot"))
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in ("run", "migrate", "doctor"):
        commands.add_parser(name, help=both(f"cli.{name}"), description=both(f"cli.{name}"))
    demo = commands.add_parser("demo", help=both("cli.demo"), description=both("cli.demo"))
    demo.add_argument("--list", action="store_true", help=both("cli.demo.list"))
    demo.add_argument("--story", metavar="NAME", help=both("cli.demo.story"))
    demo.add_argument("--host", default="127.0.0.1", help=both("cli.demo.host"))
    demo.add_argument("--port", type=int, default=8080, help=both("cli.demo.port"))
    commands.add_parser("backup", help=both("cli.backup"), description=both("cli.backup"))
    restore = commands.add_parser("restore", help=both("cli.restore"), description=both("cli.restore"))
    restore.add_argument("file", help=both("cli.restore.file"))
    restore.add_argument("--check", action="store_true", help=both("cli.restore.check"))
    restore.add_argument("--replace", action="store_true", help=both("cli.restore.replace"))
    tally = commands.add_parser("tally", help=both("cli.tally"), description=both("cli.tally"))
    tally.add_argument("case", metavar="CASE.json", help=both("cli.tally.case"))
    uncover = commands.add_parser("uncover", help=both("cli.uncover"), description=both("cli.uncover"))
    uncover.add_argument("word", metavar="WORD", help=both("cli.uncover.word"))
    uncover.add_argument("--compound", metavar="NAME", help=both("cli.registry.compound"))
    _registry_commands(commands)
    _bundle_commands(commands)
    return parser


def _bundle_commands(commands: Any) -> None:
    """Those that write and check the file of a matter."""
    bundle = commands.add_parser("bundle", help=both("cli.bundle"), description=both("cli.bundle"))
    bundle.add_argument("matter", metavar="MATTER", nargs="?", type=int, help=both("cli.bundle.matter"))
    bundle.add_argument("into", metavar="FILE", nargs="?", type=Path, help=both("cli.bundle.into"))
    bundle.add_argument("--compound", metavar="NAME", help=both("cli.registry.compound"))
    bundle.add_argument("--check", metavar="FILE", type=Path, help=both("cli.bundle.check"))
    verify = commands.add_parser("verify", help=both("cli.verify"), description=both("cli.verify"))
    verify.add_argument("file", metavar="FILE", type=Path, help=both("cli.bundle.check"))


def _registry_commands(commands: Any) -> None:
    """Those that read and write workbooks of homes."""
    for name in registry_files.COMMANDS:
        command = commands.add_parser(name, help=both(f"cli.{name}"), description=both(f"cli.{name}"))
        if name == "sample-registry":
            command.add_argument("name", metavar="NAME", help=both("cli.sample-registry.name"))
        command.add_argument("file", metavar="FILE.xlsx", type=Path, help=both(f"cli.{name}.file"))
        if name != "sample-registry":
            command.add_argument("--compound", metavar="NAME", help=both("cli.registry.compound"))
        if name == "import-registry":
            command.add_argument("--confirm", action="store_true", help=both("cli.import-registry.confirm"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status. What is wrong is said in words, not in tracebacks."""
    options = command_line().parse_args(arguments)
    logs.set_up()
    try:
        return asyncio.run(_perform(options, Settings.from_environment()))
    except WrongSetting as wrong:
        return _wrong(f"settings.wrong.{wrong.problem}", name=wrong.name)
    except PortTaken as taken:
        return _wrong("process.port_taken", address=str(taken))
    except InUse as taken:
        return _wrong("process.in_use", folder=str(taken))
    except KeysUnreadable as unreadable:
        return _wrong("process.keys_unreadable", path=str(unreadable))
    except ProfilesWrong as wrong:
        print(what_is_wrong(wrong), file=sys.stderr)
        return MISUSED
    except WrongKeys:
        return _wrong("process.keys_wrong")
    except KeyboardInterrupt:
        return 0


async def _perform(options: argparse.Namespace, settings: Settings) -> int:
    match options.command:
        case "run" if settings.token is not None:
            await run(settings, settings.token, WallClock())
        case "run" | "demo":
            return await _demo(options, settings)
        case "migrate":
            async with open_database(settings):
                say(texts(settings.locale).plain("process.migrated"))
        case "doctor":
            return await examine(settings, WallClock())
        case _:
            return await _with_records(options, settings)
    return 0


async def _with_records(options: argparse.Namespace, settings: Settings) -> int:
    """What reads or writes files beside the bot."""
    match options.command:
        case "tally":
            return tallying.count(settings.locale, options.case)
        case "backup":
            return await restoring.save(settings, WallClock())
        case "restore":
            return await restoring.put_back(
                settings, WallClock(), Path(options.file), only_check=options.check, replace=options.replace
            )
        case "uncover":
            return await uncovering.perform(settings, options.word, compound=options.compound)
        case "bundle" | "verify":
            return await bundling.perform(options, settings, WallClock())
        case _:
            return await registry_files.perform(options, settings, WallClock())


async def _demo(options: argparse.Namespace, settings: Settings) -> int:
    story = getattr(options, "story", None)
    if getattr(options, "list", False):
        say("\n".join(f"{name:<16}{(story.__doc__ or '').splitlines()[0]}" for name, story in demo.STORIES.items()))
        return 0
    if story is not None and story not in demo.STORIES:
        say(texts(settings.locale).plain("process.no_such_story", name=story, names="、".join(demo.STORIES)))
        return MISUSED
    if story is not None:
        return await demo.play_story(settings, story)
    await demo.run_demo(settings, host=getattr(options, "host", "127.0.0.1"), port=getattr(options, "port", 8080))
    return 0


def _wrong(key: str, **facts: str) -> int:
    for locale in (HOME_LOCALE, "en"):
        print(texts(locale).plain(key, **facts), file=sys.stderr)
    return MISUSED


if __name__ == "__main__":
    sys.exit(main())
