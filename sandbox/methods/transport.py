"""How updates travel: long polling and webhooks."""

import re
from typing import Any

from sandbox.call import Call
from sandbox.errors import bad_request
from sandbox.methods.registry import method
from sandbox.state import Webhook

Json = dict[str, Any]
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


@method("getUpdates")
async def get_updates(call: Call) -> list[Json]:
    """Long polling."""
    world = call.world
    world.updates.allow(call.get("allowed_updates"))
    limit = call.get("limit", 100)
    if not 1 <= limit <= 100:
        raise bad_request("limit must be between 1 and 100")
    return await world.poller.poll(call.get("offset", 0), limit, min(call.get("timeout", 0), 50), call.gone)


@method("setWebhook")
def set_webhook(call: Call) -> bool:
    """Where to post updates; an empty address means none. The sandbox takes plain http on loopback."""
    world, url, secret = call.world, call.params["url"], call.get("secret_token")
    if url and not url.startswith(("http://", "https://")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if secret is not None and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = call.get("max_connections", 40)
    if not 1 <= connections <= 100:
        raise bad_request("max_connections must be between 1 and 100")
    if call.flag("drop_pending_updates"):
        world.state.updates.clear()
    world.updates.allow(call.get("allowed_updates"))
    world.state.webhook = Webhook(url, secret, connections) if url else None
    world.updates.arrived.ring()
    world.touch()
    return True


@method("deleteWebhook")
def delete_webhook(call: Call) -> bool:
    """Back to polling."""
    if call.flag("drop_pending_updates"):
        call.world.state.updates.clear()
    call.world.state.webhook = None
    call.world.updates.arrived.ring()
    call.world.touch()
    return True


@method("getWebhookInfo")
def get_webhook_info(call: Call) -> Json:
    """How delivery is going."""
    state, hook = call.world.state, call.world.state.webhook
    info: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(state.updates),
    }
    if hook:
        info["max_connections"] = hook.max_connections
        if hook.last_error_date:
            info |= {"last_error_date": hook.last_error_date, "last_error_message": hook.last_error_message}
    return info | ({"allowed_updates": state.allowed_updates} if state.allowed_updates else {})
