"""Accounts: one row per person who can sign in, with a citizen or a staff profile beside it."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from tatadesa.accounts.models.roles import ROLE_RIGHTS, Right, Role, Term
from tatadesa.core.clock import now, office_today
from tatadesa.core.ids import uuid7


class AccountManager(BaseUserManager["Account"]):
    """Accounts are always read with their profile: every page needs it."""

    def get_queryset(self) -> models.QuerySet[Account]:
        return super().get_queryset().select_related("citizen__office", "staff_member__office")


class Account(AbstractBaseUser):
    """A person who can sign in. ``login`` is the NIK of a citizen or the user name of a staff member."""

    class Kind(models.TextChoices):
        CITIZEN = "citizen", "Warga"
        STAFF = "staff", "Perangkat"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=8, choices=Kind)
    login = models.CharField(max_length=64)
    is_active = models.BooleanField(default=True)
    temporary_until = models.DateTimeField(
        null=True,
        help_text="an officer gave the present PIN or password: to be changed at once, and opening nothing after this",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "login"), name="accounts_login_unique"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_citizen(self) -> bool:
        """Has the portal."""
        return self.kind == self.Kind.CITIZEN

    @property
    def is_staff_member(self) -> bool:
        """Has the desk."""
        return self.kind == self.Kind.STAFF

    @property
    def is_temporary_over(self) -> bool:
        """The present secret was a temporary one and opens nothing any more."""
        return self.temporary_until is not None and self.temporary_until < now()


class Citizen(models.Model):
    """The citizen side of an account. The resident it belongs to points here, not the other way round."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True, related_name="citizen")
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    phone = models.CharField(  # noqa: DJ001
        max_length=16, null=True, help_text="62..., mobile; families share one, so it need not be unique"
    )
    email = models.EmailField(blank=True)
    phone_confirmed_at = models.DateTimeField(null=True)
    email_confirmed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("phone",), name="accounts_citizen_phone"),)


class StaffMember(models.Model):
    """The staff side of an account: one office, one or more roles."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True, related_name="staff_member")
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="staff_members")
    name = models.CharField(max_length=120)
    position = models.CharField(max_length=120, help_text="jabatan as printed under a signature")
    employee_number = models.CharField(max_length=30, blank=True, help_text="NIP or NIPD")
    roles = ArrayField(models.CharField(max_length=20, choices=Role))
    totp_secret = models.TextField(blank=True, help_text="encrypted; empty means no second factor yet")
    totp_last_step = models.BigIntegerField(default=0, help_text="a code is accepted once")
    rt = models.CharField(max_length=3, blank=True, help_text="the part of the village an RT or RW head looks after")
    rw = models.CharField(max_length=3, blank=True)
    terms = models.JSONField(default=dict, help_text="by role, from when to when it is held: see roles.Term")
    rights_given = ArrayField(models.CharField(max_length=8, choices=Right), default=list)
    rights_taken = ArrayField(models.CharField(max_length=8, choices=Right), default=list)

    @property
    def current_roles(self) -> list[str]:
        """The roles that count today at the office: a role whose term has not begun or is over does not."""
        if not self.terms:
            return self.roles
        today = office_today(self.office.timezone)
        return [role for role in self.roles if role not in self.terms or self.term(role).holds_on(today)]

    def term(self, role: str) -> Term:
        """From when to when ``role`` is held; open on both sides where nobody said."""
        return Term.of_json(self.terms.get(role, {}))

    def has_role(self, *roles: str) -> bool:
        """True when the person holds any of ``roles`` today. Costs no query while the office is loaded."""
        held = self.roles if not self.terms else self.current_roles
        return any(role in held for role in roles)

    @property
    def rights(self) -> set[Right]:
        """What the roles of today bring, less what was taken from the person, and what was given besides.

        Nothing is left to somebody without any role: a given right ends with the last term.
        """
        roles = self.current_roles
        usual = {right for role in roles for right in ROLE_RIGHTS.get(role, ())}
        given = {Right(right) for right in self.rights_given} if roles else set()
        return (usual - {Right(right) for right in self.rights_taken}) | given

    def may(self, right: Right) -> bool:
        """True when the person has ``right`` today. Costs no query while the office is loaded."""
        return right in self.rights
