"""Pictures: decoded to their last pixel and written anew, so that nothing but the picture is kept."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image, ImageOps

from dsar.services.parsing.faults import Fault, Faulty
from dsar.services.parsing.kinds import Kind

MAX_PIXELS: Final = 50_000_000
_JPEG_QUALITY: Final = 90
_FORMATS: Final = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP"}


def clean(data: bytes, kind: Kind) -> tuple[Kind, bytes]:
    """The picture written anew as JPEG or PNG, upright, without metadata (place, device, thumbnail, profile).

    Faulty when it has over 50 million pixels (by its header, before anything is unpacked), moves, or is cut.
    """
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with Image.open(io.BytesIO(data), formats=[_FORMATS[kind]]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise Faulty(Fault.TOO_BIG)
            if getattr(picture, "n_frames", 1) > 1:
                raise Faulty(Fault.MOVING)
            picture.load()
            ImageOps.exif_transpose(picture, in_place=True)
            return _written(picture, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Faulty(Fault.TOO_BIG) from None
    except (OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError, OverflowError):
        raise Faulty(Fault.DAMAGED) from None


def _written(picture: Image.Image, kind: Kind) -> tuple[Kind, bytes]:
    out = io.BytesIO()
    if picture.mode.startswith("I"):  # sixteen bits become eight
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    clear = "A" in picture.getbands() or "transparency" in picture.info
    grey = picture.mode in {"1", "L"}
    bare = _bare(picture, "RGBA" if clear else "L" if grey else "RGB")
    if kind == Kind.PNG or clear:
        bare.save(out, "PNG", compress_level=6)
        return Kind.PNG, out.getvalue()
    bare.save(out, "JPEG", quality=_JPEG_QUALITY)
    return Kind.JPEG, out.getvalue()


def _bare(picture: Image.Image, mode: str) -> Image.Image:
    """The pixels alone, in a plain mode."""
    bare = picture if picture.mode == mode else picture.convert(mode)
    bare.info = {}
    return bare
