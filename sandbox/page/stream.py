"""Live updates: one event stream per open page, saying what has to be drawn again."""

import asyncio
import contextlib
import json

from aiohttp import web

from sandbox.page.requests import asked
from sandbox.slack.changes import Change
from sandbox.slack.server import SlackServer
from sandbox.workspace.schema import Person, Workspace

# A comment now and then shows the server that the page is still there.
HEARTBEAT_SECONDS = 15.0
# For every other kind of change, `person` is its author.
PERSONAL = ("ephemeral", "view", "home")


class Stream:
    """GET /api/stream. A change that concerns one person goes to that person's pages only."""

    def __init__(self, *, slack: SlackServer, workspace: Workspace) -> None:
        self._slack = slack
        self._workspace = workspace
        self._open: set[asyncio.Queue[Change | None]] = set()

    async def follow(self, request: web.Request) -> web.StreamResponse:
        person = asked(request, self._workspace).person
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        changes: asyncio.Queue[Change | None] = asyncio.Queue()
        self._open.add(changes)
        pump = asyncio.create_task(self._pump(changes))
        try:
            await self._send(response, changes, person=person)
        except ConnectionResetError:
            pass  # the page was closed
        finally:
            self._open.discard(changes)
            pump.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await pump
        return response

    async def close(self, _: web.Application) -> None:
        for changes in self._open:
            changes.put_nowait(None)

    async def _pump(self, changes: asyncio.Queue[Change | None]) -> None:
        async for change in self._slack.watch():
            changes.put_nowait(change)

    async def _send(
        self,
        response: web.StreamResponse,
        changes: asyncio.Queue[Change | None],
        *,
        person: Person,
    ) -> None:
        await response.write(b"event: open\ndata: {}\n\n")
        while True:
            try:
                change = await asyncio.wait_for(changes.get(), HEARTBEAT_SECONDS)
            except TimeoutError:
                await response.write(b": still here\n\n")
                continue
            if change is None:
                return
            if self._concerns(change, person):
                await response.write(_event(change))

    def _concerns(self, change: Change, person: Person) -> bool:
        if change.kind in PERSONAL:
            return change.person == person.id
        rooms = self._slack.channels_of(person.handle)
        return any(room["id"] == change.channel for room in rooms)


def _event(change: Change) -> bytes:
    said = {
        "kind": change.kind,
        "channel": change.channel,
        "ts": change.ts,
        "thread_ts": change.thread_ts,
        "person": change.person,
    }
    return f"event: change\ndata: {json.dumps(said)}\n\n".encode()
