"""Letters from before the books: their numbers are taken, and they stand in the agenda."""

from collections import defaultdict

from django.db import migrations
from django.utils import timezone

KEEP = """
CREATE FUNCTION letters_keep_taken_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a number is never given back (%)', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    IF to_jsonb(NEW) - ARRAY['cancelled_at', 'cancelled_by_id', 'reason']
       IS DISTINCT FROM to_jsonb(OLD) - ARRAY['cancelled_at', 'cancelled_by_id', 'reason'] THEN
        RAISE EXCEPTION 'a number is never changed (%)', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER letters_keep_taken_number BEFORE UPDATE OR DELETE ON letters_takennumber
    FOR EACH ROW EXECUTE FUNCTION letters_keep_taken_number();
CREATE FUNCTION letters_keep_archive_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'decisions about the archive are append-only' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER letters_keep_archive_decision BEFORE UPDATE OR DELETE ON letters_archivedecision
    FOR EACH ROW EXECUTE FUNCTION letters_keep_archive_decision();
"""
LET_GO = """
DROP TRIGGER letters_keep_archive_decision ON letters_archivedecision;
DROP FUNCTION letters_keep_archive_decision();
DROP TRIGGER letters_keep_taken_number ON letters_takennumber;
DROP FUNCTION letters_keep_taken_number();
"""


def fill(apps, schema_editor):
    """A row of each kind for every letter; two that were printed alike before this rule share the first one's row."""
    letters, numbers = apps.get_model("letters", "Letter"), apps.get_model("letters", "TakenNumber")
    entries, counters = apps.get_model("letters", "AgendaEntry"), apps.get_model("letters", "NumberCounter")
    last = defaultdict(int)
    for letter in letters.objects.select_related("version").order_by("issued_at", "id").iterator(chunk_size=500):
        code = str((letter.version.letter or {}).get("classification", ""))[:30]
        place = {"office_id": letter.office_id, "counter": letter.counter, "year": letter.year}
        about = {"number": letter.number, "dated": letter.dated, "classification": code}
        numbers.objects.bulk_create(
            [
                numbers(
                    **place,
                    **about,
                    running=letter.running,
                    subject=letter.subject,
                    person=letter.resident_name,
                    taken_by_id=letter.signer_id,
                    taken_at=letter.issued_at,
                )
            ],
            ignore_conflicts=True,
        )
        year = letter.dated.year
        last[letter.office_id, year] += 1
        entries.objects.create(
            **about,
            office_id=letter.office_id,
            direction="keluar",
            year=year,
            running=last[letter.office_id, year],
            entered_on=letter.dated,
            party=letter.resident_name,
            subject=letter.subject,
            letter=letter,
            taken=numbers.objects.filter(**place, running=letter.running).first(),
            written_by_id=letter.signer_id,
            written_at=timezone.now(),
            words=f"{letter.number} {letter.resident_name} {letter.subject} {code}".strip().upper(),
        )
    for (office, year), count in last.items():
        counters.objects.create(office_id=office, counter="buku-agenda-keluar", year=year, last=count)


class Migration(migrations.Migration):
    """The rows that the books would have today, had they been there from the first letter on."""

    dependencies = (("letters", "0030_numbers_and_books"),)
    operations = (
        migrations.RunSQL(KEEP, LET_GO),
        migrations.RunPython(fill, migrations.RunPython.noop),
    )
