"""Google Drive v3 and the reading half of Sheets v4, for the people of one workspace.

Whoever asks is known by a service account's token for their address or by their own sign-in,
and sees what the workspace's Sharing lets them see. Everything is read-only.
"""

from collections.abc import Mapping

from aiohttp import web

from sandbox.clock import SandboxClock
from sandbox.faults import Faults
from sandbox.google_drive.errors import GoogleVoice, refused
from sandbox.google_drive.files import FileAnswers
from sandbox.google_drive.identity import GRANT, Identity
from sandbox.google_drive.sharing import Sharings
from sandbox.google_drive.sheets import SheetAnswers
from sandbox.google_drive.sign_in import AUTHORIZE, SignIn
from sandbox.wire import Answer, FrontDoor, Seen, Supported, bearer
from sandbox.workspace.schema import DriveFile, Workspace

FILE = "/drive/v3/files/{file_id}"
SHEET = "/v4/spreadsheets/{file_id}"

SUPPORTED: Supported = (
    ("GET", AUTHORIZE, "a person chooses an account (authorisation code with PKCE)"),
    ("POST", "/token", "tokens: by JWT for a service account, by code or refresh for a person"),
    ("POST", "/revoke", "the end of a person's grant"),
    ("GET", "/v1/userinfo", "who signed in, with email_verified"),
    ("GET", "/drive/v3/about", "about.get"),
    ("GET", "/drive/v3/drives", "drives.list"),
    ("GET", "/drive/v3/files", "files.list"),
    ("POST", "/drive/v3/files", "files.list, sent as POST when its address is too long"),
    ("GET", FILE, "files.get, and the bytes with alt=media"),
    ("GET", FILE + "/export", "files.export"),
    ("GET", FILE + "/permissions", "permissions.list"),
    ("GET", FILE + "/comments", "comments.list"),
    ("GET", SHEET, "spreadsheets.get"),
    ("GET", SHEET + "/values:batchGet", "spreadsheets.values.batchGet"),
    ("POST", SHEET + "/values:batchGet", "the same, sent as POST"),
)


class DriveServer:
    """`requests` holds what was asked and by whom, oldest first."""

    def __init__(self, *, workspace: Workspace, clock: SandboxClock, faults: Faults) -> None:
        sharings = Sharings(workspace=workspace)
        self.identity = Identity(sharings=sharings)
        self.sign_in = SignIn(sharings=sharings, identity=self.identity, clock=clock)
        self._files = {file.id: file for file in workspace.files}
        self._answers = FileAnswers(
            files=self._files, sharings=sharings, identity=self.identity
        )
        self._sheets = SheetAnswers(files=self._answers)
        self._door = FrontDoor(
            service="drive", clock=clock, faults=faults, voice=GoogleVoice(), who=self._who
        )
        self._base_url = ""

    @property
    def requests(self) -> list[Seen]:
        return self._door.requests

    def bind(self, base_url: str) -> None:
        self._base_url = base_url

    def app(self) -> web.Application:
        return self._door.app(self._routes())

    def service_account_info(self) -> dict[str, str]:
        """The key file of the account that may speak for everybody; call `bind` first."""
        return self.identity.service_account_info(self._base_url)

    def put(self, file: DriveFile) -> None:
        """Adds a file, or replaces the one with its id."""
        self._files[file.id] = file

    def remove(self, file_id: str) -> None:
        del self._files[file_id]

    def _who(self, request: web.Request) -> str:
        return self.identity.whose(bearer(request)) or "nobody"

    def _routes(self) -> Mapping[tuple[str, str], Answer]:
        answers, sheets = self._answers, self._sheets
        return {
            ("GET", AUTHORIZE): self.sign_in.page,
            ("POST", "/token"): self._token,
            ("POST", "/revoke"): self.sign_in.revoke,
            ("GET", "/v1/userinfo"): self.sign_in.userinfo,
            ("GET", "/drive/v3/about"): answers.about,
            ("GET", "/drive/v3/drives"): answers.drives,
            ("GET", "/drive/v3/files"): answers.list,
            ("POST", "/drive/v3/files"): _overridden(answers.list),
            ("GET", FILE): answers.get,
            ("GET", FILE + "/export"): answers.export,
            ("GET", FILE + "/permissions"): answers.permissions,
            ("GET", FILE + "/comments"): answers.comments,
            ("GET", SHEET): sheets.get,
            ("GET", SHEET + "/values:batchGet"): sheets.batch_get,
            ("POST", SHEET + "/values:batchGet"): _overridden(sheets.batch_get),
        }

    async def _token(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        is_a_robots = form.get("grant_type") == GRANT
        tokens = self.identity.token_for if is_a_robots else self.sign_in.tokens_for
        return web.json_response(tokens(form))


def _overridden(answer: Answer) -> Answer:
    """Takes a POST only as the GET that the client says it is."""

    async def check(request: web.Request) -> web.StreamResponse:
        if request.headers.get("x-http-method-override") != "GET":
            raise refused(501, "notImplemented", "The sandbox's Drive is read-only.")
        return await answer(request)

    return check
