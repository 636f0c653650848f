"""Cards of the other registers, their lists and their numbers, as views."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from cards.breach import Exchange
from cards.charts import Count
from cards.consult import ConsultView, ToldLine
from cards.figures import FigureChart, FigureSection, FiguresView
from cards.friction import FrictionView
from cards.lasting import RecordPart, RecordView
from cards.month import MonthView
from cards.own_cases import CaseRow, OwnCasesView
from cards.register import RegisterRow, RegisterView
from cards.rights import Handled, RightsView
from cards.view import AskButton, Button, Clock, Fact, Field, Option, Scalar
from tests.cards.example_words import AMSTERDAM, CASE, CONSULTED, NAME, OFFICER, clock, in_more

REQUEST_DUE = datetime(2026, 12, 19, 23, 59, 59, tzinfo=AMSTERDAM)

RIGHTS_CASE: Mapping[str, Scalar] = {"case": "RV-2026-0001", "version": 5}


def request_view(words: str = "") -> RightsView:
    steps = Field(
        "step",
        "choice",
        "Wat wil je doen?",
        required=True,
        options=(Option("extend", "Verleng"), Option("withdraw", "Stop zonder besluit")),
        client_error="Kies eerst een stap.",
    )
    send = Button("Ga verder", "step", RIGHTS_CASE, primary=True, fields=True)
    return RightsView(
        number="RV-2026-0001",
        state="wacht op identiteit",
        turn="Wacht op: **de aanvrager** (identiteit), sinds ma 23 nov",
        by="Fatma Voorbeeld",
        tone="running",
        clock=Clock(REQUEST_DUE, REQUEST_DUE - timedelta(days=26), timedelta(days=30)),
        term_note="Plan het op vr 18 dec. De wet geeft tot ma 21 dec: za 19 dec is geen werkdag.",
        facts=(
            Fact("Ontvangen", "do 19 nov, per brief"),
            Fact("Persoon", "Cliënt, zelf"),
            Fact("Termijn", "Ontvangen + 1 maand"),
            Fact("Kenmerk", "TEST-0000", typed=True),
        ),
        more_facts=(Fact("Al gezegd", words or "Gebeld op maandag.", typed=True),),
        rights=(
            Handled("Inzage en kopie", "Wacht op identiteit", (words,)),
            Handled("Verbeteren", "Nog open"),
        ),
        searches=(Handled("1 · Archief", "tot ma 30 nov", (words, words)),) if words else (),
        question=Exchange(words, OFFICER, "ma 23 nov, 14.10 uur", words) if words else None,
        steps="Klaar: ontvangen, bevestigd. Nu: **identiteit**. Daarna: zoeken, besluit, antwoord.",
        words=words or "Wil een kopie van alle brieven.",
        reporter=NAME,
        source="Beleid, punt 15 en 16 · AVG artikel 12",
        folded=bool(words),
        buttons=(
            Button("Identiteit is in orde", "confirm_identity_form", RIGHTS_CASE, primary=True),
            Button("Vraag verduidelijking", "ask_clarification_form", RIGHTS_CASE),
            AskButton("Meer stappen", (steps,), send),
            *in_more(RIGHTS_CASE, seen="Gezien", history="Toon verloop"),
        ),
    )


def consult_view() -> ConsultView:
    return ConsultView(
        number="AD-2026-0001",
        state="nieuwe vraag",
        turn="Nog niemand pakt dit op. Aan zet: **FG**, graag vóór di 1 dec",
        by="",
        tone="emphasis",
        asked_by=NAME,
        question=CONSULTED,
        said=(),
        earlier=(),
        facts=(
            Fact("Gegevens", "Gezondheid", mark="bijzonder"),
            Fact("Van wie", "Cliënten"),
            Fact("Nieuw", "Ja, nieuw"),
            Fact("Grondslag", "Taak van algemeen belang of openbaar gezag"),
        ),
        why="Er zitten bijzondere gegevens bij. (Beleid, punt 2)",
        notes=(),
        draft=Button("Concept voor het register", "paper", {"case": "AD-2026-0001", "paper": "entry"}),
        draft_line="3 regels moeten nog worden ingevuld.",
        answer=(
            Field(
                "words",
                "long_text",
                "Je antwoord of je vraag terug",
                required=True,
                max_length=4000,
                client_error="Typ eerst je antwoord of je vraag.",
            ),
            Field(
                "as_advised",
                "choice",
                "Is dit zoals het advies van de bot?",
                options=(Option("zoals", "Zoals het advies"), Option("anders", "Anders, omdat …")),
            ),
            Field("otherwise", "long_text", "Anders, omdat … (bij ‘Anders’ verplicht)", max_length=2000),
        ),
        told=(
            ToldLine("Is het echt nodig?", "Ik twijfel", False),
            ToldLine("Hoe lang bewaren?", "Weet ik niet", False),
        ),
        source="Mag dit? · 9 antwoorden",
        confidential=False,
        buttons=(
            Button("Stuur antwoord", "reply", CASE, primary=True, fields=True),
            Button("Stuur als vraag terug", "ask_reporter", CASE, fields=True),
            Button("Ik pak dit op", "take_up", CASE),
            *in_more(CASE, pass_on_form="Geef aan ander kantoor", history="Toon verloop"),
        ),
    )


def register_view() -> RegisterView:
    return RegisterView(
        title="Open datalekken",
        counts="6 tot en met 10 van 23 · krapste termijn eerst",
        rows=(
            RegisterRow("DL-2026-0031", (OFFICER, "wacht op de melder"), clock(-3)),
            RegisterRow("DL-2026-0028", ("nog niemand", "niet gezien"), clock(1.5)),
            RegisterRow("DL-2026-0030", (OFFICER, "melder noemt het een vergissing"), clock(26)),
            RegisterRow(
                "DL-2026-0033", ("Wolfeschlegelsteinhausenbergerdorff Voorbeeld", "beoordelen"), clock(51)
            ),
            RegisterRow("DL-2026-0034", ("Kim *Voorbeeld*", "beoordelen", "vertrouwelijk"), clock(71)),
        ),
        filters=(
            Field("which", "choice", "Welke?", value="open", options=(Option("open", "Open"),)),
            Field("when", "choice", "Wanneer gemeld?", value="all", options=(Option("all", "Altijd"),)),
            Field("sought", "text", "Zoek op nummer of woord (mag leeg)", max_length=120),
        ),
        apply=Button("Pas toe", "register", fields=True, of="register"),
        buttons=(
            Button("Vorige", "register", {"page": 1, "filter": "open", "period": "all"}, of="register"),
            Button("Volgende", "register", {"page": 3, "filter": "open", "period": "all"}, of="register"),
        ),
    )


def figures_view() -> FiguresView:
    breaches = FigureSection(
        "breach",
        "Datalekken",
        (("41", "gemeld"), ("17 van 18", "daarvan op tijd"), ("31 uur", "van ontdekt tot AP")),
        (FigureChart("Per soort", (Count("Naar de verkeerde gestuurd", 23), Count("Account gehackt", 0))),),
    )
    requests = FigureSection(
        "rights",
        "Verzoeken",
        (("12", "doorgegeven"), ("–", "gemiddeld tot het antwoord")),
        (FigureChart("Per recht", (Count("Inzage en kopie", 9), Count("Wissen", 3))),),
    )
    return FiguresView(
        "Jaarcijfers 2026",
        (breaches, requests, FigureSection("consult", "Vragen", (("7 van 9", "beantwoord"),))),
        ("Dit jaar loopt nog: dit is de stand tot nu toe.",),
        (Button("Vorig jaar", "figures", {"year": 2025}, of="register"),),
    )


def record_view() -> RecordView:
    place: Mapping[str, Scalar] = {"case": "VR-2026-0001", "version": 3}
    return RecordView(
        number="VR-2026-0001",
        state="concept",
        turn="Aan zet: **FG**. Vul aan en stel vast.",
        tone="warning",
        name="Brieven van sollicitanten lezen",
        notes=(
            "Dit staat nog niet vast: team, ontvangers.",
            "Dit komt uit adviesvraag AD-2026-0007.",
        ),
        facts=(
            Fact("Team", "staat nog niet vast"),
            Fact("Doelen", "Nieuwe collega’s kiezen voor een functie.", typed=True),
            Fact("Bewaartermijn", "staat nog niet vast"),
            Fact("Nakijken op", "do 31 dec 2026"),
        ),
        parts=(
            RecordPart("Wat en waarvoor", (Fact("Onze rol", "Wij beslissen zelf"),)),
            RecordPart(
                "Welke gegevens",
                (
                    Fact("Soorten gegevens", "Gewone gegevens, zoals naam en adres, Gezondheid"),
                    Fact("Gegevens precies", "brief, cv en de brief van een verwijzer", typed=True),
                ),
            ),
        ),
        source="Beleid, punt 11; AVG artikel 30",
        buttons=(
            Button("Wat en waarvoor", "change_what_form", place),
            Button("Welke gegevens", "change_which_form", place),
            Button("Waarheen", "change_whereto_form", place),
            *in_more(place, end_form="Beëindig", history="Toon verloop"),
        ),
    )


def friction_view() -> FrictionView:
    return FrictionView(
        title="Waar knelt het beleid?",
        lines=("Vanaf december 2025. Gesprekken: 61. Besluiten: 18.",),
        doubts=tuple(
            Count(f"Gegevens gebruiken: {label}", number)
            for label, number in (("Noodzaak", 12), ("Doel", 7), ("Naar of van buiten", 4), ("Wie", 1))
        ),
        overruled=(Count("Gegevens delen: Nog niet", 3), Count("Datalek: wel of niet naar de AP", 1)),
        none="Niets, in deze periode.",
        notes=("Ik tel ‘Ik twijfel’ in gesprekken die zijn verstuurd of bewaard.",),
        buttons=(Button("Menu", "menu"),),
    )


def month_view() -> MonthView:
    labels = (
        "Naar de verkeerde gestuurd",
        "Adressen zichtbaar (cc)",
        "Kwijt of gestolen",
        "Account gehackt",
        "Gezien zonder reden",
        "Weg of niet bereikbaar",
        "Anders",
    )
    months = ("Mei", "Juni", "Juli", "Augustus", "September", "Oktober")
    return MonthView(
        title="Datalekken in oktober 2026",
        counts=(
            Count("gemeld door collega’s", 14),
            Count("afgerond", 9),
            Count("nog open", 5),
            Count("te laat", 0),
        ),
        kinds=tuple(Count(label, 7 - place) for place, label in enumerate(labels)),
        months=tuple(Count(label, 3 * place) for place, label in enumerate(months)),
        notes=(
            "Van ontdekking tot melding bij de Privacy Officer: gemiddeld 31 uur.",
            "Eén was een vergissing.",
        ),
        buttons=(
            Button("Vorige maand", "month", {"month": "2026-09"}, of="register"),
            Button("Volgende maand", "month", {"month": "2026-11"}, of="register"),
            Button("Toon open datalekken", "register", {"filter": "open"}, of="register"),
        ),
    )


def own_cases_view(still_open: int, closed: int) -> OwnCasesView:
    first = CaseRow(
        "DL-2026-0001", "datalek", "Wacht op jou:", "er is een vraag.", closed=False, when="Gemeld ma 23 nov."
    )
    asked = replace(
        first, kind="vraag aan de FG", detail_bold="", detail="Ligt bij de FG.", when="Gesteld vr 20 nov."
    )
    over = replace(
        first, detail_bold="", detail="Niet gemeld bij de AP.", closed=True, when="Afgerond di 3 nov."
    )
    rows = [first][:still_open]
    rows += [replace(asked, number=f"AD-2026-{number:04}") for number in range(2, still_open + 1)]
    rows += [replace(over, number=f"DL-2025-{number:04}") for number in range(1, closed + 1)]
    return OwnCasesView(
        "Jouw zaken",
        f"{still_open} open, {closed} afgerond. Alleen jij ziet deze lijst.",
        tuple(rows),
        (
            Button("Beantwoord de vraag", "answer_question", {"case": "DL-2026-0001"}, primary=True),
            Button("Menu", "menu"),
        ),
    )
