"""Addresses of the desk, below ``/desk/``."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from tatadesa.desk.views import (
    acts,
    application,
    begin,
    builder,
    builder_service,
    builder_trial,
    builder_versions,
    citizen_account,
    colleagues,
    counter,
    counter_change,
    counter_search,
    data_requests,
    documents,
    exports,
    family,
    imports,
    inbox,
    letter_preview,
    letters,
    live_token,
    move_in,
    mutations,
    new_service,
    office_settings,
    offices_below,
    own_account,
    passkeys,
    population_check,
    population_settings,
    registration,
    registration_acts,
    registration_settings,
    registrations,
    resident,
    residents,
    second_factor,
    service,
    services,
    sign_in,
    staff,
    staff_member,
    statistics,
)

app_name = "desk"


class ApplicationNumber(StringConverter):
    """What a public number is made of; anything else in its place (a NUL, say) is no address of ours."""

    regex = "[0-9A-Za-z-]{1,20}"


class OfficeCode(StringConverter):
    """The code of an office: of its region, or the slug of an agency."""

    regex = "[0-9a-z.-]{1,40}"


class FieldPathConverter(StringConverter):
    """A field of a form, perhaps in the rows of a group."""

    regex = "[a-z][a-z0-9_]{0,90}"


register_converter(ApplicationNumber, "desk_number")
register_converter(FieldPathConverter, "desk_field")
register_converter(OfficeCode, "desk_office")
_ONE = "permohonan/<desk_number:number>/"
_REGISTRATION = "pendaftaran/<uuid:registration_id>/"
_RESIDENT = "penduduk/<uuid:resident_id>/"
_FAMILY = "penduduk/keluarga/<uuid:family_id>/"
_IMPORT = "penduduk/impor/<uuid:run_id>/"
_ACCOUNT = "penduduk/<uuid:resident_id>/akun/"
_BUILDER = "layanan/<slug:slug>/formulir/"
_SET_UP = "pengaturan/kantor/"
_STAFF = "pengaturan/perangkat/<uuid:staff_id>/"
_BELOW = "pengaturan/wilayah/"
_SHEET = f"{_BELOW}lembar/<uuid:batch_id>/"
_COUNTER = "penduduk/<uuid:resident_id>/permohonan/"

urlpatterns = [
    path("", inbox.page, name="inbox"),
    path("daftar/", inbox.listing, name="inbox_list"),
    path("masuk/", sign_in.sign_in, name="sign_in"),
    path("masuk/kunci-sandi/", sign_in.passkey, name="sign_in_passkey"),
    path("masuk/kunci-sandi/mulai/", sign_in.begin_passkey, name="begin_sign_in_passkey"),
    path("keluar/", sign_in.leave, name="sign_out"),
    path("akun/", own_account.page, name="own_account"),
    path("akun/sandi/", own_account.password, name="change_password"),
    path("akun/kode/", second_factor.page, name="second_factor"),
    path("akun/kode/qr.svg", second_factor.picture, name="second_factor_picture"),
    path("akun/kode-cadangan/", second_factor.new_codes, name="recovery_codes"),
    path("akun/kunci-sandi/", passkeys.page, name="passkeys"),
    path("akun/kunci-sandi/mulai/", passkeys.begin, name="begin_passkey"),
    path("akun/kunci-sandi/<uuid:passkey_id>/hapus/", passkeys.remove, name="remove_passkey"),
    path("akun/perangkat/keluar-semua/", own_account.sign_out_all, name="sign_out_devices"),
    path("akun/perangkat/<uuid:device_id>/keluar/", own_account.sign_out_one, name="sign_out_device"),
    path("akun/petugas/", colleagues.page, name="colleagues"),
    path("akun/petugas/<uuid:staff_id>/lepas/", colleagues.reset_it, name="reset_second_factor"),
    path("akun/petugas/<uuid:staff_id>/sandi/", colleagues.new_password, name="temporary_password"),
    path("langsung/token/", live_token.live_token, name="live_token"),
    path(_ONE, application.page, name="application"),
    path(f"{_ONE}riwayat/", application.history, name="history"),
    path(f"{_ONE}ambil/", acts.take_it, name="take"),
    path(f"{_ONE}lepas/", acts.release_it, name="release"),
    path(f"{_ONE}kembalikan/", acts.return_it, name="return"),
    path(f"{_ONE}tolak/", acts.reject_it, name="reject"),
    path(f"{_ONE}setujui/", acts.approve_it, name="approve"),
    path(f"{_ONE}terbitkan/", acts.issue_it, name="issue"),
    path(f"{_ONE}kertas/<slug:field_id>/", acts.accept_it, name="accept_paper"),
    path(f"{_ONE}pratinjau.pdf", letter_preview.pdf, name="preview_pdf"),
    path(f"{_ONE}pratinjau/<int:page>.png", letter_preview.picture, name="preview_picture"),
    path(f"{_ONE}berkas/<uuid:attachment_id>/", documents.document, name="document"),
    path(
        f"{_ONE}berkas/<uuid:attachment_id>/halaman/<int:page>.jpg",
        documents.page_picture,
        name="document_page",
    ),
    path(f"{_ONE}ubah/", counter_change.change, name="counter_change"),
    path(f"{_ONE}ubah/periksa/", counter_change.change_review, name="counter_change_review"),
    path(f"{_ONE}batalkan/", counter_change.cancel_it, name="counter_cancel"),
    path(f"{_ONE}tanda-terima.pdf", counter_change.receipt, name="receipt"),
    path("penduduk/", residents.page, name="residents"),
    path("penduduk/daftar/", residents.listing, name="residents_list"),
    path("penduduk/datang/", move_in.page, name="record_move_in"),
    path("penduduk/mutasi/", mutations.page, name="mutations"),
    path("penduduk/keluarga/", family.listing, name="families"),
    path(_FAMILY, family.page, name="family"),
    path(f"{_FAMILY}ubah/", family.change, name="change_family"),
    path(f"{_FAMILY}lahir/", family.birth, name="record_birth"),
    path(f"{_FAMILY}pindah/", family.move_out, name="record_move_out"),
    path(f"{_FAMILY}pisah/", family.move_card, name="change_card"),
    path(_RESIDENT, resident.page, name="resident"),
    path(f"{_RESIDENT}ubah/", resident.change, name="change_resident"),
    path(f"{_RESIDENT}meninggal/", resident.death, name="record_death"),
    path(f"{_RESIDENT}status/", resident.status, name="change_status"),
    path("penduduk/statistik/", statistics.page, name="statistics"),
    path("penduduk/impor/", imports.page, name="imports"),
    path("penduduk/impor/contoh.xlsx", imports.template, name="import_template"),
    path(_IMPORT, imports.one, name="import"),
    path(f"{_IMPORT}keadaan/", imports.progress, name="import_progress"),
    path(f"{_IMPORT}masukkan/", imports.apply_it, name="import_apply"),
    path(f"{_IMPORT}batalkan/", imports.cancel_it, name="import_cancel"),
    path(f"{_IMPORT}ditolak.xlsx", imports.refused, name="import_refused"),
    path("penduduk/unduh/", exports.page, name="exports"),
    path(_ACCOUNT, citizen_account.page, name="citizen_account"),
    path(f"{_ACCOUNT}buat/", citizen_account.open_it, name="open_citizen_account"),
    path(f"{_ACCOUNT}pin/", citizen_account.new_pin, name="temporary_pin"),
    path(f"{_ACCOUNT}matikan/", citizen_account.switch_off, name="switch_account_off"),
    path(f"{_ACCOUNT}hidupkan/", citizen_account.switch_on, name="switch_account_on"),
    path("loket/", counter_search.page, name="counter_search"),
    path(_COUNTER, counter.choose, name="counter"),
    path(f"{_COUNTER}<slug:slug>/", counter.fill, name="counter_form"),
    path(f"{_COUNTER}<slug:slug>/periksa/", counter.review, name="counter_review"),
    path(f"{_COUNTER}draf/<uuid:key>/hapus/", counter.drop, name="counter_drop"),
    path("pendaftaran/", registrations.page, name="registrations"),
    path("pendaftaran/daftar/", registrations.listing, name="registrations_list"),
    path("pendaftaran/jumlah/", registrations.count, name="registrations_count"),
    path("pendaftaran/pengaturan/", registration_settings.page, name="registration_settings"),
    path(_REGISTRATION, registration.page, name="registration"),
    path(f"{_REGISTRATION}keadaan/", registration.state, name="registration_state"),
    path(f"{_REGISTRATION}foto.jpg", registration.photo, name="registration_photo"),
    path(f"{_REGISTRATION}cari/", registration.find_resident, name="registration_search"),
    path(f"{_REGISTRATION}setujui/", registration_acts.approve_it, name="registration_approve"),
    path(f"{_REGISTRATION}perbaiki/", registration_acts.ask_it, name="registration_ask"),
    path(f"{_REGISTRATION}tolak/", registration_acts.refuse_it, name="registration_refuse"),
    path("penduduk/<uuid:resident_id>/dukcapil/", population_check.page, name="population_check"),
    path("pengaturan/dukcapil/", population_settings.page, name="population_settings"),
    path("pengaturan/dukcapil/coba/", population_settings.try_it, name="try_population"),
    path("mulai/", begin.page, name="begin"),
    path("mulai/layanan/", begin.services, name="begin_services"),
    path("mulai/poster/", begin.poster, name="begin_poster"),
    path("mulai/poster/qr.svg", begin.poster_picture, name="begin_poster_picture"),
    path(_SET_UP, office_settings.profile, name="office_profile"),
    path(f"{_SET_UP}kop/", office_settings.letterhead, name="office_letterhead"),
    path(f"{_SET_UP}kop.png", office_settings.letterhead_picture, name="office_letterhead_picture"),
    path(f"{_SET_UP}jam/", office_settings.hours, name="office_hours"),
    path(f"{_SET_UP}tutup/", office_settings.close, name="office_close"),
    path(f"{_SET_UP}tutup/<uuid:closure_id>/hapus/", office_settings.reopen, name="office_reopen"),
    path(f"{_SET_UP}riwayat/", office_settings.history, name="office_changes"),
    path("pengaturan/perangkat/", staff.page, name="staff"),
    path("pengaturan/perangkat/baru/", staff.new, name="staff_new"),
    path(_STAFF, staff_member.page, name="staff_member"),
    path(f"{_STAFF}ubah/", staff_member.change, name="staff_change"),
    path(f"{_STAFF}hak/", staff_member.rights, name="staff_rights"),
    path(f"{_STAFF}masa/", staff_member.term, name="staff_term"),
    path(f"{_STAFF}matikan/", staff_member.switch_off, name="staff_off"),
    path(f"{_STAFF}hidupkan/", staff_member.switch_on, name="staff_on"),
    path(_BELOW, offices_below.page, name="offices_below"),
    path(f"{_BELOW}baru/", offices_below.new, name="office_new"),
    path(f"{_BELOW}lembar/", offices_below.sheet, name="office_sheet"),
    path(f"{_BELOW}lembar/contoh.xlsx", offices_below.template, name="office_template"),
    path(_SHEET, offices_below.batch, name="office_batch"),
    path(f"{_SHEET}keadaan/", offices_below.progress, name="office_batch_progress"),
    path(f"{_SHEET}buat/", offices_below.make, name="office_batch_make"),
    path(f"{_SHEET}kata-sandi/", offices_below.passwords, name="office_batch_passwords"),
    path(f"{_BELOW}kantor/<desk_office:code>/sandi/", offices_below.first_password, name="office_first_password"),
    path("layanan/", services.page, name="services"),
    path("layanan/<slug:slug>/atur/", service.settings, name="service_settings"),
    path("layanan/<slug:slug>/tampilan/", service.offer, name="service_offer"),
    path("layanan/baru/", new_service.page, name="new_service"),
    path("layanan/<slug:slug>/", service.page, name="service"),
    path(_BUILDER, builder.page, name="builder"),
    path(f"{_BUILDER}mulai/", builder.begin, name="builder_begin"),
    path(f"{_BUILDER}isian/", builder.add, name="builder_add"),
    path(f"{_BUILDER}isian/<desk_field:path>/", builder.change, name="builder_change"),
    path(f"{_BUILDER}urungkan/", builder.undo, name="builder_undo"),
    path(f"{_BUILDER}ulangi/", builder.redo, name="builder_redo"),
    path(f"{_BUILDER}keterangan/", builder_service.page, name="builder_service"),
    path(f"{_BUILDER}pratinjau/", builder_trial.preview, name="builder_preview"),
    path(f"{_BUILDER}uji/", builder_trial.trial, name="builder_trial"),
    path(f"{_BUILDER}versi/", builder_versions.page, name="builder_versions"),
    path(f"{_BUILDER}terbitkan/", builder_versions.publish, name="builder_publish"),
    path(f"{_BUILDER}buang/", builder_versions.discard, name="builder_discard"),
    path(f"{_BUILDER}berkas.json", builder_versions.download, name="builder_download"),
    path(f"{_BUILDER}impor/", builder_versions.upload, name="builder_upload"),
    path("surat/", letters.page, name="letters"),
    path("surat/<uuid:letter_id>.pdf", letters.download, name="letter_pdf"),
    path("surat/<uuid:letter_id>/cabut/", letters.withdraw_it, name="withdraw"),
    path("permintaan-data/", data_requests.page, name="data_requests"),
    path("permintaan-data/jumlah/", data_requests.count, name="data_requests_count"),
    path("permintaan-data/<uuid:request_id>/", data_requests.one, name="data_request"),
]
