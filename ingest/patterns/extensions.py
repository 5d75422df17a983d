"""The usual extension of a media type, without its dot."""

from __future__ import annotations

EXTENSIONS = {
    "text/plain": "txt", "text/html": "html", "text/calendar": "ics", "text/vcard": "vcf", "text/csv": "csv",
    "text/rfc822-headers": "txt", "message/delivery-status": "txt", "message/disposition-notification": "txt",
    "message/rfc822": "eml", "message/global": "eml", "message/feedback-report": "txt",
    "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp", "image/svg+xml": "svg",
    "image/heic": "heic", "image/tiff": "tif", "image/bmp": "bmp", "audio/mpeg": "mp3", "audio/mp4": "m4a",
    "audio/wav": "wav", "audio/ogg": "ogg", "video/mp4": "mp4", "video/quicktime": "mov",
    "application/pdf": "pdf", "application/zip": "zip", "application/rtf": "rtf", "application/xml": "xml",
    "application/json": "json", "application/msword": "doc", "application/vnd.ms-excel": "xls",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/pgp-signature": "asc", "application/pkcs7-signature": "p7s", "application/pkcs7-mime": "p7m",
}  # fmt: skip
