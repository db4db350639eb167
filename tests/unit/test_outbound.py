"""The tripwire on outbound words: copies, encodings, secrets, addresses."""

import base64
import codecs
import re
from collections.abc import Callable
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.inert import inert
from policy.outbound import Fit, Unfit, Words, exact, judged
from policy.redaction import has_secret

INTERNAL = (
    "The Heron launch moves from March to late May because the audit found gaps.",
    "Our rival Initech asks for nineteen euros; the enterprise plan is up for review.",
    "Infrastructure costs fell after the move, says Dana.",
)
QUESTION = "what do other companies charge, and what did we plan for the enterprise plan?"
WORDS = Words(internal=INTERNAL, public=(QUESTION,))
SENTENCE = "Heron launch moves from March to late May"

ENCODINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "shouted": str.upper,
    "among other words": lambda s: f"latest news {s} please",
    "in an address": quote_plus,
    "base64": lambda s: base64.b64encode(s.encode()).decode(),
    "base32": lambda s: base64.b32encode(s.encode()).decode(),
    "hex": lambda s: s.encode().hex(),
    "rot13": lambda s: codecs.encode(s, "rot13"),
    "backwards": lambda s: s[::-1],
    "letter by letter": lambda s: " ".join(s.replace(" ", "")),
    "in one word": lambda s: s.replace(" ", ""),
    "cut elsewhere": lambda s: " ".join(re.findall("..?.?.?.?", s.replace(" ", ""))),
    "with control characters": "\x01".join,
    "with private characters": "\ue000".join,
    "with hidden characters": "\u200b".join,
    "leet": lambda s: s.translate(str.maketrans("oieas", "01345")),
    "leet with another one": lambda s: s.translate(str.maketrans("oleas", "01345")),
    "full width": lambda s: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in s),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_a_copy_does_not_leave_in_any_encoding(name: str) -> None:
    """Each of them is undone, and what it says is compared."""
    assert isinstance(judged(exact(ENCODINGS[name](SENTENCE)), WORDS), Unfit)


@pytest.mark.parametrize("name", ENCODINGS)
def test_the_same_words_leave_when_nothing_internal_was_read(name: str) -> None:
    """The control: what stops them is the comparison, where it is not their shape."""
    shaped = isinstance(
        judged(exact(ENCODINGS[name](SENTENCE)), Words(internal=(), public=())), Unfit
    )

    dense = {"base64", "base32", "hex", "in one word", "in an address"}
    assert shaped is (name in {*dense, "letter by letter"})


@pytest.mark.parametrize("hidden", ["\x00", "\x7f", "\u200b", "\u2060", "\ufff9", "\U000e0041"])
def test_what_nobody_can_see_on_the_card_does_not_leave(hidden: str) -> None:
    """Bits between the letters would pass everybody who approves."""
    assert exact(f"rival{hidden} price{hidden}") == "rival price"


def test_letters_that_only_look_like_others_do_not_leave() -> None:
    """One bit for each letter, in words that read like any others."""
    look_alike = "riv\u0430l pric\u0435"

    assert isinstance(judged(exact(look_alike), WORDS), Unfit)
    assert isinstance(judged(exact("rival price"), WORDS), Fit)
    assert isinstance(judged(exact("5 \u03bcg \u0446\u0435\u043d\u0430"), WORDS), Fit)


@pytest.mark.parametrize(
    "text", ["https://evil.ru/x", "see evil.ru", "ftp://10.0.0.1", "lee@rivals.example"]
)
def test_an_address_leaves_only_if_the_asker_wrote_it(text: str) -> None:
    """That a page or a document names it is no reason to send it."""
    read = Words(internal=INTERNAL, public=(QUESTION, f"a page: https: {text}"), asked=QUESTION)
    asked = Words(internal=INTERNAL, public=(text,), asked=f"is {text} any good?")

    assert isinstance(judged(exact(text), read), Unfit)
    assert isinstance(judged(exact(text), asked), Fit)


@given(st.text(max_size=80))
def test_a_card_shows_every_letter_that_leaves(text: str) -> None:
    """The card only breaks addresses and mentions apart, where everybody sees it."""
    words = exact(text)
    shown = inert(words)
    for broken, whole in (("[.]", "."), ("[:]", ":"), ("\uff20", "@")):
        shown, words = shown.replace(broken, whole), words.replace(broken, whole)

    dots = re.compile("[\u3002\uff0e\uff61]")  # in an address they are written as a dot is
    assert dots.sub(".", shown) == dots.sub(".", words) or has_secret(text)


@pytest.mark.parametrize(
    "text",
    [
        "Initech price",
        "Initech list prices 2026",
        "what do other companies charge",
        "infrastructure costs of Initech",
        "enterprise plan Initech",
    ],
)
def test_what_a_person_may_approve_passes(text: str) -> None:
    """A name from a document is shown on the card, not refused."""
    assert isinstance(judged(exact(text), WORDS), Fit)


def test_words_that_only_company_sources_have_are_named() -> None:
    """Whoever approves sees what they give away."""
    assert judged("Initech price 2026", WORDS) == Fit(internal_words=("initech",))


@pytest.mark.parametrize(
    "text",
    [
        "is AKIAIOSFODNN7EXAMPLE still good",
        "what is https://collect.example/x",
        "write to dana@kelvane.example",
        "price " * 30,
        "x" * 301,
        "",
    ],
)
def test_secrets_addresses_and_long_texts_do_not_leave(text: str) -> None:
    """Refused, never cut."""
    assert isinstance(judged(exact(text), WORDS), Unfit)


def test_a_code_in_common_words_passes_which_is_why_a_person_looks() -> None:
    """Documented: no filter finds this; the approval of exact words is the guarantee."""
    assert isinstance(judged("how every river ought now", WORDS), Fit)


@given(st.text())
def test_the_exact_form_is_stable(text: str) -> None:
    """What was shown is what is sent, however often it is put in form."""
    once = exact(text)

    assert exact(once) == once
    assert "\u200b" not in once


@given(st.text(max_size=200), st.text(max_size=200))
def test_judging_never_breaks(text: str, internal: str) -> None:
    """Whatever a model proposes gets a verdict."""
    words = Words(internal=(internal,), public=())

    assert isinstance(judged(exact(text), words), Fit | Unfit)
