"""Fields as a browser gets them."""

from typing import Any

from lxml import html as parser

from tatadesa.forms.rendering import FieldView, fields
from tests.forms.samples import CHOICES, CONTEXT, PHOTO, field, form


def view(kind: str, raw: Any = None, error: str = "", prefilled: str = "", **options: Any) -> FieldView:
    """The one field of a form."""
    answers = {} if raw is None else {"isian": raw}
    errors = {"isian": error} if error else {}
    known = {"isian": prefilled} if prefilled else {}
    return fields(form(field(kind, **options)), answers, errors, known, CONTEXT)[0]


def tree(shown: FieldView) -> Any:
    """The field parsed."""
    return parser.fragment_fromstring(str(shown.html()))


def control(shown: FieldView) -> Any:
    """The element that the anchor leads to."""
    return tree(shown).get_element_by_id(shown.anchor)


def test_label_help_and_error_belong_to_the_input() -> None:
    shown = view("short_text", "x", error="Isi nama.", help="Seperti di KTP.", required=True)
    page, box = tree(shown), control(shown)
    assert page.xpath(f"//label[@for='{shown.anchor}']")[0].text_content().split() == ["Isian", "(wajib)"]
    assert box.get("aria-invalid") == "true"
    described = [page.get_element_by_id(name).text_content() for name in box.get("aria-describedby").split()]
    assert described == ["Isi nama.", "Seperti di KTP."]
    assert "required" in box.attrib


def test_an_optional_field_says_so() -> None:
    shown = view("short_text")
    assert "(boleh kosong)" in tree(shown).text_content()
    assert "required" not in control(shown).attrib
    assert control(shown).get("aria-invalid") is None


def test_everything_written_is_escaped() -> None:
    nasty = '"><script>alert(1)</script>&amp;'
    for kind in ("short_text", "long_text", "number", "date", "choice", "phone", "nik", "statement", "note"):
        shown = view(kind, nasty, error=nasty, label=nasty, help=nasty)
        assert "<script" not in shown.html()
    assert control(view("short_text", nasty)).get("value") == nasty
    assert control(view("long_text", "\n" + nasty)).text_content().strip("\n") == nasty


def test_few_choices_are_seen_at_once_and_many_fold() -> None:
    many = [{"key": f"k{n}", "label": f"Pilihan {n}"} for n in range(7)]
    radios = tree(view("choice", "tidak", required=True, error="Pilih salah satu."))
    assert radios.get("role") == "radiogroup"
    assert radios.get("aria-invalid") == "true"
    assert [box.get("value") for box in radios.xpath(".//input[@checked]")] == ["tidak"]
    folded = control(view("choice", "k3", choices=many))
    assert folded.tag == "select"
    assert [option.get("value") for option in folded.xpath("./option[@selected]")] == ["k3"]
    assert len(tree(view("choice", choices=many[:6])).xpath(".//input[@type='radio']")) == 6
    assert len(CHOICES) < 6


def test_dates_carry_their_bounds_and_keep_what_cannot_be_read() -> None:
    box = control(view("date", "31/12/2025", max="today", min="-30d"))
    assert (box.get("type"), box.get("value")) == ("date", "2025-12-31")
    assert (box.get("min"), box.get("max")) == ("2026-10-25", "2026-11-24")
    wrong = control(view("date", "31-02-2026"))
    assert (wrong.get("type"), wrong.get("value")) == ("text", "31-02-2026")


def test_kept_values_are_shown_as_people_write_them() -> None:
    assert control(view("money", 1_500_000)).get("value") == "1.500.000"
    assert control(view("phone", "6281234567890")).get("value") == "081234567890"
    assert control(view("time", "8.30")).get("value") == "08:30"
    assert "checked" in control(view("statement", True)).attrib


def test_files_already_there_stay_and_can_be_removed_without_script() -> None:
    shown = view("file", [PHOTO, "bukan-milik-saya"], required=True)
    page = tree(shown)
    assert [box.get("value") for box in page.xpath("//input[@type='hidden'][@name='isian']")] == [PHOTO]
    assert [box.get("value") for box in page.xpath("//input[@type='checkbox'][@name='isian__hapus']")] == [PHOTO]
    picker = control(shown)
    assert (picker.get("name"), picker.get("accept")) == ("isian__berkas", "image/jpeg,image/png,application/pdf")
    assert "multiple" not in picker.attrib
    assert "required" not in picker.attrib
    assert page.get("data-kind") == "file"
    assert "required" in control(view("file", required=True)).attrib
    assert "multiple" in control(view("file", max_files=3)).attrib
    assert control(view("file", photo_only=True)).get("accept") == "image/jpeg,image/png"


def test_what_the_register_knows_is_there_and_said() -> None:
    shown = view("short_text", prefilled="SITI AMINAH", prefill="penduduk.nama")
    assert shown.prefilled
    assert control(shown).get("value") == "SITI AMINAH"
    assert "data penduduk" in tree(shown).text_content()
    changed = view("short_text", "Siti", prefilled="SITI AMINAH", prefill="penduduk.nama")
    assert not changed.prefilled
    assert control(changed).get("value") == "Siti"
    emptied = view("short_text", "", prefilled="SITI AMINAH", prefill="penduduk.nama")
    assert control(emptied).get("value") == ""


def test_only_opened_fields_are_shown() -> None:
    schema = form(field("heading", id="judul"), field("number"), field("file", id="kk"))
    assert [shown.id for shown in fields(schema, {}, {}, {}, CONTEXT, opened=["kk"])] == ["kk"]
    assert [shown.takes_answer for shown in fields(schema, {}, {}, {}, CONTEXT)] == [False, True, True]


def test_phones_bring_the_right_keyboard() -> None:
    assert control(view("number", unit="orang")).get("inputmode") == "numeric"
    assert control(view("nik")).get("inputmode") == "numeric"
    phone = control(view("phone"))
    assert (phone.get("type"), phone.get("autocomplete")) == ("tel", "tel")
    assert control(view("short_text", autocomplete="name")).get("autocomplete") == "name"
    assert control(view("short_text", max_length=40)).get("maxlength") == "40"
