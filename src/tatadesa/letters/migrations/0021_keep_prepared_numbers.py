from django.db import migrations

FORWARD = """
CREATE FUNCTION letters_keep_prepared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a number that was given is never deleted (%)', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.id, NEW.office_id, NEW.application_id, NEW.counter, NEW.year, NEW.running, NEW.number, NEW.dated,
        NEW.verification_code)
       IS DISTINCT FROM
       (OLD.id, OLD.office_id, OLD.application_id, OLD.counter, OLD.year, OLD.running, OLD.number, OLD.dated,
        OLD.verification_code) THEN
        RAISE EXCEPTION 'a number that was given stays as it is (%)', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state <> 'prepared' THEN
        RAISE EXCEPTION 'this letter was issued or given up (%)', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER letters_keep_prepared BEFORE UPDATE OR DELETE ON letters_preparedletter
    FOR EACH ROW EXECUTE FUNCTION letters_keep_prepared();
"""

BACKWARD = """
DROP TRIGGER letters_keep_prepared ON letters_preparedletter;
DROP FUNCTION letters_keep_prepared();
"""


class Migration(migrations.Migration):
    """A number belongs to its letter from the moment it is taken, signed or not."""

    dependencies = (("letters", "0020_signing"),)
    operations = (migrations.RunSQL(FORWARD, BACKWARD),)
