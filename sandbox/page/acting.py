"""What a person does on the page, handed on to the sandbox's Slack."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from sandbox.page.requests import Sent, Unusable, posted, reply
from sandbox.slack.server import SlackServer
from sandbox.slack.wire import Refused
from sandbox.workspace.schema import Workspace

Act = Callable[[Sent], Awaitable[object]]


class Acting:
    """The POST routes; each answers with a small JSON object."""

    def __init__(self, *, slack: SlackServer, workspace: Workspace) -> None:
        self._slack = slack
        self._workspace = workspace

    def routes(self) -> list[web.RouteDef]:
        acts = (
            self.say,
            self.edit,
            self.delete,
            self.react,
            self.command,
            self.press,
            self.shortcut,
            self.submit,
            self.close,
            self.dm,
            self.home,
            self.stop,
        )
        return [web.post(f"/api/{act.__name__}", self._answering(act)) for act in acts]

    def _answering(self, act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            sent = await posted(request, self._workspace)
            try:
                return reply(await act(sent))
            except (LookupError, Refused) as error:
                raise Unusable(str(error)) from error

        return answer

    async def say(self, sent: Sent) -> dict[str, str]:
        ts = await self._slack.say(
            sent.person.handle,
            sent.text("channel"),
            sent.text("text"),
            thread_ts=sent.optional("thread_ts") or None,
        )
        return {"ts": ts}

    async def edit(self, sent: Sent) -> dict[str, str]:
        await self._slack.edit(
            sent.person.handle, sent.text("channel"), sent.text("ts"), sent.text("text")
        )
        return {}

    async def delete(self, sent: Sent) -> dict[str, str]:
        await self._slack.delete(sent.person.handle, sent.text("channel"), sent.text("ts"))
        return {}

    async def react(self, sent: Sent) -> dict[str, str]:
        await self._slack.react(
            sent.person.handle, sent.text("channel"), sent.text("ts"), sent.text("name")
        )
        return {}

    async def command(self, sent: Sent) -> dict[str, str]:
        await self._slack.command(
            sent.person.handle,
            sent.text("channel"),
            sent.text("command"),
            sent.optional("text"),
        )
        return {}

    async def press(self, sent: Sent) -> dict[str, str]:
        """For a button in the Home tab or a form: `channel` is empty and `ts` the view's id."""
        await self._slack.press(
            sent.person.handle,
            sent.optional("channel"),
            sent.text("ts"),
            action_id=sent.text("action_id"),
            value=sent.optional("value"),
            block_id=sent.optional("block_id"),
            selected=sent.optional("selected"),
        )
        return {}

    async def shortcut(self, sent: Sent) -> dict[str, str]:
        await self._slack.shortcut(
            sent.person.handle,
            sent.text("callback_id"),
            channel=sent.optional("channel"),
            ts=sent.optional("ts"),
        )
        return {}

    async def submit(self, sent: Sent) -> dict[str, object]:
        """`kind` is closed, updated or errors; `errors` the words under each input."""
        outcome = await self._slack.submit(
            sent.person.handle, sent.text("view_id"), sent.table("values")
        )
        return {"kind": outcome.kind, "errors": dict(outcome.errors)}

    async def close(self, sent: Sent) -> dict[str, str]:
        await self._slack.close_form(sent.person.handle, sent.text("view_id"))
        return {}

    async def dm(self, sent: Sent) -> dict[str, str]:
        return {"channel": await self._slack.open_dm(sent.person.handle)}

    async def home(self, sent: Sent) -> dict[str, str]:
        await self._slack.open_home(sent.person.handle)
        return {}

    async def stop(self, sent: Sent) -> dict[str, str]:
        await self._slack.stop_session(
            sent.person.handle, sent.text("channel"), sent.text("thread_ts")
        )
        return {}
