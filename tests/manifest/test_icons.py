"""The icons have the size and the colours that Teams asks for (the schema does not look at them)."""

import json
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from manifest import draw_icons

FOLDER = Path(draw_icons.__file__).parent


def png_header(path: Path) -> tuple[int, int, int]:
    """Width, height and colour type (2 is RGB, 6 is RGBA, 3 is a palette)."""
    head = path.read_bytes()[:26]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert head[12:16] == b"IHDR"
    width, height, _depth, color_type = struct.unpack(">IIBB", head[16:26])
    return width, height, color_type


def test_sizes() -> None:
    assert png_header(FOLDER / "color.png") == (192, 192, 2)
    assert png_header(FOLDER / "outline.png") == (32, 32, 6)


def test_outline_is_white_on_transparent_and_nothing_else() -> None:
    red, green, blue, alpha = Image.open(FOLDER / "outline.png").split()
    for band in (red, green, blue):
        assert band.getextrema() == (255, 255)
    shares = alpha.histogram()
    assert shares[0] > 32 * 32 * 0.4, "mostly transparent"
    assert shares[255] > 32 * 32 * 0.1, "and clearly there"


def test_outline_keeps_clear_of_the_edge() -> None:
    box = Image.open(FOLDER / "outline.png").getchannel("A").getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert min(left, top, 32 - right, 32 - bottom) >= 1


def test_colour_icon_stands_on_the_accent_colour() -> None:
    accent = json.loads((FOLDER / "manifest.json").read_text("utf-8"))["accentColor"]
    icon = Image.open(FOLDER / "color.png")
    assert "#{:02X}{:02X}{:02X}".format(*draw_icons.BACKGROUND) == accent
    for corner in ((0, 0), (191, 0), (0, 191), (191, 191)):
        assert icon.getpixel(corner) == draw_icons.BACKGROUND


@pytest.mark.parametrize(
    ("name", "draw"), [("color.png", draw_icons.color_icon), ("outline.png", draw_icons.outline_icon)]
)
def test_committed_icon_is_what_the_script_draws(name: str, draw: Callable[[], Image.Image]) -> None:
    kept = Image.open(FOLDER / name)
    drawn = draw()
    assert kept.mode == drawn.mode
    # Another version of Pillow may round an edge pixel differently.
    for band in ImageChops.difference(kept, drawn).split():
        assert sum(band.histogram()[9:]) == 0
