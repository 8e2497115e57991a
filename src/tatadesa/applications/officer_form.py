"""The officers' own fields of an application: drawn, read and checked by the same engine as a citizen's form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from markupsafe import Markup

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.models import Application
from tatadesa.applications.people import lookups
from tatadesa.core.clock import office_today
from tatadesa.forms import cleaning, reading, rendering, rules
from tatadesa.forms.context import FormContext
from tatadesa.forms.prefill import prefill
from tatadesa.forms.summary import SummaryRow, summarise
from tatadesa.regions.lookups import RegionTree


def has_fields(application: Application) -> bool:
    """True where the service asks officers for something."""
    return bool(application.version.officer_form["fields"])


def fields(
    staff: StaffMember, application: Application, raw: Mapping[str, Any] | None = None, errors: Mapping[str, str] = {}
) -> list[rendering.FieldView]:
    """The fields with what is kept, or with ``raw`` as it was typed and the ``errors`` in it."""
    schema, context = application.version.officer_form, _context(staff, application)
    values = application.officer_answers if raw is None else raw
    known = prefill(schema, application.register_data, context.today, dict(values))
    return rendering.fields(schema, values, errors, known, context)


def browser_rules(application: Application) -> Markup:
    """What the browser needs to show and check the fields as the server does."""
    context = FormContext(office_today(application.office.timezone), register=application.register_data)
    return rules.as_json(rules.definition(application.version.officer_form, application.officer_answers, context))


def read(application: Application, post: QueryDict) -> dict[str, Any]:
    """The fields as typed; raises ``InvalidInput`` for one that the form does not have."""
    own = post.copy()
    own.pop("seen", None)
    return dict(reading.read_post(application.version.officer_form, own))


def check(staff: StaffMember, application: Application, raw: Mapping[str, Any]) -> cleaning.Cleaned:
    """Clean what was typed."""
    return cleaning.clean(application.version.officer_form, raw, _context(staff, application))


def summary(application: Application) -> list[SummaryRow]:
    """What was filled in, in words."""
    return (
        summarise(application.version.officer_form, application.officer_answers, {}) if has_fields(application) else []
    )


def _context(staff: StaffMember, application: Application) -> FormContext:
    return FormContext(
        today=office_today(application.office.timezone),
        register=application.register_data,
        people=lookups(staff.account, application.resident, kept=application.officer_answers),
        regions=RegionTree(),
    )
