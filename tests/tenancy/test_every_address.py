"""Every address, asked by everybody. A new address without a row here fails the suite."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from tatadesa.accounts.models import Account, Device, Passkey
from tatadesa.administration.models import Batch
from tatadesa.applications import referral_links
from tatadesa.applications.actions.answer_by_link import answer_by_link
from tatadesa.applications.actions.approve import approve
from tatadesa.applications.actions.save_counter_draft import save_counter_draft
from tatadesa.applications.actions.save_filter import save_filter
from tatadesa.applications.actions.start_batch import start_batch
from tatadesa.applications.actions.submit_at_counter import submit_at_counter
from tatadesa.applications.actions.take import take
from tatadesa.applications.actions.write_to_citizen import write_to_citizen
from tatadesa.applications.actions.write_to_office import write_to_office
from tatadesa.applications.drafts import Content
from tatadesa.applications.inbox import Wanted
from tatadesa.applications.models import Application, BatchRun, Message, Referral, SavedFilter
from tatadesa.catalogue.actions.start_draft import start_draft
from tatadesa.catalogue.models import Service
from tatadesa.core.clock import now
from tatadesa.deliveries.actions.choose_delivery import choose_delivery
from tatadesa.deliveries.actions.request_shipment import request_shipment
from tatadesa.deliveries.models import Shipment
from tatadesa.feedback.actions.complain import Said, complain
from tatadesa.feedback.models import Complaint
from tatadesa.files.actions.append_piece import append_piece
from tatadesa.files.actions.begin_partial import begin_partial
from tatadesa.files.actions.receive import receive
from tatadesa.files.models import PartialUpload
from tatadesa.files.previews import on_file_stored
from tatadesa.letters.actions.enter_letter import Entered, enter_letter
from tatadesa.letters.actions.issue import issue
from tatadesa.letters.actions.reserve_number import reserve_number
from tatadesa.letters.models import HandOffEntry, Letter, PreparedLetter, SigningMethod
from tatadesa.notices.models import PushSubscription
from tatadesa.offices.models import Closure
from tatadesa.privacy.actions.ask import ask
from tatadesa.privacy.models import DataRequest
from tatadesa.registrations.models import Registration
from tatadesa.residents.models import ImportRow, ImportRun
from tests.agencies import asked, puskesmas, to_contact
from tests.deliveries.stages import set_up, wish
from tests.letters.signers import prepared as prepare
from tests.letters.signers import way
from tests.people import SITI, World, answers, draft, photo, publish_service, sent
from tests.registrations.waiting import waiting
from tests.standing import Standing

COUNTER_KEY, CHANGE_KEY, TALK_KEY = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
TUS = {"Tus-Resumable": "1.0.0", "Upload-Offset": "100", "Content-Type": "application/offset+octet-stream"}
SignedIn = Callable[[Account], Client]


@dataclass
class Things:
    """One of each, all Siti's, all of Karangsari."""

    world: World
    open: Application
    done: Application
    letter: Letter
    draft_key: uuid.UUID
    data_request: DataRequest

    @cached_property
    def counter(self) -> Application:
        """One that the operator made for Siti; beside it a change to it, and one that is only begun."""
        world = self.world
        siti, made = world.siti.resident.pk, uuid.uuid4()
        for key in (made, COUNTER_KEY):
            content = Content(answers(world.operator.account, world.version), complete=True)
            save_counter_draft(world.operator, siti, world.version, key, content)
        application = submit_at_counter(world.operator, made)
        change = Content(application.answers, complete=True, application=application)
        save_counter_draft(world.operator, siti, world.version, CHANGE_KEY, change)
        return application

    @cached_property
    def kept_filter(self) -> SavedFilter:
        """The operator's."""
        return save_filter(self.world.operator, "Krajan", Wanted(dusun="Krajan"))

    @cached_property
    def batch(self) -> BatchRun:
        """The operator's, over Siti's application."""
        return start_batch(self.world.operator, "take", {self.open.number: 1}, key=uuid.uuid4())

    @cached_property
    def question(self) -> Message:
        """Siti's to the office, with a photo."""
        photo = answers(self.world.siti, self.world.version)["kk"]
        return write_to_office(self.world.siti, self.open.number, key=uuid.uuid4(), text="Kapan selesai?", files=photo)

    @cached_property
    def answer(self) -> Message:
        """The operator's to Siti."""
        return write_to_citizen(self.world.operator, self.open.number, key=uuid.uuid4(), text="Besok.")

    @property
    def told_file(self) -> uuid.UUID:
        """What came with Siti's question."""
        return self.question.files.get().file_id

    @cached_property
    def registration(self) -> Registration:
        """Sent to Karangsari, with the words of Siti's own row in the register."""
        return waiting(self.world.karangsari, self.world.siti.resident)

    @cached_property
    def import_run(self) -> ImportRun:
        """Checked; one row of it would change Siti."""
        run = ImportRun.objects.create(
            office=self.world.karangsari,
            started_by=self.world.operator.account,
            file_name="penduduk.xlsx",
            sha256="0" * 64,
            state=ImportRun.State.CHECKED,
            changed=1,
            created_at=now(),
        )
        ImportRow.objects.create(office=run.office, run=run, number=2, outcome="changed", name="SITI AMINAH")
        return run

    @cached_property
    def partial_upload(self) -> PartialUpload:
        """A photo of which half has come."""
        siti = self.world.siti
        begun = begin_partial(
            office=self.world.karangsari, owner=siti, upload_key=uuid.uuid4(), name="kk.jpg", size=200
        )
        return append_piece(siti, begun.pk, offset=0, content=b"x" * 100)

    @cached_property
    def complaint(self) -> Complaint:
        """Siti's, about her finished application, with a photo."""
        siti, office = self.world.siti, self.world.karangsari
        stored = receive(office=office, owner=siti, upload=photo("bukti.jpg"), upload_key=None)
        said = Said("lambat", "Lama sekali.", number=self.done.number, files=[str(stored.pk)])
        return complain(siti, uuid.uuid4(), said)

    @cached_property
    def devices(self) -> dict[str, Device]:
        """Where Siti and the operator are signed in."""
        owners = {"portal": self.world.siti, "desk": self.world.operator.account}
        moment = {"created_at": now(), "last_seen_at": now()}
        return {
            face: Device.objects.create(account=owner, session_key=f"uji-{face}", label="Chrome", **moment)
            for face, owner in owners.items()
        }

    @cached_property
    def passkeys(self) -> dict[str, Passkey]:
        """A key of each of the two."""
        owners = {"portal": self.world.siti, "desk": self.world.operator.account}
        return {
            face: Passkey.objects.create(
                account=owner, credential_id=face.encode(), public_key=b"x", name="HP", created_at=now()
            )
            for face, owner in owners.items()
        }

    @cached_property
    def referral(self) -> Referral:
        """A question of Karangsari about a further request of Siti's, to a Puskesmas without account, shares a file."""
        application = take(self.world.operator, sent(self.world.siti, self.world.version).number)
        documents = [str(row.pk) for row in application.attachments.all()]
        return asked(self.world, to_contact(puskesmas(self.world)), application, documents=documents)

    @cached_property
    def prepared(self) -> PreparedLetter:
        """A letter of Siti's that is to be signed by hand."""
        way(self.world, SigningMethod.WET)
        return prepare(self.world)

    @cached_property
    def parcel(self) -> Shipment:
        """Siti's finished letter, to be sent home."""
        set_up(self.world)
        choose_delivery(self.world.siti, self.done.number, wish(self.done))
        return request_shipment(self.world.operator, self.done.number)

    @cached_property
    def link(self) -> str:
        """The token of a link to it."""
        return referral_links.make(self.referral)[1]

    @classmethod
    def make(cls, world: World) -> Things:
        finished = take(world.operator, sent(world.siti, world.version).number)
        finished = approve(world.operator, finished.number, seen=finished.event_count)
        letter = issue(world.kades, finished.number, seen=finished.event_count)
        waiting = take(world.operator, sent(world.siti, world.version).number)
        return cls(world, waiting, finished, letter, draft(world.siti, world.version), ask(world.siti, kind="deletion"))


@dataclass
class Rule:
    """Who may: ``anyone``, ``citizen``, ``staff``; ``arguments`` make an object's address (then others get 404)."""

    audience: str
    methods: tuple[str, ...] = ("GET",)
    arguments: Callable[[Things], list[object]] | None = None
    data: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    query: Callable[[Things], str] = lambda things: ""


def number(things: Things) -> list[object]:
    return [things.open.number]


def done_number(things: Things) -> list[object]:
    return [things.done.number]


def parcel(things: Things) -> list[object]:
    return [things.parcel.pk]


def complaint(things: Things) -> list[object]:
    return [things.complaint.number]


def complaint_file(things: Things) -> list[object]:
    return [things.complaint.number, things.complaint.files.get().pk]


def letter(things: Things) -> list[object]:
    return [things.letter.pk]


def returned_letter(things: Things) -> list[object]:
    """The letter, once the kecamatan has sent it back."""
    HandOffEntry.objects.get_or_create(
        letter=things.letter,
        defaults={
            "office": things.letter.office,
            "state": "sent",
            "there": "signed",
            "asked_by": things.world.operator,
            "asked_at": now(),
            "signed_file": things.letter.file,
        },
    )
    return letter(things)


def to_sign(things: Things) -> list[object]:
    return [things.prepared.pk]


def own_file(things: Things) -> list[object]:
    return [things.open.attachments.all()[0].file_id]


def own_picture(things: Things) -> list[object]:
    [file_id] = own_file(things)
    on_file_stored({"file_id": str(file_id)})
    return [file_id]


def import_run(things: Things) -> list[object]:
    return [things.import_run.pk]


def person(things: Things) -> list[object]:
    assert things.counter.citizen == things.world.siti
    return [things.world.siti.resident.pk]


def counter_number(things: Things) -> list[object]:
    return [things.counter.number]


def partial_upload(things: Things) -> list[object]:
    return [things.partial_upload.pk]


def device(face: str) -> Callable[[Things], list[object]]:
    return lambda things: [things.devices[face].pk]


def passkey(face: str) -> Callable[[Things], list[object]]:
    return lambda things: [things.passkeys[face].pk]


def ringing(things: Things) -> list[object]:
    """Siti's phone, which takes push messages."""
    made, _ = PushSubscription.objects.get_or_create(
        endpoint="https://fcm.googleapis.com/fcm/send/siti", defaults={"account": things.world.siti}
    )
    return [made.pk]


def resident(things: Things) -> list[object]:
    return [things.world.siti.resident.pk]


def document(things: Things) -> list[object]:
    return [things.open.number, things.open.attachments.all()[0].pk]


def registration(things: Things) -> list[object]:
    return [things.registration.pk]


def referral(things: Things) -> list[object]:
    return [things.referral.application.number, things.referral.pk]


def referral_file(things: Things) -> list[object]:
    """What the Puskesmas has answered with."""
    if things.referral.is_open:
        answer_by_link(things.link, name="dr. Ratna", decision="agreed", files=[photo()])
    return [*referral(things), things.referral.files.all()[0].pk]


def referred(things: Things) -> list[object]:
    return [things.referral.pk]


def referred_document(things: Things) -> list[object]:
    return [things.referral.pk, things.referral.documents[0]]


def link(things: Things) -> list[object]:
    return [things.link]


def link_document(things: Things) -> list[object]:
    return [things.link, things.referral.documents[0]]


def contact(things: Things) -> list[object]:
    return [things.referral.to_contact_id]


def data_request(things: Things) -> list[object]:
    return [things.data_request.pk]


def slug(things: Things) -> list[object]:
    return ["surat-uji"]


def own_service(things: Things) -> list[object]:
    """One that only Karangsari has."""
    if not Service.objects.filter(slug="surat-karangsari").exists():
        publish_service(things.world.karangsari, "surat-karangsari")
    return ["surat-karangsari"]


def own_draft(things: Things) -> list[object]:
    """The same with a draft in the builder."""
    [slug] = own_service(things)
    start_draft(things.world.operator, str(slug))
    return [slug]


def family(things: Things) -> list[object]:
    return [things.world.siti.resident.family_id]


def closure(things: Things) -> list[object]:
    day = date(2099, 1, 5)
    return [Closure.objects.get_or_create(office=things.world.karangsari, day=day, defaults={"reason": "Uji"})[0].pk]


def colleague(things: Things) -> list[object]:
    return [things.world.other_operator.pk]


def batch(things: Things) -> list[object]:
    """Sent by the administrator of Karangsari, had it been a kabupaten."""
    made = {"started_by": things.world.operator, "file_name": "kantor.xlsx", "rows": [], "created_at": now()}
    return [Batch.objects.create(office=things.world.karangsari, **made).pk]


def scanned(things: Things) -> list[object]:
    """A letter that came to Karangsari, with its scan."""
    day = now().date() - timedelta(days=1)
    typed = Entered("masuk", day, "005/1", day, "Kecamatan", "Undangan")
    return [enter_letter(things.world.operator, typed, photo()).pk]


def paper_number(things: Things) -> list[object]:
    """Taken by Karangsari for a letter on paper."""
    day = now().date() - timedelta(days=1)
    about = {"subject": "Undangan", "person": "Ketua RT", "classification": "005"}
    return [reserve_number(things.world.operator, dated=day, **about).pk]


BOTH = ("GET", "POST")
RULES = {
    "healthz": Rule("anyone"),
    "portal:home": Rule("anyone"),
    "portal:robots": Rule("anyone"),
    "portal:sitemap": Rule("anyone"),
    "portal:share": Rule("anyone", BOTH),
    "portal:sign_in": Rule("anyone", BOTH),
    "portal:sign_in_passkey": Rule("anyone", ("POST",)),
    "portal:begin_sign_in_passkey": Rule("anyone", ("POST",)),
    "portal:forgotten_pin": Rule("anyone", BOTH),
    "portal:forgotten_pin_code": Rule("anyone", BOTH),
    "portal:sign_out": Rule("anyone", ("POST",)),
    "portal:register": Rule("anyone", BOTH),
    "portal:register_photo": Rule("anyone", BOTH),
    "portal:register_reading": Rule("anyone"),
    "portal:register_data": Rule("anyone", BOTH),
    "portal:register_contact": Rule("anyone", BOTH),
    "portal:register_code": Rule("anyone", BOTH),
    "portal:register_pin": Rule("anyone", BOTH),
    "portal:register_status": Rule("anyone"),
    "portal:register_send": Rule("anyone", ("POST",)),
    "portal:register_leave": Rule("anyone", ("POST",)),
    "portal:register_resume": Rule("anyone", BOTH),
    "portal:register_resume_code": Rule("anyone", BOTH),
    "portal:services": Rule("anyone"),
    "portal:service": Rule("anyone", arguments=None, query=lambda things: "?desa=33.02.07.2901"),
    "portal:blank_form": Rule("anyone", query=lambda things: "?desa=33.02.07.2901"),
    "portal:form": Rule("citizen", BOTH),
    "portal:review": Rule("citizen", BOTH, query=lambda things: f"?kunci={things.draft_key}"),
    "portal:review_prices": Rule("citizen", query=lambda things: f"?kunci={things.draft_key}"),
    "portal:applications": Rule("citizen"),
    "portal:application": Rule("citizen", arguments=number),
    "portal:history": Rule("citizen", arguments=number),
    "portal:revise": Rule("citizen", BOTH, arguments=number),
    "portal:revise_review": Rule("citizen", BOTH, arguments=number, query=lambda things: f"?kunci={things.draft_key}"),
    "portal:cancel": Rule("citizen", BOTH, arguments=number),
    "portal:rating": Rule("citizen", BOTH, arguments=done_number),
    "portal:complaints": Rule("anyone"),
    "portal:new_complaint": Rule("citizen", BOTH, data={"kunci": str(uuid.uuid4())}),
    "portal:complaint": Rule("citizen", arguments=complaint),
    "portal:reply_complaint": Rule("citizen", ("POST",), arguments=complaint, data={"isi": "Halo."}),
    "portal:reopen_complaint": Rule("citizen", ("POST",), arguments=complaint, data={"isi": "Halo."}),
    "portal:complaint_file": Rule("citizen", arguments=complaint_file),
    "portal:delete_draft": Rule("citizen", BOTH, arguments=lambda things: [things.draft_key]),
    "portal:receipt": Rule("citizen", arguments=number),
    "portal:regions": Rule("anyone", query=lambda things: "?induk=33.02"),
    "portal:find_regions": Rule("anyone", query=lambda things: "?q=banyumas"),
    "portal:letters": Rule("citizen"),
    "portal:letter": Rule("citizen", arguments=letter),
    "portal:letter_signed_above": Rule("citizen", arguments=returned_letter),
    "portal:send": Rule("citizen", ("POST",), data={"kunci": str(uuid.uuid4())}),
    "portal:upload": Rule("citizen", ("POST",)),
    "portal:resumable": Rule("citizen", ("POST",)),
    "portal:resumable_upload": Rule("citizen", ("PATCH", "DELETE"), arguments=partial_upload, headers=TUS),
    "portal:file": Rule("citizen", arguments=own_file),
    "portal:file_picture": Rule("citizen", arguments=own_picture),
    "portal:notices": Rule("citizen", BOTH),
    "portal:push": Rule("citizen", ("POST",)),
    "portal:push_arrived": Rule("anyone", ("POST",)),
    "portal:notice_preferences": Rule("citizen", BOTH),
    "portal:notice_telegram": Rule("citizen", ("POST",)),
    "portal:drop_push_device": Rule("citizen", ("POST",), arguments=ringing),
    "portal:live_token": Rule("citizen"),
    "portal:account": Rule("citizen"),
    "portal:change_pin": Rule("citizen", BOTH),
    "portal:contacts": Rule("citizen", BOTH),
    "portal:contact_code": Rule("citizen", BOTH),
    "portal:passkeys": Rule("citizen", BOTH),
    "portal:begin_passkey": Rule("citizen", ("POST",)),
    "portal:remove_passkey": Rule("citizen", BOTH, arguments=passkey("portal")),
    "portal:devices": Rule("citizen"),
    "portal:sign_out_devices": Rule("citizen", ("POST",)),
    "portal:sign_out_device": Rule("citizen", ("POST",), arguments=device("portal")),
    "portal:account_history": Rule("citizen"),
    "portal:my_data": Rule("citizen"),
    "portal:my_data_json": Rule("citizen"),
    "portal:my_data_pdf": Rule("citizen"),
    "portal:data_requests": Rule("citizen", BOTH),
    "portal:withdraw_data_request": Rule("citizen", ("POST",), arguments=data_request),
    "portal:privacy": Rule("anyone", BOTH),
    "portal:manifest": Rule("anyone"),
    "portal:asset_links": Rule("anyone"),
    "portal:help": Rule("anyone"),
    "portal:tour": Rule("anyone"),
    "portal:display": Rule("anyone", ("GET", "POST")),
    "portal:service_worker": Rule("anyone"),
    "portal:offline": Rule("anyone"),
    "portal:signed_in": Rule("anyone"),
    "desk:inbox": Rule("staff"),
    "desk:help": Rule("staff"),
    "desk:worker": Rule("anyone"),
    "desk:inbox_list": Rule("staff"),
    "desk:keep_filter": Rule("staff", ("POST",)),
    "desk:forget_filter": Rule("staff", ("POST",), arguments=lambda things: [things.kept_filter.pk]),
    "desk:batch_begin": Rule("staff", ("POST",)),
    "desk:batch": Rule("staff", arguments=lambda things: [things.batch.pk]),
    "desk:sign_in": Rule("anyone", BOTH),
    "desk:sign_in_passkey": Rule("anyone", ("POST",)),
    "desk:begin_sign_in_passkey": Rule("anyone", ("POST",)),
    "desk:sign_out": Rule("anyone", ("POST",)),
    "desk:own_account": Rule("staff"),
    "desk:change_password": Rule("staff", BOTH),
    "desk:second_factor": Rule("staff", BOTH),
    "desk:second_factor_picture": Rule("staff"),
    "desk:recovery_codes": Rule("staff", ("POST",)),
    "desk:passkeys": Rule("staff", BOTH),
    "desk:begin_passkey": Rule("staff", ("POST",)),
    "desk:remove_passkey": Rule("staff", BOTH, arguments=passkey("desk")),
    "desk:sign_out_devices": Rule("staff", ("POST",)),
    "desk:sign_out_device": Rule("staff", ("POST",), arguments=device("desk")),
    "desk:colleagues": Rule("staff"),
    "desk:reset_second_factor": Rule("staff", ("POST",), arguments=lambda things: [things.world.other_operator.pk]),
    "desk:temporary_password": Rule("staff", BOTH, arguments=lambda things: [things.world.other_operator.pk]),
    "desk:residents": Rule("staff", BOTH),
    "desk:residents_list": Rule("staff", ("POST",)),
    "desk:record_move_in": Rule("staff", BOTH),
    "desk:mutations": Rule("staff"),
    "desk:families": Rule("staff"),
    "desk:family": Rule("staff", arguments=family),
    "desk:change_family": Rule("staff", BOTH, arguments=family, data={"seen": "1", "family.rt": "9"}),
    "desk:record_birth": Rule("staff", BOTH, arguments=family, data={"seen": "1"}),
    "desk:record_move_out": Rule("staff", BOTH, arguments=family, data={"seen": "1"}),
    "desk:change_card": Rule("staff", BOTH, arguments=family, data={"seen": "1"}),
    "desk:resident": Rule("staff", arguments=resident),
    "desk:change_resident": Rule("staff", BOTH, arguments=resident, data={"seen": "1", "occupation": "65"}),
    "desk:record_death": Rule("staff", BOTH, arguments=resident, data={"seen": "1", "happened_on": "2026-01-02"}),
    "desk:change_status": Rule("staff", BOTH, arguments=resident, data={"seen": "1"}),
    "desk:citizen_account": Rule("staff", arguments=resident),
    "desk:open_citizen_account": Rule("staff", ("POST",), arguments=resident),
    "desk:temporary_pin": Rule("staff", ("POST",), arguments=resident),
    "desk:switch_account_off": Rule("staff", ("POST",), arguments=resident, data={"alasan": "Uji"}),
    "desk:switch_account_on": Rule("staff", ("POST",), arguments=resident, data={"alasan": "Uji"}),
    "desk:live_token": Rule("staff"),
    "desk:application": Rule("staff", arguments=number),
    "desk:history": Rule("staff", arguments=number),
    "desk:take": Rule("staff", ("POST",), arguments=number, data={"seen": "1"}),
    "desk:release": Rule("staff", ("POST",), arguments=number, data={"seen": "1"}),
    "desk:return": Rule("staff", ("POST",), arguments=number, data={"seen": "1"}),
    "desk:reject": Rule("staff", ("POST",), arguments=number, data={"seen": "1"}),
    "desk:approve": Rule("staff", ("POST",), arguments=number, data={"seen": "1"}),
    "desk:accept_paper": Rule(
        "staff", ("POST",), arguments=lambda things: [things.open.number, "kk"], data={"seen": "1"}
    ),
    "desk:check_requirement": Rule(
        "staff", ("POST",), arguments=lambda things: [things.open.number, "kk"], data={"seen": "1", "verdict": "fits"}
    ),
    "desk:officer_form": Rule("staff", ("POST",), arguments=number, data={"seen": "1"}),
    "desk:reassign": Rule("staff", ("POST",), arguments=number, data={"seen": "1"}),
    "desk:reopen": Rule("staff", ("POST",), arguments=number, data={"seen": "1", "reason": "Salah nama."}),
    "desk:application_seen": Rule("staff", ("POST",), arguments=number, data={"posisi": "1"}),
    "desk:talk": Rule("staff", arguments=number),
    "desk:write_message": Rule("staff", ("POST",), arguments=number, data={"kunci": str(TALK_KEY), "text": "Halo"}),
    "desk:await_reply": Rule("staff", ("POST",), arguments=number, data={"tunggu": "1"}),
    "desk:withdraw_message": Rule("staff", ("POST",), arguments=lambda things: [things.open.number, things.answer.pk]),
    "desk:message_file": Rule("staff", arguments=lambda things: [things.open.number, things.told_file]),
    "desk:add_note": Rule("staff", ("POST",), arguments=number, data={"kunci": str(TALK_KEY), "text": "Halo"}),
    "portal:messages": Rule("citizen", BOTH, arguments=number, data={"kunci": str(TALK_KEY), "text": "Halo"}),
    "portal:messages_list": Rule("citizen", arguments=number),
    "portal:messages_seen": Rule("citizen", ("POST",), arguments=number, data={"sampai": str(TALK_KEY)}),
    "portal:withdraw_message": Rule(
        "citizen", ("POST",), arguments=lambda things: [things.open.number, things.question.pk]
    ),
    "desk:services": Rule("staff"),
    "desk:service": Rule("staff", arguments=own_service),
    "desk:service_settings": Rule("staff", ("POST",), arguments=own_service),
    "desk:service_offer": Rule("staff", ("POST",), arguments=own_service),
    "desk:new_service": Rule("staff", BOTH),
    "desk:builder": Rule("staff", arguments=own_draft),
    "desk:builder_begin": Rule("staff", ("POST",), arguments=own_draft),
    "desk:builder_add": Rule("staff", ("POST",), arguments=own_draft),
    "desk:builder_change": Rule("staff", ("POST",), arguments=lambda things: [*own_draft(things), "nama"]),
    "desk:builder_undo": Rule("staff", ("POST",), arguments=own_draft),
    "desk:builder_redo": Rule("staff", ("POST",), arguments=own_draft),
    "desk:builder_service": Rule("staff", BOTH, arguments=own_draft),
    "desk:builder_workflow": Rule("staff", BOTH, arguments=own_draft),
    "desk:builder_ask": Rule("staff", BOTH, arguments=lambda things: [*own_draft(things), "verifikasi", "baru"]),
    "desk:builder_officers": Rule("staff", arguments=own_draft),
    "desk:builder_officers_add": Rule("staff", ("POST",), arguments=own_draft),
    "desk:builder_officers_change": Rule("staff", ("POST",), arguments=lambda things: [*own_draft(things), "nama"]),
    "desk:builder_officers_preview": Rule("staff", BOTH, arguments=own_draft),
    "desk:builder_letter": Rule("staff", BOTH, arguments=own_draft),
    "desk:builder_letter_picture": Rule("staff", ("POST",), arguments=own_draft),
    "desk:builder_letter_person": Rule("staff", ("POST",), arguments=own_draft),
    "desk:builder_letter_bring": Rule("staff", ("POST",), arguments=own_draft),
    "desk:builder_letter_download": Rule("staff", arguments=own_draft),
    "desk:builder_preview": Rule("staff", BOTH, arguments=own_draft),
    "desk:builder_trial": Rule("staff", BOTH, arguments=own_draft),
    "desk:builder_versions": Rule("staff", arguments=own_draft),
    "desk:builder_publish": Rule("staff", BOTH, arguments=own_draft),
    "desk:builder_discard": Rule("staff", BOTH, arguments=own_draft),
    "desk:builder_download": Rule("staff", arguments=own_draft),
    "desk:builder_upload": Rule("staff", ("POST",), arguments=own_draft),
    "desk:issue": Rule("staff", ("POST",), arguments=number, data={"seen": "1"}),
    "desk:preview_pdf": Rule("staff", arguments=number),
    "desk:preview_picture": Rule("staff", arguments=lambda things: [things.open.number, 1]),
    "desk:document": Rule("staff", arguments=document),
    "desk:document_page": Rule("staff", arguments=lambda things: [*document(things), 1]),
    "desk:letters": Rule("staff"),
    "desk:statistics": Rule("staff"),
    "desk:dashboard": Rule("staff"),
    "desk:dashboard_today": Rule("staff"),
    "desk:dashboard_csv": Rule("staff"),
    "desk:dashboard_xlsx": Rule("staff"),
    "desk:villages": Rule("staff"),
    "desk:villages_csv": Rule("staff"),
    "desk:villages_xlsx": Rule("staff"),
    "desk:imports": Rule("staff", BOTH),
    "desk:import_template": Rule("staff"),
    "desk:import": Rule("staff", arguments=import_run),
    "desk:import_progress": Rule("staff", arguments=import_run),
    "desk:import_apply": Rule("staff", ("POST",), arguments=import_run, data={"cara": "accepted"}),
    "desk:import_cancel": Rule("staff", ("POST",), arguments=import_run),
    "desk:import_refused": Rule("staff", arguments=import_run),
    "desk:exports": Rule("staff", BOTH),
    "desk:letter_pdf": Rule("staff", arguments=letter),
    "desk:letter_signed_above": Rule("staff", arguments=returned_letter),
    "desk:withdraw": Rule("staff", ("POST",), arguments=letter, data={"reason": "Salah nama."}),
    "desk:population_check": Rule("staff", BOTH, arguments=person, data={"keperluan": "permohonan"}),
    "desk:population_settings": Rule("staff", BOTH),
    "desk:try_population": Rule("staff", ("POST",)),
    "desk:complaints": Rule("staff"),
    "desk:complaints_count": Rule("staff"),
    "desk:complaint": Rule("staff", arguments=complaint),
    "desk:take_complaint": Rule("staff", ("POST",), arguments=complaint, data={"seen": "1"}),
    "desk:answer_complaint": Rule("staff", ("POST",), arguments=complaint, data={"seen": "1", "isi": "Ya."}),
    "desk:close_complaint": Rule("staff", ("POST",), arguments=complaint, data={"seen": "1", "hasil": "resolved"}),
    "desk:term_complaint": Rule("staff", ("POST",), arguments=complaint, data={"seen": "1", "batas": "long"}),
    "desk:escalate_complaint": Rule("staff", ("POST",), arguments=complaint, data={"seen": "1", "catatan": "Ya."}),
    "desk:lapor_complaint": Rule("staff", ("POST",), arguments=complaint, data={"seen": "1", "lapor": "12345"}),
    "desk:complaint_file": Rule("staff", arguments=complaint_file),
    "desk:satisfaction": Rule("staff"),
    "desk:satisfaction_pdf": Rule("staff"),
    "desk:satisfaction_xlsx": Rule("staff"),
    "desk:satisfaction_csv": Rule("staff"),
    "desk:staff_notices": Rule("staff", BOTH),
    "desk:staff_notices_count": Rule("staff"),
    "desk:data_requests": Rule("staff"),
    "desk:data_requests_count": Rule("staff"),
    "desk:data_request": Rule("staff", BOTH, arguments=data_request),
    "portal:status": Rule("anyone", arguments=lambda things: [things.world.karangsari.code, things.open.number]),
    "desk:waiting_room": Rule("staff"),
    "desk:give_queue_number": Rule("staff", ("POST",)),
    "desk:call_queue_number": Rule("staff", ("POST",)),
    "desk:counter_search": Rule("staff", BOTH),
    "desk:counter": Rule("staff", arguments=person),
    "desk:counter_form": Rule("staff", BOTH, arguments=lambda things: [*person(things), "surat-uji"]),
    "desk:counter_review": Rule(
        "staff",
        BOTH,
        arguments=lambda things: [*person(things), "surat-uji"],
        data={"kunci": str(COUNTER_KEY)},
        query=lambda things: f"?kunci={COUNTER_KEY}",
    ),
    "desk:counter_drop": Rule("staff", ("POST",), arguments=lambda things: [*person(things), COUNTER_KEY]),
    "desk:counter_change": Rule("staff", BOTH, arguments=counter_number),
    "desk:counter_change_review": Rule(
        "staff",
        BOTH,
        arguments=counter_number,
        data={"kunci": str(CHANGE_KEY)},
        query=lambda things: f"?kunci={CHANGE_KEY}",
    ),
    "desk:counter_cancel": Rule("staff", ("POST",), arguments=counter_number, data={"seen": "1"}),
    "desk:receipt": Rule("staff", arguments=counter_number),
    "desk:registrations": Rule("staff"),
    "desk:registrations_list": Rule("staff"),
    "desk:registrations_count": Rule("staff"),
    "desk:registration_settings": Rule("staff", BOTH),
    "desk:registration": Rule("staff", arguments=registration),
    "desk:registration_state": Rule("staff", arguments=registration),
    "desk:registration_photo": Rule("staff", arguments=registration),
    "desk:registration_search": Rule("staff", ("POST",), arguments=registration, data={"cari": "SITI"}),
    "desk:registration_approve": Rule("staff", ("POST",), arguments=registration, data={"seen": "1"}),
    "desk:registration_ask": Rule("staff", ("POST",), arguments=registration, data={"seen": "1", "fields": "photo"}),
    "desk:registration_refuse": Rule(
        "staff", ("POST",), arguments=registration, data={"seen": "1", "reason": "no_card"}
    ),
    "transparency:page": Rule("anyone", arguments=lambda things: [things.world.karangsari.code]),
    "desk:ask_agency": Rule("staff", BOTH, arguments=number, data={"seen": "1"}),
    "desk:referral": Rule("staff", arguments=referral),
    "desk:withdraw_referral": Rule("staff", ("POST",), arguments=referral, data={"seen": "1", "reason": "x"}),
    "desk:remind_referral": Rule("staff", ("POST",), arguments=referral, data={"seen": "1"}),
    "desk:address_referral": Rule("staff", ("POST",), arguments=referral, data={"seen": "1", "target": "peran:kades"}),
    "desk:answer_colleague": Rule("staff", ("POST",), arguments=referral, data={"seen": "1", "decision": "agreed"}),
    "desk:referral_link": Rule("staff", ("POST",), arguments=referral, data={"seen": "1"}),
    "desk:revoke_links": Rule("staff", ("POST",), arguments=referral, data={"seen": "1"}),
    "desk:referral_file": Rule("staff", arguments=referral_file),
    "desk:referred": Rule("staff"),
    "desk:referred_list": Rule("staff"),
    "desk:referred_count": Rule("staff"),
    "desk:referred_one": Rule("staff", BOTH, arguments=referred, data={"decision": "agreed"}),
    "desk:referred_document": Rule("staff", arguments=referred_document),
    "desk:referred_document_page": Rule("staff", arguments=lambda things: [*referred_document(things), 1]),
    "desk:referred_file": Rule("staff", arguments=lambda things: [things.referral.pk, *referral_file(things)[2:]]),
    "desk:agency_contacts": Rule("staff", BOTH),
    "desk:agency_contact": Rule("staff", BOTH, arguments=contact),
    "desk:hand_off": Rule("staff", ("POST",), arguments=letter),
    "desk:hand_off_settings": Rule("staff", BOTH),
    "portal:delivery": Rule("citizen", BOTH, arguments=done_number),
    "portal:delivery_prices": Rule("citizen", arguments=done_number),
    "desk:menu_count": Rule("staff"),
    "desk:parcels": Rule("staff"),
    "desk:parcels_count": Rule("staff"),
    "desk:parcels_send": Rule("staff", ("POST",)),
    "desk:parcels_print": Rule("staff", ("POST",)),
    "desk:parcels_monthly": Rule("staff", query=lambda things: "?bulan=2026-11"),
    "desk:notice_settings": Rule("staff", BOTH),
    "desk:notice_words": Rule("staff"),
    "desk:notice_words_one": Rule("staff", BOTH),
    "desk:channel_account": Rule("staff", BOTH),
    "desk:channel_test": Rule("staff", ("POST",)),
    "desk:staff_digest": Rule("staff", ("POST",)),
    "desk:delivery_settings": Rule("staff", BOTH),
    "desk:courier_account": Rule("staff", BOTH),
    "desk:courier_test": Rule("staff", ("POST",)),
    "desk:parcel_label": Rule("staff", arguments=parcel),
    "desk:parcel_waybill": Rule("staff", ("POST",), arguments=parcel, data={"resi": "P2611280000001"}),
    "desk:parcel_scan": Rule("staff", ("POST",), arguments=parcel),
    "desk:parcel_cancel": Rule("staff", ("POST",), arguments=parcel),
    "desk:parcel_readdressed": Rule("staff", ("POST",), arguments=parcel, data={"alasan": "Tetap"}),
    "desk:parcel_again": Rule("staff", ("POST",), arguments=parcel),
    "desk:parcel_checked": Rule("staff", ("POST",), arguments=parcel),
    "desk:parcel_arrived": Rule("staff", ("POST",), arguments=parcel, data={"keadaan": "delivered"}),
    "desk:parcel_choose": Rule("staff", BOTH, arguments=done_number, data={"cara": "collect"}),
    "desk:parcel_prices": Rule("staff", arguments=done_number),
    "desk:parcel_send": Rule("staff", ("POST",), arguments=done_number),
    "desk:parcel_paid": Rule("staff", ("POST",), arguments=done_number),
    "desk:parcel_refunded": Rule("staff", ("POST",), arguments=done_number),
    "desk:parcel_collected": Rule("staff", ("POST",), arguments=done_number, data={"nama": "X"}),
    "hooks:courier": Rule("anyone", ("POST",)),
    "hooks:messages": Rule("anyone", BOTH),
    "desk:signing": Rule("staff"),
    "desk:prepare_signing": Rule("staff", ("POST",)),
    "desk:sign": Rule("staff", BOTH),
    "desk:signing_code": Rule("staff", ("POST",)),
    "desk:signing_page": Rule("staff", arguments=lambda things: [*to_sign(things), 1]),
    "desk:print_letter": Rule("staff", arguments=to_sign),
    "desk:scan_letter": Rule("staff", BOTH, arguments=to_sign),
    "desk:signing_settings": Rule("staff", BOTH),
    "desk:try_signing": Rule("staff", ("POST",)),
    "desk:own_signature": Rule("staff", BOTH),
    "desk:remove_own_key": Rule("staff", ("POST",)),
    "desk:own_nik": Rule("staff", ("POST",)),
    "desk:find_tokens": Rule("staff", ("POST",)),
    "desk:choose_token": Rule("staff", ("POST",)),
    "desk:try_own_signature": Rule("staff", ("POST",)),
    "agency:referral": Rule("anyone", arguments=link),
    "agency:open": Rule("anyone", ("POST",), arguments=link),
    "agency:answer": Rule("anyone", ("POST",), arguments=link),
    "agency:document": Rule("anyone", arguments=link_document),
    "agency:document_page": Rule("anyone", arguments=lambda things: [*link_document(things), 1]),
    "desk:agenda": Rule("staff"),
    "desk:agenda_new": Rule("staff", BOTH),
    "desk:agenda_pdf": Rule("staff"),
    "desk:agenda_xlsx": Rule("staff"),
    "desk:agenda_scan": Rule("staff", arguments=scanned),
    "desk:dispose": Rule("staff", ("POST",), arguments=scanned, data={"disposisi": "Kasi."}),
    "desk:dispatches": Rule("staff"),
    "desk:dispatch_new": Rule("staff", BOTH),
    "desk:dispatches_pdf": Rule("staff"),
    "desk:dispatches_xlsx": Rule("staff"),
    "desk:archive": Rule("staff"),
    "desk:archive_due": Rule("staff", BOTH),
    "desk:numbers": Rule("staff", BOTH),
    "desk:cancel_number": Rule("staff", ("POST",), arguments=paper_number, data={"alasan": "Salah."}),
    "desk:classifications": Rule("staff", BOTH),
    "desk:classification_import": Rule("staff", BOTH),
    "desk:number_settings": Rule("staff", BOTH),
    "desk:number_start": Rule("staff", ("POST",)),
    "desk:number_service": Rule("staff", ("POST",)),
    "desk:begin": Rule("staff"),
    "desk:begin_services": Rule("staff", BOTH),
    "desk:begin_poster": Rule("staff"),
    "desk:begin_poster_picture": Rule("staff"),
    "desk:office_profile": Rule("staff", BOTH),
    "desk:office_letterhead": Rule("staff", BOTH),
    "desk:office_letterhead_picture": Rule("staff"),
    "desk:office_hours": Rule("staff", BOTH),
    "desk:office_close": Rule("staff", ("POST",)),
    "desk:office_reopen": Rule("staff", ("POST",), arguments=closure),
    "desk:office_changes": Rule("staff"),
    "desk:staff": Rule("staff"),
    "desk:staff_new": Rule("staff", BOTH),
    "desk:staff_member": Rule("staff", arguments=colleague),
    "desk:staff_change": Rule("staff", ("POST",), arguments=colleague, data={"nama": "X", "peran": "administrator"}),
    "desk:staff_rights": Rule("staff", ("POST",), arguments=colleague, data={"hak": "sign"}),
    "desk:staff_term": Rule("staff", ("POST",), arguments=colleague, data={"peran_masa": "kades"}),
    "desk:staff_off": Rule("staff", ("POST",), arguments=colleague),
    "desk:staff_on": Rule("staff", ("POST",), arguments=colleague),
    "desk:offices_below": Rule("staff"),
    "desk:office_new": Rule("staff", BOTH),
    "desk:office_sheet": Rule("staff", BOTH),
    "desk:office_template": Rule("staff"),
    "desk:office_batch": Rule("staff", arguments=batch),
    "desk:office_batch_progress": Rule("staff", arguments=batch),
    "desk:office_batch_make": Rule("staff", ("POST",), arguments=batch),
    "desk:office_batch_passwords": Rule("staff", ("POST",), arguments=batch),
    "desk:office_first_password": Rule("staff", BOTH, arguments=lambda things: [things.world.karangsari.code]),
    "verify:check": Rule("anyone", BOTH),
    "verify:letter": Rule("anyone", BOTH, arguments=lambda things: [things.letter.verification_code]),
}
SLUGS = ("portal:service", "portal:blank_form", "portal:form", "portal:review", "portal:review_prices", "portal:send")


PROVIDERS = {
    "desk:courier_account": ["pos"],
    "desk:channel_account": ["fonnte"],
    "desk:notice_words_one": ["take"],
    "desk:channel_test": ["fonnte"],
    "desk:courier_test": ["pos"],
    "hooks:courier": ["biteship", "bukan-siapa-siapa"],
    "hooks:messages": ["whatsapp_cloud", "bukan-siapa-siapa"],
}
"""Addresses with parts that are nobody's own."""


def names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names(pattern.url_patterns, inner)
        else:
            assert pattern.name, f"{pattern} has no name"
            yield f"{prefix}{pattern.name}"


def address(name: str, rule: Rule, things: Things) -> str:
    plain = slug(things) if name in SLUGS else PROVIDERS.get(name, [])
    arguments = rule.arguments(things) if rule.arguments else plain
    return reverse(name, args=arguments) + rule.query(things)


def test_every_address_has_a_rule() -> None:
    assert set(names(get_resolver().url_patterns)) == set(RULES)


@pytest.fixture(scope="session")
def standing_things(standing_world: Standing[World], django_db_blocker: DjangoDbBlocker) -> Standing[Things]:
    """Made once per worker: a letter and what leads to it cost a quarter of a second."""
    with django_db_blocker.unblock():
        return Standing.make(lambda: Things.make(standing_world.put()))


@pytest.fixture
def things(db: None, standing_things: Standing[Things]) -> Things:
    return standing_things.put()


@pytest.mark.parametrize("name", RULES)
def test_only_its_methods(name: str, things: Things, signed_in: SignedIn) -> None:
    rule = RULES[name]
    owner = things.world.operator.account if name.startswith("desk:") else things.world.siti
    client = signed_in(owner)
    path = address(name, rule, things)
    refused = [method for method in ("GET", "POST") if method not in rule.methods]
    for method in (*refused, *({"PUT", "DELETE", "PATCH"} - {*rule.methods})):
        assert client.generic(method, path).status_code == 405, f"{method} {path}"


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.audience != "anyone"])
def test_nobody_and_the_other_side_are_sent_to_sign_in(name: str, things: Things, signed_in: SignedIn) -> None:
    rule = RULES[name]
    path = address(name, rule, things)
    wrong_side = things.world.siti if rule.audience == "staff" else things.world.operator.account
    for client in (Client(), signed_in(wrong_side)):
        for method in rule.methods:
            answer = client.generic(method, path)
            assert answer.status_code in (302, 401), f"{method} {path}"
            if answer.status_code == 302:
                assert "/masuk/" in answer.headers["Location"]


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.arguments and rule.audience != "anyone"])
def test_others_find_nothing(name: str, things: Things, signed_in: SignedIn) -> None:
    """Another citizen of the village, the husband, another village, another office: all the same 404."""
    rule, world = RULES[name], things.world
    strangers = (
        (world.stranger_operator.account, world.stranger_kades.account)
        if rule.audience == "staff"
        else (world.joko, world.budi, world.rina)
    )
    path = address(name, rule, things)
    for stranger in strangers:
        client = signed_in(stranger)
        for method in rule.methods:
            if method in ("PATCH", "DELETE"):
                answer = client.generic(method, path, b"x" * 100, headers=rule.headers)
            else:
                answer = client.post(path, rule.data) if method == "POST" else client.get(path)
            assert answer.status_code == 404, f"{method} {path} as {stranger.login}: {answer.status_code}"
            body = answer.content.decode(errors="replace")
            assert not SITI.search(body)
    things.open.refresh_from_db()
    assert things.open.event_count == 2


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if "GET" in rule.methods])
def test_reading_works_and_changes_nothing(name: str, things: Things, signed_in: SignedIn) -> None:
    """GET answers the owner, and no row of the domain is written (sessions and the access log apart)."""
    rule = RULES[name]
    owner = things.world.operator.account if rule.audience == "staff" else things.world.siti
    client = signed_in(owner)
    path = address(name, rule, things)
    before = _fingerprint()
    answer = client.get(path)
    # Page pictures are made by a job; what is under examination cannot be changed or cancelled; operators set nothing;
    # villages are compared by those above them.
    allowed = {
        "desk:document_page": 404,
        "desk:colleagues": 404,
        "desk:temporary_password": 404,
        "desk:second_factor_picture": 404,
        "desk:registration_settings": 403,
        "desk:population_settings": 403,
        "desk:villages": 403,
        "desk:villages_csv": 403,
        "desk:villages_xlsx": 403,
        "desk:agency_contacts": 403,
        "desk:agency_contact": 403,
        "desk:hand_off_settings": 403,
        # Operators sign nothing and set nothing.
        "desk:sign": 404,
        "desk:own_signature": 403,
        "desk:signing_settings": 403,
        "desk:delivery_settings": 403,
        "desk:number_settings": 403,
        "desk:classification_import": 403,
        "desk:courier_account": 403,
        **dict.fromkeys(("desk:notice_settings", "desk:notice_words", "desk:notice_words_one"), 403),
        "desk:channel_account": 403,
        "hooks:messages": 404,
        # No Android app is told of.
        "portal:asset_links": 404,
        # What is asked of another office is not the asking village's to read there.
        "desk:referred_one": 404,
        "desk:referred_document": 404,
        "desk:referred_document_page": 404,
        "desk:referred_file": 404,
        # Nobody has pressed the button.
        "agency:document_page": 404,
        **dict.fromkeys(("desk:begin", "desk:begin_poster", "desk:begin_poster_picture"), 403),
        **dict.fromkeys(("desk:office_profile", "desk:office_letterhead", "desk:office_letterhead_picture"), 403),
        **dict.fromkeys(("desk:office_hours", "desk:office_changes"), 403),
        **dict.fromkeys(("desk:staff", "desk:staff_new", "desk:staff_member", "desk:office_first_password"), 404),
        **dict.fromkeys(("desk:offices_below", "desk:office_new", "desk:office_sheet", "desk:office_template"), 404),
        **dict.fromkeys(("desk:office_batch", "desk:office_batch_progress"), 404),
        "portal:revise": 409,
        "portal:revise_review": 409,
        "portal:cancel": 409,
    }
    assert answer.status_code in (200, 302, allowed.get(name, 200)), f"{name}: {answer.status_code}"
    assert _fingerprint() == before


WRITING = {"POST", "PATCH", "DELETE"}
ROWS_OF_EVERY_TABLE = " UNION ALL ".join(
    f"SELECT '{table}', string_agg(t::text, E'\\n' ORDER BY t::text) FROM {table} t"  # noqa: S608 - our own names
    for model in apps.get_models()
    if model.__module__.startswith("tatadesa.") and model.__name__ not in ("AccessLogEntry", "Throttle")
    for table in [model._meta.db_table]
)


OWN_SECRET = {"hooks:courier", "hooks:messages", "portal:push_arrived"}
"""Other services post these; a secret of their own stands in for the token (tests/hooks)."""
READS_NOTHING = {"portal:share"}
"""The phone's system posts this; whatever comes along is left unread (tests/portal/test_share.py)."""


@pytest.mark.parametrize(
    "name",
    [name for name, rule in RULES.items() if WRITING & {*rule.methods} and name not in OWN_SECRET | READS_NOTHING],
)
def test_a_post_needs_its_token(name: str, things: Things) -> None:
    client = Client(enforce_csrf_checks=True)
    owner = things.world.operator.account if name.startswith("desk:") else things.world.siti
    client.force_login(owner, backend="tatadesa.accounts.backend.AccountBackend")
    path = address(name, RULES[name], things)
    before = _fingerprint()
    for method in WRITING & {*RULES[name].methods}:
        if method == "POST":
            answer = client.post(path, RULES[name].data)
        else:
            answer = client.generic(method, path, headers=RULES[name].headers)
        assert answer.status_code == 403
    assert _fingerprint() == before


def test_another_villages_service_is_not_served(world: World, signed_in: SignedIn) -> None:
    world.version.service.slug = "hanya-karangsari"
    world.version.service.save()
    client = signed_in(world.rina)
    for name in ("portal:service", "portal:form"):
        assert client.get(reverse(name, args=["hanya-karangsari"])).status_code == 404


def _fingerprint() -> dict[str, str]:
    """Every row of the domain, by table; asked in one question, as a page is framed by two."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS_OF_EVERY_TABLE)
        return dict(cursor.fetchall())
