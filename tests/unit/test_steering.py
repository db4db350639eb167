"""What code makes of a reply, and what it leaves to the lead."""

import pytest

from bot.steering import steer_of, written


@pytest.mark.parametrize(
    ("text", "steer"),
    [
        ("stop", "stop"),
        ("Stop, please.", "stop"),
        ("cancel the research", "stop"),
        ("never mind", "stop"),
        ("skip the web", "skip:web"),
        ("Stop the Drive part", "skip:drive"),
        ("please leave out Notion", "skip:notion"),
        ("no slack", "skip:slack"),
        ("only since October", "since"),
        ("only the last quarter", "since"),
        ("also check what support heard", "also"),
        ("continue", "continue"),
        ("go on!", "continue"),
        ("when do we stop selling the old plan?", ""),
        ("skip to the end", ""),
        ("don't stop", ""),
        ("what about the web team?", ""),
        ("thanks", ""),
        ("bitte ohne das Web", "skip:web"),
        ("Stopp!", "stop"),
        ("nur seit Oktober", "since"),
        ("sans le web", "skip:web"),
        ("arrête", "stop"),
        ("regarde aussi les tickets", "also"),
        ("sin la web", "skip:web"),
        ("para, por favor", ""),
        ("para por favor", "stop"),
        ("solo desde octubre", "since"),
        ("ウェブはスキップしてください", "skip:web"),
        ("停止してください。", "stop"),
        ("10月以降だけ", "since"),
        ("続けて", "continue"),
        ("", ""),
    ],
)
def test_a_reply_steers_only_when_all_of_it_is_an_order(text: str, steer: str) -> None:
    """A question that merely contains the word must not end a run."""
    read = written(steer_of(text))

    assert read == steer
