//! A repair of what katex-rs 0.3.0 does behind `\Large` and its like: it goes on in text style, where KaTeX keeps display
//! style, so that fractions and sums of a display formula were small and their limits beside them.

use std::borrow::Cow;

use studybuddy_text::tex::command_length;

const SIZES: [&str; 11] = [
    "tiny",
    "sixptsize",
    "scriptsize",
    "footnotesize",
    "small",
    "normalsize",
    "large",
    "Large",
    "LARGE",
    "huge",
    "Huge",
];

/// Says again that the style is display style. Nobody writes this, so that it can be taken out of the annotation.
const DISPLAY: &str = "\\displaystyle\\relax\\relax ";

/// Environments whose cells are set in display style.
const ROWS: [&str; 12] = [
    "equation",
    "align",
    "alignat",
    "gather",
    "aligned",
    "alignedat",
    "gathered",
    "split",
    "dcases",
    "rcases",
    "drcases",
    "darray",
];

/// The TeX with display style behind each size that stands in display style.
pub fn in_display(tex: &str, display: bool) -> Cow<'_, str> {
    if !SIZES.iter().any(|size| tex.contains(size)) {
        return Cow::Borrowed(tex);
    }
    let mut out = String::with_capacity(tex.len() + DISPLAY.len());
    // Whether each open group is in display style; and whether the next one is only a group, and no argument.
    let mut open = vec![display];
    let mut is_group = true;
    // For each open brace: whether a group that follows it is only a group.
    let mut after = Vec::new();
    let mut rest = tex;
    while let Some(first) = rest.chars().next() {
        let is_display = open.last().copied().unwrap_or_default();
        let length = if first == '\\' { command_length(rest) } else { first.len_utf8() };
        let (token, behind) = rest.split_at(length);
        out.push_str(token);
        rest = behind;
        match token {
            "{" => {
                open.push(is_display && is_group);
                after.push(is_group);
                is_group = true;
            }
            "}" => {
                close(&mut open);
                is_group = after.pop().unwrap_or(true);
            }
            "^" | "_" => is_group = false,
            "\\begin" => {
                let name = pass_argument(&mut rest, &mut out).trim_end_matches('*');
                open.push(is_display && ROWS.contains(&name));
                is_group = true;
            }
            "\\end" => {
                close(&mut open);
                pass_argument(&mut rest, &mut out);
                is_group = true;
            }
            "\\displaystyle" | "\\textstyle" | "\\scriptstyle" | "\\scriptscriptstyle" => {
                if let Some(last) = open.last_mut() {
                    *last = token == "\\displaystyle";
                }
                is_group = true;
            }
            "\\color" | "\\textcolor" => {
                // The colour is an argument; what it colours is a group.
                pass_argument(&mut rest, &mut out);
                is_group = true;
            }
            _ if token.strip_prefix('\\').is_some_and(|name| SIZES.contains(&name)) => {
                if is_display {
                    out.push(' ');
                    out.push_str(DISPLAY);
                }
                is_group = true;
            }
            _ if first.is_whitespace() => {}
            _ => is_group = first != '\\' || token.chars().count() == 2,
        }
    }
    Cow::Owned(out)
}

/// What KaTeX made of it, without what was added.
pub fn as_written(html: String) -> String {
    if html.contains(DISPLAY) { html.replace(&format!(" {DISPLAY}"), "") } else { html }
}

/// Ends a group; the formula itself stays open.
fn close(open: &mut Vec<bool>) {
    if open.len() > 1 {
        open.pop();
    }
}

/// Copies `{…}` at the start of what is left, and gives what is in it.
fn pass_argument<'a>(rest: &mut &'a str, out: &mut String) -> &'a str {
    let argument = rest.strip_prefix('{').and_then(|inner| inner.split_once('}'));
    let Some((inner, behind)) = argument else { return "" };
    out.push_str(&rest[..inner.len() + 2]);
    *rest = behind;
    inner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn display_style_goes_on_behind_a_size() {
        let marked = |tex: &str| in_display(tex, true).replace(&format!(" {DISPLAY}"), "|");
        for (tex, expected) in [
            ("{\\Large x^2}", "{\\Large| x^2}"),
            ("\\small a \\huge b", "\\small| a \\huge| b"),
            ("\\textcolor{red}{\\Large x}", "\\textcolor{red}{\\Large| x}"),
            ("\\begin{aligned}\\Large a\\end{aligned}", "\\begin{aligned}\\Large| a\\end{aligned}"),
            // Arguments have styles of their own.
            ("x^{\\Large 2}", "x^{\\Large 2}"),
            ("\\frac{\\Large a}{\\Large b}", "\\frac{\\Large a}{\\Large b}"),
            ("\\begin{matrix}\\Large a\\end{matrix}", "\\begin{matrix}\\Large a\\end{matrix}"),
            ("\\text{\\Large a}\\textstyle\\Large b", "\\text{\\Large a}\\textstyle\\Large b"),
            ("\\é\\Large é", "\\é\\Large| é"),
        ] {
            assert_eq!(marked(tex), expected);
            assert_eq!(as_written(in_display(tex, true).into_owned()), tex);
        }
        assert_eq!(in_display("\\Large x", false), "\\Large x");
    }
}
