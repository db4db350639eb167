"""What a message may hold: text, block and size limits, with Slack's names for each refusal."""

import json

from sandbox.slack.blocks import check_blocks
from sandbox.slack.wire import Json, Refused

MOST_TEXT = 40_000
MOST_TEXT_IN_UPDATE = 4_000
MOST_MARKDOWN = 12_000
MOST_BLOCKS = 50
MOST_BLOCK_CHARACTERS = 13_200  # measured by others; Slack names no figure
MOST_TABLE_CHARACTERS = 10_000


def check_message(given: Json, *, most_text: int | None = None) -> None:
    """Text, blocks and their sum.

    Raises:
        Refused: `no_text`, `msg_too_long`, `markdown_text_conflict`, `invalid_blocks_format`,
            `invalid_blocks` with its messages, `msg_blocks_too_long`.
    """
    text, markdown = given.get("text") or "", given.get("markdown_text") or ""
    blocks = given.get("blocks")
    if markdown and (text or blocks):
        raise Refused("markdown_text_conflict")
    if not (text.strip() or markdown.strip() or blocks):
        raise Refused("no_text")
    if len(text) > (most_text or MOST_TEXT) or len(markdown) > MOST_MARKDOWN:
        raise Refused("msg_too_long")
    if blocks is not None and not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    if blocks:
        check_blocks(blocks, most=MOST_BLOCKS, surface="message")
        _check_size(blocks)


def _check_size(blocks: list[Json]) -> None:
    tables = sum(_characters(block) for block in blocks if block["type"] == "table")
    if tables > MOST_TABLE_CHARACTERS:
        raise Refused(
            "invalid_blocks",
            response_metadata={"messages": ["[ERROR] tables hold more than 10000 characters"]},
        )
    if sum(_characters(block) for block in blocks) > MOST_BLOCK_CHARACTERS:
        raise Refused("msg_blocks_too_long")


def _characters(part: object) -> int:
    """The characters a reader sees: every `text` and `title` within."""
    if isinstance(part, list):
        return sum(_characters(item) for item in part)
    if not isinstance(part, dict):
        return 0
    own = sum(len(v) for k, v in part.items() if k in ("text", "title") and isinstance(v, str))
    return own + sum(_characters(v) for v in part.values())


def check_metadata(metadata: object) -> None:
    """Raises Refused `invalid_metadata_format`, `metadata_too_large`."""
    if metadata is None or metadata == {}:
        return
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_type"), str):
        raise Refused("invalid_metadata_format")
    if not isinstance(metadata.get("event_payload"), dict):
        raise Refused("invalid_metadata_format")
    if len(json.dumps(metadata)) > MOST_TEXT:
        raise Refused("metadata_too_large")
