"""The organisations that must answer."""

from uuid import uuid4

from django.db import models

from dsar.enums import IdentityRule, ReleaseMode


def _english() -> list[str]:
    return ["en-gb"]


class Controller(models.Model):
    """An organisation that must answer requests, with its policy; one installation serves many.

    ``promise_days`` is the controller's own promise counted from the start of the clock (None: the
    statutory month alone). ``zone`` and ``jurisdiction`` are those of the office that answers.
    ``rights_named`` are those its policy promises (none: all); the form offers every right of the law,
    whatever it names. After ``silence_days`` without an answer, chased ``chases`` times, a request with too
    little to go on is closed, and where ``silence_erases`` its details are deleted.
    Where ``tells_lateness`` holds, people are told when the limit of their answer has passed.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    legal_name = models.CharField(max_length=160)
    address = models.TextField()
    accent = models.CharField(max_length=7, default="#0b5c5a")
    jurisdiction = models.CharField(max_length=12, default="uk-ew")
    zone = models.CharField(max_length=40, default="Europe/London")
    language = models.CharField(max_length=10, default="en-gb")
    dpo_name = models.CharField(max_length=120, blank=True)
    dpo_email = models.EmailField()
    dpo_phone = models.CharField(max_length=40, blank=True)
    other_ways = models.TextField(blank=True)
    regulator_name = models.CharField(max_length=120, default="Information Commissioner’s Office")
    regulator_url = models.URLField(default="https://ico.org.uk/make-a-complaint/")
    regulator_phone = models.CharField(max_length=40, default="0303 123 1113")
    identity_rule = models.CharField(
        max_length=10, default=IdentityRule.IN_DOUBT, choices=[(r.value, r.value) for r in IdentityRule]
    )
    promise_days = models.PositiveSmallIntegerField(null=True, blank=True)
    release_mode = models.CharField(
        max_length=20, default=ReleaseMode.SECOND_PERSON, choices=[(m.value, m.value) for m in ReleaseMode]
    )
    link_days = models.PositiveSmallIntegerField(default=14)
    languages = models.JSONField(default=_english)
    rights_named = models.JSONField(default=list)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    account_url = models.URLField(blank=True)
    regulator_address = models.TextField(blank=True)
    fee_minute_pence = models.PositiveIntegerField(null=True, blank=True)
    fee_words = models.TextField(blank=True)
    silence_days = models.PositiveSmallIntegerField(default=30)
    chases = models.PositiveSmallIntegerField(default=2)
    silence_erases = models.BooleanField(default=False)
    tells_lateness = models.BooleanField(default=True)
    keep_record_days = models.PositiveSmallIntegerField(default=365)
    keep_case_days = models.PositiveSmallIntegerField(default=1096)
    keep_evidence_days = models.PositiveSmallIntegerField(default=7)
    policy_name = models.CharField(max_length=60, blank=True)
    policy_sha256 = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(promise_days__isnull=True) | models.Q(promise_days__range=(1, 92)),
                name="controller_promise_sane",
            ),
        ]

    def __str__(self) -> str:
        return self.name
