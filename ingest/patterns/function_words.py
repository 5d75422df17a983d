"""Words that hold sentences together, and the greetings and closings of short mails."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


WORDS: dict[str, frozenset[str]] = {
    "nl": _words(
        """
        de het een en van ik is dat die niet in op te zijn met voor er aan ook als maar om
        bij nog dit we wij jullie u uw je jij mijn ons onze hun haar zij ze hij heb hebben
        heeft had kan kunnen kunt wil willen wordt worden werd naar uit over door dan wat
        hoe waar wie welke waarom wanneer geen wel al nu hier daar deze alle alles iets
        niets graag bedankt dank groet groeten groetjes beste hallo goedemorgen goedemiddag
        goedenavond vriendelijke hartelijke mvg alvast moet moeten zou zouden mogen mag doe
        doen gaat gaan krijg krijgen krijgt zien ziet staat staan lukt sinds tot tegen omdat
        want of zo meer veel heel even weer toch onder dus gelieve vandaag morgen gisteren
        vraag wachtwoord ouders ouder kind kinderen factuur niemand iemand klopt dag
        """
    ),
    "fr": _words(
        """
        le la les un une des du de et est en je tu il elle nous vous ils elles que qui ne
        pas plus pour dans sur avec au aux ce cet cette ces mon ma mes votre vos notre nos
        son sa ses leur leurs par mais ou où donc car si comme bonjour bonsoir merci
        cordialement salutations bien être avoir ai suis sommes êtes sont a avons avez ont
        peut pouvez peux faire fait comment pourquoi quand quel quelle toujours très aussi
        depuis sans se s'il c'est j'ai n'est d'un d'une l'application qu'il madame monsieur
        bonne journée svp afin lors chez même encore déjà rien tout tous toute mot passe
        enfant enfants facture n'arrive oui non
        """
    ),
    "en": _words(
        """
        the a an and of to in is it you that i for on with are this be at have from or we my
        your our not can could would will please thanks thank hello hi dear regards kind
        best was were has had but they their there when what how why where who which do does
        did if as by no any all some been just so about me he she his her its out up get got
        need help know like don't can't i'm it's doesn't isn't sincerely cheers yours them
        us than then into since still working sent
        """
    ),
    "de": _words(
        """
        der die das und ist ich nicht ein eine einen einem einer zu den dem des mit auf für
        von im in es sie wir ihr ihnen ihre ihren mir mich uns unser kann können könnten
        haben hat habe wird werden wurde sind bin sich auch aber oder wie was wenn dass noch
        nur nach bei aus um als an am über vor bitte danke vielen dank hallo guten tag sehr
        geehrte geehrter damen herren freundlichen grüßen grüße gruß mfg keine kein mehr
        schon immer seit beim zum zur warum wann wo wer
        """
    ),
    "es": _words(
        """
        el los las un una de y que en es no se por con para su al lo como más pero sus le ya
        o este sí porque esta son entre está cuando muy sin sobre también me hasta hay donde
        gracias hola saludos buenos días estimado tengo puedo usted
        """
    ),
    "it": _words(
        """
        il lo gli una di che è non si per con sono come più ma anche questo della del nel
        alla grazie ciao buongiorno saluti cordiali ho abbiamo vorrei posso dei delle mi
        """
    ),
    "pt": _words(
        """
        o os as um uma de que e do da em não para com por se na no mais como mas foi ao ele
        das tem seu sua ou ser quando muito há nos já está obrigado obrigada olá
        cumprimentos você são
        """
    ),
    "pl": _words(
        """
        nie się jest na to że do jak co ale dla czy tak już mam proszę dziękuję dzień dobry
        pozdrawiam z w i o po od przez
        """
    ),
    "nordic": _words(
        """
        og det att är och jag inte som för med på av har ikke jeg ett den til men hej tack
        mvh hilsen vänliga hälsningar er vi kan ha ni mig hjälpa glömt lösenord lösenordet
        vill hur när kunde inget något
        """
    ),
    "tr": _words(
        """
        ve bir bu için ile de da ne çok ama gibi merhaba teşekkürler değil var yok
        """
    ),
    "fi": _words(
        """
        ja on ei että se hän mutta kun niin kiitos hei terveisin olen ole mitä
        """
    ),
    "hu": _words(
        """
        a az és nem hogy egy is van meg már csak köszönöm üdvözlettel
        """
    ),
    "cs": _words(
        """
        je na se že to jsem ale jak pro za dobrý den děkuji s pozdravem není
        """
    ),
    "ro": _words(
        """
        și nu este că cu la pe din mai pentru bună ziua mulțumesc sunt pot cont în vă rog
        """
    ),
    "id": _words(
        """
        yang dan di ini itu tidak untuk dengan saya terima kasih pada akan
        """
    ),
}
