"""Draws the figures of the post on quantization as SVG files.

Run from anywhere: python3 posts/quantization/figures.py
"""
from pathlib import Path
from statistics import NormalDist

import numpy as np

HERE = Path(__file__).resolve().parent
PAPER, INK, FAINT = "#fbfaf7", "#26292e", "#d9d6cd"
BLUE, RUST, GREEN, OCHRE = "#2f5d9b", "#b4552d", "#4b7f52", "#8a6d1f"
N01 = NormalDist()

# What an SVG image shows where the page around it is dark: the same figure in lighter inks. CSS wins over attributes.
NIGHT = "<style>@media (prefers-color-scheme: dark) {" + " ".join(
    f'[{part}="{day}"] {{ {part}: {night} }}'
    for day, night in {
        PAPER: "#1a1c20", INK: "#d9d6cf", FAINT: "#3b3d43",
        "#2f5d9b": "#90b5ea", "#b4552d": "#e2a580", "#4b7f52": "#98c49a", "#8a6d1f": "#d9b868",
    }.items()
    for part in ("fill", "stroke")
) + "}</style>"


class Plot:
    """An SVG with one pair of axes, linear or logarithmic."""

    def __init__(self, width, height, box, x, y, xlog=False, ylog=False):
        self.size, self.box = (width, height), box
        self.x, self.y, self.xlog, self.ylog = x, y, xlog, ylog
        self.body = []

    @staticmethod
    def _at(value, ends, log):
        lo, hi = ends
        if log:
            value, lo, hi = np.log10(value), np.log10(lo), np.log10(hi)
        return (value - lo) / (hi - lo)

    def px(self, x, y):
        left, top, right, bottom = self.box
        fx = self._at(x, self.x, self.xlog)
        fy = self._at(y, self.y, self.ylog)
        return left + fx * (right - left), bottom - fy * (bottom - top)

    def text(self, x, y, words, color=INK, anchor="start", size=14,
             turn=None, weight=None):
        extra = f' transform="rotate({turn} {x:.1f} {y:.1f})"' if turn else ""
        extra += f' font-weight="{weight}"' if weight else ""
        self.body.append(
            f'<text x="{x:.1f}" y="{y:.1f}" fill="{color}" font-size="{size}"'
            f' text-anchor="{anchor}"{extra}>{words}</text>')

    def label(self, x, y, words, color, dx=0, dy=0, anchor="start", **kw):
        a, b = self.px(x, y)
        self.text(a + dx, b + dy, words, color, anchor, **kw)

    def segment(self, a, b, color=INK, width=1.0, dash=None):
        dash = f' stroke-dasharray="{dash}"' if dash else ""
        self.body.append(
            f'<line x1="{a[0]:.1f}" y1="{a[1]:.1f}" x2="{b[0]:.1f}"'
            f' y2="{b[1]:.1f}" stroke="{color}" stroke-width="{width}"'
            f'{dash}/>')

    def curve(self, xs, ys, color, width=2.4, dash=None):
        pts = " ".join("%.1f,%.1f" % self.px(a, b) for a, b in zip(xs, ys))
        dash = f' stroke-dasharray="{dash}"' if dash else ""
        self.body.append(
            f'<polyline points="{pts}" fill="none" stroke="{color}"'
            f' stroke-width="{width}" stroke-linejoin="round"{dash}/>')

    def dot(self, x, y, color, r=4.5):
        a, b = self.px(x, y)
        self.body.append(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="{r}"'
                         f' fill="{color}" stroke="{PAPER}"'
                         f' stroke-width="1.5"/>')

    def axes(self, xticks, yticks, xlabel, ylabel):
        left, top, right, bottom = self.box
        for value, words in yticks:
            _, b = self.px(self.x[0], value)
            self.segment((left, b), (right, b), FAINT)
            self.text(left - 10, b + 5, words, anchor="end")
        for value, words in xticks:
            a, _ = self.px(value, self.y[0])
            self.segment((a, bottom), (a, bottom + 6))
            self.text(a, bottom + 23, words, anchor="middle")
        self.segment((left, bottom), (right, bottom), INK, 1.2)
        self.text((left + right) / 2, bottom + 50, xlabel, anchor="middle")
        self.text(24, (top + bottom) / 2, ylabel, anchor="middle", turn=-90)

    def save(self, name, title):
        w, h = self.size
        svg = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}"'
               f' height="{h}" viewBox="0 0 {w} {h}" role="img"'
               f' font-family="system-ui, sans-serif">',
               f"<title>{title}</title>",
               NIGHT,
               f'<rect width="{w}" height="{h}" rx="6" fill="{PAPER}"/>',
               *self.body, "</svg>\n"]
        (HERE / name).write_text("\n".join(svg), encoding="utf-8")


def roofline():
    """Upper bound on tokens per second against batch size."""
    params, band, peak = 8.03e9, 3.35e12, 989e12
    p = Plot(720, 440, (88, 26, 688, 366), (1, 1024), (100, 100_000),
             xlog=True, ylog=True)
    p.axes([(2 ** k, str(2 ** k)) for k in range(0, 11, 2)],
           [(100, "100"), (1000, "1,000"), (10_000, "10,000"),
            (100_000, "100,000")],
           "batch size (sequences decoded together, logarithmic)",
           "upper bound, tokens per second")
    ceiling = peak / (2 * params)
    knee = ceiling * params * 4.125 / 8 / band
    p.curve([knee, 1024], [ceiling, ceiling], INK)
    # labels lie along the lines
    slope = -np.degrees(np.arctan((340 / 3) / (600 / np.log10(1024))))
    for bits, color, words in ((16, BLUE, "16 bits"), (8, RUST, "8 bits"),
                               (4.125, GREEN, "4.125 bits")):
        traffic = params * bits / 8
        knee = ceiling * traffic / band
        p.curve([1, knee], [band / traffic, ceiling], color)
        p.dot(knee, ceiling, color)
        p.label(knee, ceiling, f"{knee:.0f}", color, 0, -12, "middle")
        at = {16: 5.2, 8: 3.4, 4.125: 2.25}[bits]
        p.label(at, at * band / traffic, words, color, -6, -9,
                turn=f"{slope:.1f}")
    p.label(1024, ceiling, "bf16 arithmetic", INK, -4, 26, "end")
    p.label(1024, ceiling, "is the limit", INK, -4, 46, "end")
    p.label(1024, 700, "weight traffic is the limit", INK, -4, 0, "end")
    p.label(1024, 700, "(the sloped part of each line)", INK, -4, 20, "end")
    p.save("roofline.svg", "Decoding throughput bound against batch size")


def uniform_noise(bits, clip, u, weight):
    step = 2 * clip / 2 ** bits
    k = np.clip(np.floor(u / step), -2 ** (bits - 1), 2 ** (bits - 1) - 1)
    return weight @ (u - (k + 0.5) * step) ** 2


def clipping():
    """Mean squared error of a uniform quantizer on a Gaussian."""
    u = np.linspace(-12, 12, 60_001)
    weight = np.exp(-u ** 2 / 2)
    weight /= weight.sum()
    p = Plot(720, 460, (88, 26, 640, 386), (1, 6), (3e-5, 1), ylog=True)
    p.axes([(k, f"{k}σ") for k in range(1, 7)],
           [(1, "1"), (0.1, "0.1"), (0.01, "0.01"), (1e-3, "0.001"),
            (1e-4, "0.0001")],
           "clipping point c (in standard deviations)",
           "mean squared error (variance = 1)")
    cs = np.linspace(1, 6, 201)
    lost = [2 * ((1 + c * c) * N01.cdf(-c) - c * N01.pdf(c)) for c in cs]
    keep = [i for i, v in enumerate(lost) if v > 3e-5]
    p.curve(cs[keep], [lost[i] for i in keep], INK, 1.4, "5 4")
    p.curve(cs, cs ** 2 / 3 / 4 ** 4, INK, 1.4, "2 4")
    for bits, color in ((2, OCHRE), (3, GREEN), (4, RUST), (6, BLUE),
                        (8, INK)):
        ys = np.array([uniform_noise(bits, c, u, weight) for c in cs])
        p.curve(cs, ys, color)
        p.dot(cs[ys.argmin()], ys.min(), color)
        p.label(6, ys[-1], f"{bits} bits", color, 8, 5)
    p.label(3.34, 1.35e-4, "clipping", INK, -24, 4, "end", size=13)
    p.label(3.34, 1.35e-4, "alone", INK, -24, 20, "end", size=13)
    p.label(1.06, 1 / 3 / 4 ** 4, "rounding alone, 4 bits", INK, 0, 22,
            size=13)
    p.save("clipping.svg", "Error against clipping point for a Gaussian")


def nf4_levels():
    top = 0.5 * (31 / 32 + 29 / 30)
    pos = [N01.inv_cdf(q) for q in np.linspace(top, 0.5, 9)[:-1]]
    neg = [-N01.inv_cdf(q) for q in np.linspace(top, 0.5, 8)[:-1]]
    return np.array(sorted(neg + [0.0] + pos)) / max(pos)


def lloyd_levels(block, rounds=60):
    g = np.random.default_rng(6).standard_normal((2 ** 18 // block, block))
    s = np.abs(g).max(1, keepdims=True)
    v, w = (g / s).ravel(), np.broadcast_to(s ** 2, g.shape).ravel()
    lev = nf4_levels()
    for _ in range(rounds):
        k = np.searchsorted((lev[1:] + lev[:-1]) / 2, v)
        lev = np.bincount(k, w * v, 16) / np.bincount(k, w, 16)
    return lev, v


def levels():
    """Four 16-value codebooks over the histogram they have to serve."""
    block = 64
    best, v = lloyd_levels(block)
    e2m1 = np.array([0, 0.5, 1, 1.5, 2, 3, 4, 6]) / 6
    rows = [("int4", np.arange(-7, 8) / 7, BLUE),
            ("FP4 (E2M1)", np.concatenate([-e2m1[:0:-1], e2m1]), OCHRE),
            ("NF4", nf4_levels(), RUST),
            ("least squares", best, GREEN)]
    p = Plot(720, 410, (132, 20, 694, 352), (-1.05, 1.05), (0, 1))
    left, top, right, bottom = p.box
    counts, edges = np.histogram(v[np.abs(v) < 1], 61, (-1, 1))
    mids = (edges[1:] + edges[:-1]) / 2
    base, tall = 158, 118
    pts = [p.px(m, 0)[0] for m in mids]
    ys = base - tall * counts / counts.max()
    area = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(pts, ys))
    p.body.append(f'<polygon points="{pts[0]:.1f},{base} {area} '
                  f'{pts[-1]:.1f},{base}" fill="{FAINT}"/>')
    p.segment((left, base), (right, base), INK, 1)
    p.text(20, 92, "weights in", size=14)
    p.text(20, 110, "blocks of 64,", size=14)
    p.text(20, 128, "absmax = 1", size=14)
    p.text(left + 562, 60, "(the ±1 of each", anchor="end", size=13)
    p.text(left + 562, 77, "block left out)", anchor="end", size=13)
    for i, (name, lev, color) in enumerate(rows):
        y = base + 40 + i * 42
        p.text(20, y + 5, name, color)
        p.segment((left, y), (right, y), FAINT, 1)
        for value in lev:
            a, _ = p.px(value, 0)
            p.segment((a, y - 13), (a, y + 13), color, 3)
    for value in (-1, -0.5, 0, 0.5, 1):
        a, _ = p.px(value, 0)
        p.segment((a, bottom), (a, bottom + 6))
        p.text(a, bottom + 22, f"{value:g}".replace("-", "−"),
               anchor="middle")
    p.segment((left, bottom), (right, bottom), INK, 1.2)
    p.text((left + right) / 2, bottom + 46, "weight divided by the largest"
           " magnitude of its block", anchor="middle")
    p.save("levels.svg", "Sixteen-level codebooks compared")


def rtn(w, s, bits):
    qmax = 2 ** (bits - 1) - 1
    return np.clip(np.round(w / s), -qmax, qmax) * s


def gptq(w, x, bits, damp=0.01):
    w, s = w.copy(), np.abs(w).max(1, keepdims=True) / (2 ** (bits - 1) - 1)
    q = np.zeros_like(w)
    h = 2 * x.T @ x
    h += damp * np.mean(np.diag(h)) * np.eye(len(h))
    u = np.linalg.cholesky(np.linalg.inv(h)).T
    for j in range(w.shape[1]):
        q[:, j] = rtn(w[:, j:j + 1], s, bits)[:, 0]
        err = (w[:, j] - q[:, j]) / u[j, j]
        w[:, j + 1:] -= np.outer(err, u[j, j + 1:])
    return q


def correlation():
    """Output error of rounding and of GPTQ as inputs get correlated."""
    rng = np.random.default_rng(9)
    dim, out, n = 192, 96, 2048
    w = rng.standard_normal((out, dim))
    z = rng.standard_normal((2, n, dim))
    gap = np.abs(np.subtract.outer(np.arange(dim), np.arange(dim)))
    rhos = np.array([0, .1, .2, .3, .4, .5, .6, .7, .8, .85, .9, .93, .95,
                     .97, .98])
    errs = {(m, b): [] for m in ("RTN", "GPTQ") for b in (3, 4)}
    for rho in rhos:
        root = np.linalg.cholesky(float(rho) ** gap).T
        calib, test = z[0] @ root, z[1] @ root
        y = test @ w.T
        for b in (3, 4):
            s = np.abs(w).max(1, keepdims=True) / (2 ** (b - 1) - 1)
            for m, q in (("RTN", rtn(w, s, b)), ("GPTQ", gptq(w, calib, b))):
                errs[m, b].append(100 * np.linalg.norm(y - test @ q.T)
                                  / np.linalg.norm(y))
    p = Plot(720, 430, (80, 26, 596, 356), (0, 1), (0, 33))
    p.axes([(k / 5, f"{k / 5:.1f}") for k in range(6)],
           [(k, f"{k} %") for k in (0, 10, 20, 30)],
           "correlation of neighbouring input features",
           "error of the layer's output")
    for b, color in ((3, RUST), (4, BLUE)):
        p.curve(rhos, errs["RTN", b], color, 2.2, "6 5")
        p.curve(rhos, errs["GPTQ", b], color)
        p.label(0.98, errs["RTN", b][-1], f"rounding, {b} bits", color,
                14, 5)
        p.label(0.98, errs["GPTQ", b][-1], f"GPTQ, {b} bits", color, 14,
                {3: 1, 4: 9}[b])
    p.save("correlation.svg", "GPTQ and rounding as inputs get correlated")
    return rhos, errs


if __name__ == "__main__":
    roofline()
    clipping()
    levels()
    correlation()
