"""Pass on a request of a data subject: policy points 15 and 16, as far as the employee who gets it is concerned."""

from collections.abc import Mapping
from datetime import date, datetime

from cases.rights.request import (
    ASKERS,
    AUTHORITIES,
    CHANNELS,
    CLARITIES,
    HIMSELF_IN_AFAS,
    IDENTIFICATIONS,
    PROOFS,
    REFERENCE_LIMIT,
    RIGHTS,
    SUBJECTS,
    TOLD,
    TOLD_LIMIT,
    WEIGHTS,
    WISH_LIMIT,
)
from dialogs.flow import (
    DOUBT,
    UNKNOWN,
    Choice,
    Flow,
    Fork,
    Form,
    FormField,
    Outcome,
    Problem,
    Review,
    yes_or_no,
)
from state_machines.chart import Facts

ERRORS = ("toekomst", "te_oud")

OLDEST = date(2000, 1, 1)
"""Older dates are slips of the pen."""

NO_REQUEST = "geen"
"""The option for an ordinary question, which is no right that somebody uses."""


DECISION = "besluit"
"""The option for an objection under the Awb, to a decision: that is no right of the AVG either."""


def objects_to_decision(facts: Facts) -> bool:
    """Somebody objects to a decision, be it beside a right."""
    return DECISION in facts["rights"].split(",")


def nothing_but_decision(facts: Facts) -> bool:
    """No right was named beside that."""
    return facts["rights"] == DECISION


def which_is_unknown(facts: Facts) -> bool:
    """The employee does not know (all of) what the person wants."""
    return UNKNOWN in facts["rights"].split(",")


def perhaps_no_request(facts: Facts) -> bool:
    """The employee thinks that it is an ordinary question, and nothing else."""
    return facts["rights"] == NO_REQUEST


def represented(facts: Facts) -> bool:
    return facts["asker"] == "vertegenwoordiger"


def perhaps_in_afas(facts: Facts) -> bool:
    """An employee asks what employees often arrange alone, and nothing else (policy point 16 step 1)."""
    wanted = {*facts["rights"].split(","), *facts.get("wishes", "").split(",")} - {"", UNKNOWN}
    alone = bool(wanted) and wanted <= HIMSELF_IN_AFAS
    return alone and facts["subject"] == "medewerker" and not represented(facts)


def received_now_unless_told(values: Mapping[str, str], now: datetime) -> dict[str, str]:
    """An empty day of receipt means the day of passing on."""
    return {"received_date": values["received_date"] or now.date().isoformat()}


def received_before_now(facts: Facts, now: datetime) -> tuple[Problem, ...]:
    """The month of AVG article 12(3) cannot start on a day that is still to come."""
    day = date.fromisoformat(facts["received_date"])
    if day < OLDEST:
        return (Problem("received_date", "te_oud"),)
    return (Problem("received_date", "toekomst"),) if day > now.date() else ()


FOR_ANOTHER = (
    FormField("authority", "choice", options=AUTHORITIES, required=True),
    FormField("proof", "choice", options=PROOFS, default=UNKNOWN),
)
"""By what somebody acts for another person, and what shows it (policy point 16.2)."""

FLOW = Flow(
    id="rights",
    steps=(
        Form(
            "request",
            policy=("15", "16.3"),
            fields=(
                FormField(
                    "rights", "choices", options=(*RIGHTS, DECISION, NO_REQUEST, UNKNOWN), required=True
                ),
                FormField("received_date", "date", starts_now=True),
                FormField("channel", "choice", options=CHANNELS, default=UNKNOWN),
            ),
            complete=received_now_unless_told,
            checks=(received_before_now,),
            then=Fork(
                (
                    (objects_to_decision, "decision"),
                    (which_is_unknown, "meaning"),
                    (perhaps_no_request, "perhaps"),
                ),
                otherwise="person",
            ),
        ),
        Choice(
            "decision",
            policy=("15",),
            to={
                "besluit": "other_decision",
                "antwoord": "our_decision",
                "gebruik": Fork(((nothing_but_decision, "meaning"),), otherwise="person"),
                DOUBT: "other_decision",
            },
            doubt_as="besluit",
        ),
        yes_or_no("perhaps", ("15",), yes="meaning", no="no_request", doubt_as="ja"),
        Form(
            "meaning",
            policy=("15", "16.1"),
            fields=(FormField("wishes", "choices", options=(*RIGHTS, UNKNOWN), required=True),),
            then="person",
        ),
        Form(
            "person",
            policy=("16.1",),
            fields=(
                FormField("subject", "choice", options=SUBJECTS, required=True),
                FormField("asker", "choice", options=ASKERS, default="zelf"),
                FormField("wish", "long_text", limit=WISH_LIMIT),
                FormField("reference", "text", limit=REFERENCE_LIMIT),
                FormField("clear", "choice", options=CLARITIES, default=UNKNOWN),
            ),
            then=Fork(((represented, "authority"), (perhaps_in_afas, "himself")), otherwise="identity"),
        ),
        yes_or_no("himself", ("16.1",), yes="in_afas", no="identity", doubt_as="nee"),
        Form("authority", policy=("16.2",), fields=FOR_ANOTHER, then="identity"),
        Form(
            "identity",
            policy=("16.2", "16.4"),
            fields=(
                FormField("identified", "choice", options=IDENTIFICATIONS, default="nog_niet"),
                FormField("doubt", "choice", options=("nee", "ja"), default="nee"),
                FormField("weight", "choices", options=WEIGHTS, default=UNKNOWN),
                FormField("told", "choices", options=TOLD, default=UNKNOWN),
                FormField("told_words", "long_text", limit=TOLD_LIMIT, folds=True),
            ),
            then="check",
        ),
        Review(
            "check",
            policy=("16.3",),
            toggles=(FormField("confidential", "toggle", default="false"),),
            then="filed",
        ),
        Outcome("filed", policy=("15", "16", "16.5"), files="rights", office="jz"),
        Outcome("no_request", policy=("15",)),
        Outcome("in_afas", policy=("15", "16.1")),
        Outcome("other_decision", policy=("15",)),
        Outcome("our_decision", policy=("15", "16")),
    ),
)
