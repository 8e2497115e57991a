from django.db import migrations

FORWARD = """
CREATE FUNCTION letters_keep_letter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a letter is never deleted (%)', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    IF to_jsonb(NEW) - ARRAY['state', 'withdrawn_at', 'withdrawal_reason']
       IS DISTINCT FROM to_jsonb(OLD) - ARRAY['state', 'withdrawn_at', 'withdrawal_reason'] THEN
        RAISE EXCEPTION 'an issued letter is never changed (%)', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state = 'withdrawn' THEN
        RAISE EXCEPTION 'a withdrawn letter stays withdrawn (%)', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER letters_keep_letter BEFORE UPDATE OR DELETE ON letters_letter
    FOR EACH ROW EXECUTE FUNCTION letters_keep_letter();
"""

BACKWARD = """
DROP TRIGGER letters_keep_letter ON letters_letter;
DROP FUNCTION letters_keep_letter();
"""


class Migration(migrations.Migration):
    """A letter can only be withdrawn, whatever code or person asks the database for more."""

    dependencies = (("letters", "0001_initial"),)
    operations = (migrations.RunSQL(FORWARD, BACKWARD),)
