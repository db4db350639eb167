"""What is said of people's own Drives, and the message that offers to connect one."""

from dataclasses import dataclass

from bot.rendering.blocks import actions, blocks_of, button
from bot.rendering.layout import Line, Piece, literal
from bot.rendering.message import Message
from bot.rendering.notices import notice
from domain.post import ConnectPost

CONNECT, DISCONNECT = "drive_connect", "drive_disconnect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Connecting:
    """A language."""

    connect: str = "Connect my Drive"
    disconnect: str = "Disconnect my Drive"
    offer: str = (
        "I did not look in Drive for your question, because yours is not connected. I would "
        "read it for your questions alone, and change nothing in it."
    )
    link: str = "Sign in with Google"
    with_link: str = (
        "Choose the account that has your address in Slack. The link is for you alone; it is "
        "good once, for ten minutes."
    )
    connected: str = (
        "Your Drive is connected. I read it for your questions alone, and in a "
        "channel I use only what everyone there can open. You can end this on my Home tab."
    )
    disconnected: str = "Your Drive is disconnected, and Google has ended my access."
    disconnected_here: str = (
        "Your Drive is disconnected. Google did not answer, so please end my access there too: "
        "in your Google account, under Security, third-party connections."
    )
    is_connected: str = "Your Drive is connected."
    has_ended: str = "Google has ended my access to your Drive. Connect it again."
    is_not: str = (
        "Your Drive is not connected. I would read it for your questions alone, and change "
        "nothing in it."
    )
    by_admin: str = "Drive is connected by an admin here, for everyone."


_ENGLISH = Connecting()
_BY_LANGUAGE = {
    "de": Connecting(
        connect="Mein Drive verbinden",
        disconnect="Mein Drive trennen",
        offer=(
            "Für deine Frage habe ich nicht in Drive gesucht, weil deins nicht verbunden ist. "
            "Ich würde es nur für deine Fragen lesen und nichts darin ändern."
        ),
        link="Mit Google anmelden",
        with_link=(
            "Wähle das Konto mit deiner Adresse in Slack. Der Link ist nur für dich; er gilt "
            "einmal, zehn Minuten lang."
        ),
        connected=(
            "Dein Drive ist verbunden. Ich lese es nur für deine Fragen, und in "
            "einem Kanal nutze ich nur, was alle dort öffnen können. Auf meiner Startseite "
            "kannst du das beenden."
        ),
        disconnected="Dein Drive ist getrennt, und Google hat meinen Zugriff beendet.",
        disconnected_here=(
            "Dein Drive ist getrennt. Google hat nicht geantwortet; bitte beende meinen "
            "Zugriff auch dort: in deinem Google-Konto unter Sicherheit, "
            "Drittanbieterverbindungen."
        ),
        is_connected="Dein Drive ist verbunden.",
        has_ended="Google hat meinen Zugriff auf dein Drive beendet. Verbinde es noch einmal.",
        is_not=(
            "Dein Drive ist nicht verbunden. Ich würde es nur für deine Fragen lesen und "
            "nichts darin ändern."
        ),
        by_admin="Drive hat hier ein Admin für alle verbunden.",
    ),
    "fr": Connecting(
        connect="Connecter mon Drive",
        disconnect="Déconnecter mon Drive",
        offer=(
            "Je n’ai pas cherché dans Drive pour votre question, car le vôtre n’est pas "
            "connecté. Je ne le lirais que pour vos questions, sans rien y changer."
        ),
        link="Se connecter avec Google",
        with_link=(
            "Choisissez le compte qui a votre adresse dans Slack. Le lien n’est que pour "
            "vous ; il sert une fois, pendant dix minutes."
        ),
        connected=(
            "Votre Drive est connecté. Je ne le lis que pour vos questions "
            "et, dans un canal, je n’utilise que ce que tout le monde peut y ouvrir. Vous "
            "pouvez y mettre fin sur ma page d’accueil."
        ),
        disconnected="Votre Drive est déconnecté, et Google a mis fin à mon accès.",
        disconnected_here=(
            "Votre Drive est déconnecté. Google n’a pas répondu : mettez fin à mon accès là "
            "aussi, dans votre compte Google, sous Sécurité, connexions tierces."
        ),
        is_connected="Votre Drive est connecté.",
        has_ended="Google a mis fin à mon accès à votre Drive. Connectez-le de nouveau.",
        is_not=(
            "Votre Drive n’est pas connecté. Je ne le lirais que pour vos questions, sans rien "
            "y changer."
        ),
        by_admin="Drive est connecté ici par un administrateur, pour tout le monde.",
    ),
    "es": Connecting(
        connect="Conectar mi Drive",
        disconnect="Desconectar mi Drive",
        offer=(
            "No busqué en Drive para tu pregunta porque el tuyo no está conectado. Lo leería "
            "solo para tus preguntas, sin cambiar nada."
        ),
        link="Iniciar sesión con Google",
        with_link=(
            "Elige la cuenta que tiene tu dirección en Slack. El enlace es solo para ti; sirve "
            "una vez, durante diez minutos."
        ),
        connected=(
            "Tu Drive está conectado. Lo leo solo para tus preguntas y, en un "
            "canal, uso solo lo que todos allí pueden abrir. Puedes terminarlo en mi página de "
            "inicio."
        ),
        disconnected="Tu Drive está desconectado, y Google terminó mi acceso.",
        disconnected_here=(
            "Tu Drive está desconectado. Google no respondió; termina mi acceso allí también: "
            "en tu cuenta de Google, en Seguridad, conexiones de terceros."
        ),
        is_connected="Tu Drive está conectado.",
        has_ended="Google terminó mi acceso a tu Drive. Conéctalo de nuevo.",
        is_not=(
            "Tu Drive no está conectado. Lo leería solo para tus preguntas, sin cambiar nada."
        ),
        by_admin="Un administrador conectó Drive aquí para todos.",
    ),
    "ja": Connecting(
        connect="自分の Drive を接続",
        disconnect="自分の Drive の接続を解除",
        offer=(
            "あなたの Drive が接続されていないため、今回の質問では Drive を検索していません。"
            "接続すると、あなたの質問のためだけに読み、内容は変更しません。"
        ),
        link="Google でログイン",
        with_link=(
            "Slack と同じアドレスのアカウントを選んでください。リンクはあなた専用で、"
            "10分間に1回だけ使えます。"
        ),
        connected=(
            "あなたの Drive を接続しました。あなたの質問のためだけに読み、"
            "チャンネルでは全員が開けるものだけを使います。ホームタブで解除できます。"
        ),
        disconnected="Drive の接続を解除し、Google も私のアクセスを終了しました。",
        disconnected_here=(
            "Drive の接続を解除しました。Google が応答しなかったため、Google アカウントの"
            "「セキュリティ」のサードパーティ接続でもアクセスを終了してください。"
        ),
        is_connected="あなたの Drive は接続されています。",
        has_ended="Google が Drive へのアクセスを終了しました。もう一度接続してください。",
        is_not=(
            "あなたの Drive は接続されていません。接続すると、あなたの質問のためだけに読み、"
            "内容は変更しません。"
        ),
        by_admin="ここでは管理者が全員のために Drive を接続しています。",
    ),
}


def connecting(language: str) -> Connecting:
    """`language` is a tag such as `ja` or `pt-BR`; English where we do not have it."""
    return _BY_LANGUAGE.get(language.partition("-")[0].lower(), _ENGLISH)


def render_connect(post: ConnectPost) -> Message:
    """The offer, for the asker alone."""
    words = connecting(post.language)
    return notice(
        words.offer, actions("drive", button(words.connect, CONNECT, post.language or "en"))
    )


def render_link(address: str, language: str) -> Message:
    """`address` is Google's page, for the one person who pressed."""
    words = connecting(language)
    rows = [
        Line(pieces=(literal(words.with_link),), opens=True),
        Line(pieces=(Piece(text=words.link, url=address),)),
    ]
    return Message(text=words.with_link, blocks=tuple(blocks_of(rows)))
