"""Draws the icons of the Teams app, a shield with a keyhole that speaks: `python -m manifest.draw_icons`.

Teams rounds the corners of the colour icon itself and shows it down to 24 pixels, so: a full square, big
shapes, nothing thin. The outline icon must be white on transparent, nothing else; Teams colours it.
"""

from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

COLOR_SIZE = 192
OUTLINE_SIZE = 32

SUPERSAMPLING = 8
"""Every icon is drawn this many times larger and averaged down, because Pillow draws hard edges."""

BACKGROUND = (14, 74, 90)
"""The accent colour of the manifest."""

SHIELD_LEFT = (255, 255, 255)
SHIELD_RIGHT = (208, 227, 231)
BUBBLE = (246, 173, 60)

Point = tuple[float, float]
Ink = int | tuple[int, int, int]


def bezier(start: Point, first: Point, second: Point, end: Point, steps: int = 48) -> list[Point]:
    """Points on a cubic Bézier curve, both ends included."""
    points = []
    for step in range(steps + 1):
        t = step / steps
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
        points.append(
            (
                a * start[0] + b * first[0] + c * second[0] + d * end[0],
                a * start[1] + b * first[1] + c * second[1] + d * end[1],
            )
        )
    return points


def shield() -> list[Point]:
    """The shield, about (0, 0), 1 high and 0.86 wide: the right half, then its mirror image."""
    right = [
        *bezier((0.0, -0.5), (0.12, -0.41), (0.27, -0.375), (0.43, -0.375)),
        *bezier((0.43, -0.375), (0.45, 0.06), (0.33, 0.35), (0.0, 0.5)),
    ]
    return right + [(-x, y) for x, y in reversed(right)]


def place(points: Iterable[Point], size: int, height: float, centre: Point = (0.5, 0.5)) -> list[Point]:
    """Shapes about (0, 0) onto a square of `size` pixels; `height` and `centre` are parts of that."""
    return [((centre[0] + x * height) * size, (centre[1] + y * height) * size) for x, y in points]


def draw_keyhole(pen: ImageDraw.ImageDraw, size: int, height: float, centre: Point, ink: Ink) -> None:
    """A round hole and a foot that widens, `height` (part of the canvas) high in all."""
    head = 0.31
    box = place(((-head, -0.5), (head, -0.5 + 2 * head)), size, height, centre)
    pen.ellipse(box, fill=ink)
    pen.polygon(place(((-0.13, 0.0), (0.13, 0.0), (0.27, 0.5), (-0.27, 0.5)), size, height, centre), fill=ink)


def draw_bubble(pen: ImageDraw.ImageDraw, size: int, height: float, centre: Point, ink: Ink) -> None:
    """A round speech bubble with its tail to the lower right, `height` (part of the canvas) high."""
    pen.ellipse(place(((-0.5, -0.5), (0.5, 0.5)), size, height, centre), fill=ink)
    pen.polygon(place(((0.49, 0.08), (0.54, 0.56), (0.04, 0.49)), size, height, centre), fill=ink)


def color_icon() -> Image.Image:
    """The colour icon: a two-toned shield on the accent colour, and a speech bubble free of it."""
    size = COLOR_SIZE * SUPERSAMPLING
    canvas = Image.new("RGB", (size, size), BACKGROUND)
    shape = Image.new("L", (size, size), 0)
    ImageDraw.Draw(shape).polygon(place(shield(), size, 0.68), fill=255)
    right = Image.new("L", (size, size), 0)
    ImageDraw.Draw(right).rectangle((size // 2, 0, size, size), fill=255)
    canvas.paste(SHIELD_LEFT, mask=shape)
    canvas.paste(SHIELD_RIGHT, mask=ImageChops.multiply(shape, right))
    pen = ImageDraw.Draw(canvas)
    draw_keyhole(pen, size, 0.28, (0.5, 0.425), BACKGROUND)
    draw_bubble(pen, size, 0.31, (0.70, 0.705), BACKGROUND)
    draw_bubble(pen, size, 0.255, (0.70, 0.705), BUBBLE)
    for x in (0.643, 0.70, 0.757):
        pen.ellipse(place(((-0.5, -0.5), (0.5, 0.5)), size, 0.038, (x, 0.705)), fill=BACKGROUND)
    return canvas.resize((COLOR_SIZE, COLOR_SIZE), Image.Resampling.BOX)


def outline_icon() -> Image.Image:
    """The outline icon: white lines; only how opaque a pixel is differs."""
    size = OUTLINE_SIZE * SUPERSAMPLING
    ink = Image.new("L", (size, size), 0)
    pen = ImageDraw.Draw(ink)
    pen.polygon(place(shield(), size, 0.90), fill=255)
    pen.polygon(place(shield(), size, 0.745, (0.5, 0.497)), fill=0)
    draw_keyhole(pen, size, 0.40, (0.5, 0.485), 255)
    icon = Image.new("RGBA", (OUTLINE_SIZE, OUTLINE_SIZE), (255, 255, 255, 0))
    icon.putalpha(ink.resize((OUTLINE_SIZE, OUTLINE_SIZE), Image.Resampling.BOX))
    return icon


def main() -> None:
    """Write both icons beside this file."""
    folder = Path(__file__).parent
    color_icon().save(folder / "color.png", optimize=True)
    outline_icon().save(folder / "outline.png", optimize=True)


if __name__ == "__main__":
    main()
