"""What happened lately in the home village's population, through the same actions as the pages."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet

from tatadesa.accounts.models import StaffMember
from tatadesa.core.clock import office_today
from tatadesa.residents import codes
from tatadesa.residents.actions.change_resident import change_resident
from tatadesa.residents.actions.record_birth import record_birth
from tatadesa.residents.actions.record_death import record_death
from tatadesa.residents.actions.record_move_in import record_move_in
from tatadesa.residents.actions.record_move_out import record_move_out
from tatadesa.residents.models import Resident

_SLTA, _TRADER, _WORKER, _HOUSEWIFE = 5, 84, 15, 2


def record_sample_mutations(operator: StaffMember) -> None:
    """One of each kind, on families that have no account: the demo's citizens stay who they are."""
    today = office_today(operator.office.timezone)
    village = _Village(operator, today)
    village.birth(days_ago=12)
    village.death_of_an_elder(days_ago=20)
    village.death_of_a_head(days_ago=6)
    village.move_out(days_ago=9)
    village.newcomers(days_ago=4)
    village.new_work()


class _Village:
    def __init__(self, operator: StaffMember, today: date) -> None:
        self._operator = operator
        self._today = today

    def birth(self, *, days_ago: int) -> None:
        mother = self._somebody(codes.WIFE, youngest=22, oldest=33)
        father = Resident.objects.get(family=mother.family_id, family_role=codes.HEAD)
        values = {
            "name": "ARJUNA BAGAS PRATAMA",
            "sex": codes.MALE,
            "birth_place": "BANYUMAS",
            "birth_date": self._day(days_ago),
        }
        record_birth(
            self._operator,
            mother.family_id,
            seen=mother.family.edition,
            values=values,
            father=father.pk,
            mother=mother.pk,
            note="Surat kelahiran dari bidan desa",
        )

    def death_of_an_elder(self, *, days_ago: int) -> None:
        elder = self._somebody(codes.PARENT, youngest=70, oldest=95)
        self._died(elder, days_ago, "Usia lanjut")

    def death_of_a_head(self, *, days_ago: int) -> None:
        wife = self._somebody(codes.WIFE, youngest=60, oldest=80)
        head = Resident.objects.get(family=wife.family_id, family_role=codes.HEAD)
        self._died(head, days_ago, "Sakit", new_head=wife)

    def move_out(self, *, days_ago: int) -> None:
        grown = self._somebody(codes.CHILD, youngest=21, oldest=27)
        record_move_out(
            self._operator,
            grown.family_id,
            seen=grown.family.edition,
            people=[grown.pk],
            happened_on=self._day(days_ago),
            destination="Kec. Bekasi Timur, Kota Bekasi",
            note="Bekerja, surat pindah dari Dukcapil",
        )

    def newcomers(self, *, days_ago: int) -> None:
        """A couple from the next regency, on a card of their own; numbers beyond those of the invented population."""
        day = self._day(days_ago)
        number = f"330207{day:%d%m%y}9901"
        card = {"family.no_kk": number, "family.address": "Jl. Cempaka No. 61", "family.dusun": "Krajan"}
        shared = {"birth_place": "CILACAP", "religion": 1, "education": _SLTA, "marital_status": codes.MARRIED}
        for nik, name, sex, born, role, work in (
            ("3301011204919901", "FAJAR RIZKY RAMADHAN", codes.MALE, date(1991, 4, 12), codes.HEAD, _WORKER),
            ("3301015509939901", "INTAN PERMATA SARI", codes.FEMALE, date(1993, 9, 15), codes.WIFE, _HOUSEWIFE),
        ):
            person = {"nik": nik, "name": name, "sex": sex, "birth_date": born, "family_role": role, "occupation": work}
            record_move_in(
                self._operator,
                values={**shared, **person, **card, "family.rt": "2", "family.rw": "1"},
                happened_on=day,
                origin="Kec. Kroya, Kab. Cilacap",
                confirmed=True,
            )

    def new_work(self) -> None:
        somebody = self._somebody(codes.HEAD, youngest=35, oldest=45)
        change_resident(
            self._operator,
            somebody.pk,
            seen=somebody.edition,
            values={"occupation": _TRADER},
            note="Membuka kios, menurut KK baru",
        )

    def _died(self, resident: Resident, days_ago: int, cause: str, new_head: Resident | None = None) -> None:
        record_death(
            self._operator,
            resident.pk,
            seen=resident.edition,
            happened_on=self._day(days_ago),
            cause=cause,
            new_head=new_head.pk if new_head else None,
        )

    def _day(self, days_ago: int) -> date:
        return self._today - timedelta(days=days_ago)

    def _somebody(self, role: int, *, youngest: int, oldest: int) -> Resident:
        """The first by NIK with that place on a card on which nothing has happened yet and nobody has an account."""
        return (
            self._untouched()
            .filter(
                family_role=role,
                birth_date__lte=self._day(youngest * 366),
                birth_date__gt=self._day(oldest * 365),
            )
            .order_by("nik")[0]
        )

    def _untouched(self) -> QuerySet[Resident]:
        rows = Resident.objects.select_related("family").filter(office=self._operator.office, edition=1)
        with_account = rows.filter(account__isnull=False).values("family")
        return rows.filter(family__edition=1, base_status=codes.ALIVE).exclude(family__in=with_account)
