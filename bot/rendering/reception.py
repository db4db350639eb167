"""What is said around a run: how to ask, why not, forms, Home, greetings, approvals.

English; `bot.rendering.words` goes on with what is said of a run, and each language is a table
of both.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """Templates hold our own counts and names; what others wrote is made inert before."""

    how_to_ask: str = (
        "Ask me a question and I'll look for the answer in Slack, Drive, Notion and on the "
        'web, with its sources. For example: "@Dossier what changed about our pricing this '
        'quarter, and who decided it?"'
    )
    shared_room: str = (
        "I don't answer in shared channels, because what I find would leave your organisation. "
        "Ask me in a direct message."
    )
    stranger: str = "I only answer people of the organisation that runs me."
    shortened: str = (
        "Your question has {length} characters. I read its first {start} and its last {end}."
    )
    not_named: str = "An admin has named the people whom I answer, and you are not among them."
    not_here: str = "An admin has switched me off in here. Ask me in a direct message."
    not_in_messages: str = "An admin has switched me off in here."
    no_sources: str = "An admin has switched off everything I could read for this here."
    guest: str = (
        "I don't answer guests yet. Ask a colleague who is a full member, or ask an admin to "
        "change that."
    )
    something_broke: str = "Something broke on my side before I could start. Ask again, please."
    nothing_runs: str = "Nothing is running in this thread."
    gone: str = "I no longer have this run."
    not_waiting: str = "Nothing waits here any more: this has been started or has ended."
    asked_privately: str = "You asked in {room}: {question}"
    some_channel: str = "a channel"
    was_deleted: str = "the question was deleted"
    an_admin: str = "an admin"

    help: str = (
        "/research followed by a question: I post it here and answer in its thread. Use it in "
        "a channel that I am in, or in our direct message. In a thread, mention me instead.\n"
        "Before the question you can say: `private` (the answer comes in our direct message), "
        "`effort:quick`, `effort:compare` or `effort:deep`, and "
        "`sources:slack,drive,notion,web` with those that I may use. /research alone "
        "opens a form.\n"
        "A reply in the thread steers me while I work, and asks further when I am done."
    )
    on_it: str = "On it."
    asks: str = "{name} asks: {question}"
    wrong_effort: str = "effort: is one of quick, compare or deep. Ask again, please."
    wrong_sources: str = (
        "sources: names some of slack, drive, notion and web, with commas. Ask again."
    )
    form_title: str = "Research"
    form_submit: str = "Ask"
    form_cancel: str = "Cancel"
    form_question: str = "What do you want to know?"
    form_effort: str = "How much work?"
    form_sources: str = "Where may I look?"
    form_place: str = "Where do you want the answer?"
    effort_automatic: str = "As much as it needs"
    effort_quick: str = "A quick look"
    effort_compare: str = "Several sources, compared"
    effort_deep: str = "Deep: more parts, more time and money"
    place_here: str = "In this channel"
    place_private: str = "In our direct message, for me alone"
    no_question: str = "Ask something: a question, or what you want to know more about."
    no_source_chosen: str = "Choose at least one."

    greeting_shared: str = (
        "I'm Dossier. {room} is shared with another organisation, so I don't answer in here. "
        "Ask me in a direct message."
    )
    this_channel: str = "this channel"
    dm_title: str = "I'm Dossier: I research a question and answer with sources."
    dm_greeting: str = (
        "I'm Dossier: ask me a question and I'll answer with sources. Answers here may use "
        "anything you can open."
    )
    prompt_research: str = "Research a question"
    prompt_research_text: str = (
        "What changed about our pricing this quarter, and who decided it?"
    )
    prompt_compare: str = "Compare us with others"
    prompt_compare_text: str = "How do we compare with our competitors on price?"
    prompt_channel: str = "Catch up on a channel"
    prompt_channel_text: str = "What was decided this week in #general?"
    prompt_sight: str = "What can you see?"
    prompt_sight_text: str = "What can you see from here?"

    sight_in_messages: str = "Here I use what you can open:"
    sight_in_room: str = "In here I use what everyone in #{room} can open:"
    source_works: str = "working"
    not_connected: str = "{source} is not connected; an admin can connect it."

    home_questions: str = "My questions"
    home_no_questions: str = "None yet."
    home_money: str = "Money this month"
    home_used_of: str = "You have used {usd} of {limit} (resets {day})."
    home_used: str = "You have used {usd}; no limit is set."
    home_all_used_of: str = "The workspace has used {usd} of {limit} (resets {day})."
    home_others_digests: str = "Digests in the channels you are in"
    home_sources: str = "Sources"
    home_no_sources: str = "None is connected."
    home_how: str = "How to ask"
    home_how_where: str = "Mention me in a channel, or write to me here."
    home_how_rights: str = (
        "In a channel I use what everyone in it can open; here I use what you can open."
    )
    home_how_words: str = (
        "Say what you want to know and for which time: one question, with names, works best."
    )
    home_how_steer: str = (
        'While I work, reply in the thread to steer: "skip the web", "also check support".'
    )
    home_open: str = "Open"
    home_no_text: str = "(no text)"
    home_run: str = "run {run}"
    state_queued: str = "queued"
    state_planning: str = "planning"
    state_researching: str = "researching"
    state_writing: str = "writing"
    state_verifying: str = "checking"
    state_waiting: str = "waiting for you"
    state_delivered: str = "answered"
    state_stopped: str = "stopped"
    state_failed: str = "failed"

    search_not_yours: str = "Only whoever asked can see this search and approve it."
    search_none_left: str = "There is no search left to show here."
    search_at_work: str = "I am still at work on this question. Press again when it is done."
    search_void: str = (
        "This card is no longer good: each can be used once, for ten minutes, by whoever "
        "asked. Press “Show me the exact search” under the answer for a new one."
    )
    search_going: str = "I search exactly this. The answer comes where you asked."
    search_declined: str = "Nothing was searched, and nothing left."
    search_card: str = (
        "To look up “{title}” on the web I would send exactly these words to the search "
        "engine, and nothing else:\n{words}"
    )
    search_named: str = "Only company sources have these words: {words}."
    search_read: str = "It goes to {engine}. Read for this question so far: {sources}."
    search_good_for: str = "This card is good for ten minutes and one use."
    search_cannot: str = "I can't offer the search for “{title}”. {reason}"
    search_too_long: str = "The search is too long to be checked."
    search_sensitive: str = "The search would carry something that looks like a secret."
    search_address: str = "The search would carry an address that nobody in it wrote."
    search_copies: str = "The search would copy words of a company source."
