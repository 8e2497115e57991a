"""Complaints on the phone."""

from __future__ import annotations

import uuid

from django.test import Client

from tatadesa.feedback.actions.close import close
from tatadesa.feedback.models import Complaint
from tests.feedback.stages import complained, completed, taken, with_photo
from tests.people import World, photo
from tests.portal.pages import MAX_QUERIES, queries, text

NEW = "/pengaduan/baru/"


def typed(**changes: object) -> dict[str, object]:
    return {"kunci": str(uuid.uuid4()), "kategori": "lambat", "isi": "Belum ada kabar.", **changes}


def test_visitors_read_how_to_sign_in_and_whom_to_call(world: World) -> None:
    world.karangsari.phone, world.karangsari.complaints_contact = "62281123456", "WA 0812-0000-0000"
    world.karangsari.save()
    page = text(Client().get("/pengaduan/?desa=33.02.07.2901"))
    for words in ("Masuk untuk mengadu", "0281123456", "WA 0812-0000-0000", "lapor.go.id", "1708"):
        assert words in page
    assert "lapor.go.id" in text(Client().get("/pengaduan/"))


def test_filed_with_a_photo_about_ones_own_application(siti: Client, world: World) -> None:
    application = completed(world)
    page = siti.get(f"{NEW}?permohonan={application.number}")
    assert f'value="{application.number}" selected' in page.content.decode()
    answer = siti.post(NEW, typed(permohonan=application.number, bukti__berkas=photo("bukti.jpg"), rahasia="1"))
    made = Complaint.objects.get()
    assert answer.headers["Location"] == f"/pengaduan/{made.number}/"
    assert (made.application, made.is_confidential, made.files.count()) == (application, True, 1)
    shown = siti.get(f"/pengaduan/{made.number}/")
    assert "bukti.jpg" in text(shown)
    assert siti.get(f"/pengaduan/{made.number}/berkas/{made.files.get().pk}/").headers["Content-Type"] == "image/jpeg"


def test_nothing_typed_or_sent_is_lost_by_a_mistake(siti: Client) -> None:
    first = typed(kategori="", isi="Ceritanya\0 begini", bukti__berkas=photo("bukti.jpg"))
    answer = siti.post(NEW, first)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ceritanya begini</textarea>" in page
    assert "bukti.jpg" in page
    [kept] = [part.split('"')[0] for part in page.split('name="bukti" value="')[1:]]
    siti.post(NEW, first | {"kategori": "lambat", "bukti": kept, "bukti__berkas": []})
    assert Complaint.objects.get().files.count() == 1


def test_a_file_that_is_none_is_named(siti: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = siti.post(NEW, typed(bukti__berkas=SimpleUploadedFile("virus.exe", b"MZ")))
    assert answer.status_code == 422
    assert "virus.exe" in text(answer)


def test_sent_twice_it_is_one(siti: Client) -> None:
    form = typed()
    assert siti.post(NEW, form).headers["Location"] == siti.post(NEW, form).headers["Location"]
    assert siti.post(NEW, typed(kunci="x")).status_code == 404


def test_reply_and_reopening(siti: Client, world: World) -> None:
    made = taken(world)
    path = f"/pengaduan/{made.number}/"
    assert siti.post(f"{path}balas/", {"isi": " "}).status_code == 422
    siti.post(f"{path}balas/", {"isi": "Tolong ya."})
    close(world.operator, made.number, seen=3, outcome="resolved", words="Sudah.")
    assert "Ditindaklanjuti dan selesai" in text(siti.get(path))
    refused = siti.post(f"{path}balas/", {"isi": "Masih."})
    assert refused.status_code == 409
    assert siti.post(f"{path}buka-lagi/", {"isi": ""}).status_code == 422
    siti.post(f"{path}buka-lagi/", {"isi": "Belum."})
    assert "Dibuka lagi" in text(siti.get(path))


def test_strangers_find_nothing(joko: Client, world: World) -> None:
    made = with_photo(world)
    for path in ("", "balas/", "buka-lagi/", f"berkas/{made.files.get().pk}/"):
        answer = joko.get(f"/pengaduan/{made.number}/{path}")
        assert answer.status_code in (404, 405)
    assert made.number not in text(joko.get("/pengaduan/"))


def test_the_queries_are_counted(siti: Client, world: World) -> None:
    made = with_photo(world)
    for path in ("/pengaduan/", f"/pengaduan/{made.number}/", NEW):
        assert queries(siti, path) <= MAX_QUERIES
    complained(world)
    assert queries(siti, "/pengaduan/") <= MAX_QUERIES
