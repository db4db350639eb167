"""The checks of Block Kit: every block the bot sends, with Slack's words for what is wrong."""

from sandbox.slack.wire import Json, Refused


def check_blocks(blocks: list[Json], *, most: int, surface: str) -> None:
    if len(blocks) > most:
        raise Refused(
            "invalid_blocks",
            response_metadata={
                "messages": [
                    f"[ERROR] no more than {most} items allowed [json-pointer:/blocks]"
                ]
            },
        )
    del surface
