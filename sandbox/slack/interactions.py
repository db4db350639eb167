"""Commands, clicks, shortcuts and forms: what Slack sends, and what the answer does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sandbox.slack.changes import Change
from sandbox.slack.forms import filled_in, left_empty
from sandbox.slack.payloads import (
    Click,
    about,
    action_of,
    command_payload,
    message_click,
    named_channel,
    response_url,
    view_click,
)
from sandbox.slack.people import in_view
from sandbox.slack.posting import whisper
from sandbox.slack.respond import bot_words
from sandbox.slack.team import Team
from sandbox.slack.view_limits import check_view
from sandbox.slack.views import close_top, fresh_view
from sandbox.slack.wire import Json

NO_ANSWER = "We had some trouble connecting. Try again?"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitOutcome:
    """`errors` are the words under each input, by block id, when `kind` is `errors`."""

    kind: Literal["closed", "errors", "updated"]
    errors: Mapping[str, str] = field(default_factory=dict)


class Acting:
    """People by handle, conversations by id; LookupError for what is not on their screen."""

    team: Team

    async def command(  # noqa: PLR0917 - who, where, what: the order of the screen
        self, person: str, channel: str, command: str, text: str
    ) -> None:
        """Type a slash command; Slack shows its own line when the bot does not answer."""
        conversation = in_view(self.team, person, channel)
        if command not in self.team.manifest.commands:
            raise LookupError(f"{command} is not a valid command")
        payload = command_payload(self.team, conversation, person, command=command, text=text)
        answer = await self.team.sockets.ask("slash_commands", payload)
        user = self.team.person(person).id
        if answer is None:
            said = {
                "text": f'{command} failed with the error "operation_timeout"',
                "user": "USLACKBOT",
            }
            whisper(self.team, conversation, {"type": "message", **said}, person=user)
        elif answer.get("text") or answer.get("blocks"):
            bot_words(self.team, conversation, answer, person=user)

    async def press(  # noqa: PLR0913 - one argument for each thing a click can carry
        self,
        person: str,
        channel: str,
        ts: str,
        *,
        action_id: str,
        value: str = "",
        block_id: str = "",
        selected: str = "",
    ) -> None:
        """Click in a message; with an empty channel, `ts` is the id of a form or of Home.

        `selected` chooses an option, a date or a conversation; `value` tells buttons with the
        same action id apart.
        """
        clicked = Click(action_id=action_id, block_id=block_id, value=value, selected=selected)
        if channel:
            conversation = in_view(self.team, person, channel)
            payload = message_click(self.team, conversation, ts, person=person)
        else:
            payload = view_click(self.team, ts, person=person)
        blocks = (payload.get("message") or payload["view"]).get("blocks", [])
        now = self.team.state.next_ts(self.team.clock.now())
        payload["actions"] = [action_of(blocks, clicked) | {"action_ts": now}]
        await self.team.sockets.ask(
            "interactive", payload | about(self.team, person, kind="block_actions")
        )

    async def shortcut(  # noqa: PLR0917 - as above
        self, person: str, callback_id: str, channel: str = "", ts: str = ""
    ) -> None:
        """Run a message shortcut, or with no channel a global one."""
        kind = "message" if channel else "global"
        if (callback_id, kind) not in self.team.manifest.shortcuts:
            raise LookupError(f"there is no {kind} shortcut {callback_id}")
        now = self.team.state.next_ts(self.team.clock.now())
        payload: Json = {"callback_id": callback_id, "action_ts": now}
        if channel:
            conversation = in_view(self.team, person, channel)
            message = conversation.message(ts)
            payload |= {
                "channel": named_channel(conversation),
                "message_ts": ts,
                "message": message,
            }
            payload["response_url"] = response_url(self.team, conversation, person, original="")
        named = "message_action" if channel else "shortcut"
        await self.team.sockets.ask(
            "interactive", payload | about(self.team, person, kind=named)
        )

    async def submit(
        self, person: str, view_id: str, values: Mapping[str, Mapping[str, str]]
    ) -> SubmitOutcome:
        """Send a form; `values` by block id and action id, several choices comma-separated."""
        user, view = _own_form(self.team, person, view_id)
        state = filled_in(view["blocks"], values)
        if missing := left_empty(view["blocks"], state):
            return SubmitOutcome(kind="errors", errors=missing)
        view["state"] = {"values": state}
        payload = {"view": view, "response_urls": []} | about(
            self.team, person, kind="view_submission"
        )
        answer = await self.team.sockets.ask("interactive", payload)
        if answer is None:
            return SubmitOutcome(kind="errors", errors={"": NO_ANSWER})
        return _obey(self.team, answer, view=view, user=user)

    async def close_form(self, person: str, view_id: str) -> None:
        """Close a form without sending it; the bot hears of it only if it asked to."""
        user, view = _own_form(self.team, person, view_id)
        close_top(self.team, user)
        if view.get("notify_on_close"):
            payload = {"view": view, "is_cleared": False}
            await self.team.sockets.ask(
                "interactive", payload | about(self.team, person, kind="view_closed")
            )


def _own_form(team: Team, person: str, view_id: str) -> tuple[str, Json]:
    user = team.person(person).id
    for view in team.surfaces.forms.get(user, []):
        if view["id"] == view_id:
            return user, view
    raise LookupError(f"{person} has no form {view_id} open")


def _obey(team: Team, answer: Json, *, view: Json, user: str) -> SubmitOutcome:
    """What `response_action` asks for: errors, another view, or everything closed.

    Raises:
        Refused: the other view is not one that Slack takes.
    """
    if "view" in answer:
        check_view(answer["view"], kind="modal")
    match answer.get("response_action"):
        case "errors":
            return SubmitOutcome(kind="errors", errors=answer["errors"])
        case "update":
            new = fresh_view(team, answer["view"], replacing=view)
            team.surfaces.replace(view["id"], new)
        case "push":
            new = fresh_view(team, answer["view"], root=view["root_view_id"])
            team.surfaces.forms[user].append(new)
        case "clear":
            team.surfaces.forms.pop(user, None)
            team.changes.tell(Change(kind="view", ts=view["id"], person=user))
            return SubmitOutcome(kind="closed")
        case _:
            close_top(team, user)
            return SubmitOutcome(kind="closed")
    team.changes.tell(Change(kind="view", ts=new["id"], person=user))
    return SubmitOutcome(kind="updated")
