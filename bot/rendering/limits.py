"""Slack's limits as https://docs.slack.dev states them, and our own budget below them."""

# Slack: 50 blocks a message; a rich text message is refused from about 12,000 characters.
MESSAGE_BLOCKS = 45
MESSAGE_CHARACTERS = 11_000
# Slack: 100 rows of 20 columns, 10,000 characters over all tables of a message.
TABLE_ROWS = 100
TABLE_COLUMNS = 20
TABLE_CHARACTERS = 9_000
# A longer answer is posted in short, with the whole of it as a file.
MOST_MESSAGES = 5
# chat.update refuses a `text` of more than 4,000 characters.
PLAIN_TEXT = 3_500
# Longer strings in a task card are refused (measured by others, not documented).
TASK_TEXT = 256
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
OPTION_TEXT = 75
OPTION_VALUE = 150
CONTEXT_TEXT = 2_000
LINK = 2_000
WEB_LINK = 512
