"""Notion's API for one connection: what is connected can be searched and read, nothing else.

Search knows titles only, like the real one. Everything is read-only.
"""

import asyncio
from collections.abc import Mapping
from datetime import timedelta

from aiohttp import web

from sandbox.clock import SandboxClock
from sandbox.faults import Faults
from sandbox.notion.answers import Answers
from sandbox.notion.errors import NotionVoice, invalid, refused
from sandbox.notion.pace import Pace
from sandbox.wire import Answer, FrontDoor, Seen, Supported, bearer
from sandbox.workspace.schema import NotionPage, Workspace

TOKEN = "ntn-sandbox"  # noqa: S105 - it opens nothing but the sandbox
VERSIONS = ("2025-09-03", "2026-03-11")

SUPPORTED: Supported = (
    ("POST", "/v1/search", "search by title"),
    ("GET", "/v1/pages/{id}", "pages.retrieve"),
    ("GET", "/v1/pages/{id}/markdown", "pages.retrieve_markdown"),
    ("GET", "/v1/blocks/{id}", "blocks.retrieve"),
    ("GET", "/v1/blocks/{id}/children", "blocks.children.list"),
    ("GET", "/v1/databases/{id}", "databases.retrieve"),
    ("GET", "/v1/data_sources/{id}", "data_sources.retrieve"),
    ("POST", "/v1/data_sources/{id}/query", "data_sources.query"),
    ("GET", "/v1/comments", "comments.list"),
    ("GET", "/v1/users", "users.list"),
    ("GET", "/v1/users/me", "users.me"),
    ("GET", "/v1/users/{id}", "users.retrieve"),
)


class NotionServer:
    """`enforce_limits` is the pace of three requests a second.

    `markdown_limit` is how many characters of a page one answer holds, and `search_lag` how
    long search takes to notice an edit.
    """

    def __init__(
        self,
        *,
        workspace: Workspace,
        clock: SandboxClock,
        faults: Faults,
        enforce_limits: bool = True,
        markdown_limit: int = 60_000,
        search_lag: timedelta = timedelta(),
    ) -> None:
        self.enforce_limits = enforce_limits
        self._pace = Pace()
        self._door = FrontDoor(
            service="notion", clock=clock, faults=faults, voice=NotionVoice()
        )
        self._pages = {page.id: page for page in workspace.pages}
        self._answers = Answers(
            workspace=workspace,
            clock=clock,
            markdown_limit=markdown_limit,
            search_lag=search_lag,
        )

    @property
    def requests(self) -> list[Seen]:
        return self._door.requests

    def bind(self, base_url: str) -> None:
        """Nothing here needs its own address."""

    def app(self) -> web.Application:
        return self._door.app(
            {key: self._admitted(answer) for key, answer in self._routes().items()}
        )

    def put(self, page: NotionPage) -> None:
        """Adds a page, or replaces the one with its id."""
        self._pages[page.id] = page
        self._answers.show(self._pages.values())

    def remove(self, page_id: str) -> None:
        del self._pages[page_id]
        self._answers.show(self._pages.values())

    def _routes(self) -> Mapping[tuple[str, str], Answer]:
        answers = self._answers
        return {
            ("POST", "/v1/search"): answers.search,
            ("GET", "/v1/pages/{id}"): answers.page,
            ("GET", "/v1/pages/{id}/markdown"): answers.markdown,
            ("GET", "/v1/blocks/{id}"): answers.block,
            ("GET", "/v1/blocks/{id}/children"): answers.children,
            ("GET", "/v1/databases/{id}"): answers.database,
            ("GET", "/v1/data_sources/{id}"): answers.source,
            ("POST", "/v1/data_sources/{id}/query"): answers.query,
            ("GET", "/v1/comments"): answers.comments,
            ("GET", "/v1/users"): answers.users,
            ("GET", "/v1/users/me"): answers.me,
            ("GET", "/v1/users/{id}"): answers.user,
        }

    def _admitted(self, answer: Answer) -> Answer:
        """Token, pace and version are checked in this order before anything else."""

        async def check(request: web.Request) -> web.StreamResponse:
            if bearer(request) != TOKEN:
                raise refused(401, "unauthorized", "API token is invalid.")
            if self.enforce_limits:
                self._pace.admit(asyncio.get_running_loop().time())
            _check_version(request.headers.get("Notion-Version", ""))
            return await answer(request)

        return check


def _check_version(version: str) -> None:
    if not version:
        raise refused(400, "missing_version", "Notion-Version header failed validation")
    if version not in VERSIONS:
        raise invalid(f"Notion-Version header should be one of {VERSIONS}, not {version!r}.")
