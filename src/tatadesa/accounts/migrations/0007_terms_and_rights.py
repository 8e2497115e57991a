"""Roles held for a term, and rights given to or taken from a person."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_temporary_passwords"),
    ]

    operations = [
        migrations.AddField(
            model_name="staffmember",
            name="rights_given",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("see", "Melihat permohonan dan data warga"),
                        ("decide", "Memeriksa dan memutuskan permohonan"),
                        ("sign", "Menandatangani surat"),
                        ("manage", "Mengatur kantor"),
                    ],
                    max_length=8,
                ),
                default=list,
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="staffmember",
            name="rights_taken",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("see", "Melihat permohonan dan data warga"),
                        ("decide", "Memeriksa dan memutuskan permohonan"),
                        ("sign", "Menandatangani surat"),
                        ("manage", "Mengatur kantor"),
                    ],
                    max_length=8,
                ),
                default=list,
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="staffmember",
            name="terms",
            field=models.JSONField(default=dict, help_text="by role, from when to when it is held: see roles.Term"),
        ),
        migrations.AlterField(
            model_name="accountevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("created", "Akun dibuat"),
                    ("new_browser", "Masuk dari perangkat baru"),
                    ("secret_changed", "PIN atau kata sandi diganti"),
                    ("secret_reset", "PIN diganti dengan kode"),
                    ("secret_given", "PIN atau kata sandi sementara"),
                    ("login_changed", "NIK untuk masuk diganti"),
                    ("contact_changed", "Nomor HP atau e-mail diganti"),
                    ("passkey_added", "Kunci sandi ditambah"),
                    ("passkey_removed", "Kunci sandi dihapus"),
                    ("signed_out", "Perangkat dikeluarkan"),
                    ("switched_off", "Akun dimatikan"),
                    ("switched_on", "Akun dihidupkan"),
                    ("factor_set", "Kode masuk dipasang"),
                    ("factor_reset", "Kode masuk dilepas"),
                    ("recovery_made", "Kode cadangan dibuat"),
                    ("recovery_used", "Kode cadangan dipakai"),
                    ("staff_changed", "Jabatan, peran, atau hak diubah"),
                ],
                max_length=16,
            ),
        ),
    ]
