"""What a step asks an agency, as inputs."""

from typing import Any

import pytest
from django.http import QueryDict

from tatadesa.catalogue.builder import ask_form
from tatadesa.catalogue.builder.edits import ChangeAsk
from tatadesa.catalogue.builder.starting import from_library
from tatadesa.core.errors import NotFound

STEP = "pendapat_instansi"


@pytest.fixture
def content() -> dict[str, Any]:
    return from_library("izin-keramaian")


def sent(form: ask_form.AskForm) -> QueryDict:
    """What a browser sends from the inputs as they stand."""
    post = QueryDict(mutable=True)
    post.update({"ke": form.whom, "cara": form.kind, "pertanyaan": form.question, "hari": form.days})
    post.setlist("berkas", sorted(form.documents))
    post.setlist("jawaban", sorted(form.answers))
    if form.waits:
        post["tunggu"] = "1"
    for number, row in enumerate(form.when.rows):
        post.update({f"bila-{number}-dari": row.of, f"bila-{number}-cara": row.op, f"bila-{number}-nilai": row.to})
    return post


@pytest.mark.parametrize("place", [0, 1, 2])
def test_sent_back_unchanged_it_stays_as_it_is(place: int, content: dict[str, Any]) -> None:
    step = ask_form.step_of(content, STEP)
    item = ask_form.item_at(step, place)
    assert ask_form.read(content, step, item, sent(ask_form.form_of(content, item)))[1] == item


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"ke": "desa"}, {"ke"}),
        ({"cara": "x"}, {"cara"}),
        ({"pertanyaan": " \0 "}, {"pertanyaan"}),
        ({"pertanyaan": "a" * 1001}, {"pertanyaan"}),
        ({"hari": "0"}, {"hari"}),
        ({"hari": "9" * 40}, {"hari"}),
        ({"hari": "٣"}, {"hari"}),
        ({"bila-0-nilai": "Mungkin"}, {"bila-0"}),
        ({"bila-0-dari": ""}, {"bila-0"}),
        ({"bila-1-dari": "jawaban.tidak_ada", "bila-1-cara": "filled"}, {"bila-1"}),
        ({"bila-1-dari": "jawaban.jumlah_undangan", "bila-1-cara": "more_than", "bila-1-nilai": "17.5"}, {"bila-1"}),
    ],
)
def test_what_is_wrong_is_said_at_its_input(changes: dict[str, str], errors: set[str], content: dict[str, Any]) -> None:
    step = ask_form.step_of(content, STEP)
    post = sent(ask_form.form_of(content, ask_form.item_at(step, 0)))
    post.update({name: value for name, value in changes.items() if name not in post})
    for name, value in changes.items():
        post[name] = value
    typed, made = ask_form.read(content, step, ask_form.item_at(step, 0), post)
    assert (set(typed.errors), made) == (errors, None)
    assert typed.answers


def test_a_condition_that_does_not_fit_into_rows_stays_until_it_is_ticked_away(content: dict[str, Any]) -> None:
    step = ask_form.step_of(content, STEP)
    item = {**step["ask"][0], "when": {"not": {"of": "jawaban.pengeras_suara", "op": "is", "to": "ya"}}}
    post = sent(ask_form.form_of(content, item))
    assert ask_form.read(content, step, item, post)[1] == item
    post["bila-hapus"] = "1"
    assert "when" not in (ask_form.read(content, step, item, post)[1] or {})


def test_only_a_checking_step_asks(content: dict[str, Any]) -> None:
    for key in ("penerbitan", "tidak_ada"):
        with pytest.raises(NotFound):
            ask_form.step_of(content, key)
    with pytest.raises(NotFound):
        ask_form.item_at(ask_form.step_of(content, STEP), 3)


def test_questions_are_added_changed_and_removed(content: dict[str, Any]) -> None:
    item = {"to": "kua", "kind": "opinion", "question": "?"}
    added = ChangeAsk("pemeriksaan", None, item).apply(content, {}).content
    assert added["workflow"][0]["ask"] == [item]
    other = ChangeAsk("pemeriksaan", 0, {**item, "to": "dinsos"}).apply(added, {}).content
    assert other["workflow"][0]["ask"][0]["to"] == "dinsos"
    gone = ChangeAsk("pemeriksaan", 0, None).apply(other, {})
    assert gone.content == content
    assert gone.words == "Pertanyaan ke instansi di langkah “Pemeriksaan berkas” dihapus"
    with pytest.raises(NotFound):
        ChangeAsk("pemeriksaan", 0, None).apply(content, {})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Minta pendapat Polsek"),
        ({"blocks": False}, "Minta pendapat Polsek tanpa menunggu jawabannya"),
        ({"kind": "handover", "blocks": False}, "Serahkan keputusan ke Polsek"),
        (
            {"when": {"of": "jawaban.pengeras_suara", "op": "is", "to": "ya"}},
            "Minta pendapat Polsek, bila Memakai pengeras suara adalah “Ya”",
        ),
    ],
)
def test_in_words(changes: dict[str, Any], words: str, content: dict[str, Any]) -> None:
    item = {"to": "polsek", "kind": "opinion", "question": "?", **changes}
    assert ask_form.asked_words(item, content) == words


@pytest.mark.parametrize(
    ("of", "op", "to", "said"),
    [
        ("jawaban.pengeras_suara", "has", "Ya", "Untuk “Memakai pengeras suara” pilih: adalah, bukan,"),
        ("jawaban.ktp", "is", "x", "Untuk “KTP penanggung jawab” pilih: terisi, kosong."),
        ("jawaban.bagian_acara", "filled", "", "Isian ini tidak bisa dipakai di sini"),
        ("jawaban.zzz", "filled", "", "Isian ini tidak bisa dipakai di sini"),
        ("penduduk.zzz", "is", "x", "Isian ini tidak bisa dipakai di sini"),
        ("jawaban.pengeras_suara", "in", " ; ", "Isi nilai yang dibandingkan."),
        ("penduduk.tanggal_lahir", "age_at_least", "999", "Isi umur dalam tahun, 0 sampai 150."),
        ("penduduk.nama", "is", "x" * 500, "Terlalu panjang."),
        ("jawaban.pengeras_suara", "zzz", "Ya", "Pilih cara membandingkannya."),
    ],
)
def test_without_script_every_comparison_is_offered_and_the_wrong_one_is_refused_in_words(
    of: str, op: str, to: str, said: str, content: dict[str, Any]
) -> None:
    step = ask_form.step_of(content, STEP)
    post = sent(ask_form.AskForm("polsek", question="?"))
    post.update({"bila-0-dari": of, "bila-0-cara": op, "bila-0-nilai": to})
    assert ask_form.read(content, step, None, post)[0].errors["bila-0"].startswith(said)
