"""What the page shows: the people and rooms, messages, the Home tab, an open form."""

from collections.abc import Iterable
from dataclasses import dataclass

from aiohttp import web

from sandbox.clock import SandboxClock
from sandbox.page.offers import Offers
from sandbox.page.preview import Previews
from sandbox.page.requests import Sent, Unusable, asked, reply
from sandbox.slack.server import SlackServer
from sandbox.slack.wire import BOT_USER, Json
from sandbox.workspace.schema import Person, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the banner says: `model_name` is empty while the Librarian answers."""

    model_name: str
    invented: bool


class Reading:
    """The GET routes. Everything is shown as one person may see it."""

    def __init__(
        self, *, slack: SlackServer, workspace: Workspace, clock: SandboxClock, notice: Notice
    ) -> None:
        self._slack = slack
        self._workspace = workspace
        self._clock = clock
        self._notice = notice
        self._offers = Offers.read()
        self._previews = Previews(slack=slack, workspace=workspace)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/api/start", self.start),
            web.get("/api/messages", self.messages),
            web.get("/api/home", self.home),
            web.get("/api/view", self.view),
            web.get("/api/open", self.open),
        ]

    async def start(self, request: web.Request) -> web.Response:
        """Without a known `as`, the first person of the workspace."""
        handles = [person.handle for person in self._workspace.people]
        given = request.query.get("as", "")
        me = given if given in handles else handles[0]
        return reply(
            {
                "workspace": self._workspace.name,
                "me": me,
                "now": self._clock.now().timestamp(),
                "model_name": self._notice.model_name,
                "invented": self._notice.invented,
                "bot": {"id": BOT_USER, "name": self._offers.bot_name},
                "commands": self._offers.commands,
                "shortcuts": self._offers.shortcuts,
                "prompts": self._offers.prompts,
                "people": [_person(person) for person in self._workspace.people],
                "conversations": self._slack.channels_of(me),
            }
        )

    async def messages(self, request: web.Request) -> web.Response:
        sent = asked(request, self._workspace)
        channel = self._visible(sent, "channel")
        thread = sent.optional("thread_ts")
        found = self._slack.messages_in(sent.person.handle, channel, thread_ts=thread or None)
        return reply(
            {
                "messages": found,
                "working": self._working(channel, {thread} if thread else _roots(found)),
                "prompts": self._prompts(channel),
            }
        )

    def _prompts(self, channel: str) -> list[Json]:
        """In the direct message: what the bot suggests, else what its manifest does."""
        if not channel.startswith("D"):
            return []
        return self._slack.prompts_of(channel) or self._offers.prompts

    def _working(self, channel: str, threads: set[str]) -> dict[str, dict[str, str]]:
        """By thread: the session's status and the line that the bot set, where there is one."""
        lines = {}
        for ts in sorted(threads):
            status = self._slack.session_of(channel, ts)
            line = self._slack.status_line_of(channel, ts)
            if status or line:
                lines[ts] = {"status": status, "line": line}
        return lines

    def _visible(self, sent: Sent, name: str) -> str:
        channel = sent.text(name)
        seen = {str(room["id"]) for room in self._slack.channels_of(sent.person.handle)}
        if channel not in seen:
            raise Unusable(f"{sent.person.name} does not see {channel}")
        return channel

    async def home(self, request: web.Request) -> web.Response:
        sent = asked(request, self._workspace)
        return reply({"view": self._slack.home_of(sent.person.handle)})

    async def view(self, request: web.Request) -> web.Response:
        sent = asked(request, self._workspace)
        return reply({"view": self._slack.view_of(sent.person.handle)})

    async def open(self, request: web.Request) -> web.Response:
        sent = asked(request, self._workspace)
        return reply(self._previews.of(sent.text("url"), reader=sent.person))


def _roots(messages: Iterable[Json]) -> set[str]:
    return {str(message["ts"]) for message in messages}


def _person(person: Person) -> dict[str, str]:
    return {
        "id": person.id,
        "handle": person.handle,
        "name": person.name,
        "title": person.title,
        "timezone": person.timezone,
        "locale": person.locale,
        "kind": person.kind,
        "organisation": person.organisation,
    }
