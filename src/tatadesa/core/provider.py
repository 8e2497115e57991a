"""What an office types in to reach an outside provider, and reading it. For every kind of provider alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from tatadesa.core.errors import InvalidInput

_LONGEST = 500


@dataclass(frozen=True)
class SettingField:
    """One thing an office types in to reach a provider."""

    name: str
    label: str
    help: str = ""
    is_secret: bool = False
    is_required: bool = False
    default: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Account:
    """How one office reaches a provider: values by ``SettingField.name``, defaults filled in."""

    values: Mapping[str, str] = field(repr=False)
    timeout_seconds: float = 20.0
    """For everything: connecting, sending and the whole answer."""

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")


@dataclass(frozen=True)
class Check:
    """One line of "test connection": ``words`` say what works, or what to do."""

    name: str
    is_good: bool
    words: str


class HasFields(Protocol):
    """A provider, as far as its settings go."""

    fields: tuple[SettingField, ...]


def read_settings(provider: HasFields, typed: Mapping[str, str], kept: Mapping[str, str]) -> dict[str, str]:
    """What is to be kept of ``typed`` beside the secrets ``kept`` before; raises ``InvalidInput`` by field."""
    values: dict[str, str] = {}
    errors: dict[str, str] = {}
    for each in provider.fields:
        text = typed.get(each.name, "").strip()
        values[each.name] = text
        if fault := _fault(each, text, bool(kept.get(each.name))):
            errors[each.name] = fault
    moved = any(is_address(each) and values[each.name] != kept.get(each.name, "") for each in provider.fields if kept)
    for each in provider.fields:
        if each.is_secret and not values[each.name] and kept.get(each.name):
            if moved:
                errors[each.name] = "Alamat berubah: isi lagi, supaya yang lama tidak terkirim ke tempat lain."
            values[each.name] = kept[each.name]
    if errors:
        raise InvalidInput(errors)
    return values


def is_address(setting: SettingField) -> bool:
    """Whether the field names a server."""
    return setting.default.startswith(("https://", "http://")) or setting.name.endswith(("url", "host"))


def _fault(setting: SettingField, text: str, is_kept: bool) -> str:  # noqa: FBT001 - read once, right above
    if len(text) > _LONGEST or not text.isprintable():
        return f"Paling panjang {_LONGEST} huruf, tanpa baris baru."
    if setting.is_required and not text and not (setting.is_secret and is_kept) and not setting.default:
        return f"Isi {setting.label.lower()}."
    if setting.choices and text and text not in {key for key, _ in setting.choices}:
        return "Pilih salah satu."
    if is_address(setting) and text:
        try:
            parts = urlsplit(text)
            good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
            _ = parts.port
        except ValueError:
            good = False
        if not good:
            return "Tulis alamat lengkap, contoh https://api.contoh.id."
    return ""
