"""The words in which a moment is told, by what they do."""

import re

from dialogs.dutch.number_words import ordinal_of, value_of


def _listed(spelled: str) -> set[str]:
    return set(spelled.split())


DAY_MINUTES = 24 * 60
"""How many minutes the clock shows in a day."""

WEEKDAYS = {
    "maandag": 0,
    "dinsdag": 1,
    "woensdag": 2,
    "donderdag": 3,
    "vrijdag": 4,
    "zaterdag": 5,
    "zondag": 6,
}
SHORT_WEEKDAYS = {
    **{name[:2]: day for name, day in WEEKDAYS.items()},
    **{name[:3]: day for name, day in WEEKDAYS.items()},
    **{"dond": 3, "woens": 2, "dins": 1, "vrij": 4, "zond": 6},
}
"""Most of them are words of their own too ("zo", "zon", "zat", "ma"): they count where a day is expected."""

ALSO_WORDS = _listed("zo zon zat ma din don do za di vrij zond")
"""The short weekdays that mean something else as often as not."""

MONTHS = {
    **{
        "januari": 1,
        "jan": 1,
        "februari": 2,
        "febr": 2,
        "feb": 2,
        "maart": 3,
        "mrt": 3,
        "april": 4,
        "apr": 4,
    },
    **{
        "mei": 5,
        "juni": 6,
        "jun": 6,
        "juli": 7,
        "jul": 7,
        "augustus": 8,
        "aug": 8,
        "september": 9,
        "sept": 9,
    },
    **{"sep": 9, "oktober": 10, "okt": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12},
}
PARTS = {
    **dict.fromkeys(_listed("ochtend ochtends sochtends morgens smorgens voormiddag voormiddags"), "ochtend"),
    **dict.fromkeys(_listed("middag middags smiddags namiddag namiddags"), "middag"),
    **dict.fromkeys(_listed("avond avonds savonds"), "avond"),
    **dict.fromkeys(_listed("nacht nachts snachts"), "nacht"),
}
TODAY_PARTS = {
    **{"vanmorgen": "ochtend", "vanochtend": "ochtend", "vanvoormiddag": "ochtend"},
    **{"vanmiddag": "middag", "vannamiddag": "middag", "vanavond": "avond", "vannacht": "nacht"},
}
DAYS_FROM_TODAY = {
    **{"eergisteren": -2, "eergister": -2, "gisteren": -1, "gister": -1},
    **{"vandaag": 0, "heden": 0, "morgen": 1, "overmorgen": 2},
}
JUST_NOW = _listed("zojuist zonet daarnet zoeven daarjuist")
ABOUT = _listed(
    """
    ongeveer rond omstreeks circa ca ergens plusminus tegen vermoedelijk waarschijnlijk plm ong pakweg
    grofweg ~ ± bijna ruim dik krap misschien zowat
    """
)
PAST = _listed("afgelopen vorige vorig laatste jongstleden jl verleden voorbije")
TO_COME = _listed("komende aanstaande volgende aankomende as")
THIS = _listed("deze dit")
THAT = _listed("die dat dezelfde hetzelfde diezelfde datzelfde")
EDGES = {
    **dict.fromkeys(_listed("begin vroeg vroege"), 0),
    **dict.fromkeys(_listed("midden medio halverwege"), 3 * 60),
    **dict.fromkeys(_listed("eind einde laat late"), 4 * 60),
}
MINUTES = {
    **dict.fromkeys(_listed("seconde seconden sec"), 0),
    **dict.fromkeys(_listed("minuut minuten minuutje minuutjes min mins"), 1),
    **dict.fromkeys(_listed("kwartier kwartiertje kwartieren"), 15),
    **dict.fromkeys(_listed("halfuur halfuurtje"), 30),
    **dict.fromkeys(_listed("uur uren uurtje uurtjes u"), 60),
}
DAYS = {
    **dict.fromkeys(_listed("dag dagen dagje dgn etmaal"), 1),
    **dict.fromkeys(_listed("week weken weekje wk wkn"), 7),
}
MONTHS_LONG = {
    **dict.fromkeys(_listed("maand maanden maandje mnd"), 1),
    **dict.fromkeys(_listed("jaar jaren jaartje"), 12),
}
UNITS = {*MINUTES, *DAYS, *MONTHS_LONG}
PLURAL_UNITS = _listed("seconden minuten uren uurtjes dagen dgn weken wkn maanden jaren kwartieren")
ROUGH_AMOUNTS: dict[str, tuple[float, bool]] = {
    **{"half": (0.5, False), "halve": (0.5, False), "anderhalf": (1.5, False), "anderhalve": (1.5, False)},
    **{"driekwart": (0.75, False), "kwart": (0.25, False)},
    **{"paar": (3, True), "enkele": (3, True), "dik": (1, True), "klein": (1, True), "goed": (1, True)},
    **{"kleine": (1, True), "ruime": (1, True), "dikke": (1, True), "goede": (1, True)},
}
AT = _listed("om rond omstreeks tegen circa ca ongeveer vanaf na sinds ~ ± klokslag")
SAYS_A_DAY = {"op", "van", "sinds", "vanaf", "datum", "dd", "tot", *WEEKDAYS, *SHORT_WEEKDAYS}
HOLDS_A_BOUND = _listed(
    "voor na tot tm tussen uiterlijk binnen niet geen nooit per over dan voordat later eerder laatst vroegst"
)
"""Beside a moment they say something else than that moment."""
INFLECTED_HOURS = {
    **{"enen": 1, "tweeen": 2, "drieen": 3, "vieren": 4, "vijven": 5, "zessen": 6, "zevenen": 7, "achten": 8},
    **{"negenen": 9, "tienen": 10, "elven": 11, "twaalven": 12},
}
"""As in "tegen vieren"."""

OF_THE = "van de"
RECURS = _listed("elke elk iedere ieder alle telkens")
ALWAYS_RECURS = _listed(
    """
    dagelijks dagelijkse wekelijks wekelijkse maandelijks maandelijkse jaarlijks jaarlijkse doordeweeks
    weekdagen werkdagen avonden ochtenden middagen nachten weekends weekenden weekeinden
    """
) | {day + ending for day in WEEKDAYS for ending in ("s", "en")}
UNREAD_PERIODS = _listed(
    """
    geb geboren geboortedatum leeftijd
    zomer lente herfst winter voorjaar najaar kwartaal eeuw decennium seizoen straks binnenkort utc gmt est pst
    """
)
COUNTED = re.compile(
    r"(?:[a-z]*(?:client|klant|mens(?:en)?$|persoon|personen|dossier|brief$|brie[fv]|collega|bestand|record|document"
    r"|formulier|medewerker|inwoner|bericht|melding|telefo|laptop|envelop|pagina|rapport|verslag|nummer|lijsten"
    r"|namen|adres|accounts?$|gemeente|bijlage|aanvra|besluit|beschikking|foto|leerling|student|gesprek|afspra)"
    r"|mail|e-mail|persons?$|naam|keer$|maal$|stuk|blad|gezin|kind|burger|betrokkene|ontvanger"
    r"|man$|mannen$|vrouw|meisje|jongen|regel|rij$|rijen$|lijst|map$|mappen$"
    r"|usb|doos$|dozen$|tas$|verdieping|etage|poging|ronde$|scherm|versie|exempla"
    r"|team|afdeling|kolom|tab$|tabblad|veld|huis|woning|gast$|gasten$|ouder|dochter|zoon"
    r"|instantie|organisatie|partij|deelnemer|kandida|bezoeker|kopie|print|sheet|excel|cel$|cellen$)[a-z]*"
)
"""What is counted, by how the word begins: the number before it is no moment."""

LABELS = _listed(
    """
    punt kamer nummer nr pagina versie artikel art lid kantoor bijlage team lijn loket verdieping etage paragraaf
    hoofdstuk stap fase vraag tabel kluis kast ruimte zaal gang postbus categorie niveau bus spoor deel map
    """
)
"""What has a number of its own behind it."""

_NOONS = _listed("lunch lunchtijd lunchpauze middaguur")
FILLERS = _listed(
    """
    op om de het een van in was dat ik denk geloof volgens mij datum en is er gebeurd gebeurde
    ontdekt werd s zo al sinds vanaf na tot deze dit loop dag tijd tijdstip toen dus pas nog
    dan n jl net nu even tijdens aan rondom voor over we wij je hij zij ze heb hebben heeft had hadden ben zag
    kwam ging kreeg waren door bij met uit af ook toch maar weer t m u h toe
    """
)
SMALL = _listed("de het een om op of en in rond ongeveer t circa n van aan omstreeks tegen")
"""What may stand between a bound and the moment that it bounds."""

FEASTS = {
    **{"kerstmis": (12, 25), "kerst": (12, 25), "kerstavond": (12, 24), "oudejaarsavond": (12, 31)},
    **{"oudejaarsdag": (12, 31), "oudjaar": (12, 31), "nieuwjaarsdag": (1, 1), "nieuwjaar": (1, 1)},
    **{"bevrijdingsdag": (5, 5), "dodenherdenking": (5, 4), "sinterklaasavond": (12, 5)},
    **{"pakjesavond": (12, 5), "sinterklaas": (12, 5), "valentijnsdag": (2, 14), "dierendag": (10, 4)},
    **{"driekoningen": (1, 6), "halloween": (10, 31), "allerheiligen": (11, 1), "koningsdag": (4, 27)},
}
"""Month and day."""
AFTER_EASTER = {
    **{"pasen": 0, "paaszondag": 0, "paasmaandag": 1, "hemelvaart": 39, "hemelvaartsdag": 39},
    **{"pinksteren": 49, "pinksterzondag": 49, "pinkstermaandag": 50},
}
"""Days after Easter Sunday."""
TWO_DAYS = {"kerstdag": "kerst", "paasdag": "pasen", "pinksterdag": "pinksteren"}

KNOWN = (
    {*WEEKDAYS, *MONTHS, *PARTS, *TODAY_PARTS, *DAYS_FROM_TODAY, *JUST_NOW, *ABOUT, *PAST, *TO_COME}
    | {
        *EDGES,
        *UNITS,
        *FILLERS,
        *THIS,
        *ROUGH_AMOUNTS,
        *HOLDS_A_BOUND,
        *RECURS,
        *ALWAYS_RECURS,
        *UNREAD_PERIODS,
    }
    | _listed("geleden terug weekend middernacht middaguur lunch lunchtijd lunchpauze kwart uur jaar week")
)
MISTYPED = sorted(
    {word for word in KNOWN if len(word) >= 6}
    - _listed("morgen voordat klokslag aankomende binnen seconde seconden seizoen herfst winter decennium")
    - _listed("kwartieren dezelfde dagelijkse wekelijkse misschien anderhalve telkens")
)
"""What a slip of the pen is repaired to. Without "morgen" and the like: "mogen" is a word too."""

BEFORE_AN_HOUR = _listed(
    "was is het t dat van en tijd tijdstip denk dus precies exact stipt om op de toen weekend dag uur jl"
)
"""What may stand before "3 uur" when it is an hour, not how long something took."""

BEFORE_A_COUNT = _listed("zijn met er heb hebben had waren al nog bij ik door naar uit")
"""What stands before a number of things rather than before an hour."""

FROM_THERE = _listed("later eerder ervoor daarvoor erna daarna nadien lang tevoren vanaf")
"""Behind a length of time they say that it runs from another moment."""

NO_SLIP = _listed(
    """
    gelden gelezen gelegen gelesen gereden geladen gegleden geleverd vandaan vandaar volgen volgers volgend
    middel vroegen vroeger verlegen verlenen verlezen werkend zoeken tassen tijden laagste laatst manden random
    minste uurloon achtend ochtendje lunchen geleend gebeurt gemeden geheden geluiden vorigen ergeren beleden
    heeden kwartel kwartje weekeind maandje weekender overmogen
    """
)
"""Words of their own that are one slip from a word of this grammar."""


def says_a_number(word: str) -> bool:
    """Whether a word counts, orders or divides: a text that holds one unread is not understood."""
    return (
        (word != "een" and value_of(word) is not None)
        or ordinal_of(word) is not None
        or word in {"half", "halve", "anderhalf", "anderhalve", "kwart", "driekwart", "kwartier", "geleden"}
    )


UNKNOWN_PERIOD = re.compile(
    r"[a-z]{3,}(?:dag|dagen|avond|ochtend|middag|nacht|weekend|weken|maand|maanden|vakantie|kwartaal|feest|tijds)"
)
"""A day or period that this grammar does not know: "verjaardag", "zomervakantie"."""
NO_PERIOD = _listed(
    """
    overdag gedag werkdag goedendag goedemorgen goedemiddag goeiemiddag goedenmiddag goedenavond goedeavond
    goedenacht goeiedag
    """
)

_LEADS = {
    *KNOWN,
    *FEASTS,
    *AFTER_EASTER,
    *TWO_DAYS,
    *LABELS,
    *THAT,
    *SHORT_WEEKDAYS,
    *INFLECTED_HOURS,
    *_NOONS,
    *_listed("goede goeie weekeinde moment middernacht wk"),
}


QUIET = (
    FILLERS
    - HOLDS_A_BOUND
    - THIS
    - THAT
    - UNITS
    - set(SHORT_WEEKDAYS)
    - _listed("een om zo net nu in jl s h")
)
"""Small words with which no rule begins; what stands behind them may look at them."""


def is_plain(word: str) -> bool:
    """Whether no rule can begin with it: a word that says nothing about a moment."""
    return (
        word not in _LEADS
        and not says_a_number(word)
        and not UNKNOWN_PERIOD.fullmatch(word)
        and "enhal" not in word
    )
