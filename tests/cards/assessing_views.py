"""Cards of the assessment of a breach and of what follows from it, as views."""

from dataclasses import replace

from cards.breach import IncidentView
from cards.breach_advice import AdviceView, Part
from cards.duties import DutiesView
from cards.triage import TriageView
from cards.view import Button, Fact, Field, Option, Scalar
from tests.cards.breach_views import incident_view
from tests.cards.example_words import CASE, OFFICER, REPORT, clock, in_more, options

WEIGHS = options(
    {
        "kwetsbaar": "De gegevens gaan over kwetsbare mensen",
        "opzet": "Iemand deed het met opzet",
        "schade": "Er is al schade te zien",
        "geen": "Geen van deze",
    }
)


def triage_view() -> TriageView:
    place: dict[str, Scalar] = {**CASE, "step": "trusted", "count": 3}
    return TriageView(
        number="DL-2026-0001",
        state="wordt beoordeeld",
        who=f"Door **{OFFICER}**. AP tot do 26 nov, 13.40 uur: nog 47 uur",
        tone="running",
        progress="Beoordelen · vraag 8, nog ongeveer 2",
        question="Is de ontvanger te vertrouwen, en is alles gewist?",
        explanation="Een bevestiging die je vertrouwt, maakt het risico kleiner.",
        told=(),
        quoted=(("Wat is er al gedaan?", "Ontvanger gebeld, geen gehoor"),),
        options=(Option("ja", "Ja, beide"), Option("nee", "Nee"), Option("onbekend", "Nog onbekend")),
        fields=(),
        answer="triage_answer",
        doubt="",
        earlier=(
            ("Zijn er persoonsgegevens bij betrokken?", "Ja"),
            ("Wat gebeurde er met de gegevens?", "Iemand die dat niet mag, kon ze zien of krijgen"),
        ),
        source="Beleid, punt 14 stap 5 en 7 · AVG artikel 33",
        data=place,
        buttons=(
            Button("Terug", "back_triage", {**CASE, "count": 3}),
            Button("Later verder", "pause_triage", CASE),
        ),
    )


def triage_form_view() -> TriageView:
    weighs = Field(
        "weighs",
        "choices",
        "Kies alles wat geldt",
        required=True,
        options=WEIGHS,
        client_error="Kies wat geldt, of kies ‘Geen van deze’.",
    )
    return replace(
        triage_view(),
        progress="Beoordelen · vraag 9, nog ongeveer 1",
        question="Wat weegt hier nog mee?",
        explanation="Dit maakt het risico voor mensen groter.",
        told=(("Hoe kwam het?", "Een vergissing"),),
        quoted=(("Wat er gebeurde", REPORT),),
        options=(),
        fields=(weighs,),
    )


def advice_view() -> AdviceView:
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
        score_title="Hulpscore: 3,25 (hoog)",
        score=(
            "Soort gegevens 3 × herkenbaar 1 + omstandigheden 0,25.",
            "De score helpt, maar beslist niet.",
        ),
        hint="Twijfel? Meld dan eerst voorlopig.",
        steps=(Button("Vraag advies", "ask_opinion_form", CASE),),
        buttons=(
            Button("Neem advies over", "decide", {**CASE, "choice": "follow"}, primary=True),
            Button("Eerst voorlopig melden", "decide", {**CASE, "choice": "provisional"}),
            Button("Wijk af", "deviate_form", CASE),
            Button("Terug naar de vragen", "back_triage", {**CASE, "count": 10}, in_more=True),
            Button("Toon verloop", "history", CASE, in_more=True),
        ),
    )


def decided_view() -> IncidentView:
    return replace(
        incident_view(),
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
            *in_more(
                CASE, duties="Meer bij deze zaak", new_facts_form="Nieuwe feiten", history="Toon verloop"
            ),
        ),
    )


def duties_view() -> DutiesView:
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
