use super::super::tests::check;

/// Each piece of Markdown is one formula, which becomes the TeX beside it.
fn check_each(pairs: &[(&str, &str)]) {
    for (body, expected) in pairs {
        check(body, &[expected]);
    }
}

#[test]
fn a_subscript_that_is_escaped_stands_beside_one_that_is_not() {
    check_each(&[
        (r"$$y_i = w\_i x\_i^\intercal + \epsilon_i$$", r"y_i = w_i x_i^\intercal + \epsilon_i"),
        (
            r"$$S\_{i+1} = (S\_i^{-1} + \beta x\_i^\intercal x_i)^{-1}$$",
            r"S_{i+1} = (S_i^{-1} + \beta x_i^\intercal x_i)^{-1}",
        ),
        (r"$$\textcolor{red}{p(y\_1 | x\_1)} p(\theta_1)$$", r"\textcolor{red}{p(y_1 | x_1)} p(\theta_1)"),
        (r"$x\_i^\intercal x_i)^{-1}$", r"x_i^\intercal x_i)^{-1}"),
        (r"$S \to^\*\_{rm} \alpha$", r"S \to^*_{rm} \alpha"),
    ]);
}

#[test]
fn signs_that_markdown_escapes_mean_nothing_else() {
    check_each(&[
        (r"$f\'(t) = Af(t)$", "f'(t) = Af(t)"),
        (r"$(e^{\int_0^t -A(s)ds})\' = 1$", r"(e^{\int_0^t -A(s)ds})' = 1"),
        (r"$\text{Poincar\'e} + x\'$", r"\text{Poincar\'e} + x'"),
        ("$$\n\\text{softmax}\\(\\dfrac{q}{d}\\),\n$$", r"\text{softmax}(\dfrac{q}{d}),"),
        (r"$$||\mathbf{w}||_2\=1$$", r"||\mathbf{w}||_2=1"),
        (r"$a \+ b\-1\<c\_i$", r"a + b-1<c_i"),
        (r"$x \in \[0, 1\]$", "x \\in [0, 1]"),
        (r"$\[a\] + \[b\]$", "[a] + [b]"),
        (r"$$\mathbb{E}\[X\] \[Y\]^{-1}$$", r"\mathbb{E}[X] [Y]^{-1}"),
        (
            "\\begin{align}\n\\mathbb{E}\\[X\\] &= 1 \\\\[2pt]\n &= \\[y\\]\n\\end{align}",
            "\\begin{align}\n\\mathbb{E}[X] &= 1 \\\\[2pt]\n &= [y]\n\\end{align}",
        ),
        ("\\begin{equation}\n\\[ x \\]\n\\end{equation}", "\\begin{equation}\n x \n\\end{equation}"),
        (r"$\mbox{if \(a\)}$", r"\mbox{if \(a\)}"),
        (r"$a\\(b$", r"a\\(b"),
    ]);
    check(r"$\def\({\left(}$ $\( x\'$", &[r"\gdef\({\left(}", r"\( x'"]);
}

#[test]
fn braces_and_bars_have_one_backslash() {
    check_each(&[
        (r"$\mathcal{F}=\\\{ f_w \mid w\in W \\\}$", r"\mathcal{F}=\{ f_w \mid w\in W \}"),
        (r"$10 ^\{0.5 \}$", "10 ^{0.5 }"),
        (r"$\frac{1}{\\sqrt{fan_\{in\}}}$", r"\frac{1}{\sqrt{fan_{in}}}"),
        (r"$x_\{\{a\}_\{b\}\}$", r"x_{\{a\}_{b}}"),
        (r"$\{x_\{a$", r"\{x_\{a"),
        (r"$\|\|x\|\|_2^2 \|\|y\|\|$", r"\|x\|_2^2 \|y\|"),
        (r"$\|x\|\|y\| \le \|\|x\|-\|y\|\|$", r"\|x\|\|y\| \le \|\|x\|-\|y\|\|"),
        (
            "\\begin{equation}\nx \\geq \\max\\Big\\\\{\\tfrac{a}{L}, b\\Big\\\\}\\,.\n\\end{equation}",
            "\\begin{equation}\nx \\geq \\max\\Big\\{\\tfrac{a}{L}, b\\Big\\}\\,.\n\\end{equation}",
        ),
        (
            "\\begin{align}\na &amp;= \\frac{\\\\|P\\\\|}{\\\\|Q\\\\|} \\\\\\ \n&amp;= \\\\|P\\\\| \\\\\\ \n&amp;= c\n\\end{align}",
            "\\begin{align}\na &= \\frac{\\|P\\|}{\\|Q\\|} \\\\ \n&= \\|P\\| \\\\ \n&= c\n\\end{align}",
        ),
        (
            "\\begin{align*}\n|a| &= b\\\\|c| &= d\\\\|e| &= f\n\\end{align*}",
            "\\begin{align*}\n|a| &= b\\\\|c| &= d\\\\|e| &= f\n\\end{align*}",
        ),
    ]);
}

#[test]
fn row_breaks_have_two_backslashes() {
    check_each(&[
        (
            "$$\n\\begin{cases}\n0, & a\\\\\\\n1, & b\\\\\\\nc\n\\end{cases}\n$$",
            "\\begin{cases}\n0, & a\\\\\n1, & b\\\\\nc\n\\end{cases}",
        ),
        (
            "\\\\[\n\\begin{bmatrix}\n 3 & -1 \\\\\\\\\\\\\n-1 &  3\n\\end{bmatrix}\n\\\\]",
            "\\begin{bmatrix}\n 3 & -1 \\\\\n-1 &  3\n\\end{bmatrix}",
        ),
        (
            r"$$S\_0 = \begin{pmatrix} a & b \\\ \dots & c \\\ d & e \end{pmatrix}$$",
            r"S_0 = \begin{pmatrix} a & b \\ \dots & c \\ d & e \end{pmatrix}",
        ),
        (r"$$\begin{pmatrix} a \\\ b \\ c \end{pmatrix}$$", r"\begin{pmatrix} a \\\ b \\ c \end{pmatrix}"),
    ]);
}

#[test]
fn row_breaks_that_markdown_was_to_halve_with_the_end_of_their_line() {
    check_each(&[(
        "\\\\[\n\\begin{bmatrix}\n3 & -1 \\\\\\\\\\\\\n-1 & 3\n\\end{bmatrix}\n\\\\]",
        "\\begin{bmatrix}\n3 & -1 \\\\\n-1 & 3\n\\end{bmatrix}",
    )]);
}
