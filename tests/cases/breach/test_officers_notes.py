"""Notes of officers stand on their card and in the history; who reported it reads none of them."""

from cases.breach.life import change
from cases.breach.office_card import incident
from cases.breach.reporter_cards import receipt
from cases.people import Viewer
from tests.cases.breach.by_chance import NOOR, NOW, ORG, PLAIN, SAM, after, filed
from tests.cases.drawn import words_on

NOTE = "Bel maandag met de leverancier over de logboeken."


def test_a_note_is_read_by_who_handles_it_and_never_by_who_reported_it() -> None:
    case = after(filed(PLAIN).case, "take_up", NOOR)
    done = change(case, "note_down", NOOR, NOW, ORG, {"officers_note": NOTE})
    assert done.event is not None
    assert not [due for _, due in done.dues if due.to.way == "reporter" and due.kind != "card"]
    assert NOTE in words_on(incident(done.case, NOW, ORG, Viewer(NOOR, private=True)))
    assert NOTE not in words_on(receipt(done.case, NOW, ORG))
    assert change(done.case, "note_down", NOOR, NOW, ORG, {"officers_note": NOTE}).event is None
    more = done.case
    for number in range(5):
        more = after(more, "note_down", NOOR, officers_note=f"Notitie {number}.")
    assert [each.text for each in more.officers_notes] == ["Notitie 2.", "Notitie 3.", "Notitie 4."]
    assert SAM.name not in [each.by.name for each in more.officers_notes]
