"""A form that shows, requires and checks as one types; and the same form without our script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from lxml import html as parser
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

import tatadesa
from tatadesa.forms import cleaning, rendering, rules
from tests.browsing import serious
from tests.e2e.conftest import PHONE
from tests.forms.samples import CONTEXT

ADDRESS = "http://formulir.test"
PACKAGE = Path(tatadesa.__file__).parent
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; form-action 'self'; connect-src 'self'"
)
START = 'import { attachRules } from "/forms/rules.js"; attachRules(document.querySelector("form"));'
# What every page with a form has, whatever else is around it.
INSIDE = """
{% from "portal/macros.html" import error_summary %}
{% if errors %}{{ error_summary(errors, labels) }}{% endif %}
<template data-error-list>{{ error_summary({}, {}) }}</template>
<form class="form" method="post" action="/kirim/" enctype="multipart/form-data" novalidate>
  <script type="application/json" data-form-rules>{{ rules }}</script>
  {% for field in fields %}{{ field.html() }}{% endfor %}
  <button name="aksi" value="periksa">Lanjut: periksa isian</button>
  <button name="aksi" value="simpan">Simpan dulu</button>
</form>
"""
NEED = [{"key": "sekolah", "label": "Sekolah"}, {"key": "kerja", "label": "Kerja"}]
IS_SCHOOL = {"of": "jawaban.keperluan", "op": "is", "to": "sekolah"}
FORM = {
    "fields": [
        {"id": "keperluan", "kind": "choice", "label": "Surat dipakai untuk", "choices": NEED, "required": True},
        {"id": "judul", "kind": "heading", "label": "Data sekolah", "show_if": IS_SCHOOL},
        {"id": "sekolah", "kind": "short_text", "label": "Nama sekolah", "required": True, "show_if": IS_SCHOOL},
        {"id": "gaji", "kind": "money", "label": "Penghasilan", "help": "Sebulan.", "require_if": {"not": IS_SCHOOL}},
        {"id": "mulai", "kind": "date", "label": "Tanggal mulai"},
        {"id": "selesai", "kind": "date", "label": "Tanggal selesai", "not_before": "mulai"},
        {
            "id": "suami",
            "kind": "short_text",
            "label": "Nama suami",
            "show_if": {"of": "penduduk.jenis_kelamin", "op": "is", "to": "Perempuan"},
        },
        {"id": "benar", "kind": "statement", "label": "Data ini benar."},
    ]
}
MAN = replace(CONTEXT, register={"penduduk.jenis_kelamin": "Laki-laki"})


def drawn(raw: dict[str, Any], *, is_checked: bool = False) -> str:
    """The form as the portal draws it."""
    errors = cleaning.clean(FORM, raw, MAN).errors if is_checked else {}
    shown = rendering.fields(FORM, raw, errors, {}, MAN)
    template = engines["jinja2"].from_string(INSIDE)
    inside = template.render(
        {
            "fields": shown,
            "errors": errors,
            "labels": {field.id: (field.anchor, field.label) for field in shown},
            "rules": rules.as_json(rules.definition(FORM, raw, MAN)),
        }
    )
    return (
        '<!doctype html><html lang="id"><head><title>Formulir</title><link rel="stylesheet" href="/portal/portal.css">'
        f'<script type="module" src="/start.js"></script></head><body><main><h1>Surat</h1>{inside}</main></body></html>'
    )


Opened = Callable[..., Page]


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Opened]:
    """Open the form in a phone's browser, with the site's policy; any complaint fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def make(raw: dict[str, Any] | None = None, **options: Any) -> Page:
        def serve(route: Route) -> None:
            path = route.request.url.removeprefix(ADDRESS).partition("?")[0]
            app = path.split("/")[1]
            if app in ("forms", "portal"):
                route.fulfill(path=PACKAGE / app / "static" / path.lstrip("/"))
            elif path == "/start.js":
                route.fulfill(body=START, content_type="text/javascript")
            else:
                body = drawn(raw or {}) if path == "/" else "<!doctype html><title>Terkirim</title>"
                headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
                route.fulfill(body=body, headers=headers)

        context = chromium.new_context(viewport=PHONE, **options)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        contexts.append(context)
        page = context.new_page()
        page.route(f"{ADDRESS}/**", serve)
        page.goto(f"{ADDRESS}/")
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


def test_a_question_comes_and_goes_and_what_was_typed_stays(opened: Opened) -> None:
    page = opened()
    school = page.get_by_label("Nama sekolah")
    expect(school).to_be_hidden()
    expect(page.get_by_role("heading", name="Data sekolah")).to_be_hidden()
    page.get_by_label("Sekolah", exact=True).check()
    school.fill("SD 1 Sambirejo")
    expect(page.get_by_role("heading", name="Data sekolah")).to_be_visible()
    page.get_by_label("Kerja").check()
    expect(school).to_be_hidden()
    page.get_by_label("Sekolah", exact=True).check()
    expect(school).to_have_value("SD 1 Sambirejo")
    expect(page.get_by_text("Isi bila")).to_have_count(0)


def test_what_no_answer_can_bring_up_is_not_on_the_page(opened: Opened) -> None:
    assert opened().get_by_label("Nama suami").count() == 0


def test_a_question_becomes_required(opened: Opened) -> None:
    page = opened()
    income = page.locator("[data-field=gaji]")
    page.get_by_label("Kerja").check()
    expect(income.locator("label")).to_have_text("Penghasilan (wajib)")
    expect(income.locator("input")).to_have_attribute("required", "")
    page.get_by_label("Sekolah", exact=True).check()
    expect(income.locator("label")).to_have_text("Penghasilan (boleh kosong)")


def test_a_field_is_checked_when_it_is_left_and_mended_while_typing(opened: Opened) -> None:
    page = opened()
    page.get_by_label("Penghasilan").fill("sejuta")
    expect(page.locator("#isian-gaji-salah")).to_have_count(0)
    page.get_by_label("Tanggal mulai").focus()
    expect(page.locator("#isian-gaji-salah")).to_have_text("Isi dengan angka bulat saja, misalnya 12 atau 1.500.")
    described = page.get_by_label("Penghasilan").get_attribute("aria-describedby")
    assert described == "isian-gaji-salah isian-gaji-bantuan"
    expect(page.get_by_label("Penghasilan")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Penghasilan").fill("1000000")
    expect(page.locator("#isian-gaji-salah")).to_have_count(0)
    assert page.get_by_label("Penghasilan").get_attribute("aria-describedby") == "isian-gaji-bantuan"
    assert page.get_by_label("Penghasilan").get_attribute("aria-invalid") is None


def test_two_dates_are_checked_together(opened: Opened) -> None:
    page = opened()
    page.get_by_label("Tanggal mulai").fill("2026-12-02")
    page.get_by_label("Tanggal selesai").fill("2026-12-01")
    page.get_by_label("Penghasilan").focus()
    words = "Tidak boleh lebih awal dari “Tanggal mulai”, yaitu 2 Desember 2026."
    expect(page.locator("#isian-selesai-salah")).to_have_text(words)
    page.get_by_label("Tanggal mulai").fill("2026-11-30")
    page.get_by_label("Penghasilan").focus()
    expect(page.locator("#isian-selesai-salah")).to_have_count(0)


def test_a_slow_press_is_not_lost_to_an_error_that_moves_the_button(opened: Opened) -> None:
    page = opened()
    page.get_by_label("Sekolah", exact=True).check()
    page.get_by_label("Penghasilan").fill("-5")
    button = page.get_by_role("button", name="Lanjut")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box is not None
    # The upper edge: a line more above it, and the pointer is beside it.
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 2)
    page.mouse.down()
    page.wait_for_timeout(1000)
    page.mouse.up()
    expect(page.get_by_role("alert").get_by_role("heading")).to_have_text("Ada 3 isian yang perlu diperbaiki")


def test_a_wrong_form_stays_here_and_looks_as_the_server_would_draw_it(opened: Opened) -> None:
    page = opened()
    page.get_by_label("Sekolah", exact=True).check()
    page.get_by_label("Penghasilan").fill("-5")
    page.get_by_role("button", name="Lanjut").click()
    assert page.url == f"{ADDRESS}/"
    expect(page.locator("#isian-sekolah")).to_be_focused()
    summary = page.get_by_role("alert")
    expect(summary.get_by_role("heading")).to_have_text("Ada 3 isian yang perlu diperbaiki")
    server = parser.document_fromstring(drawn({"keperluan": "sekolah", "gaji": "-5"}, is_checked=True))
    there = server.get_element_by_id("ringkasan-kesalahan")
    # Asks a browser that loads the page to begin here; the script moves the focus itself.
    there.attrib.pop("autofocus")
    assert plain(summary.evaluate("one => one.outerHTML")) == plain(outer(there))
    for name in ("sekolah", "gaji", "benar"):
        here = page.locator(f"[data-field={name}]").evaluate("one => one.outerHTML")
        there = outer(server.xpath(f"//*[@data-field='{name}']")[0])
        assert plain(re.sub(r" ?isian-\w+-kapan", "", there)).replace('value="-5"', 'value=""') == plain(here)
    assert serious(page) == []
    summary.get_by_role("link", name="Penghasilan").click()
    expect(page.get_by_label("Penghasilan")).to_be_focused()


def test_a_right_form_goes_out_and_saving_is_never_held_up(opened: Opened) -> None:
    page = opened()
    with page.expect_request(f"{ADDRESS}/kirim/") as saved:
        page.get_by_role("button", name="Simpan dulu").click()
    assert 'name="aksi"\r\n\r\nsimpan' in (saved.value.post_data or "")
    page = opened({"keperluan": "sekolah", "sekolah": "SD 1", "benar": True})
    page.get_by_role("button", name="Lanjut").click()
    page.wait_for_url(f"{ADDRESS}/kirim/")


def test_hidden_at_once_without_a_jump(opened: Opened) -> None:
    page = opened()
    moved = """() => new Promise((give) => {
      let sum = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((one) => { sum += one.value; }))
        .observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => give(sum), 200);
    })"""
    assert page.evaluate(moved) < 0.05


def test_without_our_script_all_can_be_filled_in_and_is_explained(opened: Opened) -> None:
    page = opened(java_script_enabled=False)
    expect(page.get_by_label("Nama sekolah")).to_be_visible()
    hint = page.locator("#isian-sekolah-kapan")
    expect(hint).to_be_visible()
    expect(hint).to_have_text("Isi bila Surat dipakai untuk adalah “Sekolah”.")
    expect(page.get_by_label("Nama sekolah")).to_have_attribute("aria-describedby", "isian-sekolah-kapan")
    page.get_by_label("Nama sekolah").fill("SD 1")
    page.get_by_role("button", name="Lanjut").click()
    page.wait_for_url(f"{ADDRESS}/kirim/")


def outer(element: Any) -> str:
    """The HTML of an element."""
    return str(parser.tostring(element, encoding="unicode", with_tail=False))


def plain(markup: str) -> str:
    """Markup as a browser reads it: attributes in order, without the blanks between elements."""
    tree = parser.fragment_fromstring(markup)
    for one in tree.iter():
        one.text, one.tail = (part.strip() if part else None for part in (one.text, one.tail))
        attributes = sorted((name, " ".join(value.split())) for name, value in one.attrib.items())
        one.attrib.clear()
        one.attrib.update(attributes)
    return outer(tree)
