"""What a browser shows to who comes back from signing in with Google."""

from dataclasses import dataclass
from enum import StrEnum


class Unconnected(StrEnum):
    """Why a sign-in connected nothing."""

    VOID = "void"
    DECLINED = "declined"
    NOT_GOOD = "not_good"
    NO_GOOGLE = "no_google"
    UNVERIFIED = "unverified"
    ANOTHER = "another"
    NO_LEAVE = "no_leave"
    NO_ADDRESS = "no_address"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInWords:
    """A language. `address` is the one that somebody signed in with."""

    code: str = "en"
    connected: str = "Your Drive is connected. You can close this page and go on in Slack."
    not_now: str = (
        "Slack did not answer, so nothing is connected. Press “Connect my Drive” again later."
    )
    again: str = "Press “Connect my Drive” in Slack for a new one."
    void: str = (
        "This sign-in was used already, is older than ten minutes, or is not one of mine. "
        "{again}"
    )
    declined: str = "You did not agree, so nothing is connected."
    not_good: str = "Google did not accept this sign-in, so nothing is connected. {again}"
    no_google: str = "Google did not answer, so nothing is connected. {again}"
    unverified: str = (
        "Google has not verified the address of this account, so nothing is connected. Choose "
        "the account that has your address in Slack."
    )
    another: str = (
        "You signed in as {address}. That is not the address in Slack of the person who "
        "pressed “Connect my Drive”, so nothing is connected."
    )
    no_leave: str = (
        "Google gave me no leave to read your Drive, so nothing is connected. Sign in again "
        "and leave the box about Drive ticked. {again}"
    )
    no_address: str = (
        "I can connect a Drive only by a confirmed address of your company in your Slack "
        "profile, and you have none there."
    )

    def why(self, unconnected: Unconnected, *, address: str = "") -> str:
        template = {
            Unconnected.VOID: self.void,
            Unconnected.DECLINED: self.declined,
            Unconnected.NOT_GOOD: self.not_good,
            Unconnected.NO_GOOGLE: self.no_google,
            Unconnected.UNVERIFIED: self.unverified,
            Unconnected.ANOTHER: self.another,
            Unconnected.NO_LEAVE: self.no_leave,
            Unconnected.NO_ADDRESS: self.no_address,
        }[unconnected]
        return template.format(again=self.again, address=address)


ENGLISH = SignInWords()
_BY_LANGUAGE = {
    "en": ENGLISH,
    "de": SignInWords(
        code="de",
        connected=(
            "Dein Drive ist verbunden. Du kannst diese Seite schließen und in Slack "
            "weitermachen."
        ),
        not_now=(
            "Slack hat nicht geantwortet, deshalb ist nichts verbunden. Drück später noch "
            "einmal „Mein Drive verbinden“."
        ),
        again="Drück in Slack „Mein Drive verbinden“ für eine neue.",
        void=(
            "Diese Anmeldung wurde schon benutzt, ist älter als zehn Minuten oder stammt nicht "
            "von mir. {again}"
        ),
        declined="Du hast nicht zugestimmt, deshalb ist nichts verbunden.",
        not_good=(
            "Google hat diese Anmeldung nicht angenommen, deshalb ist nichts verbunden. {again}"
        ),
        no_google="Google hat nicht geantwortet, deshalb ist nichts verbunden. {again}",
        unverified=(
            "Google hat die Adresse dieses Kontos nicht bestätigt, deshalb ist nichts "
            "verbunden. Wähle das Konto mit deiner Adresse in Slack."
        ),
        another=(
            "Du hast dich als {address} angemeldet. Das ist nicht die Adresse in Slack von "
            "der Person, die „Mein Drive verbinden“ gedrückt hat, deshalb ist nichts verbunden."
        ),
        no_leave=(
            "Google hat mir nicht erlaubt, dein Drive zu lesen, deshalb ist nichts verbunden. "
            "Melde dich noch einmal an und lass das Häkchen bei Drive gesetzt. {again}"
        ),
        no_address=(
            "Ein Drive kann ich nur über eine bestätigte Adresse eurer Firma in deinem "
            "Slack-Profil verbinden, und dort steht keine."
        ),
    ),
    "fr": SignInWords(
        code="fr",
        connected=(
            "Votre Drive est connecté. Vous pouvez fermer cette page et continuer dans Slack."
        ),
        not_now=(
            "Slack n’a pas répondu, rien n’est donc connecté. Appuyez de nouveau plus tard sur "
            "« Connecter mon Drive »."
        ),
        again="Appuyez sur « Connecter mon Drive » dans Slack pour recommencer.",
        void=(
            "Cette connexion a déjà servi, date de plus de dix minutes ou ne vient pas de moi. "
            "{again}"
        ),
        declined="Vous n’avez pas donné votre accord, rien n’est donc connecté.",
        not_good="Google n’a pas accepté cette connexion, rien n’est donc connecté. {again}",
        no_google="Google n’a pas répondu, rien n’est donc connecté. {again}",
        unverified=(
            "Google n’a pas vérifié l’adresse de ce compte, rien n’est donc connecté. "
            "Choisissez le compte qui a votre adresse dans Slack."
        ),
        another=(
            "Vous vous êtes connecté avec {address}. Ce n’est pas l’adresse dans Slack de la "
            "personne qui a appuyé sur « Connecter mon Drive », rien n’est donc connecté."
        ),
        no_leave=(
            "Google ne m’a pas permis de lire votre Drive, rien n’est donc connecté. "
            "Reconnectez-vous et laissez la case de Drive cochée. {again}"
        ),
        no_address=(
            "Je ne peux connecter un Drive qu’avec une adresse confirmée de votre entreprise "
            "dans votre profil Slack, et il n’y en a pas."
        ),
    ),
    "es": SignInWords(
        code="es",
        connected="Tu Drive está conectado. Puedes cerrar esta página y seguir en Slack.",
        not_now=(
            "Slack no respondió, así que no se conectó nada. Pulsa «Conectar mi Drive» otra "
            "vez más tarde."
        ),
        again="Pulsa «Conectar mi Drive» en Slack para empezar de nuevo.",
        void=(
            "Este inicio de sesión ya se usó, tiene más de diez minutos o no es mío. {again}"
        ),
        declined="No diste tu acuerdo, así que no se conectó nada.",
        not_good="Google no aceptó este inicio de sesión, así que no se conectó nada. {again}",
        no_google="Google no respondió, así que no se conectó nada. {again}",
        unverified=(
            "Google no ha verificado la dirección de esta cuenta, así que no se conectó nada. "
            "Elige la cuenta que tiene tu dirección en Slack."
        ),
        another=(
            "Iniciaste sesión como {address}. No es la dirección en Slack de quien pulsó "
            "«Conectar mi Drive», así que no se conectó nada."
        ),
        no_leave=(
            "Google no me dio permiso para leer tu Drive, así que no se conectó nada. Inicia "
            "sesión otra vez y deja marcada la casilla de Drive. {again}"
        ),
        no_address=(
            "Solo puedo conectar un Drive con una dirección confirmada de tu empresa en tu "
            "perfil de Slack, y allí no tienes ninguna."
        ),
    ),
    "ja": SignInWords(
        code="ja",
        connected=(
            "あなたの Drive を接続しました。このページを閉じて Slack に戻ってください。"
        ),
        not_now=(
            "Slack が応答しなかったため、接続していません。"
            "後でもう一度「自分の Drive を接続」を押してください。"
        ),
        again="Slack で「自分の Drive を接続」をもう一度押してください。",
        void=(
            "このログインは使用済みか、10分を過ぎたか、こちらで発行したものではありません。"
            "{again}"
        ),
        declined="同意されなかったため、接続していません。",
        not_good="Google がこのログインを受け付けなかったため、接続していません。{again}",
        no_google="Google が応答しなかったため、接続していません。{again}",
        unverified=(
            "このアカウントのアドレスを Google が確認していないため、接続していません。"
            "Slack と同じアドレスのアカウントを選んでください。"
        ),
        another=(
            "{address} でログインしました。「自分の Drive を接続」を押した人の Slack の"
            "アドレスと違うため、接続していません。"
        ),
        no_leave=(
            "Drive を読む許可が Google から得られなかったため、接続していません。もう一度"
            "ログインし、Drive のチェックを入れたままにしてください。{again}"
        ),
        no_address=(
            "Slack のプロフィールに会社の確認済みアドレスがある場合にだけ "
            "Drive を接続できますが、登録されていません。"
        ),
    ),
}


def sign_in_words(language: str) -> SignInWords:
    """`language` is a tag such as `ja` or `pt-BR`; English where we do not have it."""
    return _BY_LANGUAGE.get(language.partition("-")[0].lower(), ENGLISH)


def accepted(header: str) -> SignInWords:
    """The first of our languages in a browser's `Accept-Language`; the best comes first."""
    tags = (part.partition(";")[0].strip().partition("-")[0] for part in header.split(","))
    known = (_BY_LANGUAGE[tag.lower()] for tag in tags if tag.lower() in _BY_LANGUAGE)
    return next(known, ENGLISH)
