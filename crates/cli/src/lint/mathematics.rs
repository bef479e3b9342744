//! Formulas that KaTeX cannot set, with the place inside of them, and macros that take a name which is taken.

use std::{
    collections::{BTreeMap, HashSet, hash_map::DefaultHasher},
    hash::Hasher as _,
    sync::{LazyLock, Mutex, PoisonError},
};

use studybuddy_content::{
    diagnostic::Diagnostic,
    lint::{self, nearest},
    math::{Formula, default_macros, for_katex},
    post::Post,
    settings::Settings,
};

use crate::typeset::{self, Fault, Typesetter};

/// Symbols of KaTeX, which cannot be listed at run time.
const SYMBOLS: &str = include_str!("symbols.txt");

/// All names that an author may have meant.
static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    // A command with `@` is for macros inside of KaTeX.
    typeset::commands().chain(SYMBOLS.lines()).filter(|name| !name.contains('@')).collect()
});

/// Names from other systems, and what KaTeX calls them.
const OTHER_NAMES: [(&str, &str); 12] = [
    ("\\infinity", "\\infty"),
    ("\\integral", "\\int"),
    ("\\product", "\\prod"),
    ("\\squareroot", "\\sqrt"),
    ("\\fraction", "\\frac"),
    ("\\element", "\\in"),
    ("\\union", "\\cup"),
    ("\\intersection", "\\cap"),
    ("\\implied", "\\impliedby"),
    ("\\equal", "="),
    ("\\vector", "\\vec"),
    ("\\blackboard", "\\mathbb"),
];

/// Commands of KaTeX that LaTeX and MathJax do not have: who defines one of them takes nothing.
const KATEX_ONLY: &str = " argmax argmin set Set bra ket braket Bra Ket Braket reals Reals natnums cnums Complex real image \
    exist empty sub sect and or plim bold ";

/// Commands that KaTeX does for trusted texts only.
const UNTRUSTED: [&str; 3] = ["\\href", "\\url", "\\includegraphics"];

/// Formulas that could be typeset, by a hash of them and the macros before them.
#[derive(Debug, Default)]
pub struct Memo(Mutex<HashSet<u64>>);

/// What KaTeX says of each formula of a post.
pub fn faults(post: &Post, settings: &Settings, memo: &Memo) -> Vec<Option<Fault>> {
    let macros = post.macros(settings);
    let formulas = &post.document.formulas;
    let defines = |formula: &Formula| {
        !formula.definitions.is_empty()
            || ["\\def", "\\gdef", "\\let", "\\edef", "\\xdef"].iter().any(|one| formula.tex.contains(one))
    };
    let mut typesetter = Typesetter::new(&macros);
    if formulas.iter().any(defines) {
        return formulas.iter().map(|formula| typesetter.check(formula)).collect();
    }
    let base = hash(&macros);
    let check = |formula: &Formula| {
        let key = hash(&(base, formula.style, &formula.tex));
        let known = |memo: &Memo| memo.0.lock().unwrap_or_else(PoisonError::into_inner).contains(&key);
        if known(memo) {
            return None;
        }
        let fault = typesetter.check(formula);
        if fault.is_none() {
            memo.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key);
        }
        fault
    };
    formulas.iter().map(check).collect()
}

fn hash(value: &impl std::hash::Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Says what is wrong with formulas and macros, where, and what may have been meant.
pub fn explain(
    source: &str,
    post: &Post,
    faults: &[Option<Fault>],
    settings: &Settings,
    found: &mut Vec<Diagnostic>,
) {
    let macros = post.macros(settings);
    let definitions = lint::definitions(source, &post.document);
    for (formula, fault) in post.document.formulas.iter().zip(faults) {
        let Some(fault) = fault else { continue };
        found.push(diagnostic(source, formula, fault, &macros, &definitions));
    }
    for formula in &post.document.formulas {
        let tex = source.get(formula.span.clone()).unwrap_or_default();
        for (at, name) in UNTRUSTED.iter().filter_map(|name| Some((tex.find(name)?, name))) {
            let at = formula.span.start + at;
            found.push(
                Diagnostic::warning(
                    "math/trust",
                    at..at + name.len(),
                    format!("`{name}` does nothing: no formula may fetch or lead anywhere"),
                )
                .with_help("put the link or picture into the text beside the formula"),
            );
        }
    }
    for definition in lint::declared(source, post).iter().chain(&definitions) {
        let name = definition.name.as_str();
        // Names of one letter are accents and signs of text, which formulas do without: `\v`, `\P`.
        let is_free = KATEX_ONLY.split(' ').any(|one| name.strip_prefix('\\') == Some(one))
            || default_macros().any(|(ours, _)| ours == name);
        if definition.is_careful || name.len() == 2 || is_free {
            continue;
        }
        let taken = if settings.macros.contains_key(name) {
            Some("defined for the whole site, in `site.yaml`")
        } else {
            typeset::is_built_in(name).then_some("a command of KaTeX already")
        };
        if let Some(taken) = taken {
            found.push(
                Diagnostic::warning(
                    "math/macro-taken",
                    definition.span.clone(),
                    format!("`{name}` is {taken}"),
                )
                .with_help("give the macro another name, or write `\\renewcommand` if it is meant"),
            );
        }
    }
}

fn diagnostic(
    source: &str,
    formula: &Formula,
    fault: &Fault,
    macros: &BTreeMap<String, String>,
    definitions: &[lint::Definition],
) -> Diagnostic {
    const CODE: &str = "math/katex";
    let usual = "correct the TeX, or define the command under `macros` in the front matter or in `site.yaml`";
    let message = |reason: &str| format!("the formula cannot be typeset: {reason}");
    if fault.in_definition {
        return Diagnostic::error(
            CODE,
            formula.span.clone(),
            message(&format!("a definition in it fails: {}", fault.message)),
        )
        .with_help("correct the definition");
    }
    // KaTeX tells of a missing bracket where it misses it, at the end; the author wants to know which one it is.
    if let Some(unbalanced) = lint::unbalanced(&formula.tex) {
        let span = lint::place_in_formula(source, formula, &unbalanced.at);
        return Diagnostic::error(CODE, span, message(&unbalanced.message)).with_help(unbalanced.help);
    }
    // KaTeX's places are in what it was given.
    let set = Formula { tex: for_katex(&formula.tex).into_owned(), ..formula.clone() };
    let at =
        fault.at.clone().filter(|at| set.tex.is_char_boundary(at.start) && set.tex.is_char_boundary(at.end));
    let span = at.map_or(formula.span.clone(), |at| lint::place_in_formula(source, &set, &at));
    let unknown = fault.message.strip_prefix("Undefined control sequence: ");
    if let Some(name) = unknown {
        let own = macros.keys().map(String::as_str).chain(definitions.iter().map(|one| one.name.as_str()));
        let other = OTHER_NAMES.iter().find(|(other, _)| *other == name).map(|(_, ours)| *ours);
        let meant = other.or_else(|| nearest(name, own.chain(NAMES.iter().copied())));
        let diagnostic = Diagnostic::error(CODE, span, message(&fault.message));
        return match meant {
            Some(meant) => {
                diagnostic.with_help(format!("did you mean `{meant}`? Otherwise define it under `macros`"))
            }
            None => diagnostic.with_help(usual),
        };
    }
    if let Some(name) = fault.message.strip_prefix("No such environment: ") {
        let names: Vec<&str> = typeset::environments().collect();
        let help = match nearest(name, names) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "KaTeX has `aligned`, `align`, `gather`, `cases`, `matrix`, `pmatrix`, `bmatrix`, `array` and more".to_owned(),
        };
        return Diagnostic::error(CODE, span, message(&fault.message)).with_help(help);
    }
    let help = match fault.message.as_str() {
        text if text.starts_with("Unexpected end of input in a macro argument") => {
            "a command before this place has too few arguments: write each in braces, as in `\\frac{a}{b}`"
        }
        "Double superscript" => "put the first power into braces: `{x^a}^b`",
        "Double subscript" => "put the first index into braces: `{x_a}_b`",
        text if text.contains("Expected group as argument")
            || text.contains("Expected group as superscript")
            || text.contains("Expected group as subscript") =>
        {
            "write its argument in braces behind it"
        }
        text if text.contains("Too many expansions") => "a macro calls itself: correct its definition",
        text if text.contains("display mode") => "write it as a formula of its own, between `$$` and `$$`",
        text if text.contains("'}', got '&'") || text.contains("got '&'") => {
            "`&` stands only in environments such as `aligned` and `matrix`; write `\\&` for the sign"
        }
        text if text.contains("Expected 'EOF', got '#'") || text.contains("got '#'") => {
            "write `\\#` for the sign"
        }
        text if text.contains("Expected 'EOF', got '$'") || text.contains("$") => {
            "write `\\$` for the sign; a formula holds no dollar"
        }
        _ => usual,
    };
    Diagnostic::error(CODE, span, message(&fault.message)).with_help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_symbol_of_the_list_is_one_of_katex() {
        let unknown: Vec<&str> = SYMBOLS.lines().filter(|name| !typeset::is_built_in(name)).collect();
        assert_eq!(unknown, [] as [&str; 0]);
    }

    #[test]
    fn the_command_that_was_meant_is_found() {
        for (name, meant) in [
            ("\\matbf", Some("\\mathbf")),
            ("\\lamda", Some("\\lambda")),
            ("\\fracc", Some("\\frac")),
            ("\\alhpa", Some("\\alpha")),
            ("\\zzzzzzz", None),
        ] {
            assert_eq!(nearest(name, NAMES.iter().copied()), meant, "{name}");
        }
    }
}
