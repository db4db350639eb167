"""The one path to Slack for all that the bot says: listed methods, paced, never twice."""

import json

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.pacing import Pace, Urgency
from bot.reading import Part, part
from bot.rendering.blocks import Json
from bot.rendering.message import Attachment, Message
from bot.slack_errors import Dismissed, SlackTrouble, TryLater, trouble
from bot.standing import Standing
from domain.question import ChannelId, MessageTs

# Nothing else is ever called from here; whoever adds a method thinks about links and readers.
ALLOWED = frozenset(
    {
        *("chat.postMessage", "chat.update", "chat.postEphemeral", "reactions.add"),
        *("assistant.threads.setStatus", "assistant.threads.setSuggestedPrompts"),
        *("agents.sessions.setStatus", "conversations.open", "conversations.replies"),
        *("conversations.history", "files.getUploadURLExternal", "auth.test"),
        *("files.completeUploadExternal", "views.publish", "views.open", "views.update"),
        *("chat.delete", "files.delete"),  # for what is taken back
    }
)
_READS = frozenset({"conversations.replies", "conversations.history"})
# These take no JSON: https://docs.slack.dev/apis/web-api#methods_supporting_json
_FORMS = frozenset(
    {"files.getUploadURLExternal", "files.completeUploadExternal", "files.delete"}
)
KEY_EVENT = "dossier_post"
_UPLOAD_SECONDS = 60
_PAGE = 1000  # messages; the most that Slack gives at once
_MOST_PAGES = 10
_LONGEST_TITLE = 200  # characters


def slack_sdk_client(
    token: str | None, base_url: str, session: aiohttp.ClientSession
) -> AsyncWebClient:
    """`base_url` ends with a slash. It repeats nothing by itself: repeating posts twice."""
    client = AsyncWebClient(token=token, base_url=base_url, session=session, retry_handlers=[])
    if base_url.startswith(("http://127.0.0.1", "http://localhost")):
        client.proxy = None  # the SDK takes HTTPS_PROXY even for loopback
    return client


class SlackClient:
    """Every method raises SlackTrouble, and TooBusy where it has a patience."""

    def __init__(self, sdk: AsyncWebClient, pace: Pace) -> None:
        self.standing = Standing()
        self._sdk = sdk
        self._pace = pace

    async def call(
        self,
        method: str,
        arguments: dict[str, object],
        *,
        urgency: Urgency = Urgency.PROGRESS,
        channel: str = "",
        patience: float | None = None,
    ) -> Part:
        """One paced call. Raises ValueError for a method that is not listed."""
        if method not in ALLOWED:
            raise ValueError(f"{method} is not among the methods that the bot calls")
        await self._pace.turn(method, urgency, channel=channel, patience=patience)
        try:
            return await self._send(method, arguments)
        except TryLater as busy:
            if busy.code in ("ratelimited", "rate_limited"):
                self._pace.hold(method, busy.after, channel=channel)
            raise
        except Dismissed as refused:
            self.standing.refused(refused)
            raise

    async def _send(self, method: str, arguments: dict[str, object]) -> Part:
        try:
            if method in _READS:
                reply = await self._sdk.api_call(method, http_verb="GET", params=arguments)
            elif method in _FORMS:
                reply = await self._sdk.api_call(method, params=arguments)
            else:
                reply = await self._sdk.api_call(method, json=arguments)
        except SlackApiError as refused:
            raise _trouble_of(method, refused) from None  # the reply may hold people's text
        except (aiohttp.ClientError, TimeoutError, OSError) as lost:
            name = type(lost).__name__
            raise TryLater(method, name, maybe_done=True) from lost
        except (SlackClientError, AttributeError, ValueError, TypeError) as garbled:
            # The SDK trips over replies that are no JSON object.
            raise TryLater(method, type(garbled).__name__, maybe_done=True) from garbled
        return part(reply.data)

    async def post(
        self,
        message: Message,
        *,
        channel: str,
        thread: str = "",
        key: str,
        urgency: Urgency = Urgency.ANSWER,
    ) -> MessageTs:
        """A new message; the only way by which links go out, and never with a preview."""
        arguments: dict[str, object] = {
            "channel": channel,
            "text": message.text,
            "unfurl_links": False,
            "unfurl_media": False,
            "metadata": {"event_type": KEY_EVENT, "event_payload": {"key": key}},
        }
        arguments |= _optional(message, thread)
        reply = await self.call("chat.postMessage", arguments, urgency=urgency, channel=channel)
        return MessageTs(reply.text("ts"))

    async def update(
        self,
        message: Message,
        *,
        channel: str,
        ts: str,
        urgency: Urgency,
        patience: float | None = None,
    ) -> None:
        """Edit in place; no links but those it was posted with, which an edit could unfurl."""
        edit: dict[str, object] = {"channel": channel, "ts": ts, "text": message.text}
        edit["blocks"] = list(message.blocks)
        await self.call("chat.update", edit, urgency=urgency, patience=patience)

    async def whisper(self, message: Message, *, channel: str, user: str, thread: str) -> None:
        """Seen by one person only, for as long as their client runs."""
        arguments: dict[str, object] = {"channel": channel, "user": user, "text": message.text}
        await self.call("chat.postEphemeral", arguments | _optional(message, thread))

    async def react(self, *, channel: str, ts: str, name: str, patience: float) -> None:
        arguments: dict[str, object] = {"channel": channel, "timestamp": ts, "name": name}
        try:
            await self.call(
                "reactions.add", arguments, urgency=Urgency.NICETY, patience=patience
            )
        except SlackTrouble as refused:
            if refused.code != "already_reacted":
                raise

    async def status(
        self,
        text: str,
        *,
        channel: str,
        thread: str,
        patience: float,
        urgency: Urgency = Urgency.ANSWER,
    ) -> None:
        """The line under a thread; it goes with our next message, or with empty text."""
        await self.call(
            "assistant.threads.setStatus",
            {"channel_id": channel, "thread_ts": thread, "status": text},
            urgency=urgency,
            patience=patience,
        )

    def free_edits(self) -> int:
        """How many messages could be edited at this moment."""
        return self._pace.free("chat.update")

    async def session(
        self, status: str, *, channel: str, thread: str, title: str = "", asker: str = ""
    ) -> None:
        """`processing` shows Slack's own Stop; the title counts when a session begins."""
        arguments: dict[str, object] = {
            "channel_id": channel,
            "thread_ts": thread,
            "status": status,
        }
        if title:
            arguments["title"] = title[:_LONGEST_TITLE]
        if asker:
            arguments["initiator_user_id"] = asker
        urgency = Urgency.PROGRESS if status == "processing" else Urgency.FINAL_PROGRESS
        await self.call("agents.sessions.setStatus", arguments, urgency=urgency)

    async def direct_message(self, person: str) -> ChannelId:
        reply = await self.call("conversations.open", {"users": person}, urgency=Urgency.ERROR)
        return ChannelId(reply.part("channel").text("id"))

    async def thread(self, channel: str, thread: str, *, limit: int = 0) -> list[Part]:
        """All of it, or its first `limit`: root first, then oldest first, with our metadata."""
        arguments: dict[str, object] = {
            "channel": channel,
            "ts": thread,
            "limit": limit or _PAGE,
            "include_all_metadata": "true",
        }
        read: dict[str, Part] = {}  # by ts: the root comes on every page
        for _ in range(1 if limit else _MOST_PAGES):
            reply = await self.call("conversations.replies", arguments, urgency=Urgency.ERROR)
            read |= {message.text("ts"): message for message in reply.parts("messages")}
            cursor = reply.part("response_metadata").text("next_cursor")
            if not cursor:
                break
            arguments = {**arguments, "cursor": cursor}
        return list(read.values())

    async def latest(self, channel: str, *, limit: int = 50) -> list[Part]:
        """Newest first, with the metadata that our posts carry."""
        arguments: dict[str, object] = {
            "channel": channel,
            "limit": limit,
            "include_all_metadata": "true",
        }
        reply = await self.call("conversations.history", arguments, urgency=Urgency.ERROR)
        return reply.parts("messages")

    async def posted_as(self, key: str, *, channel: str, thread: str) -> MessageTs | None:
        """The moment of our own message with this key, if it is there."""
        messages = await (self.thread(channel, thread) if thread else self.latest(channel))
        for message in messages:
            payload = message.part("metadata").part("event_payload")
            if payload.text("key") == key:
                return MessageTs(message.text("ts"))
        return None

    async def upload(self, file: Attachment, *, channel: str, thread: str) -> str:
        """A text file into the thread, by Slack's three steps; returns its id."""
        content = file.text.encode()
        named: dict[str, object] = {"filename": file.filename, "length": len(content)}
        place = await self.call("files.getUploadURLExternal", named, urgency=Urgency.ANSWER)
        await self._bytes_to(place.text("upload_url"), content)
        files = json.dumps([{"id": place.text("file_id"), "title": file.title}])
        shared: dict[str, object] = {"channel_id": channel, "files": files}
        if thread:
            shared["thread_ts"] = thread
        await self.call("files.completeUploadExternal", shared, urgency=Urgency.ANSWER)
        return place.text("file_id")

    async def delete(self, *, channel: str, ts: str) -> None:
        """A message of our own, where an edit could not take its words back."""
        place: dict[str, object] = {"channel": channel, "ts": ts}
        await self.call("chat.delete", place, urgency=Urgency.ERROR)

    async def delete_file(self, file: str) -> None:
        """A file of our own, wherever it was shared."""
        await self.call("files.delete", {"file": file}, urgency=Urgency.ERROR)

    async def _bytes_to(self, url: str, content: bytes) -> None:
        session, method = self._sdk.session, "upload"
        if session is None:
            raise ValueError("the client was made without a session")
        timeout = aiohttp.ClientTimeout(total=_UPLOAD_SECONDS)
        try:
            async with session.post(url, data=content, timeout=timeout) as reply:
                if not reply.ok:
                    raise trouble(method, f"http_{reply.status}", status=reply.status)
        except (aiohttp.ClientError, TimeoutError, OSError) as lost:
            raise TryLater(method, type(lost).__name__) from lost

    async def prompts(self, channel: str, prompts: list[Json], *, title: str) -> None:
        arguments: dict[str, object] = {
            "channel_id": channel,
            "prompts": prompts,
            "title": title,
        }
        await self.call("assistant.threads.setSuggestedPrompts", arguments)

    async def home(self, person: str, view: Json) -> None:
        await self.call("views.publish", {"user_id": person, "view": view})

    async def open_view(self, trigger: str, view: Json) -> str:
        reply = await self.call(
            "views.open", {"trigger_id": trigger, "view": view}, urgency=Urgency.ANSWER
        )
        return reply.part("view").text("id")

    async def update_view(self, view_id: str, view: Json) -> None:
        arguments: dict[str, object] = {"view_id": view_id, "view": view}
        await self.call("views.update", arguments, urgency=Urgency.ANSWER)


def _optional(message: Message, thread: str) -> dict[str, object]:
    """Slack refuses empty blocks and an empty thread."""
    given: dict[str, object] = {"thread_ts": thread} if thread else {}
    return given | ({"blocks": list(message.blocks)} if message.blocks else {})


def _trouble_of(method: str, refused: SlackApiError) -> SlackTrouble:
    response = refused.response
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0))
    data, headers = getattr(response, "data", {}), getattr(response, "headers", {})
    code = str(data.get("error", "")) if isinstance(data, dict) else ""
    try:
        after = float(headers.get("Retry-After", "0"))
    except ValueError:
        after = 0.0
    return trouble(method, code, status=status, after=after)
