"""A person who uses Teams: types, presses, and sees what comes back."""

import asyncio
import json
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from tests.e2e.fake_cards import Card, CardButton, Json, buttons_on, element_on, filled_in, text_of
from tests.e2e.fake_world import BOT_NAME, Answered, FakePerson, Post, channel_id

if TYPE_CHECKING:
    from tests.e2e.fake_teams import FakeTeams


class Chat:
    """A personal chat or a channel, as one person sees and uses it in a client.

    `card` is the card at hand: the newest one that came, or the one that a press was answered with. What a
    press is answered with is seen by this person only, until the message itself is updated.
    """

    def __init__(
        self,
        teams: "FakeTeams",
        who: FakePerson,
        conversation: str,
        scope: Literal["personal", "channel", "group"],
    ) -> None:
        self.teams = teams
        self.who = who
        self.conversation = conversation
        self.scope = scope
        self.notices: list[str] = []
        self.last_activity: Json = {}
        self._seen = 0
        self._at_hand: Post | None = None
        self._answers: dict[str, tuple[int, Card]] = {}
        self._before: dict[str, list[Card | None]] = {}
        self._unfolded: dict[tuple[str, int], set[str]] = {}

    @property
    def posts(self) -> list[Post]:
        """The bot's messages here that this person sees, oldest first."""
        posts = self.teams.posts_in(self.conversation)
        return [post for post in posts if post.only_for in ("", self.who.teams_id)]

    @property
    def post(self) -> Post:
        """The message that holds the card at hand."""
        newer = [post for post in self.posts[self._seen :] if post.card is not None]
        if newer:
            self._at_hand = newer[-1]
        self._seen = len(self.posts)
        assert self._at_hand is not None, "no card was shown here yet"
        return self._at_hand

    @property
    def card(self) -> Card:
        """The card at hand, as this person sees it."""
        return self.card_in(self.post)

    @property
    def text(self) -> str:
        """Everything that can be read on the card at hand."""
        return text_of(self.card)

    @property
    def titles(self) -> list[str]:
        """The titles of the buttons that can be pressed on the card at hand, folded ones left out."""
        return [button.title for button in self._buttons(self.post, self.card) if button.visible]

    def text_of(self, card: Card) -> str:
        """Everything that can be read on this card."""
        return text_of(card)

    def card_in(self, post: Post) -> Card:
        """The card of this message as this person sees it."""
        version, answered = self._answers.get(post.id, (-1, {}))
        if version == post.version:
            return answered
        assert post.card is not None, "this message has no card"
        return post.card

    async def say(self, text: str, *, thread: str | None = None, attached: tuple[str, ...] = ()) -> Answered:
        """Type a message. Where others read along the bot is mentioned first, because it hears nothing otherwise.

        `attached` are content types of what is sent along.
        """
        activity = self.activity("message", thread=thread)
        if attached:
            activity["attachments"] = [
                {"contentType": each, "contentUrl": "https://x.invalid/1"} for each in attached
            ]
        if self.scope != "personal":
            mention = f"<at>{BOT_NAME}</at>"
            activity["text"] = f"{mention} {text}"
            activity["entities"].append(
                {
                    "type": "mention",
                    "text": mention,
                    "mentioned": {"id": self.teams.bot_id, "name": BOT_NAME},
                }
            )
        else:
            activity["text"] = text
        activity["textFormat"] = "plain"
        return await self._accepted(activity)

    async def slash(self, text: str) -> Answered:
        """Type a message behind the slash of the bot: nobody but the bot and this person sees it."""
        activity = self.activity("message") | {"text": text, "textFormat": "plain"}
        activity["recipient"] = activity["recipient"] | {"isTargeted": True}
        return await self._accepted(activity)

    async def edit(self, text: str, *, message: Json | None = None) -> Answered:
        """Change a message that was typed here, the last one or another."""
        return await self._accepted(self._about(message, "messageUpdate", "editMessage") | {"text": text})

    async def delete(self, *, message: Json | None = None) -> Answered:
        """Take away a message that was typed here, the last one or another."""
        return await self._accepted(self._about(message, "messageDelete", "softDeleteMessage"))

    def _about(self, message: Json | None, kind: str, happened: str) -> Json:
        typed = message or self.last_activity
        about = self.activity(kind) | {"id": typed["id"], "conversation": typed["conversation"]}
        about["channelData"] = about["channelData"] | {"eventType": happened}
        return about

    async def press(
        self,
        title: str,
        fields: Mapping[str, Any] | None = None,
        *,
        fallback: bool = False,
        on: Post | None = None,
        card: Card | None = None,
    ) -> Answered:
        """Press the button with this title on the card at hand, with the fields filled in by id or by label.

        `on` is another message than the one at hand, `card` an older card than the one it shows now;
        `fallback` acts as a client that knows no Action.Execute. Raises Blocked when a real client would not
        send it.
        """
        post = on or self.post
        await self._caught_up(post)
        shown = card if card is not None else self.card_in(post)
        activity = self.pressing(title, fields, fallback=fallback, post=post, card=shown)
        if activity is None:
            return Answered(200, None)
        return await self._accepted(activity, post)

    async def _caught_up(self, post: Post, within: float = 5.0) -> None:
        """A message follows its card a moment later: while it shows one of before again, nobody presses yet."""
        before = self._before.get(post.id, [])
        try:
            async with asyncio.timeout(within):
                while post.card in before and self.card_in(post) != self._answers[post.id][1]:
                    await self.teams.changed()
        except TimeoutError:
            return

    def pressing(
        self,
        title: str,
        fields: Mapping[str, Any] | None = None,
        *,
        fallback: bool = False,
        post: Post | None = None,
        card: Card | None = None,
    ) -> Json | None:
        """The activity of that press, not yet sent; None when the client does it by itself (unfold, open)."""
        post = post or self.post
        card = card if card is not None else self.card_in(post)
        button = self._button(title, post, card)
        action = button.action
        match action["type"]:
            case "Action.ToggleVisibility":
                assert not fields, "this button sends nothing"
                self._toggle(post, card, action)
                return None
            case "Action.ShowCard" | "Action.OpenUrl":
                assert not fields, "this button sends nothing"
                return None
        if fallback and action["type"] == "Action.Execute":
            action = action["fallback"]
            assert action["type"] == "Action.Submit"
        inputs = filled_in(button, action, fields or {})
        if action["type"] == "Action.Submit":
            activity = self.activity("message", thread=post.thread or post.id)
            activity["replyToId"] = post.id
            activity["value"] = (action.get("data") or {}) | inputs
            return activity
        activity = self.activity("invoke", thread=post.thread or post.id)
        activity["name"] = "adaptiveCard/action"
        activity["replyToId"] = post.id
        activity["channelData"]["source"] = {"name": "message"}
        activity["channelData"]["legacy"] = {"replyToId": post.id}
        activity["value"] = {
            "action": {
                "type": "Action.Execute",
                "title": action.get("title", ""),
                "verb": action["verb"],
                "data": (action.get("data") or {}) | inputs,
            },
            "trigger": "manual",
        }
        return activity

    def offer(self) -> Post:
        """The newest offer of a file here."""
        return next(
            post for post in reversed(self.posts) if post.file and "acceptContext" in post.file["content"]
        )

    async def consent(
        self, *, yes: bool = True, to: str | None = None, on: Post | None = None, **changes: Any
    ) -> Answered:
        """Say whether the offered file may come; `to` is another address than that of OneDrive, `changes` replace
        what the client tells."""
        post = on or self.offer()
        assert post.file is not None
        activity = self.activity("invoke") | {"name": "fileConsent/invoke", "replyToId": post.id}
        context = post.file["content"]["acceptContext" if yes else "declineContext"]
        name = post.file["name"]
        activity["value"] = {
            "type": "fileUpload",
            "action": "accept" if yes else "decline",
            "context": context,
        }
        if yes:
            activity["value"]["uploadInfo"] = {
                "contentUrl": f"https://voorbeeld-my.sharepoint.com/personal/{quote(name)}",
                "name": name,
                "uploadUrl": to or f"{self.teams.origin}/upload/{quote(name)}",
                "uniqueId": "1150d938-8870-4044-9f2c-5bbdebb70c9d",
                "fileType": name.rpartition(".")[2],
            }
        activity["value"] |= changes
        return await self._accepted(activity)

    async def install(self) -> Answered:
        """Add the bot here."""
        activity = self.activity("installationUpdate")
        activity["action"] = "add"
        return await self._accepted(activity)

    async def remove(self) -> Answered:
        """Take the bot out here."""
        return await self._accepted(self.activity("installationUpdate") | {"action": "remove"})

    async def open(self) -> Answered:
        """Open the chat for the first time (personal), or see the bot join the team."""
        activity = self.activity("conversationUpdate")
        added = [{"id": self.teams.bot_id}]
        if self.scope == "personal":
            added.insert(0, {"id": self.who.teams_id, "aadObjectId": self.who.aad_id})
        activity["membersAdded"] = added
        return await self._accepted(activity)

    async def redeliver(self) -> Answered:
        """Teams sends the last activity once more, the same in every byte."""
        return await self.send(self.last_activity)

    async def wait_for(self, words: str, *, within: float = 10.0) -> Post:
        """The newest message here that has these words, when it has come; it is the one at hand then."""
        try:
            async with asyncio.timeout(within):
                while True:
                    for post in reversed(self.posts):
                        if words in post.text:
                            self._seen = len(self.posts)
                            if post.card is not None:
                                self._at_hand = post
                            return post
                    await self.teams.changed()
        except TimeoutError:
            seen = "\n---\n".join(post.text for post in self.posts)
            raise AssertionError(f"{words!r} did not come within {within} s; here is:\n{seen}") from None

    async def send(self, activity: Json) -> Answered:
        """Any activity, as it is, with a good token when the bot checks them."""
        headers = {"Authorization": f"Bearer {self.teams.token()}"} if self.teams.signs else {}
        self.teams.received.append(activity)
        async with self.teams.session.post(
            f"{self.teams.bot_url}/api/messages", json=activity, headers=headers
        ) as response:
            raw = await response.read()
        body = json.loads(raw) if raw else None
        card = notice = error = None
        if response.status == 200 and isinstance(body, dict) and activity["type"] == "invoke":
            match body.get("type"):
                case "application/vnd.microsoft.card.adaptive":
                    card = body["value"]
                case "application/vnd.microsoft.activity.message":
                    notice = body["value"]
                case "application/vnd.microsoft.error":
                    error = body["value"]["message"]
        answered = Answered(response.status, body, card, notice, error)
        self.teams.answers.append(answered)
        return answered

    async def take_in(self, activity: Json, answered: Answered) -> None:
        """Show what came back, as the client does."""
        if answered.notice:
            self.notices.append(answered.notice)
        if answered.card is not None:
            post = next(post for post in self.posts if post.id == activity["replyToId"])
            self._seen = len(self.posts)
            self._at_hand = post
            _, last = self._answers.get(post.id, (0, post.card))
            if last != answered.card:
                self._before.setdefault(post.id, []).append(last)
            self._answers[post.id] = (post.version, answered.card)
            self._unfolded = {key: ids for key, ids in self._unfolded.items() if key[0] != post.id}

    def activity(self, kind: str, *, thread: str | None = None) -> Json:
        """An activity from this person here, with all that Teams puts around it."""
        now = datetime.now(UTC)
        identity = self.teams.new_id()
        channel_data: Json = {"tenant": {"id": self.teams.tenant}}
        conversation: Json = {
            "conversationType": "groupChat" if self.scope == "group" else self.scope,
            "tenantId": self.teams.tenant,
            "id": self.conversation,
        }
        if self.scope == "channel":
            root = thread or identity
            conversation |= {"isGroup": True, "id": f"{self.conversation};messageid={root}"}
            if kind in {"installationUpdate", "conversationUpdate"}:
                conversation["id"] = self.conversation
            team = channel_id("General")
            channel_data |= {
                "teamsChannelId": self.conversation,
                "teamsTeamId": team,
                "channel": {"id": self.conversation},
                "team": {"id": team},
            }
        return {
            "type": kind,
            "id": f"f:{uuid.uuid4()}" if kind != "message" else identity,
            "timestamp": now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "localTimestamp": now.isoformat(timespec="milliseconds"),
            "localTimezone": "Europe/Amsterdam",
            "channelId": "msteams",
            "serviceUrl": self.teams.service_url,
            "from": {"id": self.who.teams_id, "name": self.who.name, "aadObjectId": self.who.aad_id},
            "conversation": conversation,
            "recipient": {"id": self.teams.bot_id, "name": BOT_NAME},
            "entities": [{"type": "clientInfo", "locale": "nl-NL", "country": "NL", "platform": "Web"}],
            "channelData": channel_data,
            "locale": "nl-NL",
        }

    async def _accepted(self, activity: Json, post: Post | None = None) -> Answered:
        self.last_activity = activity
        if post is not None and post.conversation != self.conversation:
            raise AssertionError("that message is in another chat")
        answered = await self.send(activity)
        assert answered.status == 200, f"the bot refused: {answered.status} {answered.body}"
        assert answered.error is None, f"the bot failed: {answered.error}"
        await self.take_in(activity, answered)
        return answered

    def _button(self, title: str, post: Post, card: Card) -> CardButton:
        buttons = list(self._buttons(post, card))
        found = [button for button in buttons if button.title == title]
        titles = [button.title for button in buttons]
        assert found, f"no button {title!r}; there are {titles}"
        visible = [button for button in found if button.visible]
        assert visible, f"the button {title!r} is folded away"
        sending = [button for button in visible if button.action["type"] != "Action.ShowCard"] or visible
        assert len(sending) == 1, f"the button {title!r} stands there {len(sending)} times"
        return sending[0]

    def _buttons(self, post: Post, card: Card) -> Iterator[CardButton]:
        return buttons_on(card, self._unfolded.get((post.id, post.version), set()))

    def _toggle(self, post: Post, card: Card, action: Json) -> None:
        toggled = self._unfolded.setdefault((post.id, post.version), set())
        for target in action["targetElements"]:
            if isinstance(target, str):
                toggled ^= {target}
                continue
            element = element_on(card, target["elementId"])
            wanted = target.get("isVisible")
            if wanted is None:
                toggled ^= {element["id"]}
            elif wanted != element.get("isVisible", True):
                toggled |= {element["id"]}
            else:
                toggled -= {element["id"]}
