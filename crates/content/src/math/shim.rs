//! From what MathJax authors write to what KaTeX reads.
//!
//! Formulas that KaTeX sets as they are stay byte for byte as they are. The rest is changed as little as possible:
//! definitions are taken out and run one by one, so that a bad one cannot take its neighbours along; labels become
//! numbers; environments and commands that KaTeX lacks become those that it has; escapes that were meant for
//! another Markdown engine are undone. [`default_macros`] does what a macro can do.

mod chemistry;
mod colors;
mod commands;
mod definitions;
mod environments;
mod escapes;
mod katex;
mod labels;
mod scripts;
mod tex;

use studybuddy_text::contains;

use super::{Formula, MathStyle, Reference};
use crate::diagnostic::{Diagnostic, HAS_WORDS, words};

/// Macros for commands of LaTeX, of MathJax, of packages that everybody loads and of well-known sites, which KaTeX does not
/// have: name and body. A site's or post's own come after these.
pub fn default_macros() -> impl Iterator<Item = (String, String)> {
    // Vectors of authors who have a command for each: `\bfx`, `\vx`.
    let bold = |(start, letter)| (format!("{start}{letter}"), format!("\\mathbf{{{letter}}}"));
    let letters = ('A'..='Z').map(|letter| ("\\bf", letter));
    let letters = letters.chain(('a'..='z').flat_map(|letter| [("\\bf", letter), ("\\v", letter)]));
    let listed = DEFAULT_MACROS.lines().filter_map(|line| line.split_once(' '));
    // The later ones count.
    letters.map(bold).chain(listed.map(|(name, body)| (name.to_owned(), body.to_owned())))
}

/// One a line; a list of pairs would cost the app twice as much.
const DEFAULT_MACROS: &str = r"\mbox \text{#1}
\hbox \text{#1}
\textsc \text{#1}
\mathds \mathbb{#1}
\mathbbm \mathbb{#1}
\nicefrac {{}^{#1}\!/_{#2}}
\sfrac {{}^{#1}\!/_{#2}}
\qed \square
\tr \operatorname{tr}
\hfill \quad
\notag \nonumber
\IEEEnonumber \nonumber
\IEEEyesnumber \relax
\Tr \operatorname{Tr}
\eqalign \begin{aligned}#1\end{aligned}
\displaylines \begin{gathered}#1\end{gathered}
\sideset \mathop{{\vphantom{#3}}#1{#3}#2}
\prescript {{}^{#1}_{#2}}#3
\overunderset \overset{#1}{\underset{#2}{#3}}
\cancelto {\cancel{#2}}^{#1}
\framebox \fbox{#1}
\mathcolor \textcolor{#1}{#2}
\mspace \mskip#1
\strut \mathstrut
\idotsint \int\!\cdots\!\int
\widebar \overline{#1}
\overbar \overline{#1}
\overparen \overgroup{#1}
\wideparen \overgroup{#1}
\overarc \overgroup{#1}
\underparen \undergroup{#1}
\undertilde \utilde{#1}
\uline \underline{#1}
\textsl \textit{#1}
\scr \mathscr
\mit \mathit
\symbf \mathbf{#1}
\mathbfit \boldsymbol{#1}
\ensuremath {#1}
\xspace \relax
\accentset \overset{#1}{#2}
\underaccent \underset{#1}{#2}
\paren \left(#1\right)
\protect \relax
\noindent \relax
\centering \relax
\textbackslash \backslash
\iddots \text{⋰}
\par \quad
\textdollar \$
\euro \text{€}
\celsius {}^\circ\mathrm{C}
\defeq \coloneqq
\given \mid
\indep \perp\!\!\!\perp
\abs \left\lvert#1\right\rvert
\norm \left\lVert#1\right\rVert
\dd \mathrm{d}
\dv \frac{\mathrm{d}#1}{\mathrm{d}#2}
\pdv \frac{\partial#1}{\partial#2}
\sb@dv \frac{\mathrm{d}^{#1}#2}{\mathrm{d}#3^{#1}}
\sb@pdv \frac{\partial^{#1}#2}{\partial#3^{#1}}
\sb@mixed \frac{\partial^2#1}{\partial#2\partial#3}
\slashed \not{#1}
\num #1
\si \mathrm{#1}
\SI #1\,\mathrm{#2}
\C \mathbb{C}
\Q \mathbb{Q}
\E \mathbb{E}
\Var \operatorname{Var}
\Cov \operatorname{Cov}
\diag \operatorname{diag}
\rank \operatorname{rank}
\sign \operatorname{sign}
\softmax \operatorname{softmax}
\sgn \operatorname{sgn}
\supp \operatorname{supp}
\lcm \operatorname{lcm}
\erf \operatorname{erf}
\KL \operatorname{KL}
\ReLU \operatorname{ReLU}
\var \operatorname{var}
\cov \operatorname{cov}
\RR \mathbb{R}
\NN \mathbb{N}
\ZZ \mathbb{Z}
\EE \mathbb{E}
\PP \mathbb{P}
\vect \boldsymbol{#1}
\mat \boldsymbol{#1}
\bs \boldsymbol{#1}
\mathbold \boldsymbol{#1}
\mathbfcal \boldsymbol{\mathcal{#1}}
\mathup \mathrm{#1}
\mathbfup \mathbf{#1}
\mathbfsf \boldsymbol{\mathsf{#1}}
\textunderscore \_
\symup \mathrm{#1}
\symit \mathit{#1}
\unit \mathrm{#1}
\ang {#1}^\circ
\num \mathrm{#1}
\si \mathrm{#1}
\SI \mathrm{#1\,#2}
\meter m
\metre m
\second s
\gram g
\kilogram kg
\hertz Hz
\watt W
\joule J
\volt V
\ampere A
\newton N
\kelvin K
\byte B
\percent \%
\per /
\squared ^2
\kilo k
\mega M
\giga G
\tera T
\milli m
\micro \mu
\nano n
\ceil \left\lceil#1\right\rceil
\floor \left\lfloor#1\right\rfloor
\expval \left\langle#1\right\rangle
\ev \left\langle#1\right\rangle
\mel \left\langle#1\middle|#2\middle|#3\right\rangle
\pqty \left(#1\right)
\bqty \left[#1\right]
\Bqty \left\{#1\right\}
\eval \left.#1\right|
\qq \quad\text{#1}\quad
\cross \times
\order \mathcal{O}\left(#1\right)
\vb \mathbf{#1}
\grad \nabla
\laplacian \nabla^2
\independent \perp\!\!\!\perp
\eqdef \overset{\text{def}}{=}
\hdots \dots
\textellipsis \dots
\textdegree \degree
\joinrel \mathrel{\mkern-3mu}
\centernot \not
\smashoperator #1
\shoveleft #1
\shoveright #1
\bigtimes \mathop{\Large\times}
\em \it
\sl \it
\sc \rm
\boldmath \relax
\unboldmath \relax
\textsuperscript \raisebox{.4em}{\scriptsize #1}
\textsubscript \raisebox{-.2em}{\scriptsize #1}
\Prob \mathbb{P}
\symbb \mathbb{#1}
\sech \operatorname{sech}
\csch \operatorname{csch}
\arccot \operatorname{arccot}
\Res \operatorname{Res}
\trace \operatorname{trace}
\Hom \operatorname{Hom}
\cmark \checkmark
\xmark \text{✗}
\QED \square
\qedhere \square
\qedsymbol \square
\comm \left[#1,#2\right]
\acomm \left\{#1,#2\right\}
\ketbra \left|#1\middle\rangle\middle\langle#2\right|
\curl \nabla\times
\iiiint \iint\!\!\iint
\Perp \perp\!\!\!\perp
\Aboxed \boxed{#1}
\qty \relax
\inner \left\langle#1\right\rangle
\inv {-1}
\matr \boldsymbol{#1}
\bfbeta \boldsymbol{\beta}
\bftheta \boldsymbol{\theta}
\bfmu \boldsymbol{\mu}
\Exp \mathbb{E}
\Ind \mathbb{I}
\tp {\tilde{p}}
\xti x^{(i)}
\yti y^{(i)}
\Xc \mathcal{X}
\Dc \mathcal{D}
\Tc \mathcal{T}
\D \mathcal{D}
\I \mathcal{I}
\L \mathcal{L}
\M \mathcal{M}
\T \mathsf{T}
\sam \operatorname{softargmax}\left(#1\right)
\partder \frac{\partial#1}{\partial#2}
\gradat \operatorname{grad}#1\vert_{#2}
\toprule \hline
\midrule \hline
\bottomrule \hline";

/// Bytes of the longest formula that is looked into.
const MAX_BYTES: usize = 1 << 16;

/// Makes the formulas of a post ready for KaTeX, numbers its equations and finds what `references` in the text name.
pub(super) fn prepare(formulas: &mut [Formula], references: &mut [Reference]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut colors = colors::Colors::default();
    let mut scripts = scripts::Scripts::default();
    let mut plain = vec![false; formulas.len()];
    let mut has_own_derivatives = false;
    let habits = escapes::Habits::of(formulas);
    let mut written = vec![String::new(); formulas.len()];
    for ((formula, plain), written) in formulas.iter_mut().zip(&mut plain).zip(&mut written) {
        // No author writes one so long; what is changed in it piece by piece would take quadratic time.
        if formula.tex.len() > MAX_BYTES {
            *plain = true;
            continue;
        }
        escapes::undo(formula, &habits);
        if HAS_WORDS {
            written.clone_from(&formula.tex);
        }
        colors.replace(&mut formula.tex);
        escapes::join_bars(&mut formula.tex);
        *plain = is_plain(formula);
        if *plain {
            scripts.enclose(&mut formula.tex);
            continue;
        }
        definitions::take_out(formula);
        commands::replace(&mut formula.tex);
        // What was left out may have stood at an end.
        let trimmed = formula.tex.trim();
        if trimmed.len() < formula.tex.len() {
            formula.tex = trimmed.to_owned();
        }
        has_own_derivatives |= formula.definitions.iter().any(|definition| definition.contains("dv"));
        if !has_own_derivatives {
            commands::derivatives(&mut formula.tex);
        }
        formula.definitions.iter_mut().for_each(commands::replace);
        scripts.learn(&formula.definitions);
        scripts.enclose(&mut formula.tex);
        // `#` is a bond in chemistry, and the argument of a macro.
        let mut unknown = chemistry::replace(&mut formula.tex);
        for definition in formula.definitions.iter_mut().filter(|definition| !definition.contains('#')) {
            unknown = unknown.or(chemistry::replace(definition));
        }
        if let Some(unknown) = unknown {
            let message =
                words!("`{unknown}` holds something that is not known here: it is shown as it is written");
            let help = "write what is not known between dollars, as mathematics";
            diagnostics
                .push(Diagnostic::warning("math/chemistry", formula.span.clone(), message).with_help(help));
        }
    }
    diagnostics.extend(labels::number(formulas, references, &plain));
    for (formula, _) in formulas.iter_mut().zip(plain).filter(|(_, plain)| !plain) {
        if formula.style == MathStyle::Inline {
            commands::fit_line(&mut formula.tex);
        } else {
            environments::enclose_columns(&mut formula.tex);
        }
    }
    for (formula, written) in formulas.iter_mut().zip(written) {
        if !written.is_empty() && written != formula.tex {
            formula.written = Some(written);
        }
    }
    diagnostics
}

/// Whether a formula has nothing in it that any of the steps but [`scripts`] looks for, as most have: one look at its
/// commands instead of one for each step.
fn is_plain(formula: &Formula) -> bool {
    let tex = &formula.tex;
    formula.definitions.is_empty()
        && !["*{", "\\begin{", "\\end{", "\\[", "$$", "&"].iter().any(|sign| contains(tex, sign))
        && !tex::has_command(tex, |name| {
            definitions::is_one(name)
                || commands::is_unknown(name)
                || matches!(name, "ce" | "pu" | "label" | "eqref" | "ref" | "tag")
        })
}

pub(super) use definitions::definition;
pub(crate) use definitions::macro_definitions;
pub(crate) use escapes::undo_conditions;
pub use katex::for_katex;
pub(crate) use katex::with_colored_arguments;

#[cfg(test)]
mod tests;
