"""What a citizen's copy of the own data says about surveys and complaints: rows of (label, text)."""

from __future__ import annotations

from tatadesa.accounts.models import Account
from tatadesa.core.text import moment_words
from tatadesa.feedback import surveys as given_surveys
from tatadesa.feedback.models import Complaint, SurveyAnswer
from tatadesa.feedback.surveys import answers_in_words

Rows = list[tuple[str, str]]


def surveys(account: Account, limit: int) -> list[Rows]:
    """Every questionnaire the account filled in, newest first. One query."""
    zone = account.citizen.office.timezone
    return [_survey(row, zone) for row in given_surveys.of_citizen(account, limit)]


def complaints(account: Account, limit: int) -> list[Rows]:
    """Every complaint of the account with its history, newest first. Three queries."""
    zone = account.citizen.office.timezone
    rows = Complaint.objects.filter(account=account).select_related("application", "about_staff")
    whole = rows.prefetch_related("events", "files__file").order_by("-created_at", "-pk")
    return [_complaint(row, zone) for row in whole[:limit]]


def _survey(row: SurveyAnswer, zone: str) -> Rows:
    profile = ", ".join(part for part in (row.sex, row.age_band, row.education, row.occupation) if part)
    return [
        ("Permohonan", f"{row.application.number} {row.application.version.name}"),
        ("Kapan", moment_words(row.at, zone)),
        *((element.name, words) for element, words in answers_in_words(row)),
        ("Saran", row.remark or "-"),
        ("Golongan yang dihitung", profile or "-"),
    ]


def _complaint(row: Complaint, zone: str) -> Rows:
    events = sorted(row.events.all(), key=lambda event: event.position)
    return [
        ("Nomor", row.number),
        ("Kapan", moment_words(row.created_at, zone)),
        ("Tentang", row.kind.label),
        ("Permohonan", row.application.number if row.application is not None else "-"),
        ("Petugas yang diadukan", row.about_staff.name if row.about_staff is not None else "-"),
        ("Nama dirahasiakan", "ya" if row.is_confidential else "tidak"),
        ("Isi", row.text),
        ("Keadaan", row.get_state_display()),
        *(("Berkas", attached.file.original_name) for attached in row.files.all()),
        *((f"Riwayat {moment_words(event.at, zone)}", event.words) for event in events),
    ]
