"""The checks of text objects, buttons, menus, inputs and feedback."""

from sandbox.slack.problems import Problems
from sandbox.slack.wire import Json

LONGEST_ACTION_ID = 255
LONGEST_PLACEHOLDER = 150
PLAIN, ANY_TEXT = ("plain_text",), ("plain_text", "mrkdwn")
# Interactive elements by where Slack allows them.
MENUS = [
    "static_select",
    "external_select",
    "users_select",
    "conversations_select",
    "channels_select",
    "multi_static_select",
    "multi_external_select",
    "multi_users_select",
    "multi_conversations_select",
    "multi_channels_select",
]
PICKERS = ["datepicker", "timepicker", "datetimepicker", "radio_buttons", "checkboxes"]
INPUTS = [
    "plain_text_input",
    "number_input",
    "email_text_input",
    "url_text_input",
    "rich_text_input",
    "file_input",
]
IN_ACTIONS = ("button", "overflow", "workflow_button", *MENUS, *PICKERS)
IN_SECTION = ("image", *IN_ACTIONS)
IN_INPUT = (*MENUS, *PICKERS, *INPUTS)
IN_CONTEXT_ACTIONS = ("feedback_buttons", "icon_button")
MOST_OPTIONS = {"overflow": 5, "radio_buttons": 10, "checkboxes": 10}
INPUT_FIELDS = (
    "placeholder initial_value initial_option initial_options initial_date initial_time "
    "initial_date_time initial_user initial_users initial_channel initial_channels "
    "initial_conversation initial_conversations default_to_current_conversation options "
    "option_groups filter min_query_length max_selected_items focus_on_load confirm multiline "
    "min_length max_length dispatch_action_config is_decimal_allowed min_value max_value "
    "response_url_enabled timezone filetypes max_files"
)


def check_text(
    text: object, problems: Problems, *, most: int, kinds: tuple[str, ...] = ANY_TEXT
) -> None:
    """A text object of one of `kinds`."""
    if not isinstance(text, dict):
        problems.say("must be an object")
        return
    problems.below("type").one_of(text.get("type"), *kinds)
    own = "emoji" if text.get("type") == "plain_text" else "verbatim"
    if problems.fields(text, needed="text", allowed=own):
        problems.below("text").words(text["text"], most=most)


def check_element(element: object, problems: Problems, *, kinds: tuple[str, ...]) -> None:
    """An interactive element of one of `kinds`."""
    if not isinstance(element, dict):
        problems.say("must be an object")
        return
    kind = element.get("type")
    if kind not in kinds:
        problems.say(f"unsupported type: {kind}")
        return
    if kind == "image":
        check_image(element, problems)
        return
    action_id = element.get("action_id")
    if action_id is not None:
        problems.below("action_id").words(action_id, most=LONGEST_ACTION_ID)
    if "confirm" in element:
        _check_confirm(element["confirm"], problems.below("confirm"))
    _check_own(element, problems)


def _check_own(element: Json, problems: Problems) -> None:
    match element["type"]:
        case "button":
            _check_button(element, problems)
        case "feedback_buttons":
            _check_feedback(element, problems)
        case "icon_button":
            needed = "icon text"
            problems.fields(
                element,
                needed=needed,
                allowed="action_id value confirm accessibility_label visible_to_user_ids",
            )
        case "overflow":
            problems.fields(element, needed="options action_id", allowed="confirm")
            _check_options(element, problems, most=MOST_OPTIONS["overflow"])
        case _:
            _check_input(element, problems)


def _check_button(element: Json, problems: Problems) -> None:
    allowed = "action_id value url style confirm accessibility_label agent_prompt"
    if problems.fields(element, needed="text", allowed=allowed):
        check_text(element["text"], problems.below("text"), most=75, kinds=PLAIN)
    for name, most in (("url", 3000), ("value", 2000), ("accessibility_label", 75)):
        if name in element:
            problems.below(name).words(element[name], most=most, least=0)
    if "style" in element:
        problems.below("style").one_of(element["style"], "primary", "danger")


def _check_feedback(element: Json, problems: Problems) -> None:
    needed = "positive_button negative_button"
    if not problems.fields(element, needed=needed, allowed="action_id"):
        return
    for name in needed.split():
        button, here = element[name], problems.below(name)
        if not isinstance(button, dict):
            here.say("must be an object")
        elif here.fields(button, needed="text value", allowed="accessibility_label"):
            check_text(button["text"], here.below("text"), most=75, kinds=PLAIN)
            here.below("value").words(button["value"], most=2000)


def _check_input(element: Json, problems: Problems) -> None:
    problems.fields(element, needed="action_id", allowed=INPUT_FIELDS)
    if "placeholder" in element:
        place = problems.below("placeholder")
        check_text(element["placeholder"], place, most=LONGEST_PLACEHOLDER, kinds=PLAIN)
    if "options" in element and "option_groups" in element:
        problems.say("options and option_groups cannot both be specified")
    kind = element["type"]
    if kind.endswith("static_select") or kind in MOST_OPTIONS:
        if "option_groups" not in element:
            _check_options(element, problems, most=MOST_OPTIONS.get(kind, 100))
        for group, here in problems.each({"g": element.get("option_groups", [])}, "g"):
            check_text(group.get("label"), here.below("label"), most=75, kinds=PLAIN)
            _check_options(group, here, most=100)


def _check_options(element: Json, problems: Problems, *, most: int) -> None:
    problems.below("options").count(element.get("options"), most=most)
    for option, here in problems.each(element, "options"):
        if here.fields(option, needed="text value", allowed="description url"):
            check_text(option["text"], here.below("text"), most=75)
            here.below("value").words(option["value"], most=150)
        if "description" in option:
            check_text(option["description"], here.below("description"), most=75)


def _check_confirm(confirm: object, problems: Problems) -> None:
    if not isinstance(confirm, dict):
        problems.say("must be an object")
        return
    if not problems.fields(confirm, needed="title text", allowed="confirm deny style"):
        return
    for name, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        if name in confirm:
            check_text(confirm[name], problems.below(name), most=most)


def check_image(image: Json, problems: Problems) -> None:
    """An image, as a block or within one."""
    problems.fields(image, needed="alt_text", allowed="image_url slack_file title")
    if not image.get("image_url") and not image.get("slack_file"):
        problems.say("must provide either image_url or slack_file")
    if "image_url" in image:
        problems.below("image_url").words(image["image_url"], most=3000)
    problems.below("alt_text").words(image.get("alt_text", ""), most=2000, least=0)
