"""Settings, all from environment variables; the demo needs none of them. ``tatadesa check`` names what is unsafe."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tatadesa.config import secrets_file, wiring
from tatadesa.core.stream_token import stream_secret

PACKAGE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("TATADESA_DATA", "./var")).resolve()
# "demo" and "test" run without configuration; anything else is production and refuses unsafe values.
MODE = os.environ.get("TATADESA_MODE", "production")
IS_PRODUCTION = MODE == "production"

DEBUG = False
SECRET_KEY = os.environ.get("TATADESA_SECRET_KEY") or secrets_file.read_or_create(DATA_DIR / "secret.key")
STREAM_SECRET = os.environ.get("TATADESA_STREAM_SECRET") or stream_secret(SECRET_KEY)
# Photos of KTPs are sealed under keys derived from this; named apart, a changed SECRET_KEY leaves them readable.
PHOTO_SECRET = os.environ.get("TATADESA_PHOTO_SECRET") or SECRET_KEY
# And so is every file that people send. It must never change: what was sealed under another text does not open.
FILES_SECRET = os.environ.get("TATADESA_FILES_SECRET") or SECRET_KEY
ALLOWED_HOSTS = os.environ.get("TATADESA_HOSTS", "" if IS_PRODUCTION else "*").split(",")
BASE_URL = os.environ.get("TATADESA_BASE_URL", "http://localhost:8000").rstrip("/")
IS_HTTPS = BASE_URL.startswith("https://")
# Who runs a changed version owes its users the source (AGPL-3.0, section 13): shown on the account page and the desk.
SOURCE_URL = os.environ.get("TATADESA_SOURCE_URL", "")
# Where browsers open the live stream: behind a proxy the same origin, in the demo another port of the same host.
LIVE_PORT = os.environ.get("TATADESA_LIVE_PORT", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "tatadesa.core",
    "tatadesa.regions",
    "tatadesa.offices",
    "tatadesa.accounts",
    "tatadesa.files",
    "tatadesa.residents",
    "tatadesa.registrations",
    "tatadesa.forms",
    "tatadesa.catalogue",
    "tatadesa.applications",
    "tatadesa.letters",
    "tatadesa.deliveries",
    "tatadesa.administration",
    "tatadesa.notices",
    "tatadesa.feedback",
    "tatadesa.insight",
    "tatadesa.privacy",
    "tatadesa.verify",
    "tatadesa.transparency",
    "tatadesa.agency",
    "tatadesa.portal",
    "tatadesa.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "tatadesa.config.middleware.SecurityHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "tatadesa.config.middleware.RequestShapeMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "tatadesa.config.middleware.DomainErrorMiddleware",
]

EVENT_HANDLERS = wiring.EVENT_HANDLERS
PORT_ADAPTERS = wiring.PORT_ADAPTERS
ROOT_URLCONF = "tatadesa.config.urls"
WSGI_APPLICATION = "tatadesa.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE_DIR],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "tatadesa.config.jinja.environment",
            "auto_reload": False,
            "context_processors": ["django.contrib.messages.context_processors.messages"],
        },
    }
]


def _database(url: str) -> dict[str, Any]:
    """A Django database from ``postgresql://user:password@host:port/name`` (or ``?host=/socket/folder``)."""
    parts = urlsplit(url)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or query.get("port", "")),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": int(os.environ.get("TATADESA_DB_POOL", "8")), "timeout": 10}},
    }


DATABASES = {"default": _database(os.environ.get("DATABASE_URL", "postgresql:///tatadesa"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = [
    "tatadesa.accounts.backend.CitizenBackend",
    "tatadesa.accounts.backend.StaffBackend",
    # Sessions from before the two were apart.
    "tatadesa.accounts.backend.AccountBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
SESSION_COOKIE_NAME = "__Host-sesi" if IS_HTTPS else "sesi"
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "tatadesa.config.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [BASE_URL] if IS_HTTPS else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Addresses a proxy in front of us may speak for (X-Forwarded-For); empty means nobody.
TRUSTED_PROXIES = [item for item in os.environ.get("TATADESA_TRUSTED_PROXIES", "").split(",") if item]

FILE_UPLOAD_HANDLERS = ["tatadesa.files.upload_handlers.LimitedUploadHandler"]
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
DATA_UPLOAD_MAX_NUMBER_FILES = 40
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("TATADESA_STATIC_ROOT", DATA_DIR / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "files"}},
    "private": {"BACKEND": "tatadesa.files.disk.DurableFileStorage", "OPTIONS": {"location": DATA_DIR / "files"}},
    "staticfiles": {"BACKEND": "tatadesa.config.static.HashedStaticStorage"},
}
WHITENOISE_MAX_AGE = 0
# Scripts as they are written, for reading errors in a browser; see config/scripts.py.
PLAIN_SCRIPTS = os.environ.get("TATADESA_PLAIN_SCRIPTS", "") == "1"

LANGUAGE_CODE = "id"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

VAPID_KEY_FILE = DATA_DIR / "keys" / "vapid.pem"
VAPID_CONTACT = os.environ.get("TATADESA_CONTACT", "mailto:admin@example.org")
PUSH_EMULATOR_URL = "" if IS_PRODUCTION else os.environ.get("TATADESA_PUSH_EMULATOR_URL", "")
DUKCAPIL_EMULATOR_URL = "" if IS_PRODUCTION else os.environ.get("TATADESA_DUKCAPIL_EMULATOR_URL", "")
OPENDK_EMULATOR_URL = "" if IS_PRODUCTION else os.environ.get("TATADESA_OPENDK_EMULATOR_URL", "")
BSRE_EMULATOR_URL = "" if IS_PRODUCTION else os.environ.get("TATADESA_BSRE_EMULATOR_URL", "")
PUSH_HOSTS = os.environ.get(
    "TATADESA_PUSH_HOSTS",
    "fcm.googleapis.com,*.push.services.mozilla.com,*.notify.windows.com,web.push.apple.com",
).split(",")

# Messages to people: a channel whose two settings are missing is not offered.
WHATSAPP_TOKEN = os.environ.get("TATADESA_WHATSAPP_TOKEN", "")
WHATSAPP_PHONE_ID = os.environ.get("TATADESA_WHATSAPP_PHONE_ID", "")
WHATSAPP_BASE_URL = os.environ.get("TATADESA_WHATSAPP_BASE_URL") or "https://graph.facebook.com/v21.0"
# What the templates are called there: "kode=kode_masuk,akun_aktif=akun_desa_aktif"; unnamed ones as the purpose.
WHATSAPP_TEMPLATES = dict(
    pair.strip().split("=", 1) for pair in os.environ.get("TATADESA_WHATSAPP_TEMPLATES", "").split(",") if "=" in pair
)
# Android apps that show this site (docs/android.md): "id.desa.layanan=AA:BB|CC:DD", several parted by commas.
ANDROID_APPS = {
    package: prints.split("|")
    for package, _, prints in (
        one.strip().partition("=") for one in os.environ.get("TATADESA_ANDROID_APPS", "").split(",")
    )
    if package and prints
}
# For callbacks of the number that the whole installation shares: of the Meta app, and as typed in its dashboard.
WHATSAPP_APP_SECRET = os.environ.get("TATADESA_WHATSAPP_APP_SECRET", "")
WHATSAPP_VERIFY_TOKEN = os.environ.get("TATADESA_WHATSAPP_VERIFY_TOKEN", "")
# Providers' emulators are on this machine; real ones never are inside the own network.
CHANNELS_MAY_BE_PRIVATE = os.environ.get("TATADESA_CHANNELS_MAY_BE_PRIVATE", "") == "1"
CLAMAV = os.environ.get("TATADESA_CLAMAV", "")
# The library that reaches PKCS#11 tokens: loading one is running code, so no form names it. And the codes of the
# offices that may use it; empty for all.
PKCS11_MODULE = os.environ.get("TATADESA_PKCS11_MODULE", "")
PKCS11_OFFICES = [code.strip() for code in os.environ.get("TATADESA_PKCS11_OFFICES", "").split(",") if code.strip()]
SMTP_URL = os.environ.get("TATADESA_SMTP_URL", "")
# Emulators are on this machine; real couriers never are inside the own network.
COURIER_EMULATOR_URLS = {
    name: os.environ.get(f"TATADESA_COURIER_{name.upper()}_URL", "") for name in ("pos", "komerce", "biteship")
}
CHANNEL_EMULATOR_URLS = {
    name: os.environ.get(f"TATADESA_CHANNEL_{name.upper()}_URL", "")
    for name in ("fonnte", "wablas", "telegram", "zenziva")
}
COURIERS_MAY_BE_PRIVATE = os.environ.get("TATADESA_COURIERS_MAY_BE_PRIVATE", "") == "1"
MAIL_FROM = os.environ.get("TATADESA_MAIL_FROM", "")

PROCRASTINATE_IMPORT_PATHS = [
    "tatadesa.core.tasks",
    "tatadesa.accounts.tasks",
    "tatadesa.residents.tasks",
    "tatadesa.files.tasks",
    "tatadesa.registrations.tasks",
    "tatadesa.registrations.checks",
    "tatadesa.applications.tasks",
    "tatadesa.applications.referral_tasks",
    "tatadesa.letters.tasks",
    "tatadesa.deliveries.tasks",
    "tatadesa.notices.tasks",
    "tatadesa.insight.tasks",
    "tatadesa.privacy.tasks",
    "tatadesa.residents.sheets.tasks",
    "tatadesa.config.tasks",
]

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("TATADESA_LOG_LEVEL", "WARNING")},
}
