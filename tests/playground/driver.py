"""Drives a real Playground page in headless Chromium by what a person sees: types, presses, fills in."""

import json
import re
import time
from collections import Counter
from datetime import date
from datetime import time as clock
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from playwright.async_api import Locator, Page, WebSocket
from playwright.async_api import TimeoutError as TooLate

from tests.browser import Windows

PATIENCE = 45.0
"""Seconds that anything may take beside whatever else the machine does. Only a failure takes that long."""

FOLLOWING = 2.0
"""Seconds in which the card of a case in a channel follows a press, if it does. That empties its fields."""

SURELY_FOLLOWING = 20.0
"""Seconds in which the message in the own chat follows a press that was answered with a card; it always does."""

# Counts in the page itself what it asks of the bot: what is told of it outside may come after the page is drawn.
#
# It also lets nothing in while the page posts a message: it learns the id of a new thread from the answer to that, and
# drops what a bot that is faster says in the thread. (Beside eight busy programs one answer in some twenty was lost.)
ASKING = """
window.asked = {underWay: 0, sent: 0, message: "", verb: "", card: false};
const waiting = [];
let posting = 0;
const letIn = () => {
    while (!posting && waiting.length) {
        const [stream, frame] = waiting.shift();
        stream.dispatchEvent(Object.assign(new MessageEvent("message", {data: frame}), {letIn: true}));
    }
};
window.WebSocket = class extends window.WebSocket {
    constructor(...how) {
        super(...how);
        this.addEventListener("message", event => {
            if (event.letIn || !(posting || waiting.length)) return;
            event.stopImmediatePropagation();
            waiting.push([this, event.data]);
        });
    }
};
const posted = () => {
    posting -= 1;
    letIn();
};
const toTheBot = new RegExp("/_conversation/v1/(invoke|submit|conversations/[^/]+/messages)");
const begins = body => {
    const said = typeof body === "string" ? JSON.parse(body) : {};
    Object.assign(asked, {
        underWay: asked.underWay + 1, sent: asked.sent + 1, message: said.replyToId || "",
        verb: said.value?.action?.verb || "", card: false,
    });
};
const ends = answer => {
    asked.underWay -= 1;
    asked.card = answer.includes('"type":"AdaptiveCard"');
};
const {open, send} = XMLHttpRequest.prototype;
XMLHttpRequest.prototype.open = function (method, address, ...rest) {
    this.toTheBot = method.toUpperCase() === "POST" && toTheBot.test(address);
    this.saysSomething = this.toTheBot && /\\/messages$/.test(address);
    return open.call(this, method, address, ...rest);
};
XMLHttpRequest.prototype.send = function (body) {
    if (this.toTheBot) {
        begins(body);
        this.addEventListener("loadend", () => ends(String(this.response || "")));
    }
    if (this.saysSomething) {
        posting += 1;
        this.addEventListener("loadend", () => setTimeout(posted));  // when the page has read the answer
    }
    return send.call(this, body);
};
const fetched = window.fetch;
window.fetch = async (address, how = {}) => {
    if ((how.method || "").toUpperCase() !== "POST" || !toTheBot.test(String(address.url || address)))
        return fetched(address, how);
    begins(how.body);
    let said = "";
    try {
        const answer = await fetched(address, how);
        said = await answer.clone().text();
        return answer;
    } finally {
        ends(said);
    }
};
"""
# Verbs of buttons that open a form or show something.
_CHANGES_NOTHING = re.compile(r"_form$|^(step|show|receipt|history|duties|paper)$")

_CARD = ".ac-preview-panel"
_COMPOSER = "[data-lexical-editor=true]"
_MENTION = ".mention"
# The page names only the list of chats; what stands right of it is the open conversation.
_CONVERSATION = (
    "xpath=(//*[@aria-label='Chat and Teams Channel']"
    "/ancestor::div[following-sibling::div[.//*[@data-lexical-editor]]])[last()]"
    "/following-sibling::div[.//*[@data-lexical-editor]][1]"
)
_DOTS = "@aria-label='Show more information'"
# Buttons that the page draws itself.
_OF_THE_PAGE = ("Open", "Increment value", "Decrement value", "More options")
# A chat has the newest message last. A channel has the newest post first, with its replies under it.
_NEWEST_FIRST = """cards => {
    const posts = [...new Set(cards.map(card => card.closest('[role=group]')))];
    const place = card => posts.indexOf(card.closest('[role=group]'));
    return cards.map((card, i) => [i, place(card)])
        .sort((a, b) => a[1] - b[1] || b[0] - a[0]).map(pair => pair[0]);
}"""


class Tab:
    """One page of a Playground: one person. It starts in the personal chat with the bot.

    A page shows only what arrives while it is open. Everything is found by its visible words, on the newest
    card that has it. What does not come within PATIENCE seconds is an AssertionError with what was there.
    """

    def __init__(self, windows: Windows, page: Page) -> None:
        self.page = page
        self._windows = windows
        self._in_channel = False
        self._redrawn = Counter[str]()
        page.set_default_timeout(PATIENCE * 1000)
        page.on("websocket", self._watch)

    @classmethod
    async def open(cls, windows: Windows, url: str, width: int = 1280, height: int = 1000) -> "Tab":
        """Open the Playground at this address in an own window, and wait until one can type."""
        tab = cls(windows, await windows.take())
        await tab.page.set_viewport_size({"width": width, "height": height})
        await tab.page.goto(url)
        await tab.page.locator(_COMPOSER).wait_for()
        # The log repeats every text, so it must not be there when we look for words.
        await tab.page.get_by_title("Toggle Log Panel").click()
        return tab

    async def close(self) -> None:
        """Close the page."""
        self.page.remove_listener("websocket", self._watch)
        await self._windows.give_back(self.page)

    # Where one is

    async def enter_chat(self) -> None:
        """Open the personal chat with the bot."""
        await self.page.get_by_role("treeitem", name="Personal Chat", exact=True).click()
        await self.page.get_by_label("Send Message").first.wait_for()
        self._in_channel = False

    async def enter_channel(self, name: str) -> None:
        """Open a channel of the team by its name: "General" for that of the team itself, "FG", ..."""
        await self.page.get_by_role("treeitem", name=re.compile(rf" - {re.escape(name)}$")).click()
        await self.page.get_by_role("button", name="Post", exact=True).wait_for()
        await self._settle()
        self._in_channel = True

    async def enter_group(self, name: str) -> None:
        """Open the group chat of this name."""
        await self.page.get_by_role("treeitem", name=re.compile(rf"{re.escape(name)}$")).click()
        await self.page.get_by_label("Send Message").first.wait_for()
        self._in_channel = False

    # What one does

    async def say(self, text: str) -> None:
        """Send a message; in a channel as a new post that mentions the bot, since it gets no others."""
        composer = self.page.locator(_COMPOSER).first
        await composer.click()
        if self._in_channel:
            await self.page.keyboard.type("@")
            await self.page.get_by_role("menuitem").first.click()
            await composer.locator(_MENTION).wait_for()  # what is typed before it stands goes to nobody
            await self.page.keyboard.type(" ")
        await self.page.keyboard.insert_text(text)
        if self._in_channel:
            await self.page.get_by_role("button", name="Post", exact=True).click()
        else:
            await self.page.keyboard.press("Enter")
        await self._settle()

    async def press(self, title: str) -> None:
        """Press the button, row or link of this name, also one behind "...", and wait for its answer."""
        before, redrawn = await self._asked(), self._redrawn.copy()
        button = await self._find("button", title)  # what lies behind dots is pressed by this
        if button is not None:
            await button.click()
        await self._settle()
        if (await self._asked())["sent"] > before["sent"]:
            await self._followed(redrawn)

    async def press_twice(self, title: str) -> None:
        """Press a button a second time before the answer to the first is there, as impatient people do."""
        button = await self._find("button", title)
        assert button is not None, f"{title!r} lies behind dots"
        redrawn = self._redrawn.copy()
        await button.dblclick()
        await self._settle()
        await self._followed(redrawn)

    async def act_on_message(self, words: str, command: str) -> Locator:
        """Choose an action of the app on the message with these words, behind its dots; gives the window that opens.

        The page does not know our manifest, so it asks for the id of the command.
        """
        said = self.conversation.get_by_text(words).last
        await said.hover()
        await (
            said.locator(f"xpath=ancestor::*[.//*[{_DOTS}]][1]").locator(f"xpath=.//*[{_DOTS}]").last.click()
        )
        await self.page.get_by_role("menuitem", name="Action Command").click()
        window = self.page.get_by_role("dialog")
        await window.get_by_role("textbox", name="Command ID").fill(command)
        await window.get_by_role("button", name="Create", exact=True).click()
        await self._settle()
        return window

    async def mock(self, chat: str, kind: str, message: str, text: str = "", happened: str = "") -> None:
        """Send an activity of one's own to the bot, as the page does under "Mock an Activity": in the chat of this
        id, of this `kind`, about the `message` of this id, with what `happened` in its channel data.

        The page gives what is typed in it ids that nobody learns, so what is to be changed later is sent this way too.
        It shows nothing of it, but it does show what the bot answers.
        """
        address = urljoin(self.page.url, "/_internal/v1/customActivities")
        asked = await self.page.request.get(f"{address}/template?conversationId={chat}&type=install")
        activity = await asked.json()
        del activity["action"]
        activity |= {"type": kind, "id": message, "text": text, "textFormat": "plain"}
        activity["channelData"] |= {"eventType": happened}
        await self.page.request.post(address, data=activity)

    async def fill(self, label: str, value: str | int | date | clock) -> None:
        """Put a value in a text, number, date or time field. A label goes without its star."""
        field = await self._field(label)
        if isinstance(value, clock):
            value = f"{value:%H:%M}"
        await field.fill(str(value))
        if value and await field.get_attribute("role") == "combobox":  # take over a date or time as typed
            await field.press("Enter")
            await self._drawn()
            # An open calendar hides the rest of the page from whoever looks for a button.
            if await field.get_attribute("aria-expanded") == "true":
                await self.page.keyboard.press("Escape")
        await field.press("Tab")

    async def choose(self, label: str, *options: str) -> None:
        """Choose in a list by the words of the options; a folded list of many takes several."""
        field = await self._field(label)
        if await field.get_attribute("role") != "combobox":
            for option in options:
                await field.get_by_text(option, exact=True).click()
            return
        await field.click()
        for option in options:
            one = self.page.get_by_role("option", name=option, exact=True)
            await one.or_(self.page.get_by_role("menuitemcheckbox", name=option, exact=True)).click()
        if await field.get_attribute("aria-expanded") == "true":  # a list of many stays open
            await self.page.keyboard.press("Escape")

    async def tick(self, label: str) -> None:
        """Tick a box, of a list or on its own."""
        await self._set_tick(label, True)

    async def untick(self, label: str) -> None:
        """Take the tick out of a box."""
        await self._set_tick(label, False)

    # What one sees

    async def wait_for_text(self, text: str, patience: float = PATIENCE) -> None:
        """Wait until the open conversation shows these words."""
        found = self.conversation.get_by_text(text).filter(visible=True).first
        try:
            await found.wait_for(timeout=patience * 1000)
        except TooLate:
            raise AssertionError(f"{text!r} did not appear in:\n{await self.text()}") from None

    async def wait_for_count(self, text: str, count: int) -> None:
        """Wait until the open conversation shows these words so many times."""
        end = time.monotonic() + PATIENCE
        while (await self.text()).count(text) < count:
            if time.monotonic() > end:
                raise AssertionError(f"{text!r} did not come {count} times in:\n{await self.text()}")
            await self.page.wait_for_timeout(50)

    @property
    def conversation(self) -> Locator:
        """The open conversation, without the list of chats."""
        return self.page.locator(_CONVERSATION)

    async def text(self) -> str:
        """All that the open conversation shows."""
        return await self.conversation.inner_text()

    async def newest_card(self) -> Locator:
        """The card that came last in the open conversation; one that was updated keeps its place."""
        cards = await self._cards()
        assert cards, f"there is no card in:\n{await self.text()}"
        return cards[0]

    async def buttons(self) -> list[str]:
        """The names of what can be pressed on the newest card, without what is behind "..."."""
        card = await self.newest_card()
        found = card.get_by_role("button").filter(visible=True)
        names = [await one.get_attribute("aria-label") for one in await found.all()]
        return [name for name in names if name and name not in _OF_THE_PAGE]

    async def value(self, label: str) -> str:
        """What stands in a text, number, date, time or folded list field."""
        return await (await self._field(label)).input_value()

    async def is_ticked(self, label: str) -> bool:
        """Whether a box is ticked."""
        return await (await self._box(label)).is_checked()

    async def screenshot(self, path: Path, card_only: bool = False) -> None:
        """A picture (PNG) of the page, or of the newest card alone."""
        if card_only:
            await (await self.newest_card()).screenshot(path=path)
        else:
            await self.page.screenshot(path=path)

    # How it is found

    async def _cards(self) -> list[Locator]:
        cards = self.conversation.locator(_CARD)
        order: list[int] = await cards.evaluate_all(_NEWEST_FIRST)
        return [cards.nth(i) for i in order]

    async def _find(self, what: str, title: str) -> Locator | None:
        """The visible button on the newest card that has it; None when it was pressed in a "..." menu."""
        end = time.monotonic() + PATIENCE
        while True:
            for card in await self._cards():
                button = card.get_by_role("button", name=title, exact=True).filter(visible=True)
                if await button.count():
                    return button.first
                if await self._press_behind_dots(card, title):
                    return None
            if time.monotonic() > end:
                raise AssertionError(f"there is no {what} {title!r} in:\n{await self.text()}")
            await self.page.wait_for_timeout(100)

    async def _press_behind_dots(self, card: Locator, title: str) -> bool:
        for dots in await card.get_by_role("button", name="More options", exact=True).all():
            await dots.click()
            item = self.page.get_by_role("menuitem", name=title, exact=True)
            if await item.count():
                await item.click()
                return True
            await self.page.keyboard.press("Escape")
        return False

    async def _field(self, label: str) -> Locator:
        """What the label belongs to: an input, or the box around a list of choices."""
        named = await self._label(label)
        target = await named.get_attribute("for")
        return self.conversation.locator(f'[id="{target}"]')

    async def _label(self, label: str) -> Locator:
        words = re.compile(rf"^\s*{re.escape(label)}(\s*\*)?\s*$")
        end = time.monotonic() + PATIENCE
        while True:
            for card in await self._cards():
                found = card.locator("label", has_text=words).filter(visible=True)
                if await found.count():
                    return found.first
            if time.monotonic() > end:
                raise AssertionError(f"there is no field {label!r} in:\n{await self.text()}")
            await self.page.wait_for_timeout(100)

    async def _box(self, label: str) -> Locator:
        named = await self._label(label)
        return self.conversation.locator(f'[id="{await named.get_attribute("for")}"]')

    async def _set_tick(self, label: str, ticked: bool) -> None:
        # The box itself lies under a drawing; its label takes the click.
        if await (await self._box(label)).is_checked() is not ticked:
            await (await self._label(label)).click()

    # When it is done

    def _watch(self, stream: WebSocket) -> None:
        def count(frame: str | bytes) -> None:
            if isinstance(frame, str) and frame.startswith('{"action":"updateMessage"'):
                self._redrawn[json.loads(frame)["message"]["messageId"]] += 1

        stream.on("framereceived", count)

    async def _asked(self) -> dict[str, Any]:
        asked: dict[str, Any] = await self.page.evaluate("() => window.asked")
        return asked

    async def _followed(self, redrawn: Counter[str]) -> None:
        """Wait until the pressed message was redrawn, as it is in the own chat after a card; elsewhere it may be."""
        asked = await self._asked()
        if self._in_channel:
            within = 0.0 if _CHANGES_NOTHING.search(asked["verb"]) else FOLLOWING
        else:
            within = SURELY_FOLLOWING if asked["card"] else 0.0
        end = time.monotonic() + within
        while self._redrawn[asked["message"]] == redrawn[asked["message"]] and time.monotonic() < end:
            await self.page.wait_for_timeout(20)
        await self._drawn()

    async def _settle(self) -> None:
        """Wait until the bot answered what was sent, and the page has drawn the answer."""
        await self._drawn()
        end = time.monotonic() + PATIENCE
        while (await self._asked())["underWay"]:
            if time.monotonic() > end:
                raise AssertionError("the bot did not answer in time")
            await self.page.wait_for_timeout(20)
        await self._drawn()

    async def _drawn(self) -> None:
        await self.page.evaluate(
            "() => new Promise(done =>"
            " requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0))))"
        )
