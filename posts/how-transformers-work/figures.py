"""Draw the figures of "How Transformers Work, Beyond the Diagrams".

Run as: python3 posts/how-transformers-work/figures.py
Needs the standard library and NumPy; writes the SVG files next to itself.
"""

from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
PAPER, INK, GRID = "#fbfaf7", "#26292e", "#dedbd2"
BLUE, RUST, GREEN, OCHRE = "#2f5d9b", "#b4552d", "#4b7f52", "#8a6d1f"

# What an SVG image shows where the page around it is dark: the same figure in lighter inks. CSS wins over attributes.
NIGHT = "<style>@media (prefers-color-scheme: dark) {" + " ".join(
    f'[{part}="{day}"] {{ {part}: {night} }}'
    for day, night in {
        PAPER: "#1a1c20", INK: "#d9d6cf", GRID: "#3b3d43",
        "#2f5d9b": "#90b5ea", "#b4552d": "#e2a580", "#4b7f52": "#98c49a", "#8a6d1f": "#d9b868",
    }.items()
    for part in ("fill", "stroke")
) + "}</style>"


class Svg:
    """A small drawing surface: every call appends one element."""

    def __init__(self, width, height, title):
        self.size, self.title, self.parts = (width, height), title, []

    def add(self, tag, text=None, **attrs):
        body = " ".join(
            f'{k.rstrip("_").replace("_", "-")}="{fmt(v)}"' for k, v in attrs.items()
        )
        self.parts.append(
            f"<{tag} {body}/>" if text is None else f"<{tag} {body}>{text}</{tag}>"
        )

    def line(self, x1, y1, x2, y2, stroke=INK, width=1.0, **more):
        self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke,
                 stroke_width=width, **more)

    def rect(self, x, y, w, h, fill="none", **more):
        self.add("rect", x=x, y=y, width=w, height=h, fill=fill, **more)

    def path(self, points, stroke, width=2.2, **more):
        d = "M" + "L".join(f"{fmt(x)} {fmt(y)}" for x, y in points)
        self.add("path", d=d, fill="none", stroke=stroke, stroke_width=width,
                 stroke_linejoin="round", **more)

    def text(self, x, y, words, fill=INK, size=14, anchor="start", **more):
        self.add("text", words, x=x, y=y, fill=fill, font_size=size,
                 text_anchor=anchor, **more)

    def arrow(self, x1, y1, x2, y2, stroke=INK, width=1.8, head=8):
        length = np.hypot(x2 - x1, y2 - y1)
        ux, uy = (x2 - x1) / length, (y2 - y1) / length
        bx, by = x2 - head * ux, y2 - head * uy
        self.line(x1, y1, bx, by, stroke, width)
        wing = head * 0.5
        corners = [(x2, y2), (bx - wing * uy, by + wing * ux),
                   (bx + wing * uy, by - wing * ux)]
        self.add("polygon", fill=stroke,
                 points=" ".join(f"{fmt(x)},{fmt(y)}" for x, y in corners))

    def save(self, name, night=NIGHT):
        w, h = self.size
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" '
            f'viewBox="0 0 {w} {h}" role="img" '
            f'font-family="system-ui, sans-serif">\n<title>{self.title}</title>\n{night}\n'
            f'<rect width="{w}" height="{h}" rx="6" fill="{PAPER}"/>\n'
        )
        (HERE / name).write_text(head + "\n".join(self.parts) + "\n</svg>\n",
                                 encoding="utf-8")


def fmt(value):
    if isinstance(value, (int, float, np.floating, np.integer)):
        return f"{float(value):.2f}".rstrip("0").rstrip(".")
    return str(value)


def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def rope(x, pos, base=10000.0):
    half = x.shape[-1] // 2
    theta = base ** (-np.arange(half) / half)
    c, s = np.cos(np.outer(pos, theta)), np.sin(np.outer(pos, theta))
    a, b = x[..., :half], x[..., half:]
    return np.concatenate([a * c - b * s, a * s + b * c], axis=-1)


def saturation():
    """Trace of the softmax Jacobian against the key width."""
    rng = np.random.default_rng(0)
    n, widths = 64, [2**k for k in range(2, 11)]
    raw, scaled = [], []
    for d in widths:
        s = np.concatenate([rng.normal(size=(n, d)) @ rng.normal(size=(d, n))
                            for _ in range(50)])
        for scores, out in ((s, raw), (s / np.sqrt(d), scaled)):
            p = softmax(scores)
            out.append((1 - (p * p).sum(-1)).mean())
    svg = Svg(720, 400, "Softmax gradient against key width")
    left, right, top, bottom = 84, 560, 44, 336
    x = lambda d: left + (right - left) * (np.log2(d) - 2) / 8
    y = lambda v: bottom - (bottom - top) * v
    for v in (0, 0.25, 0.5, 0.75, 1):
        svg.line(left, y(v), right, y(v), INK if v == 0 else GRID)
        svg.text(left - 10, y(v) + 5, f"{v:g}", anchor="end")
    for d in widths:
        svg.line(x(d), bottom, x(d), bottom + 5)
        svg.text(x(d), bottom + 22, str(d), anchor="middle")
    svg.text((left + right) / 2, bottom + 48, "key width (numbers per key, log scale)", anchor="middle")
    svg.text(24, 24, "gradient left in the softmax: mean trace of its Jacobian")
    ref = [(x(d), y(raw[4] * np.sqrt(64 / d))) for d in widths if d >= 16]
    svg.path(ref, OCHRE, 1.6, stroke_dasharray="5 5")
    for values, colour in ((scaled, BLUE), (raw, RUST)):
        svg.path([(x(d), y(v)) for d, v in zip(widths, values)], colour, 2.6)
        for d, v in zip(widths, values):
            svg.add("circle", cx=x(d), cy=y(v), r=4, fill=colour)
    svg.text(right + 14, y(scaled[-1]) - 2, "scores divided by", BLUE)
    svg.text(right + 14, y(scaled[-1]) + 17, "\u221a(key width)", BLUE)
    svg.text(right + 14, y(raw[-1]) + 4, "raw scores", RUST)
    svg.text(x(20), y(0.90) + 4, "dashed: proportional to 1/\u221a(key width)", OCHRE)
    svg.line(x(20) + 40, y(0.90) + 11, x(21), y(raw[4] * np.sqrt(64 / 21)) - 5, OCHRE, 1)
    svg.save("saturation.svg")


def residual_stream():
    """Two layers reading from and writing to one wide stream."""
    svg = Svg(720, 420, "The residual stream")
    svg.text(24, 32, "Heads move information between tokens; an MLP sees one token at a time.",
             size=15)
    svg.text(24, 55, "Both read a normalised copy of the stream, and both can only add to it.",
             size=15)
    early, band, x0, x1 = 84, 34, 100, 616
    y0, height = 336, 48
    svg.rect(x0, early, x1 - x0, band, INK, fill_opacity=0.08)
    svg.text((x0 + x1) / 2, early + 22, "streams of all tokens so far, this one included",
             anchor="middle")
    svg.rect(x0, y0, x1 - x0, height, BLUE, fill_opacity=0.14)
    svg.line(x0, y0, x1, y0, BLUE, 1.6)
    svg.line(x0, y0 + height, x1, y0 + height, BLUE, 1.6)
    svg.arrow(x1 - 36, y0 + height / 2, x1 + 14, y0 + height / 2, BLUE, 2.4, 11)
    svg.text((x0 + x1) / 2, y0 + 30, "residual stream of this token: 768 numbers",
             BLUE, 15, "middle")
    for bx, top_word, low_word in ((16, "embed", "token"), (634, "norm,", "logits")):
        svg.rect(bx, y0 - 6, 72, height + 12, stroke=INK, rx=4)
        svg.text(bx + 36, y0 + 20, top_word, anchor="middle")
        svg.text(bx + 36, y0 + 39, low_word, anchor="middle")
    svg.arrow(88, y0 + height / 2, x0, y0 + height / 2, BLUE, 2.4, 9)
    box, tall = 196, 58
    for layer, x in enumerate((114, 368)):
        svg.rect(x - 8, 158, 252, 104, INK, fill_opacity=0.035, rx=6)
        for k in (2, 1, 0):
            svg.rect(x + 6 * k, box - 6 * k, 98, tall, PAPER, stroke=RUST,
                     stroke_width=1.6, rx=4)
        svg.text(x + 49, box + 25, "12 heads,", RUST, anchor="middle")
        svg.text(x + 49, box + 44, "64 wide", RUST, anchor="middle")
        svg.rect(x + 140, box, 98, tall, PAPER, stroke=GREEN, stroke_width=1.6, rx=4)
        svg.text(x + 189, box + 25, "MLP,", GREEN, anchor="middle")
        svg.text(x + 189, box + 44, "3,072 wide", GREEN, anchor="middle")
        svg.arrow(x + 49, early + band, x + 49, box - 14, RUST)
        svg.text(x + 58, early + band + 24, "keys, values", RUST, 13)
        for bx, colour, word in ((x, RUST, "query"), (x + 140, GREEN, "read")):
            svg.arrow(bx + 24, y0 - 1, bx + 24, box + tall + 3, colour)
            svg.arrow(bx + 74, box + tall, bx + 74, y0 - 3, colour)
            svg.text(bx + 29, box + tall + 47, word, colour, 13)
            svg.text(bx + 79, box + tall + 47, "add", colour, 13)
        svg.text(x + 189, box - 17, f"layer {layer + 1}", size=15, anchor="middle")
    svg.save("residual-stream.svg")


def positions():
    """Scores at fixed distance against the absolute position."""
    rng = np.random.default_rng(0)
    d = 64
    x, yv = rng.normal(size=(2, d))
    wq, wk = rng.normal(size=(2, d, d)) / np.sqrt(d)
    unit = np.r_[np.ones(d // 2), np.zeros(d // 2)]
    svg = Svg(720, 430, "Scores at a fixed distance, by absolute position")
    m = np.arange(40, 301)
    panels = (("added sinusoids", 66, 356), ("RoPE", 398, 688))
    top, bottom = 72, 366
    lo, hi = -5, 1
    y = lambda v: bottom - (bottom - top) * (v - lo) / (hi - lo)
    svg.text(24, 28, "score of one query and one key, divided by \u221a(key width); "
             "one colour per distance")
    for name, left, right in panels:
        px = lambda p: left + (right - left) * (p - 40) / 260
        for v in range(lo, hi + 1):
            svg.line(left, y(v), right, y(v), GRID)
            if left < 100:
                svg.text(left - 10, y(v) + 5, f"{v:d}".replace("-", "\u2212"), anchor="end")
        for p in (50, 100, 150, 200, 250, 300):
            svg.line(px(p), bottom, px(p), bottom + 5)
            svg.text(px(p), bottom + 22, str(p), anchor="middle")
        svg.line(left, bottom, right, bottom)
        svg.text((left + right) / 2, 58, name, size=15, anchor="middle", font_weight="600")
        svg.text((left + right) / 2, bottom + 46, "position of the query", anchor="middle")
        for gap, colour in ((1, BLUE), (7, RUST), (30, GREEN)):
            if name == "RoPE":
                s = (rope(x @ wq, m) * rope(yv @ wk, m - gap)).sum(-1)
            else:
                s = (((x + rope(unit, m)) @ wq)
                     * ((yv + rope(unit, m - gap)) @ wk)).sum(-1)
            s = s / np.sqrt(d)
            svg.path([(px(p), y(v)) for p, v in zip(m, s)], colour,
                     2.2 if name == "RoPE" else 1.5)
            if name == "RoPE":
                lift = 18 if gap == 1 else -8
                svg.text(right, y(s[-1]) + lift, f"{gap} token{'s' * (gap > 1)} apart",
                         colour, anchor="end")
    svg.save("positions.svg")


def induction():
    """Attention patterns of the hand-set induction circuit."""
    def rms(v):
        return v / np.sqrt((v * v).mean(-1, keepdims=True))

    n, fast, d = 20, 12, 64
    tok, prev = slice(1, 22), slice(22, 43)
    eye, slow = np.arange(n), fast + np.arange(n)
    wq1, wk1, wq2, wk2 = np.zeros((4, d, d))
    wk1[0, :fast] = 1
    wq1[0] = 4 * rope(wk1[:1], [-1])[0]
    wq2[1 + eye, slow] = 16
    wk2[22 + eye, slow] = 1
    half = [8, 3, 15, 0, 11, 6]
    ids = np.array([20] + half + half)
    words = ["start"] + list("MARBLE") * 2
    pos = np.arange(len(ids))
    x = np.zeros((len(ids), d))
    x[:, 0], x[pos, 1 + ids] = 1, 1
    maps, causal = [], pos[None, :] <= pos[:, None]
    for wq, wk in ((wq1, wk1), (wq2, wk2)):
        h = rms(x)
        s = rope(h @ wq, pos) @ rope(h @ wk, pos).T / np.sqrt(d)
        a = softmax(np.where(causal, s, -np.inf))
        maps.append(a)
        x = x.copy()
        x[:, prev] += a @ h[:, tok]
    cell, top = 21, 96
    svg = Svg(720, 440, "Attention patterns of an induction circuit")
    svg.text(24, 30, "row: the token that looks; column: the token it looks at; "
             "dark: weight near 1")
    for a, left, name, colour in (
        (maps[0], 76, "layer 1: previous token", (47, 93, 155)),
        (maps[1], 436, "layer 2: one past the match", (180, 85, 45)),
    ):
        size = cell * len(ids)
        svg.text(left + size / 2, 62, name, "#%02x%02x%02x" % colour, 15, "middle",
                 font_weight="600")
        for i, w in enumerate(words):
            label = "\u2022" if i == 0 else w
            svg.text(left - 8, top + cell * i + 16, label, size=13, anchor="end")
            svg.text(left + cell * i + cell / 2, top - 8, label, size=13, anchor="middle")
            for j in range(i + 1):
                rgb = [round(251 + (c - 251) * a[i, j]) for c in colour]
                svg.rect(left + cell * j, top + cell * i, cell, cell,
                         "#%02x%02x%02x" % tuple(rgb), stroke=GRID, stroke_width=0.7)
        k = cell * 7
        svg.line(left, top + k, left + k, top + k, INK, 1.2)
        svg.line(left + k, top + k, left + k, top + size, INK, 1.2)
        svg.rect(left, top, size, size, "none", stroke=INK)
    svg.text(24, 402, "\u2022 is the start token. In the second copy (below the inner "
             "horizontal line)")
    svg.text(24, 422, "layer 2 points at the token that must come next.")
    # The cells are shades of one colour on white: at night they are only dimmed.
    svg.save("induction.svg", night="<style>@media (prefers-color-scheme: dark) "
             "{svg {filter: brightness(0.88)}}</style>")


if __name__ == "__main__":
    saturation()
    residual_stream()
    positions()
    induction()
