"""assistant.threads.* and agents.sessions.*: status line, prompts, and a session's life."""

from dataclasses import replace

from sandbox.slack.access import found
from sandbox.slack.calls import Call, Method
from sandbox.slack.changes import Change
from sandbox.slack.state import Conversation
from sandbox.slack.surfaces import Session, StatusLine
from sandbox.slack.wire import Json, Refused

STATUSES = ("processing", "active", "suspended", "closed")
MOST_LOADING, LONGEST_LOADING = 10, 50
MOST_PROMPTS = 4
LONGEST_TITLE = 200


def _thread(call: Call, code: str = "channel_not_found") -> tuple[Conversation, str]:
    """The conversation, which the caller must be in, and `thread_ts`."""
    if not call.team.manifest.is_agent:
        raise Refused("not_agent_app")
    conversation = found(call.team, call.required("channel_id", "channel_not_found"))
    if call.actor.user not in conversation.members:
        raise Refused(code)
    return conversation, call.text("thread_ts")


def _tell(call: Call, conversation: Conversation, thread_ts: str) -> None:
    call.team.changes.tell(
        Change(
            kind="status",
            channel=conversation.id,
            ts=thread_ts,
            thread_ts=thread_ts,
            person=call.actor.user,
        )
    )


def set_status(call: Call) -> Json:
    """The line under a thread; empty text takes it away, as does the bot's next message."""
    conversation, thread_ts = _thread(call)
    if not thread_ts:
        raise Refused("invalid_thread_ts")
    loading = call.many("loading_messages")
    if len(loading) > MOST_LOADING or any(len(line) > LONGEST_LOADING for line in loading):
        raise Refused("invalid_arguments")
    key, status = (conversation.id, thread_ts), call.text("status")
    if status:
        call.team.surfaces.lines[key] = StatusLine(
            status=status, loading=tuple(loading), since=call.team.clock.now()
        )
    else:
        call.team.surfaces.lines.pop(key, None)
    _tell(call, conversation, thread_ts)
    return {}


def set_prompts(call: Call) -> Json:
    conversation, thread_ts = _thread(call)
    prompts = call.structure("prompts", "invalid_arguments") or []
    whole = all(prompt.get("title") and prompt.get("message") for prompt in prompts)
    if not 1 <= len(prompts) <= MOST_PROMPTS or not whole:
        raise Refused("invalid_arguments")
    call.team.surfaces.prompts[conversation.id, thread_ts] = prompts
    _tell(call, conversation, thread_ts)
    return {}


def set_title(call: Call) -> Json:
    conversation, thread_ts = _thread(call)
    call.team.surfaces.titles[conversation.id, thread_ts] = call.required("title")
    return {}


def set_session(call: Call) -> Json:
    conversation, thread_ts = _thread(call, "not_authorized")
    status = call.required("status", "invalid_status")
    if status not in STATUSES:
        raise Refused("invalid_status")
    key = (conversation.id, _needed(thread_ts))
    title = call.text("title")
    if len(title) > LONGEST_TITLE:
        raise Refused("invalid_arguments")
    known = call.team.surfaces.sessions.get(key)
    fresh = Session(status=status, title=title, initiator=call.text("initiator_user_id"))
    call.team.surfaces.sessions[key] = replace(known, status=status) if known else fresh
    _tell(call, conversation, thread_ts)
    return {"status": status} | _warning(call, status)


def _needed(thread_ts: str) -> str:
    if not thread_ts:
        raise Refused("thread_ts_required")
    return thread_ts


def _warning(call: Call, status: str) -> Json:
    if status != "processing" or "agent_session_stopped" in call.team.manifest.events:
        return {}
    return {"warning": "missing_agent_session_stopped_event_subscription"}


def rename_session(call: Call) -> Json:
    conversation, thread_ts = _thread(call, "not_authorized")
    key = (conversation.id, _needed(thread_ts))
    session = call.team.surfaces.sessions.get(key)
    if session is None:
        raise Refused("session_not_found")
    call.team.surfaces.sessions[key] = replace(session, title=call.required("title"))
    _tell(call, conversation, thread_ts)
    return {}


METHODS = (
    Method(
        name="assistant.threads.setStatus",
        run=set_status,
        tier="status",
        scope="chat:write,assistant:write",
        what="The line under a thread while the bot works",
    ),
    Method(
        name="assistant.threads.setSuggestedPrompts",
        run=set_prompts,
        tier="4",
        scope="assistant:write",
        what="Up to four prompts in the direct message",
    ),
    Method(
        name="assistant.threads.setTitle",
        run=set_title,
        tier="4",
        scope="assistant:write",
        what="A thread's title",
    ),
    Method(
        name="agents.sessions.setStatus",
        run=set_session,
        tier="3",
        scope="chat:write",
        what="The session's life; `processing` shows Stop",
    ),
    Method(
        name="agents.sessions.rename",
        run=rename_session,
        tier="3",
        scope="chat:write",
        what="The session's title",
    ),
)
