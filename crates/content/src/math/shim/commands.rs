//! Commands and environments that KaTeX lacks, as those that it has.

use super::{environments, tex};

/// Commands that do nothing here, with the number of arguments that go with them: of some the last argument is what is shown.
const DROPPED: [(&str, usize); 28] = [
    ("require", 1),
    ("vspace", 1),
    ("allowbreak", 0),
    ("displaylimits", 0),
    ("nobreak", 0),
    ("enclose", 1),
    ("class", 1),
    ("cssId", 1),
    ("style", 1),
    ("bbox", 0),
    ("scalebox", 1),
    ("resizebox", 2),
    ("multicolumn", 2),
    ("cline", 1),
    ("rowcolor", 1),
    ("cellcolor", 1),
    ("columncolor", 1),
    ("leftroot", 1),
    ("uproot", 1),
    ("rotatebox", 1),
    ("setlength", 2),
    ("mathtoolsset", 1),
    ("MoveEqLeft", 0),
    // No formula is trusted with a link or a look of its own: KaTeX would show the name in their place.
    ("href", 1),
    ("htmlClass", 1),
    ("htmlId", 1),
    ("htmlStyle", 1),
    ("htmlData", 1),
];

/// Delimiters that grow with a star, `\norm*{x}`: ours always do. Fractions of derivatives have one to be flat.
const PAIRED: [&str; 8] = ["abs", "norm", "ceil", "floor", "set", "paren", "dv", "pdv"];

/// Those of `mathtools` with delimiters.
const SMALL_MATRICES: [(&str, &str, &str); 2] = [("psmallmatrix", "(", ")"), ("bsmallmatrix", "[", "]")];

/// Plain TeX's matrices: `\matrix{a & b \cr c & d}`.
const MATRICES: [&str; 4] = ["matrix", "pmatrix", "cases", "bordermatrix"];

/// Words between two rows.
const INTERRUPTIONS: [&str; 2] = ["intertext", "shortintertext"];

/// Replaces what KaTeX does not know.
pub(super) fn replace(source: &mut String) {
    // Most formulas have nothing of all this.
    if tex::has_command(source, is_unknown) {
        commands(source);
    }
    if source.contains("*{") {
        PAIRED.iter().for_each(|name| without_star(source, name));
    }
    if source.contains("\\begin{") || source.contains("\\end{") {
        environments(source);
    }
    // A display formula in a display formula: only the outer delimiters count.
    let trimmed = source.trim();
    if let Some(inner) = trimmed.strip_prefix("$$").and_then(|inner| inner.strip_suffix("$$")) {
        *source = inner.trim().to_owned();
    }
    if source.contains("\\[") {
        without_brackets(source);
    }
}

/// Takes `\[` and `\]` away, if there are as many of each.
fn without_brackets(source: &mut String) {
    let mut out = String::with_capacity(source.len());
    let (mut opening, mut closing) = (0, 0);
    let mut at = 0;
    let mut copied = 0;
    while let Some(found) = tex::next_command(source, at) {
        at = found.end;
        match &source[found.clone()] {
            "\\[" => opening += 1,
            "\\]" => closing += 1,
            _ => continue,
        }
        out.push_str(&source[copied..found.start]);
        copied = at;
    }
    if opening > 0 && opening == closing {
        out.push_str(&source[copied..]);
        *source = out.trim().to_owned();
    }
}

pub(super) fn is_unknown(name: &str) -> bool {
    DROPPED.iter().any(|(unknown, _)| *unknown == name)
        || MATRICES.contains(&name)
        || INTERRUPTIONS.contains(&name)
        || matches!(name, "unicode" | "buildrel" | "dv" | "pdv")
}

fn commands(source: &mut String) {
    for (name, arguments) in DROPPED {
        drop_command(source, name, arguments);
    }
    unicode(source);
    buildrel(source);
    for name in MATRICES {
        plain_matrix(source, name);
    }
    interrupted_rows(source);
}

fn environments(source: &mut String) {
    environments::replace(source);
    // All rows have one number.
    let ends = ["\\begin{equation}\\begin{gathered}", "\\end{gathered}\\end{equation}"];
    put_ends(source, "multline", ends);
    for (from, to) in [
        ("flalign", "align"),
        ("xalignat", "alignat"),
        ("multlined", "gathered"),
        ("tabular", "array"),
        ("dmath", "equation"),
        ("multline*", "gather*"),
        ("flalign*", "align*"),
        ("xalignat*", "alignat*"),
        ("dmath*", "equation*"),
    ] {
        rename(source, from, to);
    }
    for (name, open, close) in SMALL_MATRICES {
        put_ends(
            source,
            name,
            [
                &["\\left", open, "\\begin{smallmatrix}"].concat(),
                &["\\end{smallmatrix}\\right", close].concat(),
            ],
        );
    }
    columns(source);
    for wrapper in ["subequations", "displaymath", "math"] {
        put_ends(source, wrapper, ["", ""]);
    }
}

/// Gives an environment another name.
pub(super) fn rename(source: &mut String, from: &str, to: &str) {
    if source.contains(from) {
        put_ends(source, from, [&["\\begin{", to, "}"].concat(), &["\\end{", to, "}"].concat()]);
    }
}

/// Puts something else for where an environment begins and ends.
fn put_ends(source: &mut String, name: &str, ends: [&str; 2]) {
    if source.contains(name) {
        for (end, to) in ["\\begin{", "\\end{"].into_iter().zip(ends) {
            *source = source.replace(&[end, name, "}"].concat(), to);
        }
    }
}

fn without_star(source: &mut String, name: &str) {
    let mut from = 0;
    while let Some(found) = tex::find_command(source, name, from) {
        from = found.end;
        if source[from..].starts_with("*{") {
            source.remove(from);
        }
    }
}

/// The derivatives of `physics`, as our macros have them: `\dv{x}`, `\dv[n]{f}{x}`, `\pdv{f}{x}{y}`.
pub(super) fn derivatives(source: &mut String) {
    for name in ["dv", "pdv"] {
        let mut from = 0;
        while let Some(found) = tex::find_command(source, name, from) {
            from = found.end;
            let order = tex::optional(source, from);
            let start = order.clone().map_or(from, |order| order.end + 1);
            let Some(first) = tex::group(source, start) else { continue };
            let second = tex::group(source, first.end + 1);
            let mixed = second.clone().and_then(|second| tex::group(source, second.end + 1));
            let mut macros = String::new();
            if let Some(order) = order {
                macros = ["\\sb@", name, "{", &source[order], "}"].concat();
            } else if mixed.is_some() && name == "pdv" {
                macros.push_str("\\sb@mixed");
            } else if second.is_none() {
                macros = ["\\", name].concat();
            }
            if second.is_none() {
                macros.push_str("{}");
            }
            if !macros.is_empty() {
                source.replace_range(found.start..start, &macros);
                from = found.start + macros.len();
            }
        }
    }
}

/// `\buildrel a \over b`: `a` above `b`.
fn buildrel(source: &mut String) {
    let mut from = 0;
    while let Some(found) = tex::find_command(source, "buildrel", from) {
        from = found.end;
        let Some(over) = tex::find_command(source, "over", found.end) else { return };
        let start = tex::skip_blanks(source, over.end);
        let rest = &source[start..];
        let length = match tex::group(source, start) {
            Some(group) => group.end + 1 - start,
            None if rest.starts_with('\\') => tex::command_length(rest),
            None => rest.chars().next().map_or(0, char::len_utf8),
        };
        let above = source[found.end..over.start].trim();
        let stack = format!("\\overset{{{above}}}{{{}}}", &rest[..length]);
        source.replace_range(found.start..start + length, &stack);
    }
}

/// The columns of arrays, as far as they are known to KaTeX: `{*{3}{c}}` is `{ccc}`, `{@{}lp{3cm}}` is `{ll}`.
fn columns(source: &mut String) {
    const OPEN: &str = "\\begin{array}";
    let mut from = 0;
    while let Some(found) = source[from..].find(OPEN) {
        let start = from + found + OPEN.len();
        from = start;
        let end = tex::optional(source, start).map_or(start, |place| place.end + 1);
        let Some(spec) = tex::group(source, end) else { continue };
        let known = known_columns(&source[spec.clone()]);
        if end != start || known != source[spec.clone()] {
            source.replace_range(start..spec.end, &format!("{{{known}"));
        }
    }
}

/// More columns than any array has.
const MAX_COLUMNS: usize = 100;

fn known_columns(spec: &str) -> String {
    let mut known = String::new();
    let mut at = 0;
    while let Some(column) = spec[at..].chars().next() {
        at += column.len_utf8();
        match column {
            'c' | 'l' | 'r' | '|' | ':' | ' ' => known.push(column),
            'p' | 'm' | 'b' | 'X' => known.push('l'),
            _ => {}
        }
        let takes_group = matches!(column, '@' | '!' | '<' | '>' | 'p' | 'm' | 'b' | '*');
        let Some(group) = tex::group(spec, at).filter(|_| takes_group) else { continue };
        at = group.end + 1;
        if column == '*'
            && let Some(repeated) = tex::group(spec, at)
        {
            let times = spec[group].trim().parse().unwrap_or(1).min(MAX_COLUMNS);
            let inner = spec[repeated.clone()].replace(|c| !"clr|:".contains(c), "");
            known.push_str(&inner.repeat(times));
            at = repeated.end + 1;
        }
    }
    known
}

fn drop_command(source: &mut String, name: &str, arguments: usize) {
    while let Some(found) = tex::find_command(source, name, 0) {
        let mut end = found.end;
        if arguments > 0 || name == "bbox" {
            end = tex::optional(source, end).map_or(end, |options| options.end + 1);
        }
        for _ in 0..arguments {
            end = tex::group(source, end).map_or(end, |group| group.end + 1);
        }
        source.replace_range(found.start..end, "");
    }
}

/// Words between two rows, `\intertext{so}`, are a row of their own.
fn interrupted_rows(source: &mut String) {
    for name in INTERRUPTIONS {
        let mut from = 0;
        while let Some(found) = tex::find_command(source, name, from) {
            from = found.end;
            let Some(words) = tex::group(source, found.end) else { continue };
            let row = format!("\\text{{{}}} \\nonumber \\\\", &source[words.clone()]);
            source.replace_range(found.start..words.end + 1, &row);
            from = found.start + row.len();
        }
    }
}

/// Environments that fill the width of a page, and those that stand in a line.
const IN_LINE: [(&str, &str); 7] = [
    ("align*", "aligned"),
    ("align", "aligned"),
    ("alignat*", "alignedat"),
    ("alignat", "alignedat"),
    ("gather*", "gathered"),
    ("gather", "gathered"),
    ("multline", "gathered"),
];

/// A formula in a line of text: it has no room for an equation's number at the margin, and none for environments that
/// fill the width.
pub(super) fn fit_line(source: &mut String) {
    while let Some(found) = tex::find_command(source, "tag", 0) {
        let is_bare = source[found.end..].starts_with('*');
        let Some(number) = tex::group(source, found.end + usize::from(is_bare)) else { break };
        let text = &source[number.clone()];
        let text =
            if is_bare { format!("\\quad\\text{{{text}}}") } else { format!("\\quad\\text{{({text})}}") };
        source.replace_range(found.start..number.end + 1, "");
        source.insert_str(source.trim_end().len(), &text);
    }
    if !source.contains("\\begin{") {
        return;
    }
    for (from, to) in IN_LINE {
        rename(source, from, to);
    }
    for wrapper in ["equation", "equation*"] {
        put_ends(source, wrapper, ["", ""]);
    }
}

/// `\unicode{x2713}`, also with MathJax's measures and font before the number: the character.
fn unicode(source: &mut String) {
    let mut from = 0;
    while let Some(found) = tex::find_command(source, "unicode", from) {
        from = found.end;
        let mut end = found.end;
        while let Some(options) = tex::optional(source, end) {
            end = options.end + 1;
        }
        let Some(number) = tex::group(source, end) else { continue };
        let digits = source[number.clone()].trim();
        let code = match digits.strip_prefix(['x', 'X', 'U', '"']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => digits.parse(),
        };
        // Those of ASCII may mean something to TeX, and nobody writes them so.
        if let Some(character) =
            code.ok().and_then(char::from_u32).filter(|c| !c.is_ascii() && !c.is_control())
        {
            let text = format!("\\text{{{character}}}");
            source.replace_range(found.start..number.end + 1, &text);
            from = found.start + text.len();
        }
    }
}

fn plain_matrix(source: &mut String, name: &str) {
    let mut from = 0;
    while let Some(found) = tex::find_command(source, name, from) {
        from = found.end;
        let Some(body) = tex::group(source, found.end) else { continue };
        let rows = source[body.clone()].replace("\\cr", "\\\\");
        let name = name.trim_start_matches("border");
        let replacement = format!("\\begin{{{name}}}{rows}\\end{{{name}}}");
        source.replace_range(found.start..body.end + 1, &replacement);
    }
}
