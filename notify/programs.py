"""Files that do something when they are opened: servers refuse mails with them, and they should.

By their first bytes where these tell, else by the extension that Windows goes by.
"""

from __future__ import annotations

from ingest.filetype import detect

_TYPES = frozenset(
    {
        "application/vnd.microsoft.portable-executable",
        "application/x-executable",
        "application/x-msdownload",
        "application/x-msdos-program",
        "application/x-sh",
        "application/java-archive",
        "application/hta",
    }
)
# What Gmail and Outlook block, as far as it runs.
_EXTENSIONS = frozenset({
    "ade", "adp", "apk", "app", "appx", "appxbundle", "bat", "chm", "cmd", "com", "cpl", "dll",
    "dmg", "ex", "ex_", "exe", "gadget", "hlp", "hta", "inf", "ins", "iso", "img", "isp", "jar",
    "jnlp", "js", "jse", "lib", "lnk", "mde", "msc", "msi", "msix", "msp", "mst", "nsh", "pif",
    "ps1", "ps1xml", "ps2", "psc1", "psm1", "reg", "scf", "scr", "sct", "sh", "shb", "shs", "sys",
    "url", "vb", "vbe", "vbs", "vhd", "vhdx", "vxd", "wsc", "wsf", "wsh", "xll",
})  # fmt: skip


def is_program(name: str, content_type: str = "", body: bytes = b"") -> bool:
    """Whether a file of this name, declared type and content can run. A name as Windows reads it:
    blanks and points at its end are none, and a stream behind a colon is no name."""
    bare = name.replace("\\", "/").rpartition("/")[2].partition(":")[0].rstrip(" .")
    extension = bare.rpartition(".")[2].lower() if "." in bare else ""
    kind = detect(body[:64]) if body else None
    return (
        extension in _EXTENSIONS
        or content_type in _TYPES
        or kind in _TYPES
        or body.startswith(b"#!")
    )
