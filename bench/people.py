"""Who asks: a citizen with one application, and an officer of the same village, both signed in."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


@dataclass
class Cast:
    """Cookies and ids for the measurements."""

    citizen: Client
    staff: Client
    citizen_id: str
    officer_id: str
    sample_id: str
    number: str
    service: str

    @classmethod
    def choose(cls) -> Cast:
        """The demo's first applicant and an operator of that village."""
        from tatadesa.accounts.models import StaffMember
        from tatadesa.applications.models import Application
        from tatadesa.applications.states import State

        own = Application.objects.filter(state=State.COMPLETED, author_label="")
        sample = own.select_related("citizen", "service").first()
        if sample is None:
            raise RuntimeError("the demo district has no completed application")
        operator = StaffMember.objects.filter(office=sample.office_id, roles__contains=["operator"])[0]
        citizen, staff = Client(), Client()
        backend = "tatadesa.accounts.backend.AccountBackend"
        citizen.force_login(sample.citizen, backend=backend)
        staff.force_login(operator.account, backend=backend)
        ids = (str(sample.citizen_id), str(operator.pk), str(sample.id))
        return cls(citizen, staff, *ids, sample.number, sample.service.slug)

    @property
    def citizen_cookie(self) -> str:
        """The citizen's session as a header."""
        return f"sesi={self.citizen.cookies['sesi'].value}"

    @property
    def staff_cookie(self) -> str:
        """The officer's session as a header."""
        return f"sesi={self.staff.cookies['sesi'].value}"

    def queries(self, client: Client, path: str) -> int:
        """How many SQL queries a page takes, session and account included."""
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
        return len(captured)
