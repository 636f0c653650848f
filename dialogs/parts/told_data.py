"""What was told of the data: whose, which, how often, and what follows from that (policy points 1 to 4)."""

from dialogs.conditions import both, called, either, has, said
from dialogs.flow import DOUBT, UNKNOWN

SENSITIVE = ("financieel", "bsn")
"""What the policy calls sensitive (point 2)."""

SPECIAL = ("gezondheid", "afkomst", "geloof", "politiek", "vakbond", "seksueel", "genetisch", "biometrisch")
"""The whole list of AVG article 9; the policy names a part of it (point 2)."""

CRIMINAL = ("strafrecht",)
"""AVG article 10; the policy does not name them."""

KINDS = ("gewoon", "foto", *SENSITIVE, *SPECIAL, *CRIMINAL, UNKNOWN)

NOBODY = "niemand"
GROUPS = (
    "client",
    "medewerker",
    "sollicitant",
    "bezoeker",
    "leverancier",
    "partner",
    "anders",
    NOBODY,
    UNKNOWN,
)

DANGER = "noodgeval"
"""How often: now, because somebody's life or health is in danger (policy point 5, vital interests)."""

special = called("special", has("kinds", *SPECIAL))
criminal = called("criminal", has("kinds", *CRIMINAL))
sensitive = called("sensitive", has("kinds", *SENSITIVE))
unknown_kinds = called("kinds unknown", has("kinds", UNKNOWN))
unknown_groups = called("groups unknown", has("groups", UNKNOWN))
about_health = called("health", has("kinds", "gezondheid"))
about_clients = called("clients", has("groups", "client"))
no_free_choice = called("clients, staff or unknown", has("groups", "client", "medewerker", UNKNOWN))
"""Who can seldom say no to WIL: clients and staff (policy point 5, consent)."""

with_bsn = called("bsn", has("kinds", "bsn"))
nobody = called("nobody", said("groups", NOBODY))
in_danger = called("danger now", said("regular", DANGER))
under_way = called("under way", said("novelty", "bestaand"))
new = called("new or changed", said("novelty", "nieuw", "gewijzigd"))
lasting = called("structural", said("regular", "structureel", DOUBT))
fg_must_know = called("protected, new, structural", both(either(special, criminal, sensitive), new, lasting))
"""Structural and new use of special or sensitive data: the FG is asked first (introduction and point 2)."""

forbidden = called("special or criminal", either(special, criminal))
"""What may only be used where the law makes an exception (policy point 2; AVG articles 9 and 10)."""

NAMED = ("register", "fg")
"""Where the exception was named: in the processing register, or by the FG."""

in_order = called("WIL works for a client", said("situation", "opdrachtgever", "subverwerker"))
"""Situations 1 and 2 of annex 1: the client sees to the basis, and so to the exception; WIL needs none of its own."""

exception_named = called("exception named", said("exception", *NAMED))
exception_unnamed = called("exception not named", said("exception", UNKNOWN))
bsn_doubt = called("bsn in doubt", said("bsn_law", DOUBT))

unclear = called("unclear", either(unknown_kinds, unknown_groups, bsn_doubt))
"""What the Privacy Officer has to find out first: which data, whose, or whether a BSN may be used."""
