"""The requirements of an application as an officer ticks them off; pure but for one query."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from tatadesa.applications import officer_form
from tatadesa.applications.models import Application, RequirementCheck
from tatadesa.core.clock import office_today
from tatadesa.core.errors import Conflict, InvalidInput
from tatadesa.forms.context import FormContext
from tatadesa.forms.logic import state
from tatadesa.forms.summary import summarise

Checks = Mapping[str, RequirementCheck]
UNFIT = RequirementCheck.Verdict.UNFIT


def checks_of(application: Application) -> dict[str, RequirementCheck]:
    """The ticks by field. One query."""
    return {row.field_id: row for row in application.checks.all()}


def asked(application: Application) -> dict[str, str]:
    """The requirements that can be ticked: field id → label."""
    return {item["field"]: item["label"] for item in application.version.requirements if item.get("field")}


def unticked(application: Application, checks: Checks) -> list[str]:
    """Labels of requirements that are there and nobody has ticked; a paper was seen when it was accepted."""
    there = {name for name in asked(application) if application.answers.get(name)}
    return [label for name, label in asked(application).items() if name in there and name not in checks]


def unfit(application: Application, checks: Checks) -> list[tuple[str, str, str]]:
    """(field, label, reason) of what does not fit, in the order of the requirements."""
    labels = asked(application)
    return [(name, labels[name], checks[name].reason) for name in labels if _is_unfit(checks.get(name))]


def officer_gaps(application: Application) -> list[str]:
    """Labels of the officers' own fields that must be filled in, as the others stand, and are empty still."""
    form, answers = application.version.officer_form, application.officer_answers
    if not form["fields"]:
        return []
    context = FormContext(office_today(application.office.timezone), register=application.register_data)
    asked = officer_form.schema(application)
    own = officer_form.own_ids(application)
    required = state(asked, officer_form.beside(application, answers), context, own).required
    return [item["label"] for item in form["fields"] if item["id"] in required and item["id"] not in answers]


def require_ready(application: Application, *, confirmed: bool) -> None:
    """What has to be in order before the locked ``application`` is approved.

    Raises ``Conflict`` while a required document is marked as not fitting or an officer's own field is empty, and
    ``InvalidInput`` (``unticked``) while some are not ticked, unless that is ``confirmed``.
    """
    checks = checks_of(application)
    required = {item["field"] for item in application.version.requirements if item.get("required")}
    wrong = [label for name, label, _ in unfit(application, checks) if name in required]
    if wrong:
        raise Conflict(
            f"Ditandai tidak sesuai: {', '.join(wrong)}. Kembalikan ke warga untuk diperbaiki, atau ubah tandanya."
        )
    if gaps := officer_gaps(application):
        raise Conflict(f"Isian petugas belum lengkap: {', '.join(gaps)}. Isi dahulu, lalu setujui.")
    left = unticked(application, checks)
    if left and not confirmed:
        words = (
            f"Belum ditandai: {', '.join(left)}. Tandai persyaratannya, atau centang bahwa semuanya sudah diperiksa."
        )
        raise InvalidInput({"unticked": words}, "Ada persyaratan yang belum ditandai.")


def reset_checks(application: Application, fields: Collection[str]) -> None:
    """Whatever was sent anew has to be looked at anew."""
    application.checks.filter(field_id__in=list(fields)).delete()


def words_before(application: Application, before: Mapping[str, Any]) -> dict[str, str]:
    """Old answers (kept values by field) in words, as they would be read today."""
    rows = summarise(application.version.form, {**application.answers, **before}, {})
    return {row.field_id: row.text or "(kosong)" for row in rows if row.field_id in before}


def _is_unfit(check: RequirementCheck | None) -> bool:
    return check is not None and check.verdict == UNFIT
