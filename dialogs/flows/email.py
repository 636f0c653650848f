"""May this go by mail, and how: policy point 13. What went wrong already goes over into the report of a breach."""

from dialogs.conditions import YES, both, called, fork, said
from dialogs.flow import DOUBT, UNKNOWN, Ask, Choice, Duty, Form, FormField, Outcome, flow_of
from dialogs.parts.which_data import personal

ERRORS = ()

other_way = called("another way", said("channel", "anders"))
in_order = called(
    "all in order",
    both(
        said("channel", "zivver"),
        said("minimum", YES),
        said("checked", YES),
        said("many", "een", "bcc", "kennen"),
    ),
)

FLOW = flow_of(
    "email",
    Choice("sent", policy=("13",), to={"nee": "personal", "mis": "wrongly_sent"}),
    personal(then="may_have"),
    Choice(
        "may_have",
        policy=("7", "13"),
        to={YES: "message", "nee": "not_for_them", DOUBT: "maybe_for_them"},
        doubt_as="nee",
    ),
    Form(
        "message",
        policy=("13",),
        fields=(
            FormField("channel", "choice", options=("zivver", "gewoon", "anders", UNKNOWN), required=True),
            FormField("minimum", "choice", options=(YES, "nee", DOUBT), required=True),
            FormField("checked", "choice", options=(YES, "nee", DOUBT), required=True),
            FormField("many", "choice", options=("een", "kennen", "bcc", "cc"), required=True),
        ),
        then=fork((other_way, "not_that_way"), (in_order, "mail"), otherwise="mail_if"),
    ),
    Outcome("wrongly_sent", policy=("13", "14"), leads="breach", brings={"kind": "verkeerde_ontvanger"}),
    Outcome("not_for_them", policy=("7", "13"), verdict="mag_niet"),
    Outcome("maybe_for_them", policy=("7", "13"), verdict="nog_niet"),
    Outcome("not_that_way", policy=("13",), verdict="mag_niet"),
    Outcome("mail", policy=("13",), verdict="mag", gathers=True),
    Outcome("mail_if", policy=("13",), verdict="mag_onder_voorwaarden", gathers=True),
    follows=(
        Ask("po_mail", ("7",), "po", at=("not_for_them", "maybe_for_them")),
        Ask("po_way", ("13",), "po", at=("not_that_way",)),
        Duty("zivver", ("13",), said("channel", "gewoon", UNKNOWN)),
        Duty("minimum", ("13",), said("minimum", "nee", DOUBT)),
        Duty("check", ("13",), said("checked", "nee", DOUBT)),
        Duty("bcc", ("13", "14"), said("many", "cc")),
        Duty("once_more", ("13",)),
        Duty("withdraw", ("13",)),
    ),
)
