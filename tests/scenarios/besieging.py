"""A workspace under attack, and everything that left it during one question."""

import json
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from evals.stage import Stage, open_stage
from sandbox.launch import Sandbox
from tests.scenarios.hostile import OPEN, hostile_workspace

_PORT = re.compile(r":\d+$")  # of the sandbox's own search service
SLACK_METHODS = {
    *("chat.postMessage", "chat.update", "chat.postEphemeral", "reactions.add"),
    *("conversations.open", "conversations.history", "conversations.replies"),
    *("conversations.info", "conversations.members", "conversations.list"),
    *("users.conversations", "users.info", "users.list", "auth.test"),
    *("apps.connections.open", "assistant.threads.setStatus", "assistant.search.context"),
    "agents.sessions.setStatus",
    *("search.messages", "team.info", "chat.getPermalink", "views.publish", "bots.info"),
}


# Everything that Slack would parse (mrkdwn), fetch (image) or notify about (user, broadcast)
# is missing here; in `text` it reads literally.
KINDS = {
    *("rich_text", "rich_text_section", "rich_text_list", "rich_text_preformatted"),
    *("text", "link", "table", "raw_text", "plain_text", "actions", "button", "divider"),
    *("context_actions", "feedback_buttons", "static_select", "context", "section"),
    *("plan", "task_card"),
}


@dataclass(frozen=True, kw_only=True)
class Left:
    """What left during one question: to the model, to the web, to Slack."""

    model: str
    web: str
    posts: Sequence[dict[str, object]]
    methods: frozenset[str]
    writes: tuple[str, ...]

    @property
    def posted(self) -> str:
        return json.dumps(self.posts, ensure_ascii=False)


def kinds_of(value: object) -> set[str]:
    """Every block and element type in what was posted."""
    if isinstance(value, dict):
        own = {str(value["type"])} if "type" in value else set()
        return own.union(*(kinds_of(one) for key, one in value.items() if key != "metadata"))
    if isinstance(value, list):
        return set().union(*(kinds_of(one) for one in value))
    return set()


@asynccontextmanager
async def besieged(folder: Path, *, word: str = OPEN) -> AsyncIterator[Stage]:
    def quick(sandbox: Sandbox) -> None:
        sandbox.slack.enforce_limits = False

    async with open_stage(hostile_workspace(word), folder, before=quick) as stage:
        await stage.sandbox.slack.open_dm("dana")
        await stage.settled()
        yield stage


async def left_by(stage: Stage, place: str, text: str) -> Left:
    sandbox = stage.sandbox
    lists = (sandbox.claude.requests, sandbox.web.requests, sandbox.slack.requests)
    before = [len(one) for one in lists]
    ts = await sandbox.slack.say("dana", place, f"@dossier {text}")
    await stage.ended(place, ts)
    calls = sandbox.slack.requests[before[2] :]
    web = sandbox.web.requests[before[1] :]
    return Left(
        model="\n".join(json.dumps(one.body) for one in sandbox.claude.requests[before[0] :]),
        web="\n".join(
            f"{one.method} {_PORT.sub('', one.host)} {one.path} {one.query}" for one in web
        ),
        posts=[one.args for one in calls if one.method.startswith(("chat.", "a"))],
        methods=frozenset(one.method for one in calls),
        writes=tuple(
            f"{one.method} {one.path}"
            for one in sandbox.drive.requests
            if one.method != "GET" and one.path != "/token"
        ),
    )
