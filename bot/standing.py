"""Whether Slack still takes us; when it does not, everything stops with one message."""

import asyncio
import logging

from bot.slack_errors import Dismissed

log = logging.getLogger("dossier.standing")

REFUSED = "Slack refuses the bot's token ({code}), so the work has stopped."
REMEDY = (
    "Install the app again at https://api.slack.com/apps, set SLACK_BOT_TOKEN to its token and "
    "start again."
)
# Others that dismiss us speak of one method or scope, not of the token itself.
_FINAL = frozenset(
    {"token_revoked", "account_inactive", "invalid_auth", "not_authed", "token_expired"}
)


class Standing:
    """Whether Slack still takes us. `lost` is set once, with one message for the operator."""

    def __init__(self) -> None:
        self.lost = asyncio.Event()
        self.why = ""

    def refused(self, trouble: Dismissed) -> None:
        if trouble.code in _FINAL:
            self.end(REFUSED.format(code=trouble.code))

    def end(self, why: str) -> None:
        if not self.lost.is_set():
            self.why = f"{why} {REMEDY}"
            self.lost.set()
            log.critical(self.why)
