"""The officers' own fields of an application: drawn, read and checked by the same engine as a citizen's form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from markupsafe import Markup

from tatadesa.accounts.models import StaffMember
from tatadesa.applications.models import Application
from tatadesa.applications.people import lookups
from tatadesa.catalogue.officer_form import beside_answers, with_citizen
from tatadesa.core.clock import office_today
from tatadesa.forms import cleaning, reading, rendering, rules
from tatadesa.forms.context import FormContext, Schema
from tatadesa.forms.prefill import prefill
from tatadesa.forms.summary import SummaryRow, summarise
from tatadesa.regions.lookups import RegionTree


def schema(application: Application) -> Schema:
    """The office's own fields behind the citizen's, at whose answers their conditions may look."""
    return with_citizen(application.version.officer_form, application.version.form)


def own_ids(application: Application) -> frozenset[str]:
    """Those of them that officers fill in."""
    return frozenset(field["id"] for field in application.version.officer_form["fields"])


def beside(application: Application, own: Mapping[str, Any]) -> dict[str, Any]:
    """``own`` answers of officers (typed or kept) with those of the citizen, by the ids of ``schema``."""
    known = own_ids(application)
    return beside_answers(application.answers, {name: value for name, value in own.items() if name in known})


def has_fields(application: Application) -> bool:
    """True where the service asks officers for something."""
    return bool(application.version.officer_form["fields"])


def fields(
    staff: StaffMember, application: Application, raw: Mapping[str, Any] | None = None, errors: Mapping[str, str] = {}
) -> list[rendering.FieldView]:
    """The fields with what is kept, or with ``raw`` as it was typed and the ``errors`` in it."""
    context = _context(staff, application)
    form, values = schema(application), beside(application, application.officer_answers if raw is None else raw)
    known = prefill(form, application.register_data, context.today, values)
    return rendering.fields(form, values, errors, known, context, own_ids(application))


def browser_rules(application: Application) -> Markup:
    """What the browser needs to show and check the fields as the server does."""
    context = FormContext(office_today(application.office.timezone), register=application.register_data)
    values = beside(application, application.officer_answers)
    return rules.as_json(rules.definition(schema(application), values, context, own_ids(application)))


def read(application: Application, post: QueryDict) -> dict[str, Any]:
    """The fields as typed; raises ``InvalidInput`` for one that the form does not have."""
    own = post.copy()
    own.pop("seen", None)
    return dict(reading.read_post(application.version.officer_form, own))


def check(staff: StaffMember, application: Application, raw: Mapping[str, Any]) -> cleaning.Cleaned:
    """Clean what was typed."""
    return cleaning.clean(
        schema(application), beside(application, raw), _context(staff, application), own_ids(application)
    )


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
