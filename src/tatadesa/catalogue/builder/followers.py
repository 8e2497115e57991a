"""Parts of a service that follow its form by themselves until somebody words them by hand.

Each is compared with what it would have been before the edit: still the same means nobody touched it.
"""

from collections.abc import Mapping
from typing import Any

from tatadesa.catalogue.builder.content import Content
from tatadesa.forms.registry import kind_of

NOTHING_NEEDED = "Tidak ada berkas yang perlu dilampirkan."
_IDENTITY = [
    "nama", "nik", "tempat_tanggal_lahir", "jenis_kelamin", "agama", "status_kawin", "pekerjaan", "alamat",
]  # fmt: skip
_INTRODUCTION = "Orang tersebut di atas adalah benar warga {kantor.nama} dan mengajukan surat ini dengan keterangan:"
_NOT_IN_A_LETTER = frozenset({"statement", "signature", "map_point"})
_MOST_ROWS = 40


def follow(before: Content, after: Content) -> None:
    """Bring requirements, their printed list and the letter of ``after`` in step with its form."""
    after["requirements"] = _requirements(before, after)
    if after["standard"].get("requirements") == printed(before["requirements"]):
        after["standard"] = {**after["standard"], "requirements": printed(after["requirements"])}
    if after["letter"] is not None:
        after["letter"] = _letter(before, after)


def _letter(before: Content, after: Content) -> dict[str, Any]:
    letter = dict(after["letter"])
    if letter.get("blocks") == plain_blocks(before):
        letter["blocks"] = plain_blocks(after)
    if letter.get("title") == before["name"].upper():
        letter["title"] = after["name"].upper()
    if letter.get("subject") == before["name"]:
        letter["subject"] = after["name"]
    return letter


def printed(requirements: list[dict[str, Any]]) -> list[str]:
    """The requirements as lines of the service standard."""
    lines = [item["label"] if item["required"] else f"{item['label']} (bila ada)" for item in requirements]
    return lines or [NOTHING_NEEDED]


def plain_letter(content: Content, classification: str) -> dict[str, Any]:
    """A letter that names the applicant and every answer, for a service that has none yet."""
    return {
        "title": content["name"].upper(),
        "subject": content["name"],
        "classification": classification,
        "validity_days": 30,
        "paper": None,
        "blocks": plain_blocks(content),
    }


def plain_blocks(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The blocks of a ``plain_letter``."""
    rows = [
        [field["label"].strip().rstrip(":.?").replace("{", "(").replace("}", ")")[:160], f"{{jawaban.{field['id']}}}"]
        for field in content["form"]["fields"]
        if kind_of(field).takes_answer and not kind_of(field).keeps_files and field["kind"] not in _NOT_IN_A_LETTER
    ][:_MOST_ROWS]
    told: list[dict[str, Any]] = [{"kind": "opening"}, {"kind": "identity", "rows": _IDENTITY}]
    if rows:
        told += [{"kind": "paragraph", "text": _INTRODUCTION}, {"kind": "rows", "rows": rows}]
    return [*told, {"kind": "closing"}]


def _requirements(before: Content, after: Content) -> list[dict[str, Any]]:
    """One for every field with a paper, in the order they had; required or not as the field is."""
    labels = {field["id"]: field["label"] for field in before["form"]["fields"]}
    files = {field["id"]: field for field in after["form"]["fields"] if kind_of(field).keeps_files}
    kept = [item for item in after["requirements"] if item["field"] in files]
    new = {name for name in files if kind_of(files[name]).is_paper} - {item["field"] for item in kept}
    rows = [*kept, *({"label": files[name]["label"], "field": name} for name in files if name in new)]
    return [_requirement(row, files[row["field"]], labels.get(row["field"])) for row in rows]


def _requirement(row: dict[str, Any], field: Mapping[str, Any], label_before: str | None) -> dict[str, Any]:
    label = field["label"] if row["label"] == label_before else row["label"]
    return {**row, "label": label[:160], "required": bool(field.get("required"))}
