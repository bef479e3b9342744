//! Is what stands between two dollars a formula, or is it money, a shell variable, a prompt?

use super::TEXT_COMMANDS;
use crate::cjk::is_cjk;

/// Decides about `$content$`, by Pandoc's rule made tolerant: nothing blank inside the dollars and no digit after
/// the closing one, unless the content is surely TeX. `after` is the character behind the closing dollar.
///
/// The exceptions are common in real posts: `$\times$5`, `$ W_1 x $`; the guards keep `$5 and 6$` text.
pub(super) fn is_formula(content: &str, after: Option<char>) -> bool {
    let trimmed = content.trim();
    // TeX has nothing that ends in the sign of an index; `${A}_${B}` has.
    let is_dangling = trimmed.ends_with(['_', '^']) && !trimmed.ends_with("\\_") && !trimmed.ends_with("\\^");
    if trimmed.is_empty() || is_dangling {
        return false;
    }
    if trimmed.contains("](http") || trimmed.contains("](/") || ends_element(trimmed) {
        return false;
    }
    // `100$ and 200$. 5$/h`: what goes on behind a price.
    if trimmed.starts_with(['.', ',', ';', ')', '?', '!', '/'])
        && trimmed.contains(' ')
        && !is_latex_like(trimmed)
    {
        return false;
    }
    if is_price(trimmed) {
        return false;
    }
    let latex = is_latex_like(trimmed);
    // `5$/6$`: what goes on behind one.
    if !latex && trimmed.len() > 1 && trimmed.starts_with('/') {
        return false;
    }
    if !latex && (is_shell(trimmed) || is_words(trimmed)) {
        return false;
    }
    let leading = content.starts_with(char::is_whitespace);
    let trailing = content.ends_with(char::is_whitespace);
    let digit_after = after.is_some_and(|character| character.is_ascii_digit());
    if (leading || trailing || digit_after) && !latex {
        return leading && trailing && !digit_after && is_spaced_equation(content);
    }
    // `^, $ and \b, and so on, $`
    if leading && trailing && words(trimmed) > 3 && !trimmed.contains("\\text") {
        return false;
    }
    if (leading != trailing || digit_after) && is_prose(trimmed) && !trimmed.contains('\\') {
        return false;
    }
    // `$HOME/bin:$PATH`: the second dollar opens the next variable.
    if !latex
        && trimmed != "-"
        && trimmed.ends_with([':', '/', ',', '-'])
        && after.is_some_and(|c| c.is_alphanumeric() || c == '{')
    {
        return false;
    }
    // In Chinese what stands between two prices has no blanks.
    let has_words = || is_prose(trimmed) || trimmed.contains(is_cjk);
    if trimmed.starts_with(|c: char| c.is_ascii_digit()) && !latex && has_words() && !is_relation(trimmed) {
        return false;
    }
    if !latex && trimmed.contains(['。', '、', '；', '：', '？', '！']) && !is_list(trimmed) {
        return false;
    }
    if content.contains('\n') && !latex && (is_prose(trimmed) || content.lines().skip(1).any(starts_block)) {
        return false;
    }
    // A cell border of a table between two prices.
    !(content.contains(" | ") && !latex && trimmed.starts_with(|c: char| c.is_ascii_digit() || c == '|'))
}

/// Goes on in a bracket that an earlier formula of the paragraph opened: `) = 1`, `, y)`.
pub(super) fn is_second_half(content: &str, after: Option<char>) -> bool {
    content.starts_with([')', ']', ','])
        && content.contains([')', ']'])
        && is_formula(&["(", content].concat(), after)
}

/// Ends in a bracket that a later formula of the paragraph closes: `f(`.
pub(super) fn is_first_half(content: &str, after: Option<char>) -> bool {
    content.ends_with(['(', '['])
        && after.is_some_and(|c| !c.is_alphanumeric())
        && is_formula(&[content, ")"].concat(), after)
}

/// Opens a bracket that it does not close.
pub(super) fn leaves_open(tex: &str) -> bool {
    let depth = tex.chars().fold(0_usize, |depth, character| match character {
        '(' | '[' => depth + 1,
        ')' | ']' => depth.saturating_sub(1),
        _ => depth,
    });
    depth > 0
}

/// Has the end of an HTML element in it: no formula goes over that.
fn ends_element(content: &str) -> bool {
    content
        .match_indices("</")
        .any(|(at, _)| content[at + 2..].starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Begins with a number, goes on in words and has no sign of TeX but backslashes that were to escape a dollar:
/// `US\\$60 for the one and US\\$90`.
fn is_price(content: &str) -> bool {
    let has_tex = content.contains(['^', '_', '=', '{'])
        || content.as_bytes().windows(2).any(|pair| pair[0] == b'\\' && pair[1].is_ascii_alphabetic());
    content.starts_with(|c: char| c.is_ascii_digit()) && is_sentence(content) && !has_tex
}

/// Compares or adds numbers and names, of which no two stand side by side as words do: `0 < PGR < 1`, `3 xy = 1`. What ends in
/// a currency is money, `100 = AUD`.
fn is_relation(content: &str) -> bool {
    let is_operator = |token: &str| matches!(token, "<" | ">" | "=" | "+" | "≤" | "≥");
    let is_name = |token: &str| token.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_number = |token: &str| token.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let tokens: Vec<&str> = content.split_whitespace().collect();
    let is_currency = |pair: &[&str]| matches!(pair, ["=" | "+", last] if last.bytes().all(|byte| byte.is_ascii_uppercase()));
    tokens.iter().any(|token| is_operator(token))
        && tokens.iter().all(|token| is_operator(token) || is_name(token) || is_number(token))
        && !tokens.windows(2).any(|pair| is_name(pair[0]) && !is_operator(pair[1]))
        && !is_currency(&tokens[tokens.len().saturating_sub(2)..])
}

/// Lists single letters, or says something of each, between marks of Chinese: `b、r、s`, `n、d=5`.
fn is_list(content: &str) -> bool {
    content.contains(char::is_alphabetic)
        && content
            .split(['、', '；', '：', '，'])
            .all(|item| !item.trim().is_empty() && !item.contains(is_cjk) && !is_prose(item))
}

/// Ends or quotes as code does between two variables: `$A/$B, "$A"`, `$_ and @$x`.
fn is_shell(content: &str) -> bool {
    // `[0, 1[` is an interval in French.
    let is_interval = content.ends_with('[') && content.starts_with(['[', ']']);
    content.contains(['"', '`'])
        || content.contains("://")
        || (content.ends_with(['@', '(', '[']) && !is_interval)
}

/// Whether dollars with letters on all sides are those of code, `fit$x1, fit$x2`, which name parts of something. `the$x$axis`
/// only lacks its blanks. `before` and `after` are the characters around them.
pub(super) fn is_code(before: Option<char>, content: &str, after: Option<char>) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let is_name = |c: char| c.is_alphanumeric();
    before.is_some_and(|c| c.is_ascii_alphanumeric())
        && is_letter(content.chars().next())
        && is_letter(after)
        && content.ends_with(is_name)
        && !content.chars().all(is_name)
        && !is_latex_like(content)
}

/// Decides about content with a blank inside its dollars that [`is_formula`] has turned down: whether it is one in a post
/// whose formulas are written so, such as `$ n $` and `$ f(x) $`.
pub(super) fn is_doubtful(content: &str, after: Option<char>) -> bool {
    let trimmed = content.trim();
    let ends_well =
        trimmed.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | ']' | '}' | '\'' | '*' | '!'));
    let is_spaced = content.starts_with(' ') && content.ends_with(' ');
    let is_price = trimmed.starts_with(|c: char| c.is_ascii_digit()) && !is_spaced;
    content.len() != trimmed.len()
        && trimmed.len() <= 60
        && ends_well
        && !is_price
        && !is_prose(trimmed)
        && !trimmed.contains(['"', '`', '\n', '|', '。', '，'])
        && trimmed.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '(' | '[' | '{' | '-' | '|'))
        && after.is_none_or(|c| !c.is_alphanumeric())
}

/// Says something in English and calculates nothing: what stands between `$US and 5$`.
fn is_words(content: &str) -> bool {
    const FUNCTION_WORDS: [&str; 12] =
        ["and", "or", "to", "the", "of", "in", "is", "for", "per", "with", "but", "from"];
    is_sentence(content)
        && !content.contains(['=', '+', '<', '>', '|'])
        && content.split_whitespace().any(|word| FUNCTION_WORDS.contains(&word))
}

/// Has a TeX command, a superscript or a subscript: not something that money or a shell has.
pub(crate) fn is_latex_like(content: &str) -> bool {
    let bytes = content.as_bytes();
    bytes.iter().enumerate().any(|(at, byte)| {
        let next = bytes.get(at + 1);
        match byte {
            b'\\' => next
                .is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'{' | b'|' | b',' | b'\\')),
            b'^' => next.is_some_and(|next| !matches!(next, b' ' | b'.' | b',')),
            // `x_i`, `\}_n`, `W_{ij}`; but not `my_file`.
            b'_' => {
                let name_before = at.checked_sub(1).map_or(0, |last| {
                    bytes[..=last].iter().rev().take_while(|b| b.is_ascii_alphanumeric()).count()
                });
                next == Some(&b'{')
                    || (name_before <= 1
                        && next.is_some_and(|next| !next.is_ascii_whitespace() && *next != b'_'))
            }
            _ => false,
        }
    })
}

/// Has a word of two letters or more: names of variables are shorter, names of functions carry a backslash.
pub(crate) fn is_prose(content: &str) -> bool {
    words(content) > 0
}

/// Has two such words, as a sentence does.
pub(super) fn is_sentence(content: &str) -> bool {
    words(content) > 1
}

fn words(content: &str) -> usize {
    let is_word = |word: &&str| {
        let word = word
            .trim_matches(|c: char| matches!(c, ',' | '.' | ';' | ':' | '?' | '!' | '(' | ')' | '"' | '\''));
        word.chars().count() >= 2 && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
    };
    content.split_whitespace().filter(is_word).count()
}

/// `$ y = a x $`: blanks at both ends, but an equation of short names.
fn is_spaced_equation(content: &str) -> bool {
    content.contains(" = ") && !is_prose(content)
}

/// Further commands with text in their argument, which may hold formulas in dollars again; and those that have other
/// arguments before it.
const TEXTS: [&str; 14] = [
    "textsc",
    "textsl",
    "textup",
    "textmd",
    "textnormal",
    "emph",
    "fbox",
    "framebox",
    "llap",
    "rlap",
    "clap",
    "intertext",
    "shortintertext",
    "tag",
];
const BOXES: [&str; 4] = ["colorbox", "fcolorbox", "raisebox", "parbox"];

/// As many bytes as the longest of all these names has.
const LONGEST_NAME: usize = 14;

/// Whether the brace behind `before` opens the argument of a text command.
pub(super) fn opens_text(before: &str) -> bool {
    let mut command = before;
    for _ in 0..2 {
        let open = command.strip_suffix('}').and_then(|inner| inner.rfind(['{', '}']));
        command = open.map_or(command, |open| &command[..open]);
    }
    let names: [&[&str]; 2] =
        if command.len() == before.len() { [&TEXT_COMMANDS, &TEXTS] } else { [&BOXES, &[]] };
    // To search as far as the start would make the walk over a formula quadratic.
    let length = command.bytes().rev().take(LONGEST_NAME + 1).position(|byte| byte == b'\\');
    let name = length.and_then(|length| command.get(command.len() - length..));
    name.is_some_and(|name| names.iter().any(|names| names.contains(&name)))
}

/// A line that would start a block: the paragraph ends before it. Not one that goes on with an operator, as
/// formulas do.
fn starts_block(line: &str) -> bool {
    let text = line.trim_start();
    let is_operator = ["+ ", "- ", "* "].iter().any(|operator| text.starts_with(operator));
    super::lines::is_heading(text)
        || (super::lines::container_marker(text).is_some() && !is_operator)
        || text.starts_with('>')
        || text.starts_with('|')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_not_a_formula() {
        for (content, after) in [
            ("3.00 to ", Some('1')),
            ("2/", Some('3')),
            ("5 and 6", None),
            ("20 million in cash", Some(' ')),
            ("HOME:", Some('P')),
            (" make or ", Some(' ')),
            (" x ", Some(' ')),
            ("5 | 6", None),
            ("US and 5", None),
            ("B, \"", Some('A')),
            ("_ and @", Some('x')),
            ("5 off](https://x.org?a=", Some('b')),
            ("{A}_", Some('{')),
            ("6。变量", Some('x')),
            ("6__ **", Some('5')),
            ("60 for 10 MHz version and US\\\\", Some('9')),
            ("5和美元", Some('x')),
            (". 100", Some(' ')),
            ("/h, 6", Some(' ')),
            ("/6", None),
            ("6.</figcaption>\n<figcaption>", Some('x')),
            (" and \\b, its variant in Unicode, ", None),
            ("5 < PGR and ", Some('6')),
            ("100 = AUD", Some(' ')),
            ("5 + tax and 6", None),
            ("5、", Some('6')),
            ("a：费用、b", None),
            ("5) and (", Some('6')),
        ] {
            assert!(!is_formula(content, after), "{content:?}");
        }
    }

    #[test]
    fn formulas_are_formulas() {
        for (content, after) in [
            ("x", None),
            ("\\times", Some('5')),
            (" W_1 x ", Some(' ')),
            (" y = a x ", Some('.')),
            ("n = 12", Some(' ')),
            ("P(A | B)", Some(',')),
            ("1 - p", Some(' ')),
            ("x and y", None),
            ("input size", None),
            ("f'", None),
            ("[x](y)", None),
            ("a\n+ b", None),
            ("10^{-3}", Some(' ')),
            ("x，y", None),
            ("损失 = a", None),
            ("[0, 1[", None),
            ("/", None),
            ("-", Some('s')),
            (" \\text{for all of these } x ", None),
            ("0 < PGR < 1", Some('.')),
            ("0 < PGR", None),
            ("2 AB + 1", None),
            ("3 xy = 1", Some(' ')),
            ("3 = xy", None),
            ("b、r、s、g", None),
            ("b=4，r=1；g=2、d=5", None),
            ("x：X→Y", None),
            ("α、β", None),
        ] {
            assert!(is_formula(content, after), "{content:?}");
        }
    }

    #[test]
    fn parts_of_variables_are_code() {
        for (before, content, after, expected) in [
            ("fit", "x1, fit", "x2", true),
            ("df1", "x == df2", "y", true),
            ("mean(df", "x)/sd(df", "y)", true),
            ("the", "x", "axis", false),
            ("the ", "x, y", "axis", false),
            ("the", "x, y", " axis", false),
            ("the", "x_1, y", "axis", false),
            ("the", "f(x)", "axis", false),
        ] {
            let (last, first) = (before.chars().next_back(), after.chars().next());
            assert_eq!(is_code(last, content, first), expected, "{before}${content}${after}");
        }
    }

    #[test]
    fn blanks_inside_of_dollars_are_doubtful() {
        for (content, after, expected) in [
            (" n ", Some(' '), true),
            (" f(x) ", Some(','), true),
            (" 5 + 5 ", None, true),
            ("n ", Some('.'), true),
            (" ls and keep ", Some('x'), false),
            ("5 - ", Some(' '), false),
            (" 5-US", Some(' '), false),
            ("a ", Some('b'), false),
        ] {
            assert!(!is_formula(content, after), "{content:?}");
            assert_eq!(is_doubtful(content, after), expected, "{content:?}");
        }
    }

    #[test]
    fn names_with_underscores_are_not_tex() {
        assert!(!is_latex_like("my_file and other_file"));
        assert!(is_latex_like("x_i"));
        assert!(is_latex_like("\\alpha"));
    }
}
