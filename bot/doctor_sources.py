"""What `dossier doctor` says of Drive and Notion beyond whether they answer."""

from collections.abc import AsyncIterator

import aiohttp

from bot.browser_door import HEALTH
from bot.drive_source import SIGNED_IN
from bot.settings import Settings
from bot.sources import Sources
from connectors.drive_accounts import Subject
from connectors.google_drive import DriveSource
from connectors.notion import Notion
from connectors.notion_survey import Survey, Unmapped
from domain.errors import SourceError
from domain.question import SourceKind

_SECONDS = 5
_MOST_NAMED = 20
_OK = 200


async def try_delegation(sources: Sources) -> None:
    """Drive is asked as one of its own people; which one does not matter."""
    drive = sources.by_kind.get(SourceKind.DRIVE)
    if not isinstance(drive, DriveSource):
        return
    try:
        people = await sources.directory.by_email()
    except SourceError:
        return
    ours = sorted(email for email in people if drive.door.is_ours(email))
    if ours:
        drive.doorkeeper = Subject(person=people[ours[0]], address=ours[0])


async def drive_lines(settings: Settings, sources: Sources) -> AsyncIterator[str]:
    """How people sign in, and how many have, where they do."""
    if settings.google_oauth_client_id and not settings.people_sign_in:
        yield "✓ Drive sign-in · not used: GOOGLE_SERVICE_ACCOUNT is set, and delegation wins"
    if sources.connected is None:
        return
    count = await sources.connected.credentials.count()
    yield f"✓ Drive sign-in · {count} people have connected"
    base = settings.dossier_public_url.rstrip("/")
    if await _answers(base + HEALTH):
        yield f"✓ Drive sign-in · browsers come back to {base}{SIGNED_IN}"
    else:
        yield (
            f"✗ Drive sign-in · {base}{HEALTH} does not answer: start `dossier run`, and lead "
            f"this address to port {settings.dossier_public_port} of its machine"
        )


async def notion_lines(sources: Sources) -> AsyncIterator[str]:
    """What the map of readers leaves out, by title: the doctor's reader is the operator."""
    notion = sources.by_kind.get(SourceKind.NOTION)
    if not isinstance(notion, Notion):
        return
    try:
        survey = await notion.survey()
    except SourceError:
        yield "✗ Notion's map · not looked at: mend Notion, then run `dossier doctor` again"
        return
    for line in _of_survey(survey):
        yield line


def _of_survey(survey: Survey) -> list[str]:
    unmapped = [_unmapped(one) for one in survey.unmapped[:_MOST_NAMED]]
    if more := len(survey.unmapped) - len(unmapped):
        unmapped.append(f"✗ Notion's map · and {more} more top pages")
    unused = [
        f"✗ Notion's map · “{entry}” names no page that is shared with me: correct it, or add "
        "the connection to that page"
        for entry in survey.unused
    ]
    nobody = [
        f"✗ Notion's map · {name} stands for nobody: invite me to the channel, or correct it"
        for name in survey.nobody
    ]
    read = survey.pages - survey.left_out
    covered = f"✓ Notion's map · covers {read} of {survey.pages} pages and rows"
    return [covered, *unmapped, *unused, *nobody]


def _unmapped(one: Unmapped) -> str:
    count = "" if one.pages == 1 else f", {one.pages} pages and rows"
    return (
        f"✗ Notion's map · “{one.title or 'Untitled'}”{count}: nobody may read it; name its "
        f"readers in NOTION_READERS ({one.url})"
    )


async def _answers(url: str) -> bool:
    timeout = aiohttp.ClientTimeout(total=_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(url, allow_redirects=False) as reply,
        ):
            return reply.status == _OK
    except (aiohttp.ClientError, TimeoutError):
        return False
