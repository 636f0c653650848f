"""May this go by mail, and how: policy point 13. What went wrong already goes over into the report of a breach.

The policy speaks of mail only: what goes by post or telephone rests on points 7 and 12. To whoever is outside the body
it must be allowed to give as well: that is the flow on sharing.
"""

from dialogs.conditions import ANSWERS, YES, both, called, either, fork, said, unless
from dialogs.consequences import Ask, Duty, Heading, Reason
from dialogs.flow import DOUBT, UNKNOWN, Choice, Form, FormField, Outcome, flow_of
from dialogs.parts.which_data import personal

ERRORS = ()

ZIVVER, PLAIN, APP, POST, PHONE = "zivver", "gewoon", "anders", "post", "telefoon"

app = called("an app", said("channel", APP))
no_mail = called("post or telephone", said("channel", POST, PHONE))
outside = called("outside", said("receiver", "buiten"))
may_be_too_much = called("may be too much", said("minimum", "nee", DOUBT))
not_checked = called("not checked", said("checked", "nee", DOUBT))
in_cc = called("in the cc", both(said("many", "cc"), unless(no_mail)))
in_order = called(
    "all in order",
    both(
        said("channel", ZIVVER),
        said("receiver", "zelf", "collega"),
        said("minimum", YES),
        said("checked", YES),
        said("many", "een", "bcc", "kennen"),
    ),
)

SENT_SO = ("mail_if", "other_way")

FLOW = flow_of(
    "email",
    Choice("sent", policy=("13",), to={"nee": "personal", "goed": "went_well", "mis": "wrongly_sent"}),
    personal(then="receiver"),
    Choice(
        "receiver",
        policy=("7", "10", "13"),
        to={
            "zelf": "message",
            "collega": "message",
            "buiten": "message",
            "niet_nodig": "not_for_them",
            DOUBT: "maybe_for_them",
        },
        doubt_as="niet_nodig",
    ),
    Form(
        "message",
        policy=("13",),
        fields=(
            FormField("channel", "choice", options=(ZIVVER, PLAIN, APP, POST, PHONE, UNKNOWN), required=True),
            FormField("minimum", "choice", options=ANSWERS, required=True),
            FormField("checked", "choice", options=ANSWERS, required=True),
            FormField("many", "choice", options=("een", "kennen", "bcc", "cc"), required=True),
        ),
        then=fork((app, "not_that_way"), (no_mail, "other_way"), (in_order, "mail"), otherwise="mail_if"),
    ),
    Outcome("wrongly_sent", policy=("13", "14"), leads="breach", brings={"kind": "verkeerde_ontvanger"}),
    Outcome("went_well", policy=("13", "14")),
    Outcome("not_for_them", policy=("7", "13"), verdict="mag_niet"),
    Outcome("maybe_for_them", policy=("7", "13"), verdict="nog_niet"),
    Outcome("not_that_way", policy=("13",), verdict="mag_niet"),
    Outcome("other_way", policy=("7", "12"), verdict="mag_onder_voorwaarden"),
    Outcome("mail", policy=("13",), verdict="mag", gathers=True),
    Outcome("mail_if", policy=("13",), verdict="mag_onder_voorwaarden", gathers=True),
    follows=(
        Heading("only_zivver", ("13",), said("channel", PLAIN), ("mail_if",), "mag_niet"),
        Heading("zivver_first", ("13",), said("channel", UNKNOWN), ("mail_if",), "nog_niet"),
        Ask("po_mail", ("7",), "po", at=("not_for_them", "maybe_for_them")),
        Ask("po_way", ("13",), "po", at=("not_that_way",)),
        Ask("po_other_way", ("12", "13"), "po", at=("other_way",)),
        Reason("not_needed", ("7",), said("receiver", "niet_nodig"), ("not_for_them",)),
        Reason("receiver_doubt", ("7",), said("receiver", DOUBT), ("maybe_for_them",)),
        Reason(
            "zivver_only",
            ("13",),
            said("channel", PLAIN, APP, UNKNOWN),
            ("mail_if", "not_that_way"),
            decides=True,
        ),
        Reason("only_mail", ("13",), at=("other_way",)),
        Reason("outside", ("10", "bijlage1"), outside, SENT_SO),
        Reason("too_much", ("7", "13"), may_be_too_much, SENT_SO),
        Reason("not_checked", ("13",), not_checked, SENT_SO),
        Reason("in_cc", ("14",), in_cc, SENT_SO),
        Duty("share_first", ("10", "bijlage1"), outside, SENT_SO, leads="sharing"),
        Duty("zivver", ("13",), said("channel", PLAIN, UNKNOWN)),
        Duty("minimum", ("7", "13"), may_be_too_much, SENT_SO),
        Duty("check", ("13",), either(not_checked, both(no_mail, outside)), SENT_SO),
        Duty("bcc", ("13", "14"), in_cc),
        Duty("who_is_it", ("12",), said("channel", PHONE), ("other_way",)),
        Duty("closed_letter", ("12",), said("channel", POST), ("other_way",)),
        Duty("once_more", ("13",)),
        Duty("withdraw", ("13",)),
    ),
)
