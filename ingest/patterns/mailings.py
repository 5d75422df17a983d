"""What newsletters and lists are known by, and addresses that want no answer."""

from __future__ import annotations

import re

NEWSLETTER_TEXT = re.compile(
    r"(?i)unsubscribe|uitschrijven|afmelden voor|se désabonner|désinscri|désabonnement|abmelden|abbestellen|view (?:this|it) in (?:your )?browser"
    r"|bekijk (?:de |deze )?(?:online|webversie|in (?:je|uw) browser)|version en ligne|online-?ansicht|darse de baja"
)
BULK_SENDER = re.compile(
    r"(?i)^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|newsletters?|nieuwsbrief|mailing|news|marketing|campaigns?|notifications?|updates?|noreply\S*|ne[-_.]?pas[-_.]?repondre|niet[-_.]?antwoorden|bounces?\S*)(?:[+@._-]|$)"
)
NO_REPLY = re.compile(
    r"(?i)^(?:.{0,30}[-_.+])?(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|ne[-_.]?pas[-_.]?repondre|niet[-_.]?(?:be)?antwoorden|geen[-_.]?antwoord|nicht[-_.]?antworten|noreponse)(?:[-_.+].{0,30})?@"
)
BULK_HEADERS = (
    "list-unsubscribe-post", "feedback-id", "x-csa-complaints", "x-campaign", "x-campaignid", "x-mc-user",
    "x-mailchimp-campaign-id", "x-campaign-id", "x-mailing-id", "x-newsletter", "x-bulkmail", "x-mailer-recptid",
    "x-mandrill-user", "x-sfmc-stack", "x-job", "x-cid", "x-laposta-campaign", "x-mailinglist", "x-mj-mid",
)  # fmt: skip
DISCUSSION_HEADERS = (
    "list-post", "mailing-list", "x-mailing-list", "x-beenthere", "x-mailman-version", "x-list-administrivia",
    "x-listserver", "x-ml-name",
)  # fmt: skip
PERSONAL_HEADERS = (
    "user-agent", "x-mailer", "thread-index", "x-originating-ip", "x-ms-has-attach", "x-universally-unique-identifier",
)  # fmt: skip
LIST_HEADERS = ("list-id", "list-unsubscribe", "list-help", "list-owner", *DISCUSSION_HEADERS)
