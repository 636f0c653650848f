"""The decision on a request, for each right apart (AVG articles 12, 15 to 21, policy point 16 step 5). Pure."""

from collections.abc import Mapping
from datetime import datetime

from cases.organisation import Organisation
from cases.register.case import REASON_LIMIT
from cases.register.fields import FormField
from cases.register.forms import CaseForm, long_text
from cases.register.life import CaseEvent, Change, Deed, Happening, Life, Refused, one_of, typed, typed_within
from cases.rights.case import RightsCase
from cases.rights.lists import joined, label
from cases.rights.outcomes import DATA_RIGHTS, GIVEN, GROUNDS, NEEDS_GROUND, OTHERS, OUTCOMES, TELLS
from cases.rights.parts import Decision
from cases.rights.request import RIGHTS


def _decide(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """Each right apart. Nothing is granted to somebody whose identity is open; a refusal needs its ground."""
    right = one_of(deed.given, "right", case.request.rights)
    outcome = one_of(deed.given, "outcome", OUTCOMES)
    ground = deed.given.get("ground", "") if outcome in NEEDS_GROUND else ""
    reason = typed_within(deed.given, "reason", REASON_LIMIT)
    others = deed.given.get("others", "") if right in DATA_RIGHTS and outcome in GIVEN else ""
    if others and others not in OTHERS:
        raise Refused("others", "geen_keuze")
    if outcome in TELLS and case.identity_state != "confirmed":
        raise Refused("outcome", "identiteit_open")
    if outcome in NEEDS_GROUND:
        if not ground:
            raise Refused("ground", "grond_nodig")
        if right not in GROUNDS.get(ground, frozenset()):
            raise Refused("ground", "grond_past_niet")
        if ground == "identiteit" and case.identity_state != "asked":
            raise Refused("ground", "identiteit_niet_gevraagd")
    if outcome != "toegekend" and not reason:
        raise Refused("reason", "waar_gezocht" if outcome == "niets" else "reden_nodig")
    decision = Decision.model_validate(
        {
            "right": right,
            "outcome": outcome,
            "ground": ground,
            "reason": reason,
            "others": others or None,
            "by": deed.actor,
            "at": deed.now,
        }
    )
    rest = tuple(each for each in case.decisions if each.right != right)
    kept = tuple(sorted((*rest, decision), key=lambda each: RIGHTS.index(each.right)))
    before = case.decision(right)
    # The life looks at the decisions as they are from now on: the last one moves the case.
    after = case.model_copy(update={"decisions": kept, "recipients": None})
    return life.moved(
        after,
        "decide",
        deed,
        changes={
            right: (before.outcome if before else "", outcome),
            "ground": ("", ground),
            **({"others": ("", others)} if others else {}),
        },
        why=reason,
    )


def _decided_before(life: Life[RightsCase], case: RightsCase, deed: Deed) -> bool:
    known = case.decision(deed.given.get("right", ""))
    if known is None or known.right not in case.request.rights:
        return False
    ground = deed.given.get("ground", "") if known.outcome in NEEDS_GROUND else ""
    others = deed.given.get("others", "") if known.others is not None else ""
    return (known.outcome, known.ground, known.reason, known.others or "") == (
        deed.given.get("outcome"),
        ground,
        typed(deed.given, "reason"),
        others,
    )


def _deciding(case: RightsCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    rights = case.request.rights
    grounds = tuple(ground for ground, fits in GROUNDS.items() if not fits.isdisjoint(rights))
    fields = [
        FormField("right", "choice", rights, required=True),
        FormField("outcome", "choice", OUTCOMES, required=True),
        FormField("ground", "choice", grounds),
        long_text("reason", REASON_LIMIT, required=False),
    ]
    if not DATA_RIGHTS.isdisjoint(rights):
        fields.append(FormField("others", "choice", OTHERS))
    return tuple(fields)


def _first_open(case: RightsCase, field: FormField, now: datetime, org: Organisation) -> str:
    return next(iter(case.undecided), "") if field.id == "right" else field.default


def _decided_line(happening: Happening) -> str:
    right = next(name for name in happening.event.changes if name in RIGHTS)
    ground, others = happening.after("ground"), happening.event.changes.get("others", ("", ""))[1]
    return joined(
        f"{label('right', right)}: {label('outcome', happening.after(right))}",
        label("ground", ground) if ground else "",
        happening.event.why,
        label("others", others) if others else "",
    )


EVENTS = (
    CaseEvent[RightsCase](
        "decide", _decide, _decided_before, CaseForm(asks=_deciding, held=_first_open), line=_decided_line
    ),
)
