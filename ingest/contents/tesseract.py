"""Tesseract as a library (its C interface, `tesseract/capi.h`), loaded once and kept.

Its models take 0.2 to 0.7 s to load, about as long as reading a screenshot: the command loads them
for every picture. Where the library is not there, or cannot be begun, the command reads
(ingest/contents/ocr.py). A picture on which the library breaks takes this process along, which is
why it runs in one that may be lost (worker/intake/examine.py).
"""

from __future__ import annotations

import atexit
import ctypes
from collections.abc import Callable
from functools import lru_cache

from PIL import Image

_NAMES = ("libtesseract.so.5", "libtesseract.5.dylib", "libtesseract.so", "libtesseract.dylib")
_SIGNATURES: dict[str, tuple[object, ...]] = {  # what each gives, and what it takes
    "TessBaseAPICreate": (ctypes.c_void_p,),
    "TessBaseAPIDelete": (None, ctypes.c_void_p),
    "TessBaseAPIInit3": (ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p),
    "TessBaseAPISetVariable": (ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p),
    "TessBaseAPISetPageSegMode": (None, ctypes.c_void_p, ctypes.c_int),
    "TessBaseAPISetImage": (None, ctypes.c_void_p, ctypes.c_char_p, *[ctypes.c_int] * 4),
    "TessBaseAPIRecognize": (ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p),
    "TessBaseAPIGetTsvText": (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int),
    "TessBaseAPIClear": (None, ctypes.c_void_p),
    "TessBaseAPIClearAdaptiveClassifier": (None, ctypes.c_void_p),
    "TessDeleteText": (None, ctypes.c_void_p),
}


class Engine:
    """The library with the models of some languages; for one thread."""

    def __init__(self, library: ctypes.CDLL, languages: tuple[str, ...]) -> None:
        """OSError if it cannot be begun with these languages."""
        self._call: dict[str, Callable[..., object]] = dict(_functions(library))
        self._handle = self._call["TessBaseAPICreate"]()
        atexit.register(self._call["TessBaseAPIDelete"], self._handle)
        self._set("debug_file", "/dev/null")  # or it says on standard error what it makes of it
        if self._on("TessBaseAPIInit3", None, "+".join(languages).encode()) != 0:
            raise OSError("these languages cannot be loaded")

    def table(self, picture: Image.Image, *, segmentation: int, threshold: int) -> str | None:
        """The rows of Tesseract's TSV for a grey picture, without its head; None if it fails.

        Nothing of the picture is kept, nor learned from it: the next one may be anybody's."""
        self._on("TessBaseAPISetPageSegMode", segmentation)
        self._set("thresholding_method", str(threshold))
        width, height = picture.size
        self._on("TessBaseAPISetImage", picture.tobytes(), width, height, 1, width)
        try:
            if self._on("TessBaseAPIRecognize", None) != 0:
                return None
            return self._taken(self._on("TessBaseAPIGetTsvText", 0))
        finally:
            self._on("TessBaseAPIClear")
            self._on("TessBaseAPIClearAdaptiveClassifier")

    def _set(self, name: str, value: str) -> None:
        self._on("TessBaseAPISetVariable", name.encode(), value.encode())

    def _on(self, function: str, *arguments: object) -> object:
        return self._call[function](self._handle, *arguments)

    def _taken(self, text: object) -> str | None:
        """A text of the library as ours; its own is given back."""
        if not isinstance(text, int):
            return None
        try:
            return ctypes.string_at(text).decode("utf-8", "replace")
        finally:
            self._call["TessDeleteText"](text)


@lru_cache(maxsize=1)
def engine(languages: tuple[str, ...]) -> Engine | None:
    """The library, ready to read these languages; None where it is not there."""
    for name in _NAMES:
        try:
            return Engine(ctypes.CDLL(name), languages)
        except (OSError, AttributeError):
            continue
    return None


def _functions(library: ctypes.CDLL) -> list[tuple[str, Callable[..., object]]]:
    functions = []
    for name, (gives, *takes) in _SIGNATURES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = gives, takes
        functions.append((name, function))
    return functions
