"""Reads a moment or a range of moments that somebody typed in Dutch. A moment in the past is meant.

How an ambiguous text is read:

- a number, month, ordinal, weekday or bound ("voor", "na", "elke") that is not understood: nothing is read. Better
  asked again than half of it noted;
- a day without a year ("11-10", "de 11e"): the latest such day that is not after today;
- a weekday: the latest one, today included, unless the time with it has not come yet; "afgelopen" and
  "vorige" exclude today; "vorige week dinsdag" counts by calendar week (from Monday);
- an hour that the clock passes twice a day ("half drie", "3 uur", "2.30"): with a part of the day the one in
  it; before today (or after it) the one between 7.00 and 19.00; today, or without a day, the latest that is
  not in the future, and if neither has come yet the one between 7.00 and 19.00. "9.30", "02:30" and "2:38" (as in a
  log) are meant as they stand, unless the part of the day says otherwise ("'s avonds om 8.30");
- a part of the day without an hour: its first moment (morning 6.00, afternoon 12.00, evening 18.00, night
  0.00; "eind van" is four hours later), marked as approximate: a term that runs from it must not start late;
- a month, week or weekend: its first day, approximate too; "begin", "midden" and "eind" of a month are its thirds;
- "vannacht" is the last night that has begun; 22.00 of it lies on the day before;
- "11.10" is a time; a day when it cannot be a time ("31.12"), follows "op", or another time stands beside it;
- "morgen" and "komende vrijdag" give a day to come: who asked for the past says so better than this module;
- a day in one sentence of a story and an hour in another: not put together;
- two different days or times in one text, a day that does not exist (31-02) or a time that does not (25:00):
  not read at all;
- a story of which the end, that is not read, names a moment too ("nee wacht, het was dinsdag"): not read at all.
"""

import re
from datetime import datetime

from dialogs.dutch.moment_meant import Reading, readings
from dialogs.dutch.moment_ranges import ends_in
from dialogs.dutch.moment_rules import listen
from dialogs.dutch.moment_said import Unreadable
from dialogs.dutch.moment_tokens import tokens_in
from dialogs.dutch.moment_words import DAYS_FROM_TODAY, MONTHS, TODAY_PARTS, WEEKDAYS

__all__ = ["Reading", "read_moment", "read_range"]

_LONGEST = 300
"""Signs that are read; whoever writes more tells a story, not a moment. To read a thousand takes some milliseconds."""

_GLANCED_AT = 2000
"""Up to here it is seen that a moment is named at all, in a fraction of a millisecond."""

_NAMES = {*WEEKDAYS, *DAYS_FROM_TODAY, *TODAY_PARTS, *MONTHS, "geleden", "uur", "week", "weekend", "maand"}
_A_MOMENT = re.compile(
    rf"\b(?:{'|'.join(sorted(_NAMES, key=len, reverse=True))})\b|\d[:.]\d\d|\d\d?[-/]\d|\b(?:half|kwart|om)\s+\w",
    re.IGNORECASE,
)
"""Words that name a moment, at a glance: enough to know that what was not read tells one too."""


def read_moment(text: str, now: datetime) -> Reading | None:
    """The moment that `text` names, or None when it names none, two, or one that does not exist.

    `now` is aware, in the zone in which people live and type. The rules stand at the top of this module.
    """
    try:
        meant = readings(listen(tokens_in(text[:_LONGEST]), now), now)
    except (Unreadable, OverflowError):
        return None
    return meant[0] if meant and not _tells_more(text) else None


def read_range(text: str, now: datetime) -> tuple[Reading, Reading] | None:
    """The two ends of "tussen maandag en woensdag" or "van 10-11 tot 12-11 15:00", the earlier first.

    A week, weekend or month ("vorige week") gives its first and last day. What one end leaves out ("gisteren
    tussen 2 en 3 uur", "van 10 tot 12 november") comes from the other. None when there are no two ends.
    """
    ends = ends_in(tokens_in(text[:_LONGEST]), now)
    return ends if ends and not _tells_more(text) else None


def _tells_more(text: str) -> bool:
    """Whether a moment is named behind what is read; the word in which the reading ends counts as behind it."""
    unread = max(text.rfind(" ", 0, _LONGEST), 0) if len(text) > _LONGEST else _LONGEST
    return _A_MOMENT.search(text, unread, _GLANCED_AT) is not None
