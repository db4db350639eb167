"""The one reader of the environment and of `.env`; a wrong value is refused by its name."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.house_rules import HouseRules, read_rules
from domain.errors import Misconfigured
from policy.spending import Allowances
from store.forgetting import Keeping
from store.keyring import OperatorKey

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_REMEDIES = {
    "SLACK_BOT_TOKEN": "the bot token of your Slack app, which begins with xoxb-",
    "SLACK_APP_TOKEN": "an app-level token with connections:write; it begins with xapp-",
    "SLACK_SIGNING_SECRET": "the signing secret of your Slack app, under Basic Information",
    "ANTHROPIC_API_KEY": "a key from the Anthropic console",
    "GOOGLE_SERVICE_ACCOUNT": "the service account's key file, as a path or as its JSON",
    "GOOGLE_OAUTH_CLIENT_SECRET": "the secret of the client in GOOGLE_OAUTH_CLIENT_ID",
    "DOSSIER_PUBLIC_URL": "the https address at which people's browsers reach this machine",
    "DOSSIER_PUBLIC_PORT": "the port that DOSSIER_PUBLIC_URL leads to",
    "NOTION_READERS": "a map of top pages to readers, as a path or as JSON",
    "WEB_GATEWAY": "host:port on this machine; it is for local workspaces only",
    "DOSSIER_SECRET_KEY": "make one with `dossier key`; it encrypts what rests here",
}


class Settings(BaseSettings):
    """Every setting, by the name of its variable in lower case. See `.env.example`."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    slack_bot_token: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")
    slack_signing_secret: SecretStr = SecretStr("")
    slack_http_port: int | None = Field(default=None, ge=0, le=65_535)
    slack_api_url: str = "https://slack.com/api/"
    anthropic_api_key: SecretStr = SecretStr("")
    anthropic_base_url: str = "https://api.anthropic.com"
    google_service_account: SecretStr = SecretStr("")
    google_oauth_client_id: str = ""
    google_oauth_client_secret: SecretStr = SecretStr("")
    google_domains: Annotated[frozenset[str], NoDecode] = frozenset()
    google_api_url: str = ""
    notion_token: SecretStr = SecretStr("")
    notion_api_url: str = "https://api.notion.com"
    notion_readers: Annotated[Mapping[str, tuple[str, ...]], NoDecode] = Field(
        default_factory=dict
    )
    searxng_url: str = ""
    tavily_api_key: SecretStr = SecretStr("")
    web_gateway: str = ""
    dossier_rules: Annotated[HouseRules, NoDecode] = Field(default_factory=HouseRules)
    dossier_public_url: str = ""
    dossier_public_port: int | None = Field(default=None, ge=1, le=65_535)
    dossier_data: Path = Path(".dossier")
    dossier_secret_key: SecretStr = SecretStr("")
    dossier_secret_key_former: SecretStr = SecretStr("")
    dossier_clock_offset: float = 0.0
    dossier_slack_index: bool = True
    dossier_show_cost: bool = True
    dossier_run_usd: float = Field(default=4.0, gt=0)
    dossier_ask_above_usd: float = Field(default=1.5, ge=0)
    dossier_run_tokens: int = Field(default=5_000_000, ge=1)
    dossier_run_calls: int = Field(default=60, ge=1)
    dossier_run_subagents_at_once: int = Field(default=6, ge=1, le=20)
    dossier_person_day_usd: float = Field(default=20.0, gt=0)
    dossier_person_month_usd: float = Field(default=100.0, gt=0)
    dossier_thread_day_usd: float = Field(default=12.0, gt=0)
    dossier_channel_day_usd: float = Field(default=20.0, gt=0)
    dossier_channel_month_usd: float = Field(default=50.0, gt=0)
    dossier_workspace_day_usd: float = Field(default=100.0, gt=0)
    dossier_workspace_month_usd: float = Field(default=1000.0, gt=0)
    dossier_person_runs_at_once: int = Field(default=3, ge=1)
    dossier_person_questions_a_day: int = Field(default=20, ge=1)
    dossier_channel_runs_at_once: int = Field(default=5, ge=1)
    dossier_keep_evidence_days: float = Field(default=7.0, gt=0)
    dossier_keep_answers_days: float = Field(default=90.0, gt=0)
    dossier_run_seconds: float = Field(default=600.0, gt=0)
    dossier_runs_at_once: int = Field(default=40, ge=1, le=500)
    dossier_digest_spread: float = Field(default=120.0, ge=0, le=3600)
    dossier_log_level: str = "WARNING"

    @field_validator("google_domains", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return frozenset(part.strip().casefold() for part in value.split(",") if part.strip())

    @field_validator("notion_readers", mode="before")
    @classmethod
    def _readers(cls, value: object) -> object:
        return json.loads(_text_or_file(value)) if isinstance(value, str) else value

    @field_validator("dossier_rules", mode="before")
    @classmethod
    def _rules(cls, value: object) -> object:
        return read_rules(_rules_text(value)) if isinstance(value, str) else value

    @field_validator("google_service_account", mode="after")
    @classmethod
    def _key(cls, value: SecretStr) -> SecretStr:
        return SecretStr(_text_or_file(value.get_secret_value()))

    @field_validator("web_gateway")
    @classmethod
    def _gateway(cls, value: str) -> str:
        if value and urlsplit(f"//{value}").hostname not in _LOOPBACK:
            raise ValueError("a gateway is on this machine")
        return value

    @property
    def is_local(self) -> bool:
        """True if every server is on this machine, as in the sandbox."""
        urls = (self.slack_api_url, self.anthropic_base_url, self.notion_api_url)
        return all(urlsplit(url).hostname in _LOOPBACK for url in urls)

    @property
    def people_sign_in(self) -> bool:
        """Whether people connect their own Drive; where delegation is set up, it wins."""
        return bool(
            self.google_oauth_client_id and not self.google_service_account.get_secret_value()
        )

    @property
    def is_public_url_local(self) -> bool:
        return urlsplit(self.dossier_public_url).hostname in _LOOPBACK

    @property
    def allowances(self) -> Allowances:
        """What may be spent beyond one run, and how much one person may ask."""
        return Allowances(
            person_day=self.dossier_person_day_usd,
            person_month=self.dossier_person_month_usd,
            thread_day=self.dossier_thread_day_usd,
            channel_day=self.dossier_channel_day_usd,
            channel_month=self.dossier_channel_month_usd,
            workspace_day=self.dossier_workspace_day_usd,
            workspace_month=self.dossier_workspace_month_usd,
            person_at_once=self.dossier_person_runs_at_once,
            channel_at_once=self.dossier_channel_runs_at_once,
            questions_a_day=self.dossier_person_questions_a_day,
        )

    @property
    def shows_cost(self) -> bool:
        rule = self.dossier_rules.show_cost
        return self.dossier_show_cost if rule is None else rule

    @property
    def keeping(self) -> Keeping:
        """How long which text is kept."""
        return Keeping(
            evidence=timedelta(days=self.dossier_keep_evidence_days),
            answers=timedelta(days=self.dossier_keep_answers_days),
        )

    @property
    def database_file(self) -> Path:
        return self.dossier_data / "dossier.sqlite"

    @property
    def keys_file(self) -> Path:
        return self.dossier_data / "keys.sqlite"

    @property
    def operator_key(self) -> OperatorKey:
        """Raises Misconfigured: what rests encrypted needs a key that outlives the process."""
        return OperatorKey.made_of(
            self.dossier_secret_key.get_secret_value(),
            former=self.dossier_secret_key_former.get_secret_value(),
        )

    @property
    def engine_file(self) -> Path:
        return self.dossier_data / "engine.sqlite"


def _text_or_file(value: str) -> str:
    if not value or value.lstrip().startswith("{"):
        return value
    return Path(value).read_text(encoding="utf-8")


def _rules_text(value: str) -> str:
    """A path is one line that ends like one; anything else is the text itself."""
    return Path(value).read_text(encoding="utf-8") if value.endswith(".toml") else value


def load() -> Settings:
    """Raises Misconfigured with the name of the variable that is wrong."""
    try:
        settings = Settings()
    except ValidationError as wrong:
        name = str(wrong.errors()[0]["loc"][0]).upper()
        raise Misconfigured(name, _REMEDIES.get(name, wrong.errors()[0]["msg"])) from wrong
    except OSError as missing:
        raise Misconfigured(str(missing.filename), "this file cannot be read") from missing
    if settings.people_sign_in:
        require_a_way_back(settings)
    if settings.dossier_clock_offset and not settings.is_local:
        raise Misconfigured("DOSSIER_CLOCK_OFFSET", "only for a workspace on this machine")
    return settings


def require_a_way_back(settings: Settings) -> None:
    """From Google to us; a code travels on it. Raises Misconfigured."""
    require(settings, "GOOGLE_OAUTH_CLIENT_SECRET")
    is_secure = urlsplit(settings.dossier_public_url).scheme == "https"
    if not is_secure and not settings.is_public_url_local:
        raise Misconfigured("DOSSIER_PUBLIC_URL", _REMEDIES["DOSSIER_PUBLIC_URL"])
    if settings.dossier_public_port is None:
        raise Misconfigured("DOSSIER_PUBLIC_PORT", _REMEDIES["DOSSIER_PUBLIC_PORT"])


def require_a_way_in(settings: Settings) -> None:
    """Sockets or HTTP. Raises Misconfigured for none of them, half of one, or both."""
    if settings.slack_http_port is None:
        require(settings, "SLACK_APP_TOKEN")
        return
    require(settings, "SLACK_SIGNING_SECRET")
    if settings.slack_app_token.get_secret_value():
        remedy = "leave it out where SLACK_HTTP_PORT is set: events would come in twice"
        raise Misconfigured("SLACK_APP_TOKEN", remedy)


def require(settings: Settings, *names: str) -> None:
    """Raises Misconfigured for the first of these secrets that is missing."""
    for name in names:
        value: SecretStr = getattr(settings, name.lower())
        if not value.get_secret_value():
            raise Misconfigured(name, f"set it to {_REMEDIES[name]}")
