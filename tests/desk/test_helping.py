"""Help on the desk: one tap from every page, at the words about that page."""

import re
from collections.abc import Callable
from pathlib import Path

from django.test import Client

from tatadesa import desk
from tatadesa.accounts.models import Account
from tatadesa.desk.help_topics import TOPICS
from tests.people import World

PAGES = Path(desk.__file__).parent
LED_TO = re.compile(
    r'\{% set here = "([a-z_]+)"|\{% block help %\}([a-z_]+)\{% endblock %\}|\{% set here = [^%]+else "([a-z_]+)" %\}'
)


def test_every_page_leads_to_words_that_are_there() -> None:
    keys = {topic.key for topic in TOPICS}
    texts = [page.read_text() for page in PAGES.rglob("*.html")]
    asked = {name for text in texts for names in LED_TO.findall(text) for name in names if name} - {"help"}
    assert {"inbox", "builder", "request", "setup"} <= asked <= keys


def test_an_officer_finds_it_at_the_page_at_hand(world: World, signed_in: Callable[[Account], Client]) -> None:
    operator = signed_in(world.operator.account)
    assert 'href="/desk/bantuan/#residents"' in operator.get("/desk/penduduk/").content.decode()
    page = operator.get("/desk/bantuan/")
    assert page.status_code == 200
    for topic in TOPICS:
        assert f'id="{topic.key}"' in page.content.decode()
