"""Two versions of a service compared, in words. Pure."""

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tatadesa.catalogue.builder import options as types
from tatadesa.catalogue.builder.content import short
from tatadesa.catalogue.builder.options import labels_of_options, option_of
from tatadesa.catalogue.builder.register_words import register_words
from tatadesa.catalogue.officer_form import with_citizen
from tatadesa.catalogue.standard import INNER
from tatadesa.forms import logic
from tatadesa.forms.context import Field
from tatadesa.forms.registry import KINDS, is_required, kind_of

_SHIFTS = {"+": "hari sesudah hari ini", "-": "hari sebelum hari ini"}
_LONG = 120


@dataclass(frozen=True)
class Change:
    """One difference: the part it is in (a heading) and the sentence that says it."""

    part: str
    words: str


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What changed from one content to another, the form first; empty when they say the same."""
    old_form, new_form = before["form"], after["form"]
    found = [Change("Isian", words) for words in _fields(old_form["fields"], new_form["fields"], old_form, new_form)]
    for name, label in _TEXTS.items():
        if before.get(name, "") != after.get(name, ""):
            found.append(Change("Keterangan", _from_to(label, before.get(name, ""), after.get(name, ""))))
    found += [Change("Persyaratan", words) for words in _requirements(before["requirements"], after["requirements"])]
    found += [Change("Standar pelayanan", words) for words in _standard(before["standard"], after["standard"])]
    found += [Change("Alur di kantor", words) for words in _workflow(before, after)]
    old_own, new_own = (content.get("officer_form") or {"fields": []} for content in (before, after))
    found += [
        Change("Isian petugas", words)
        for words in _fields(
            old_own["fields"], new_own["fields"], with_citizen(old_own, old_form), with_citizen(new_own, new_form)
        )
    ]
    for name, part, words in _WHOLE:
        if before.get(name) != after.get(name):
            found.append(Change(part, words))
    return found


_TEXTS = {
    "name": "Nama layanan",
    "category": "Kelompok",
    "summary": "Penjelasan singkat",
    "keywords": "Kata sehari-hari untuk pencarian",
    "icon": "Gambar",
}
_WHOLE = (
    ("rules", "Siapa yang boleh mengajukan", "Aturan siapa yang boleh mengajukan berubah."),
    ("handling", "Penanganan", "Penanda tangan, pengetahuan, atau instansi terkait berubah."),
    ("letter", "Surat", "Isi surat berubah."),
)
_STEP_PARTS = {
    "label": "namanya",
    "roles": "yang mengerjakan",
    "delegates": "yang mewakili",
    "hours": "target jam kerja",
    "when": "syaratnya",
    "kind": "jenisnya",
    "ask": "instansi yang ditanya",
}
_STANDARD = {
    "requirements": "Daftar persyaratan",
    "procedure": "Alur pelayanan",
    "time": "Lama pelayanan",
    "work_days": "Janji hari kerja",
    "cost": "Biaya",
    "product": "Hasil layanan",
    "complaints": "Pengaduan",
    **INNER,
}


def _workflow(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """The steps in words: new, gone, changed, in another order."""
    old = {step["key"]: step for step in before["workflow"]}
    new = {step["key"]: step for step in after["workflow"]}
    for key, step in old.items():
        if key not in new:
            yield f"Langkah “{step['label']}” dihapus."
    for key, step in new.items():
        if key not in old:
            yield f"Langkah “{step['label']}” ditambah."
        elif step != old[key]:
            parts = [words for name, words in _STEP_PARTS.items() if step.get(name) != old[key].get(name)]
            yield f"Langkah “{old[key]['label']}”: {', '.join(parts)} berubah."
    if [key for key in old if key in new] != [key for key in new if key in old]:
        yield "Urutan langkah berubah."


def _fields(
    before: Sequence[Field], after: Sequence[Field], old_form: Mapping[str, Any], new_form: Mapping[str, Any]
) -> Iterator[str]:
    old, new = {field["id"]: field for field in before}, {field["id"]: field for field in after}
    for name, field in old.items():
        if name not in new or new[name]["kind"] != field["kind"]:
            yield f"{_name(field)} dihapus."
    for position, field in enumerate(after):
        was = old.get(field["id"])
        if was is None or was["kind"] != field["kind"]:
            yield _new(field, after[position - 1] if position else None)
        else:
            yield from _changed(was, field, old_form, new_form)
    yield from _order(
        [name for name in old if name in new and new[name]["kind"] == old[name]["kind"]],
        [name for name in new if name in old and new[name]["kind"] == old[name]["kind"]],
        new,
    )


def _new(field: Field, above: Field | None) -> str:
    told = [KINDS[field["kind"]].title]
    if kind_of(field).takes_answer:
        told.append("wajib" if is_required(field) else "boleh kosong")
    where = f"sesudah “{short(above['label'])}”" if above is not None else "paling atas"
    return f"Isian baru “{short(field['label'])}” ({', '.join(told)}), {where}."


def _changed(old: Field, new: Field, old_form: Mapping[str, Any], new_form: Mapping[str, Any]) -> Iterator[str]:
    who = _name(new)
    if old["label"] != new["label"]:
        yield f"{_name(old)} sekarang tertulis “{short(new['label'])}”."
    if is_required(old) != is_required(new):
        yield f"{who} sekarang {'wajib' if is_required(new) else 'boleh kosong'}."
    for name, always, words in (
        ("show_if", "selalu tampil", "tampil"),
        ("require_if", "tidak lagi wajib dengan syarat", "wajib"),
    ):
        if old.get(name) != new.get(name):
            condition = new.get(name)
            yield f"{who} sekarang {always if condition is None else f'{words} {logic.words(condition, new_form)}'}."
    if old.get("help", "") != new.get("help", ""):
        yield _from_to(f"{who}: petunjuk", old.get("help", ""), new.get("help", ""))
    if old.get("prefill") != new.get("prefill"):
        yield f"{who} sekarang {_prefill(new.get('prefill'))}."
    if bool(old.get("locked")) != bool(new.get("locked")):
        yield f"{who} sekarang {'tidak boleh' if new.get('locked') else 'boleh'} diubah warga."
    for option in sorted((old.keys() | new.keys()) - _COMMON):
        if old.get(option) != new.get(option):
            yield from _option(who, new, option, old.get(option), new.get(option), old_form, new_form)


_COMMON = frozenset({"id", "kind", "label", "help", "required", "prefill", "locked", "show_if", "require_if"})


def _option(
    who: str, field: Field, name: str, old: Any, new: Any, old_form: Mapping[str, Any], new_form: Mapping[str, Any]
) -> Iterator[str]:
    option = option_of(field["kind"], name)
    label = labels_of_options(field["kind"]).get(name, name).lower()
    if name == "choices":
        yield from _choices(who, old or [], new or [])
    elif option is not None and option.type == types.INNER:
        for words in _fields(old or [], new or [], old_form, new_form):
            yield f"{who}: {words[0].lower()}{words[1:]}"
    elif option is not None and option.type == types.TICK:
        yield f"{who}: {label}: {'ya' if new else 'tidak'}."
    elif option is None:
        yield f"{who}: pengaturan “{name}” berubah."
    else:
        say = _saying(option, new_form)
        yield _from_to(f"{who}: {label}", say(old), say(new))


def _saying(option: types.Option, form: Mapping[str, Any]) -> Callable[[Any], str]:
    labels = {field["id"]: short(field["label"]) for field in form["fields"]}
    picks = dict(option.picks) if option.type == types.PICK else {}

    def say(value: Any) -> str:
        if value is None:
            return str(option.picks[0][1]) if option.type == types.PICK else ""
        if option.type == types.DAY:
            return _day(value)
        if option.type == types.FIELDS:
            return " dan ".join(labels.get(one, one) for one in value)
        if option.type == types.FIELD:
            return labels.get(value, str(value))
        return str(picks.get(value, value)) if not isinstance(value, list) else ", ".join(map(str, value))

    return say


def _day(value: str) -> str:
    if value == "today":
        return "hari ini"
    return f"{value[1:-1]} {_SHIFTS[value[0]]}" if value[0] in _SHIFTS else value


def _choices(who: str, old: Sequence[Mapping[str, str]], new: Sequence[Mapping[str, str]]) -> Iterator[str]:
    before, after = ({choice["key"]: choice["label"] for choice in choices} for choices in (old, new))
    for key, label in after.items():
        if key not in before:
            yield f"{who}: pilihan baru “{label}”."
        elif before[key] != label:
            yield f"{who}: pilihan “{before[key]}” sekarang tertulis “{label}”."
    for key in before.keys() - after.keys():
        yield f"{who}: pilihan “{before[key]}” dihapus."
    if [key for key in before if key in after] != [key for key in after if key in before]:
        yield f"{who}: urutan pilihannya berubah."


def _order(old: list[str], new: list[str], fields: Mapping[str, Field]) -> Iterator[str]:
    """The fewest moves that make one order of the other."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    kept = {new[block.b + offset] for block in matcher.get_matching_blocks() for offset in range(block.size)}
    for position, name in enumerate(new):
        if name not in kept:
            where = f"sesudah “{short(fields[new[position - 1]]['label'])}”" if position else "paling atas"
            yield f"Urutan: “{short(fields[name]['label'])}” sekarang {where}."


def _requirements(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    before, after = ({row["field"]: row for row in rows} for rows in (old, new))
    for name, row in after.items():
        was = before.get(name)
        if was is None:
            yield f"Berkas baru: “{row['label']}” ({'wajib' if row['required'] else 'boleh kosong'})."
            continue
        if was["label"] != row["label"]:
            yield _from_to("Nama berkas", was["label"], row["label"])
        if was["required"] != row["required"]:
            yield f"Berkas “{row['label']}” sekarang {'wajib' if row['required'] else 'boleh kosong'}."
        if bool(was.get("paper")) != bool(row.get("paper")):
            yield f"Berkas “{row['label']}” sekarang {'boleh' if row.get('paper') else 'tidak boleh'} dibawa ke kantor."
    for name in before.keys() - after.keys():
        yield f"Berkas “{before[name]['label']}” tidak diminta lagi."


def _standard(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for name in (*_STANDARD, *sorted((old.keys() | new.keys()) - _STANDARD.keys())):
        if old.get(name) == new.get(name):
            continue
        label = _STANDARD.get(name, name)
        if isinstance(old.get(name), list) or isinstance(new.get(name), list):
            yield from _lines(label, old.get(name) or [], new.get(name) or [])
        else:
            yield _from_to(label, old.get(name, ""), new.get(name, ""))


def _lines(label: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[str]:
    gone = [str(line) for line in old if line not in new]
    come = [str(line) for line in new if line not in old]
    yield from (f"{label}: dihapus “{_cut(line)}”." for line in gone)
    yield from (f"{label}: ditambah “{_cut(line)}”." for line in come)
    if not gone and not come:
        yield f"{label}: urutannya berubah."


def _prefill(source: Any) -> str:
    if source is None:
        return "tidak lagi terisi dari data penduduk"
    if isinstance(source, str):
        return f"terisi dari data penduduk: {register_words(source)}"
    return "terisi dari data penduduk menurut aturan lain"


def _from_to(label: str, old: Any, new: Any) -> str:
    was, now = _cut(str(old or "")), _cut(str(new or ""))
    if not was:
        return f"{label}: sekarang “{now}”."
    return f"{label}: dari “{was}” menjadi “{now}”." if now else f"{label}: “{was}” dihapus."


def _cut(text: str) -> str:
    one = " ".join(text.split())
    return one if len(one) <= _LONG else f"{one[: _LONG - 1].rstrip()}…"


def _name(field: Field) -> str:
    return f"Isian “{short(field['label'])}”"
