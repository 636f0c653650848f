"""Assess an incident: the decision tree of policy point 14, rebuilt from steps 4 to 7 (the picture is lost).

It is no talk with a colleague: officers go through it on the card of a case, one question at a time. What the answers
mean for the AP and for the people is weighed in cases/assessment/weighing.py; dialogs/assessing/walk.py makes the
facts for that.
"""

from cases.breach.report import COUNTS, DATA_KINDS, GROUPS, KNOWS, NO_DATA, NOBODY, SEEN_BY
from cases.measures import MOST_FEW
from dialogs.flow import UNKNOWN, Choice, Flow, Fork, Form, FormField, Outcome, yes_or_no
from state_machines.chart import Facts

ERRORS = ()

READ, USED, LOST, CHANGED, NOTHING = "vertrouwelijkheid", "gebruik", "beschikbaarheid", "integriteit", "niets"
NO_PERSONAL_DATA = "geen_gegevens"
"""Said here too: the first question is skipped when the report names data."""
HAPPENED = (READ, USED, LOST, CHANGED, NO_PERSONAL_DATA, NOTHING, UNKNOWN)
PROOF = ("compleet", "in_hand", "sleutel")
"""The three conditions under which the AP takes data for unintelligible: all of them must hold."""
VULNERABLE, MALICE, HARM, NONE = "kwetsbaar", "opzet", "schade", "geen"
OWN, FOR_ANOTHER, TOGETHER = "eigen", "opdracht", "samen"
"""Whose data these are: WIL is controller, processor, or one of several controllers (policy point 9)."""
OF_WHOM = tuple(each for each in GROUPS if each != NOBODY)
"""Where data of nobody are in it, the first question has ended the assessment."""


def nothing_happened(facts: Facts) -> bool:
    """It is certain that there are no data of people, or that nothing happened to them (policy point 14).

    What cannot be excluded counts.
    """
    return set(facts["happened"].split(",")) <= {NOTHING, NO_PERSONAL_DATA}


def some_other_data(facts: Facts) -> bool:
    return "anders" in facts["data_kinds"].split(",")


def may_be_a_tiny_case(facts: Facts) -> bool:
    """Health data that others may have read, no other special data, of few people who are not vulnerable: it may be
    a wish for a meal.

    How many are few is weighed later: who is asked here is any number that an organisation may call that.
    """
    chosen = set(facts["data_kinds"].split(","))
    about = facts["people_about"]
    few = int(about) <= MOST_FEW if about else facts["n_people"] in ("1", "2-10", "11-100")
    only_health = "gezondheid" in chosen and chosen.isdisjoint({"bijzonder", "strafrecht", UNKNOWN})
    vulnerable = {"kwetsbaar", "minderjarig"} & set(facts["groups"].split(","))
    return may_be_read(facts) and few and only_health and not vulnerable


def may_be_read(facts: Facts) -> bool:
    return not {READ, USED, UNKNOWN}.isdisjoint(facts["happened"].split(","))


def used(facts: Facts) -> bool:
    """Somebody used the data: so they were seen, and could be read."""
    return USED in facts["happened"].split(",")


def lost_or_changed(facts: Facts) -> bool:
    return not {LOST, CHANGED}.isdisjoint(facts["happened"].split(","))


def proven_unreadable(facts: Facts) -> bool:
    """All three conditions hold, and nobody ticked that none does."""
    return set(facts["proof"].split(",")) == set(PROOF)


def unreadable_and_lost(facts: Facts) -> bool:
    return proven_unreadable(facts) and lost_or_changed(facts)


WHO_SAW_IT = Fork(((used, "recipients"),), otherwise="left")
AFTER_READING = Fork(((lost_or_changed, "restored"),), otherwise="weighing")

FLOW = Flow(
    id="triage",
    audience="office",
    steps=(
        yes_or_no("personal_data", ("14.1", "14.4"), yes="event", no="no_breach", doubt_as="ja"),
        Form(
            "event",
            policy=("14", "14.4"),
            fields=(FormField("happened", "choices", options=HAPPENED, required=True),),
            then=Fork(((nothing_happened, "no_breach"),), otherwise="data"),
        ),
        Form(
            "data",
            policy=("2", "14.5"),
            fields=(
                FormField(
                    "data_kinds",
                    "choices",
                    options=tuple(each for each in DATA_KINDS if each != NO_DATA),
                    required=True,
                ),
                FormField("groups", "choices", options=OF_WHOM, required=True),
            ),
            then=Fork(((some_other_data, "other_data"),), otherwise="numbers"),
        ),
        Choice(
            "other_data",
            policy=("2", "14.5"),
            to=dict.fromkeys(("bijzonder", "gevoelig", "gewoon", UNKNOWN), "numbers"),
        ),
        Form(
            "numbers",
            policy=("14.5",),
            fields=(
                FormField("n_people", "choice", options=COUNTS, default=UNKNOWN),
                FormField("people_about", "number"),
                FormField("n_records", "choice", options=COUNTS, default=UNKNOWN),
                FormField("records_about", "number"),
            ),
            then=Fork(
                ((may_be_a_tiny_case, "mild_health"), (used, "recipients"), (may_be_read, "left")),
                otherwise="restored",
            ),
        ),
        Choice("mild_health", policy=("2", "14.7"), to=dict.fromkeys(("ja", "nee", UNKNOWN), WHO_SAW_IT)),
        Choice(
            "left",
            policy=("14.4", "14.5"),
            to={"ja": "unreadable", "nee": AFTER_READING, UNKNOWN: "unreadable"},
        ),
        Choice(
            "unreadable",
            policy=("14.7",),
            to={"ja": "proof_of_it", "nee": "recipients", UNKNOWN: "recipients"},
        ),
        Form(
            "proof_of_it",
            policy=("14.7",),
            fields=(FormField("proof", "choices", options=(*PROOF, NONE), required=True),),
            then=Fork(
                ((unreadable_and_lost, "restored"), (proven_unreadable, "weighing")), otherwise="recipients"
            ),
        ),
        Choice(
            "recipients",
            policy=("14.5",),
            to={"1": "trusted", "50": "trusted", "51": AFTER_READING, UNKNOWN: AFTER_READING},
        ),
        Choice("trusted", policy=("14.5", "14.7"), to=dict.fromkeys(("ja", "nee", UNKNOWN), AFTER_READING)),
        Form(
            "restored",
            policy=("14.1", "14.5"),
            fields=(
                FormField("backup", "choice", options=("ja", "nee", UNKNOWN), default=UNKNOWN),
                FormField("hours", "number"),
            ),
            then="weighing",
        ),
        Form(
            "weighing",
            policy=("14.5", "14.7"),
            fields=(
                FormField(
                    "weighs", "choices", options=(VULNERABLE, MALICE, HARM, NONE, UNKNOWN), required=True
                ),
            ),
            then="role",
        ),
        Form(
            "role",
            policy=("9", "14.5"),
            fields=(
                FormField("role", "choice", options=(OWN, FOR_ANOTHER, TOGETHER, UNKNOWN), required=True),
                FormField("inside", "choice", options=SEEN_BY, required=True),
                FormField("knows", "choices", options=KNOWS, required=True),
            ),
            then="breach",
        ),
        Outcome("no_breach", policy=("14.1", "14.4"), office="po"),
        Outcome("breach", policy=("14.5", "14.6", "14.7", "14.9"), office="po"),
    ),
)
