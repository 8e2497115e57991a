"""Reads the messages that wait in the queue, as their senders will get them."""

import json

from procrastinate.contrib.django.models import ProcrastinateJob

from tatadesa.accounts import secrets

HANDLER = "tatadesa.notices.handlers.on_message_queued"


class Mailbox:
    """What has been queued for phones and e-mail addresses, oldest first."""

    def messages(self) -> list[dict[str, str]]:
        """Every queued message with its fields."""
        jobs = ProcrastinateJob.objects.filter(args__handler=HANDLER).order_by("id")
        return [json.loads(secrets.decrypt(job.args["payload"]["sealed"])) for job in jobs]

    def to(self, address: str) -> list[dict[str, str]]:
        """Those for ``address``."""
        return [message for message in self.messages() if message["to"] == address]

    def last_code(self, address: str) -> str:
        """The code in the newest message with one."""
        return [message["code"] for message in self.to(address) if message["code"]][-1]
