"""What is said where a post was taken back: in its place, and to whoever asked."""

from dataclasses import dataclass

from bot.rendering.blocks import actions, button
from bot.rendering.inert import one_line
from bot.rendering.locale import Locale
from bot.rendering.message import Message
from bot.rendering.notices import notice
from domain.post import TakenBackPost
from domain.question import RunId


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBackWords:
    """A language. `in_place` is all that is left of the post, the others go to the asker."""

    in_place: str = (
        "I took this back: not everyone who can read it here may still open what it rests on."
    )
    private: str = (
        'I took back my answer to "{question}" in {room}: not everyone who can read it there '
        "may still open what it rests on. You may, so I can search again for you alone."
    )
    lost: str = (
        'I took back my answer to "{question}" in {room}: not everyone who can read it there '
        "may still open what it rests on, or I could not make sure of it. I can look again "
        "for what is open to all of them now."
    )
    digest: str = (
        "I took back an edition of your digest in {room}: not everyone who can read it there "
        "may still open what it rests on. The next one rests on what all of them may open."
    )


BY_LANGUAGE = {
    "en": TakenBackWords(),
    "de": TakenBackWords(
        in_place=(
            "Das habe ich zurückgenommen: Nicht alle, die es hier lesen können, dürfen noch "
            "öffnen, worauf es beruht."
        ),
        private=(
            "Ich habe meine Antwort auf „{question}“ in {room} zurückgenommen: Nicht alle, die "
            "sie dort lesen können, dürfen noch öffnen, worauf sie beruht. Du darfst es; ich "
            "kann für dich allein noch einmal suchen."
        ),
        lost=(
            "Ich habe meine Antwort auf „{question}“ in {room} zurückgenommen: Nicht alle, die "
            "sie dort lesen können, dürfen noch öffnen, worauf sie beruht, oder ich konnte es "
            "nicht sicher feststellen. Ich kann noch einmal suchen, was jetzt allen offensteht."
        ),
        digest=(
            "Ich habe eine Ausgabe deines Digests in {room} zurückgenommen: Nicht alle, die "
            "sie dort lesen können, dürfen noch öffnen, worauf sie beruht. Die nächste beruht "
            "auf dem, was alle dort öffnen dürfen."
        ),
    ),
    "fr": TakenBackWords(
        in_place=(
            "J’ai retiré ceci : certains de ceux qui peuvent le lire ici n’ont plus accès à ce "
            "sur quoi cela repose."
        ),
        private=(
            "J’ai retiré ma réponse à « {question} » dans {room} : certains de ceux qui "
            "peuvent l’y lire n’ont plus accès à ce sur quoi elle repose. Vous, si : je peux "
            "chercher à nouveau pour vous seul."
        ),
        lost=(
            "J’ai retiré ma réponse à « {question} » dans {room} : certains de ceux qui "
            "peuvent l’y lire n’ont plus accès à ce sur quoi elle repose, ou je n’ai pas pu "
            "m’en assurer. Je peux chercher à nouveau ce qui leur est ouvert à tous maintenant."
        ),
        digest=(
            "J’ai retiré une édition de votre digest dans {room} : certains de ceux qui "
            "peuvent l’y lire n’ont plus accès à ce sur quoi elle repose. La prochaine "
            "reposera sur ce que tous peuvent y ouvrir."
        ),
    ),
    "es": TakenBackWords(
        in_place=(
            "He retirado esto: no todos los que pueden leerlo aquí pueden abrir todavía "
            "aquello en lo que se basa."
        ),
        private=(
            "He retirado mi respuesta a «{question}» en {room}: no todos los que pueden leerla "
            "allí pueden abrir todavía aquello en lo que se basa. Tú sí puedes: puedo buscar "
            "otra vez solo para ti."
        ),
        lost=(
            "He retirado mi respuesta a «{question}» en {room}: no todos los que pueden leerla "
            "allí pueden abrir todavía aquello en lo que se basa, o no pude asegurarme. Puedo "
            "buscar otra vez lo que ahora está abierto para todos ellos."
        ),
        digest=(
            "He retirado una edición de tu digest en {room}: no todos los que pueden leerla "
            "allí pueden abrir todavía aquello en lo que se basa. La próxima se basará en lo "
            "que todos ellos pueden abrir."
        ),
    ),
    "ja": TakenBackWords(
        in_place=(
            "これは取り下げました。ここで読める人の中に、根拠となった資料を開けない人がいます。"
        ),
        private=(
            "{room} での「{question}」への回答を取り下げました。そこで読める人の中に、根拠と"
            "なった資料を開けない人がいます。あなたは開けるので、あなただけのためにもう一度"
            "検索できます。"
        ),
        lost=(
            "{room} での「{question}」への回答を取り下げました。そこで読める人の中に、根拠と"
            "なった資料を開けない人がいるか、確かめられませんでした。今全員が開けるものを"
            "もう一度探せます。"
        ),
        digest=(
            "{room} でのダイジェストを 1 回分取り下げました。そこで読める人の中に、根拠と"
            "なった資料を開けない人がいます。次回は、全員が開けるものだけに基づきます。"
        ),
    ),
}


def words_in(language: str) -> TakenBackWords:
    """`language` is a tag such as `ja` or `pt-BR`; English where we do not have it."""
    return BY_LANGUAGE.get(language.partition("-")[0].lower(), BY_LANGUAGE["en"])


def in_its_place(language: str) -> Message:
    """The same for every post, so that it tells nothing of what was there."""
    return notice(words_in(language).in_place)


def render_taken_back(post: TakenBackPost, run: RunId, locale: Locale) -> Message:
    """A run whose question is forgotten cannot be asked again from here."""
    words = words_in(post.language)
    name = one_line(post.room_name, 80)
    room = f"#{name}" if name else locale.words.this_room
    if post.what == "digest":
        return notice(words.digest.format(room=room))
    template = words.private if post.is_private else words.lost
    question = one_line(post.question, 200) or "…"
    text = template.format(question=question, room=room)
    if not run:
        return notice(text)
    label, press = (
        (locale.words.search_privately, "search_privately")
        if post.is_private
        else (locale.words.try_again, "try_again")
    )
    return notice(text, actions(f"taken_back:{run}", button(label, press, run)))
