"""A name in letters that run from right to left must not turn around the sentence it stands in (Unicode UAX 9)."""

import re

import pytest
from django.test import Client

from tests.screen_words import SOURCE, templates

NAMES = (
    *("applicant_name", "resident.name", "actor_label", "author_label", "signer_name", ".signer", "signer.name"),
    *("taken_by.name", "called_by.name", "person.name", "answered_by.name", "decided_by.name", "staff.name"),
    *("staff_member.name", "started_by.name", "spouse.name", "colleague.name", "original_name", "done_by.name"),
)
NAMED = re.compile("(?:" + "|".join(re.escape(name) for name in NAMES) + r")(?![\w.])")
FACES = ("portal", "desk", "verify", "agency")
# Alone in a box of its own there is nothing beside it that could turn; in these a tag would be shown as text.
ALONE = ("h1", "h2", "h3", "dd", "td", "th", "dt", "figcaption", "title", "option", "textarea")


def in_the_open(before: str) -> bool:
    """Whether what comes after ``before`` is words between tags, among other words."""
    blank = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", lambda found: " " * len(found[0]), before, flags=re.DOTALL)
    if blank.rfind("<") > blank.rfind(">") or blank.endswith("<bdi>"):
        return False
    line = before[before.rfind("\n") + 1 :]
    if "block title" in line and "endblock" not in line:
        return False
    return not any(blank.endswith(f"<{tag}>") or blank.rfind(f"<{tag}") > blank.rfind(f"</{tag}>") for tag in ALONE)


def test_a_name_among_words_is_isolated() -> None:
    bare = [
        f"{path.relative_to(SOURCE)}: {shown[0]}"
        for path in templates(*FACES)
        for shown in re.finditer(r"\{\{(.*?)\}\}", path.read_text())
        if NAMED.search(shown[1]) and "url(" not in shown[1] and "choose_head" not in shown[1]
        if in_the_open(path.read_text()[: shown.start()])
    ]
    assert bare == []


@pytest.mark.django_db
def test_what_was_searched_for_is_isolated(client: Client) -> None:
    page = client.get("/", {"cari": "\u202eataD"}).content.decode()
    assert "\u202eataD" not in re.sub(r"<bdi>[^<]*</bdi>|<input[^>]*>", "", page)
