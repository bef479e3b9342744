use super::super::protect;

/// The TeX that the formulas of a body become, definitions in front of each.
fn check(body: &str, expected: &[&str]) {
    let protected = protect(body, 0);
    let seen: Vec<String> =
        protected.formulas.iter().map(|formula| formula.definitions.join(" ") + &formula.tex).collect();
    assert_eq!(seen, expected, "{body}");
}

#[test]
fn ordinary_formulas_stay_byte_for_byte() {
    for tex in [
        r"\{x_n\}_{n\in\mathbb{N}}",
        r"a\,b\;c\!d\ e\#\%\&\_",
        r"\text{if $y$}",
        r"f \colon \mathbb{R} \to x_{\max}",
    ] {
        check(&format!("${tex}$"), &[tex]);
    }
}

#[test]
fn escapes_for_other_engines_are_undone() {
    check(
        r"$\boldsymbol{a}\_{i}$ $x\_1$ $E = \\{ x \\}$ $a \* b$ $\text{a\_b}$ $\mathrm{lr\_x}$",
        &[r"\boldsymbol{a}_{i}", "x_1", r"E = \{ x \}", "a * b", r"\text{a\_b}", r"\mathrm{lr\_x}"],
    );
    check("$a &lt; b$ $\\text{a_b #1}$", &["a < b", "\\text{a\\_b \\#1}"]);
}

#[test]
fn definitions_are_taken_out_one_by_one() {
    check(
        "$$\\newcommand{\\R}{\\mathbb{R}} \\renewcommand\\v[2]{#2_{#1}} \\require{x} \\DeclareMathOperator*{\\am}{arg\\,min}$$ $\\R$",
        &["\\gdef\\R{\\mathbb{R}} \\gdef\\v#1#2{#2_{#1}} \\gdef\\am{\\operatorname*{arg\\,min}}", "\\R"],
    );
}

#[test]
fn labels_number_equations_and_references_find_them() {
    check(
        "$$\\begin{equation} a \\label{one} \\end{equation}$$\n\n$$b \\label{two}$$\n\n$\\eqref{two}$, $\\ref{one}$, $\\ref{no}$",
        &[
            "\\begin{equation*} a \\tag{1} \\end{equation*}",
            "b \\tag{2}",
            "\\text{(2)}",
            "\\text{1}",
            "\\text{??}",
        ],
    );
    check("$$a \\tag{*} \\label{s}$$\n\n$\\eqref{s}$", &["a \\tag{*}", "\\text{(*)}"]);
}

#[test]
fn rows_are_numbered_as_latex_does_it() {
    check(
        "\\begin{align}\na &= \\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix} \\\\\nb \\nonumber \\\\\nc \\label{c}\n\\end{align}\n\n$$\\begin{equation} d \\end{equation}$$\n\n$\\eqref{c}$",
        &[
            "\\begin{align*}\na &= \\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix} \\tag{1} \\\\\nb \\nonumber \\\\\nc \\tag{2}\n\\end{align*}",
            "\\begin{equation*} d \\tag{3} \\end{equation*}",
            "\\text{(2)}",
        ],
    );
    // Without a label KaTeX counts by itself.
    check("\\begin{align}\na\n\\end{align}", &["\\begin{align}\na\n\\end{align}"]);
}

#[test]
fn definitions_may_stand_in_the_text() {
    check(
        "\\newcommand{\\R}{\\mathbb{R}}\n\\def\\half#1{\\frac{#1}{2}}\n\\let\\eps=\\varepsilon\n\n$\\R$",
        &["\\gdef\\R{\\mathbb{R}} \\gdef\\half#1{\\frac{#1}{2}} \\global\\let\\eps=\\varepsilon", "\\R"],
    );
    check("Say \\newcommand{\\R}{x} or\n\\newcommand{\\R}{x} and so on.", &[]);
}

#[test]
fn missing_environments_become_those_that_are_there() {
    check(
        "\\begin{eqnarray*}\na &=& b \\\\\n&=& c\n\\end{eqnarray*}",
        &["\\begin{align*}\na &= b \\\\\n&= c\n\\end{align*}"],
    );
    check("$$\\matrix{a & b \\cr c & d}$$", &["\\begin{matrix}a & b \\\\ c & d\\end{matrix}"]);
    check("\\begin{multline}\na\\\\b\n\\end{multline}", &["\\begin{gather}\na\\\\b\n\\end{gather}"]);
}

#[test]
fn characters_by_number_are_characters() {
    check(
        r"$\unicode{x2713} \unicode[.5,0][Times]{x263A} \unicode{9731} \unicode{x41} \unicode{x}$",
        &["\\text{\u{2713}} \\text{\u{263A}} \\text{\u{2603}} \\unicode{x41} \\unicode{x}"],
    );
}

#[test]
fn chemistry_is_read_as_mathematics_and_told_if_not() {
    check(
        r"$\ce{H2O}$ and $$\ce{A -> B}$$",
        &[r"{\mathrm{H}_{2}\mathrm{O}}", r"{\mathrm{A}\xrightarrow{\quad}\mathrm{B}}"],
    );
    check(r"$\newcommand{\w}{\ce{H2O}} \w$", &[r"\gdef\w{{\mathrm{H}_{2}\mathrm{O}}}\w"]);
    let protected = protect(r"$x$ $\ce{A @ B}$", 0);
    let [diagnostic] = protected.diagnostics.as_slice() else { panic!("{:?}", protected.diagnostics) };
    assert_eq!((&*diagnostic.code, diagnostic.span.clone()), ("math/chemistry", 4..16));
}

#[test]
fn words_between_rows_are_a_row() {
    check(
        "$$\\begin{align} a \\\\ \\intertext{so} b \\end{align}$$",
        &["\\begin{align} a \\\\ \\text{so} \\nonumber \\\\ b \\end{align}"],
    );
}

#[test]
fn formulas_in_a_line_have_no_margin() {
    check(
        r"$x \tag{1} + y$ $\tag*{a} x$ $\begin{align*} a &= b \end{align*}$ $\begin{equation} c \end{equation}$",
        &[r"x  + y\quad\text{(1)}", r" x\quad\text{a}", r"\begin{aligned} a &= b \end{aligned}", " c "],
    );
    check("$$x \\tag{1}$$", &["x \\tag{1}"]);
}

#[test]
fn signs_in_words_are_escaped() {
    check(r"$\text{50% & a_b}$ $\text{5\%}$", &[r"\text{50\% \& a\_b}", r"\text{5\%}"]);
}
