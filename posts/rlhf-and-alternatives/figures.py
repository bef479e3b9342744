"""Draws the figures of the post. Run: python3 posts/rlhf-and-alternatives/figures.py"""
from math import comb, sqrt
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
PAPER, INK, GRID = "#fbfaf7", "#26292e", "#dcd9d0"
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
    def __init__(self, w, h):
        self.w, self.h, self.parts = w, h, []

    def add(self, s):
        self.parts.append(s)

    def line(self, x1, y1, x2, y2, colour=INK, width=1.0, dash=None):
        d = f' stroke-dasharray="{dash}"' if dash else ""
        self.add(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
                 f'stroke="{colour}" stroke-width="{width}"{d}/>')

    def path(self, pts, colour, width=2.4, dash=None):
        d = "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in pts)
        k = f' stroke-dasharray="{dash}"' if dash else ""
        self.add(f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width}" '
                 f'stroke-linejoin="round" stroke-linecap="round"{k}/>')

    def dot(self, x, y, colour, r=4.5):
        self.add(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r}" fill="{colour}" '
                 f'stroke="{PAPER}" stroke-width="1.5"/>')

    def text(self, x, y, s, anchor="start", colour=INK, size=14, weight=None, rot=None):
        t = f' transform="rotate({rot} {x:.1f} {y:.1f})"' if rot is not None else ""
        b = f' font-weight="{weight}"' if weight else ""
        s = s.replace("&", "&amp;").replace("<", "&lt;")
        self.add(f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" '
                 f'font-size="{size}"{b}{t} stroke="{PAPER}" stroke-width="4" '
                 f'stroke-linejoin="round" paint-order="stroke">{s}</text>')

    def save(self, name, title):
        body = "\n".join(self.parts)
        (HERE / name).write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.w} {self.h}" '
            f'width="{self.w}" height="{self.h}" role="img" '
            f'font-family="system-ui, sans-serif">\n<title>{title}</title>\n{NIGHT}\n'
            f'<rect width="{self.w}" height="{self.h}" rx="6" fill="{PAPER}"/>\n{body}\n</svg>\n',
            encoding="utf-8")


class Axes:
    def __init__(self, svg, left, top, width, height, xlim, ylim):
        self.s, self.l, self.t, self.w, self.h = svg, left, top, width, height
        self.xlim, self.ylim = xlim, ylim

    def x(self, v):
        return self.l + (v - self.xlim[0]) / (self.xlim[1] - self.xlim[0]) * self.w

    def y(self, v):
        return self.t + self.h - (v - self.ylim[0]) / (self.ylim[1] - self.ylim[0]) * self.h

    def frame(self, xticks, yticks, xlabel, ylabel, xfmt="{:g}", yfmt="{:g}"):
        s = self.s
        for v in yticks:
            s.line(self.l, self.y(v), self.l + self.w, self.y(v), GRID)
            s.text(self.l - 9, self.y(v) + 4.5, yfmt.format(v).replace("-", "\u2212"), "end", size=13)
        base = self.t + self.h
        s.line(self.l, base, self.l + self.w, base, INK, 1.2)
        for v in xticks:
            s.line(self.x(v), base, self.x(v), base + 5, INK, 1.2)
            s.text(self.x(v), base + 20, xfmt.format(v).replace("-", "\u2212"), "middle", size=13)
        s.text(self.l + self.w / 2, base + 42, xlabel, "middle")
        if ylabel:
            s.text(self.l - 46, self.t + self.h / 2, ylabel, "middle", rot=-90)

    def curve(self, xs, ys, colour, width=2.4, dash=None):
        self.s.path([(self.x(a), self.y(b)) for a, b in zip(xs, ys)], colour, width, dash)


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -60, 60)))


def softmax(z):
    e = np.exp(z - z.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def kl(p, q):
    return float(np.sum(p * np.log(np.maximum(p, 1e-300) / q)))


def bandit():
    rng = np.random.default_rng(12)
    tok = np.array([[int(b) for b in f"{y:03b}"] for y in range(8)])
    node = np.zeros((8, 3), int)
    for t in range(1, 3):
        node[:, t] = 2 * node[:, t - 1] + 1 + tok[:, t - 1]
    ref = softmax(rng.normal(0, 0.8, (7, 2)))[node, tok].prod(1)
    return ref, rng.normal(0, 1, 8)


def best_of_n(p, r, n):
    order = np.argsort(r)
    F = np.minimum(np.cumsum(p[order]), 1.0)
    out = np.empty_like(p)
    out[order] = F ** n - np.append(0.0, F[:-1]) ** n
    return out


def frontier():
    ref, reward = bandit()
    svg = Svg(720, 430)
    ax = Axes(svg, 76, 24, 622, 342, (-0.25, 3.2), (0.2, 1.95))
    ax.frame([0, 0.5, 1, 1.5, 2, 2.5, 3], [0.4, 0.8, 1.2, 1.6],
             "KL divergence from the reference (nats)", "mean reward (log-odds)", yfmt="{:.1f}")
    pts = []
    for b in np.geomspace(200, 0.02, 500):
        p = softmax(np.log(ref) + reward / b)
        pts.append((kl(p, ref), p @ reward))
    xs, ys = zip(*pts)
    ax.curve(xs, ys, BLUE, 2.8)
    for b, dx, dy, anchor in ((2, -8, -10, "end"), (1, -10, -8, "end"), (0.5, -10, -8, "end"), (0.25, -8, -10, "end")):
        p = softmax(np.log(ref) + reward / b)
        X, Y = ax.x(kl(p, ref)), ax.y(p @ reward)
        svg.dot(X, Y, BLUE, 3.8)
        svg.text(X + dx, Y + dy, f"\u03b2 = {b:g}", anchor, BLUE, 13)
    for n in (2, 4, 8, 16, 32, 64):
        q = best_of_n(ref, reward, n)
        X, Y = ax.x(kl(q, ref)), ax.y(q @ reward)
        svg.dot(X, Y, RUST, 5)
        svg.text(X + 9, Y + 17, f"n = {n}", "start", RUST, 13)
    svg.dot(ax.x(0), ax.y(ref @ reward), INK, 5)
    svg.text(ax.x(0) + 12, ax.y(ref @ reward) + 6, "reference policy", size=14)
    svg.text(ax.x(1.62), ax.y(1.72), "Gibbs policies: the frontier", "end", BLUE, 14, 600)
    svg.text(ax.x(1.55), ax.y(1.10), "best of n, exact", "start", RUST, 14, 600)
    svg.text(ax.l + ax.w, ax.y(1.775) - 16, "best response only", "end", INK, 13)
    svg.line(ax.l + ax.w - 118, ax.y(1.7754), ax.l + ax.w, ax.y(1.7754), INK, 1.2, "3 4")
    svg.save("frontier.svg", "Reward against KL for Gibbs policies and best-of-n")


def clip():
    svg = Svg(720, 370)
    eps = 0.2
    rho = np.linspace(0, 2, 401)
    for k, (A, head) in enumerate(((1, "positive advantage, A = 1"), (-1, "negative advantage, A = \u22121"))):
        left = 76 + k * 344
        lim = (0, 2) if A > 0 else (-2, 0)
        ax = Axes(svg, left, 58, 278, 246, (0, 2), lim)
        ticks = [0, 0.5, 1, 1.5, 2] if A > 0 else [-2, -1.5, -1, -0.5, 0]
        x0, x1 = ax.x(1 - eps), ax.x(1 + eps)
        svg.add(f'<rect x="{x0:.1f}" y="{ax.t}" width="{x1-x0:.1f}" height="{ax.h}" fill="{OCHRE}" opacity="0.13"/>')
        ax.frame([0, 0.5, 0.8, 1.2, 1.5, 2], ticks, "ratio \u03c1 = new / old probability",
                 "objective" if k == 0 else None, yfmt="{:.1f}")
        ax.curve(rho, rho * A, RUST, 1.8, "5 5")
        ax.curve(rho, np.minimum(rho * A, np.clip(rho, 1 - eps, 1 + eps) * A), BLUE, 3)
        svg.dot(ax.x(1), ax.y(A), INK, 4.5)
        svg.text(left + ax.w / 2, 28, head, "middle", INK, 15, 600)
        svg.text((x0 + x1) / 2, 50, "band", "middle", OCHRE, 13)
        if A > 0:
            svg.text(ax.x(1.62), ax.y(1.2) + 20, "no gradient", "middle", BLUE, 13)
            svg.text(ax.x(1.52), ax.y(1.37) + 5, "unclipped", "start", RUST, 13)
            svg.text(ax.x(0.05), ax.y(1.09), "still pulls back", "start", BLUE, 13)
        else:
            svg.text(ax.x(0.40), ax.y(-0.8) + 20, "no gradient", "middle", BLUE, 13)
            svg.text(ax.x(0.48), ax.y(-0.63) + 5, "unclipped", "end", RUST, 13)
            svg.text(ax.x(1.28), ax.y(-0.91), "still pulls back", "start", BLUE, 13)
    svg.save("ppo-clip.svg", "PPO clipped objective for positive and negative advantage")


def fit_bt(D, y, ridge, steps=25):
    w = np.zeros(D.shape[1])
    for _ in range(steps):
        p = sigmoid(D @ w)
        grad = D.T @ (p - y) + ridge * w
        hess = (D * (p * (1 - p))[:, None]).T @ D
        w -= np.linalg.solve(hess + ridge * np.eye(len(w)), grad)
    return w


def goodhart():
    d = 10
    rng = np.random.default_rng(5)

    def gold(z):
        return z[:, 0] + 1.5 * z[:, 1] - 3 * np.maximum(z[:, 1] - 1.5, 0) ** 2

    def train(n):
        a, b = rng.normal(size=(2, n, d))
        win = rng.random(n) < sigmoid(gold(a) - gold(b))
        return fit_bt(a - b, win, 1.0)

    pool = rng.normal(size=(400_000, d))
    g = gold(pool) - gold(pool).mean()
    rng.normal(size=(2, 50_000, d))          # keeps the stream of the post
    ns = 2.0 ** np.arange(0, 12.5, 0.5)
    u = np.arange(len(g) + 1) / len(g)

    def curve(w, value):
        v = value[np.argsort(pool @ w)]
        return np.array([np.diff(u ** n) @ v for n in ns])

    dist = np.sqrt(np.maximum(np.log(ns) - (ns - 1) / ns, 0))
    svg = Svg(720, 440)
    ax = Axes(svg, 76, 28, 500, 348, (0, 2.75), (-2.1, 6))
    ax.frame([0, 0.5, 1, 1.5, 2, 2.5], [-1, 0, 1, 2, 3, 4, 5, 6],
             "square root of the KL divergence", "reward above the reference (log-odds)")
    svg.line(ax.l, ax.y(0), ax.l + ax.w, ax.y(0), INK, 1.0)
    right = ax.l + ax.w + 10
    for n, colour in ((100, OCHRE), (1000, GREEN), (10_000, BLUE)):
        ws = [train(n) for _ in range(5)]
        c = np.mean([curve(w, g) for w in ws], 0)
        ax.curve(dist, c, colour, 2.8)
        shift = {100: 0, 1000: 6, 10_000: -4}[n]
        svg.text(right, ax.y(c[-1]) + 5 + shift, f"{n:,} pairs".replace(",", "\u2009"), "start", colour, 14, 600)
    p = np.mean([curve(w, pool @ w) for w in ws], 0)
    ax.curve(dist, p, RUST, 2.4, "6 6")
    svg.text(right, ax.y(p[-1]) + 5, "proxy score", "start", RUST, 14, 600)
    svg.text(right, ax.y(p[-1]) + 23, "(10\u2009000 pairs)", "start", RUST, 13)
    svg.text(right, ax.y(2.55) + 5, "gold score,", "start", INK, 14)
    svg.text(right, ax.y(2.55) + 23, "selecting by", "start", INK, 14)
    svg.text(right, ax.y(2.55) + 41, "a model from", "start", INK, 14)
    for n in (4, 16, 64, 256, 1024, 4096):
        X = ax.x(sqrt(np.log(n) - (n - 1) / n))
        svg.line(X, ax.t + ax.h - 6, X, ax.t + ax.h, INK, 1.0)
        svg.text(X, ax.t + ax.h - 11, f"{n}" if n != 4 else "n = 4", "middle", INK, 13)
    svg.save("goodhart.svg", "Proxy and gold reward against the square root of KL")


def grpo():
    def weight(p, G):
        total = 0.0
        for k in range(1, G):
            m = k / G
            sd = sqrt(m * (1 - m))
            est = (k * (1 - m) * (1 - p) + (G - k) * m * p) / sd / G
            total += comb(G, k) * p ** k * (1 - p) ** (G - k) * est
        return total / (p * (1 - p))

    svg = Svg(720, 420)
    ax = Axes(svg, 70, 26, 512, 332, (0, 1), (0, 6))
    ax.frame([0, 0.25, 0.5, 0.75, 1], [0, 1, 2, 3, 4, 5, 6],
             "pass rate of the prompt, p", "weight relative to the true gradient")
    ps = np.linspace(0.001, 0.999, 500)
    inf = 1 / np.sqrt(ps * (1 - ps))
    ok = inf <= 6
    ax.curve(ps[ok], inf[ok], RUST, 2.0, "6 6")
    right = ax.l + ax.w + 10
    for G, colour in ((64, OCHRE), (8, GREEN), (4, BLUE)):
        ws = np.array([weight(p, G) for p in ps])
        keep = ws <= 6
        ax.curve(ps[keep], ws[keep], colour, 2.6)
    svg.text(right, ax.y(weight(0.999, 8)) + 5, "GRPO, G = 8", "start", GREEN, 14, 600)
    svg.text(right, ax.y(weight(0.999, 4)) + 5, "GRPO, G = 4", "start", BLUE, 14, 600)
    svg.text(right, ax.y(5.3), "GRPO, G = 64", "start", OCHRE, 14, 600)
    svg.text(ax.x(0.86), ax.y(5.5), "large-group limit", "end", RUST, 14, 600)
    svg.text(ax.x(0.86), ax.y(5.5) + 18, "1 / \u221a(p (1 \u2212 p))", "end", RUST, 14)
    svg.line(ax.x(0.87), ax.y(5.42), ax.x(0.962), ax.y(5.25), RUST, 1)
    ax.curve([0, 1], [1, 1], INK, 2.6)
    svg.text(right, ax.y(1) + 5, "leave-one-out", "start", INK, 14, 600)
    svg.save("grpo-weight.svg", "Weight of a prompt against its pass rate")


if __name__ == "__main__":
    frontier()
    clip()
    goodhart()
    grpo()
