"""Views as Slack keeps them: ids, hashes, and the stack of open forms."""

from sandbox.slack.changes import Change
from sandbox.slack.team import Team
from sandbox.slack.wire import APP, BOT_ID, TEAM, Json, fresh_id


def fresh_view(
    team: Team, given: Json, *, replacing: Json | None = None, root: str | None = None
) -> Json:
    """The view the app gave, with what Slack adds; `replacing` keeps its id and place."""
    old = replacing or {}
    view_id = old.get("id") or fresh_id("V")
    return {
        "callback_id": "",
        "private_metadata": "",
        "external_id": "",
        "notify_on_close": False,
        "clear_on_close": False,
        "submit": None,
        "close": None,
        **given,
        "id": view_id,
        "team_id": TEAM,
        "app_id": APP,
        "bot_id": BOT_ID,
        "app_installed_team_id": TEAM,
        "blocks": named_blocks(given.get("blocks", [])),
        "state": {"values": {}},
        "hash": f"{team.clock.now().timestamp():.0f}.{fresh_id('')[:8]}",
        "root_view_id": old.get("root_view_id") or root or view_id,
        "previous_view_id": old.get("previous_view_id"),
    }


def named_blocks(blocks: list[Json]) -> list[Json]:
    """Blocks that have no id get one, as in Slack."""
    return [
        block if block.get("block_id") else {**block, "block_id": fresh_id("")[:5]}
        for block in blocks
    ]


def close_top(team: Team, user: str) -> None:
    """Close the form that lies on top; the one below comes to light."""
    stack = team.surfaces.forms.get(user, [])
    if stack:
        gone = stack.pop()
        if gone.get("clear_on_close"):
            stack.clear()
        team.changes.tell(Change(kind="view", ts=gone["id"], person=user))
    if not stack:
        team.surfaces.forms.pop(user, None)
