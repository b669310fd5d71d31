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

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


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
