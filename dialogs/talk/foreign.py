"""What is said to who types in another language: a kind sentence above the card, or a card in that language."""

from cards.notice import NoticeView, notice_card
from cards.view import Button
from cards.words import words_beside
from cases.organisation import Organisation
from dialogs.dutch.languages import Language, load_languages
from dialogs.talk.guesses import BREACH
from dialogs.talk.notices import flow_button, menu_button
from dialogs.talk.presenting import Show

say = words_beside(__file__)
SPOKEN = ("form", "answer", "title", "helps", "ask", "button")
"""Words that are looked up by the language."""

LANGUAGES = load_languages()


def kind_word(text: str, *, form: bool) -> str:
    """What stands above the Dutch card that answers `text`, in the language of `text`; "" when that is Dutch.

    `form`: the card begins questions that may be answered in that language.
    """
    language = LANGUAGES.of(text)
    return "" if language is None else say(f"{'form' if form else 'answer'}.{_ours(language)}")


def foreign_card(org: Organisation, language: Language) -> Show:
    """What the bot is for, in that language; the breach first, and the office to ask."""
    spoken, po = _ours(language), org.offices.po
    lines = (say(f"helps.{spoken}"), say(f"ask.{spoken}", office=po.title, email=po.email))
    buttons = (
        flow_button(say(f"button.{spoken}.breach"), BREACH),
        Button(say(f"button.{spoken}.ask"), "contact", {"office": "po", "said": 1}),
        menu_button(),
    )
    view = NoticeView(say(f"title.{spoken}"), lines, buttons)
    return Show(notice_card(view), view.title)


def _ours(language: Language) -> str:
    return "en" if language == "other" else language
