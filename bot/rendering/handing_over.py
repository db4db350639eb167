"""What is said where an answer could not go out as it was meant to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HandingOver:
    """A language."""

    moved: str = "I could not post this in the channel you asked in, so here it is."
    narrowed: str = (
        "Who can read this conversation, or what I read, changed while I worked, or I could "
        "not make sure of it. The answer went to whoever asked, in a direct message."
    )
    narrowed_here: str = (
        "Who can read the conversation you asked in, or what I read for you, changed while I "
        "worked, or I could not make sure of it. So the answer is here, for you alone."
    )
    withdrawn: str = (
        "What I read can no longer be opened by whoever asked, so I don't post the answer. Ask "
        "again for one from what is open now."
    )


ENGLISH = HandingOver()
GERMAN = HandingOver(
    moved="In dem Kanal, in dem du gefragt hast, konnte ich das nicht posten; hier ist es.",
    narrowed=(
        "Wer diese Unterhaltung lesen kann oder was ich gelesen habe, hat sich während der "
        "Arbeit geändert, oder ich konnte es nicht sicher feststellen. Die Antwort ging per "
        "Direktnachricht an die Person, die gefragt hat."
    ),
    narrowed_here=(
        "Wer die Unterhaltung lesen kann, in der du gefragt hast, oder was ich für dich "
        "gelesen habe, hat sich während der Arbeit geändert, oder ich konnte es nicht sicher "
        "feststellen. Deshalb steht die Antwort hier, nur für dich."
    ),
    withdrawn=(
        "Was ich gelesen habe, kann die Person, die gefragt hat, nicht mehr öffnen; deshalb "
        "poste ich die Antwort nicht. Frag noch einmal für eine aus dem, was jetzt offen ist."
    ),
)
FRENCH = HandingOver(
    moved="Je n’ai pas pu publier ceci dans le canal de votre question ; le voici donc ici.",
    narrowed=(
        "Les personnes qui peuvent lire cette conversation, ou ce que j’ai lu, ont changé "
        "pendant mon travail, ou je n’ai pas pu m’en assurer. La réponse est partie en message "
        "direct à la personne qui a posé la question."
    ),
    narrowed_here=(
        "Les personnes qui peuvent lire la conversation de votre question, ou ce que j’ai lu "
        "pour vous, ont changé pendant mon travail, ou je n’ai pas pu m’en assurer. La réponse "
        "est donc ici, pour vous seul."
    ),
    withdrawn=(
        "La personne qui a posé la question ne peut plus ouvrir ce que j’ai lu ; je ne publie "
        "donc pas la réponse. Redemandez-en une à partir de ce qui est ouvert maintenant."
    ),
)
SPANISH = HandingOver(
    moved="No pude publicar esto en el canal en el que preguntaste, así que aquí está.",
    narrowed=(
        "Quién puede leer esta conversación, o lo que leí, cambió mientras trabajaba, o no "
        "pude comprobarlo. La respuesta fue por mensaje directo a quien preguntó."
    ),
    narrowed_here=(
        "Quién puede leer la conversación en la que preguntaste, o lo que leí para ti, cambió "
        "mientras trabajaba, o no pude comprobarlo. Por eso la respuesta está aquí, solo para "
        "ti."
    ),
    withdrawn=(
        "Quien preguntó ya no puede abrir lo que leí, así que no publico la respuesta. "
        "Pregunta otra vez para tener una de lo que ahora está abierto."
    ),
)
JAPANESE = HandingOver(
    moved="質問されたチャンネルには投稿できなかったため、ここに投稿します。",
    narrowed=(
        "作業中に、この会話を読める人か読んだ内容の公開範囲が変わったか、確認できませんでした。"
        "回答は質問者にダイレクトメッセージで送りました。"
    ),
    narrowed_here=(
        "作業中に、質問された会話を読める人か、読んだ内容の公開範囲が変わったか、確認できません"
        "でした。そのため、回答はあなただけにここでお伝えします。"
    ),
    withdrawn=(
        "読んだ内容を質問者が開けなくなったため、回答を投稿しません。いま開けるものからの回答が"
        "必要なら、もう一度質問してください。"
    ),
)
