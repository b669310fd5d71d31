"""Production refuses to start unsafe: each fault alone and in one sentence; a trial is excused."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import LazySettings

from config.checks import UnsafeStart, production_checks, production_faults, refuse_unsafe_start

ROOT = Path(__file__).resolve().parents[2]
KEY = base64.b64encode(bytes(range(32))).decode()
SECRET = "a-long-random-secret-of-this-installation-0123456789-xyz"


@pytest.fixture
def production(settings: LazySettings) -> LazySettings:
    """A production in which nothing is wrong."""
    settings.A12_ENV = "production"
    settings.SECRET_KEY = SECRET
    settings.MASTER_KEYS = f"2026:{KEY}"
    settings.ALLOWED_HOSTS = ["rights.example.org"]
    settings.BASE_URL = "https://rights.example.org"
    settings.REDIS_URL = "rediss://:password@redis.example.org:6379/0"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_USE_TLS = True
    return settings


def codes() -> list[str]:
    return [code for code, _ in production_faults()]


def test_a_safe_production_starts(production: LazySettings) -> None:
    assert codes() == []
    refuse_unsafe_start()


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("A12_ENV", "staging", "E001"),
        ("DEBUG", True, "E002"),
        ("SECRET_KEY", "unset-and-refused-in-production", "E003"),
        ("SECRET_KEY", "x" * 49, "E003"),
        ("SECRET_KEY", "x" * 60, "E003"),
        ("SECRET_KEY", "django-insecure-" + SECRET, "E003"),
        ("ALLOWED_HOSTS", ["*"], "E004"),
        ("ALLOWED_HOSTS", [], "E004"),
        ("BASE_URL", "http://rights.example.org", "E005"),
        ("BASE_URL", "rights.example.org", "E005"),
        ("TRUSTED_PROXIES", ["proxy.internal"], "E012"),
        ("MASTER_KEYS", "", "E006"),
        ("MASTER_KEYS", "2026:c2hvcnQ=", "E006"),
        ("MASTER_KEYS", "no key at all", "E006"),
        ("REDIS_URL", "redis://redis.example.org:6379/0", "E008"),
        ("REDIS_URL", "amqp://u:p@mq.example.org", "E008"),
        ("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend", "E011"),
        ("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend", "E011"),
        ("EMAIL_USE_TLS", False, "E011"),
    ],
)
def test_each_fault_is_told_alone(production: LazySettings, name: str, value: object, code: str) -> None:
    setattr(production, name, value)
    assert codes() == [code]
    with pytest.raises(UnsafeStart) as refused:
        refuse_unsafe_start()
    assert refused.value.code == 3


def test_a_master_key_that_is_the_secret_key(production: LazySettings) -> None:
    production.SECRET_KEY = base64.b64encode(os.urandom(48)).decode()
    production.MASTER_KEYS = f"2026:{KEY},old:{production.SECRET_KEY}"
    assert "E007" in codes()


def test_a_redis_on_a_socket_needs_no_password(production: LazySettings) -> None:
    production.REDIS_URL = "unix:///run/redis.sock?db=0"
    assert codes() == []


def test_the_owner_role_must_not_serve(production: LazySettings) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(production.DATABASES, "owner", production.DATABASES["default"])
        assert codes() == ["E010"]


def test_plain_mail_can_be_allowed_and_is_logged(
    production: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    production.EMAIL_USE_TLS = False
    production.EMAIL_ALLOW_PLAIN = True
    refuse_unsafe_start()
    assert "without TLS" in caplog.text


def test_no_sentence_repeats_a_secret(production: LazySettings) -> None:
    production.SECRET_KEY = "hush-hush"
    production.MASTER_KEYS = "2026:aHVzaC1odXNo"
    production.REDIS_URL = "amqp://u:hush-hush@mq.example.org"
    text = " ".join(message.msg for message in production_checks())
    assert "hush" not in text
    assert "aHVzaC1odXNo" not in text


def test_the_trial_is_excused(production: LazySettings) -> None:
    production.A12_ENV = "trial"
    production.SECRET_KEY = "short"
    assert codes() == []


@pytest.mark.parametrize(
    "command",
    [
        ["-c", "import config.wsgi"],
        ["-m", "celery", "-A", "config", "worker", "--concurrency", "1"],
        ["-m", "celery", "-A", "config", "beat", "--pidfile="],
    ],
    ids=["web", "worker", "beat"],
)
def test_no_process_starts_without_an_environment(command: list[str]) -> None:
    bare = {"PATH": os.environ["PATH"]}
    result = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=bare,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 3
    assert "Article 12 does not start:" in result.stderr
    assert "SECRET_KEY is unset or short" in result.stderr
    assert "Traceback" not in result.stderr


def test_commands_that_need_no_database_work_without_one() -> None:
    result = subprocess.run(
        [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "No changes detected" in result.stdout
    assert result.returncode == 0
