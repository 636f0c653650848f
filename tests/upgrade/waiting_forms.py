"""The forms that a waiting message of bebdbef can have: its kind, and how what it is about is written in its `ref`.

Read from every place of that version that makes one. `#` stands for a number, `<id>` for the id of a draft; what
comes after a last dot is the number of events that the case had then.
"""

from collections.abc import Mapping

KINDS = frozenset(
    (
        *("card", "thread", "mail", "tell", "reminder", "term", "open_answers", "question_reminder"),
        *("shrink", "draft_expired", "tidy", "file", "chore"),
    )
)

TO = frozenset(
    (
        *("po", "fg", "jz", "reporter", "person:", "mail:po", "mail:fg", "mail:jz"),
        *("processing", "agreement", "bot"),
    )
)
"""Whom a message can be for: an office, who filed the case, a person, the mail of an office, a register, nobody."""

_STAGES = ("ap-#h.#", "ap-late-#d.#")

FORMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "breach": {
        "card": ("#",),
        "thread": ("question.#", "answer.#", "added.#", "handed.#", "withdrawal.#", "deviation.#"),
        "mail": ("new", "people.#", "ap-#h.unheard#", "ap-late-#d.unheard#"),
        "tell": (
            *(
                "taken_up.#",
                "question.#.#",
                "withdrawn.#",
                "kept.#",
                "reopened.#",
                "assessed.#",
                "no_breach.#",
            ),
            "closed.#",
        ),
        "reminder": (
            *(*_STAGES, "ap-#h.unheard#", "ap-late-#d.unheard#"),
            *("fill-#.#", "takeback-#.#", "people-#.#"),
        ),
        "term": ("#",),
        "open_answers": ("",),
        "question_reminder": ("#",),
        "shrink": (*_STAGES, "fill-#.#", "takeback-#.#", "people-#.#"),
        "chore": ("",),
    },
    "rights": {
        "card": ("#",),
        "thread": ("question.#", "answer.#", "added.#", "handed.#", "search.#", "found.#"),
        "mail": ("new", "week-#.unheard#"),
        "tell": (
            *("taken_up.#", "question.#.#", "search.#.#", "answered.#", "closed.#", "ended.#"),
            "reopened.#",
        ),
        "reminder": (
            *("week-#.#", "extend.#", "closing.#", "last.#", "late-#.#", "left-#.#", "closing-more.#"),
            *("last-more.#", "week-#.unheard#"),
        ),
        "term": ("#",),
        "question_reminder": ("#", "search.#.day", "search.#.late"),
        "shrink": ("week-#.#", "late-#.#", "search-#.#"),
        "chore": ("",),
    },
    "consult": {
        "card": ("#",),
        "thread": ("question.#", "answer.#", "added.#", "handed.#", "passed.#", "again.#"),
        "mail": ("new", "passed.#", "again.#", "unheard.turn-#-#d.#"),
        "tell": (
            *("taken_up.#", "question.#.#", "reply.#", "passed.#", "reopened.#", "lapsed.#"),
            "unanswered.#",
        ),
        "reminder": ("turn-#-#d.#", "turn-#-#d.unheard#"),
        "term": ("lapse.#",),
        "question_reminder": ("#",),
        "shrink": ("turn-#-#d.#",),
        "file": ("#",),
        "chore": ("",),
    },
    "agreement": {
        "card": ("#",),
        "mail": ("review-#d.unheard#",),
        "reminder": ("review-#d.#", "review-late-#w.#"),
        "shrink": ("review-#d.#", "review-late-#w.#"),
    },
    "processing": {"card": ("#",), "reminder": ("review-#d.#",)},
    "advice": {"chore": ("",)},
    "talks": {"draft_expired": ("<id>", "again"), "tidy": ("",)},
}
"""By register: the forms of `ref` that each kind of message has. Nobody waits for a card of a kept advice."""
