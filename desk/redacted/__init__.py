"""Mails and attachments as people may see them: without anything that was found in them."""
