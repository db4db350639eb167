"""What the page shows: the people and rooms, messages, the Home tab, an open form."""

from collections.abc import Mapping

from aiohttp import web

from sandbox.clock import SandboxClock
from sandbox.page.preview import Previews
from sandbox.page.requests import Sent, Unusable, asked, reply
from sandbox.slack.server import SlackServer
from sandbox.workspace.schema import Person, Workspace

BOT = {"id": "UDOSSIER", "name": "Dossier"}


class Reading:
    """The GET routes. Everything is shown as one person may see it."""

    def __init__(
        self, *, slack: SlackServer, workspace: Workspace, clock: SandboxClock, model_name: str
    ) -> None:
        self._slack = slack
        self._workspace = workspace
        self._clock = clock
        self._model_name = model_name
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
                "model_name": self._model_name,
                "bot": BOT,
                "people": [_person(person) for person in self._workspace.people],
                "conversations": list(self._slack.channels_of(me)),
            }
        )

    async def messages(self, request: web.Request) -> web.Response:
        sent = asked(request, self._workspace)
        channel = self._visible(sent, "channel")
        thread = sent.optional("thread_ts")
        found = self._slack.messages_in(sent.person.handle, channel, thread_ts=thread or None)
        return reply(
            {
                "messages": list(found),
                "working": self._working(channel, {thread} if thread else _roots(found)),
            }
        )

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


def _roots(messages: object) -> set[str]:
    found: list[Mapping[str, object]] = list(messages)  # type: ignore[call-overload]
    return {str(message["ts"]) for message in found}


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
