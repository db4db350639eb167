"""Secrets are taken out by their shape; everything else stays as it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.redaction import MARK, has_secret, redacted

ALPHABET = st.sampled_from("ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789")


def made_of(count: int) -> st.SearchStrategy[str]:
    return st.lists(ALPHABET, min_size=count, max_size=count).map("".join)


SECRETS = st.one_of(
    made_of(16).map(lambda s: f"AKIA{s.upper()}"),
    made_of(36).map(lambda s: f"ghp_{s}"),
    made_of(24).map(lambda s: f"xoxb-{s}"),
    made_of(40).map(lambda s: f"sk-ant-{s}"),
    made_of(24).map(lambda s: f"sk_live_{s}"),
    made_of(35).map(lambda s: f"AIza{s}"),
    made_of(30).map(lambda s: f"eyJ{s}.{s}.{s}"),
    made_of(64).map(
        lambda s: f"-----BEGIN RSA PRIVATE KEY-----\n{s}\n-----END RSA PRIVATE KEY-----"
    ),
)
WORDS = st.lists(
    st.sampled_from(["the", "price", "of", "Team", "went", "up", "Größe", "値段", "12", "%"])
).map(" ".join)


@given(WORDS, SECRETS, WORDS)
def test_no_letter_of_a_shaped_secret_stays(before: str, secret: str, after: str) -> None:
    """Wherever in a text it stands; the words around it stay."""
    shown = redacted(f"{before} {secret} {after}")

    assert shown == f"{before} {MARK} {after}"


@given(st.text())
def test_redacting_twice_is_redacting_once(text: str) -> None:
    """What has been through it is stable."""
    once = redacted(text)

    assert redacted(once) == once
    assert not has_secret(once)


@given(WORDS)
def test_ordinary_words_stay(text: str) -> None:
    """The control: without a secret nothing changes."""
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("password: hunter2-x9", f"password: {MARK}"),
        ('"api_key": "a1b2c3d4e5"', f'"api_key": {MARK}'),
        ("postgres://ledger:s3cret@db.internal/x", f"postgres://ledger:{MARK}@db.internal/x"),
        ("client secret = 8Zq-11ab", f"client secret = {MARK}"),
        ("-----BEGIN PRIVATE KEY-----\nMIIE", MARK),
    ],
)
def test_named_secrets_lose_their_value(text: str, shown: str) -> None:
    """The name stays, so that the sentence can still be understood."""
    assert redacted(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "The password rotation broke the scanners.",
        "The secret is patience.",
        "Our api key policy changes in May.",
        "https://kelvane.example/pricing",
        "sk-learn 1.5 and task-scheduler",
        "Meet at 10:30: bring the passphrase form.",
    ],
)
def test_talk_about_secrets_stays(text: str) -> None:
    """Nothing is lost from ordinary documents."""
    assert redacted(text) == text
