"""An invented organisation, a submission to it, and a folder for files."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django import Settings

from dsar.models import Controller, Draft, Submission

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def new_controller() -> Controller:
    return Controller.objects.create(
        slug=f"harbour-{uuid4().hex[:8]}",
        name="Harbour Lane Books",
        legal_name="Harbour Lane Books Ltd",
        address="4 Harbour Lane, Exmouth",
        dpo_email="dpo@harbour.example.org",
        opened_at=NOW,
    )


def new_submission(controller: Controller) -> Submission:
    return Submission.objects.create(
        controller=controller,
        reference=f"{uuid4().hex[:4]}-{uuid4().hex[:4]}".upper(),
        channel="form",
        received_at=NOW,
        received_on=NOW.date(),
    )


def new_draft(controller: Controller) -> Draft:
    draft = Draft(controller=controller, token_hash=uuid4().bytes * 2, created_at=NOW, expires_at=NOW)
    draft.seal("answers", "{}")
    draft.save()
    return draft


@pytest.fixture
def controller(db: None) -> Controller:
    """One controller."""
    return new_controller()


@pytest.fixture
def submission(controller: Controller) -> Submission:
    """One submission to it."""
    return new_submission(controller)


@pytest.fixture
def files_root(tmp_path: Path, settings: Settings) -> Path:
    """Where the files of this test go."""
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"
