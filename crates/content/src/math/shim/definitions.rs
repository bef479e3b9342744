//! Definitions: `\newcommand` and its like, and `\DeclareMathOperator`, become `\gdef`s that are run by themselves.

use super::{super::Formula, tex};

/// The commands of LaTeX that define.
const COMMANDS: [&str; 7] = [
    "newcommand",
    "renewcommand",
    "providecommand",
    "DeclareRobustCommand",
    "DeclareMathOperator",
    "DeclarePairedDelimiter",
    "DeclarePairedDelimiterX",
];

/// Those of TeX, which KaTeX knows.
const PRIMITIVES: [&str; 3] = ["def", "gdef", "let"];

/// Whether a command of this name defines another.
pub(super) fn is_one(name: &str) -> bool {
    COMMANDS.contains(&name) || PRIMITIVES.contains(&name)
}

/// Takes the definitions out of a formula.
pub(super) fn take_out(formula: &mut Formula) {
    // Most formulas have none.
    if !tex::has_command(&formula.tex, is_one) {
        return;
    }
    // One that KaTeX does not take must not take the others along.
    if let Some(definitions) = nothing_else(&formula.tex) {
        formula.definitions.extend(definitions);
        formula.tex.clear();
        return;
    }
    for name in COMMANDS {
        let mut from = 0;
        while let Some(found) = tex::find_command(&formula.tex, name, from) {
            from = found.end;
            let Some((definition, end)) = read(&formula.tex, name, found.end) else { continue };
            formula.definitions.extend(definition);
            formula.tex.replace_range(found.start..end, "");
            from = found.start;
        }
    }
    if !formula.definitions.is_empty() {
        let trimmed = formula.tex.trim();
        formula.tex = trimmed.to_owned();
    }
}

/// All definitions of a formula that holds nothing else, but for packages.
fn nothing_else(source: &str) -> Option<Vec<String>> {
    let mut definitions = Vec::new();
    let mut at = tex::skip_blanks(source, 0);
    while at < source.len() {
        let end = if let Some((more, end)) = definition(source, at) {
            definitions.extend(more);
            end
        } else {
            tex::group(source, at + source[at..].strip_prefix("\\require").map(|_| 8)?)?.end + 1
        };
        at = tex::skip_blanks(source, end);
    }
    (!definitions.is_empty()).then_some(definitions)
}

/// Reads the definition that starts at `at`: what KaTeX runs for it, and where it ends.
pub(in super::super) fn definition(source: &str, at: usize) -> Option<(Vec<String>, usize)> {
    let rest = source.get(at..).filter(|rest| rest.starts_with('\\'))?;
    let end = at + tex::command_length(rest);
    match &source[at + 1..end] {
        "def" | "gdef" => {
            let (name, parameters) = read_name(source, end)?;
            let body = parameters + source[parameters..].find(['{', '\n'])?;
            let group = tex::group(source, body)?;
            let parameters = source[parameters..body].trim();
            let definition = format!("\\gdef{name}{parameters}{{{}}}", &source[group.clone()]);
            Some((vec![definition], group.end + 1))
        }
        "let" => {
            let (name, at) = read_name(source, end)?;
            let at = tex::skip_blanks(source, at);
            let at = at + usize::from(source[at..].starts_with('='));
            let (meaning, at) = read_name(source, at)?;
            Some((vec![format!("\\global\\let{name}={meaning}")], at))
        }
        name if COMMANDS.contains(&name) => read(source, name, end),
        _ => None,
    }
}

/// The macros that a text of definitions makes, by name: for KaTeX's own list.
pub(crate) fn macro_definitions(source: &str) -> Vec<(String, String)> {
    let mut macros = Vec::new();
    let mut at = 0;
    while at < source.len() {
        at = tex::skip_blanks(source, at);
        let Some((definitions, end)) = definition(source, at) else {
            at += source[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        macros.extend(definitions.iter().filter_map(|definition| macro_of(definition)));
        at = end;
    }
    macros
}

/// Name and body of a `\gdef` or `\global\let`; none if its arguments are delimited, which KaTeX's list cannot say.
fn macro_of(definition: &str) -> Option<(String, String)> {
    if let Some((name, meaning)) =
        definition.strip_prefix("\\global\\let").and_then(|rest| rest.split_once('='))
    {
        return Some((name.to_owned(), meaning.to_owned()));
    }
    let rest = definition.strip_prefix("\\gdef")?;
    let (head, body) = rest.split_once('{')?;
    let (name, parameters) = head.split_at(tex::command_length(head));
    let is_plain = parameters.bytes().all(|byte| byte == b'#' || byte.is_ascii_digit());
    is_plain.then(|| (name.to_owned(), body.strip_suffix('}').unwrap_or(body).to_owned()))
}

/// Reads the definition whose command ends at `at`: the `\gdef` for it and where it ends.
fn read(source: &str, command: &str, at: usize) -> Option<(Vec<String>, usize)> {
    let starred = source[at..].starts_with('*');
    let at = at + usize::from(starred);
    let (name, at) = read_name(source, at)?;
    if command == "DeclareMathOperator" {
        let body = tex::group(source, at)?;
        let star = if starred { "*" } else { "" };
        let definition = format!("\\gdef{name}{{\\operatorname{star}{{{}}}}}", &source[body.clone()]);
        return Some((vec![definition], body.end + 1));
    }
    if command == "DeclarePairedDelimiter" {
        let left = tex::group(source, at)?;
        let right = tex::group(source, left.end + 1)?;
        let definition =
            format!("\\gdef{name}#1{{\\left{}#1\\right{}}}", &source[left.clone()], &source[right.clone()]);
        return Some((vec![definition], right.end + 1));
    }
    let (count, at) = match tex::optional(source, at) {
        Some(count) => {
            (source[count.clone()].trim().parse::<usize>().ok().filter(|count| *count <= 9)?, count.end + 1)
        }
        None => (0, at),
    };
    if command == "DeclarePairedDelimiterX" {
        let left = tex::group(source, at)?;
        let right = tex::group(source, left.end + 1)?;
        let body = tex::group(source, right.end + 1)?;
        let inner = source[body.clone()].replace("\\delimsize", "\\middle");
        let body_between = format!("\\left{}{inner}\\right{}", &source[left], &source[right]);
        return Some((vec![gdef(&name, count, &body_between)], body.end + 1));
    }
    let (default, at) = match tex::optional(source, at) {
        Some(default) => (Some(&source[default.clone()]), default.end + 1),
        None => (None, at),
    };
    // Without braces it is one command, `\newcommand\x\xi`.
    let (body, end) = match tex::group(source, at) {
        Some(group) => (source[group.clone()].to_owned(), group.end + 1),
        None => read_name(source, at)?,
    };
    let definitions = match default {
        None => vec![gdef(&name, count, &body)],
        Some(default) => with_default(&name, count, default, &body),
    };
    Some((definitions, end))
}

/// `{\name}` or `\name`.
fn read_name(source: &str, at: usize) -> Option<(String, usize)> {
    let at = tex::skip_blanks(source, at);
    if let Some(group) = tex::group(source, at) {
        let name = source[group.clone()].trim();
        return name.starts_with('\\').then(|| (name.to_owned(), group.end + 1));
    }
    let rest = source.get(at..)?;
    let length = rest.starts_with('\\').then(|| tex::command_length(rest))?;
    Some((rest[..length].to_owned(), at + length))
}

fn gdef(name: &str, count: usize, body: &str) -> String {
    let parameters: String = (1..=count).map(|number| format!("#{number}")).collect();
    format!("\\gdef{name}{parameters}{{{body}}}")
}

/// A macro with an optional first argument: `\x` looks whether `[` follows, as LaTeX's own does.
fn with_default(name: &str, count: usize, default: &str, body: &str) -> Vec<String> {
    let inner = format!("\\sb@{}", name.trim_start_matches('\\'));
    // KaTeX reads `@` as a letter of a command's name, so these cannot meet a name that an author writes.
    let rest: String = (2..=count).map(|number| format!("#{number}")).collect();
    let given = format!("\\gdef{inner}@given[#1]{rest}{{{body}}}");
    let missing = format!("\\gdef{inner}@missing{{{inner}@given[{default}]}}");
    let choice = format!("\\gdef{name}{{\\@ifnextchar[{{{inner}@given}}{{{inner}@missing}}}}");
    vec![given, missing, choice]
}
