"""Every address, asked by everybody. A new address without a row here fails the suite."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tatadesa.accounts.models import Account
from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.take import take
from tatadesa.applications.models import Application
from tatadesa.letters.actions.issue import issue
from tatadesa.letters.models import Letter
from tests.people import World, draft, sent

SignedIn = Callable[[Account], Client]


@dataclass
class Things:
    """One of each, all Siti's, all of Karangsari."""

    world: World
    open: Application
    done: Application
    letter: Letter
    draft_key: uuid.UUID

    @classmethod
    def make(cls, world: World) -> Things:
        finished = take(world.operator, sent(world.siti, world.version).number)
        finished = approve(world.operator, finished.number, seen=finished.event_count)
        letter = issue(world.kades, finished.number, seen=finished.event_count)
        waiting = take(world.operator, sent(world.siti, world.version).number)
        return cls(world, waiting, finished, letter, draft(world.siti, world.version))


@dataclass
class Rule:
    """Who may: ``anyone``, ``citizen``, ``staff``; ``arguments`` make an object's address (then others get 404)."""

    audience: str
    methods: tuple[str, ...] = ("GET",)
    arguments: Callable[[Things], list[object]] | None = None
    data: dict[str, str] = field(default_factory=dict)
    query: Callable[[Things], str] = lambda things: ""


def number(things: Things) -> list[object]:
    return [things.open.number]


def done_number(things: Things) -> list[object]:
    return [things.done.number]


def letter(things: Things) -> list[object]:
    return [things.letter.pk]


def own_file(things: Things) -> list[object]:
    return [things.open.attachments.all()[0].file_id]


def document(things: Things) -> list[object]:
    return [things.open.number, things.open.attachments.all()[0].pk]


def slug(things: Things) -> list[object]:
    return ["surat-uji"]


BOTH = ("GET", "POST")
RULES = {
    "healthz": Rule("anyone"),
    "portal:home": Rule("anyone"),
    "portal:sign_in": Rule("anyone", BOTH),
    "portal:sign_out": Rule("anyone", ("POST",)),
    "portal:register": Rule("anyone"),
    "portal:services": Rule("anyone"),
    "portal:service": Rule("anyone", arguments=None, query=lambda things: "?desa=33.02.07.2901"),
    "portal:form": Rule("citizen", BOTH),
    "portal:review": Rule("citizen", BOTH, query=lambda things: f"?kunci={things.draft_key}"),
    "portal:applications": Rule("citizen"),
    "portal:application": Rule("citizen", arguments=number),
    "portal:history": Rule("citizen", arguments=number),
    "portal:revise": Rule("citizen", BOTH, arguments=number),
    "portal:revise_review": Rule("citizen", BOTH, arguments=number, query=lambda things: f"?kunci={things.draft_key}"),
    "portal:cancel": Rule("citizen", BOTH, arguments=number),
    "portal:delete_draft": Rule("citizen", BOTH, arguments=lambda things: [things.draft_key]),
    "portal:receipt": Rule("citizen", arguments=number),
    "portal:letters": Rule("citizen"),
    "portal:letter": Rule("citizen", arguments=letter),
    "portal:upload": Rule("citizen", ("POST",)),
    "portal:file": Rule("citizen", arguments=own_file),
    "portal:notices": Rule("citizen", BOTH),
    "portal:push": Rule("citizen", ("POST",)),
    "portal:live_token": Rule("citizen"),
    "portal:account": Rule("citizen"),
    "portal:manifest": Rule("anyone"),
    "portal:service_worker": Rule("anyone"),
    "portal:offline": Rule("anyone"),
    "desk:inbox": Rule("staff"),
    "desk:inbox_list": Rule("staff"),
    "desk:sign_in": Rule("anyone", BOTH),
    "desk:sign_out": Rule("anyone", ("POST",)),
    "desk:live_token": Rule("staff"),
    "desk:application": Rule("staff", arguments=number),
    "desk:history": Rule("staff", arguments=number),
    "desk:take": Rule("staff", ("POST",), arguments=number, data={"seen": "1"}),
    "desk:release": Rule("staff", ("POST",), arguments=number, data={"seen": "1"}),
    "desk:return": Rule("staff", ("POST",), arguments=number, data={"seen": "1"}),
    "desk:reject": Rule("staff", ("POST",), arguments=number, data={"seen": "1"}),
    "desk:approve": Rule("staff", ("POST",), arguments=number, data={"seen": "1"}),
    "desk:issue": Rule("staff", ("POST",), arguments=number, data={"seen": "1"}),
    "desk:preview_pdf": Rule("staff", arguments=number),
    "desk:preview_picture": Rule("staff", arguments=lambda things: [things.open.number, 1]),
    "desk:document": Rule("staff", arguments=document),
    "desk:document_page": Rule("staff", arguments=lambda things: [*document(things), 1]),
    "desk:letters": Rule("staff"),
    "desk:letter_pdf": Rule("staff", arguments=letter),
    "desk:withdraw": Rule("staff", ("POST",), arguments=letter, data={"reason": "Salah nama."}),
    "verify:check": Rule("anyone", BOTH),
    "verify:letter": Rule("anyone", BOTH, arguments=lambda things: [things.letter.verification_code]),
}
SLUGS = ("portal:service", "portal:form", "portal:review")


def names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names(pattern.url_patterns, inner)
        else:
            assert pattern.name, f"{pattern} has no name"
            yield f"{prefix}{pattern.name}"


def address(name: str, rule: Rule, things: Things) -> str:
    arguments = rule.arguments(things) if rule.arguments else (slug(things) if name in SLUGS else [])
    return reverse(name, args=arguments) + rule.query(things)


def test_every_address_has_a_rule() -> None:
    assert set(names(get_resolver().url_patterns)) == set(RULES)


@pytest.fixture
def things(world: World) -> Things:
    return Things.make(world)


@pytest.mark.parametrize("name", RULES)
def test_only_its_methods(name: str, things: Things, signed_in: SignedIn) -> None:
    rule = RULES[name]
    owner = things.world.operator.account if name.startswith("desk:") else things.world.siti
    client = signed_in(owner)
    path = address(name, rule, things)
    refused = [method for method in ("GET", "POST") if method not in rule.methods]
    for method in (*refused, "PUT", "DELETE", "PATCH"):
        assert client.generic(method, path).status_code == 405, f"{method} {path}"


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.audience != "anyone"])
def test_nobody_and_the_other_side_are_sent_to_sign_in(name: str, things: Things, signed_in: SignedIn) -> None:
    rule = RULES[name]
    path = address(name, rule, things)
    wrong_side = things.world.siti if rule.audience == "staff" else things.world.operator.account
    for client in (Client(), signed_in(wrong_side)):
        for method in rule.methods:
            answer = client.generic(method, path)
            assert answer.status_code in (302, 401), f"{method} {path}"
            if answer.status_code == 302:
                assert "/masuk/" in answer.headers["Location"]


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.arguments and rule.audience != "anyone"])
def test_others_find_nothing(name: str, things: Things, signed_in: SignedIn) -> None:
    """Another citizen of the village, the husband, another village, another office: all the same 404."""
    rule, world = RULES[name], things.world
    strangers = (
        (world.stranger_operator.account, world.stranger_kades.account)
        if rule.audience == "staff"
        else (world.joko, world.budi, world.rina)
    )
    path = address(name, rule, things)
    for stranger in strangers:
        client = signed_in(stranger)
        for method in rule.methods:
            answer = client.post(path, rule.data) if method == "POST" else client.get(path)
            assert answer.status_code == 404, f"{method} {path} as {stranger.login}: {answer.status_code}"
            body = answer.content.decode(errors="replace")
            assert "SITI" not in body.upper().replace("SITUS", "")
    things.open.refresh_from_db()
    assert things.open.event_count == 2


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if "GET" in rule.methods])
def test_reading_works_and_changes_nothing(name: str, things: Things, signed_in: SignedIn) -> None:
    """GET answers the owner, and no row of the domain is written (sessions and the access log apart)."""
    rule = RULES[name]
    owner = things.world.operator.account if rule.audience == "staff" else things.world.siti
    client = signed_in(owner)
    before = _fingerprint()
    answer = client.get(address(name, rule, things))
    # Page pictures are made by a job; a request under examination cannot be changed or cancelled.
    allowed = {"desk:document_page": 404, "portal:revise": 409, "portal:revise_review": 409, "portal:cancel": 409}
    assert answer.status_code in (200, 302, allowed.get(name, 200)), f"{name}: {answer.status_code}"
    assert _fingerprint() == before


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if "POST" in rule.methods])
def test_a_post_needs_its_token(name: str, things: Things) -> None:
    client = Client(enforce_csrf_checks=True)
    owner = things.world.operator.account if name.startswith("desk:") else things.world.siti
    client.force_login(owner, backend="tatadesa.accounts.backend.AccountBackend")
    before = _fingerprint()
    answer = client.post(address(name, RULES[name], things), RULES[name].data)
    assert answer.status_code == 403
    assert _fingerprint() == before


def test_another_villages_service_is_not_served(world: World, signed_in: SignedIn) -> None:
    world.version.service.slug = "hanya-karangsari"
    world.version.service.save()
    client = signed_in(world.rina)
    for name in ("portal:service", "portal:form"):
        assert client.get(reverse(name, args=["hanya-karangsari"])).status_code == 404


def _fingerprint() -> dict[str, object]:
    from django.apps import apps

    counted = {}
    for model in apps.get_models():
        if model.__module__.startswith("tatadesa.") and model.__name__ not in ("AccessLogEntry", "Throttle"):
            counted[model.__name__] = sorted(str(row) for row in model.objects.values_list())
    return counted
