"""What a storm left: each report once, each message at least once, every history whole, and the figures of it."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cases.ports import Row
from cases.register.history import Event, first_broken
from cases.register.messages import Due, due_at
from tests.crash.reporter import Reporter
from tests.e2e.fake_teams import FakeTeams, channel_id
from tests.e2e.filing import number_on
from tests.e2e.mail_relay import MailRelay

REMINDED_AFTER = timedelta(hours=24)
"""A breach that nobody took up is reminded of once so much of the 72 hours has gone. After an outage only the latest
reminder of a case comes (docs/operations.md)."""

_REMINDER = re.compile(r"(DL-\d{4}-\d{4}) · nog \d+ uur")
"""How a reminder of a breach begins, whatever becomes of it later."""


@dataclass
class Sent:
    """The messages of one kind, by what they are about: how often each came, and how often it had to."""

    came: Counter[str]
    wanted: Counter[str]

    @property
    def lost(self) -> int:
        """How many never came."""
        return (self.wanted - self.came).total()

    @property
    def again(self) -> int:
        """How many came more than they had to, in all."""
        return (self.came - self.wanted).total()

    @property
    def most(self) -> int:
        """How often one message came at most more than it had to."""
        return max((self.came - self.wanted).values(), default=0)

    def __str__(self) -> str:
        more = (
            f"{self.again} came again (none more than {self.most} times)" if self.again else "none came again"
        )
        return f"{self.came.total()} sent, {self.lost} lost, {more}"


@dataclass
class Figures:
    """All figures of a storm. `wrong` is what should not be, in words."""

    kills: int
    receipts: int
    cases: int
    lost: int
    twice: int
    gaps: int
    histories: int
    cards: Sent
    mails: Sent
    reminders: Sent
    retries: int
    wrong: list[str]

    def lines(self) -> list[str]:
        """For who reads them."""
        return [
            f"filings          {self.receipts} receipts, {self.cases} cases, {self.lost} lost, {self.twice} twice",
            f"numbers          {self.gaps} gaps",
            f"histories        {self.histories} of {self.cases} whole",
            f"cards            {self.cards}",
            f"mails            {self.mails}",
            f"reminders        {self.reminders}",
            f"kill -9          {self.kills} times; {self.retries} presses went unanswered and were pressed again",
        ]


def reckon(
    teams: FakeTeams,
    relay: MailRelay,
    reporters: Sequence[Reporter],
    rows: Sequence[Row],
    now: datetime,
    kills: int,
) -> Figures:
    """Compares what people were told with what is in the register and what arrived; `now` is the clock of the bots."""
    wrong = list[str]()
    cases = {
        row.key.removeprefix("case|"): json.loads(row.value) for row in rows if row.key.startswith("case|")
    }
    receipts = {story: number for each in reporters for story, number in each.filed.items()}
    told = Counter(case["report"]["what_happened"] for case in cases.values())
    lost = [
        story
        for story, number in receipts.items()
        if cases.get(number, {}).get("report", {}).get("what_happened") != story
    ]
    twice = sum(count - 1 for count in told.values())
    if len(set(receipts.values())) != len(receipts):
        wrong.append("two reports got the same number")
    drafts = sorted(row.value for row in rows if row.key.startswith("draft|"))
    if drafts != sorted(cases):
        wrong.append("not each case came from one draft of its own")
    gaps = _gaps(cases)

    histories = {number: list[Event]() for number in cases}
    for row in rows:
        if row.key.startswith("event|"):
            histories[row.key.split("|")[1]].append(Event.model_validate_json(row.value))
    whole = sum(bool(events) and first_broken(events) is None for events in histories.values())
    reminded = Counter(
        number for number, events in histories.items() for event in events if event.event == "remind"
    )
    for number, case in cases.items():
        if datetime.fromisoformat(case["reported_at"]) + REMINDED_AFTER < now and not reminded[number]:
            wrong.append(f"nobody was reminded of {number}")
        stages = [event.why for event in histories[number] if event.event == "remind"]
        if len(set(stages)) != len(stages):
            wrong.append(f"a reminder of {number} stands twice in its history")

    office = teams.posts_in(channel_id("po"))
    living = {
        post.id: number_on(post.text)
        for post in office
        if post.thread is None and "DL-" in post.text and "Open datalekken" not in post.text
    }
    once = Counter(list(cases))
    cards = Sent(Counter(living.values()), once)
    mails = Sent(Counter(number_on(str(mail["Subject"])) for mail in relay.received), once)
    found = (_REMINDER.match(post.text) for post in office if post.thread is not None)
    reminders = Sent(Counter(each[1] for each in found if each), reminded)
    if not all(relay.encrypted):
        wrong.append("a mail went unencrypted")
    for name, sent in (("card", cards), ("mail", mails), ("reminder", reminders)):
        if sent.lost:
            wrong.append(f"{sent.lost} times no {name} came")
        if sent.most > kills:
            wrong.append(f"a {name} came {sent.most} times more, with {kills} crashes")
    for row in rows:
        if row.key.startswith("due|") and due_at(row.key) <= now:
            wrong.append(f"{Due.model_validate_json(row.value).kind} still waits: {row.key}")
    for count, what in ((len(lost), "lost"), (twice, "there twice"), (gaps, "missing numbers")):
        if count:
            wrong.append(f"{count} {what}")
    if whole != len(cases):
        wrong.append(f"{len(cases) - whole} histories are not whole")
    return Figures(
        kills=kills,
        receipts=len(receipts),
        cases=len(cases),
        lost=len(lost),
        twice=twice,
        gaps=gaps,
        histories=whole,
        cards=cards,
        mails=mails,
        reminders=reminders,
        retries=sum(each.retries for each in reporters),
        wrong=wrong,
    )


def _gaps(numbers: Iterable[str]) -> int:
    """How many numbers are missing up to the highest of each year."""
    highest, count = Counter[str](), Counter[str]()
    for number in numbers:
        year = number[3:7]
        count[year] += 1
        highest[year] = max(highest[year], int(number[8:]))
    return highest.total() - count.total()
