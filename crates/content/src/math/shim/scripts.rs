//! `x_\vec u`: to KaTeX a subscript is one symbol or a group; MathJax takes a command with what belongs to it.

use super::tex;

/// Commands that KaTeX takes for no index without braces, by the number of their arguments.
const NO_INDEX: [&str; 3] = [
    "max min sup inf lim liminf limsup log ln exp det dim ker arg gcd deg hom Pr sin cos tan argmax argmin",
    "vec hat bar tilde dot ddot check acute grave breve mathring widehat widetilde overline underline bm boldsymbol \
     pmb sqrt operatorname mathop overbrace underbrace overrightarrow cancel boxed phantom",
    "color textcolor overset underset stackrel",
];

/// The macros of a post that begin with such a command.
#[derive(Debug, Default)]
pub(super) struct Scripts {
    macros: Vec<(String, usize)>,
}

impl Scripts {
    /// Learns from `\gdef\name#1{…}`.
    pub(super) fn learn(&mut self, definitions: &[String]) {
        for definition in definitions {
            let Some(rest) = definition.strip_prefix("\\gdef\\") else { continue };
            let Some((name, body)) = rest.split_once('{') else { continue };
            let (name, arguments) =
                name.split_once('#').map_or((name, 0), |(name, rest)| (name, 1 + rest.matches('#').count()));
            let begins = command(body.trim_start()).is_some_and(|first| self.arguments(first).is_some());
            self.macros.retain(|(known, _)| known != name);
            if begins {
                self.macros.push((name.to_owned(), arguments));
            }
        }
    }

    /// The number of arguments of a command that needs braces as an index.
    fn arguments(&self, name: &str) -> Option<usize> {
        if let Some((_, arguments)) = self.macros.iter().find(|(known, _)| known == name) {
            return Some(*arguments);
        }
        NO_INDEX.iter().position(|names| names.split(' ').any(|known| known == name))
    }

    /// Puts braces around commands that are indices.
    pub(super) fn enclose(&self, source: &mut String) {
        let mut at = 0;
        while let Some(sign) = studybuddy_text::find_any(source, [b'_', b'^', b'\\'], at) {
            if source[sign..].starts_with('\\') {
                at = sign + tex::command_length(&source[sign..]);
                continue;
            }
            at = sign + 1;
            let start = tex::skip_blanks(source, at);
            let Some(name) = command(&source[start..]) else { continue };
            if self.arguments(name).is_some() {
                let end = self.end(source, start);
                source.insert(end, '}');
                source.insert(start, '{');
                at = start + 2;
            }
        }
    }

    /// Where the command at `start` ends, with its arguments.
    fn end(&self, source: &str, start: usize) -> usize {
        let (mut at, mut missing) = (start, 1);
        while missing > 0 {
            missing -= 1;
            at = tex::skip_blanks(source, at);
            if let Some(group) = tex::group(source, at) {
                at = group.end + 1;
            } else if let Some(name) = command(&source[at..]) {
                missing += self.arguments(name).unwrap_or(0);
                at += 1 + name.len();
                at += usize::from(source[at..].starts_with('*'));
                at = tex::optional(source, at).filter(|_| name == "sqrt").map_or(at, |root| root.end + 1);
            } else {
                at += source[at..].chars().next().map_or(0, char::len_utf8);
            }
        }
        at
    }
}

/// The name of the command that a text begins with.
fn command(text: &str) -> Option<&str> {
    text.starts_with('\\').then(|| &text[1..tex::command_length(text)]).filter(|name| !name.is_empty())
}
