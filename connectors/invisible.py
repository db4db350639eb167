"""Characters that nobody sees, in which instructions to a model can hide."""

import re

_ALWAYS = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
# Joiners shape Persian, Indic scripts and emoji; beside ASCII or in a row they only hide.
_STRAY_JOINER = re.compile(
    r"(?<![^\x00-\x7f])[\u200c\u200d]+|[\u200c\u200d]{2,}|[\u200c\u200d]+(?![^\x00-\x7f])"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def without_invisible(text: str) -> str:
    """The text as a person would see it; every line end becomes a line feed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return _CONTROL.sub("", _STRAY_JOINER.sub("", _ALWAYS.sub("", text)))
