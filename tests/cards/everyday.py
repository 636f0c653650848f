"""The cards that people see every day, in the order of the rules; these are drawn in the gallery."""

from dataclasses import replace
from datetime import timedelta

from cards.ask import ask_card
from cards.breach import Exchange, incident_card
from cards.breach_advice import advice_card
from cards.consult import Said, consult_card
from cards.contact import contact_card
from cards.duties import duties_card
from cards.figures import figures_card
from cards.form import form_card
from cards.friction import friction_card
from cards.history import history_card
from cards.knowledge import knowledge_card
from cards.lasting import record_card
from cards.month import month_card
from cards.note import NoteView, Quoted, note_card
from cards.notice import NoticeView, answered_card, notice_card, with_old_card_banner
from cards.outcome import OutcomeView, outcome_card
from cards.own_cases import own_cases_card
from cards.paper import PaperRow, paper_card, papers_card
from cards.question import question_card
from cards.receipt import receipt_card
from cards.register import RegisterView, register_card
from cards.reminder import SeenView, reminder_card, seen_card, shrunk_card, waiting_card
from cards.review import review_card
from cards.rights import Handled, rights_card
from cards.rights_receipt import RightsReceiptView, rights_receipt_card
from cards.stopped import StoppedView, stopped_card
from cards.triage import triage_card
from cards.verdict import verdict_card
from cards.view import Button, Clock, Fact
from cards.welcome import welcome_card
from tests.cards.assessing_views import advice_view, decided_view, duties_view, triage_form_view, triage_view
from tests.cards.breach_views import (
    ask_view,
    history_view,
    incident_view,
    overdue_view,
    paper_view,
    pending_view,
    receipt_view,
    reminder_view,
    waiting_view,
)
from tests.cards.example_words import ASKED, CASE, CONSULTED, DEADLINE, NAME, OFFICER, REPORT, Example, clock
from tests.cards.office_views import (
    REQUEST_DUE,
    RIGHTS_CASE,
    consult_view,
    figures_view,
    friction_view,
    month_view,
    own_cases_view,
    record_view,
    register_view,
    request_view,
)
from tests.cards.talk_views import (
    PURPOSE,
    TERM,
    contact_view,
    data_form_view,
    error_form_view,
    first_aid_view,
    knowledge_view,
    officer_help_view,
    officer_welcome_view,
    question_view,
    review_view,
    terms_view,
    verdict_view,
    welcome_view,
)


def everyday() -> dict[str, Example]:
    return {
        "01-welcome": Example(welcome_card(welcome_view())),
        "01b-welcome-of-an-officer": Example(welcome_card(officer_welcome_view())),
        "01c-help-of-an-officer": Example(notice_card(officer_help_view())),
        "02-question": Example(question_card(question_view())),
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
        "03-first-aid": Example(form_card(first_aid_view())),
        "04-data": Example(form_card(data_form_view())),
        "05-errors": Example(form_card(error_form_view()), (REPORT,)),
        "06-review": Example(review_card(review_view()), (REPORT, "Ontvanger gebeld, geen gehoor", NAME)),
        "07-receipt": Example(receipt_card(receipt_view())),
        "07b-status": Example(
            receipt_card(
                replace(
                    receipt_view(),
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
        "08-new": Example(incident_card(incident_view()), (REPORT, NAME)),
        "08b-confidential": Example(
            incident_card(
                replace(
                    incident_view(),
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
        "09-question-pending": Example(incident_card(pending_view()), (REPORT, NAME, OFFICER, ASKED)),
        "09b-answered": Example(
            incident_card(
                replace(
                    pending_view(),
                    turn="Aan zet: **Privacy Officer**",
                    folded=False,
                    answers=(
                        Exchange(ASKED, OFFICER, "di 24 nov, 10.30 uur", "Ja, en hij heeft hem gewist."),
                    ),
                )
            ),
            (REPORT, NAME, OFFICER, ASKED, "Ja, en hij heeft hem gewist."),
        ),
        "10-overdue": Example(incident_card(overdue_view()), (REPORT, NAME)),
        "10b-done": Example(
            incident_card(
                replace(
                    incident_view(),
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
        "history": Example(history_card(history_view(4)), (NAME, OFFICER, REPORT)),
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
            triage_card(triage_view()), (OFFICER, "Ontvanger gebeld, geen gehoor", f"Door {OFFICER}.")
        ),
        "11b-triage-form": Example(triage_card(triage_form_view()), (OFFICER, REPORT)),
        "12-advice": Example(advice_card(advice_view()), (OFFICER,)),
        "12b-decided": Example(incident_card(decided_view()), (NAME, OFFICER, REPORT)),
        "12c-duties": Example(duties_card(duties_view()), (OFFICER,)),
        "13-reminder": Example(reminder_card(reminder_view()), (OFFICER,)),
        "13d-waiting": Example(waiting_card(waiting_view()), (OFFICER,)),
        "13b-seen": Example(
            seen_card(SeenView("DL-2026-0001", "nog 12 uur", OFFICER, DEADLINE - timedelta(hours=11.8))),
            (OFFICER,),
        ),
        "13c-shrunk": Example(shrunk_card("DL-2026-0001 · nog 24 uur", "Er is een nieuwere herinnering.")),
        "15-ask": Example(ask_card(ask_view()), (ASKED, OFFICER)),
        "15-consult": Example(consult_card(consult_view()), (NAME, CONSULTED)),
        "15b-consult-answered": Example(
            consult_card(
                replace(
                    consult_view(),
                    state="beantwoord",
                    turn="Beantwoord op ma 30 nov, 10.05 uur. De vrager kan nog reageren.",
                    tone="good",
                    said=(Said(f"Antwoord van {OFFICER}, ma 30 nov, 10.05 uur", "Ja, met *ZIVVER*."),),
                    answer=(),
                    buttons=(Button("Heropen", "reopen", CASE),),
                )
            ),
            (NAME, OFFICER, CONSULTED, "Ja, met *ZIVVER*.", f"Antwoord van {OFFICER}, ma 30 nov, 10.05 uur"),
        ),
        "16-rights-request": Example(rights_card(request_view()), (NAME, "TEST-0000")),
        "16b-rights-late": Example(
            rights_card(
                replace(
                    request_view(),
                    state="✕ te laat",
                    tone="late",
                    clock=Clock(REQUEST_DUE, REQUEST_DUE + timedelta(days=2), timedelta(days=30)),
                    term_note="",
                    late_note="Antwoorden moet nog steeds. Leg vast waarom het te laat is.",
                    folded=True,
                    searches=(Handled("1 · Privacy Officer", "tot ma 30 nov", (ASKED, "")),),
                )
            ),
            (NAME, ASKED, "TEST-0000"),
        ),
        "16c-rights-receipt": Example(
            rights_receipt_card(
                RightsReceiptView(
                    number="RV-2026-0001",
                    office="Juridische Zaken",
                    tell="Je verzoek is binnen. WIL antwoordt uiterlijk **za 19 dec**. Meestal kost het niets.",
                    term_note="De maand telt vanaf do 19 nov, de dag van ontvangst.",
                    steps=("**Geef zelf nog geen gegevens** en beloof geen uitkomst.", "**Gooi niets weg.**"),
                    notes=("Een medewerker kan veel zelf inzien of verbeteren in **AFAS**.",),
                    closing="Beleid, punt 16",
                    buttons=(Button("Hoe staat het ervoor?", "show", RIGHTS_CASE),),
                )
            )
        ),
        "17-own-cases": Example(own_cases_card(own_cases_view(3, 2))),
        "18-register": Example(register_card(register_view())),
        "18b-digest": Example(
            register_card(
                RegisterView(
                    title="Open datalekken",
                    counts="5 van 9, krapste termijn eerst · 1 te laat",
                    rows=register_view().rows,
                    buttons=(Button("Toon de hele lijst", "register", {"filter": "open"}, of="register"),),
                    notes=(
                        "Leg bij elk vast waarom het te laat is. Melden moet nog steeds, als dat nodig is.",
                    ),
                )
            )
        ),
        "19-month": Example(month_card(month_view())),
        "19b-figures": Example(figures_card(figures_view())),
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
            with_old_card_banner(incident_card(replace(pending_view(), answers=()))), (REPORT, NAME, OFFICER)
        ),
        "20c-answered": Example(answered_card("Datalek melden", "Ja, toch melden")),
        "14-verdict": Example(verdict_card(verdict_view()), (verdict_view().about,)),
        "14b-verdict-asked": Example(
            verdict_card(replace(verdict_view(), done=("Gevraagd aan JZ: AD-2026-0001.",))),
            (verdict_view().about,),
        ),
        "14c-asked": Example(
            receipt_card(
                replace(
                    receipt_view(),
                    number="AD-2026-0001",
                    state="✓ verstuurd",
                    turn="Je vraag ligt bij: **Juridische Zaken**",
                    steps=("Je hoort hier wie je vraag oppakt.",),
                    clock=None,
                    decides="",
                    night=False,
                    closing="",
                    before=verdict_view(),
                    good=True,
                )
            ),
            (verdict_view().about,),
        ),
        "14d-kept-advice": Example(
            verdict_card(
                replace(
                    verdict_view(),
                    number="KA-2026-0001 · Gegevens delen",
                    banner="Het beleid is sindsdien gewijzigd. Vul de vragen opnieuw in.",
                    done=("Bewaard als KA-2026-0001 op ma 23 nov, 14.10 uur.",),
                    buttons=(Button("Vul opnieuw in", "start", {"flow": "sharing"}, primary=True),),
                )
            ),
            (verdict_view().about,),
        ),
        "22-record": Example(record_card(record_view()), (record_view().name,)),
        "22b-record-ended": Example(
            record_card(
                replace(
                    record_view(),
                    state="beëindigd",
                    tone="running",
                    turn="Beëindigd op ma 23 nov, 14.10 uur. Niemand is aan zet.",
                    notes=(),
                    reason=Fact("Waarom beëindigd", "De dienst is gestopt.", typed=True),
                )
            ),
            (record_view().name, "De dienst is gestopt."),
        ),
        "23-friction": Example(friction_card(friction_view())),
        "14c-knowledge": Example(knowledge_card(knowledge_view())),
        "14c2-terms": Example(
            knowledge_card(terms_view()), (PURPOSE, TERM, "Een lang doel: " + "woord " * 90)
        ),
        "14d-contact": Example(contact_card(contact_view()), (OFFICER,)),
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
        "21-paper": Example(paper_card(paper_view())),
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
                        "Brief aan de mensen om wie het gaat",
                        "de mensen om wie het gaat",
                        {**CASE, "paper": "letter"},
                    ),
                ),
                (Button("Toon de zaak", "show", {"case": "DL-2026-0001"}),),
            )
        ),
    }
