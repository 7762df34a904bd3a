"""The people's API, address by address: docs/sandbox.md is the contract."""

from starlette.routing import Route

from sandbox.sim import acting, control, looking, seeking, town, writing

ROUTES = [
    Route("/sim/world", town.get_world),
    Route("/sim/people", town.post_person, methods=["POST"]),
    Route("/sim/groups", town.post_group, methods=["POST"]),
    Route("/sim/groups/{chat}/members", town.post_member, methods=["POST"]),
    Route("/sim/groups/{chat}/migrate", town.post_migrate, methods=["POST"]),
    Route("/sim/groups/{chat}/topics", town.post_topic, methods=["POST"]),
    Route("/sim/people/{person}/chats", town.get_chats),
    Route("/sim/people/{person}/chats/{chat}/messages", looking.get_messages),
    Route("/sim/people/{person}/chats/{chat}/messages", writing.post_messages, methods=["POST"]),
    Route("/sim/people/{person}/chats/{chat}/edit", writing.post_edit, methods=["POST"]),
    Route("/sim/people/{person}/seek", seeking.post_seek, methods=["POST"]),
    Route("/sim/people/{person}/start", acting.post_start, methods=["POST"]),
    Route("/sim/people/{person}/block", acting.post_block, methods=["POST"]),
    Route("/sim/people/{person}/unblock", acting.post_block, methods=["POST"]),
    Route("/sim/people/{person}/press", acting.post_press, methods=["POST"]),
    Route("/sim/people/{person}/forge", acting.post_forge, methods=["POST"]),
    Route("/sim/people/{person}/vote", acting.post_vote, methods=["POST"]),
    Route("/sim/people/{person}/typed_update", acting.post_typed_update, methods=["POST"]),
    Route("/sim/files/{file_id}", looking.get_file),
    Route("/sim/events", looking.get_events),
    Route("/sim/changes", looking.get_changes),
    Route("/sim/version", looking.get_version),
    Route("/sim/clock", control.get_clock),
    Route("/sim/clock", control.post_clock, methods=["POST"]),
    Route("/sim/settle", control.post_settle, methods=["POST"]),
    Route("/sim/reset", control.post_reset, methods=["POST"]),
    Route("/sim/calls", control.get_calls),
    Route("/sim/faults", control.get_faults),
    Route("/sim/faults", control.post_faults, methods=["POST"]),
]
