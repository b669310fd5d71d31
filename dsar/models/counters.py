"""How often something was tried from somewhere; the hub and its spokes count with the same table."""

from django.db import models


class Counter(models.Model):
    """How often something was tried from somewhere in a stretch of time; the key is a keyed digest."""

    key = models.BinaryField(max_length=32)
    window_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window_at"], name="counter_once")]

    def __str__(self) -> str:
        return f"{self.count} since {self.window_at:%H:%M}"
