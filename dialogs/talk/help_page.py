"""How it works, on one page: for everybody, and for an office what can be typed for its registers."""

from cards.notice import NoticeView, notice_card
from cards.words import words_beside
from dialogs.talk.notices import menu_button, note_button
from dialogs.talk.presenting import Show
from dialogs.talk.turn import OfficeWork

say = words_beside(__file__)


def help_page(work: OfficeWork | None) -> Show:
    """The page; `work` is what an office may open, None for who speaks for none."""
    lines = [say("breach"), say("ask"), say("own"), say("stop")]
    lines += _of_office(work) if work is not None else [say("held"), say("pictures")]
    view = NoticeView(say("title"), tuple(lines), (menu_button(), note_button()))
    return Show(notice_card(view), view.title)


def _of_office(work: OfficeWork) -> list[str]:
    _, typed = work.registers[0]
    links = say("or").join(say("link", office=each.upper()) for each in work.offices)
    return [
        say("registers", typed=typed),
        say("figures" if work.figures else "month"),
        say("sentence"),
        *((say("fg"),) if "fg" in work.offices else ()),
        say("channel", links=links),
    ]
