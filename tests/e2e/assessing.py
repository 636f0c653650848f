"""The questions of an assessment, answered on the card of a case as an officer would."""

from collections.abc import Mapping

from tests.e2e.fake_teams import Card, Chat, Post

Answers = Mapping[str, str | Mapping[str, str]]
"""By question: the button to press, or the fields to fill in."""

LETTER_TO_A_STRANGER: Answers = {
    "Zijn er persoonsgegevens bij betrokken?": "Ja",
    "Wat gebeurde er met de gegevens?": {"happened": "vertrouwelijkheid"},
    "Welke gegevens, van wie?": {"data_kinds": "financieel", "groups": "client"},
    "Om hoeveel mensen en stukken gaat het?": {"n_people": "1"},
    "Heeft iemand de gegevens echt gezien?": "Ja",
    "Zijn ze voor anderen onleesbaar?": "Nee",
    "Bij hoeveel ontvangers kwamen ze?": "1 die we kennen",
    "Is de ontvanger te vertrouwen, en is alles gewist?": "Nee",
    "Wat weegt hier nog mee?": {"weighs": "geen"},
    "Voor wie werken we, en wie weten het al?": {"role": "eigen", "inside": "extern", "knows": "niemand"},
}
"""The advice on this: notify the AP and tell the people."""

HARMLESS: Answers = {
    **LETTER_TO_A_STRANGER,
    "Welke gegevens, van wie?": {"data_kinds": "contact", "groups": "medewerker"},
    "Is de ontvanger te vertrouwen, en is alles gewist?": "Ja, beide",
}
"""The advice on this: register only."""


async def answer_all(chat: Chat, answers: Answers, on: Post, *, most: int = 20) -> int:
    """Answer question after question until none of these is on the card any more; gives how many it took."""
    for number in range(most):
        asked = question_on(chat.card_in(on))
        if asked not in answers:
            return number
        told = answers[asked]
        if isinstance(told, str):
            await chat.press(told, on=on)
        else:
            await chat.press("Volgende", told, on=on)
    raise AssertionError("the questions do not end")


def question_on(card: Card) -> str:
    """The title of a card, which is the question while there is one."""
    return next((each["text"] for each in card["body"] if each.get("size") == "Large"), "")
