//! Equations: what `\ce{…}` holds.

use super::super::tex as syntax;

/// Arrows, longest first, and what sets them.
const ARROWS: [(&str, &str); 12] = [
    ("<=>>", "\\xrightleftharpoons"),
    ("<<=>", "\\xrightleftharpoons"),
    ("<=>", "\\xrightleftharpoons"),
    ("<-->", "\\xleftrightarrow"),
    ("<->", "\\xleftrightarrow"),
    ("-->", "\\xrightarrow"),
    ("->", "\\xrightarrow"),
    ("<-", "\\xleftarrow"),
    ("=>", "\\xRightarrow"),
    ("\u{2192}", "\\xrightarrow"),
    ("\u{21C4}", "\\xrightleftharpoons"),
    ("\u{21CC}", "\\xrightleftharpoons"),
];

/// Formulas of chemistry may stand in each other: above arrows, in brackets.
const MAX_DEPTH: usize = 8;

/// What stands before the place where the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing, or an arrow or sum: a number is an amount.
    Start,
    /// A blank that shows if no sign follows.
    Blank,
    /// An amount.
    Amount,
    /// An element or a closing bracket: a number is an index.
    Atom,
    /// A bond or another sign.
    Sign,
}

/// The walk over an equation.
struct Reader<'a> {
    rest: &'a str,
    out: String,
    before: Before,
    has_subscript: bool,
    has_superscript: bool,
    depth: usize,
}

/// An equation as TeX; `None` if it holds something that we do not know.
pub(super) fn tex(text: &str, depth: usize) -> Option<String> {
    if depth > MAX_DEPTH {
        return None;
    }
    let mut reader = Reader {
        rest: text.trim(),
        out: String::new(),
        before: Before::Start,
        has_subscript: false,
        has_superscript: false,
        depth,
    };
    while let Some(next) = reader.rest.chars().next() {
        reader.step(next)?;
    }
    Some(reader.out)
}

impl Reader<'_> {
    fn step(&mut self, next: char) -> Option<()> {
        if self.arrow() {
            return Some(());
        }
        if self.before == Before::Blank && !(next.is_whitespace() || "+-=#.*".contains(next)) {
            self.out.push_str("\\ ");
            self.before = Before::Start;
        }
        match next {
            c if c.is_whitespace() => self.blank(),
            c if c.is_ascii_digit() => self.number(),
            c if c.is_alphabetic() => {
                let letters = self.take(|c| c.is_alphabetic() || c == '\'');
                self.atom(&format!("\\mathrm{{{letters}}}"));
            }
            '^' | '_' => self.script(next)?,
            '+' => self.charge_or("+"),
            '-' | '\u{2212}' => self.charge_or("-"),
            '=' => self.sign("="),
            '#' => self.sign("\\equiv"),
            '.' | '*' | '\u{B7}' => {
                self.skip(next.len_utf8());
                self.out.push_str("\\cdot ");
                self.become_before(Before::Start);
            }
            '(' | '[' => {
                self.skip(1);
                self.out.push(next);
                self.become_before(Before::Start);
            }
            ')' | ']' | '|' => {
                self.skip(1);
                self.atom(next.encode_utf8(&mut [0; 4]));
            }
            ',' | ';' | ':' | '/' => {
                self.skip(1);
                self.out.push_str(&format!("{{{next}}}"));
                self.become_before(Before::Sign);
            }
            '~' => {
                self.skip(1);
                self.out.push_str("\\ ");
                self.become_before(Before::Start);
            }
            '$' => {
                let inner = self.rest[1..].split_once('$')?.0;
                self.out.push_str(&format!("{{{inner}}}"));
                self.skip(inner.len() + 2);
                self.become_before(Before::Atom);
            }
            '{' => {
                let inner = syntax::group(self.rest, 0)?;
                let set = tex(&self.rest[inner.clone()], self.depth + 1)?;
                self.skip(inner.end + 1);
                self.atom(&format!("{{{set}}}"));
            }
            '\\' => self.command()?,
            _ => return None,
        }
        Some(())
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = &self.rest[bytes..];
    }

    fn take(&mut self, is_part: impl Fn(char) -> bool) -> String {
        let length = self.rest.find(|c: char| !is_part(c)).unwrap_or(self.rest.len());
        let taken = self.rest[..length].to_owned();
        self.skip(length);
        taken
    }

    fn become_before(&mut self, before: Before) {
        self.before = before;
        (self.has_subscript, self.has_superscript) = (false, false);
    }

    fn atom(&mut self, tex: &str) {
        self.out.push_str(tex);
        self.become_before(Before::Atom);
    }

    fn sign(&mut self, tex: &str) {
        self.skip(1);
        self.out.push_str(&format!("{{{tex}}}"));
        self.become_before(Before::Sign);
    }

    /// Blanks; a lone `v` or `^` behind them says that something falls out or goes off as a gas.
    fn blank(&mut self) {
        self.rest = self.rest.trim_start();
        for (sign, tex) in [("v", "\\downarrow"), ("^", "\\uparrow")] {
            let behind = self.rest.strip_prefix(sign);
            if behind.is_some_and(|behind| behind.is_empty() || behind.starts_with([' ', '\n'])) {
                self.skip(sign.len());
                self.out.push_str(tex);
                return self.become_before(Before::Sign);
            }
        }
        self.become_before(match self.before {
            Before::Amount | Before::Start => Before::Start,
            _ => Before::Blank,
        });
    }

    /// An index behind an atom, else an amount.
    fn number(&mut self) {
        if self.before == Before::Atom {
            let digits = self.take(|c| c.is_ascii_digit());
            return self.put_script('_', &digits);
        }
        let number = self.take(|c| c.is_ascii_digit() || c == '.');
        let behind =
            self.rest.strip_prefix('/').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if let Some(behind) = behind {
            self.rest = behind;
            let below = self.take(|c| c.is_ascii_digit());
            self.out.push_str(&format!("\\tfrac{{{number}}}{{{below}}}\\,"));
        } else {
            self.out.push_str(&format!("{number}\\,"));
        }
        self.become_before(Before::Amount);
    }

    /// `^{2-}`, `^2-`, `_2`, `_{n}`.
    fn script(&mut self, sign: char) -> Option<()> {
        self.skip(1);
        let script = if self.rest.starts_with('{') {
            let inner = syntax::group(self.rest, 0)?;
            let text = self.rest[inner.clone()].to_owned();
            self.skip(inner.end + 1);
            text
        } else if self.rest.starts_with('\\') {
            let length = syntax::command_length(self.rest);
            let text = self.rest[..length].to_owned();
            self.skip(length);
            text
        } else if sign == '_' {
            self.take(|c| c.is_alphanumeric())
        } else {
            self.take(|c| c.is_alphanumeric() || matches!(c, '+' | '-' | '.'))
        };
        if script.is_empty() {
            return None;
        }
        // Single small letters are numbers that are not known.
        let is_words = script.starts_with(char::is_alphabetic)
            && (script.len() > 1 || script.starts_with(char::is_uppercase))
            && !script.contains('\\');
        let script = if is_words { format!("\\mathrm{{{script}}}") } else { script };
        self.put_script(sign, &script);
        Some(())
    }

    /// TeX has one index of each kind at a place.
    fn put_script(&mut self, sign: char, script: &str) {
        let taken = if sign == '_' { &mut self.has_subscript } else { &mut self.has_superscript };
        if std::mem::replace(taken, true) || self.before != Before::Atom {
            self.out.push_str("{}");
            let is_sub = sign == '_';
            (self.has_subscript, self.has_superscript) = (is_sub, !is_sub);
            self.before = Before::Atom;
        }
        self.out.push_str(&format!("{sign}{{{script}}}"));
    }

    /// A sign at the end of an atom is its charge, between atoms a bond, and between blanks what it is in mathematics.
    fn charge_or(&mut self, sign: &str) {
        let length = self.rest.chars().next().map_or(1, char::len_utf8);
        let behind = self.rest[length..].chars().next();
        let ends_atom = behind.is_none_or(|c| c.is_whitespace() || ")],;^_+-".contains(c));
        self.skip(length);
        if self.before == Before::Atom && ends_atom {
            self.put_script('^', sign);
        } else {
            self.out.push_str(
                &if matches!(self.before, Before::Start | Before::Blank) && behind == Some(' ') {
                    format!("{{}}{sign}{{}}")
                } else {
                    format!("{{{sign}}}")
                },
            );
            self.become_before(if sign == "+" { Before::Start } else { Before::Sign });
        }
    }

    /// An arrow with what stands above and below it, `->[a][b]`.
    fn arrow(&mut self) -> bool {
        let Some((sign, command)) = ARROWS.iter().find(|(sign, _)| self.rest.starts_with(sign)) else {
            return false;
        };
        let mut at = sign.len();
        let mut labels = [String::new(), String::new()];
        for label in &mut labels {
            let Some(inner) =
                self.rest[at..].starts_with('[').then(|| syntax::optional(self.rest, at)).flatten()
            else {
                break;
            };
            let text = &self.rest[inner.clone()];
            *label = tex(text, self.depth + 1).unwrap_or_else(|| text.to_owned());
            at = inner.end + 1;
        }
        let [above, below] = labels;
        let below = if below.is_empty() { String::new() } else { format!("[{{{below}}}]") };
        // An arrow without words is as long as one with some.
        let above = if above.is_empty() { "\\quad".to_owned() } else { above };
        self.out.push_str(&format!("{command}{below}{{{above}}}"));
        self.skip(at);
        self.become_before(Before::Start);
        true
    }

    /// `\bond{=}`, or a command of mathematics with its arguments.
    fn command(&mut self) -> Option<()> {
        let length = syntax::command_length(self.rest);
        let name = &self.rest[..length];
        if name == "\\bond" {
            let inner = syntax::group(self.rest, length)?;
            let bond = match &self.rest[inner.clone()] {
                "-" | "1" => "-",
                "=" | "2" => "=",
                "#" | "3" => "\\equiv",
                "~" | "..." | "...." => "\\cdots",
                "->" => "\\rightarrow",
                "<-" => "\\leftarrow",
                _ => return None,
            };
            self.out.push_str(&format!("{{{bond}}}"));
            self.skip(inner.end + 1);
            self.become_before(Before::Sign);
            return Some(());
        }
        let mut end = length;
        while self.rest[end..].starts_with('{') {
            end = syntax::group(self.rest, end)?.end + 1;
        }
        let tex = format!("{} ", &self.rest[..end]);
        self.skip(end);
        self.atom(&tex);
        Some(())
    }
}
