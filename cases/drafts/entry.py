"""A draft entry for the processing register out of a flow's answers: AVG article 30(1) and policy point 11."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.words import words_beside
from cases.drafts.answers import Answers, DraftLine
from cases.organisation import Organisation
from cases.told import Told

say = words_beside(__file__)

SPOKEN = ("field", "basis", "task")
"""Words that are looked up by the name of a field, by a basis or by a task."""

ENTRY_FIELDS = (
    "activity",
    "controller",
    "purposes",
    "bases",
    "people",
    "data",
    "recipients",
    "transfers",
    "terms",
    "security",
)
"""All that an entry holds: article 30(1)(a) to (g), and the basis that policy point 11 adds."""

OPEN = frozenset({"onbekend", "twijfel"})
"""Answers that leave something unknown."""

TASKS = ("pw", "wgs")
"""The tasks that an answer names by their law: they are the public task, and need no step that checks it."""

BASIS_OF = {
    "task_check": "taak",
    "duty_check": "wettelijk",
    "contract_check": "overeenkomst",
    "vital_now": "vitaal",
    "interest_test": "belang",
    "consent_how": "toestemming",
}
"""The step that checks a basis, and the basis. The last one on the way is the one that held."""

LAW_OF = {"taak": ("task_name", "task_law"), "wettelijk": ("legal_law",)}
"""The fields in which the law is named; earlier conversations asked for it in the second."""


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """One line for each of ENTRY_FIELDS, in that order."""

    lines: tuple[DraftLine, ...]

    def value(self, name: str) -> str:
        """What is known of a field, perhaps "". Raises StopIteration for a name that is no field."""
        return next(each.value for each in self.lines if each.name == name)


def field_title(name: str) -> str:
    """What a field is called. Raises LookupError."""
    return say(f"field.{name}")


def entry_draft(codes: Mapping[str, str], told: Sequence[Told], org: Organisation) -> EntryDraft:
    """What the answers say about each field. Nothing is invented: what was not asked is a gap."""
    answers = Answers(codes, told)
    lines = {
        "activity": _typed(answers, "activity", "matter"),
        "controller": _controller(answers, org),
        "purposes": _typed(answers, "purposes", "purpose_text"),
        "bases": _basis(answers),
        "people": _listed(answers, "people", "groups"),
        "data": _listed(answers, "data", "kinds"),
        "recipients": _recipients(answers),
        "transfers": _transfers(answers),
        "terms": _terms(answers),
        "security": DraftLine("security", "", gap=True),
    }
    return EntryDraft(tuple(lines[name] for name in ENTRY_FIELDS))


def _typed(answers: Answers, name: str, field: str) -> DraftLine:
    value = answers.words(field)
    return DraftLine(name, value, gap=not value, typed=True)


def _listed(answers: Answers, name: str, field: str) -> DraftLine:
    """Several choices; "other" and "unknown" still have to be named."""
    chosen = set(answers.code(field).split(","))
    return DraftLine(name, answers.words(field), gap=chosen == {""} or bool(chosen & {*OPEN, "anders"}))


def _controller(answers: Answers, org: Organisation) -> DraftLine:
    """Who is responsible, and how the FG is reached: article 30(1)(a). Joint controllers have to be named."""
    fg = org.offices.fg
    value = say("controller.alone", name=org.name, fg=f"{fg.title[:1].upper()}{fg.title[1:]}", email=fg.email)
    match answers.code("situation"):
        case "samen":
            return DraftLine("controller", say("controller.joint", alone=value), gap=True)
        case "opdrachtgever" | "subverwerker":
            return DraftLine("controller", say("controller.processor", name=org.name), gap=True)
    return DraftLine("controller", value)


def basis_of(answers: Answers) -> str:
    """The basis that held; "" when none did."""
    if _named_task(answers):
        return "taak"
    held = [basis for step, basis in BASIS_OF.items() if answers.asked(step)]
    chosen = answers.code("basis")
    if chosen in held:
        return chosen
    if not held:
        return ""
    steps = [each.step for each in answers.told]
    return max(held, key=lambda name: max(at for at, step in enumerate(steps) if BASIS_OF.get(step) == name))


def basis_found(answers: Answers) -> DraftLine:
    """The basis that held, in words; a gap when none did or its law is not known."""
    return _basis(answers)


def law_of(answers: Answers) -> str:
    """The law that was named for the basis; "" when none was, or not surely."""
    if task := _named_task(answers):
        return say(f"task.{task}")
    fields = LAW_OF.get(basis_of(answers), ())
    told = (answers.words(each) for each in fields if answers.code(each) not in {*OPEN, "anders"})
    return next(filter(None, told), "")


def _named_task(answers: Answers) -> str:
    """The task that was chosen by its law, by who knew it or among what may fit; "" when none was."""
    chosen = answers.code("basis")
    among = answers.code("candidates").split(",")
    return chosen if chosen in TASKS else next((each for each in TASKS if each in among), "")


def _basis(answers: Answers) -> DraftLine:
    """The basis that held, with its law. Policy letters differ from the law's: it is named in words."""
    basis = basis_of(answers)
    if not basis:
        return DraftLine("bases", "", gap=True)
    named, law = say(f"basis.{basis}"), law_of(answers)
    open_law = basis in LAW_OF and not law
    value = say("law", basis=named, law=law) if law and not open_law else named
    own_words = bool(law) and any(answers.words(each) for each in ("task_name", "legal_law"))
    return DraftLine("bases", value, gap=open_law, typed=own_words)


def _recipients(answers: Answers) -> DraftLine:
    """Who receives the data: article 30(1)(d). The name of the other party is never asked for in a flow."""
    roles = answers.words("situation")
    if roles:
        sentences = (answers.words("direction"), say("recipients.decides", who=roles))
        return DraftLine("recipients", " · ".join(each for each in sentences if each), gap=True)
    if answers.code("outside") == "nee" or answers.code("inside") == "ja":
        return DraftLine("recipients", say("recipients.inside"))
    return DraftLine("recipients", "", gap=True)


def _transfers(answers: Answers) -> DraftLine:
    """Transfers to third countries and their safeguards: article 30(1)(e), policy point 10."""
    place = answers.code("place")
    if place == "eer":
        return DraftLine("transfers", say("transfers.none"))
    if not place:
        inside = answers.code("outside") == "nee" or answers.code("inside") == "ja"
        return DraftLine("transfers", say("transfers.inside") if inside else "", gap=not inside)
    sentences = [answers.words("place")]
    if dpf := answers.words("dpf"):
        sentences.append(say("transfers.dpf", answer=dpf))
    safe = place == "adequaat" or (
        answers.code("dpf") == "ja" and answers.code("dpf_staff") not in ("nee", *OPEN)
    )
    return DraftLine("transfers", " · ".join(sentences), gap=not safe)


def _terms(answers: Answers) -> DraftLine:
    """How long: article 30(1)(f), policy point 8. A term that nobody named stays a gap."""
    known = answers.code("term") == "niet_bewaren"
    return DraftLine("terms", answers.words("term"), gap=not known)
