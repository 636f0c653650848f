"""What a conversation can do, each part made once: typed lines and pressed buttons lead to the same."""

from dataclasses import dataclass

from dialogs.knowledge.retrieval import Index
from dialogs.talk.answering import Answering
from dialogs.talk.drafts import Drafts
from dialogs.talk.handing_over import HandingOver
from dialogs.talk.knowledge_answers import KnowledgeAnswers
from dialogs.talk.menu import Menu
from dialogs.talk.repertoire import Repertoire


@dataclass(frozen=True, slots=True)
class Abilities:
    """`known` are the flows; the others show the menu, keep drafts, take answers, hand over and answer questions."""

    known: Repertoire
    menu: Menu
    drafts: Drafts
    answering: Answering
    handing: HandingOver
    answers: KnowledgeAnswers


def abilities(known: Repertoire, knowledge: Index) -> Abilities:
    """All that can be done with these flows and with what is known of the policy."""
    menu = Menu(known)
    drafts = Drafts(known, menu)
    handing, answers = HandingOver(known, drafts), KnowledgeAnswers(known, menu, knowledge)
    return Abilities(known, menu, drafts, Answering(known, drafts), handing, answers)
