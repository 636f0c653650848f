"""When a turn happens, and who acts in it, in the terms of the organisation."""

from collections.abc import Callable
from datetime import datetime

from bot.teams.events import Person
from cases.organisation import Organisation
from cases.people import Actor
from dialogs.talk.turn import Occasion


class NowAndWho:
    """The clock in the zone of the organisation, and people with the roles that they have in it."""

    def __init__(self, org: Organisation, clock: Callable[[], datetime], new_id: Callable[[], str]) -> None:
        self._org = org
        self._clock = clock
        self._new_id = new_id

    def now(self) -> datetime:
        """This moment, in the zone of the organisation."""
        return self._clock().astimezone(self._org.zone)

    def occasion(self, person: Person) -> Occasion:
        """A turn of the conversation with this person, now."""
        return Occasion(self.now(), person.name, self._new_id)

    def actor(self, person: Person) -> Actor:
        """This person with the offices that they speak for."""
        return Actor(
            aad_id=person.aad_id.lower(),
            teams_id=person.teams_id,
            name=person.name,
            roles=self._org.roles_of(person.aad_id),
        )
