"""Draw the figures of the post "Scaling Laws" as SVG files beside this script.

Run with:  python3 posts/scaling-laws/figures.py
Needs only the standard library and NumPy; the output is deterministic.
"""

from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
INK, FAINT, PAPER, BAND = "#26292e", "#d9d5cb", "#fbfaf7", "#f0ece2"
BLUE, RUST, GREEN, OCHRE = "#2f5d9b", "#b4552d", "#4b7f52", "#8a6d1f"

# What an SVG image shows where the page around it is dark: the same figure in lighter inks. CSS wins over attributes.
NIGHT = "<style>@media (prefers-color-scheme: dark) {" + " ".join(
    f'[{part}="{day}"] {{ {part}: {night} }}'
    for day, night in {
        PAPER: "#1a1c20", INK: "#d9d6cf", FAINT: "#3b3d43", BAND: "#26282d",
        "#2f5d9b": "#90b5ea", "#b4552d": "#e2a580", "#4b7f52": "#98c49a", "#8a6d1f": "#d9b868",
    }.items()
    for part in ("fill", "stroke")
) + "}</style>"

SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def power_of_ten(exponent):
    return "10" + str(exponent).translate(SUPERSCRIPT)


class Figure:
    """A sheet of paper that collects SVG elements."""

    def __init__(self, width, height, title):
        self.width, self.height, self.title = width, height, title
        self.parts = []

    def add(self, element):
        self.parts.append(element)

    def text(self, x, y, label, size=15, anchor="start", fill=INK, weight=None, turn=None):
        extra = f' font-weight="{weight}"' if weight else ""
        if turn is not None:
            extra += f' transform="rotate({turn} {x:.1f} {y:.1f})"'
        self.add(f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" '
                 f'fill="{fill}"{extra}>{label}</text>')

    def line(self, x1, y1, x2, y2, stroke=INK, width=1.0, dash=None):
        extra = f' stroke-dasharray="{dash}"' if dash else ""
        self.add(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
                 f'stroke="{stroke}" stroke-width="{width}"{extra}/>')

    def rect(self, x, y, w, h, fill):
        self.add(f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="{fill}"/>')

    def dot(self, x, y, fill, r=4.0):
        self.add(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r}" fill="{fill}" '
                 f'stroke="{PAPER}" stroke-width="1.2"/>')

    def save(self, name):
        head = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" '
                f'width="{self.width}" height="{self.height}" role="img" '
                f'font-family="system-ui, sans-serif">')
        body = [head, f"<title>{self.title}</title>", NIGHT,
                f'<rect width="{self.width}" height="{self.height}" rx="6" fill="{PAPER}"/>']
        (HERE / name).write_text("\n".join(body + self.parts + ["</svg>", ""]), encoding="utf-8")


class Axes:
    """A plotting area inside a figure; each axis is linear or logarithmic."""

    def __init__(self, fig, left, top, right, bottom, xlim, ylim, xlog=False, ylog=False):
        self.fig = fig
        self.left, self.top, self.right, self.bottom = left, top, right, bottom
        self.fx = np.log10 if xlog else np.asarray
        self.fy = np.log10 if ylog else np.asarray
        self.xlim, self.ylim = xlim, ylim

    def x(self, v):
        lo, hi = self.fx(self.xlim[0]), self.fx(self.xlim[1])
        return self.left + (self.fx(v) - lo) / (hi - lo) * (self.right - self.left)

    def y(self, v):
        lo, hi = self.fy(self.ylim[0]), self.fy(self.ylim[1])
        return self.bottom - (self.fy(v) - lo) / (hi - lo) * (self.bottom - self.top)

    def frame(self, xticks, yticks, xlabel, ylabel):
        """Grid, tick labels and axis titles; ticks are (value, label)."""
        f = self.fig
        for v, label in yticks:
            f.line(self.left, self.y(v), self.right, self.y(v), FAINT)
            f.text(self.left - 8, self.y(v) + 5, label, 14, "end")
        for v, label in xticks:
            f.line(self.x(v), self.bottom, self.x(v), self.bottom + 5)
            f.text(self.x(v), self.bottom + 22, label, 14, "middle")
        f.line(self.left, self.bottom, self.right, self.bottom)
        f.text((self.left + self.right) / 2, self.bottom + 46, xlabel, 15, "middle")
        f.text(self.left, self.top - 16, ylabel, 15)

    def band(self, lo, hi):
        self.fig.rect(self.x(lo), self.top, self.x(hi) - self.x(lo), self.bottom - self.top, BAND)

    def curve(self, xs, ys, stroke, width=2.4, dash=None):
        pts = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(self.x(np.asarray(xs)), self.y(np.asarray(ys))))
        extra = f' stroke-dasharray="{dash}"' if dash else ""
        self.fig.add(f'<polyline points="{pts}" fill="none" stroke="{stroke}" stroke-width="{width}" '
                     f'stroke-linejoin="round" stroke-linecap="round"{extra}/>')


def straight_lines():
    fig = Figure(720, 440, "Four curves that agree in the fitted window and part beyond it")
    ax = Axes(fig, 64, 52, 562, 372, (1, 1e4), (0.8, 3.2), True, True)
    ax.band(1, 100)
    ax.frame([(10**k, power_of_ten(k)) for k in range(5)],
             [(v, f"{v:.1f}") for v in (0.8, 1.0, 1.4, 2.0, 2.8)],
             "scale (arbitrary units, log)", "loss (log)")
    xs = np.logspace(0, 4, 161)
    curves = [
        ("law + floor: 2.03", 1.82 + 1.10 * xs**-0.18, BLUE, 4),
        ("power law: 1.83", 2.9 * xs**-0.05, INK, 4),
        ("logarithm: 1.70", 2.9 - 0.13 * np.log(xs), GREEN, 8),
        ("broken law: 0.85", 2.9 * xs**-0.05 * (1 + (xs / 300) ** 2) ** -0.11, RUST, 4),
    ]
    for label, ys, colour, shift in curves:
        ax.curve(xs, ys, colour)
        fig.text(ax.right + 10, ax.y(ys[-1]) + shift, label, 15, fill=colour)
    fig.text(ax.x(10), ax.bottom - 32, "fitted window", 15, "middle")
    fig.text(ax.x(10), ax.bottom - 12, "every fit has R² above 0.99", 14, "middle")
    fig.save("straight-lines.svg")


LAW = (1.8172, 482.01, 2085.43, 0.3478, 0.3658)


def loss(n, d):
    e, a, b, al, be = LAW
    return e + a * n**-al + b * d**-be


def best_size(c):
    e, a, b, al, be = LAW
    return (al * a / (be * b)) ** (1 / (al + be)) * (c / 6) ** (be / (al + be))


def isoflop():
    fig = Figure(720, 480, "Loss against model size at five training budgets")
    ax = Axes(fig, 64, 52, 694, 412, (2e7, 1.5e12), (1.7, 3.3), True)
    ax.frame([(10.0**k, power_of_ten(k)) for k in range(8, 13)],
             [(v, f"{v:.1f}") for v in (2.0, 2.4, 2.8, 3.2)],
             "parameters (log)", "loss, nats per token")
    ax.curve((2e7, 1.5e12), (LAW[0], LAW[0]), OCHRE, 1.8, "2 6")
    fig.text(ax.left + 4, ax.y(LAW[0]) + 20, "floor: 1.82", 15, fill=OCHRE)
    tags = {1e19: "10¹⁹ FLOP", 1e20: "10²⁰", 1e21: "10²¹", 1e22: "10²²", 5.76e23: "5.76 × 10²³"}
    for c, tag in tags.items():
        best = best_size(c)
        n = np.logspace(np.log10(best / 12), np.log10(best * 12), 121)
        y = loss(n, c / 6 / n)
        ax.curve(n[y < 3.28], y[y < 3.28], BLUE)
        n_end, y_end = n[y < 3.28][-1], y[y < 3.28][-1]
        if c < 1e23:
            fig.text(ax.x(n_end) + 7, ax.y(y_end) + 3, tag, 15, fill=BLUE)
        else:
            fig.text(ax.x(n_end) + 4, ax.y(y_end) - 9, tag, 15, "end", BLUE)
    cs = np.logspace(np.log10(3e18), np.log10(5e24), 60)
    ns = best_size(cs)
    ys = loss(ns, cs / 6 / ns)
    ax.curve(ns[ys < 3.28], ys[ys < 3.28], RUST, 2.2, "6 5")
    for c in tags:
        n = best_size(c)
        fig.dot(ax.x(n), ax.y(loss(n, c / 6 / n)), RUST, 4.6)
    fig.text(ax.x(1.0e11), ax.y(1.875), "compute-optimal path", 15, "end", RUST)
    fig.save("isoflop.svg")


def local_exponent():
    e, a, b, al, be = LAW
    omega = 47491.0
    ne = np.logspace(2.0, 12.5, 2101)
    nt = ne + omega * ne ** (1 / 3)
    kappa = (ne + omega / 3 * ne ** (1 / 3)) / nt
    d = (be * b * nt**al / (al * a * kappa)) ** (1 / be)
    ce = 6 * ne * d
    slope = np.gradient(np.log(ne), np.log(ce))
    fig = Figure(720, 430, "Local exponent of the optimal model size against compute")
    ax = Axes(fig, 64, 52, 690, 362, (1e13, 1e26), (0.4, 1.1), True)
    lo, hi = np.interp(np.log([768, 1.5e9]), np.log(ne), np.log(ce))
    ax.band(max(np.exp(lo), 1e13), np.exp(hi))
    ax.frame([(10.0**k, power_of_ten(k)) for k in range(14, 27, 2)],
             [(v, f"{v:.1f}") for v in (0.4, 0.6, 0.8, 1.0)],
             "training compute without embeddings, FLOP (log)",
             "local exponent of the optimal size")
    keep = (ce > 1e13) & (ce < 1e26)
    ax.curve((1e13, 1e26), (0.73, 0.73), OCHRE, 1.8, "6 5")
    ax.curve((1e13, 1e26), (be / (al + be),) * 2, GREEN, 1.8, "6 5")
    ax.curve(ce[keep], slope[keep], BLUE, 2.8)
    fig.text(ax.right, ax.y(0.73) - 8, "Kaplan et al.: 0.73", 15, "end", OCHRE)
    fig.text(ax.left + 8, ax.y(be / (al + be)) + 21, "the law underneath: 0.51", 15, fill=GREEN)
    fig.text(ax.x(1.5e17), ax.y(0.92), "the same law in", 14, fill=BLUE)
    fig.text(ax.x(1.5e17), ax.y(0.92) + 18, "non-embedding units", 14, fill=BLUE)
    fig.text(ax.left + 8, ax.top + 20, "sizes studied by Kaplan et al.", 14)
    fig.save("local-exponent.svg")


def emergence():
    size = np.logspace(7, 11, 9)
    length, items = 20, 200
    p = np.exp(-((size / 3e7) ** -0.35))
    u = np.random.default_rng(4).random((size.size, items, length))
    right = u < p[:, None, None]
    exact, wrong = right.all(2).mean(1), (~right).sum(2).mean(1)
    fine = np.logspace(7, 11, 200)
    q = np.exp(-((fine / 3e7) ** -0.35))
    fig = Figure(720, 410, "The same answers under two metrics")
    xt = [(10.0**k, power_of_ten(k)) for k in range(7, 12)]
    left = Axes(fig, 50, 62, 338, 342, (7e6, 1.4e11), (0, 20), True)
    left.frame(xt, [(v, str(v)) for v in (0, 5, 10, 15, 20)],
               "parameters (log)", "wrong tokens per answer, of 20")
    left.curve(fine, length * (1 - q), GREEN)
    for s, w in zip(size, wrong):
        fig.dot(left.x(s), left.y(w), GREEN, 4.6)
    fig.text(left.x(1.6e8), left.y(11.2), "a smooth decline", 15, fill=GREEN)
    r = Axes(fig, 414, 62, 702, 342, (7e6, 1.4e11), (0, 0.4), True)
    r.frame(xt, [(v, f"{v:.1f}") for v in (0.0, 0.1, 0.2, 0.3, 0.4)],
            "parameters (log)", "share of exact matches")
    r.curve(fine, q**length, RUST)
    for s, e in zip(size, exact):
        fig.dot(r.x(s), r.y(e), RUST, 4.6)
    fig.text(r.x(1.2e7), r.y(0.035), "nothing at first,", 15, fill=RUST)
    fig.text(r.x(2.0e10), r.y(0.235), "then a jump", 15, "end", fill=RUST)
    fig.save("emergence.svg")


if __name__ == "__main__":
    straight_lines()
    isoflop()
    local_exponent()
    emergence()
