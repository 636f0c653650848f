"""Cards in which somebody typed what nobody expects."""

from dataclasses import replace

from cards.ask import ask_card
from cards.breach import Exchange, incident_card
from cards.breach_advice import advice_card
from cards.consult import Said, ToldLine, consult_card
from cards.duties import duties_card
from cards.form import form_card
from cards.history import HistoryLine, HistoryView, history_card
from cards.lasting import RecordPart, record_card
from cards.note import NoteView, Quoted, note_card
from cards.notice import NoticeView, answered_card, notice_card
from cards.paper import PaperPart, PaperRun, paper_card
from cards.question import question_card
from cards.receipt import receipt_card
from cards.register import register_card
from cards.reminder import Mention, SeenView, reminder_card, seen_card
from cards.review import ReviewLine, review_card
from cards.rights import rights_card
from cards.triage import triage_card
from cards.view import Fact, Field
from tests.cards.assessing_views import advice_view, duties_view, triage_view
from tests.cards.breach_views import (
    ask_view,
    incident_view,
    paper_view,
    pending_view,
    receipt_view,
    reminder_view,
)
from tests.cards.example_words import DEADLINE, NASTY, Example
from tests.cards.office_views import consult_view, record_view, register_view, request_view
from tests.cards.talk_views import error_form_view, question_view, review_view, step_head


def nasty() -> dict[str, Example]:
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
            pending_view(),
            by=words[:80],
            facts=(*incident_view().facts, Fact("Stukken", words, typed=True, mark="gevoelig")),
            more_facts=(Fact("Al gedaan", words, typed=True),),
            words=words,
            reporter=words[:80],
            answers=(Exchange(words[:1000], words[:80], "di 24 nov, 10.30 uur", "", "Nog geen antwoord."),),
            folded=False,
        )
        record = replace(
            record_view(),
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
            paper_view(),
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
                    register_view(),
                    typed=words[:60],
                    filters=(Field("sought", "text", "Zoek", value=words[:60], max_length=120),),
                )
            ),
            "question": question_card(replace(question_view(), head=step_head(chosen=words[:60]))),
            "form": form_card(replace(error_form_view(), fields=(field,), closing=f"Dit ziet {words[:40]}.")),
            "review": review_card(
                replace(review_view(), lines=lines, closing=f"Zichtbaar voor {words[:40]}.")
            ),
            "incident": incident_card(incident),
            "rights": rights_card(request_view(words)),
            "consult": consult_card(
                replace(
                    consult_view(),
                    question=words,
                    asked_by=words[:80],
                    by=words[:80],
                    said=(Said("Vraag terug", words), Said("Antwoord", words)),
                    earlier=(Said("Aanvulling", words),) * 4,
                    told=(*consult_view().told, ToldLine("Wat wil je doen?", words[:500], True)),
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
                    (HistoryLine("ma 23 nov, 14.10 uur", words[:80], "wijkt af van het advies", words),) * 12,
                )
            ),
            "triage": triage_card(
                replace(
                    triage_view(),
                    who=f"Door {words[:80]}.",
                    told=((words[:40], words[:80]),),
                    quoted=((words[:80], words),) * 5,
                    earlier=(("Wat weegt hier nog mee?", words[:200]),) * 12,
                )
            ),
            "advice": advice_card(
                replace(
                    advice_view(),
                    who=f"Door {words[:80]}.",
                    typed=(Fact("Waarom te laat", words[:1000], typed=True),) * 3,
                )
            ),
            "duties": duties_card(
                replace(duties_view(), lines=(Fact("Politie", words[:80], typed=True),) * 2)
            ),
            "reminder": reminder_card(
                replace(
                    reminder_view(),
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
            "ask": ask_card(replace(ask_view(), question=words, asked_by=words[:80])),
            "record": record_card(record),
            "answered": answered_card("Datalek melden", words),
            "notice": notice_card(NoticeView("Dit kan niet", (f"Vraag het aan {words[:80]}.",))),
            "receipt": receipt_card(replace(receipt_view(), state="opgepakt", turn=f"Door {words[:60]}.")),
        }
        visible = words if words.strip(" \u200b\n\t") else ""
        for card_name, card in cards.items():
            found[f"{card_name}: {name}"] = Example(card, (visible,), everyday=False)
    return found
