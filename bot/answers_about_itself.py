"""Questions about the bot itself, which need no research."""

import re

# "what can you see from here?", "which sources do you have", "what do you have access to"
_SIGHT = re.compile(
    r"(?:what|which (?:sources|places|channels|files|pages)) (?:can|do|could) you "
    r"(?:see|read|search|have|use|access|have access to|look at)"
    r"(?: access to)?(?: from)?(?: in)?(?: here| this channel| this room)?"
    r"|what are your sources"
)


def asks_what_you_see(text: str) -> bool:
    """Whether the whole question is what the bot can see from where it was asked."""
    folded = " ".join(text.casefold().split()).strip(" ?!.")
    return bool(_SIGHT.fullmatch(folded))
