"""What people hear of a digest's times and troubles, in English; `saying` knows the rest."""

NO_ZONE = 'There is no time zone "{zone}". Use a name such as Europe/Berlin.'
NEVER = 'The cron line "{cron}" never comes true.'
TOO_OFTEN = "A digest can run once an hour at most."
PAST = "{day:%d %B %Y} is in the past."
NONE_LEFT = "There is no such time before {day:%d %B %Y}."
WHAT_TIME = 'At what time of day? For example "at 9:00".'
WHICH_DAY = 'On which day? For example "every Monday at 9:00".'
HOURS = "Every so many hours works for 1, 2, 3, 4, 6, 8 or 12 of them."
NO_TIME = '"{said}" is no time of day.'
NO_DAY = "A month has no day {day}."
EVERY_SECOND = (
    "I can't do every second week or month. Every week works, or for example the first and "
    "third Monday of the month."
)
NO_DATE = '"{said}" is no date. Write it as 31 March 2027 or 2027-03-31.'
NOT_UNDERSTOOD = (
    'I can\'t tell when "{said}" is. Say for example "every weekday at 8:30", "the first '
    'Monday of the month at 9:00", or write a cron line.'
)
ONCE = "A digest comes again and again: say every when. For once, just ask me then."
UNCLEAR_ZONE = (
    '"{name}" can mean several time zones. Name a city: "New York time", "Delhi time".'
)
UNKNOWN_ZONE = 'There is no time zone "{name}". Name a city ("Berlin time") or Europe/Berlin.'
OWNER_LEFT = "{name}, who made it, has left."
NO_ROOM = (
    'I paused the digest "{title}" in {place}: {why} Resume it in my Home tab when that is '
    "mended."
)
FAILED_ONCE = (
    'The digest "{title}" in {place} did not come this time: {why} I try again at its next '
    "time."
)
FAILED_OFTEN = (
    'I paused the digest "{title}" in {place}, because it failed {count} times in a row. The '
    "last time: {why} Resume it in my Home tab when that is mended."
)
NO_MONEY = (
    'The digest "{title}" in {place} has used its {limit} for this month, so it rests until '
    "the next one. Change it to raise the limit."
)
RESTS = '{why} Until then the digest "{title}" in {place} rests.'
REMINDER = (
    'The digest "{title}" in {place} ends on {day}, ninety days after it was made or renewed. '
    "Renew it in my Home tab to keep it."
)
ENDED = (
    'The digest "{title}" in {place} has ended: it was not renewed. Make it again with /digest '
    "whenever you want it back."
)
OVER = 'The digest "{title}" in {place} has come to the end that you gave it.'
GONE = "There is no such digest any more."
NO_END = "it did not come to an end."
BROKE_OFF = "I was restarted again and again while I worked on it."
STOPPED = 'I stopped the digest "{title}": {why}'
WAS_STOPPED = "it was stopped."
MODEL_DOWN = "the model did not answer."
RUN_MONEY = "the money for it was used up."
DECLINED = "the model declined."
NO_SOURCE = "nothing that I may read for it is connected."
BROKEN = "something broke on my side."
ARCHIVED = "the channel is archived."
SHARED = "the channel is shared with another organisation now."
REMOVED = "I am no longer in the channel."
GROWN = "twice as many people are in the channel as when you last agreed to it."
NOW_PUBLIC = "the channel was private when you last agreed to it, and is public now."
OWNER_OUT = "whoever made it is no longer in the channel."
ONLY_MAKER = "Only {name}, who made this digest, can do that. You can pause it."
PAUSED_BY = 'I paused the digest "{title}" in {place}: {name} asked me to.'
ASKED_FOR = "{name} asked for it."
DELETED_BY = "deleted by {name}."
CRON_FIELDS = (
    'A cron line has five fields (minute, hour, day, month, weekday); "{cron}" has {count}.'
)
CRON_UNREAD = 'I cannot read the cron line "{cron}".'
CRON_DAYS = 'I cannot read the weekdays of "{cron}".'
NEVER_AGAIN = "It would never run again: its last day has passed. Change it first."
OFTEN = "it failed {count} times in a row: {why}"
NOT_IN = (
    "I'm not in {place}, so I can't post there. Invite me there first, or have the digest "
    "in our direct message."
)
NO_CHANNEL = "I know no channel {place}. Invite me there first, or name another one."
PLACE_ARCHIVED = "{place} is archived, so nothing can be posted there."
PLACE_SHARED = (
    "{place} is shared with another organisation, and what I find would leave yours. Have "
    "the digest in a channel of your own."
)
OUR_DM = "our direct message"
OUR_GROUP = "our group message"
NOT_IN_IT = (
    "I'm not in that channel, so I can't post there. Invite me there first, or have the "
    "digest in our direct message."
)
HELP = (
    "/digest followed by when, what and where: “/digest every weekday at 8:30 what changed "
    "about pricing, here”. I read it back before anything is saved.\n/digest alone opens a "
    "form, and /digest list shows your digests and those in this channel. You can also "
    "mention me with the same words, or press “Make it a digest” under an answer."
)
LISTING = "I list them in our direct message."
READING_BACK = "I read back what I understood in our direct message."
NO_QUESTION = "And what do you want to know? Say it after the time: “every Monday at 9 what …”."
TOO_LATE = "I could not open the form in time."
NONE_YET = "None yet. /digest makes one, and so does “Make it a digest” under an answer."
MY_DIGESTS = "My digests"
NEW_DIGEST = "New digest"
NOTHING_NEW = "Digest: nothing new"
NEWS = "Digest: {counts}"
