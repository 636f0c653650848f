"""What an employee passes on about a request of a data subject (policy points 15 and 16), and what follows from it."""

from datetime import date
from typing import Annotated, Literal, get_args

from cases.register.case import Kept, text_of
from cases.told import UNKNOWN as UNKNOWN

Right = Literal["inzage", "verbetering", "wissing", "beperking", "overdracht", "bezwaar", "toestemming"]
"""AVG articles 15, 16, 17, 18, 20, 21 and 7(3), in the order of policy point 15."""

Channel = Literal["brief", "mail", "telefoon", "balie", "website", "anders", "onbekend"]
Subject = Literal["client", "medewerker", "sollicitant", "anders", "onbekend"]
Asker = Literal["zelf", "vertegenwoordiger", "onbekend"]
Authority = Literal[
    "ouder", "curator", "bewindvoerder", "schuldhulp", "advocaat", "gemachtigde", "anders", "onbekend"
]
"""As what a representative speaks for the person (AVG article 12; UAVG article 5 for the first three)."""
Proof = Literal["gezien", "gevraagd", "nee", "onbekend"]
Clarity = Literal["ja", "nee", "onbekend"]
Identification = Literal[
    "nog_niet", "email", "telefoon", "feiten", "herkend", "kopie_afgeschermd", "kopie_open", "balie"
]
"""The five ways of policy point 16 step 2, the counter as the furthest one, and the open copy that is none."""
Weight = Literal["veel", "gevoelig", "geen", "onbekend"]
Told = Literal["ontvangst", "termijn", "identiteit", "verduidelijking", "gegevens", "niets", "onbekend"]

RIGHTS: tuple[Right, ...] = get_args(Right)
CHANNELS: tuple[Channel, ...] = get_args(Channel)
SUBJECTS: tuple[Subject, ...] = get_args(Subject)
ASKERS: tuple[Asker, ...] = get_args(Asker)
AUTHORITIES: tuple[Authority, ...] = get_args(Authority)
PROOFS: tuple[Proof, ...] = get_args(Proof)
CLARITIES: tuple[Clarity, ...] = get_args(Clarity)
IDENTIFICATIONS: tuple[Identification, ...] = get_args(Identification)
WEIGHTS: tuple[Weight, ...] = get_args(Weight)
TOLD: tuple[Told, ...] = get_args(Told)

WISH_LIMIT, TOLD_LIMIT, REFERENCE_LIMIT = 2000, 1000, 60

NOT_IDENTIFIED: frozenset[Identification] = frozenset({"nog_niet", "kopie_open"})
"""An open copy of an identity document may not even be asked for: it must go, and does not count."""

HEAVY: frozenset[Identification] = frozenset({"kopie_afgeschermd", "balie"})
"""Ways that may only be asked for with a reason (AVG article 12(6): reasonable doubt), and the only ones that are sure
enough once there is doubt or much or sensitive data: facts can be known to others (policy point 16 step 2)."""

BY_LAW: frozenset[Authority] = frozenset({"ouder", "curator", "bewindvoerder"})
"""Representatives by law: UAVG article 5."""

HIMSELF_IN_AFAS: frozenset[Right] = frozenset({"inzage", "verbetering", "wissing"})
"""What an employee often arranges alone in AFAS (policy point 16 step 1)."""

TELL_RECIPIENTS: frozenset[Right] = frozenset({"verbetering", "wissing", "beperking"})
"""Rights of which a grant must be told to every recipient of the data (AVG article 19)."""


class RightsRequest(Kept):
    """The request as it was passed on. `received_on` is the day on which it came to WIL, noticed or not.

    No name stands in it: `reference` is what WIL's own system calls the person's file.
    """

    rights: tuple[Right, ...] = ()
    received_on: date
    channel: Channel = "onbekend"
    wish: Annotated[str, text_of(WISH_LIMIT)] = ""
    subject: Subject = "onbekend"
    asker: Asker = "onbekend"
    authority: Authority | None = None
    proof: Proof | None = None
    reference: Annotated[str, text_of(REFERENCE_LIMIT)] = ""
    clear: Clarity = "onbekend"
    identified: Identification = "nog_niet"
    doubt: bool = False
    weight: tuple[Weight, ...] = ("onbekend",)
    told: tuple[Told, ...] = ("onbekend",)
    told_words: Annotated[str, text_of(TOLD_LIMIT)] = ""

    @property
    def raised(self) -> bool:
        """Whether the identity must be surer than the lightest way (policy point 16 step 2)."""
        return self.doubt or "veel" in self.weight or "gevoelig" in self.weight

    @property
    def represented(self) -> bool:
        """Whether somebody asks for the person, so that the authority has to be checked."""
        return self.asker == "vertegenwoordiger"

    @property
    def authority_open(self) -> bool:
        """Whether nobody saw yet that the representative may ask this."""
        return self.represented and self.proof != "gezien"

    @property
    def partly_himself(self) -> bool:
        """Whether the person can do a part of it alone, in AFAS."""
        return self.subject == "medewerker" and not HIMSELF_IN_AFAS.isdisjoint(self.rights)

    @property
    def gave_data(self) -> bool:
        """Whether data went out already: without a sure identity that may be a breach (policy point 14)."""
        return "gegevens" in self.told
