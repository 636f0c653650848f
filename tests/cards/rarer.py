"""Cards as they look now and then: nothing there, too much, too late."""

from dataclasses import replace

from cards.ask import AskView, ask_card
from cards.breach import incident_card
from cards.charts import Count
from cards.form import form_card
from cards.history import history_card
from cards.month import month_card
from cards.own_cases import own_cases_card
from cards.page import PageView, page_card
from cards.question import question_card
from cards.receipt import receipt_card
from cards.register import RegisterRow, register_card
from cards.reminder import Mention, reminder_card
from cards.view import Button, Fact, Field, Option
from cards.welcome import MenuRow, welcome_card
from tests.cards.breach_views import (
    ask_view,
    history_view,
    incident_view,
    overdue_view,
    receipt_view,
    reminder_view,
)
from tests.cards.example_words import ASKED, CASE, OFFICER, REPORT, Example, clock
from tests.cards.office_views import month_view, own_cases_view, register_view
from tests.cards.talk_views import (
    data_form_view,
    error_form_view,
    first_aid_view,
    question_view,
    welcome_view,
)


def rarer() -> dict[str, Example]:
    many = tuple(Option(str(number), f"Mogelijkheid nummer {number}") for number in range(8))
    long = (Option("ja", "Ja, dit mag volgens mij gewoon"), Option("nee", "Nee"))
    cards = {
        "welcome without a policy": welcome_card(replace(welcome_view(), policy_url="")),
        "first question": question_card(replace(question_view(), can_go_back=False, example=(), doubt="")),
        "many answers": question_card(replace(question_view(), options=many)),
        "long answers": question_card(replace(question_view(), options=long)),
        "question after a change": question_card(
            replace(question_view(), notice="Door je wijziging telt dit niet meer mee: **Ontdekt**, Gebeurd.")
        ),
        "first aid again": form_card(
            replace(data_form_view(), aid=first_aid_view().aid, aid_title="Doe dit eerst:")
        ),
        "first aid with an error": form_card(
            replace(
                first_aid_view(),
                fields=(replace(first_aid_view().fields[0], error="Wat is er gebeurd: dit is nog leeg."),),
            )
        ),
        "six errors": form_card(
            replace(
                error_form_view(),
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
                error_form_view(),
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
                error_form_view(),
                fields=data_form_view().fields,
                notice="Dat kon ik niet lezen. Typ: 14 mensen.",
            )
        ),
        "receipt at night": receipt_card(replace(receipt_view(), night=True)),
        "receipt without a clock": receipt_card(replace(receipt_view(), clock=None)),
        "status, late": receipt_card(
            replace(receipt_view(), state="✕ te laat", turn="Wacht op: **jou**", clock=clock(-3))
        ),
        "status, done": receipt_card(
            replace(receipt_view(), state="✓ afgerond", turn="", clock=None, steps=(), decides="", buttons=())
        ),
        "confidential and late": incident_card(
            replace(
                overdue_view(),
                confidential=True,
                state="✕ te laat",
                buttons=(Button("Gezien", "seen", CASE),),
            )
        ),
        "twelve hours": incident_card(replace(incident_view(), tone="warning", clock=clock(11.5))),
        "without anything": incident_card(
            replace(
                incident_view(),
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
            replace(
                register_view(), rows=(), buttons=(), counts="Geen datalekken", notes=("Niets gevonden.",)
            )
        ),
        "register, closed": register_card(
            replace(
                register_view(),
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
                register_view(),
                rows=tuple(replace(register_view().rows[0], number=f"DL-2026-{n:04}") for n in range(9)),
            )
        ),
        "month, nothing": month_card(
            replace(
                month_view(),
                kinds=(),
                counts=month_view().counts[:3],
                months=(Count("Oktober", 0),),
                notes=(),
            )
        ),
        "month, many": month_card(
            replace(
                month_view(),
                kinds=tuple(Count(each.label, each.number * 97) for each in month_view().kinds),
                months=tuple(Count(each.label, each.number * 97) for each in month_view().months),
            )
        ),
        "own cases, none": own_cases_card(own_cases_view(0, 0)),
        "own cases, many": own_cases_card(own_cases_view(9, 9)),
        "history, one more": history_card(history_view(7)),
        "history, long": history_card(history_view(12, "Regel 49 tot en met 60 van 72")),
        "reminder to two": reminder_card(
            replace(reminder_view(), mentions=(Mention(OFFICER, "id-1"), Mention("Kim *Voorbeeld*", "id-2")))
        ),
        "reminder to nobody, late": reminder_card(
            replace(reminder_view(), mentions=(), clock=clock(-80), tone="late", advice="", consequence="")
        ),
        "reminder, done": reminder_card(replace(reminder_view(), tone="done", clock=clock(60))),
        "what was still open": ask_card(
            AskView(
                "DL-2026-0001",
                "Weet je inmiddels meer?",
                "",
                "",
                (*data_form_view().fields[2:4], Field("done", "long_text", "Al gedaan", max_length=2000)),
                Button("Vul aan", "add_facts", CASE),
                "Leeg laten mag.",
            )
        ),
        "a page with all that it can have": page_card(
            PageView(
                "Kantoren en gegevens",
                ("Kies wat je wilt zien of **veranderen**.",),
                (
                    Fact("Leden", REPORT, mark="veranderd in Teams", typed=True),
                    Fact("Telefoon", "030-7654321"),
                ),
                (
                    MenuRow(
                        "Privacy Officer", "Leden: 2.", "organisation_part", {"part": "po"}, of="organisation"
                    ),
                ),
                (
                    Field(
                        "person",
                        "person",
                        "Collega",
                        options=(Option("00000000-0000-4000-8000-000000000002", "Noor Voorbeeld"),),
                        placeholder="Typ een naam",
                        error="Collega: kies er een.",
                    ),
                    Field("ident", "text", "Of plak het object-id", max_length=60),
                ),
                ("Het geldt meteen, ook zonder herstart.",),
                (
                    Button(
                        "Bekijk", "amend_office", {"act": "add"}, primary=True, fields=True, of="organisation"
                    ),
                    Button("Kantoren", "organisation", {}, of="organisation"),
                ),
            )
        ),
        "answer with an error": ask_card(
            replace(
                ask_view(), fields=(replace(ask_view().fields[0], error="Je antwoord: dit is nog leeg."),)
            )
        ),
    }
    return {name: Example(card, (REPORT, ASKED), everyday=False) for name, card in cards.items()}
