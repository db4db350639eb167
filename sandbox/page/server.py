"""The browser page of the sandbox: a small Slack of our own, for one machine."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from sandbox.clock import SandboxClock
from sandbox.faults import Faults
from sandbox.page.acting import Acting
from sandbox.page.breaking import Breaking
from sandbox.page.reading import Notice, Reading
from sandbox.page.requests import Unusable
from sandbox.page.stream import Stream
from sandbox.slack.server import SlackServer
from sandbox.workspace.schema import Workspace

STATIC = Path(__file__).parent / "static"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'; object-src 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class PageServer:
    """Serves the page at `/`, a document of the workspace at `/open?url=`.

    `model_name` is empty while the Librarian answers; otherwise the banner names that model.
    `invented` is False for a workspace made of somebody's own files; the banner says so too.
    """

    def __init__(
        self,
        *,
        slack: SlackServer,
        workspace: Workspace,
        faults: Faults,
        clock: SandboxClock | None = None,
        model_name: str = "",
        invented: bool = True,
    ) -> None:
        told = clock or SandboxClock.starting_at(workspace.today)
        notice = Notice(model_name=model_name, invented=invented)
        self._reading = Reading(slack=slack, workspace=workspace, clock=told, notice=notice)
        self._acting = Acting(slack=slack, workspace=workspace)
        self._breaking = Breaking(faults=faults, workspace=workspace)
        self._stream = Stream(slack=slack, workspace=workspace)

    def app(self) -> web.Application:
        app = web.Application(middlewares=[_guarded])
        app.add_routes([web.get("/", _page("page.html")), web.get("/open", _page("open.html"))])
        app.add_routes([web.get("/api/stream", self._stream.follow)])
        app.add_routes(self._reading.routes())
        app.add_routes(self._acting.routes())
        app.add_routes(self._breaking.routes())
        app.router.add_static("/static", STATIC)
        app.on_response_prepare.append(_with_headers)
        app.on_shutdown.append(self._stream.close)
        return app


def _page(name: str) -> Callable[[web.Request], Awaitable[web.FileResponse]]:
    async def serve(_: web.Request) -> web.FileResponse:
        return web.FileResponse(STATIC / name)

    return serve


@web.middleware
async def _guarded(request: web.Request, handler: Answer) -> web.StreamResponse:
    """Refuses other host names, by which a web site could get in, and says what is wrong."""
    if request.host.rpartition(":")[0] not in LOOPBACK and request.host not in LOOPBACK:
        return web.json_response({"error": "only for this machine"}, status=403)
    try:
        return await handler(request)
    except Unusable as error:
        return web.json_response({"error": str(error)}, status=400)


async def _with_headers(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)
