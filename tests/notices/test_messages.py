"""The citizen hears that the office has written, and nothing of what it says."""

from tatadesa.applications.actions.withdraw_message import withdraw_message
from tatadesa.notices.handlers import on_application_message
from tatadesa.notices.models import Notice
from tests.applications.talking import ask, tell
from tests.people import World, sent


def test_once_and_without_content(world: World) -> None:
    application = sent(world.siti, world.version)
    message = tell(world.operator, application, "NIK Anda salah.")
    Notice.objects.all().delete()
    for _ in range(2):
        on_application_message({"message_id": str(message.pk)})
    notice = Notice.objects.get()
    assert notice.account == world.siti
    assert notice.body == f"Permohonan {application.number}: ada pesan baru"
    assert notice.link == f"/permohonan/{application.number}/pesan/"


def test_nobody_hears_of_a_question_or_of_what_was_taken_back(world: World) -> None:
    application = sent(world.siti, world.version)
    question, answer = ask(world.siti, application), tell(world.operator, application)
    withdraw_message(world.operator.account, application.number, answer.pk)
    Notice.objects.all().delete()
    for message in (question, answer):
        on_application_message({"message_id": str(message.pk)})
    assert not Notice.objects.exists()
