"""What digests say, in each language. Templates are for `str.format` where they have braces."""

from dataclasses import dataclass

from domain.digest import News


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestWords:
    """`edition` in a template is `our_digest`, a link; it stands where a part ends."""

    code: str = "en"
    new: str = "New"
    changed: str = "Changed"
    contradicted: str = "Contradicted"
    gone: str = "No longer so"
    first: str = "first edition"
    nothing_found: str = "nothing found"
    late: str = "This is late: it was due {due}, and I was not running then."
    trial: str = "A trial, for you alone: it is not saved, and nothing of it is remembered."
    unchanged: str = "Unchanged"
    quiet: str = "Nothing new on “{title}” {since} ({checked} checked)."
    whole_in_file: str = "This is the beginning; the whole digest is in the file below."
    since_today: str = "since today {time}"
    since: str = "since {day}"
    source: str = "source"
    sources: str = "sources"
    claim: str = "claim"
    claims: str = "claims"
    checked_again: str = "{claims} checked again"
    unchecked: str = "{count} could not be checked this time"
    before: str = " (before: “{earlier}”)."
    still_stands: str = " But “{earlier}” still stands, as said in "
    still_stands_faded: str = " But another source still says otherwise, as said in "
    lost: str = " (its source is gone, or says so no more)."
    lost_faded: str = "A source is gone, or says so no more."
    corrects: str = " This corrects "
    our_digest: str = "our digest of {day}"
    our_earlier_digest: str = "our earlier digest"
    not_covered: str = "Not covered"
    read: str = "{count} read"
    made_by: str = "made by {name}"
    pause: str = "Pause"
    resume: str = "Resume"
    change: str = "Change"
    run_now: str = "Run now"
    delete: str = "Delete"
    renew: str = "Renew"
    save: str = "Save"
    try_it: str = "Try it now"
    in_place: str = "{cadence}, in {place}"
    in_dm: str = "{cadence}, in our direct message"
    next: str = "Next: {times}"
    next_one: str = "next {time}"
    uses_room: str = "uses what everyone in {place} can open"
    uses_own: str = "uses what you can open"
    about: str = "about {usd} each"
    silent: str = "stays silent when nothing is new"
    saved: str = (
        "Saved. {headline}. Next: {next}. It runs for ninety days; before that I ask whether "
        "to keep it."
    )
    paused: str = "paused"
    until: str = "until {day}"
    ended: str = "This digest has ended."
    was_paused: str = "Paused. Resume starts it again."
    was_resumed: str = "It runs again: next {next}."
    running: str = "On it: I post it as soon as it is ready."
    trying: str = (
        "I try it now, and send you the result in our direct message. Nothing is saved by that."
    )
    deleted: str = "Deleted. What it has posted stays where it is."
    renewed: str = "Renewed until {day}."

    def label(self, news: News) -> str:
        return {
            News.NEW: self.new,
            News.CHANGED: self.changed,
            News.CONTRADICTED: self.contradicted,
            News.GONE: self.gone,
        }[news]


ENGLISH = DigestWords()
