"""Cards of a breach, as views."""

from dataclasses import replace

from cards.ask import AskView
from cards.breach import Exchange, IncidentView
from cards.history import HistoryLine, HistoryView
from cards.paper import PaperPart, PaperRun, PaperView
from cards.receipt import ReceiptView
from cards.reminder import Mention, ReminderView, WaitingView
from cards.view import AskButton, Button, Fact, Field
from tests.cards.example_words import ASKED, CASE, NAME, OFFICER, REPORT, clock, in_more


def receipt_view() -> ReceiptView:
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


def ask_reporter_view() -> AskButton:
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


def incident_view() -> IncidentView:
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
            ask_reporter_view(),
            *in_more(CASE, make_confidential="Maak vertrouwelijk", history="Toon verloop"),
        ),
    )


def pending_view() -> IncidentView:
    return replace(
        incident_view(),
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
            ask_reporter_view(),
            *in_more(CASE, make_confidential="Maak vertrouwelijk", history="Toon verloop"),
        ),
        folded=True,
    )


def overdue_view() -> IncidentView:
    reason = Field(
        "reason",
        "long_text",
        "Waarom is de termijn niet gehaald?",
        required=True,
        max_length=1000,
        client_error="Schrijf in een of twee zinnen waarom.",
    )
    return replace(
        incident_view(),
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


def history_view(count: int, place: str = "") -> HistoryView:
    told = (
        HistoryLine("ma 23 nov, 14.10 uur", NAME, "meldt het"),
        HistoryLine("di 24 nov, 09.12 uur", OFFICER, "pakt het op"),
        HistoryLine("di 24 nov, 10.30 uur", OFFICER, "vraagt de melder iets"),
        HistoryLine("di 24 nov, 15.40 uur", OFFICER, "wijkt af van het advies", REPORT),
    )
    lines = (told * (count // len(told) + 1))[:count]
    return HistoryView(
        "DL-2026-0001", lines, (Button("Terug naar de zaak", "show", {"case": "DL-2026-0001"}),), place
    )


def reminder_view() -> ReminderView:
    return ReminderView(
        number="DL-2026-0001",
        clock=clock(12.2),
        mentions=(Mention(OFFICER, "00000000-0000-0000-0000-000000000001"),),
        sentence="er is nog geen besluit over de AP.",
        facts=(Fact("AP tot", "do 26 nov, 13.40 uur"), Fact("Ontbreekt", "Besluit AP, besluit cliënt")),
        advice="Weet je nog niet alles? Meld voorlopig. Aanvullen of intrekken kan later.",
        consequence="Drukt niemand op Gezien? Dan waarschuw ik om 09.40 uur ook de vervanger. De FG weet het al.",
        tone="warning",
        buttons=(
            Button("Gezien", "seen", {"case": "DL-2026-0001", "stage": "ap-12h"}, primary=True),
            Button("Beoordelen", "assess", CASE),
        ),
    )


def waiting_view() -> WaitingView:
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


def ask_view() -> AskView:
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


def paper_view() -> PaperView:
    gap = PaperRun("[invullen: telefoonnummer van de FG]", marked=True)
    return PaperView(
        number="DL-2026-0001",
        title="Brief aan de mensen om wie het gaat",
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
