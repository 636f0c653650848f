"""Is a DPIA needed: the criteria of WP248 and the list of the AP as questions. The FG always decides (introduction)."""

from dialogs.conditions import called, either, fork, has, said
from dialogs.flow import UNKNOWN, Ask, Duty, Form, FormField, Outcome, Reason, flow_of
from dialogs.parts.which_data import kinds, plan
from state_machines.chart import Facts

ERRORS = ()

NOTHING = "geen"

CRITERIA = (
    "beoordelen",
    "besluit",
    "volgen",
    "gevoelig",
    "groot",
    "combineren",
    "kwetsbaar",
    "techniek",
    "recht",
    NOTHING,
    UNKNOWN,
)
"""The nine criteria of WP248; two or more normally mean a DPIA."""

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
    "gezondheid",
    "krediet",
    "samenwerking",
    "profilering",
    "genetisch",
    "biometrie",
    "internet",
)
"""The list of the AP of 27 November 2019 (fixed and flexible cameras as one), in two fields to be read at a glance."""


def two_criteria(facts: Facts) -> bool:
    """Two or more of the criteria were named."""
    named = set(facts.get("criteria", "").split(",")) - {NOTHING, UNKNOWN, ""}
    return len(named) >= 2


on_the_list = called("on the AP list", either(has("ap_control", *CONTROL), has("ap_subjects", *SUBJECTS)))
one_criterion = called(
    "one criterion", has("criteria", *(each for each in CRITERIA if each not in (NOTHING, UNKNOWN)))
)
in_doubt = called(
    "unknown", either(has("criteria", UNKNOWN), has("ap_control", UNKNOWN), has("ap_subjects", UNKNOWN))
)
likely = called("list or two criteria", either(on_the_list, two_criteria))

FLOW = flow_of(
    "dpia",
    plan(then="which"),
    kinds(then="criteria"),
    Form(
        "criteria",
        policy=("inleiding",),
        fields=(FormField("criteria", "choices", options=CRITERIA, required=True),),
        then="ap_list",
    ),
    Form(
        "ap_list",
        policy=("inleiding",),
        fields=(
            FormField("ap_control", "choices", options=(*CONTROL, NOTHING, UNKNOWN), required=True),
            FormField("ap_subjects", "choices", options=(*SUBJECTS, NOTHING, UNKNOWN), required=True),
            FormField("earlier", "choice", options=("ja", "nee", UNKNOWN), default=UNKNOWN),
        ),
        then=fork((likely, "needed"), (either(one_criterion, in_doubt), "perhaps"), otherwise="no_sign"),
    ),
    Outcome("needed", policy=("inleiding",), verdict="nog_niet", gathers=True),
    Outcome("perhaps", policy=("inleiding",), verdict="nog_niet", gathers=True),
    Outcome("no_sign", policy=("inleiding",), verdict="nog_niet", gathers=True),
    follows=(
        Ask("fg_dpia", ("inleiding",), "fg", "dpia"),
        Reason("list", ("inleiding",), on_the_list),
        Reason("criteria", ("inleiding",), two_criteria),
        Reason("one", ("inleiding",), one_criterion, ("perhaps",)),
        Reason("unknown", ("inleiding",), in_doubt),
        Duty("wait", ("inleiding",)),
        Duty("earlier_dpia", ("inleiding",), said("earlier", "ja")),
    ),
    about="matter",
)
