"""What the bot knows, for an organisation that is called otherwise than the policy calls it. Pure.

Entries are laid out once, with the names of the policy. A question that has the names of an organisation is heard as if
it had those of the policy, and what answers it is told with its own: so that each organisation of a deployment adds
names, and not another layout.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from cases.names import POLICY_NAMES, named
from dialogs.dutch.words import words_of
from dialogs.knowledge.entries import Entry

_HEARD = ("wil", "po", "fg", "jz", "po_full", "fg_full", "jz_full")
"""Names that people say; an address is no part of a question."""


class OwnNames:
    """The names of one organisation and its offices, as `cases.names.names_of` gives them."""

    def __init__(
        self, names: Mapping[str, str], marked: Callable[[str], Entry | None], is_known: Callable[[str], bool]
    ) -> None:
        """`marked` gives the entry of an id with marks where names come, None when it has none; `is_known` tells
        whether entries hold a word.

        A name that is one word of the entries ("Recht") stays what it is: who says it seldom means the office.
        """
        self._names, self._marked = names, marked
        self._policy_name = {
            names[each].casefold(): POLICY_NAMES[each]
            for each in reversed(_HEARD)
            if names[each] != POLICY_NAMES[each] and words_of(names[each])
        }
        plain = [each for each in self._policy_name if not (_is_one_word(each) and is_known(*words_of(each)))]
        self._all, self._plain = _any_of(self._policy_name), _any_of(plain)

    def heard(self, text: str, *, every: bool = False) -> str:
        """A question with the names of the policy in it; also for those that are words of the entries, if `every` is
        asked."""
        said = self._all if every else self._plain
        return text if said is None else said.sub(lambda found: self._policy_name[found[0]], text.casefold())

    def told(self, entry: Entry) -> Entry:
        """An entry with these names in it. What an office answered stands there as it was written."""
        marked = self._marked(entry.id)
        if marked is None:
            return entry
        return entry.model_copy(
            update={
                "vraag": named(marked.vraag, self._names),
                "manieren": tuple(named(each, self._names) for each in marked.manieren)
                + entry.manieren[len(marked.manieren) :],
                "antwoord": named(marked.antwoord, self._names),
                "wet": named(marked.wet, self._names),
            }
        )


def _is_one_word(name: str) -> bool:
    return len(words_of(name)) == 1


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """What finds them in a text, the longest first."""
    longest_first = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)") if longest_first else None
