"""An e-mail address: its form only, nobody is asked whether it exists."""

import re
from typing import Any

from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

from tatadesa.forms.context import Field, FormContext
from tatadesa.forms.errors import Invalid
from tatadesa.forms.kinds.base import Kind, typed
from tatadesa.forms.messages import say

_LONGEST = 254
# What a phone's keyboard has. Addresses in other scripts exist, but hardly a mail server here takes them.
_PLAIN = re.compile(r"[!-~]+")
# Names in other scripts written in ASCII (RFC 5891, 4.2.3.1): what they show may deceive.
_DISGUISED = re.compile(r"[@.][a-z0-9]{2}--", re.IGNORECASE)
# The usual ones, each with its slips: names that somebody owns who waits for them, or that cannot exist. Mail to those
# would never arrive.
_USUAL = {
    "gmail.com": (
        "gmail.co",
        "gmai.com",
        "gmial.com",
        "gamil.com",
        "gmil.com",
        "gmaill.com",
        "gmail.co.id",
        "gmail.id",
        "google.mail.com",
    ),
    "yahoo.com": ("yaho.com", "yahooo.com", "yhoo.com", "yahoo.co"),
    "yahoo.co.id": ("yaho.co.id", "yahooo.co.id"),
    "hotmail.com": ("hotmial.com", "hotmal.com", "hotmail.co"),
    "outlook.com": (),
    "icloud.com": (),
}
_SLIPS = {slip: right for right, slips in _USUAL.items() for slip in slips}
_NO_ENDINGS = ("con", "cmo", "ocm", "vom", "xom", "comm", "coom")


class Email(Kind):
    """No options. Kept trimmed, the part after the @ in lower case."""

    name = "email"
    title = "Alamat e-mail"
    in_group = True
    seconds = 20
    can_prefill = True
    compares = "text"
    messages = ("email",)
    autocomplete = "email"

    def clean(self, field: Field, raw: object, context: FormContext) -> str | None:
        """An address that mail can be sent to, as far as its form says."""
        text = typed(raw).strip()
        if not text:
            return None
        if not _PLAIN.fullmatch(text) or len(text) > _LONGEST:
            raise Invalid(say("email.form"))
        local, at, domain = text.rpartition("@")
        if not at:
            usual = next((name for name in _USUAL if text.lower().endswith(name) and len(text) > len(name)), "")
            raise Invalid(say("email.slip", suggestion=f"{text[: -len(usual)]}@{usual}") if usual else say("email.at"))
        right = _right(domain.lower())
        if local and right:
            raise Invalid(say("email.slip", suggestion=f"{local}@{right}"))
        if _DISGUISED.search(text):
            raise Invalid(say("email.form"))
        try:
            return validate_email(text, check_deliverability=False, allow_smtputf8=False).normalized
        except EmailNotValidError:
            raise Invalid(say("email.form")) from None

    def json_schema(self, field: Field) -> dict[str, Any]:
        """One @, a dot after it, nothing but plain characters."""
        return {"type": "string", "pattern": "^[!-~]+@[!-~]+[.][!-~]+$", "maxLength": _LONGEST}

    def rules(self, field: Field, context: FormContext) -> dict[str, Any]:
        """The slips that are known, and names no mail can be sent to."""
        return {
            "usual": _USUAL,
            "no_endings": "|".join(_NO_ENDINGS),
            "reserved": list(SPECIAL_USE_DOMAIN_NAMES),
        }

    def hint(self, field: Field) -> str:
        """How to write it."""
        return "Misalnya siti@gmail.com."


def _right(domain: str) -> str:
    """What a slip was meant to be; empty when it is none."""
    name, _, ending = domain.rpartition(".")
    return _SLIPS.get(domain, f"{name}.com" if name and ending in _NO_ENDINGS else "")
