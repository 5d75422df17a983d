"""Subjects of read receipts, calendar answers and DMARC reports."""

from __future__ import annotations

import re

MDN_SUBJECT = re.compile(
    r"(?i)^\s*(?:read(?:\s+receipt)?|gelezen|lu|gelesen|not read|niet gelezen|non lu|ungelesen|leído|letto|lästa?|lest|leesbevestiging|lesebestätigung|accusé de lecture|return receipt(?: \(displayed\))?|disposition notification)\s*[:\-]"
)
CALENDAR_SUBJECT = re.compile(
    r"(?i)^\s*(?:accepted|declined|tentative(?:ly accepted)?|geaccepteerd|afgewezen|voorlopig(?: geaccepteerd)?|accepté|refusé|décliné|provisoire|zugesagt|abgesagt|angenommen|abgelehnt|mit vorbehalt(?: angenommen)?|aceptad[oa]|accettato|canceled|cancelled|geannuleerd|annulé)\s*:"
)
DMARC_SUBJECT = re.compile(
    r"(?i)^\s*(?:\[[^\]]{0,40}\]\s*)?report\s+domain:\s*\S+\s+submitter:|^\s*dmarc\s+(?:aggregate|forensic|failure)?\s*report"
)
