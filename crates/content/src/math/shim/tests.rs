use super::super::protect;

/// The TeX that the formulas of a body become, definitions in front of each.
pub(super) fn check(body: &str, expected: &[&str]) {
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
    check("$a &lt; b$ $\\text{a_b #1}$", &["a < b", "\\text{a_b #1}"]);
}

#[test]
fn underscores_in_names_are_no_escapes() {
    for (tex, expected) in [
        (r"\frac{num\_heads}{num\_tails}", r"\frac{num\_heads}{num\_tails}"),
        (r"learning\_rate = 0.1", r"learning\_rate = 0.1"),
        (r"\theta_{a} + x\_i", r"\theta_{a} + x_i"),
        (r"L\_i = \sum\_{j} n\_{in}", r"L_i = \sum_{j} n_{in}"),
        (r"\boldsymbol{x}\_{i}\rbrace^{t}_{i=1}", r"\boldsymbol{x}_{i}\rbrace^{t}_{i=1}"),
        (r"\theta\_i + a_b", r"\theta_i + a_b"),
        (r"\text{a_b} x\_i", r"\text{a_b} x_i"),
        (r"x\_1 + y\_2", r"x_1 + y_2"),
    ] {
        check(&format!("${tex}$"), &[expected]);
    }
}

#[test]
fn row_breaks_are_halved_where_the_post_has_none_that_is_single() {
    let doubled = "$$\\begin{cases} a & b \\\\\\\\\nc & d \\\\\\\\[1em]\n e \\end{cases}$$";
    let halved = "\\begin{cases} a & b \\\\\nc & d \\\\[1em]\n e \\end{cases}";
    check(doubled, &[halved]);
    let inner = doubled.trim_matches('$');
    check(
        &format!("{doubled}\n\n$$\\begin{{aligned}} a \\\\\nb \\end{{aligned}}$$"),
        &[inner, "\\begin{aligned} a \\\\\nb \\end{aligned}"],
    );
    check("$$a \\\\\\\\ b$$", &["a \\\\\\\\ b"]);
    check("$$\\begin{cases}a\\\\\\\\b\\end{cases}$$", &["\\begin{cases}a\\\\\\\\b\\end{cases}"]);
}

#[test]
fn columns_without_an_environment_are_aligned() {
    check("$$a &= b \\\\ &= c$$", &["\\begin{aligned}a &= b \\\\ &= c\n\\end{aligned}"]);
    check("$$a &= b \\tag{1}$$", &["\\begin{aligned}a &= b\n\\end{aligned}\\tag{1}"]);
    for tex in ["a \\& b", "\\text{a & b}", "\\begin{cases} a & b \\end{cases}"] {
        check(&format!("$${tex}$$"), &[tex]);
    }
    // In a line it is a slip.
    check("An $a & b$.", &["a & b"]);
}

#[test]
fn colors_of_cells_are_left_out() {
    check(
        "$$\\begin{matrix} \\rowcolor{red} a & \\cellcolor[gray]{0.9} b \\end{matrix}$$",
        &["\\begin{matrix}  a &  b \\end{matrix}"],
    );
}

#[test]
fn matrices_with_borders_lose_these() {
    check("$\\bordermatrix{a & b \\cr c & d}$", &["\\begin{matrix}a & b \\\\ c & d\\end{matrix}"]);
}

#[test]
fn definitions_of_plain_tex_are_run_one_by_one_too() {
    check(
        "$$\\require{x}\n\\def\\p#1{p(#1)}\n\\def{\\L}{\\mathcal{L}}\n\\newcommand{\\q}{q}\n\\let\\e=\\epsilon$$ $\\def\\a{1}\\a$",
        &[
            "\\gdef\\p#1{p(#1)} \\gdef\\L{\\mathcal{L}} \\gdef\\q{q} \\global\\let\\e=\\epsilon",
            "\\def\\a{1}\\a",
        ],
    );
}

#[test]
fn definitions_are_taken_out_one_by_one() {
    check(
        "$$\\newcommand{\\R}{\\mathbb{R}} \\renewcommand\\v[2]{#2_{#1}} \\require{x} \\DeclareMathOperator*{\\am}{arg\\,min}$$ $\\R$",
        &["\\gdef\\R{\\mathbb{R}} \\gdef\\v#1#2{#2_{#1}} \\gdef\\am{\\operatorname*{arg\\,min}}", "\\R"],
    );
}

#[test]
fn a_definition_that_cannot_be_read_takes_no_other_along() {
    check(
        "$$\\newcommand\\bs\\boldsymbol \\newcommand{\\a b \\newcommand{\\y}{\\bs{y}}$$",
        &["\\gdef\\bs{\\boldsymbol} \\gdef\\y{\\bs{y}}\\newcommand{\\a b"],
    );
}

#[test]
fn what_katex_lacks_is_replaced_in_definitions_too() {
    check(
        "$$\\newcommand{\\am}{\\operatorname{argmin}\\displaylimits} \\def\\indep{\\unicode{x2AEB}}$$",
        &["\\gdef\\am{\\operatorname{argmin}} \\gdef\\indep{\\text{\u{2AEB}}}"],
    );
}

#[test]
fn a_label_of_subequations_names_their_first_row() {
    check(
        "\\begin{subequations}\\label{all}\n\\begin{align}\na \\\\\nb \\label{b}\n\\end{align}\n\\end{subequations}\n\n$\\ref{all}$, $\\ref{b}$",
        &["\\begin{align*}\na \\tag{1} \\\\\nb \\tag{2}\n\\end{align*}", "\\text{1}", "\\text{2}"],
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
    check(
        "\\begin{eqnarray}\na &=& \\left(\\begin{matrix} 1 & 2 & 3 \\\\ 4 & 5 \\& & 6 \\end{matrix}\\right) \\\\ b &=& {c & d}\n\\end{eqnarray}",
        &[
            "\\begin{align}\na &= \\left(\\begin{matrix} 1 & 2 & 3 \\\\ 4 & 5 \\& & 6 \\end{matrix}\\right) \\\\ b &= {c & d}\n\\end{align}",
        ],
    );
    check("$$\\matrix{a & b \\cr c & d}$$", &["\\begin{matrix}a & b \\\\ c & d\\end{matrix}"]);
    check(
        "\\begin{multline}\na\\\\b\n\\end{multline}\n\n\\begin{multline*}\na\\\\b\n\\end{multline*}",
        &[
            "\\begin{equation}\\begin{gathered}\na\\\\b\n\\end{gathered}\\end{equation}",
            "\\begin{gather*}\na\\\\b\n\\end{gather*}",
        ],
    );
    check(
        "\\begin{multline}\na\\\\b\\label{m}\n\\end{multline}\n\n$$c\\label{c}$$\n\n$\\eqref{c}$",
        &[
            "\\begin{equation*}\\begin{gathered}\na\\\\b\\tag{1}\n\\end{gathered}\\end{equation*}",
            "c\\tag{2}",
            "\\text{(2)}",
        ],
    );
}

#[test]
fn environments_of_packages_become_those_that_are_there() {
    check(
        r"\begin{IEEEeqnarray}{rCl} a &=& b \\ &=& c \end{IEEEeqnarray}",
        &[r"\begin{align} a &= b \\ &= c \end{align}"],
    );
    check(
        r"\begin{IEEEeqnarray}{rCl} a &=& b \label{a}\\ c &=& d \IEEEnonumber\end{IEEEeqnarray}",
        &[r"\begin{align*} a &= b \tag{1}\\ c &= d \IEEEnonumber\end{align*}"],
    );
    check(r"\begin{empheq}[box=\fbox]{align*}a&=b\end{empheq}", &[r"\begin{align*}a&=b\end{align*}"]);
    check(
        r"$$\begin{numcases}{f=} a & b \label{q}\\ c & d\end{numcases}$$",
        &[r"\begin{equation*}f=\begin{cases} a & b \tag{1}\\ c & d\end{cases}\end{equation*}"],
    );
    check(
        r"$$\begin{dcases*} x & if $x>0$ \\ y & otherwise\end{dcases*}$$",
        &[r"\begin{dcases} x &\text{ if $x>0$ }\\ y &\text{ otherwise}\end{dcases}"],
    );
    // What is not closed stays as it is.
    check(r"$\begin{numcases} x$", &[r"\begin{numcases} x"]);
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
fn commands_are_indices() {
    check(
        r"$x_\vec u + y^ \hat\bm{z}_i$ $\sum_\max$ $e^\sqrt[3]{x}$ $x_\textcolor{red}{y}$ $x_\color{red}{y} z$ $f_\operatorname*{a} b$",
        &[
            r"x_{\vec u} + y^ {\hat\bm{z}}_i",
            r"\sum_{\max}",
            r"e^{\sqrt[3]{x}}",
            r"x_{\textcolor{red}{y}}",
            r"x_{\color{red}{y}} z",
            r"f_{\operatorname*{a}} b",
        ],
    );
    // What KaTeX takes as it is stays as it is.
    check(r"$x_\alpha^\frac12 y_\mathbf{a} \_\max$", &[r"x_\alpha^\frac12 y_\mathbf{a} \_\max"]);
    check(
        r"$$\newcommand{\vx}[1]{\bm{x}_{#1}} \newcommand{\R}{\mathbb{R}}$$ $p_\vx{1} + q_\R$",
        &[r"\gdef\vx#1{\bm{x}_{#1}} \gdef\R{\mathbb{R}}", r"p_{\vx{1}} + q_\R"],
    );
}

#[test]
fn colors_of_all_models_are_numbers() {
    check(
        r"$\color[rgb]{1,0,.5} x$ $\textcolor[RGB]{255, 128, 0}{y}$ $\color[HTML]{FF00aa}{z}$ $\color{red}{w}$ $\colorbox[gray]{0.5}{v}$",
        &[
            r"\color{ff0080} x",
            r"\textcolor{ff8000}{y}",
            r"\color{ff00aa}{z}",
            r"\color{red}{w}",
            r"\colorbox{808080}{v}",
        ],
    );
    check(
        r"$$\definecolor{c1}{RGB}{0,0,255}$$ $\textcolor{c1}{x}$ $\fcolorbox{red}{c1}{y} \color{c2}$",
        &["", r"\textcolor{0000ff}{x}", r"\fcolorbox{red}{0000ff}{y} \color{c2}"],
    );
    check(
        r"$$\definecolor{c1}{HTML}{00FF00} \newcommand{\x}[1]{\textcolor{c1}{#1}}$$ $\color[HTML]{0f0} y$",
        &[r"\gdef\x#1{\textcolor{00ff00}{#1}}", r"\color{#0f0} y"],
    );
}

#[test]
fn columns_of_arrays_are_those_that_are_known() {
    check(
        r"$\begin{array}[t]{@{}l|*{3}{c}p{3cm}@{}} a \end{array}$ $\begin{array}{c|c} a \end{array}$",
        &[r"\begin{array}{l|cccl} a \end{array}", r"\begin{array}{c|c} a \end{array}"],
    );
    check(
        r"$\begin{bsmallmatrix} a \end{bsmallmatrix}$",
        &[r"\left[\begin{smallmatrix} a \end{smallmatrix}\right]"],
    );
}

#[test]
fn delimiters_are_no_row_breaks() {
    check(
        r"$$\left\\{ x \right\\}$$ and $$E = \\{ y \\}$$ and $$a \\{b} c$$",
        &[r"\left\{ x \right\}", r"E = \{ y \}", r"a \\{b} c"],
    );
}

#[test]
fn stars_and_sizes_of_delimiters_are_ours() {
    check(r"$\norm*{x} \abs* x \norm {y}$", &[r"\norm{x} \abs* x \norm {y}"]);
    check(
        r"$$\DeclarePairedDelimiterX{\kl}[2]{(}{)}{#1\,\delimsize\|\,#2}$$ $\kl{p}{q}$",
        &[r"\gdef\kl#1#2{\left(#1\,\middle\|\,#2\right)}", r"\kl{p}{q}"],
    );
}

#[test]
fn what_is_built_over_a_relation_is() {
    check(
        r"$a \buildrel \text{def} \over = b \buildrel x\over\to c \buildrel$",
        &[r"a \overset{\text{def}}{=} b \overset{x}{\to} c \buildrel"],
    );
}

#[test]
fn derivatives_have_an_order_and_more_than_one_variable() {
    check(
        r"$\dv{x}$ $\dv{f}{x}$ $\dv[2]{f}{x}$ $\dv[n]{x}$ $\pdv{x}$ $\pdv{f}{x}{y}$ $\dv x$ $\dv{\pdv{x}}{t}$",
        &[
            r"\dv{}{x}",
            r"\dv{f}{x}",
            r"\sb@dv{2}{f}{x}",
            r"\sb@dv{n}{}{x}",
            r"\pdv{}{x}",
            r"\sb@mixed{f}{x}{y}",
            r"\dv x",
            r"\dv{\pdv{}{x}}{t}",
        ],
    );
    // What the post defines counts.
    check(r"$\newcommand{\dv}[1]{d#1}$ $\dv{x}$", &[r"\gdef\dv#1{d#1}", r"\dv{x}"]);
}

#[test]
fn what_only_sets_a_table_is_dropped() {
    check(
        "$$\\setlength{\\arraycolsep}{2pt}\\begin{array}{cc}\\multicolumn{2}{c}{a}\\\\\\cline{1-2} b & c\\end{array}$$",
        &["\\begin{array}{cc}{a}\\\\ b & c\\end{array}"],
    );
}

#[test]
fn delimiters_within_a_fence_count_once() {
    check("```math\n$$x$$\n```", &["x"]);
    check(r"$$\[ a \\[1em] b \]$$", &[r"a \\[1em] b"]);
    check("```math\na = \\[ b \\] where \\[c\\]\n```", &["a =  b  where c"]);
    check(
        "```math\n\\begin{cases}a \\\\[1em] b\\end{cases} \\[\n```",
        &[r"\begin{cases}a \\[1em] b\end{cases} \["],
    );
}

#[test]
fn what_is_left_out_leaves_no_blanks_at_the_ends() {
    check(r"$\require{cancel} \cancel{x}$", &[r"\cancel{x}"]);
    check("$$\\require{x}\n  \\int a \\allowbreak$$", &["\\int a"]);
}

#[test]
fn what_would_need_trust_shows_what_it_is_about() {
    check(r"$\href{javascript:x}{a_1} + \htmlClass{b}{c} \htmlData{d=e}{f}$", &[r"{a_1} + {c} {f}"]);
}
