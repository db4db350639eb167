"""What is said of what can be seen from a room: how much, and what is missing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeing:
    """A language. Counts are of what everyone in the room can open."""

    ask: str = "What can you see?"
    greeting: str = (
        "I'm Dossier. Mention me with a question. In here I use what everyone in {room} can "
        "open: {counts}."
    )
    greeting_bare: str = (
        "I'm Dossier. Mention me with a question. In here I use what everyone in {room} can "
        "open."
    )
    one_channel: str = "channel"
    many_channels: str = "channels"
    one_file: str = "file"
    many_files: str = "files"
    one_page: str = "Notion page"
    many_pages: str = "Notion pages"
    web: str = "the web"
    last: str = "{others}, and {last}"
    at_least: str = "at least {count}"
    others_unmapped: str = "{counts}; other pages have no readers yet"
    switched_off: str = "{source}: switched off here"


ENGLISH = Seeing()
GERMAN = Seeing(
    ask="Was kannst du sehen?",
    greeting=(
        "Ich bin Dossier. Erwähne mich mit einer Frage. Hier benutze ich, was alle in {room} "
        "öffnen können: {counts}."
    ),
    greeting_bare=(
        "Ich bin Dossier. Erwähne mich mit einer Frage. Hier benutze ich, was alle in {room} "
        "öffnen können."
    ),
    one_channel="Kanal",
    many_channels="Kanäle",
    one_file="Datei",
    many_files="Dateien",
    one_page="Notion-Seite",
    many_pages="Notion-Seiten",
    web="das Web",
    last="{others} und {last}",
    at_least="mindestens {count}",
    others_unmapped="{counts}; andere Seiten haben noch keine Leser",
    switched_off="{source}: hier abgeschaltet",
)
FRENCH = Seeing(
    ask="Que pouvez-vous voir ?",
    greeting=(
        "Je suis Dossier. Mentionnez-moi avec une question. Ici, j’utilise ce que tout le "
        "monde dans {room} peut ouvrir : {counts}."
    ),
    greeting_bare=(
        "Je suis Dossier. Mentionnez-moi avec une question. Ici, j’utilise ce que tout le "
        "monde dans {room} peut ouvrir."
    ),
    one_channel="canal",
    many_channels="canaux",
    one_file="fichier",
    many_files="fichiers",
    one_page="page Notion",
    many_pages="pages Notion",
    web="le web",
    last="{others} et {last}",
    at_least="au moins {count}",
    others_unmapped="{counts} ; d’autres pages n’ont pas encore de lecteurs",
    switched_off="{source} : désactivé ici",
)
SPANISH = Seeing(
    ask="¿Qué puedes ver?",
    greeting=(
        "Soy Dossier. Mencióname con una pregunta. Aquí uso lo que todos en {room} pueden "
        "abrir: {counts}."
    ),
    greeting_bare=(
        "Soy Dossier. Mencióname con una pregunta. Aquí uso lo que todos en {room} pueden "
        "abrir."
    ),
    one_channel="canal",
    many_channels="canales",
    one_file="archivo",
    many_files="archivos",
    one_page="página de Notion",
    many_pages="páginas de Notion",
    web="la web",
    last="{others} y {last}",
    at_least="al menos {count}",
    others_unmapped="{counts}; otras páginas aún no tienen lectores",
    switched_off="{source}: desactivado aquí",
)
JAPANESE = Seeing(
    ask="何が見えますか",
    greeting=(
        "Dossier です。質問を書いてメンションしてください。ここでは {room} の全員が開けるもの"
        "を使います: {counts}。"
    ),
    greeting_bare=(
        "Dossier です。質問を書いてメンションしてください。ここでは {room} の全員が開けるもの"
        "を使います。"
    ),
    one_channel="チャンネル",
    many_channels="チャンネル",
    one_file="ファイル",
    many_files="ファイル",
    one_page="Notion ページ",
    many_pages="Notion ページ",
    web="ウェブ",
    last="{others}、{last}",
    at_least="少なくとも{count}",
    others_unmapped="{counts}(ほかのページにはまだ読者がいません)",
    switched_off="{source}: ここではオフ",
)
