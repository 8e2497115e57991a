"""Scripts as phones get them: joined, shortened, and within what the citizens' side may weigh."""

import re
from graphlib import TopologicalSorter
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest

import tatadesa
from tatadesa.config import scripts
from tatadesa.config.scripts import ScriptError, built

SOURCE = Path(tatadesa.__file__).parent
PLAIN = {
    "portal/session.js": "export const one = () => 1;\n",
    "portal/store.js": 'import { one } from "./session.js";\nexport function two() {\n  return one() + one();\n}\n',
    "portal/outbox.js": """import { two } from "./store.js";
export const three = () => import("./session.js").then(two);
""",
    "portal/app.js": 'import("./store.js").then((store) => store.two());\n',
    "desk/scan.js": 'import { attach } from "../forms/check.js";\nattach();\n',
}


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    members = ("portal/session.js", "portal/store.js", "portal/outbox.js")
    monkeypatch.setattr(scripts, "BUNDLES", {"portal/outbox.js": members})


def build(name: str, **changed: str) -> str | None:
    sources = {**PLAIN, **{f"portal/{key}.js": source for key, source in changed.items()}}
    return built(name, sources.__getitem__, sources)


def test_members_become_one_module_that_gives_what_others_ask_for(few: None) -> None:
    joined = build("portal/outbox.js")
    assert joined is not None
    [names] = re.findall(r"export const\{([\w,]+)\}", joined)
    assert names == "two"
    assert "import" not in joined
    assert build("portal/store.js") is None


def test_others_are_led_to_where_a_member_is(few: None) -> None:
    assert 'import("./outbox.js")' in (build("portal/app.js") or "")


def test_the_desk_has_its_own_copy_of_what_both_share() -> None:
    assert 'from"../forms/rules.js"' in (build("desk/scan.js") or "")


def test_what_only_the_desk_asks_for_is_not_offered_on_the_portal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scripts, "BUNDLES", {"portal/form.js": ("forms/check.js", "portal/form.js")})
    sources = {
        **PLAIN,
        "forms/check.js": "export const attach = () => 1;\n",
        "portal/form.js": 'import { attach } from "../forms/check.js";\nattach();\n',
    }
    assert "export" not in (built("portal/form.js", sources.__getitem__, sources) or "")


@pytest.mark.parametrize(
    "source",
    [
        "export let one = 1;\n",
        "export default 1;\n",
        'import * as all from "./tus.js";\nexport const one = all;\n',
        'import { a as b } from "./tus.js";\nexport const one = b;\n',
        "export const two = 1;\n",
        "export const one = (;\n",
        "function two() {}\nexport const one = two;\n",
        "const fetch = 1;\nexport const one = fetch;\n",
        'import "./tus.js";\nexport const one = 1;\n',
        'import { two } from "./tus.js";\nexport const one = two;\n',
    ],
)
def test_what_cannot_be_joined_is_refused(few: None, source: str) -> None:
    with pytest.raises(ScriptError, match="portal/"):
        build("portal/outbox.js", session=source)


def test_no_scripts_need_each_other_in_a_ring() -> None:
    """Each has the hash of what it imports in it, and the service worker keeps a script after what it imports."""
    sources = {str(path).split("/static/", 1)[1]: path.read_text() for path in SOURCE.glob("*/static/*/**/*.js")}
    needs = {
        name: {
            normpath(join(dirname(name), path))
            for path in (*(path for _, path in scripts.IMPORT.findall(text)), *scripts.LAZY.findall(text))
        }
        for name, text in sources.items()
    }
    assert sum(len(found) for found in needs.values()) > 50
    order = list(TopologicalSorter(needs).static_order())
    assert set(order) == set(sources)
