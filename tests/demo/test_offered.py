"""What the demo's kecamatan offers can be asked for in a village and is handled at the kecamatan."""

from tatadesa.accounts.actions.create_staff_member import create_staff_member
from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.submit import submit
from tatadesa.applications.actions.take import take
from tatadesa.catalogue.queries import services_of
from tatadesa.config.demo.offered import SLUG, offer_a_service
from tatadesa.core.clock import local, now
from tatadesa.letters.actions.issue import issue
from tatadesa.offices.models import Office
from tests.people import PASSWORD, World, draft


def test_from_the_village_to_the_kecamatans_letter(world: World) -> None:
    office = Office.objects.create(
        code="kec", kind="kecamatan", name="Uji", region_id="33.02.07", address="Jl. 1", number_code="KEC"
    )
    officer = create_staff_member(office, "kec", PASSWORD, "Endang", "Kasi Pelayanan Umum", ["agency_officer"])
    offer_a_service(officer)
    [offered] = [row for row in services_of(world.karangsari) if row.slug == SLUG]
    answers = {"kegiatan": "Bazar", "tempat": "Lapangan", "tanggal": local(now(), office.timezone).date().isoformat()}
    sent = submit(world.siti, draft(world.siti, offered.version, **answers, orang="300"))
    assert sent.office == office
    take(officer, sent.number)
    approve(officer, sent.number, seen=2)
    assert issue(officer, sent.number, seen=3).office == office
