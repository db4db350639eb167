"""What Slack can refuse, by what we do about it.

Codes follow the tables of https://docs.slack.dev/reference/methods ; the grouping is ours.
"""


class SlackTrouble(Exception):
    """`code` is Slack's, or the name of a failure on the way."""

    def __init__(self, method: str, code: str) -> None:
        super().__init__(f"{method}: {code}")
        self.method = method
        self.code = code


class TryLater(SlackTrouble):
    """`after` is in seconds. `maybe_done` marks a call whose reply never came."""

    def __init__(
        self, method: str, code: str, *, after: float = 2.0, maybe_done: bool = False
    ) -> None:
        super().__init__(method, code)
        self.after = after
        self.maybe_done = maybe_done


class Simplify(SlackTrouble):
    """Slack does not take this form of it: send less."""


class OutOfReach(SlackTrouble):
    """We cannot post there: tell the asker in a direct message."""


class Dismissed(SlackTrouble):
    """Our token is no longer good: stop, and tell the operator."""


class Refusal(SlackTrouble):
    """Anything else; trying again changes nothing."""


_RETRY = frozenset(
    {
        *("ratelimited", "rate_limited", "internal_error", "fatal_error"),
        *("service_unavailable", "request_timeout", "team_added_to_org"),
    }
)
_DEGRADE = frozenset(
    {
        *("invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long"),
        *("msg_blocks_too_many", "block_mismatch", "invalid_chunks", "edit_window_closed"),
        *("streaming_state_conflict", "message_not_in_streaming_state", "feature_disabled"),
        *("not_agent_app", "cant_update_message", "message_not_found"),
        *("metadata_too_large", "invalid_metadata_format", "no_text"),
    }
)
_UNREACHABLE = frozenset(
    {
        *("not_in_channel", "channel_not_found", "is_archived", "restricted_action"),
        *("thread_not_found", "user_not_in_channel", "cannot_reply_to_message"),
        *("restricted_action_read_only_channel", "restricted_action_thread_only_channel"),
        *("restricted_action_non_threadable_channel", "not_authorized"),
    }
)
_DISMISSED = frozenset(
    {
        *("token_revoked", "account_inactive", "invalid_auth", "not_authed"),
        *("missing_scope", "token_expired", "org_login_required"),
    }
)
_GROUPS: tuple[tuple[frozenset[str], type[SlackTrouble]], ...] = (
    (_DEGRADE, Simplify),
    (_UNREACHABLE, OutOfReach),
    (_DISMISSED, Dismissed),
)
_SERVER_ERROR = 500
_TOO_MANY = 429


def trouble(method: str, code: str, *, status: int = 200, after: float = 0.0) -> SlackTrouble:
    """The error to raise for a reply; `after` is what Retry-After said, in seconds."""
    if code in _RETRY or status == _TOO_MANY:
        return TryLater(method, code or "ratelimited", after=after or 2.0)
    if status >= _SERVER_ERROR or not code:
        # A server that failed, or spoke nonsense, may have done it all the same.
        return TryLater(method, code or str(status), after=after or 2.0, maybe_done=True)
    for codes, kind in _GROUPS:
        if code in codes:
            return kind(method, code)
    return Refusal(method, code)
