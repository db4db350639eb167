"""The addresses of Slack's messages."""

from domain.question import ChannelId, MessageTs


def permalink(team_url: str, channel: ChannelId, ts: MessageTs, *, thread: str = "") -> str:
    """As Slack composes them; `team_url` ends with a slash."""
    link = f"{team_url}archives/{channel}/p{ts.replace('.', '')}"
    return f"{link}?thread_ts={thread}&cid={channel}" if thread and thread != ts else link
