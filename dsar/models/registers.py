"""The register of systems, their recipients, and the exemptions the law knows."""

from uuid import uuid4

from django.db import models


class System(models.Model):
    """A place where personal data lives, with all that Art. 15(1) and (2) want said of it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    controller = models.ForeignKey("dsar.Controller", on_delete=models.CASCADE, related_name="systems")
    name = models.CharField(max_length=120)
    purpose = models.TextField()
    lawful_basis = models.CharField(max_length=200)
    legitimate_interest = models.TextField(blank=True)
    categories = models.TextField()
    origin = models.TextField()
    retention = models.TextField()
    location = models.CharField(max_length=200)
    automated_decisions = models.TextField(blank=True)
    holder_name = models.CharField(max_length=120, blank=True)
    holder_email = models.EmailField(blank=True)
    holder = models.ForeignKey("dsar.User", null=True, on_delete=models.SET_NULL, related_name="systems")
    uses_for_marketing = models.BooleanField(default=False)
    portable = models.BooleanField(default=False)
    relations = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(fields=["controller", "name"], name="system_once")]

    def __str__(self) -> str:
        return self.name


class Recipient(models.Model):
    """Somebody to whom a system's data is passed on (Art. 15(1)(c), 15(2), 19)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="recipients")
    name = models.CharField(max_length=160)
    what_for = models.CharField(max_length=200)
    country = models.CharField(max_length=80)
    safeguard = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class RetentionRule(models.Model):
    """What of a system must be kept in spite of an erasure, by which law and how long, and what comes then.

    ``keep_years`` counts from ``counted_from`` (in words, as the letter says it). ``collections`` names the
    record sets it is about (none: all of the system); ``afterwards`` erases or anonymises.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="retention_rules")
    what = models.CharField(max_length=160)
    law = models.CharField(max_length=160)
    reason = models.TextField()
    keep_years = models.PositiveSmallIntegerField()
    counted_from = models.CharField(max_length=120)
    collections = models.JSONField(default=list)
    afterwards = models.CharField(
        max_length=20, choices=[("erase", "erase"), ("anonymise", "anonymise")], default="erase"
    )

    class Meta:
        ordering = ["what"]
        constraints = [models.UniqueConstraint(fields=["system", "what"], name="retention_rule_once")]

    def __str__(self) -> str:
        return self.what


class Exemption(models.Model):
    """A ground in law for withholding something, and for which rights it can be used."""

    code = models.CharField(max_length=40, primary_key=True)
    title = models.CharField(max_length=160)
    citation = models.CharField(max_length=160)
    rights = models.JSONField(default=list)
    needs_prejudice_test = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.title
