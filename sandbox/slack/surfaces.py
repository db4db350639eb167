"""What is neither channel nor message: forms, Home, sessions, status lines, passing keys."""

import asyncio
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sandbox.slack.wire import Json, Refused

TRIGGER_SECONDS = 3.0  # as Slack's trigger_id
ACTION_TOKEN_SECONDS = 300.0
RESPONSE_SECONDS = 30 * 60.0  # a response_url works for half an hour
RESPONSE_USES = 5
LINE_LASTS = timedelta(minutes=2)  # as Slack's assistant.threads.setStatus
DEEPEST_FORMS = 3


@dataclass(slots=True, kw_only=True)
class ResponseUrl:
    """Where to answer a command or a click; `original` is the ts of the message clicked in."""

    channel: str
    person: str
    original: str
    thread_ts: str
    expires: float
    uses: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    status: str
    title: str
    initiator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusLine:
    """It goes with the bot's next message in the thread, or after two minutes without one."""

    status: str
    loading: tuple[str, ...]
    since: datetime

    def shows(self, now: datetime) -> bool:
        return now - self.since < LINE_LASTS


def _now() -> float:
    return asyncio.get_running_loop().time()


@dataclass(slots=True, kw_only=True)
class Keys:
    """Triggers, action tokens and response addresses, with the seconds they live."""

    trigger_seconds: float = TRIGGER_SECONDS
    action_token_seconds: float = ACTION_TOKEN_SECONDS
    responses: dict[str, ResponseUrl] = field(default_factory=dict)
    _triggers: dict[str, tuple[str, float]] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)
    _actions: dict[str, tuple[str, float]] = field(default_factory=dict)

    def trigger(self, person: str) -> str:
        key = f"{uuid.uuid4().int % 10**12}.{uuid.uuid4().hex}"
        self._triggers[key] = (person, _now() + self.trigger_seconds)
        return key

    def pull(self, trigger: str) -> str:
        """The person behind a trigger, once.

        Raises:
            Refused: `invalid_trigger_id`, `exchanged_trigger_id`, `expired_trigger_id`.
        """
        if trigger in self._used:
            raise Refused("exchanged_trigger_id")
        if trigger not in self._triggers:
            raise Refused("invalid_trigger_id")
        person, expires = self._triggers[trigger]
        if expires < _now():
            raise Refused("expired_trigger_id")
        self._used.add(trigger)
        return person

    def action_token(self, person: str) -> str:
        key = f"{uuid.uuid4().hex}.{uuid.uuid4().hex}"
        self._actions[key] = (person, _now() + self.action_token_seconds)
        return key

    def asker(self, action_token: str) -> str:
        """Raises Refused `invalid_action_token`."""
        person, expires = self._actions.get(action_token, ("", 0.0))
        if expires < _now():
            raise Refused("invalid_action_token")
        return person

    def response(
        self, channel: str, person: str, *, original: str = "", thread: str = ""
    ) -> str:
        """A new key for `/response/<key>`."""
        key = uuid.uuid4().hex
        self.responses[key] = ResponseUrl(
            channel=channel,
            person=person,
            original=original,
            thread_ts=thread,
            expires=_now() + RESPONSE_SECONDS,
        )
        return key

    def spend(self, key: str) -> ResponseUrl:
        """One use of a response address.

        Raises:
            Refused: `expired_url`, `used_url`.
        """
        url = self.responses.get(key)
        if url is None or url.expires < _now():
            raise Refused("expired_url")
        if url.uses >= RESPONSE_USES:
            raise Refused("used_url")
        url.uses += 1
        return url


@dataclass(slots=True, kw_only=True)
class Surfaces:
    """`forms` are a person's open modals, top one last; a thread is (channel, thread_ts)."""

    forms: dict[str, list[Json]] = field(default_factory=dict)
    homes: dict[str, Json] = field(default_factory=dict)
    sessions: dict[tuple[str, str], Session] = field(default_factory=dict)
    lines: dict[tuple[str, str], StatusLine] = field(default_factory=dict)
    prompts: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    titles: dict[tuple[str, str], str] = field(default_factory=dict)

    def form(self, view_id: str) -> tuple[str, Json]:
        """The person and the view; Raises Refused `not_found`."""
        for person, stack in self.forms.items():
            for view in stack:
                if view_id in (view["id"], view.get("external_id")):
                    return person, view
        raise Refused("not_found")

    def any_view(self, view_id: str) -> tuple[str, Json]:
        """As `form`, Home views included."""
        for person, view in self.homes.items():
            if view["id"] == view_id:
                return person, view
        return self.form(view_id)

    def replace(self, view_id: str, view: Json) -> None:
        """Put `view` where the view with that id is."""
        person, _ = self.form(view_id)
        stack = self.forms[person]
        self.forms[person] = [view if v["id"] == view_id else v for v in stack]
