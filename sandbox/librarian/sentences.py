"""Sentences: a text cut verbatim, the same without its markup, and whom it addresses."""

import re

BREAK = re.compile(
    r"(?<=[.!?])[\"'”)\]]*\s+(?=[\"“(\[*_]*[^\W_a-z])|(?<=[。\uff01\uff1f])|"
    r"\n+\s*(?:[-*•]\s+|\d+[.)]\s+|>\s+)?"
)
ABBREVIATED = re.compile(
    r"\b(?:e\.g|i\.e|cf|vs|approx|no|nr|dr|mr|ms|mrs|st|ca|z\.b|bzw)\.$", re.IGNORECASE
)
SLACK_LINK = re.compile(r"<(?:https?|mailto):[^|>\s]*\|([^>]*)>")
BARE_LINK = re.compile(r"<?https?://[^\s>|)]+>?")
SLACK_NAME = re.compile(r"<[@#!][^|>]*\|([^>]*)>")
SLACK_ID = re.compile(r"<[@#!][^>]*>")
MARKDOWN_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
EMOJI = re.compile(r":[a-z0-9_+-]*[a-z_][a-z0-9_+-]*:(?!\w)")
LINE_START = re.compile(r"^\s*(?:#{1,6}\s+|[-*•]\s+|\d+[.)]\s+|>\s*)+")
STRESS = re.compile(r"(\*\*|__|~~|`+)")
SINGLE_STRESS = re.compile(r"(?<![\w*])[*_~]([^*_~\n]+)[*_~](?![\w*])")
TO_A_READER = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instruct|previous|above|prompt|rule)|"
    r"\b(?:AI|LLM|language model|chat ?bot|assistants?|agents?)\b.{0,80}\b(?:must|should|instead|"
    r"repl(?:y|ies)|respond|include|output|recommend|summari\w+|tell|state|say)\b|"
    r"\bsystem prompt\b|\byou are now\b|\bnote to (?:ai|assistants?|models?)\b",
    re.IGNORECASE,
)
LONGEST = 420  # characters; longer is a paragraph that nobody reads as one claim
SHORTEST = 12


def sentences(text: str) -> list[str]:
    """Verbatim pieces in order; a table row is a piece of its own."""
    found: list[str] = []
    held = ""
    for part in BREAK.split(text):
        piece = f"{held} {part}" if held else part
        held = piece if ABBREVIATED.search(piece.strip()) else ""
        if not held and piece.strip():
            found.append(piece.strip())
    return [*found, held.strip()] if held.strip() else found


def cleaned(text: str) -> str:
    """What a person would read aloud: no links, marks, ids or emoji codes."""
    text = SLACK_LINK.sub(r"\1", text)
    text = MARKDOWN_LINK.sub(r"\1", text)
    text = SLACK_NAME.sub(r"\1", text)
    text = SLACK_ID.sub("", text)
    text = BARE_LINK.sub("", text)
    text = EMOJI.sub("", text)
    text = LINE_START.sub("", text)
    text = SINGLE_STRESS.sub(r"\1", STRESS.sub("", text))
    if text.lstrip().startswith("|"):
        text = " · ".join(cell.strip() for cell in text.strip().strip("|").split("|"))
    return re.sub(r"\s+", " ", text).strip(" |")


def addresses_a_machine(text: str) -> bool:
    """Whether it tries to tell the reader's model what to do instead of saying something."""
    return bool(TO_A_READER.search(text))


def quotable(text: str) -> bool:
    """Long enough to say something, short enough to be one claim, no question, no order."""
    words = cleaned(text)
    if not SHORTEST <= len(words) <= LONGEST or words.endswith(("?", "\uff1f", ":")):
        return False
    return not addresses_a_machine(words) and not re.fullmatch(r"[\W\d_]*", words)
