"""What the buttons of the editor do."""

from typing import Any

from tatadesa.letters.editor.form import LetterForm, read
from tatadesa.letters.editor.names import offers
from tests.letters.editor.test_form import post
from tests.letters.editor.whole import FORM

OFFERS = offers({"form": FORM, "handling": {"co_signers": [{"label": "Mengetahui, Camat", "who": "camat"}]}})
THREE = {"urut": ["2", "0", "1"], "b-0-jenis": "opening", "b-1-jenis": "paragraph", "b-2-jenis": "closing"}
SIGNED = {"ttd-sendiri": "1", "ttd-urut": ["1", "0"], "t-0-siapa": "signer", "t-1-siapa": "person"}


def pressed(act: str, **typed: Any) -> LetterForm:
    return read(post(**{**THREE, **typed, "aksi": act}), OFFERS)


def kinds(form: LetterForm) -> list[str]:
    return [part.kind for part in form.parts]


def test_a_button_means_the_part_it_stands_at_wherever_that_was_dragged() -> None:
    assert kinds(pressed("hapus-2")) == ["opening", "paragraph"]
    assert kinds(pressed("turun-2")) == ["opening", "closing", "paragraph"]
    assert kinds(pressed("gandakan-0")) == ["closing", "opening", "opening", "paragraph"]
    assert pressed("gandakan-0").touched == "b-2"


def test_the_page_knows_what_was_touched() -> None:
    assert pressed("turun-2").touched == "b-1"
    added = pressed("tambah", **{"jenis-baru": "heading", "letak": "2"})
    assert (kinds(added)[1], added.touched) == ("heading", "b-1")


def test_a_new_table_is_filled_and_can_take_the_columns_of_its_source() -> None:
    table = pressed("tambah", **{"jenis-baru": "table", "letak": "1"}).parts[-1]
    assert table.rows == (("Nama saksi", "{baris.nama}", ""), ("Pekerjaan saksi", "{baris.kerja}", ""))
    typed = {"b-1-jenis": "table", "b-1-sumber": "keluarga.anggota", "b-1-label": ["X"], "b-1-isi": ["y"]}
    assert pressed("kolom-1", **typed).parts[-1].rows[0] == ("Nama", "{baris.nama}", "")


def test_a_condition_is_opened() -> None:
    assert [part.asks for part in pressed("syarat-0").parts] == [False, True, False]


def test_signatures_begin_with_those_of_the_service_and_can_go_back() -> None:
    own = pressed("ttd-atur").signatures
    assert own is not None
    assert [sign.who for sign in own] == ["signer", "cosigner"]
    assert pressed("ttd-baku", **SIGNED).signatures is None


def test_signatures_are_added_moved_and_removed() -> None:
    def who(act: str, **typed: Any) -> list[str]:
        return [sign.who for sign in pressed(act, **SIGNED, **typed).signatures or ()]

    assert who("ttd-tambah", **{"ttd-baru": "applicant"}) == ["person", "signer", "applicant"]
    assert who("ttd-naik-0") == ["signer", "person"]
    assert who("ttd-hapus-1") == ["signer"]


def test_attachments_are_added_moved_and_removed() -> None:
    added = pressed("lampiran-tambah")
    assert [part.kind for part in added.attachments[0].section.parts] == ["paragraph"]
    assert (added.attachments[0].title, added.touched) == ("LAMPIRAN", "lampiran-0")
    two = {"lampiran-urut": ["0", "1"], "l0-judul": "A", "l1-judul": "B", "l1-urut": ["0"], "l1-b-0-jenis": "closing"}
    assert [pages.title for pages in pressed("lampiran-naik-1", **two).attachments] == ["B", "A"]
    assert [pages.title for pages in pressed("lampiran-hapus-0", **two).attachments] == ["B"]
    inner = pressed("l1-tambah", **two, **{"l1-jenis-baru": "space"})
    assert [part.kind for part in inner.attachments[1].section.parts] == ["closing", "space"]
    assert inner.touched == "l1-b-1"
    assert (
        pressed("l1-ttd-tambah", **two, **{"l1-ttd-baru": "person"}).attachments[1].section.signatures[0].who
        == "person"
    )


def test_no_more_than_a_letter_may_have() -> None:
    full = {"lampiran-urut": [str(one) for one in range(5)], **{f"l{one}-judul": "A" for one in range(5)}}
    assert len(pressed("lampiran-tambah", **full).attachments) == 5
    signs = {"ttd-urut": [str(one) for one in range(10)], **{f"t-{one}-siapa": "person" for one in range(10)}}
    assert len(pressed("ttd-tambah", **{**SIGNED, **signs, "ttd-baru": "person"}).signatures or ()) == 10


def test_what_no_button_says_does_nothing() -> None:
    for act in ("hapus-7", "l4-hapus-0", "lampiran-hapus-3", "ttd-naik-9", "x", "kolom-0", "tambah"):
        form = pressed(act)
        assert kinds(form) == ["closing", "opening", "paragraph"], act
