"""What the card of a rights request shows of it: what stands out, facts, rights, search tasks, how far it is."""

from cards.rights import Handled
from cards.view import Fact
from cards.words import words_beside
from cases.organisation import Organisation
from cases.register.confidential import older_messages
from cases.register.linking import belongs_label, together
from cases.rights.case import RightsCase
from cases.rights.lists import day_of, joined, label, listed, moment_of
from cases.rights.objection import Objection
from cases.rights.parts import Search
from cases.terms import objection_deadline
from state_machines.rights_life import ANSWERED, RECEIVED

say = words_beside(__file__)

SPOKEN = ("step", "todo", "right", "typed", "other")
"""Words that are looked up by what the case holds."""

STEPS = (RECEIVED, "receipt", "identity", "search", "decision", "answer")
"""What has to be done, in the order of the card."""


def numbered(case: RightsCase) -> list[tuple[int, Search]]:
    """Search tasks with the number that the card and its list give them."""
    return list(enumerate(case.searches, start=1))


def place_of(search: Search, org: Organisation) -> str:
    """Who searches."""
    if search.to == "po":
        return org.offices.po.title
    return say("place.reporter") if search.to == "reporter" else search.place


def notes(case: RightsCase, org: Organisation) -> tuple[str, ...]:
    """What stands out, the most pressing first."""
    lines: list[str] = [say("disputed")] if case.dispute_waits else []
    if case.breach_due and case.is_open:
        lines.append(say("gave_data", po=org.offices.po.short))
    if case.status == ANSWERED and case.answered_in_time(org) is False and not case.late_reason:
        lines.append(say("unexplained"))
    if case.answer_due:
        unsure = case.identity_state != "confirmed"
        if not case.request.reference:
            lines.append(say("no_reference"))
        if case.paused is not None:
            since = moment_of(case.paused.since, org)
            lines.append(say("pause_note", reason=label("pause", case.paused.reason), moment=since))
        if not case.request.rights:
            lines.append(say("no_rights"))
        if case.request.identified == "kopie_open" and unsure:
            lines.append(say("open_copy"))
        if case.request.raised and unsure:
            lines.append(say("raised"))
    if case.confidential and not older_messages(case):
        lines.append(say("only_here"))
    return (*older_messages(case), *lines)


def facts(case: RightsCase, org: Organisation) -> tuple[Fact, ...]:
    request = case.request
    received = f"{day_of(request.received_on, org)}, {label('channel', request.channel)}"
    facts = [
        Fact(say("fact.received"), received),
        Fact(say("fact.person"), f"{label('subject', request.subject)}, {label('asker', request.asker)}"),
    ]
    if request.represented:
        proof = label("proof", request.proof or "onbekend")
        sentence = f"{label('authority', request.authority or 'onbekend')}, {proof}"
        facts.append(Fact(say("fact.authority"), sentence))
    term = say("term.month")
    if case.extension is not None:
        term = say("term.extended", months=label("months", str(case.extension.months)))
    if not case.objected:
        facts.append(Fact(say("fact.term"), term))
    if case.sent is not None and not case.answer_due:
        facts.append(
            Fact(say("fact.sent"), f"{day_of(case.sent.sent_on, org)}, {label('way', case.sent.way)}")
        )
        if case.is_a_decision and case.objection is None:
            until = objection_deadline(case.sent.sent_on, org.zone).legal_latest.date()
            facts.append(Fact(say("fact.objection_until"), day_of(until, org)))
    if case.objection is not None:
        facts.append(Fact(say("fact.objection"), _objection(case.objection, org)))
        if case.objection.renewed_on is not None:
            facts.append(Fact(say("fact.renewed"), day_of(case.objection.renewed_on, org)))
    others = (
        ("from_consult", case.from_consult),
        ("double_of", case.double_of),
        ("doubles", ", ".join(case.doubles)),
        ("alike", ", ".join(case.alike) if case.is_open else ""),
    )
    facts += [Fact(say(f"other.{name}"), numbers) for name, numbers in others if numbers]
    if numbers := together(case):
        facts.append(Fact(belongs_label(), ", ".join(numbers)))
    if request.reference:
        facts.append(Fact(say("fact.reference"), request.reference, typed=True))
    if case.fee is not None:
        facts.append(Fact(say("fact.fee"), case.fee.amount, typed=True))
    return tuple(facts)


def more_facts(case: RightsCase, org: Organisation) -> tuple[Fact, ...]:
    request, identity = case.request, case.identity
    facts = [
        Fact(say("fact.identified"), label("identified", request.identified)),
        Fact(say("fact.doubt"), say("yes") if request.doubt else say("no")),
        Fact(say("fact.weight"), listed("weight", request.weight)),
        Fact(say("fact.clear"), label("clear", request.clear)),
        Fact(say("fact.told"), listed("told", request.told)),
    ]
    if case.receipt_on is not None:
        facts.append(Fact(say("fact.receipt"), day_of(case.receipt_on, org)))
    if identity.confirmed_at is not None and identity.way is not None:
        sure = f"{label('identified', identity.way)}, {moment_of(identity.confirmed_at, org)}"
        facts.append(Fact(say("fact.identity"), sure))
    typed = [
        ("told_words", request.told_words),
        ("asked", case.clarification.what if case.clarification else ""),
        ("clarified", case.clarification.answer if case.clarification else ""),
        ("identity_note", identity.note),
        ("extension", case.extension.why if case.extension else ""),
        ("fee_proof", case.fee.proof if case.fee else ""),
        ("way_reason", case.sent.way_reason if case.sent else ""),
        ("recipients", case.recipients.note if case.recipients else ""),
        ("late", case.late_reason),
        ("breach_check", case.breach_check.why if case.breach_check else ""),
        ("objection", case.objection.about if case.objection else ""),
        ("objection_reason", case.objection.reason if case.objection else ""),
        ("not_renewed", case.objection.not_renewed if case.objection else ""),
        ("objection_late", case.objection.late_reason if case.objection else ""),
        *(("narrowed", joined(each.why, each.proof)) for each in case.narrowings),
        ("closing", case.closing_reason),
    ]
    facts += [Fact(say(f"typed.{name}"), words, typed=True) for name, words in typed if words]
    facts += [
        Fact(say("fact.added", moment=moment_of(each.at, org)), each.text, typed=True) for each in case.notes
    ]
    return tuple(facts)


def _objection(objection: Objection, org: Organisation) -> str:
    """When it came, whether in time, and how it ended."""
    if objection.outcome is not None and objection.decided_on is not None:
        return f"{label('objection', objection.outcome)}, {day_of(objection.decided_on, org)}"
    came = day_of(objection.received_on, org)
    return say("objection_late", day=came) if objection.late else came


def right(case: RightsCase, right: str) -> Handled:
    decision = case.decision(right)
    if decision is not None:
        ground = f"{label('ground', decision.ground)}. " if decision.ground else ""
        reason = ground + decision.reason
        return Handled(label("right", right), label("outcome", decision.outcome), (reason,))
    if not case.is_open:
        state = "none"
    elif case.identity_state == "asked":
        state = "identity"
    else:
        state = "clear" if case.clarification_state == "asked" else "open"
    return Handled(label("right", right), say(f"right.{state}"))


def search(search: Search, place: int, org: Organisation) -> Handled:
    state = say("search.found") if search.answer else say("search.until", day=day_of(search.until, org))
    if search.unreached_at is not None and not search.answer:
        state = f"{state} {say('search.unreached')}"
    return Handled(f"{place} · {place_of(search, org)}", state, (search.what, search.answer))


def steps(case: RightsCase, *, short: bool) -> str:
    """What is done, what is at hand, and unless that is too much, what is still to come."""
    done = {
        RECEIVED: True,
        "receipt": case.receipt_on is not None,
        "identity": case.identity_state == "confirmed",
        "search": bool(case.searches) and not case.open_searches,
        "decision": case.all_decided,
        "answer": case.sent is not None,
    }
    # Nobody has to search; what was never asked is not said to be done.
    wanted = [name for name in STEPS if name != "search" or case.searches or not case.all_decided]
    ready = [say(f"step.{name}") for name in wanted if done[name]]
    ahead = [say(f"todo.{name}") for name in wanted if not done[name]]
    if not ahead:
        return say("steps.last", done=", ".join(ready))
    if len(ahead) == 1 or short:
        return say("steps.now", done=", ".join(ready), now=ahead[0])
    return say("steps.all", done=", ".join(ready), now=ahead[0], later=", ".join(ahead[1:]))
