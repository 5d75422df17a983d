"""Text of strangers, made harmless for a terminal."""

from __future__ import annotations


def safe(text: str) -> str:
    """`text` without the control characters that would steer a terminal."""
    return "".join(char if char in "\n\t" or char.isprintable() else "�" for char in text)
