"""The codes of docs/labels.md: stable words that stand in JSON, in the database and in presets.

Modules and identifier kinds belong to a preset and are plain strings; what is here holds for all.
"""

from __future__ import annotations

from enum import StrEnum


class MessageKind(StrEnum):
    """What sort of mail this is; only `human` becomes a ticket and gets an answer."""

    HUMAN = "human"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    LIST = "list"
    OWN = "own"


class Type(StrEnum):
    """What the sender wants."""

    USAGE_QUESTION = "usage_question"
    BUG = "bug"
    CONFIGURATION_CHANGE = "configuration_change"
    FEEDBACK = "feedback"
    EXTRA_REQUEST = "extra_request"


class Priority(StrEnum):
    """How bad it is, by impact; the order of definition is from worst to least."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Sender(StrEnum):
    """Who writes: staff of a customer, someone who must be referred to one, or unknown."""

    CUSTOMER = "customer"
    PARENT = "parent"
    UNKNOWN = "unknown"


class DataKind(StrEnum):
    """Personal data that should not have been sent."""

    BSN = "bsn"
    NATIONAL_NUMBER = "national_number"
    BIRTH_DATE = "birth_date"
    PERSON_NAME = "person_name"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    IBAN = "iban"
    CREDENTIAL = "credential"
    HEALTH = "health"
    PHOTO = "photo"


class CheckCode(StrEnum):
    """What a mail lacks, or may not ask."""

    VAGUE_SUBJECT = "vague_subject"
    MISSING_IDENTIFIER = "missing_identifier"
    MISSING_LINK = "missing_link"
    MULTIPLE_QUESTIONS = "multiple_questions"
    COPIED_PARENT_MAIL = "copied_parent_mail"
    NO_CONCRETE_EXAMPLE = "no_concrete_example"
    NO_QUESTION = "no_question"
    RIGHTS_REQUEST = "rights_request"
    STAFF_DATA_REQUEST = "staff_data_request"
    PARENT_REQUEST = "parent_request"
    PERSONAL_DATA = "personal_data"


class FactCode(StrEnum):
    """The questions of the KidsKonnect support page about what is the matter."""

    WHERE = "where"
    USERS = "users"
    SEVERAL = "several"
    SHOWN = "shown"
    STEPS = "steps"
    QUESTION = "question"


class Role(StrEnum):
    """What somebody who works here is for."""

    AGENT = "agent"
    OPERATOR = "operator"
    COMPLIANCE = "compliance"


class ContactRole(StrEnum):
    """What a contact is at the organisation; the order of definition is from most say to least."""

    SUPERADMIN = "superadmin"
    ADMINISTRATOR = "administrator"
    KEY_USER = "key_user"
    STAFF = "staff"


class Deed(StrEnum):
    """What a desk may leave to some roles of an organisation (`[consent]` of its preset)."""

    CREATE = "create"  # asks for a ticket
    CLOSE = "close"  # says that a ticket is done
    PRICE = "price"  # approves or refuses the price of an extra request


IDENTIFIER_KINDS = (
    "placement_number",
    "debtor_number",
    "request_number",
    "child_number",
    "child_first_name",
    "invoice_number",
    "integration_number",
    "childminder_name",
    "parent_id",
    "child_id",
    "link",
    "ticket_reference",
)
