"""Orders to pay and what became of them. Private to the room. Amounts are whole đồng."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from caunoi.core.ids import new_id

_KEEP = "who paid, for accounting and refunds; ten years (Law on accounting 88/2015/QH13 art. 41)"


class Order(models.Model):
    """What one subject owes: never more than one open at a time.

    `state`: `open`, `paid`, `cancelled`, `refunded`. `paid` is what was received, `refunded` what was given back: sums
    over the movements below. `paid` exceeds `amount` when a service took more than was asked, or money came twice.
    """

    personal_data: ClassVar[dict[str, str]] = {"payer_id": _KEEP}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=20, unique=True, help_text="What a transfer names: letters and digits.")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    subject_code = models.CharField(max_length=60, help_text="What people call it: the dossier's code.")
    payer_id = models.UUIDField()
    agency_id = models.UUIDField(help_text="Who is paid.")
    unit_id = models.UUIDField(null=True)
    province = models.CharField(max_length=40, blank=True)
    amount = models.PositiveBigIntegerField(null=True, help_text="In đồng; empty while nobody knows it.")
    paid = models.PositiveBigIntegerField(default=0)
    refunded = models.PositiveBigIntegerField(default=0)
    lines = models.JSONField(default=list, help_text="What it is made of, as it was computed: name, quantity, amount.")
    state = models.CharField(max_length=10, default="open")
    useless = models.BooleanField(default=False, help_text="Paid when its subject could not use it: to be given back.")
    made_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"], condition=models.Q(state="open"), name="order_one_open"
            ),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="order_subject"),
            models.Index(fields=["agency_id", "-paid_at"], name="order_agency_paid"),
        ]


class Attempt(models.Model):
    """One try to pay an order through a service.

    `reference` is ours and names it in every message; the service must not take money twice for one reference. `state`:
    `started` (asked for, answer not known), `pending` (the payer is at the service), `succeeded`, `failed`, `expired`.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="attempts")
    provider = models.CharField(max_length=20)
    key = models.CharField(max_length=80, help_text="The same request twice is one attempt.")
    reference = models.CharField(max_length=40, unique=True)
    provider_reference = models.CharField(max_length=80, blank=True)
    amount = models.PositiveBigIntegerField()
    redirect_url = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, default="started")
    reason = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    ask_at = models.DateTimeField(null=True, help_text="When to ask the service what became of it.")
    asked = models.PositiveSmallIntegerField(default=0)
    reconciled_on = models.DateField(null=True, help_text="The day in whose file it was found to agree.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "provider_reference"],
                condition=~models.Q(provider_reference=""),
                name="attempt_provider_reference",
            ),
            models.UniqueConstraint(fields=["order", "key"], name="attempt_key_once"),
            models.UniqueConstraint(
                fields=["order"], condition=models.Q(state__in=["started", "pending"]), name="attempt_one_live"
            ),
        ]
        indexes = [
            models.Index(fields=["ask_at"], condition=models.Q(ask_at__isnull=False), name="attempt_ask"),
            models.Index(fields=["settled_at"], name="attempt_settled"),
        ]


class ProviderNotice(models.Model):
    """A notification of a payment service as it came, once each: `notice_id` is the service's own number."""

    personal_data: ClassVar[dict[str, str]] = {"body": f"the service's words, may name a bank account; {_KEEP}"}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    provider = models.CharField(max_length=20)
    notice_id = models.CharField(max_length=80)
    reference = models.CharField(max_length=40, blank=True)
    body = models.JSONField()
    outcome = models.CharField(max_length=40, help_text="What was made of it, or why nothing was.")
    came_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "notice_id"], name="provider_notice_once")]


class Receipt(models.Model):
    """Money received, by cash at a counter or through a service; numbered by agency and year, without holes."""

    personal_data: ClassVar[dict[str, str]] = {"payer_name": _KEEP, "cashier_id": _KEEP, "voided_by": _KEEP}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="receipts")
    attempt = models.OneToOneField(Attempt, on_delete=models.PROTECT, null=True, related_name="receipt")
    agency_id = models.UUIDField()
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    amount = models.PositiveBigIntegerField()
    method = models.CharField(max_length=10, help_text="cash, transfer, card or online")
    payer_name = models.CharField(max_length=200, blank=True)
    cashier_id = models.UUIDField(null=True)
    received_at = models.DateTimeField()
    key = models.CharField(max_length=80, unique=True, help_text="The same request twice is received once.")
    voided_at = models.DateTimeField(null=True)
    voided_by = models.UUIDField(null=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency_id", "year", "number"], name="receipt_number")]
        indexes = [models.Index(fields=["agency_id", "received_at"], name="receipt_day")]


class ReceiptCounter(models.Model):
    """The last number given out; its row is locked while one is taken, so that there are no holes."""

    personal_data: ClassVar[dict[str, str]] = {}

    agency_id = models.UUIDField()
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency_id", "year"], name="receipt_counter")]


class Refund(models.Model):
    """Money given back: asked for by one officer, decided by another.

    `state`: `asked`, `sent` (granted: the service is asked to give it back, or the cashier hands it out), `done`,
    `refused` (by the one who decides), `failed` (by the service, which says why in `answer`).
    """

    personal_data: ClassVar[dict[str, str]] = {
        "asked_by": _KEEP, "decided_by": _KEEP, "paid_by": _KEEP, "reason": _KEEP, "remark": _KEEP,
    }  # fmt: skip

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="refunds")
    reference = models.CharField(max_length=40, unique=True)
    amount = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, default="asked")
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    remark = models.CharField(max_length=500, blank=True, help_text="Of the one who decided.")
    paid_by = models.UUIDField(null=True, help_text="Who handed out the cash.")
    answer = models.CharField(max_length=200, blank=True, help_text="What the service said, when it did not do it.")
    done_at = models.DateTimeField(null=True)
    ask_at = models.DateTimeField(null=True, help_text="When to send it, or ask the service what became of it.")
    asked = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["ask_at"], condition=models.Q(ask_at__isnull=False), name="refund_ask"),
            models.Index(fields=["state", "asked_at"], name="refund_state"),
        ]


class BankAccount(models.Model):
    """Where an agency is paid by transfer: the bank's number at NAPAS (BIN), the account, its holder's name."""

    personal_data: ClassVar[dict[str, str]] = {}

    agency_id = models.UUIDField(primary_key=True)
    bank_bin = models.CharField(max_length=6)
    number = models.CharField(max_length=19)
    holder = models.CharField(max_length=100)


class Reconciliation(models.Model):
    """A day of a service compared with ours: its file, what agreed, and each difference."""

    personal_data: ClassVar[dict[str, str]] = {"made_by": _KEEP}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    provider = models.CharField(max_length=20)
    agency_id = models.UUIDField()
    day = models.DateField()
    sha256 = models.CharField(max_length=64)
    lines = models.PositiveIntegerField()
    agreed = models.PositiveIntegerField()
    amount_theirs = models.BigIntegerField()
    amount_ours = models.BigIntegerField()
    differences = models.JSONField(default=list)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "agency_id", "day", "sha256"], name="reconciliation_once"),
        ]
        indexes = [models.Index(fields=["agency_id", "-day"], name="reconciliation_day")]
