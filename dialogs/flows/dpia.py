"""Is a DPIA needed: the criteria of WP248 and the list of the AP as questions. The FG always advises (introduction).

The policy names neither list: what rests on them is cited as outside it. Which data and whose are asked already, so
what these tell of the lists is not asked again.
"""

from dialogs.conditions import called, either, fork, has, said, unless
from dialogs.consequences import Ask, Duty, Heading, Reason
from dialogs.flow import UNKNOWN, Form, FormField, Outcome, flow_of
from dialogs.parts.told_data import CRIMINAL, SENSITIVE, SPECIAL, under_way, unknown_groups, unknown_kinds
from dialogs.parts.which_data import kinds, plan
from state_machines.chart import Facts

ERRORS = ()

NOTHING = "geen"

CRITERIA = (
    "beoordelen",
    "besluit",
    "volgen",
    "groot",
    "combineren",
    "kwetsbaar",
    "techniek",
    "recht",
    NOTHING,
    UNKNOWN,
)
"""The criteria of WP248; two or more normally mean a DPIA. The ninth, sensitive data, is known from the kinds."""

DEPENDENT = ("client", "medewerker", "sollicitant")
"""People who depend on the body: vulnerable in the sense of WP248."""

CONTROL = (
    "heimelijk",
    "zwarte_lijst",
    "fraude",
    "cameras",
    "medewerkers",
    "locatie",
    "berichten",
    "observatie",
)
SUBJECTS = (
    "financieel",
    "krediet",
    "samenwerking",
    "profilering",
    "internet",
)
"""The list of the AP of 27 November 2019 (fixed and flexible cameras as one), in two fields to be read at a glance."""

LISTED_KINDS = ("gezondheid", "genetisch", "biometrisch")
"""Kinds of data that are on that list themselves."""

sensitive_kinds = called("sensitive data", has("kinds", *SENSITIVE, *SPECIAL, *CRIMINAL))
dependent = called(
    "people who depend on WIL", either(has("groups", *DEPENDENT), has("criteria", "kwetsbaar"))
)


def count(facts: Facts) -> int:
    """How many of the nine criteria these answers meet, those that other questions told included."""
    named = set(facts.get("criteria", "").split(",")) - {NOTHING, UNKNOWN, "", "kwetsbaar"}
    return len(named) + sensitive_kinds(facts) + dependent(facts)


def two_criteria(facts: Facts) -> bool:
    """Two or more of the criteria."""
    return count(facts) >= 2


def one_criterion(facts: Facts) -> bool:
    """Just one of them."""
    return count(facts) == 1


on_the_list = called(
    "on the AP list",
    either(has("ap_control", *CONTROL), has("ap_subjects", *SUBJECTS), has("kinds", *LISTED_KINDS)),
)
in_doubt = called(
    "unknown",
    either(
        has("criteria", UNKNOWN),
        has("ap_control", UNKNOWN),
        has("ap_subjects", UNKNOWN),
        unknown_kinds,
        unknown_groups,
    ),
)
likely = called("list or two criteria", either(on_the_list, two_criteria))

EUROPE, AP_LIST = "wp248", "ap_lijst"

FLOW = flow_of(
    "dpia",
    plan(then="which"),
    kinds(then="criteria"),
    Form(
        "criteria",
        policy=("inleiding", EUROPE),
        fields=(FormField("criteria", "choices", options=CRITERIA, required=True),),
        then="ap_list",
    ),
    Form(
        "ap_list",
        policy=("inleiding", AP_LIST),
        fields=(
            FormField("ap_control", "choices", options=(*CONTROL, NOTHING, UNKNOWN), required=True),
            FormField("earlier", "choice", options=("ja", "nee", UNKNOWN)),
        ),
        # What is certain by now, no further question could change.
        then=fork((likely, "needed"), otherwise="ap_work"),
    ),
    Form(
        "ap_work",
        policy=("inleiding", AP_LIST),
        fields=(FormField("ap_subjects", "choices", options=(*SUBJECTS, NOTHING, UNKNOWN), required=True),),
        then=fork(
            (likely, "needed"), (in_doubt, "perhaps"), (one_criterion, "one_sign"), otherwise="no_sign"
        ),
    ),
    Outcome("needed", policy=("inleiding",), verdict="nog_niet", gathers=True),
    Outcome("perhaps", policy=("inleiding",), verdict="nog_niet", gathers=True),
    Outcome("one_sign", policy=("inleiding",), verdict="nog_niet", gathers=True),
    Outcome("no_sign", policy=("inleiding",), verdict="nog_niet", gathers=True),
    follows=(
        Heading("needed_running", ("inleiding",), under_way, ("needed",)),
        Heading("perhaps_running", ("inleiding",), under_way, ("perhaps",)),
        Heading("sign_running", ("inleiding",), under_way, ("one_sign", "no_sign")),
        Ask("fg_dpia", ("inleiding",), "fg", "dpia"),
        Reason("list", (AP_LIST,), on_the_list, decides=True),
        Reason("criteria", (EUROPE,), two_criteria, decides=True),
        Reason("one", (EUROPE,), one_criterion),
        Reason("sensitive_data", (EUROPE,), sensitive_kinds),
        Reason("dependent", (EUROPE,), dependent),
        Reason("unknown", ("inleiding",), in_doubt),
        Reason("nothing", ("inleiding",), at=("no_sign",)),
        Duty("wait", ("inleiding",), unless(under_way)),
        Duty("go_on", ("inleiding",), under_way),
        Duty("earlier_dpia", ("inleiding",), said("earlier", "ja")),
    ),
    about="matter",
)
