"""What an office learns of its ratings, and what it does not."""

from __future__ import annotations

import io
from collections import Counter
from datetime import UTC, datetime

import pikepdf
import pypdfium2
import pytest

from tatadesa.catalogue.models import Service
from tatadesa.core.errors import NotFound
from tatadesa.feedback.models import SurveyAnswer
from tatadesa.feedback.paper import paper
from tatadesa.feedback.periods import period_of
from tatadesa.feedback.report import Report, ikm_of, report_of
from tatadesa.feedback.sheet import satisfaction_csv, satisfaction_xlsx
from tests.feedback.stages import rated
from tests.people import World, publish_service

MARCH = datetime(2026, 3, 15, tzinfo=UTC)
PERIOD = period_of("2026-03")


def report(world: World, slug: str = "") -> Report:
    return report_of(world.operator, PERIOD, slug)


def move(rows: list[SurveyAnswer], service: Service) -> None:
    SurveyAnswer.objects.filter(pk__in=[row.pk for row in rows]).update(service=service)


def test_five_make_an_index(world: World) -> None:
    rated(world, 5, "3", at=MARCH)
    found = report(world)
    assert found.result is not None
    assert (found.n, str(found.result.index), found.result.grade) == (5, "75.00", "C")
    assert [str(row.result.nrr) for row in found.elements] == ["3.00"] * 9
    assert dict(found.profile)["Jenis kelamin"] == [("Perempuan", 5)]
    assert (found.people, found.wanted) == (5, 5)


def test_four_stay_hidden_in_every_form(world: World) -> None:
    rows = rated(world, 4, at=MARCH)
    SurveyAnswer.objects.filter(pk=rows[0].pk).update(remark="Saran rahasia")
    found = report(world)
    assert (found.n, found.result, found.elements, found.profile, found.remarks) == (4, None, [], [], [])
    assert [row.result for row in found.services] == [None]
    assert ikm_of(world.karangsari, PERIOD) is None
    assert "Saran rahasia" not in b"".join(satisfaction_csv(found)).decode()


def test_the_period_is_by_the_offices_own_calendar(world: World) -> None:
    rows = rated(world, 6, at=MARCH)
    # 31 March 17.00 UTC is already April in Java.
    SurveyAnswer.objects.filter(pk=rows[0].pk).update(at=datetime(2026, 3, 31, 17, tzinfo=UTC))
    result = ikm_of(world.karangsari, PERIOD)
    assert result is not None
    assert (result.n, str(result.index), result.grade) == (5, "100.00", "A")
    assert ikm_of(world.sidamulya, PERIOD) is None


def test_the_weakest_element_comes_first(world: World) -> None:
    rows = rated(world, 5, at=MARCH)
    SurveyAnswer.objects.filter(pk__in=[row.pk for row in rows]).update(answers=[4, 4, 1, 4, 4, 2, 4, 4, 4])
    assert [row.element.code for row in report(world).weakest[:2]] == ["U3", "U6"]


def test_a_small_service_takes_the_next_one_with_it(world: World) -> None:
    """Of 8, 5 and 2 the two alone would follow from the rest, so the five hide as well."""
    move(rated(world, 5, at=MARCH), publish_service(world.karangsari, "lima").service)
    move(rated(world, 2, at=MARCH), publish_service(world.karangsari, "dua").service)
    rated(world, 8, at=MARCH)
    shown = {row.slug: row.result is not None for row in report(world).services}
    assert shown == {"surat-uji": True, "lima": False, "dua": False}
    assert report(world, "lima").result is None
    assert report(world, "surat-uji").result is not None
    with pytest.raises(NotFound):
        report(world, "tidak-ada")


def test_remarks_carry_no_name_and_come_in_no_order(world: World) -> None:
    rows = rated(world, 9, at=MARCH)
    for place, row in enumerate(rows):
        SurveyAnswer.objects.filter(pk=row.pk).update(remark=f"Saran {place}")
    orders = Counter(tuple(report(world).remarks) for _ in range(5))
    assert len(orders) > 1
    assert all(sorted(order) == [f"Saran {place}" for place in range(9)] for order in orders)


def test_other_offices_and_roles_see_nothing_of_it(world: World) -> None:
    rated(world, 5, at=MARCH)
    assert report_of(world.stranger_operator, PERIOD).n == 0
    world.operator.roles = ["rt"]
    with pytest.raises(NotFound):
        report(world)


def test_the_queries_are_counted(world: World, django_assert_max_num_queries: object) -> None:
    rated(world, 7, at=MARCH)
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        report(world)


def test_the_paper_is_tagged_and_tells_the_same(world: World) -> None:
    rows = rated(world, 5, "3", at=MARCH)
    SurveyAnswer.objects.filter(pk=rows[0].pk).update(remark='#import "x"')
    content = paper(report(world), world.karangsari)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "/StructTreeRoot" in pdf.Root
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content))
    assert "75,00" in text
    assert "Maret 2026" in text
    assert "SITI" not in text.upper()
    assert b"%PDF" in paper(report_of(world.stranger_operator, PERIOD), world.sidamulya)


def test_the_sheets_hold_the_same_figures(world: World) -> None:
    rated(world, 5, "3", at=MARCH)
    lines = b"".join(satisfaction_csv(report(world))).decode("utf-8-sig").splitlines()
    assert "IKM;75,00" in lines
    assert "U1;Persyaratan;3,00;75,00;C;Kurang Baik" in lines
    assert b"".join(satisfaction_xlsx(report(world))).startswith(b"PK")
