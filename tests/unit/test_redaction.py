"""Secrets are taken out by their shape; everything else stays as it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.passages import split, window
from policy.redaction import MARK, has_secret, redacted, redacted_parts
from store.search_words import SearchWords, snippet

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


SEEN = 8  # letters of a secret in a row that count as seen
LINES = "\n".join(f"{number:02d}" + "kQ7vZp3xW9" * 6 for number in range(60))
KEY = f"-----BEGIN PRIVATE KEY-----\n{LINES}\n-----END PRIVATE KEY-----"
RUNBOOK = (
    f"# Restoring\n\nThe key for the archive is below.\n\n{KEY}\n\nAsk Priya if it fails.\n"
)


def seen(secret: str, shown: str) -> bool:
    return any(secret[at : at + SEEN] in shown for at in range(len(secret) - SEEN + 1))


@given(st.tuples(WORDS, WORDS), SECRETS, st.data())
def test_a_cut_through_a_secret_shows_neither_half(
    around: tuple[str, str], secret: str, data: st.DataObject
) -> None:
    """Wherever it is cut; and what is no secret is cut as it was."""
    before, after = around
    text = f"{before} {secret} {after}"
    cut = data.draw(st.integers(len(before) + 1, len(before) + 1 + len(secret)))
    halves = redacted_parts(text, [(0, cut), (cut, len(text))])

    assert not any(seen(secret, half) for half in halves)
    assert halves[0].startswith(f"{before} ")
    assert halves[1].endswith(f" {after}")


@given(st.text(max_size=300), st.integers(0, 300))
def test_what_holds_no_secret_is_cut_letter_by_letter(text: str, cut: int) -> None:
    """The useful half: positions and letters stay."""
    halves = redacted_parts(text, [(0, cut), (cut, len(text))])

    assert has_secret(text) or halves == [text[:cut], text[cut:]]


def test_a_key_over_several_passages_is_in_none_of_them() -> None:
    """Its middle has no shape of its own: cut first and cleaned later, it would be shown."""
    cleaned_later = [redacted(passage.text) for passage in split(RUNBOOK)]
    shown = [passage.text for passage in window(RUNBOOK).excerpts]
    later = [passage.text for passage in window(RUNBOOK, offset=len(RUNBOOK) // 2).excerpts]

    assert any(seen(LINES, text) for text in cleaned_later)
    assert len(shown) > 1
    assert not any(seen(LINES, text) for text in (*shown, *later))
    assert any("archive" in text for text in shown)
    assert any("Ask Priya" in text for text in later)


def test_a_snippet_from_the_middle_of_a_key_shows_nothing_of_it() -> None:
    """A search for a piece of it finds the document, and no more."""
    shown = snippet(RUNBOOK, SearchWords.of("30kQ7vZp3xW9kQ7vZp3xW9"))

    assert not seen(LINES, shown)
