"""Who we are to Slack, proven at start: a wrong token is named by its variable."""

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.pacing import Urgency
from bot.reading import Part
from bot.slack_client import SlackClient
from bot.slack_errors import SlackTrouble, TryLater
from domain.errors import Misconfigured

_WRONG = frozenset(
    {
        *("invalid_auth", "not_authed", "not_allowed_token_type", "missing_scope"),
        *("token_revoked", "token_expired", "account_inactive"),
    }
)


async def who_we_are(slack: SlackClient) -> Part:
    """What `auth.test` says. Raises Misconfigured for a refused token and for silence."""
    try:
        return await slack.call("auth.test", {}, urgency=Urgency.ANSWER)
    except TryLater as silent:
        remedy = "Slack does not answer there; check the address and the network"
        raise Misconfigured("SLACK_API_URL", remedy) from silent
    except SlackTrouble as refused:
        remedy = f"Slack refuses it ({refused.code}); install the app and copy its bot token"
        raise Misconfigured("SLACK_BOT_TOKEN", remedy) from refused


async def try_app_token(client: AsyncWebClient, app_token: str) -> None:
    """Raises Misconfigured; whatever else goes wrong here, the connections try again."""
    try:
        await client.apps_connections_open(app_token=app_token)
    except SlackApiError as refused:
        code = str(refused.response.get("error", ""))
        if code in _WRONG:
            remedy = (
                f"Slack refuses it ({code}); make an app-level token with connections:write"
            )
            raise Misconfigured("SLACK_APP_TOKEN", remedy) from refused
    except (aiohttp.ClientError, TimeoutError, OSError):
        return
