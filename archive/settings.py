"""Every setting of Huqyq. Values come from the environment (or the file .env beside manage.py), nowhere else.

Without any variable the archive runs on one machine with no server to install: SQLite, Whoosh, a Celery worker
that reads its queue from a folder. docs/settings.md describes each variable.
"""

from pathlib import Path
from urllib.parse import quote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from dotenv import load_dotenv

from archive import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
load_dotenv(BASE_DIR / ".env")

DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "var")
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000")
PUBLIC = SITE_URL.startswith("https://")
DEBUG = env.flag("DEBUG")
SECRET_KEY = env.secret("SECRET_KEY", keep_in=DATA_DIR / "secret-key", required=PUBLIC)
HOST = urlsplit(SITE_URL).hostname or "127.0.0.1"
ALLOWED_HOSTS = [HOST] if PUBLIC else [HOST, "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "archive",
    "search",  # before haystack: our rebuild_index takes the place of Haystack's
    "haystack",
    "rest_framework",
    "drf_spectacular",
    "csp",
    "archive.screens.ScreensConfig",  # django.contrib.admin with our site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "search.keeping.KeptPagesMiddleware",  # outside of all that makes a page, inside of what guards it
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "search.middleware.IndexUnfitMiddleware",
]

ROOT_URLCONF = "archive.urls"
WSGI_APPLICATION = "archive.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
        },
    },
]

# --- Record ---------------------------------------------------------------------------------------------------------
DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL", f"sqlite:///{quote(str(DATA_DIR / 'huqyq.sqlite3'))}"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A web process and a worker share the file: readers never wait, writers queue instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 30,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = DATA_DIR / "files"  # original files; served only by a view that asks whether the report is published
UPLOAD_LIMIT = env.number("UPLOAD_LIMIT", 100_000_000)  # bytes of one file
PAGE_LIMIT = env.number("PAGE_LIMIT", 3000)  # pages of one PDF
EXTRACTION_SECONDS = env.number("EXTRACTION_SECONDS", 120)  # for a page, or for a file that has no pages
EXTRACTION_MEMORY = env.number("EXTRACTION_MEMORY", 1500)  # megabytes for the process that reads a file
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# --- Search ---------------------------------------------------------------------------------------------------------
SEARCH_URL = env.servers("SEARCH_URL")
ENGINE = {
    "ENGINE": "search.engines.whoosh.WhooshEngine",
    # Index files are pickles: whoever can write here runs code in our process. Never under MEDIA_ROOT.
    "PATH": str(DATA_DIR / "index"),
}
CLUSTER = {"ENGINE": "search.engines.opensearch.OpenSearchEngine", "URL": SEARCH_URL}
HAYSTACK_CONNECTIONS = {"default": {**(CLUSTER if SEARCH_URL else ENGINE), "SILENTLY_FAIL": False}}
SEARCH_CACHE_MB = env.number("SEARCH_CACHE_MB", 64)  # megabytes of decoded postings a process keeps

# --- Work in the background -----------------------------------------------------------------------------------------
REDIS_URL = env.text("REDIS_URL")
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
if not REDIS_URL:
    QUEUE = env.folder("QUEUE_DIR", DATA_DIR / "queue")
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE),
        "data_folder_out": str(QUEUE),
        "control_folder": str(env.folder("QUEUE_CONTROL_DIR", QUEUE / "control")),
        "polling_interval": 0.3,
    }
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True  # what became of the work stands in the database
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BEAT_SCHEDULE = {
    "take up unfinished work": {"task": "archive.tasks.resume_imports", "schedule": 30.0},
    "index what is not indexed": {"task": "search.tasks.index_waiting", "schedule": 30.0},
    "compare the index with the record": {"task": "search.tasks.compare_with_record", "schedule": 3600.0},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")

# --- Languages ------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "archive" / "locale", BASE_DIR / "archive" / "wording" / "django"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Almaty"
USE_TZ = True

# --- Pages and files ------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Pages of hits (search.keeping), in the memory of each process and nowhere else: they tell what was searched for.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 150},  # of some 150 kB
    }
}

# --- Safety of readers ----------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the admin's icons are data: images inside its stylesheet
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT = PUBLIC
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PUBLIC else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PUBLIC
# Set only behind a proxy that overwrites this header, as the compose file's does.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY") else None
X_FRAME_OPTIONS = "DENY"
LOGIN_URL = "admin:login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

# --- API ------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Huqyq",
    "DESCRIPTION": "Human-rights reports in Kazakh and Russian: search, reports, sections.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    # No addresses and no queries of readers: only what goes wrong.
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"archive": {"level": "INFO"}, "search": {"level": "INFO"}},
}
