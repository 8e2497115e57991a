"""Questions to other offices, their answers, links and contacts."""

import django.db.models.deletion
import tatadesa.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_temporary_passwords"),
        ("applications", "0013_found_by_decision"),
        ("files", "0003_virus_scans"),
        ("offices", "0005_social_service"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="open_referrals",
            field=models.PositiveSmallIntegerField(default=0, help_text="questions to others without an answer yet"),
        ),
        migrations.AlterField(
            model_name="event",
            name="verb",
            field=models.CharField(
                choices=[
                    ("submit", "Permohonan dikirim"),
                    ("revise", "Isian diubah warga"),
                    ("take", "Mulai diperiksa"),
                    ("release", "Dilepas petugas"),
                    ("return", "Dikembalikan untuk diperbaiki"),
                    ("resubmit", "Perbaikan dikirim"),
                    ("forward", "Diteruskan ke tahap berikutnya"),
                    ("approve", "Disetujui"),
                    ("reject", "Ditolak"),
                    ("cancel", "Dibatalkan pemohon"),
                    ("complete", "Surat terbit"),
                    ("withdraw", "Surat dicabut"),
                    ("paper", "Berkas kertas diterima"),
                    ("refer", "Diteruskan ke instansi"),
                    ("opinion", "Dijawab instansi"),
                    ("recall", "Permintaan ke instansi berakhir"),
                    ("remind", "Instansi diingatkan"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="AgencyContact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tatadesa.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("kecamatan", "Kecamatan"),
                            ("kua", "KUA"),
                            ("polsek", "Polsek"),
                            ("puskesmas", "Puskesmas"),
                            ("dinsos", "Dinas Sosial"),
                            ("dukcapil", "Dinas Dukcapil"),
                            ("dinas", "Dinas lain"),
                            ("lain", "Instansi lain"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, help_text="62..., mobile, for WhatsApp", max_length=16)),
                ("is_active", models.BooleanField(default=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "office",
                    models.ForeignKey(
                        help_text="whose it is",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.office",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tatadesa.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        blank=True, help_text="which rule of the step asked; empty: an officer did", max_length=40
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("opinion", "Minta pendapat"), ("handover", "Serahkan keputusan")], max_length=8
                    ),
                ),
                ("is_blocking", models.BooleanField(default=True, help_text="approval waits for its answer")),
                ("to_role", models.CharField(blank=True, help_text="a role of the own office", max_length=20)),
                (
                    "wanted_kind",
                    models.CharField(blank=True, help_text="what kind of agency a rule asked for", max_length=12),
                ),
                ("to_label", models.CharField(help_text="whom people read: Polsek Sumpiuh", max_length=120)),
                ("question", models.TextField()),
                ("documents", models.JSONField(default=list, help_text="ids of the attachments that may be seen")),
                ("shares", models.JSONField(default=list, help_text="ids of the fields whose answers may be seen")),
                ("shows_nik", models.BooleanField(default=False)),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Menunggu jawaban"),
                            ("answered", "Dijawab"),
                            ("withdrawn", "Ditarik"),
                            ("lapsed", "Lewat waktu"),
                        ],
                        default="open",
                        max_length=9,
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agreed", "Setuju"),
                            ("conditions", "Setuju dengan syarat"),
                            ("refused", "Tidak setuju"),
                            ("not_ours", "Bukan kewenangan kami"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "note",
                    models.TextField(blank=True, help_text="of the answer, or why it was withdrawn; for officers"),
                ),
                ("answered_label", models.CharField(blank=True, max_length=160)),
                ("answered_at", models.DateTimeField(help_text="answered, withdrawn or lapsed", null=True)),
                ("reminders", models.PositiveSmallIntegerField(default=0)),
                ("reminded_at", models.DateTimeField(null=True)),
                (
                    "warned_at",
                    models.DateTimeField(help_text="reminded by itself a day before the deadline", null=True),
                ),
                ("overdue_at", models.DateTimeField(help_text="reminded by itself at the deadline", null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.staffmember",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="applications.application",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.staffmember",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        help_text="who asks",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.office",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="applications.step",
                    ),
                ),
                (
                    "to_contact",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="applications.agencycontact",
                    ),
                ),
                (
                    "to_office",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReferralFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tatadesa.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="applications.referral"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReferralLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tatadesa.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("channel", models.CharField(blank=True, help_text="empty: copied by an officer", max_length=10)),
                (
                    "delivery",
                    models.CharField(
                        choices=[
                            ("hand", "Disalin petugas"),
                            ("queued", "Sedang dikirim"),
                            ("sent", "Terkirim"),
                            ("failed", "Gagal dikirim"),
                        ],
                        max_length=6,
                    ),
                ),
                ("reason", models.CharField(blank=True, help_text="why it was not delivered", max_length=200)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="applications.referral"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReferralLinkUse",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tatadesa.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("open", "Permintaan dibuka"),
                            ("document", "Berkas dibuka"),
                            ("answer", "Jawaban dikirim"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        blank=True, help_text="the network of the address, not the address", max_length=45
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="applications.referrallink"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="agencycontact",
            constraint=models.UniqueConstraint(fields=("office", "name"), name="applications_contact_name"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["application", "asked_at"], name="applications_referrals"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["to_office", "asked_at", "id"],
                name="applications_refer_open",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("state__in", ("answered", "lapsed"))),
                fields=["to_office", "-asked_at", "-id"],
                name="applications_refer_done",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(condition=models.Q(("state", "open")), fields=["due_at"], name="applications_refer_due"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(
                condition=models.Q(("rule", ""), _negated=True), fields=("step", "rule"), name="applications_rule_once"
            ),
        ),
        migrations.AddIndex(
            model_name="referrallink",
            index=models.Index(fields=["referral", "made_at"], name="applications_links"),
        ),
        migrations.AddIndex(
            model_name="referrallinkuse",
            index=models.Index(fields=["link", "at"], name="applications_link_uses"),
        ),
    ]
