"""Every card in every state: as people will see it most days, and with the nastiest things typed into it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from cards.ask import AskView, ask_card
from cards.breach import Exchange, IncidentView, incident_card
from cards.breach_advice import AdviceView, Part, advice_card
from cards.charts import Count
from cards.consult import ConsultView, Said, ToldLine, consult_card
from cards.duties import DutiesView, duties_card
from cards.figures import FigureChart, FigureSection, FiguresView, figures_card
from cards.form import FormView, form_card
from cards.friction import FrictionView, friction_card
from cards.history import HistoryLine, HistoryView, history_card
from cards.lasting import RecordPart, RecordView, record_card
from cards.month import MonthView, month_card
from cards.note import NoteView, Quoted, note_card
from cards.notice import NoticeView, answered_card, notice_card, with_old_card_banner
from cards.outcome import OutcomeView, outcome_card
from cards.own_cases import CaseRow, OwnCasesView, own_cases_card
from cards.paper import PaperPart, PaperRow, PaperRun, PaperView, paper_card, papers_card
from cards.policy_points import PolicyPointsView, PolicyPointView, policy_points_card
from cards.question import QuestionView, question_card
from cards.receipt import ReceiptView, receipt_card
from cards.register import RegisterRow, RegisterView, register_card
from cards.reminder import (
    Mention,
    ReminderView,
    SeenView,
    WaitingView,
    reminder_card,
    seen_card,
    shrunk_card,
    waiting_card,
)
from cards.review import ReviewLine, ReviewView, review_card
from cards.rights import RightLine, RightsView, SearchLine, rights_card
from cards.rights_receipt import RightsReceiptView, rights_receipt_card
from cards.stopped import StoppedView, stopped_card
from cards.triage import TriageView, triage_card
from cards.verdict import VerdictAnswer, VerdictDuty, VerdictView, verdict_card
from cards.view import AskButton, Button, Card, Clock, Fact, Field, Option, Scalar, StepHead
from cards.welcome import MenuRow, WelcomeView, welcome_card


@dataclass(frozen=True, slots=True)
class Example:
    """A card and what people typed in it. Only everyday ones are drawn in the gallery."""

    card: Card
    typed: tuple[str, ...] = ()
    everyday: bool = True


AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DEADLINE = datetime(2026, 11, 26, 13, 40, tzinfo=AMSTERDAM)
TERM = timedelta(hours=72)
CASE: Mapping[str, Scalar] = {"case": "DL-2026-0001", "version": 4}
STEP: Mapping[str, Scalar] = {"draft": "d-0f3a1c5e9b7d", "step": "what_when", "version": 12}
NAME, OFFICER = "Sam Voorbeeld", "Noor Voorbeeld"
REPORT = "Brief *uitkering_2026* naar de verkeerde cliënt gemaild. BSN [verwijderd] stond erin."
CONSULTED = "Wij willen bij re-integratie bijhouden wat iemand *niet* kan tillen. Mag dat in het dossier?"
ASKED = "Is de brief al geopend? En heeft de ontvanger gezegd dat die gewist is?"

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
NASTY: Mapping[str, str] = {
    "long_word": "Hottentottententententoonstellingsmakers heeft veertig letters",
    "capitals": "W" * 90,
    "link": "https://voorbeeld.nl/" + "pad/" * 40,
    "no_break_space": "niet\u00a0breken" * 20,
    "markdown": "# Kop\n- [link](https://voorbeeld.nl) **vet** _schuin_ `code`\n1. een\n\n\n> citaat",
    "template": "Het is {{DATE(2026-11-23T00:00:00Z, SHORT)}} of {{{{TIME(2026-11-23T00:00:00Z)}}}}",
    "markup": "<at>Noor</at> <script>alert(1)</script> <img src=x onerror=alert(1)> &amp; ${naam}",
    "emoji": FAMILY * 40 + "\U0001f1f3\U0001f1f1" * 30 + "\U0001f44d\U0001f3fd" * 30,
    "accents": "e\u0301\u0302\u0303" * 60,
    "right_to_left": "\u202eomgekeerd " + "\u0634\u0643\u0631\u0627 \u062c\u0632\u064a\u0644\u0627 " * 12,
    "half_a_sign": "kapot \ud83d en \x00\x07 door",
    "four_thousand": ("Dit is een lang verhaal over een brief. " * 110)[:4000],
    "lines": "regel\n" * 300,
    "empty_looking": " \u200b\n\t ",
}


def examples() -> dict[str, Example]:
    """All of them by name. The everyday ones come first, in the order of the rules."""
    return _everyday() | _rarer() | _nasty()


def clock(hours_left: float) -> Clock:
    """A breach clock with so many hours to go."""
    return Clock(DEADLINE, DEADLINE - timedelta(hours=hours_left), TERM)


def _verdict() -> VerdictView:
    place: Mapping[str, Scalar] = {"draft": "d-0003", "version": 9}
    return VerdictView(
        title="Mag, onder voorwaarden",
        tone="warning",
        about="adressen van cliënten eenmalig delen met een drukker",
        lines=("De ander werkt in opdracht van WIL.", "Je hebt de gegevens nodig voor je taak."),
        duties=(
            VerdictDuty("Laat JZ een verwerkersovereenkomst maken", "Beleid, punt 10"),
            VerdictDuty("Geef of vraag niet meer dan nodig is", "Beleid, punt 7"),
            VerdictDuty("Mail je de gegevens? Gebruik dan ZIVVER", "Beleid, punt 13"),
            VerdictDuty("Wis de gegevens als je ze niet meer nodig hebt", "Beleid, punt 8"),
        ),
        first=True,
        law="in de overeenkomst staat ook wie de ander zelf inschakelt (AVG artikel 28).",
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


def step_head(progress: str = "stap 2 van ongeveer 4", chosen: str = "") -> StepHead:
    return StepHead("Datalek melden", progress, "Beleid, punt 14 stap 3", chosen)


def _everyday() -> dict[str, Example]:
    return {
        "01-welcome": Example(welcome_card(_welcome())),
        "02-question": Example(question_card(_question())),
        "02b-stopped": Example(
            stopped_card(
                StoppedView(
                    "Mag dit?",
                    "Gestopt",
                    "Je 5 antwoorden bewaar ik tot maandag 7 december. Daarna wis ik ze.",
                    {"draft": "d-0001", "version": 6},
                )
            )
        ),
        "03-first-aid": Example(form_card(_first_aid())),
        "04-data": Example(form_card(_data_form())),
        "05-errors": Example(form_card(_error_form()), (REPORT,)),
        "06-review": Example(review_card(_review()), (REPORT, "Ontvanger gebeld, geen gehoor", NAME)),
        "07-receipt": Example(receipt_card(_receipt())),
        "07b-status": Example(
            receipt_card(
                replace(
                    _receipt(),
                    state="opgepakt",
                    turn=f"{OFFICER} heeft je melding. Aan zet: **Privacy Officer**",
                    steps=(),
                    decides="",
                    closing="",
                    clock=clock(51),
                )
            ),
            (OFFICER,),
        ),
        "08-new": Example(incident_card(_incident()), (REPORT, NAME)),
        "08b-confidential": Example(
            incident_card(
                replace(
                    _incident(),
                    number="DL-2026-0002",
                    state="vertrouwelijk",
                    confidential=True,
                    buttons=(
                        Button("Stuur mij de feiten", "send_facts", CASE, primary=True),
                        Button("Gezien", "seen", CASE),
                    ),
                )
            ),
            (REPORT, NAME),
        ),
        "09-question-pending": Example(incident_card(_pending()), (REPORT, NAME, OFFICER, ASKED)),
        "09b-answered": Example(
            incident_card(
                replace(
                    _pending(),
                    turn="Aan zet: **Privacy Officer**",
                    folded=False,
                    answers=(
                        Exchange(ASKED, OFFICER, "di 24 nov, 10.30 uur", "Ja, en hij heeft hem gewist."),
                    ),
                )
            ),
            (REPORT, NAME, OFFICER, ASKED, "Ja, en hij heeft hem gewist."),
        ),
        "10-overdue": Example(incident_card(_overdue()), (REPORT, NAME)),
        "10b-done": Example(
            incident_card(
                replace(
                    _incident(),
                    state="✓ afgerond",
                    by=OFFICER,
                    turn="Gemeld bij de AP op wo 25 nov, 09.05 uur.",
                    tone="done",
                    clock=None,
                    folded=True,
                    source="Beleid, punt 14",
                    buttons=(Button("Toon verloop", "history", CASE),),
                )
            ),
            (REPORT, NAME, OFFICER),
        ),
        "history": Example(history_card(_history(4)), (NAME, OFFICER, REPORT)),
        "note": Example(
            note_card(
                NoteView(
                    "DL-2026-0001",
                    "Er is een antwoord",
                    (f"{NAME} beantwoordt de vraag van {OFFICER}.",),
                    (Quoted("De vraag", ASKED), Quoted("Het antwoord", REPORT)),
                    "Dit staat ook op de kaart van de zaak.",
                    (Button("Toon de zaak", "show", {"case": "DL-2026-0001"}),),
                )
            ),
            (NAME, OFFICER, ASKED, REPORT),
        ),
        "11-triage-question": Example(
            triage_card(_triage()), (OFFICER, "Ontvanger gebeld, geen gehoor", f"Door {OFFICER}.")
        ),
        "11b-triage-form": Example(triage_card(_triage_form()), (OFFICER, REPORT)),
        "12-advice": Example(advice_card(_advice()), (OFFICER,)),
        "12b-decided": Example(incident_card(_decided()), (NAME, OFFICER, REPORT)),
        "12c-duties": Example(duties_card(_duties()), (OFFICER,)),
        "13-reminder": Example(reminder_card(_reminder()), (OFFICER,)),
        "13d-waiting": Example(waiting_card(_waiting()), (OFFICER,)),
        "13b-seen": Example(
            seen_card(SeenView("DL-2026-0001", "nog 12 uur", OFFICER, DEADLINE - timedelta(hours=11.8))),
            (OFFICER,),
        ),
        "13c-shrunk": Example(shrunk_card("DL-2026-0001 · nog 24 uur", "Er is een nieuwere herinnering.")),
        "15-ask": Example(ask_card(_ask()), (ASKED, OFFICER)),
        "15-consult": Example(consult_card(_consult()), (NAME, CONSULTED)),
        "15b-consult-answered": Example(
            consult_card(
                replace(
                    _consult(),
                    state="beantwoord",
                    turn="Beantwoord op ma 30 nov, 10.05 uur. De vrager kan nog reageren.",
                    tone="good",
                    said=(Said(f"Antwoord van {OFFICER}, ma 30 nov, 10.05 uur", "Ja, met *ZIVVER*."),),
                    answer=None,
                    buttons=(Button("Heropen", "reopen", CASE),),
                )
            ),
            (NAME, OFFICER, CONSULTED, "Ja, met *ZIVVER*.", f"Antwoord van {OFFICER}, ma 30 nov, 10.05 uur"),
        ),
        "16-rights-request": Example(rights_card(_request()), (NAME, "TEST-0000")),
        "16b-rights-late": Example(
            rights_card(
                replace(
                    _request(),
                    state="✕ te laat",
                    tone="late",
                    clock=Clock(REQUEST_DUE, REQUEST_DUE + timedelta(days=2), timedelta(days=30)),
                    term_note="",
                    late_note="Antwoorden moet nog steeds. Leg vast waarom het te laat is.",
                    folded=True,
                    searches=(SearchLine("1 · Privacy Officer", "tot ma 30 nov", ASKED),),
                )
            ),
            (NAME, ASKED, "TEST-0000"),
        ),
        "16c-rights-receipt": Example(
            rights_receipt_card(
                RightsReceiptView(
                    number="RV-2026-0001",
                    office="Juridische Zaken",
                    tell="Je verzoek is binnen. WIL antwoordt uiterlijk **za 19 dec**. Het kost niets.",
                    term_note="De maand telt vanaf do 19 nov, de dag van ontvangst.",
                    steps=("**Geef zelf nog geen gegevens** en beloof geen uitkomst.", "**Gooi niets weg.**"),
                    notes=("Een medewerker kan veel zelf inzien of verbeteren in **AFAS**.",),
                    closing="Beleid, punt 16",
                    buttons=(Button("Hoe staat het ervoor?", "show", RIGHTS_CASE),),
                )
            )
        ),
        "17-own-cases": Example(own_cases_card(_own_cases(3, 2))),
        "18-register": Example(register_card(_register())),
        "18b-digest": Example(
            register_card(
                RegisterView(
                    title="Open datalekken",
                    counts="5 van 9, krapste termijn eerst · 1 te laat",
                    rows=_register().rows,
                    buttons=(Button("Toon de hele lijst", "register", {"filter": "open"}, of="register"),),
                    notes=(
                        "Leg bij elk vast waarom het te laat is. Melden moet nog steeds, als dat nodig is.",
                    ),
                )
            )
        ),
        "19-month": Example(month_card(_month())),
        "19b-figures": Example(figures_card(_figures())),
        "20a-no-role": Example(
            notice_card(
                NoticeView(
                    "Dit kun jij niet doen",
                    (
                        "Alleen de Privacy Officer en de FG pakken een datalek op. Er is niets veranderd.",
                        "Klopt dat niet? Vraag de beheerder om je toe te voegen.",
                    ),
                    (
                        Button("Toon de zaak", "show", {"case": "DL-2026-0001"}),
                        Button("Vraag de Privacy Officer", "contact", {"office": "po"}),
                    ),
                )
            )
        ),
        "20b-old-card": Example(
            with_old_card_banner(incident_card(replace(_pending(), answers=()))), (REPORT, NAME, OFFICER)
        ),
        "20c-answered": Example(answered_card("Datalek melden", "Ja, toch melden")),
        "14-verdict": Example(verdict_card(_verdict()), (_verdict().about,)),
        "14b-verdict-asked": Example(
            verdict_card(replace(_verdict(), done=("Gevraagd aan JZ: AD-2026-0001.",))), (_verdict().about,)
        ),
        "14d-kept-advice": Example(
            verdict_card(
                replace(
                    _verdict(),
                    number="KA-2026-0001 · Gegevens delen",
                    banner="Het beleid is sindsdien gewijzigd. Vul de vragen opnieuw in.",
                    done=("Bewaard als KA-2026-0001 op ma 23 nov, 14.10 uur.",),
                    buttons=(Button("Vul opnieuw in", "start", {"flow": "sharing"}, primary=True),),
                )
            ),
            (_verdict().about,),
        ),
        "22-record": Example(record_card(_record()), (_record().name,)),
        "22b-record-ended": Example(
            record_card(
                replace(
                    _record(),
                    state="beëindigd",
                    tone="running",
                    turn="Beëindigd op ma 23 nov, 14.10 uur. Niemand is aan zet.",
                    notes=(),
                    reason=Fact("Waarom beëindigd", "De dienst is gestopt.", typed=True),
                )
            ),
            (_record().name, "De dienst is gestopt."),
        ),
        "23-friction": Example(friction_card(_friction())),
        "14c-policy-points": Example(
            policy_points_card(
                PolicyPointsView(
                    (PolicyPointView("Beleid, punt 8", "Bewaar niet meer en niet langer dan nodig."),),
                    "Meer weten? Vraag het de Privacy Officer: privacy@voorbeeld.nl.",
                    "https://intranet.voorbeeld.nl/privacybeleid",
                    (Button("Vraag het een collega", "contact", {"office": "po"}),),
                )
            )
        ),
        "20d-outcome": Example(
            outcome_card(
                OutcomeView(
                    "Datalek melden",
                    "Niet gemeld",
                    (
                        "Zonder persoonsgegevens is het geen datalek. Je hoeft nu niets te melden.",
                        "Blijkt later dat er toch gegevens van mensen bij waren? Typ dan ‘datalek’.",
                    ),
                    "Beleid, punt 14 stap 1",
                    (Button("Menu", "menu"),),
                )
            )
        ),
        "21-paper": Example(paper_card(_paper())),
        "21b-papers": Example(
            papers_card(
                "DL-2026-0001",
                (
                    PaperRow(
                        "Voorlopige melding aan de AP",
                        "Autoriteit Persoonsgegevens (AP)",
                        {**CASE, "paper": "ap"},
                    ),
                    PaperRow(
                        "Brief aan de betrokkenen", "de mensen om wie het gaat", {**CASE, "paper": "letter"}
                    ),
                ),
                (Button("Toon de zaak", "show", {"case": "DL-2026-0001"}),),
            )
        ),
    }


REQUEST_DUE = datetime(2026, 12, 19, 23, 59, 59, tzinfo=AMSTERDAM)
RIGHTS_CASE: Mapping[str, Scalar] = {"case": "RV-2026-0001", "version": 5}


def _request(words: str = "") -> RightsView:
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
            Fact("Aanvrager", "Cliënt, zelf"),
            Fact("Termijn", "Ontvangen + 1 maand"),
            Fact("Kenmerk", "TEST-0000", typed=True),
        ),
        more_facts=(Fact("Al gezegd", words or "Gebeld op maandag.", typed=True),),
        rights=(
            RightLine("Inzage en kopie", "Wacht op identiteit", words),
            RightLine("Verbeteren", "Nog open"),
        ),
        searches=(SearchLine("1 · Archief", "tot ma 30 nov", words, words),) if words else (),
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
            Button("Gezien", "seen", RIGHTS_CASE, in_more=True),
            Button("Toon verloop", "history", RIGHTS_CASE, in_more=True),
        ),
    )


def _rarer() -> dict[str, Example]:
    many = tuple(Option(str(number), f"Mogelijkheid nummer {number}") for number in range(8))
    long = (Option("ja", "Ja, dit mag volgens mij gewoon"), Option("nee", "Nee"))
    cards = {
        "welcome without a policy": welcome_card(replace(_welcome(), policy_url="")),
        "first question": question_card(replace(_question(), can_go_back=False, example=(), doubt="")),
        "many answers": question_card(replace(_question(), options=many)),
        "long answers": question_card(replace(_question(), options=long)),
        "question after a change": question_card(
            replace(_question(), notice="Door je wijziging telt dit niet meer mee: **Ontdekt**, Gebeurd.")
        ),
        "first aid again": form_card(replace(_data_form(), aid=_first_aid().aid, aid_title="Doe dit eerst:")),
        "first aid with an error": form_card(
            replace(
                _first_aid(),
                fields=(replace(_first_aid().fields[0], error="Wat is er gebeurd: dit is nog leeg."),),
            )
        ),
        "six errors": form_card(
            replace(
                _error_form(),
                fields=tuple(
                    Field(
                        f"f{number}",
                        "text",
                        f"Veld {number}",
                        error=f"Veld {number}: kan niet.",
                        max_length=9,
                    )
                    for number in range(6)
                ),
            )
        ),
        "values that do not fit": form_card(
            replace(
                _error_form(),
                fields=(
                    Field(
                        "day",
                        "date",
                        "Dag",
                        value="31-02-2026",
                        error="Dag: dit is geen datum.",
                        max_length=40,
                    ),
                    Field(
                        "hour",
                        "time",
                        "Uur",
                        value="half drie",
                        error="Uur: dit is geen tijd.",
                        max_length=40,
                    ),
                    Field("count", "number", "Aantal", value="veertien", max_length=40),
                    Field("zero", "number", "Nog een aantal", value="0"),
                ),
            )
        ),
        "unreadable": form_card(
            replace(
                _error_form(), fields=_data_form().fields, notice="Dat kon ik niet lezen. Typ: 14 mensen."
            )
        ),
        "receipt at night": receipt_card(replace(_receipt(), night=True)),
        "receipt without a clock": receipt_card(replace(_receipt(), clock=None)),
        "status, late": receipt_card(
            replace(_receipt(), state="✕ te laat", turn="Wacht op: **jou**", clock=clock(-3))
        ),
        "status, done": receipt_card(
            replace(_receipt(), state="✓ afgerond", turn="", clock=None, steps=(), decides="", buttons=())
        ),
        "confidential and late": incident_card(
            replace(
                _overdue(), confidential=True, state="✕ te laat", buttons=(Button("Gezien", "seen", CASE),)
            )
        ),
        "twelve hours": incident_card(replace(_incident(), tone="warning", clock=clock(11.5))),
        "without anything": incident_card(
            replace(
                _incident(),
                turn="",
                clock=None,
                facts=(),
                more_facts=(),
                words="",
                reporter="",
                buttons=(),
            )
        ),
        "register, nothing found": register_card(
            replace(_register(), rows=(), buttons=(), counts="Geen datalekken", notes=("Niets gevonden.",))
        ),
        "register, closed": register_card(
            replace(
                _register(),
                rows=(
                    RegisterRow(
                        "DL-2026-0001", ("vergissing",), mark="afgerond", bold="gesloten op ma 23 nov"
                    ),
                    RegisterRow("DL-2026-0002", (), mark="afgerond", bold="gesloten op ma 23 nov"),
                ),
            )
        ),
        "register, more rows than fit": register_card(
            replace(
                _register(),
                rows=tuple(replace(_register().rows[0], number=f"DL-2026-{n:04}") for n in range(9)),
            )
        ),
        "month, nothing": month_card(
            replace(_month(), kinds=(), counts=_month().counts[:3], months=(Count("Oktober", 0),), notes=())
        ),
        "month, many": month_card(
            replace(
                _month(),
                kinds=tuple(Count(each.label, each.number * 97) for each in _month().kinds),
                months=tuple(Count(each.label, each.number * 97) for each in _month().months),
            )
        ),
        "own cases, none": own_cases_card(_own_cases(0, 0)),
        "own cases, many": own_cases_card(_own_cases(9, 9)),
        "history, one more": history_card(_history(13)),
        "history, long": history_card(_history(60)),
        "reminder to two": reminder_card(
            replace(_reminder(), mentions=(Mention(OFFICER, "id-1"), Mention("Kim *Voorbeeld*", "id-2")))
        ),
        "reminder to nobody, late": reminder_card(
            replace(_reminder(), mentions=(), clock=clock(-80), tone="late", advice="", consequence="")
        ),
        "reminder, done": reminder_card(replace(_reminder(), tone="done", clock=clock(60))),
        "what was still open": ask_card(
            AskView(
                "DL-2026-0001",
                "Weet je inmiddels meer?",
                "",
                "",
                (*_data_form().fields[2:4], Field("done", "long_text", "Al gedaan", max_length=2000)),
                Button("Vul aan", "add_facts", CASE),
                "Leeg laten mag.",
            )
        ),
        "answer with an error": ask_card(
            replace(_ask(), fields=(replace(_ask().fields[0], error="Je antwoord: dit is nog leeg."),))
        ),
    }
    return {name: Example(card, (REPORT, ASKED), everyday=False) for name, card in cards.items()}


def _nasty() -> dict[str, Example]:
    found: dict[str, Example] = {}
    for name, words in NASTY.items():
        field = Field(
            "what_happened",
            "long_text",
            "Vertel het kort",
            value=words,
            max_length=8000,
            note="Er stond iets in.",
        )
        incident = replace(
            _pending(),
            by=words[:80],
            facts=(*_incident().facts, Fact("Stukken", words, typed=True, mark="gevoelig")),
            more_facts=(Fact("Al gedaan", words, typed=True),),
            words=words,
            reporter=words[:80],
            answers=(Exchange(words[:1000], words[:80], "di 24 nov, 10.30 uur", "", "Nog geen antwoord."),),
            folded=False,
        )
        record = replace(
            _record(),
            name=words[:120],
            facts=(Fact("Doelen", words[:600], typed=True), Fact("Team", words[:120], typed=True)),
            parts=(RecordPart("Waarheen", (Fact("Ontvangers", words[:600], typed=True),) * 3),),
            reason=Fact("Waarom beëindigd", words[:1000], typed=True),
        )
        lines = (
            ReviewLine("In je eigen woorden", (words,), False, "what_when", typed=True),
            ReviewLine("Waar", (words[:60], "Papier"), True, "handling"),
        )
        paper = replace(
            _paper(),
            todo=(words[:80],) * 8,
            before=("Klopt alles?",),
            parts=(
                PaperPart(
                    ((PaperRun(words), PaperRun(" [controleer]", marked=True)),) * 4, "Waarom?", "De reden"
                ),
            ),
        )
        cards = {
            **{f"paper, page {page}": paper_card(replace(paper, page=page)) for page in (1, 2, 9)},
            "register": register_card(
                replace(
                    _register(),
                    typed=words[:60],
                    filters=(Field("sought", "text", "Zoek", value=words[:60], max_length=120),),
                )
            ),
            "question": question_card(replace(_question(), head=step_head(chosen=words[:60]))),
            "form": form_card(replace(_error_form(), fields=(field,), closing=f"Dit ziet {words[:40]}.")),
            "review": review_card(replace(_review(), lines=lines, closing=f"Zichtbaar voor {words[:40]}.")),
            "incident": incident_card(incident),
            "rights": rights_card(_request(words)),
            "consult": consult_card(
                replace(
                    _consult(),
                    question=words,
                    asked_by=words[:80],
                    by=words[:80],
                    said=(Said("Vraag terug", words), Said("Antwoord", words)),
                    earlier=(Said("Aanvulling", words),) * 4,
                    told=(*_consult().told, ToldLine("Wat wil je doen?", words[:500], True)),
                )
            ),
            "incident, folded": incident_card(replace(incident, folded=True)),
            "incident, answered": incident_card(
                replace(
                    incident,
                    words=words,
                    answers=(replace(incident.answers[0], answer=words[:2000]),) * 6,
                )
            ),
            "history": history_card(
                HistoryView(
                    "DL-2026-0001",
                    (HistoryLine("ma 23 nov, 14.10 uur", words[:80], "wijkt af van het advies", words),) * 14,
                )
            ),
            "triage": triage_card(
                replace(
                    _triage(),
                    who=f"Door {words[:80]}.",
                    quoted=(words, words),
                    earlier=(("Wat weegt hier nog mee?", words[:200]),) * 12,
                )
            ),
            "advice": advice_card(
                replace(
                    _advice(),
                    who=f"Door {words[:80]}.",
                    typed=(Fact("Waarom te laat", words[:1000], typed=True),) * 3,
                )
            ),
            "duties": duties_card(replace(_duties(), lines=(Fact("Politie", words[:80], typed=True),) * 2)),
            "reminder": reminder_card(
                replace(
                    _reminder(),
                    mentions=(Mention(words[:30], "id-1"),),
                    facts=(Fact("Staat bij", words[:80], typed=True),),
                    consequence=f"Dan waarschuw ik {words[:30]}.",
                )
            ),
            "note": note_card(
                NoteView(
                    "DL-1",
                    "Er is iets",
                    (words[:80],),
                    (Quoted("Vraag", words[:1000]), Quoted("Antwoord", words)),
                )
            ),
            "seen": seen_card(SeenView("DL-2026-0001", "nog 12 uur", words[:80], DEADLINE)),
            "ask": ask_card(replace(_ask(), question=words, asked_by=words[:80])),
            "record": record_card(record),
            "answered": answered_card("Datalek melden", words),
            "notice": notice_card(NoticeView("Dit kan niet", (f"Vraag het aan {words[:80]}.",))),
            "receipt": receipt_card(replace(_receipt(), state="opgepakt", turn=f"Door {words[:60]}.")),
        }
        visible = words if words.strip(" \u200b\n\t") else ""
        for card_name, card in cards.items():
            found[f"{card_name}: {name}"] = Example(card, (visible,), everyday=False)
    return found


def _welcome() -> WelcomeView:
    return WelcomeView(
        "Waarmee kan ik je helpen?",
        "Kies hieronder. Of typ gewoon wat er is, zoals ‘mail naar de verkeerde gestuurd’.",
        (
            MenuRow(
                "Er ging iets mis met gegevens",
                "Meld een (mogelijk) datalek. Dat kost twee minuten.",
                "start",
                {"flow": "breach"},
            ),
            MenuRow(
                "Mag ik dit doen?",
                "Gegevens gebruiken, delen, mailen of bewaren.",
                "start",
                {"flow": "may_i"},
            ),
            MenuRow(
                "Iemand vraagt om zijn gegevens",
                "Inzien, verbeteren, wissen of bezwaar maken.",
                "start",
                {"flow": "rights"},
            ),
            MenuRow("Mijn zaken", "Zie hoe het staat met wat je meldde of vroeg.", "own_cases", {"page": 1}),
        ),
        "Ik ben een programma en volg het privacybeleid van WIL. Besluiten neemt een collega. "
        "Namen en BSN’s heb ik niet nodig.",
        "https://intranet.voorbeeld.nl/privacybeleid",
    )


def _question() -> QuestionView:
    return QuestionView(
        StepHead("Mag dit?", "vraag 6 van ongeveer 11", "Beleid, punt 7", "gegevens van cliënten"),
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


KINDS = (
    Option("verkeerde_ontvanger", "Mail of brief naar de verkeerde"),
    Option("cc", "Mailadressen zichtbaar voor anderen (cc)"),
    Option("kwijt", "Laptop, telefoon of papier kwijt of gestolen"),
    Option("hack", "Account gehackt of op een neplink geklikt"),
    Option("onbevoegd", "Iemand zag of gebruikte gegevens zonder reden"),
    Option("openbaar", "Gegevens stonden open voor iedereen"),
    Option("weg", "Gegevens weg, gewijzigd of niet bereikbaar"),
    Option("anders", "Iets anders"),
    Option("onbekend", "Weet ik niet"),
)


def _first_aid() -> FormView:
    return FormView(
        step_head("stap 1 van ongeveer 4"),
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


def _data_form() -> FormView:
    kinds = {
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
    groups = {
        "client": "Cliënten",
        "kwetsbaar": "Mensen in een kwetsbare situatie",
        "minderjarig": "Kinderen onder de 18",
        "medewerker": "Collega’s",
        "anders": "Anderen",
        "onbekend": "Weet ik niet",
    }
    ranges = tuple(
        Option(value, title)
        for value, title in (
            ("1", "1"),
            ("2-10", "2 tot 10"),
            ("11-100", "11 tot 100"),
            ("101-1000", "101 tot 1.000"),
            ("1001+", "Meer dan 1.000"),
            ("onbekend", "Weet ik niet"),
        )
    )
    return FormView(
        step_head("stap 3 van ongeveer 4"),
        "Welke gegevens, van wie?",
        "Kies alles wat erin staat of kan staan. Typ geen namen of BSN’s.",
        fields=(
            Field(
                "data_kinds",
                "choices",
                "Welke gegevens?",
                required=True,
                value="contact,financieel",
                options=tuple(Option(value, title) for value, title in kinds.items()),
                client_error="Kies minstens één soort. ‘Weet ik niet’ mag ook.",
            ),
            Field(
                "groups",
                "choices",
                "Van wie?",
                required=True,
                value="client",
                options=tuple(Option(value, title) for value, title in groups.items()),
                client_error="Kies minstens één groep. ‘Weet ik niet’ mag ook.",
            ),
            Field("n_people", "choice", "Van hoeveel mensen?", value="onbekend", options=ranges),
            Field(
                "n_records",
                "choice",
                "Hoeveel brieven, dossiers of regels?",
                value="onbekend",
                options=ranges,
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


def _error_form() -> FormView:
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
            Field(
                "discovered_date",
                "date",
                "Ontdekt op",
                value="2026-11-23",
                error="Ontdekt: dit moet nog komen. Het is nu ma 23 nov, 14.05 uur.",
            ),
            Field("discovered_time", "time", "Ontdekt om", value="23:40"),
            Field(
                "happened_date",
                "date",
                "Gebeurd op",
                value="2026-11-24",
                error="Gebeurd: dit is later dan het ontdekken.",
            ),
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


def _review() -> ReviewView:
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


def _receipt() -> ReceiptView:
    return ReceiptView(
        "DL-2026-0001",
        "de Privacy Officer",
        (
            "Je hoort hier wie je melding oppakt.",
            "Blijf bereikbaar: er kan een vraag komen.",
            "Weet je meer? Vul je melding aan.",
        ),
        clock(71.5),
        "Moet de toezichthouder (AP) het weten? Dat beslist de Privacy Officer. "
        "Het kan tot **donderdag 26 november, 13.40 uur**.",
        night=True,
        closing="1 antwoord staat nog open. Daar vraag ik om 16.10 uur één keer naar.",
        buttons=(
            Button("Vul aan", "add_facts", CASE),
            Button("Hoe staat het ervoor?", "status", CASE),
            Button("Dit was een vergissing", "withdraw", CASE, in_more=True),
        ),
    )


def _ask_reporter() -> AskButton:
    return AskButton(
        "Vraag aan de melder",
        (
            Field(
                "question",
                "long_text",
                f"Je vraag aan {NAME}",
                required=True,
                max_length=1000,
                client_error="Typ eerst je vraag.",
            ),
        ),
        Button("Stuur de vraag", "ask_reporter", CASE, primary=True, fields=True),
        "Sam krijgt de vraag in de eigen chat met de bot. Het antwoord komt op deze kaart.",
    )


def _consult() -> ConsultView:
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
        answer=Field(
            "words",
            "long_text",
            "Je antwoord of je vraag terug",
            required=True,
            max_length=4000,
            client_error="Typ eerst je antwoord of je vraag.",
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
            Button("Geef aan ander kantoor", "pass_on_form", CASE, in_more=True),
            Button("Toon verloop", "history", CASE, in_more=True),
        ),
    )


def _incident() -> IncidentView:
    return IncidentView(
        number="DL-2026-0001",
        state="nieuw datalek",
        turn="Nog niemand pakt dit op. Aan zet: **Privacy Officer**",
        by="",
        tone="running",
        clock=clock(71.5),
        late_note="",
        facts=(
            Fact("Soort", "Mail of brief naar de verkeerde"),
            Fact("Gegevens", "Contact · inkomen of schulden", mark="gevoelig"),
            Fact("Mensen", "1 cliënt"),
            Fact("Ontdekt", "ma 23 nov, 13.40 uur"),
        ),
        more_facts=(
            Fact("Gebeurd", "ma 23 nov, 09.15 uur"),
            Fact("Stukken", "Nog onbekend"),
            Fact("Systemen", "Mailprogramma"),
            Fact("Al gedaan", "Ontvanger gebeld, geen gehoor", typed=True),
            Fact("Gemeld", "ma 23 nov, 14.10 uur"),
            Fact("Termijn", "Ontdekt + 72 uur, ook ’s nachts en in het weekend"),
        ),
        words=REPORT,
        answers=(),
        reporter=NAME,
        notes=(),
        confidential=False,
        buttons=(
            Button("Ik pak dit op", "take_up", CASE, primary=True),
            Button("Gezien", "seen", CASE),
            _ask_reporter(),
            Button("Maak vertrouwelijk", "make_confidential", CASE, in_more=True),
            Button("Toon verloop", "history", CASE, in_more=True),
        ),
    )


def _pending() -> IncidentView:
    return replace(
        _incident(),
        state="opgepakt",
        by=OFFICER,
        turn="Wacht op: **de melder**, sinds di 24 nov, 10.30 uur",
        clock=clock(51.2),
        answers=(
            Exchange(
                ASKED,
                OFFICER,
                "di 24 nov, 10.30 uur",
                waiting="Nog geen antwoord. Om 14.30 uur herinner ik de melder.",
            ),
        ),
        buttons=(
            Button("Draag over", "hand_over", CASE, in_more=True),
            Button("Beoordelen", "assess", CASE, primary=True),
            _ask_reporter(),
            Button("Maak vertrouwelijk", "make_confidential", CASE, in_more=True),
            Button("Toon verloop", "history", CASE, in_more=True),
        ),
        folded=True,
    )


def _overdue() -> IncidentView:
    reason = Field(
        "reason",
        "long_text",
        "Waarom is de termijn niet gehaald?",
        required=True,
        max_length=1000,
        client_error="Schrijf in een of twee zinnen waarom.",
    )
    return replace(
        _incident(),
        state="✕ te laat",
        turn="Nog niemand heeft dit gezien. Aan zet: **Privacy Officer**. Vervanger en FG zijn gewaarschuwd.",
        tone="late",
        clock=clock(-3.2),
        late_note="Melden moet nog steeds, als dat nodig is. De AP vraagt dan waarom het te laat is.",
        notes=("De melder zegt: dit was een vergissing.",),
        buttons=(
            Button("Ik pak dit op", "take_up", CASE, primary=True),
            Button("Gezien", "seen", CASE),
            AskButton(
                "Waarom te laat",
                (reason,),
                Button("Leg vast", "late_reason", CASE, primary=True, fields=True),
            ),
            Button("Toon verloop", "history", CASE, in_more=True),
        ),
    )


def _history(count: int) -> HistoryView:
    told = (
        HistoryLine("ma 23 nov, 14.10 uur", NAME, "meldt het"),
        HistoryLine("di 24 nov, 09.12 uur", OFFICER, "pakt het op"),
        HistoryLine("di 24 nov, 10.30 uur", OFFICER, "vraagt de melder iets"),
        HistoryLine("di 24 nov, 15.40 uur", OFFICER, "wijkt af van het advies", REPORT),
    )
    lines = (told * (count // len(told) + 1))[:count]
    return HistoryView(
        "DL-2026-0001", lines, (Button("Terug naar de zaak", "show", {"case": "DL-2026-0001"}),)
    )


def _reminder() -> ReminderView:
    return ReminderView(
        "DL-2026-0001",
        clock(12.2),
        (Mention(OFFICER, "00000000-0000-0000-0000-000000000001"),),
        "er is nog geen besluit over de AP.",
        (Fact("AP tot", "do 26 nov, 13.40 uur"), Fact("Ontbreekt", "Besluit AP, besluit cliënt")),
        "Weet je nog niet alles? Meld voorlopig. Aanvullen of intrekken kan later.",
        "Drukt niemand op Gezien? Dan waarschuw ik om 09.40 uur ook de vervanger. De FG weet het al.",
        "warning",
        (
            Button("Gezien", "seen", {"case": "DL-2026-0001", "stage": "ap-12h"}, primary=True),
            Button("Beoordelen", "assess", CASE),
        ),
    )


def _triage() -> TriageView:
    place: dict[str, Scalar] = {**CASE, "step": "trusted", "count": 3}
    return TriageView(
        number="DL-2026-0001",
        state="wordt beoordeeld",
        who=f"Door **{OFFICER}**. AP tot do 26 nov, 13.40 uur: nog 47 uur",
        tone="running",
        progress="Beoordelen · vraag 8 van ongeveer 10",
        question="Is de ontvanger te vertrouwen, en is alles gewist?",
        explanation="Een bevestiging die je vertrouwt, maakt het risico kleiner.",
        told="",
        quoted=("Ontvanger gebeld, geen gehoor",),
        options=(Option("ja", "Ja, beide"), Option("nee", "Nee"), Option("onbekend", "Nog onbekend")),
        fields=(),
        answer="triage_answer",
        doubt="",
        earlier=(
            ("Zijn er persoonsgegevens bij betrokken?", "Ja"),
            ("Wat gebeurde er met de gegevens?", "Iemand kon ze zien of krijgen die dat niet mag"),
        ),
        source="Beleid, punt 14 stap 5 en 7 · AVG artikel 33",
        data=place,
        buttons=(
            Button("Terug", "back_triage", {**CASE, "count": 3}),
            Button("Later verder", "pause_triage", CASE),
        ),
    )


def _triage_form() -> TriageView:
    weighs = Field(
        "weighs",
        "choices",
        "Kies alles wat geldt",
        required=True,
        options=(
            Option("kwetsbaar", "De gegevens gaan over kwetsbare mensen"),
            Option("opzet", "Er is opzet in het spel"),
            Option("schade", "Er is al schade te zien"),
            Option("geen", "Geen van deze"),
        ),
        client_error="Kies wat geldt, of kies ‘Geen van deze’.",
    )
    return replace(
        _triage(),
        progress="Beoordelen · vraag 9 van ongeveer 10",
        question="Wat weegt hier nog mee?",
        explanation="Dit maakt het risico voor mensen groter.",
        told="Een vergissing",
        quoted=(REPORT,),
        options=(),
        fields=(weighs,),
    )


def _advice() -> AdviceView:
    return AdviceView(
        number="DL-2026-0001",
        state="klaar om te besluiten",
        who=f"Door **{OFFICER}**. AP tot do 26 nov, 13.40 uur: nog 46 uur",
        tone="running",
        clock=None,
        title="Meld het bij de AP en licht de mensen in",
        parts=(
            Part(
                "AP: **ja, melden**",
                (
                    ("Er zijn gevoelige gegevens bij, zoals over geld.", "Beleid punt 14 stap 5 en punt 2"),
                    ("Er is opzet in het spel.", "Richtsnoeren EDPB 9/2022"),
                ),
            ),
            Part(
                "Mensen: **ja, inlichten**",
                (
                    (
                        "Iemand kan ze lezen. Dan meldt WIL het altijd.",
                        "Beleid punt 14 stap 7; AVG art. 34 lid 1",
                    ),
                ),
            ),
        ),
        notes=(),
        typed=(),
        score_title="Hulpscore ENISA: 3,25 (hoog)",
        score=(
            "Soort gegevens 3 × herkenbaar 1 + omstandigheden 0,25.",
            "De score helpt, maar beslist niet.",
        ),
        hint="Twijfel? Meld dan eerst voorlopig.",
        buttons=(
            Button("Neem advies over", "decide", {**CASE, "choice": "follow"}, primary=True),
            Button("Eerst voorlopig melden", "decide", {**CASE, "choice": "provisional"}),
            Button("Wijk af", "deviate_form", CASE),
            Button("Terug naar de vragen", "back_triage", {**CASE, "count": 10}, in_more=True),
            Button("Toon verloop", "history", CASE, in_more=True),
        ),
    )


def _decided() -> IncidentView:
    return replace(
        _incident(),
        state="besloten, nog melden",
        by=OFFICER,
        turn="Aan zet: **Privacy Officer** · bericht aan de mensen: **JZ**",
        folded=True,
        progress=(
            Fact("AP", "Nog melden."),
            Fact("Mensen", "Inlichten. Taak ligt bij JZ sinds di 24 nov, 15.40 uur."),
            Fact("Anderen", "Nog beslissen."),
            Fact("Register", "Gevolgen en maatregelen nog vastleggen"),
            Fact("Besluit", f"{OFFICER}, di 24 nov, 15.40 uur", typed=True),
            Fact("Advies", "Gevolgd"),
        ),
        buttons=(
            Button("Toon concepten", "paper", CASE, primary=True),
            Button("AP is gemeld", "ap_full_form", CASE),
            Button("Wie nog meer?", "decide_duties_form", CASE),
            Button("Meer bij deze zaak", "duties", CASE, in_more=True),
            Button("Nieuwe feiten", "new_facts_form", CASE, in_more=True),
            Button("Toon verloop", "history", CASE, in_more=True),
        ),
    )


def _duties() -> DutiesView:
    return DutiesView(
        number="DL-2026-0001",
        state="wie moet het weten",
        turn=f"Aan zet: **Privacy Officer**, zegt {OFFICER}",
        tone="running",
        clock=clock(46),
        lines=(
            Fact("AP", "Nog melden. Termijn: 72 uur (AVG artikel 33)."),
            Fact("Mensen", "Inlichten. Taak ligt bij JZ. Termijn: onverwijld (AVG artikel 34)."),
            Fact("Politie", f"Hoeft niet, zegt {OFFICER}.", typed=True),
        ),
        steps=(
            Button("AP is gemeld", "ap_full_form", CASE),
            Button("Mensen zijn ingelicht", "informed_form", CASE),
        ),
        source="AVG artikel 33 en 34 · Beleid, punt 14 stap 6 tot 8",
        buttons=(Button("Toon de zaak", "show", CASE), Button("Nieuwe feiten", "new_facts_form", CASE)),
    )


def _waiting() -> WaitingView:
    return WaitingView(
        number="DL-2026-0001",
        what="de melding aanvullen",
        mentions=(Mention(OFFICER, "id-1"),),
        sentence="de melding aan de AP is nog voorlopig.",
        facts=(Fact("Wacht op", "Aanvulling of intrekking bij de AP"),),
        advice="Vul de melding aan zodra je meer weet (AVG artikel 33 lid 4).",
        consequence="Op wo 25 nov, 15.40 uur herinner ik opnieuw.",
        buttons=(Button("Gezien", "seen", {**CASE, "stage": "fill-1"}, primary=True),),
    )


def _ask() -> AskView:
    return AskView(
        "DL-2026-0001",
        "De Privacy Officer vraagt je iets",
        ASKED,
        OFFICER,
        (
            Field(
                "answer",
                "long_text",
                "Je antwoord",
                required=True,
                max_length=4000,
                client_error="Typ eerst je antwoord. ‘Weet ik niet’ mag ook.",
            ),
        ),
        Button("Stuur mijn antwoord", "answer_question", CASE),
        "Je antwoord komt op de kaart van de Privacy Officer.",
        (Button("Toon mijn melding", "show", {"case": "DL-2026-0001"}),),
    )


def _paper() -> PaperView:
    gap = PaperRun("[invullen: telefoonnummer van de FG]", marked=True)
    return PaperView(
        number="DL-2026-0001",
        title="Brief aan de betrokkenen",
        addressee="de mensen om wie het gaat",
        use="JZ verstuurt deze brief, één per persoon. Zet er niets in over anderen.",
        source="AVG artikel 34 lid 2 · Beleid, punt 14 stap 8",
        todo=("Vul in: telefoonnummer van de FG", "Vul in: aanhef met naam", "Vul in: plaats en datum"),
        parts=(
            PaperPart(
                ((PaperRun("Een brief met uw gegevens is bij de verkeerde persoon terechtgekomen."),),),
                "Wat is er gebeurd?",
            ),
            PaperPart(
                ((PaperRun("• uw naam en adres"),), (PaperRun("• uw inkomen"),)),
                "Om welke gegevens gaat het?",
            ),
            PaperPart(
                (
                    (
                        PaperRun("Bel met "),
                        gap,
                        PaperRun(" of mail fg@voorbeeld.example."),
                    ),
                ),
                "Hebt u vragen?",
            ),
        ),
        turn={"case": "DL-2026-0001", "paper": "letter"},
        buttons=(
            Button("Andere concepten", "paper", {"case": "DL-2026-0001"}, in_more=True),
            Button("Toon de zaak", "show", {"case": "DL-2026-0001"}, in_more=True),
        ),
    )


def _register() -> RegisterView:
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


def _figures() -> FiguresView:
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


def _record() -> RecordView:
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
            RecordPart("Wat en waarvoor", (Fact("Rol van WIL", "WIL beslist zelf"),)),
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
            Button("Beëindig", "end_form", place, in_more=True),
            Button("Toon verloop", "history", place, in_more=True),
        ),
    )


def _friction() -> FrictionView:
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


def _month() -> MonthView:
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


def _own_cases(still_open: int, closed: int) -> OwnCasesView:
    first = CaseRow(
        "DL-2026-0001", "datalek", "Wacht op jou:", "er is een vraag.", closed=False, when="Gemeld ma 23 nov."
    )
    rows = [first][:still_open]
    rows += [
        CaseRow(
            f"AD-2026-{number:04}",
            "vraag aan de FG",
            "",
            "Ligt bij de FG.",
            closed=False,
            when="Gesteld vr 20 nov.",
        )
        for number in range(2, still_open + 1)
    ]
    rows += [
        CaseRow(
            f"DL-2025-{number:04}",
            "datalek",
            "",
            "Niet gemeld bij de AP.",
            closed=True,
            when="Afgerond di 3 nov.",
        )
        for number in range(1, closed + 1)
    ]
    return OwnCasesView(
        "Jouw zaken",
        f"{still_open} open, {closed} afgerond. Alleen jij ziet deze lijst.",
        tuple(rows),
        (
            Button("Beantwoord de vraag", "answer_question", {"case": "DL-2026-0001"}, primary=True),
            Button("Menu", "menu"),
        ),
    )
