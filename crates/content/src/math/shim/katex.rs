//! What a formula says in MathJax's way where KaTeX, given the same TeX, would set something else. The formula itself stays as
//! its author wrote it: both hosts ask for this when they call KaTeX.

use std::borrow::Cow;

use studybuddy_text::contains;

use super::{
    super::TEXT_COMMANDS,
    MAX_BYTES, colors,
    tex::{self, command_length, find_command},
};

/// The TeX of a formula, or of a definition before it, as KaTeX is to get it.
#[must_use]
pub fn for_katex(tex: &str) -> Cow<'_, str> {
    if tex.len() > MAX_BYTES {
        return Cow::Borrowed(tex);
    }
    if let Some(tex) = with_percents(tex) {
        return Cow::Owned(for_katex(&tex).into_owned());
    }
    let colored = with_colored_arguments(tex);
    if tex.contains(['_', '#', '&', '%', '^', '$'])
        && tex::has_command(tex, |name| TEXT_COMMANDS.contains(&name))
    {
        return Cow::Owned(with_escaped_words(&colored));
    }
    colored
}

/// `p = 90%`: right behind a number, and on the last line of a formula, nobody begins a comment.
fn with_percents(tex: &str) -> Option<String> {
    let last_line = tex.trim_end().rfind('\n').unwrap_or(0);
    let mut out = String::new();
    let mut copied = 0;
    for (at, _) in tex.match_indices('%') {
        if at > last_line && tex[..at].ends_with(|c: char| c.is_ascii_digit()) {
            out.extend([&tex[copied..at], "\\"]);
            copied = at;
        }
    }
    (copied > 0).then(|| out + &tex[copied..])
}

/// `\color{red}{x} y`: with a brace behind the colour it colours that argument, as in MathJax; without one it is LaTeX's
/// switch, which colours all that follows.
pub(crate) fn with_colored_arguments(tex: &str) -> Cow<'_, str> {
    if !contains(tex, "color") {
        return Cow::Borrowed(tex);
    }
    let mut named = tex.to_owned();
    colors::replace_each(&mut named, &|model, name| if model.is_none() { number(name) } else { None });
    let tex = &*named;
    let mut out = String::with_capacity(tex.len());
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = find_command(tex, "color", at) {
        at = found.end;
        if tex::group(tex, at).is_some_and(|color| opening_brace(tex, color.end + 1).is_some()) {
            out.push_str(&tex[copied..found.start]);
            out.push_str("\\textcolor");
            copied = found.end;
        }
    }
    out.push_str(&tex[copied..]);
    Cow::Owned(out)
}

/// Colours by their names in `dvips`, which LaTeX and MathJax know; those that browsers know as well are not here.
const DVIPS: &str = "Apricot FBB982 Bittersweet C04F17 BlueGreen 00B3B8 BrickRed B6321C BurntOrange F7921D CarnationPink F282B4 \
    Cerulean 00A2E3 Dandelion FDBC42 Emerald 00A99D JungleGreen 00A99A Mahogany A9341F Melon F89E7B Mulberry A93C93 \
    NavyBlue 006EB8 OliveGreen 3C8031 Peach F7965A Periwinkle 7977B8 PineGreen 008B72 ProcessBlue 00B0F0 RawSienna 974006 \
    RedOrange F26035 RedViolet A1246B Rhodamine EF559F RoyalPurple 613F99 RubineRed ED017D Sepia 671800 TealBlue 00AEB3 \
    VioletRed EF58A0 WildStrawberry EE2967 YellowOrange FAA21A";

/// The number of a colour that KaTeX would hand to a browser by its name. In a definition `#` would stand for an argument.
fn number(name: &str) -> Option<String> {
    let mut words = DVIPS.split(' ');
    let mut colors = std::iter::from_fn(|| Some((words.next()?, words.next()?)));
    colors.find(|(known, _)| *known == name).map(|(_, number)| number.to_owned())
}

/// Where the brace is that comes next, if nothing else does.
fn opening_brace(source: &str, at: usize) -> Option<usize> {
    let start = tex::skip_blanks(source, at);
    source.get(start..)?.starts_with('{').then_some(start)
}

/// What a brace or dollar has opened.
struct Level {
    is_words: bool,
    /// The braces that are open in it.
    braces: usize,
    /// The dollars that opened it.
    dollars: usize,
}

/// In words, `_`, `#`, `&`, `%` and `^` are signs to MathJax, TeX wants them escaped; and a formula in two dollars, as
/// kramdown has them, is one in one.
fn with_escaped_words(tex: &str) -> String {
    let mut out = String::with_capacity(tex.len() + 16);
    let mut levels = vec![Level { is_words: false, braces: 0, dollars: 0 }];
    // Its arguments are behind this sign.
    let is_definition = contains(tex, "def\\");
    let last_pair = tex.rfind("$$");
    let mut at = 0;
    while let Some(character) = tex[at..].chars().next() {
        let rest = &tex[at..];
        let is_inner = levels.len() > 1;
        let Some(level) = levels.last_mut() else { break };
        let mut length = character.len_utf8();
        match character {
            '\\' => {
                length = command_length(rest);
                let is_text = !level.is_words && TEXT_COMMANDS.contains(&&rest[1..length]);
                if let Some(open) = opening_brace(tex, at + length).filter(|_| is_text) {
                    length = open + 1 - at;
                    levels.push(Level { is_words: true, braces: 0, dollars: 0 });
                } else if level.is_words
                    && let Some(colors) = colors::count(&rest[1..length])
                {
                    // A colour is no text: `#699C52`.
                    for _ in 0..colors {
                        length = tex::group(tex, at + length).map_or(length, |color| color.end + 1 - at);
                    }
                } else if level.is_words && rest.starts_with("\\(") {
                    levels.push(Level { is_words: false, braces: 0, dollars: 0 });
                } else if is_inner && !level.is_words && level.dollars == 0 && rest.starts_with("\\)") {
                    levels.pop();
                }
            }
            '{' => level.braces += 1,
            '}' if level.braces > 0 => level.braces -= 1,
            '}' if is_inner => _ = levels.pop(),
            '$' if level.is_words => {
                let dollars = if rest.starts_with("$$") && Some(at) < last_pair { 2 } else { 1 };
                levels.push(Level { is_words: false, braces: 0, dollars });
                out.push('$');
                at += dollars;
                continue;
            }
            '$' if is_inner && level.dollars > 0 => {
                out.push('$');
                at += if rest.starts_with("$$") { level.dollars } else { 1 };
                levels.pop();
                continue;
            }
            '#' if is_definition && rest[1..].starts_with(|c: char| c.is_ascii_digit()) => {}
            '_' | '#' | '&' | '%' if level.is_words => out.push('\\'),
            '^' if level.is_words => {
                out.push_str("\\textasciicircum{}");
                at += 1;
                continue;
            }
            _ => {}
        }
        out.push_str(&rest[..length]);
        at += length;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brace_behind_a_colour_is_what_it_colours() {
        for (tex, expected) in [
            (r"a \color{red}{b} c", r"a \textcolor{red}{b} c"),
            (r"\color{blue} { {\mathbf{W}}^\top } x", r"\textcolor{blue} { {\mathbf{W}}^\top } x"),
            (r"\color{red}{a \color{#0000ff}{b}}", r"\textcolor{red}{a \textcolor{#0000ff}{b}}"),
            (r"{\color{red} b} c \color{red}", r"{\color{red} b} c \color{red}"),
            (
                r"\color red{b} \colorbox{red}{b} \textcolor{red}{b}",
                r"\color red{b} \colorbox{red}{b} \textcolor{red}{b}",
            ),
            (r"\gdef\red#1{\color{red}{#1}}", r"\gdef\red#1{\textcolor{red}{#1}}"),
            (r"\color{red", r"\color{red"),
            (r"\textcolor{PineGreen}{g} \color{red}{x}", r"\textcolor{008B72}{g} \textcolor{red}{x}"),
            (
                r"\colorbox{BrickRed}{a} \color{NavyBlue} b {PineGreen}",
                r"\colorbox{B6321C}{a} \color{006EB8} b {PineGreen}",
            ),
            (r"\newcommand{\x}[1]{\textcolor{Peach}{#1}}", r"\newcommand{\x}[1]{\textcolor{F7965A}{#1}}"),
            (r"\fcolorbox{NavyBlue}{Peach}{a}", r"\fcolorbox{006EB8}{F7965A}{a}"),
            (
                r"\textcolor{FBB982}{g} \textcolor{}{x} \textcolor{Peach",
                r"\textcolor{FBB982}{g} \textcolor{}{x} \textcolor{Peach",
            ),
        ] {
            assert_eq!(for_katex(tex), expected);
        }
    }

    #[test]
    fn signs_in_words_are_escaped() {
        for (tex, expected) in [
            (r"\text{50% & a_b} a_b & c", r"\text{50\% \& a\_b} a_b & c"),
            (r"\text{5\% \_}", r"\text{5\% \_}"),
            (r"\mbox {x^2} y^2", r"\mbox {x\textasciicircum{}2} y^2"),
            (r"\text{if x_1 $y_1$ {a_b}} y_2", r"\text{if x\_1 $y_1$ {a\_b}} y_2"),
            (r"\text{if $$x_1 \geq 0$$}.\\", r"\text{if $x_1 \geq 0$}.\\"),
            (r"\text{a_b \(c_d\) e_f}", r"\text{a\_b \(c_d\) e\_f}"),
            (r"\text{a_b $c_\text{d_e}$ f_g}", r"\text{a\_b $c_\text{d\_e}$ f\_g}"),
            (r"\text{a$$b}", r"\text{a$$b}"),
            (r"\text{a \color{#699C52}b # c}", r"\text{a \color{#699C52}b \# c}"),
            (r"\text{a \color{#699C52}{b_c}}", r"\text{a \textcolor{#699C52}{b\_c}}"),
            (r"\text{\fcolorbox{#000}{#fff}{a_b}}", r"\text{\fcolorbox{#000}{#fff}{a\_b}}"),
            (r"\gdef\t#1{\text{#1 # a_b}}", r"\gdef\t#1{\text{#1 \# a\_b}}"),
            (r"x_\text a_b", r"x_\text a_b"),
            (r"\text{\$5_a} \text{a_b", r"\text{\$5\_a} \text{a\_b"),
            (r"}}\text{a}}_b", r"}}\text{a}}_b"),
        ] {
            assert_eq!(for_katex(tex), expected);
        }
    }

    #[test]
    fn numbers_may_be_per_cent() {
        for (tex, expected) in [
            ("p = 90%", r"p = 90\%"),
            (r"90% - 5% = 85\%", r"90\% - 5\% = 85\%"),
            ("a = 5% b", r"a = 5\% b"),
            ("a % half\n= 5", "a % half\n= 5"),
            ("a = 5% half\n= b", "a = 5% half\n= b"),
            ("\na = 5%\n", "\na = 5\\%\n"),
            ("x = 1 % a comment", "x = 1 % a comment"),
            (r"\text{90%} a", r"\text{90\%} a"),
        ] {
            assert_eq!(for_katex(tex), expected);
        }
    }

    #[test]
    fn most_formulas_are_what_they_are() {
        assert!(matches!(for_katex(r"\frac{a_b}{c} \operatorname{d_e}"), Cow::Borrowed(_)));
    }
}
