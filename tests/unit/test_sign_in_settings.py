"""Settings for people who connect their own Drive: all of them, or a refusal by name."""

from typing import Any

import pytest

from bot.settings import Settings, require_a_way_back
from domain.errors import Misconfigured

WHOLE: dict[str, Any] = {
    "google_oauth_client_id": "id",
    "google_oauth_client_secret": "secret",
    "dossier_public_url": "https://dossier.example.com",
    "dossier_public_port": 8087,
}


def settings(**own: Any) -> Settings:  # noqa: ANN401 - values by the name of their variable
    return Settings(**{"_env_file": None, **WHOLE, **own})


def test_a_whole_set_of_settings_lets_people_sign_in() -> None:
    """And on this machine an address without TLS will do."""
    require_a_way_back(settings())
    require_a_way_back(settings(dossier_public_url="http://127.0.0.1:8087"))

    assert settings().people_sign_in


@pytest.mark.parametrize(
    ("own", "name"),
    [
        ({"google_oauth_client_secret": ""}, "GOOGLE_OAUTH_CLIENT_SECRET"),
        ({"dossier_public_url": ""}, "DOSSIER_PUBLIC_URL"),
        ({"dossier_public_url": "http://dossier.example.com"}, "DOSSIER_PUBLIC_URL"),
        ({"dossier_public_port": None}, "DOSSIER_PUBLIC_PORT"),
    ],
)
def test_what_is_missing_is_refused_by_its_name(own: dict[str, Any], name: str) -> None:
    """A code must not travel in clear, nor to where nobody listens."""
    with pytest.raises(Misconfigured) as refused:
        require_a_way_back(settings(**own))

    assert refused.value.name == name


def test_delegation_wins_where_both_are_set_up() -> None:
    """Then nobody is asked to sign in."""
    both = settings(google_service_account='{"type": "service_account"}')

    assert not both.people_sign_in
