"""The bot about itself: getMe, its commands, menu button, names and descriptions."""

from typing import Any

from sandbox import commands
from sandbox.call import Call
from sandbox.errors import bad_request
from sandbox.methods.registry import method

Json = dict[str, Any]
LENGTHS = {"name": 64, "description": 512, "short_description": 120}


@method("getMe")
def get_me(call: Call) -> Json:
    """Who the bot is."""
    return call.world.bot.me()


@method("logOut", "close")
def log_out(call: Call) -> bool:
    """Nothing to leave: there is no other server."""
    return True


def shelf(call: Call) -> dict[str, list[Json]]:
    """The commands of the scope meant, by language."""
    scope = call.get("scope")
    if scope and "chat_id" in scope:
        Call(call.world, call.method, {"chat_id": scope["chat_id"]}).chat()
    return call.world.bot.commands.setdefault(commands.scope_key(scope), {})


@method("setMyCommands")
def set_my_commands(call: Call) -> bool:
    """Set the menu of a scope and language."""
    commands.check(call.params["commands"])
    shelf(call)[call.get("language_code", "")] = call.params["commands"]
    call.world.touch()
    return True


@method("getMyCommands")
def get_my_commands(call: Call) -> list[Json]:
    """Read the menu of exactly this scope and language."""
    return shelf(call).get(call.get("language_code", ""), [])


@method("deleteMyCommands")
def delete_my_commands(call: Call) -> bool:
    """Take the menu of a scope and language away."""
    shelf(call).pop(call.get("language_code", ""), None)
    call.world.touch()
    return True


@method("setChatMenuButton")
def set_chat_menu_button(call: Call) -> bool:
    """The button beside the text field, for one chat or for all."""
    call.world.bot.menu_buttons[str(call.get("chat_id", ""))] = call.get("menu_button") or {"type": "default"}
    call.world.touch()
    return True


@method("getChatMenuButton")
def get_chat_menu_button(call: Call) -> Json:
    """The button of a chat, else the general one."""
    buttons = call.world.bot.menu_buttons
    general = buttons.get("", {"type": "commands"})
    return buttons.get(str(call.get("chat_id", "")), general)


@method("setMyName", "setMyDescription", "setMyShortDescription")
def set_my_text(call: Call) -> bool:
    """A text about the bot, by language."""
    field = snake(call.method.removeprefix("setMy"))
    text = call.get(field, "")
    if len(text) > LENGTHS[field]:
        raise bad_request(f"bot {field} is too long")
    call.world.bot.texts.setdefault(field, {})[call.get("language_code", "")] = text
    call.world.touch()
    return True


@method("getMyName", "getMyDescription", "getMyShortDescription")
def get_my_text(call: Call) -> Json:
    """A text about the bot in a language, else the general one."""
    field = snake(call.method.removeprefix("getMy"))
    texts = call.world.bot.texts.get(field, {})
    general = texts.get("", call.world.bot.name if field == "name" else "")
    return {field: texts.get(call.get("language_code", "")) or general}


def snake(camel: str) -> str:
    """ShortDescription → short_description."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in camel).removeprefix("_")


@method("setMyDefaultAdministratorRights")
def set_my_default_administrator_rights(call: Call) -> bool:
    """The rights the bot would like when it is made an administrator."""
    call.world.bot.default_rights["channels" if call.flag("for_channels") else "groups"] = call.get("rights") or {}
    call.world.touch()
    return True
