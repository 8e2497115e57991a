"""Questions to others about an application: asked, waited for, ended. Called with the application's row locked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tatadesa.accounts.models import StaffMember
from tatadesa.applications import referral_targets
from tatadesa.applications.deadlines import due_at
from tatadesa.applications.history import record, staff_label
from tatadesa.applications.models import Application, Referral, ReferralFile, Step
from tatadesa.applications.referral_targets import Target
from tatadesa.applications.states import State, Verb
from tatadesa.core import live
from tatadesa.core.clock import now, office_today
from tatadesa.core.errors import Conflict
from tatadesa.files.models import StoredFile
from tatadesa.forms.logic import holds

BY_ITSELF = "Alur layanan"
DEFAULT_DAYS = 3
PURPOSE = "keperluan"
"""The field that every asked side sees when the form has it."""
WARN_BEFORE = timedelta(days=1)
"""How long before the deadline a reminder goes out by itself."""


@dataclass(frozen=True)
class Ask:
    """What is asked, by when (working days), and what may be seen of the application."""

    kind: str
    question: str
    documents: Sequence[str] = ()
    shares: Sequence[str] = ()
    shows_nik: bool = False
    days: int = DEFAULT_DAYS
    is_blocking: bool = True


@dataclass(frozen=True)
class Answer:
    """What the other side says; ``label`` is who said it."""

    decision: str
    note: str
    label: str
    staff: StaffMember | None = None
    files: Sequence[StoredFile] = ()


def open_referrals(application: Application) -> list[Referral]:
    """Those without an answer, oldest first. One query, none where the count says that there are none."""
    if not application.open_referrals:
        return []
    return list(application.referrals.filter(state=Referral.State.OPEN).order_by("asked_at", "id"))


def require_no_open_referral(application: Application) -> None:
    """Raise ``Conflict`` while approval has to wait for somebody, or an agency has decided against it.

    Says who is waited for. The officer withdraws the question to go on without.
    """
    waited = [referral for referral in open_referrals(application) if referral.is_blocking]
    unaddressed = [referral.wanted_label for referral in waited if referral.is_unaddressed]
    if unaddressed:
        raise Conflict(
            f"Belum dipilih siapa yang ditanya: {', '.join(unaddressed)}. Buka bagian Instansi, pilih tujuannya, "
            "atau tarik permintaannya."
        )
    if waited:
        names = ", ".join(dict.fromkeys(referral.to_label for referral in waited))
        raise Conflict(f"Masih menunggu jawaban: {names}. Tarik permintaannya bila ingin melanjutkan tanpa jawaban.")
    against = _decided_against(application)
    if against is not None:
        raise Conflict(
            f"{against.to_label} memutuskan tidak setuju, jadi tidak dapat disetujui. Tolak permohonan, kembalikan ke "
            "warga, atau serahkan lagi bila keadaannya berubah."
        )


def is_settled(step: Step) -> bool:
    """Nobody is asked at ``step`` any more: all answered, withdrawn or lapsed. One query."""
    return not step.referrals.filter(state=Referral.State.OPEN).exists()


def open_for_step(application: Application, step: Step) -> list[Referral]:
    """Ask what the definition of ``step`` says, each rule once; gives what is new.

    Nothing while the citizen may still change the answers (nobody has begun to check): taking the application asks.
    """
    if application.state == State.SUBMITTED:
        return []
    rules = _rules(application, step)
    fired = set(step.referrals.exclude(rule="").values_list("rule", flat=True)) if rules else set()
    today = office_today(application.office.timezone)
    return [
        _fire(application, step, item, rule)
        for rule, item in rules.items()
        if rule not in fired
        and ("when" not in item or holds(item["when"], application.answers, application.register_data, today))
    ]


@dataclass(frozen=True)
class Outdated:
    """An open question whose asked side saw something that is changed now, and the fields whose documents it shows."""

    referral: Referral
    documents: frozenset[str]


def outdated_by(application: Application, changed: Collection[str]) -> list[Outdated]:
    """The open questions that ``changed`` concerns, before the attachments follow. Two queries, none without any."""
    if not application.open_referrals or not changed:
        return []
    field_of = {str(key): name for key, name in application.attachments.values_list("pk", "field_id")}
    waiting = application.referrals.filter(state=Referral.State.OPEN).select_related("step").order_by("asked_at", "id")
    found = []
    for referral in waiting:
        item = _rules(application, referral.step).get(referral.rule, {}) if referral.step is not None else {}
        documents = frozenset(
            {*item.get("documents", ()), *(field_of.get(key, "") for key in referral.documents)} - {""}
        )
        if {*documents, *referral.shares, PURPOSE} & {*changed}:
            found.append(Outdated(referral, documents))
    return found


def show_changed(application: Application, outdated: Collection[Outdated]) -> None:
    """Each of them shows what is attached now under the fields it showed; whom to tell is in the event's data."""
    for one in outdated:
        one.referral.documents = _attached(application, one.documents)
        one.referral.save(update_fields=["documents"])
        publish(one.referral, application)


def follow_correction(application: Application, step: Step, changed: Collection[str]) -> None:
    """Free the rules of ``step`` whose answered questions were about ``changed``.

    Such an answer was about other facts: it stays, and ``open_for_step`` asks anew where the rule still holds.
    """
    rules = _rules(application, step)
    for referral in step.referrals.filter(rule__in=rules, state=Referral.State.ANSWERED) if rules and changed else ():
        item = rules[referral.rule]
        if {*item.get("documents", ()), *item.get("answers", ()), PURPOSE} & set(changed):
            referral.rule = f"{referral.rule}~{referral.pk.hex}"
            referral.save(update_fields=["rule"])


def refer(
    application: Application,
    step: Step | None,
    ask: Ask,
    target: Target | None,
    *,
    staff: StaffMember | None = None,
    rule: tuple[str, str] = ("", ""),
) -> Referral:
    """Write the question with its event, from which whoever is asked hears of it.

    ``rule`` is its key and the kind it asked for. Without ``target`` nobody has it yet; an officer chooses later.
    """
    moment = now()
    due = due_at(moment, ask.days, application.office)
    referral = Referral.objects.create(
        office_id=application.office_id,
        application=application,
        step=step,
        rule=rule[0],
        wanted_kind=rule[1],
        kind=ask.kind,
        is_blocking=ask.is_blocking or ask.kind == Referral.Kind.HANDOVER,
        question=ask.question,
        documents=list(ask.documents),
        shares=list(ask.shares),
        shows_nik=ask.shows_nik,
        asked_by=staff,
        asked_at=moment,
        due_at=due,
        warned_at=_warned(moment, due),
        **_to(target, rule[1]),
    )
    application.open_referrals += 1
    record(
        application,
        Verb.REFER,
        actor=staff.account if staff is not None else None,
        label=staff_label(staff) if staff is not None else BY_ITSELF,
        words=asked_words(referral),
        data={"referral": str(referral.pk)},
    )
    publish(referral, application)
    return referral


def address(application: Application, referral: Referral, target: Target, staff: StaffMember) -> None:
    """Say whom an unaddressed question is for; its time begins now."""
    left = referral.due_at - referral.asked_at
    for name, value in _to(target).items():
        setattr(referral, name, value)
    referral.asked_by, referral.asked_at = staff, now()
    referral.due_at = referral.asked_at + left
    referral.warned_at, referral.overdue_at = _warned(referral.asked_at, referral.due_at), None
    referral.save()
    words, data = asked_words(referral), {"referral": str(referral.pk)}
    record(application, Verb.REFER, actor=staff.account, label=staff_label(staff), words=words, data=data)
    publish(referral, application)


def settle(application: Application, referral: Referral, answer: Answer) -> None:
    """Write the answer to a locked open question, with its files and event."""
    referral.state, referral.decision, referral.note = Referral.State.ANSWERED, answer.decision, answer.note
    referral.answered_by, referral.answered_label, referral.answered_at = answer.staff, answer.label, now()
    referral.save()
    ReferralFile.objects.bulk_create(
        ReferralFile(office_id=referral.office_id, referral=referral, file=file) for file in answer.files
    )
    application.open_referrals = max(application.open_referrals - 1, 0)
    decision = Referral.Decision(answer.decision).label
    record(
        application,
        Verb.OPINION,
        actor=answer.staff.account if answer.staff is not None else None,
        label=answer.label,
        words=f"{referral.to_label} sudah menjawab: {decision.lower()}.",
        note=answer.note,
        data={"referral": str(referral.pk)},
    )
    publish(referral, application)


def end(application: Application, referral: Referral, state: str, *, staff: StaffMember | None, reason: str) -> None:
    """End a locked open question without an answer (withdrawn, or lapsed without ``staff``), with its event."""
    referral.state, referral.note, referral.answered_at = state, reason, now()
    referral.save()
    application.open_referrals = max(application.open_referrals - 1, 0)
    whom = referral.to_label
    lapsed = f"{whom} tidak menjawab sampai lewat waktu. Kantor melanjutkan permohonan Anda tanpa jawaban itu."
    record(
        application,
        Verb.RECALL,
        actor=staff.account if staff is not None else None,
        label=staff_label(staff) if staff is not None else BY_ITSELF,
        words=f"Permintaan ke {whom} ditarik kembali." if staff is not None else lapsed,
        note=reason,
        data={"referral": str(referral.pk)},
    )
    publish(referral, application)


def publish(referral: Referral, application: Application) -> None:
    """Tell the asked agency's open pages that their list has changed; whom to write to, notices know from the event."""
    if referral.to_office_id is not None:
        live.publish([live.office_topic(referral.to_office_id)], "referral", {"number": application.number})


def asked_words(referral: Referral) -> str:
    """What the citizen reads when somebody is asked."""
    if referral.is_unaddressed:
        return f"Permohonan perlu {'keputusan' if referral.is_handover else 'pendapat'} {referral.to_label}."
    if referral.to_role:
        return f"{referral.to_label} dimintai pendapat tentang permohonan ini."
    purpose = "untuk diputuskan" if referral.is_handover else "untuk dimintai pendapat"
    return f"Permohonan diteruskan ke {referral.to_label} {purpose}."


def _fire(application: Application, step: Step, item: Mapping[str, Any], rule: str) -> Referral:
    ask = Ask(
        kind=str(item["kind"]),
        question=str(item["question"]),
        documents=_attached(application, item.get("documents", ())),
        shares=list(item.get("answers", ())),
        days=int(item.get("days", DEFAULT_DAYS)),
        is_blocking=bool(item.get("blocks", True)),
    )
    kind = str(item["to"])
    return refer(application, step, ask, referral_targets.resolve(kind, application), rule=(rule, kind))


def _rules(application: Application, step: Step) -> dict[str, Mapping[str, Any]]:
    """What the definition of ``step`` asks by itself, by the name its referrals carry."""
    definition: Mapping[str, Any] = next((item for item in application.version.workflow if item["key"] == step.key), {})
    return {str(position): item for position, item in enumerate(definition.get("ask") or [])}


def _attached(application: Application, fields: Collection[str]) -> list[str]:
    """The documents of ``fields`` as they are attached now. One query."""
    attached = application.attachments.filter(field_id__in=fields)
    return [str(key) for key in attached.values_list("pk", flat=True)]


def _warned(asked: datetime, due: datetime) -> datetime | None:
    """Who has less than a day is not reminded a day before."""
    return asked if due - asked <= WARN_BEFORE else None


def _to(target: Target | None, wanted_kind: str = "") -> dict[str, Any]:
    if target is None:
        label = Referral(wanted_kind=wanted_kind).wanted_label
        return {"to_label": label}
    return {
        "to_office": target.office,
        "to_contact": target.contact,
        "to_role": target.role,
        "to_label": target.label[:120],
    }


def _decided_against(application: Application) -> Referral | None:
    """The last hand-over of the active step, when it was decided against. One query."""
    decided = application.referrals.filter(
        kind=Referral.Kind.HANDOVER, state=Referral.State.ANSWERED, step__status=Step.Status.ACTIVE
    )
    last = decided.order_by("-answered_at").first()
    return last if last is not None and last.decision == Referral.Decision.REFUSED else None
