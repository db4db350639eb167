"""The page's small menu of things to break, so that failures can be watched."""

from dataclasses import dataclass

from aiohttp import web

from sandbox.faults import Fault, FaultKind, Faults, Service
from sandbox.page.requests import Unusable, posted, reply
from sandbox.workspace.schema import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakage:
    """`seconds` and `share` are those of the fault that it switches on."""

    name: str
    label: str
    service: Service
    kind: FaultKind
    seconds: float = 1.0
    share: float = 1.0

    def fault(self) -> Fault:
        return Fault(kind=self.kind, seconds=self.seconds, share=self.share)


BREAKAGES = (
    Breakage(name="drive-down", label="Drive is down", service="drive", kind="down"),
    Breakage(
        name="notion-slow",
        label="Notion takes a minute",
        service="notion",
        kind="slow",
        seconds=60,
    ),
    Breakage(name="web-busy", label="The web search is busy", service="web", kind="busy"),
    Breakage(
        name="web-garbage", label="The web answers nonsense", service="web", kind="garbage"
    ),
    Breakage(
        name="model-overloaded",
        label="The model is overloaded (3 calls in 10)",
        service="model",
        kind="overloaded",
        share=0.3,
    ),
    Breakage(name="model-down", label="The model is gone", service="model", kind="down"),
)


class Breaking:
    """GET and POST /api/faults. A service has one fault from here at a time."""

    def __init__(self, *, faults: Faults, workspace: Workspace) -> None:
        self._faults = faults
        self._workspace = workspace

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/api/faults", self.listed), web.post("/api/faults", self.choose)]

    async def listed(self, _: web.Request) -> web.Response:
        return reply({"breakages": [self._shown(breakage) for breakage in BREAKAGES]})

    async def choose(self, request: web.Request) -> web.Response:
        """`name` switches a breakage over; `everything works` clears every fault."""
        name = (await posted(request, self._workspace)).text("name")
        if name == "everything works":
            self._faults.clear()
        else:
            self._switch(_named(name))
        return await self.listed(request)

    def _switch(self, breakage: Breakage) -> None:
        was_on = self._is_on(breakage)
        self._faults.clear(breakage.service)
        if not was_on:
            self._faults.add(breakage.service, breakage.fault())

    def _is_on(self, breakage: Breakage) -> bool:
        return any(
            fault.kind == breakage.kind for fault in self._faults.active(breakage.service)
        )

    def _shown(self, breakage: Breakage) -> dict[str, object]:
        return {
            "name": breakage.name,
            "label": breakage.label,
            "on": self._is_on(breakage),
        }


def _named(name: str) -> Breakage:
    for breakage in BREAKAGES:
        if breakage.name == name:
            return breakage
    raise Unusable(f"there is nothing called {name} to break")
