"""The checks of rich text: sections, nested lists, quotes, code, and every inline element."""

from sandbox.slack.problems import Problems
from sandbox.slack.wire import Json

DEEPEST_INDENT = 8
STYLES = {
    "bold",
    "italic",
    "strike",
    "code",
    "underline",
    "highlight",
    "client_highlight",
    "unlink",
}
INLINE = {
    "text": ("text", "style"),
    "link": ("url", "text style unsafe"),
    "user": ("user_id", "style"),
    "channel": ("channel_id", "style"),
    "usergroup": ("usergroup_id", "style"),
    "team": ("team_id", "style"),
    "emoji": ("name", "skin_tone unicode style url"),
    "broadcast": ("range", "style"),
    "date": ("timestamp format", "url fallback style"),
    "color": ("value", "style"),
}
IN_CODE = ("text", "link")


def check_rich_text(block: Json, problems: Problems) -> None:
    """A `rich_text` block, also as a table's cell or a task's details."""
    problems.one_of(block.get("type"), "rich_text")
    if not problems.fields(block, needed="elements"):
        return
    problems.below("elements").count(block["elements"], most=1000)
    for part, here in problems.each(block, "elements"):
        _check_part(part, here)


def _check_part(part: Json, here: Problems) -> None:
    match part.get("type"):
        case "rich_text_section":
            here.fields(part, needed="elements")
            _check_line(part, here, kinds=tuple(INLINE))
        case "rich_text_quote":
            here.fields(part, needed="elements", allowed="border")
            _check_line(part, here, kinds=tuple(INLINE))
        case "rich_text_preformatted":
            here.fields(part, needed="elements", allowed="border language")
            _check_line(part, here, kinds=IN_CODE)
        case "rich_text_list":
            _check_list(part, here)
        case kind:
            here.say(f"unsupported type: {kind}")


def _check_list(part: Json, here: Problems) -> None:
    """Depth is `indent`; a nested list is a list of its own between two halves of the outer."""
    if not here.fields(part, needed="elements style", allowed="indent offset border"):
        return
    here.below("style").one_of(part["style"], "bullet", "ordered")
    here.below("elements").count(part["elements"], most=1000)
    if part.get("indent", 0) not in range(DEEPEST_INDENT + 1):
        here.below("indent").say(f"must be between 0 and {DEEPEST_INDENT}")
    offset = part.get("offset", 0)
    if not isinstance(offset, int) or offset < 0:
        here.below("offset").say("must be a whole number")
    for item, place in here.each(part, "elements"):
        if item.get("type") == "rich_text_section":
            _check_line(item, place, kinds=tuple(INLINE))
        else:
            place.say(f"unsupported type: {item.get('type')}")


def _check_line(part: Json, here: Problems, *, kinds: tuple[str, ...]) -> None:
    for element, place in here.each(part, "elements"):
        kind = element.get("type")
        if kind not in kinds:
            place.say(f"unsupported type: {kind}")
            continue
        needed, allowed = INLINE[kind]
        if place.fields(element, needed=needed, allowed=allowed):
            _check_inline(element, place)


def _check_inline(element: Json, place: Problems) -> None:
    if element["type"] == "text":
        place.below("text").words(element["text"], most=12_000)
    if element["type"] == "link":
        place.below("url").words(element["url"], most=3_000)
        _check_url(element["url"], place.below("url"))
    style = element.get("style")
    if style is not None and not (isinstance(style, dict) and set(style) <= STYLES):
        place.below("style").say("invalid style")


def _check_url(url: object, place: Problems) -> None:
    if isinstance(url, str) and ":" not in url:
        place.say("must be a valid URL")
