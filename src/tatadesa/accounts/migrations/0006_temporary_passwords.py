"""Staff are given temporary passwords too: the same kind of entry, in words for both."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_nik_changes_login"),
    ]

    operations = [
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
                ],
                max_length=16,
            ),
        ),
    ]
