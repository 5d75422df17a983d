"""What stands in an attachment: bytes → Content.

The readers run in a process of their own (worker/intake/examine.py): they call libraries on what a
stranger sent. `content.py` alone is for every room; the rest is for that process.
"""
