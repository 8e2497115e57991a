"""The tables of notices."""

from tatadesa.notices.models.channels import ChannelAccount, NoticeSettings, NoticeWords
from tatadesa.notices.models.notice import Notice, PushSubscription
from tatadesa.notices.models.person import Consent, Preference
from tatadesa.notices.models.round import Round

__all__ = [
    "ChannelAccount",
    "Consent",
    "Notice",
    "NoticeSettings",
    "NoticeWords",
    "Preference",
    "PushSubscription",
    "Round",
]
