"""The only place that knows everybody: which event goes to which handler, which port to which adapter."""

EVENT_HANDLERS: dict[str, list[str]] = {
    "account.signed_out": ["tatadesa.notices.handlers.on_account_signed_out"],
    "account.tied": ["tatadesa.applications.handlers.on_account_tied"],
    "application.event": ["tatadesa.notices.handlers.on_application_event"],
    "batch.approve": ["tatadesa.applications.batch.on_approve"],
    "batch.reject": ["tatadesa.applications.batch.on_reject"],
    "batch.release": ["tatadesa.applications.batch.on_release"],
    "batch.take": ["tatadesa.applications.batch.on_take"],
    "complaint.event": ["tatadesa.feedback.handlers.on_complaint_event"],
    "application.message": ["tatadesa.notices.handlers.on_application_message"],
    "file.stored": ["tatadesa.files.previews.on_file_stored"],
    "registration.decided": ["tatadesa.privacy.handlers.on_registration_decided"],
}

PORT_ADAPTERS: dict[str, str] = {
    "card_reader": "tatadesa.gateways.ktp_reader.adapter.KtpReader",
    "courier.biteship": "tatadesa.gateways.biteship.adapter.BiteshipCourier",
    "courier.counter": "tatadesa.gateways.counter.adapter.CounterCourier",
    "courier.komerce": "tatadesa.gateways.komerce.adapter.KomerceCourier",
    "courier.pos": "tatadesa.gateways.pos.adapter.PosCourier",
    "hand_off": "tatadesa.gateways.opendk.adapter.OpenDkAdapter",
    "message.email": "tatadesa.gateways.mail.adapter.MailSender",
    "message.whatsapp": "tatadesa.gateways.whatsapp.adapter.WhatsAppSender",
    "payment.transfer": "tatadesa.gateways.transfer.adapter.BankTransfer",
    "population_source": "tatadesa.gateways.dukcapil.adapter.DukcapilAdapter",
    "push": "tatadesa.gateways.webpush.adapter.WebPushAdapter",
    "signing.bsre": "tatadesa.gateways.bsre.adapter.Bsre",
    "signing.own": "tatadesa.gateways.own_certificate.adapter.OwnCertificate",
    "scanner": "tatadesa.gateways.clamav.adapter.ClamAvScanner",
}
