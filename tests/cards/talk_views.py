"""Cards of a conversation, as views: the menu, questions, forms, the review, a verdict."""

from collections.abc import Mapping
from dataclasses import replace

from cards.contact import ContactView
from cards.form import FormView
from cards.knowledge import KnowledgeView, TermsView
from cards.notice import NoticeView
from cards.question import QuestionView
from cards.review import ReviewLine, ReviewView
from cards.verdict import VerdictAnswer, VerdictLine, VerdictView
from cards.view import Button, Field, Option, Scalar, StepHead
from cards.welcome import MenuRow, WelcomeView
from tests.cards.example_words import NAME, OFFICER, REPORT, STEP, options

PURPOSE, TERM = "Nieuwe collega’s **kiezen**", "4 weken na afwijzing"
"""What somebody typed in the register."""


def _day(name: str, value: str, label: str, wrong: str) -> Field:
    return Field(f"{name}_date", "date", f"{label} op", value=value, error=f"{label}: {wrong}")


def step_head(progress: str = "vraag 2, nog ongeveer 2", chosen: str = "") -> StepHead:
    return StepHead("Datalek melden", progress, "Beleid, punt 14 stap 3", chosen)


def welcome_view() -> WelcomeView:
    return WelcomeView(
        "Waarmee kan ik je helpen?",
        "Kies hieronder, of typ gewoon wat er is.",
        (
            MenuRow(
                "Er ging iets mis met gegevens",
                "Meld een datalek: ‘mail naar de verkeerde gestuurd’.",
                "start",
                {"flow": "breach"},
            ),
            MenuRow(
                "Mag ik dit doen?",
                "Gebruiken, delen of bewaren: ‘mag ik een dossier mailen’.",
                "start",
                {"flow": "may_i"},
            ),
            MenuRow(
                "Iemand vraagt om zijn gegevens",
                "Geef het door: ‘cliënt wil zijn dossier inzien’.",
                "start",
                {"flow": "rights"},
            ),
            MenuRow(
                "Vraag het een collega",
                "De Privacy Officer, de FG of JZ: ‘wie is de FG’.",
                "contact",
                {"office": "po"},
            ),
            MenuRow("Mijn zaken", "Zoals ‘hoe staat het met mijn melding’.", "own_cases", {}),
        ),
        "Ik ben een programma van WIL. Wat je meldt of vraagt, lezen het kantoor dat het behandelt en de FG. "
        "Zij besluiten. Namen en BSN’s heb ik niet nodig.",
        "https://intranet.voorbeeld.nl/privacybeleid",
        (Button("Wat doe ik met wat je typt?", "knowledge", {"value": "bot-wat-typ"}),),
        greeting="Hoi Sam.",
    )


def officer_welcome_view() -> WelcomeView:
    breach, may, rights, _, own = welcome_view().rows
    registers = MenuRow(
        "Je registers",
        "Datalekken, verzoeken, vragen, verwerkingen, overeenkomsten, adviezen: ‘open datalekken’.",
        "overviews",
        of="register",
    )
    ask = Button("Vraag het een collega", "contact", {"office": "po"})
    return replace(
        welcome_view(),
        rows=(breach, registers, may, rights, own),
        buttons=(ask, *welcome_view().buttons),
    )


def officer_help_view() -> NoticeView:
    return NoticeView(
        "Zo werkt het",
        (
            "**Ging er iets mis?** Typ het, zoals ‘laptop kwijt’. Ik zeg wat je meteen doet.",
            "**Een vraag?** Typ ‘mag ik een dossier mailen’, of ‘wie is de FG’.",
            "**Je zaken**: ‘hoe staat het met mijn melding’. Daar vul je ook aan.",
            "**Stoppen**: ‘stop’ bewaart wat je invulde. ‘Terug’ en ‘menu’ werken ook altijd.",
            "**Afbeeldingen en bestanden** bewaar ik niet. Vertel het in je eigen woorden.",
            "**Je registers**: ‘overzichten’, ‘toon open datalekken’, ‘zoek’ met een woord, of een nummer.",
            "**Cijfers**: ‘maandoverzicht’ of ‘jaarcijfers’.",
            "**Een hele zin** mag ook: ‘welke datalekken zijn te laat’.",
            "**In het kanaal van je kantoor**: ‘koppel PO’. Dan komen de kaarten daar.",
        ),
        (
            Button("Menu", "menu"),
            Button("Wat doe ik met wat je typt?", "knowledge", {"value": "bot-wat-typ"}),
        ),
    )


def question_view() -> QuestionView:
    return QuestionView(
        StepHead("Mag dit?", "vraag 6, nog ongeveer 5", "Beleid, punt 7", "gegevens van cliënten"),
        "Heb je deze gegevens echt nodig voor je taak?",
        "Lukt het ook zonder, of met minder gegevens? Kies dan nee.",
        (Option("ja", "Ja"), Option("nee", "Nee"), Option("twijfel", "Ik twijfel")),
        "Twijfel je? Dan ga ik uit van nee en kijkt de Privacy Officer met je mee.",
        (
            "Wel nodig: het inkomen, om een uitkering te berekenen.",
            "Alleen handig: ook de hobby’s noteren.",
        ),
        STEP,
        can_go_back=True,
    )


KINDS = options(
    {
        "verkeerde_ontvanger": "Mail of brief naar de verkeerde",
        "cc": "Mailadressen zichtbaar voor anderen (cc)",
        "kwijt": "Laptop, telefoon of papier kwijt of gestolen",
        "hack": "Account gehackt of op een neplink geklikt",
        "onbevoegd": "Iemand zag of gebruikte gegevens zonder reden",
        "openbaar": "Gegevens stonden open voor iedereen",
        "weg": "Gegevens weg, gewijzigd of niet bereikbaar",
        "anders": "Iets anders",
        "onbekend": "Weet ik niet",
    }
)


def first_aid_view() -> FormView:
    return FormView(
        step_head("vraag 1, nog ongeveer 3"),
        "Goed dat je het zegt. Doe dit eerst:",
        "",
        (
            "Nog niet geopend? **Trek het bericht in** via ZIVVER.",
            "Wel geopend, of gewone mail? **Vraag de ontvanger** het te wissen en dat te bevestigen.",
            "**Bewaar het bericht.** Ga niet zelf verder zoeken.",
        ),
        "Goed dat je het zegt. Doe dit eerst:",
        "Dan dit",
        (
            Field(
                "kind",
                "choice",
                "Wat is er gebeurd?",
                required=True,
                value="verkeerde_ontvanger",
                options=KINDS,
                client_error="Kies wat het meest lijkt op wat er gebeurde. ‘Weet ik niet’ mag ook.",
            ),
            Field("discovered_date", "date", "Wanneer ontdekte je het?", value="2026-11-23"),
            Field("discovered_time", "time", "Hoe laat was dat?", value="13:40"),
        ),
        "Volgende",
        {**STEP, "step": "incident"},
        closing="Schatten mag. Vanaf dit moment telt de klok van 72 uur. Leeg? Dan telt hij vanaf nu.",
    )


DATA = options(
    {
        "contact": "Naam, adres, telefoon of mailadres",
        "bsn": "BSN",
        "financieel": "Inkomen, uitkering of schulden",
        "gezondheid": "Gezondheid",
        "bijzonder": "Geloof, afkomst of ander bijzonder gegeven",
        "strafrecht": "Straf of verdenking",
        "id_kopie": "Kopie van paspoort of rijbewijs",
        "login": "Wachtwoord of inlogcode",
        "anders": "Iets anders",
        "onbekend": "Weet ik niet",
    }
)

PEOPLE = options(
    {
        "client": "Cliënten",
        "kwetsbaar": "Mensen in een kwetsbare situatie",
        "minderjarig": "Kinderen onder de 18",
        "medewerker": "Collega’s",
        "anders": "Anderen",
        "onbekend": "Weet ik niet",
    }
)

RANGES = options(
    {
        "1": "1",
        "2-10": "2 tot 10",
        "11-100": "11 tot 100",
        "101-1000": "101 tot 1.000",
        "1001+": "Meer dan 1.000",
        "onbekend": "Weet ik niet",
    }
)


def _choices(name: str, label: str, value: str, titles: tuple[Option, ...], error: str) -> Field:
    error = f"{error} ‘Weet ik niet’ mag ook."
    return Field(name, "choices", label, required=True, value=value, options=titles, client_error=error)


def data_form_view() -> FormView:
    return FormView(
        step_head("vraag 3, nog ongeveer 1"),
        "Welke gegevens, van wie?",
        "Kies alles wat erin staat of kan staan. Typ geen namen of BSN’s.",
        fields=(
            _choices("data_kinds", "Welke gegevens?", "contact,financieel", DATA, "Kies minstens één soort."),
            _choices("groups", "Van wie?", "client", PEOPLE, "Kies minstens één groep."),
            Field("n_people", "choice", "Van hoeveel mensen?", value="onbekend", options=RANGES),
            Field(
                "n_records",
                "choice",
                "Hoeveel brieven, dossiers of regels?",
                value="onbekend",
                options=RANGES,
            ),
            Field(
                "n_exact",
                "text",
                "Weet je het precies? (mag leeg)",
                placeholder="Bijvoorbeeld: 14 mensen, 30 brieven",
                max_length=400,
            ),
        ),
        go_on="Volgende",
        data={**STEP, "step": "whose"},
        can_go_back=True,
    )


def error_form_view() -> FormView:
    return FormView(
        step_head(),
        "Wat gebeurde er, en wanneer?",
        fields=(
            Field(
                "what_happened",
                "long_text",
                "Vertel het kort",
                required=True,
                value=REPORT,
                max_length=8000,
                client_error="Schrijf in een paar woorden wat er gebeurde.",
                note="Er stond een BSN in je tekst. Dat heb ik weggehaald: het is niet nodig.",
            ),
            _day(
                "discovered", "2026-11-23", "Ontdekt", "dit moet nog komen. Het is nu ma 23 nov, 14.05 uur."
            ),
            Field("discovered_time", "time", "Ontdekt om", value="23:40"),
            _day("happened", "2026-11-24", "Gebeurd", "dit is later dan het ontdekken."),
            Field("happened_time", "time", "Gebeurd om", value="09:00"),
            Field(
                "happened_unknown",
                "toggle",
                "Weet je het niet?",
                placeholder="Ik weet niet wanneer het gebeurde",
            ),
        ),
        go_on="Volgende",
        data=STEP,
        can_go_back=True,
    )


def review_view() -> ReviewView:
    def told(label: str, *values: str, step: str) -> ReviewLine:
        return ReviewLine(label, values, False, step)

    return ReviewView(
        step_head("laatste stap"),
        "Klopt dit?",
        (
            told("Wat is er gebeurd", "Mail of brief naar de verkeerde", step="incident"),
            told("Ontdekt", "ma 23 november 2026, 13.40 uur", step="incident"),
            ReviewLine("In je eigen woorden", (REPORT,), False, "what_when", typed=True),
            told("Gebeurd", "ma 23 november 2026, 09.15 uur", step="what_when"),
            told("Tot", "ma 23 november 2026, 10.00 uur", step="what_when"),
            told(
                "Welke gegevens",
                "Naam, adres, telefoon of mailadres",
                "Inkomen, uitkering of schulden",
                step="whose",
            ),
            told("Van wie", "Cliënten", step="whose"),
            told("Hoeveel mensen", "1", step="whose"),
            ReviewLine("Hoeveel stukken", ("Weet ik niet",), True, "whose"),
            ReviewLine("Precies", ("14 mensen",), False, "whose", typed=True),
            told("Ontdekt door", "Ikzelf", step="handling"),
            told("Oorzaak", "Een vergissing", step="handling"),
            told("Systemen", "Mailprogramma", "ZIVVER", step="handling"),
            ReviewLine("Al gedaan", ("Ontvanger gebeld, geen gehoor",), False, "handling", typed=True),
        ),
        (
            Field(
                "confidential",
                "toggle",
                "Gaat het over een collega of een bekende?",
                placeholder="Houd vertrouwelijk: alleen wie het moet weten, leest mee",
            ),
        ),
        f"De Privacy Officer ziet dat {NAME} meldt.",
        "Verstuur naar de Privacy Officer",
        {"draft": "d-0f3a1c5e9b7d", "version": 12},
    )


def verdict_view() -> VerdictView:
    place: Mapping[str, Scalar] = {"draft": "d-0003", "version": 9}
    return VerdictView(
        title="Nog niet: eerst JZ",
        tone="warning",
        about="adressen van cliënten eenmalig delen met een drukker",
        lines=(
            VerdictLine("Er zijn nog geen afspraken op papier. Die zijn hier verplicht.", "Beleid, punt 10"),
            VerdictLine("Je hebt de gegevens nodig voor je taak.", "Beleid, punt 7"),
        ),
        duties=(
            VerdictLine("Laat JZ een verwerkersovereenkomst maken", "Beleid, punt 10"),
            VerdictLine("Geef of vraag niet meer dan nodig is", "Beleid, punt 7"),
            VerdictLine("Mail je de gegevens? Gebruik dan ZIVVER", "Beleid, punt 13"),
            VerdictLine("Wis de gegevens als je ze niet meer nodig hebt", "Beleid, punt 8"),
        ),
        first=True,
        law=("in de overeenkomst staat ook wie de ander zelf inschakelt (AVG artikel 28).",),
        done=(),
        answers=(
            VerdictAnswer("Gaat het om gegevens van mensen?", "Ja"),
            VerdictAnswer("In een paar woorden", "adressen delen met een drukker", typed=True),
            VerdictAnswer("Wie bepaalt waarom en hoe?", "WIL: de ander werkt in onze opdracht"),
        ),
        source="Beleid van 11 oktober 2024",
        buttons=(
            Button("Vraag JZ om de overeenkomst", "ask", {**place, "office": "jz"}, primary=True),
            Button("Bewaar dit advies", "keep_advice", place),
            Button("Terug", "back", place),
        ),
    )


def knowledge_view() -> KnowledgeView:
    """An answer that the law adds something to, with two answers to read along."""
    return KnowledgeView(
        about="Vraag over het beleid",
        question="Wanneer is een DPIA nodig?",
        first="",
        answer="Als een verwerking een hoog risico geeft voor mensen. Vraag het altijd aan de FG.",
        law="De wet is hier strenger: bij een hoog risico is een DPIA verplicht (AVG artikel 35).",
        source="Beleid, inleiding",
        ask="Meer weten? Vraag het de FG: FG@voorbeeld.nl.",
        related=(
            MenuRow("Wat is een DPIA?", "Beleid, inleiding", "knowledge", {"value": "wat-is-een-dpia"}),
            MenuRow("Wat doet de FG?", "Beleid, inleiding", "knowledge", {"value": "wat-doet-de-fg"}),
        ),
        link=("Lees het beleid", "https://intranet.voorbeeld.nl/privacybeleid"),
        buttons=(
            Button("Is een DPIA nodig?", "start", {"flow": "dpia"}),
            Button("Vraag het een collega", "contact", {"office": "fg"}),
        ),
    )


def contact_view() -> ContactView:
    """An office with a telephone and somebody who stands in."""
    return ContactView(
        office="Functionaris gegevensbescherming",
        purpose="Ziet toe op hoe we met gegevens omgaan.",
        members=(OFFICER,),
        deputies=(),
        email="FG@voorbeeld.nl",
        phone="030 000 00 00",
        others=(
            ("Privacy Officer", "privacy@voorbeeld.nl", "030 000 00 01"),
            ("JZ", "privacy@voorbeeld.nl", ""),
        ),
        first="Met vragen over privacy ga je eerst naar de Privacy Officer: privacy@voorbeeld.nl.",
        buttons=(
            Button("Stel je vraag", "contact", {"office": "fg"}),
            Button("Wie is de Privacy Officer?", "office", {"office": "po"}, in_more=True),
        ),
    )


def terms_view() -> KnowledgeView:
    """An answer about keeping, with what the register says."""
    return replace(
        knowledge_view(),
        question="Hoe lang bewaart WIL brieven van sollicitanten?",
        first="Dat staat niet in het beleid. Dit weet ik er wel over:",
        answer="Het beleid noemt zelf geen termijn: die staat in het verwerkingsregister.",
        law="",
        source="Beleid, punt 8",
        related=(),
        terms=TermsView(
            "Wat het verwerkingsregister zegt",
            ((PURPOSE, TERM), ("Een lang doel: " + "woord " * 90, "Nog niet vastgesteld.")),
            "",
        ),
        buttons=(
            Button("Gegevens bewaren of wissen", "start", {"flow": "retention"}),
            Button("Vraag het een collega", "contact", {"office": "po"}),
        ),
    )
