"""The scopes that the bot uses, as manifest.yml asks for them, and what fails without each."""

SCOPES = {
    "app_mentions:read": "mentions in channels are not heard",
    "assistant:write": "the direct message is no agent's: no prompts, no status",
    "chat:write": "nothing can be posted",
    "commands": "/research and /digest do not exist",
    "channels:history": "threads cannot be read, follow-ups need a mention",
    "groups:history": "private channels are deaf to follow-ups",
    "im:history": "direct messages are not heard",
    "mpim:history": "group direct messages are not heard",
    "channels:read": "nobody can say who reads along, so nothing internal is used",
    "groups:read": "private channels get no answer from internal sources",
    "im:read": "a direct message cannot be told from a channel",
    "mpim:read": "group direct messages get no answer from internal sources",
    "im:write": "nothing can be said to one person alone",
    "users:read": "guests and strangers cannot be told from members",
    "users:read.email": "Drive and Notion cannot be read as the asker",
    "reactions:write": "questions are not marked as heard",
    "files:write": "very long answers are cut short",
    "search:read.public": "Slack is searched in its own copy only",
}
