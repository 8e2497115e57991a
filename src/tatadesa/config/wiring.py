"""The only place that knows everybody: which event goes to which handler, which port to which adapter."""

EVENT_HANDLERS: dict[str, list[str]] = {
    "application.event": ["tatadesa.notices.handlers.on_application_event"],
    "file.stored": ["tatadesa.files.previews.on_file_stored"],
}

PORT_ADAPTERS: dict[str, str] = {
    "push": "tatadesa.gateways.webpush.adapter.WebPushAdapter",
}
