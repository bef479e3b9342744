//! Info strings of fenced code, in the spellings of the engines that authors come from.

use std::ops::RangeInclusive;

/// What an info string says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct InfoString {
    pub language: Option<String>,
    pub title: Option<String>,
    pub line_numbers: bool,
    pub marked: Vec<RangeInclusive<usize>>,
    /// All `key=value` pairs and bare words behind the language (with an empty value).
    pub attributes: Vec<(String, String)>,
}

impl InfoString {
    /// Reads `python title="a.py" {1,3-5} linenos`, `{.python .input}`, `py hl_lines="2"`, `{python}` and the like.
    pub(super) fn parse(info: &str) -> Self {
        let mut parsed = Self::default();
        for (position, word) in words(info).into_iter().enumerate() {
            parsed.word(&word, position == 0);
        }
        parsed
    }

    fn word(&mut self, word: &str, first: bool) {
        let inner = word.trim_start_matches('{').trim_end_matches('}');
        let braced = inner.len() != word.len();
        if braced {
            if let Some(ranges) = line_ranges(inner) {
                self.marked.extend(ranges);
                return;
            }
            for word in words(inner) {
                self.attribute(&word, self.language.is_none());
            }
            return;
        }
        if first && word.find([',', ':']).is_some_and(|joint| !word[..joint].contains('=')) {
            return self.joined(word);
        }
        self.attribute(word, first);
    }

    /// A language with what other engines join to it: `rust,ignore`, `python:a.py`.
    fn joined(&mut self, word: &str) {
        let (options, file) = word.split_once(':').unwrap_or((word, ""));
        let mut parts = options.split(',').filter(|part| !part.is_empty());
        if let Some(language) = parts.next() {
            self.attribute(language, true);
        }
        parts.for_each(|part| self.attribute(part, false));
        if !file.is_empty() {
            self.title = Some(file.to_owned());
        }
    }

    fn attribute(&mut self, word: &str, may_be_language: bool) {
        let (key, value) = word.split_once('=').unwrap_or((word, ""));
        // HackMD numbers the lines of `python=`, from 12 on those of `python=12`, and goes on in `python=+`.
        let is_numbered = key.len() < word.len()
            && !key.contains('_')
            && value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'+')
            && !OPTIONS.contains(&key);
        let word = if may_be_language && is_numbered { key } else { word };
        if may_be_language && !word.contains('=') {
            self.line_numbers |= is_numbered;
            let name = word.trim_start_matches('.').trim_end_matches(',');
            // An id comes first in Pandoc's lists.
            if is_language(name) && !name.starts_with('#') {
                self.language = Some(name.to_ascii_lowercase());
            }
            return;
        }
        let value = value.trim_matches(['"', '\'']);
        match key {
            "title" | "filename" | "file" | "name" | "lst-cap" if !value.is_empty() => {
                self.title = Some(value.to_owned())
            }
            "hl_lines" | "hl-lines" | "highlight" | "mark" => {
                self.marked.extend(line_ranges(value.trim_matches(['{', '}', '[', ']'])).unwrap_or_default());
            }
            "linenos" | "linenums" | "lineNumbers" | "line-numbers" | "showLineNumbers" | "numberLines"
            | ".numberLines" => self.line_numbers = value != "false",
            // Hugo's lines go on behind blanks: `hl_lines=1 3-4`.
            _ if value.is_empty() && !self.marked.is_empty() => {
                self.marked.extend(line_ranges(key).unwrap_or_default());
            }
            _ => {}
        }
        self.attributes.push((key.to_owned(), value.to_owned()));
    }
}

/// Keys of numbers that are no language.
const OPTIONS: [&str; 8] =
    ["highlight", "mark", "start", "startFrom", "startLine", "linenostart", "tolerance", "timeout"];

fn is_language(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 32
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-' | '_' | '.'))
}

/// `1,3-5` as ranges; `None` if it is anything else.
fn line_ranges(text: &str) -> Option<Vec<RangeInclusive<usize>>> {
    text.split([',', ' '])
        .map(|part| part.trim_matches(['"', '\'']))
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (start, end) = part.split_once('-').unwrap_or((part, part));
            Some(start.trim().parse().ok()?..=end.trim().parse().ok()?)
        })
        .collect::<Option<Vec<_>>>()
        .filter(|ranges| !ranges.is_empty())
}

/// Splits at blanks that stand neither in quotes nor in braces.
fn words(info: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let (mut quote, mut depth) = (None, 0_usize);
    for (at, character) in info.char_indices() {
        match character {
            '"' | '\'' if quote.is_none() => quote = Some(character),
            _ if quote == Some(character) => quote = None,
            '{' | '[' if quote.is_none() => depth += 1,
            '}' | ']' if quote.is_none() => depth = depth.saturating_sub(1),
            _ => {}
        }
        // `python{1,3}`: braces start a word of their own.
        let starts_braces = character == '{' && depth == 1 && quote.is_none();
        let last = words.last_mut().filter(|word| !word.is_empty() && !word.ends_with('='));
        if let Some(last) = last.filter(|_| starts_braces) {
            // There it is the number to begin with.
            if last == "showLineNumbers" {
                last.push('=');
            } else {
                words.push(String::new());
            }
        }
        // Hugo: `linenos=table,hl_lines=3`.
        let is_joint = character == ','
            && info[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic())
            && words.last().is_some_and(|word| word.contains('='));
        if (character.is_whitespace() || is_joint) && quote.is_none() && depth == 0 {
            words.push(String::new());
        } else if let Some(word) = words.last_mut() {
            word.push(character);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(info: &str) -> Option<String> {
        InfoString::parse(info).language
    }

    #[test]
    fn the_first_word_is_the_language() {
        for (info, expected) in [
            ("python", Some("python")),
            ("Python title=\"a.py\" {1,3}", Some("python")),
            ("{.python .input}", Some("python")),
            ("{python}", Some("python")),
            ("{{python}}", Some("python")),
            ("python{1,3}", Some("python")),
            ("title=\"b\"", None),
            ("python=", Some("python")),
            ("Python=12 title=\"a\"", Some("python")),
            ("c++=+", Some("c++")),
            ("hl_lines=2", None),
            ("highlight=2", None),
            ("name=a1", None),
            ("<class 'pandas.core'>", None),
            ("c++", Some("c++")),
            ("", None),
        ] {
            assert_eq!(language(info).as_deref(), expected, "{info}");
        }
    }

    #[test]
    fn titles_numbers_and_marked_lines_are_read() {
        let info = InfoString::parse("python title=\"my file.py\" {1,3-5} linenos no-run tolerance=1e-3");
        assert_eq!(info.title.as_deref(), Some("my file.py"));
        assert_eq!(info.marked, [1..=1, 3..=5]);
        assert!(info.line_numbers);
        assert!(info.attributes.contains(&("no-run".into(), String::new())));
        assert!(info.attributes.contains(&("tolerance".into(), "1e-3".into())));
        assert_eq!(InfoString::parse("yaml hl_lines=\"13-18\"").marked, [13..=18]);
        for info in
            ["go linenos=table,hl_lines=1 3-4", "go {linenos=table,hl_lines=[1,\"3-4\"],linenostart=9}"]
        {
            let info = InfoString::parse(info);
            assert_eq!(info.marked, [1..=1, 3..=4]);
            assert!(info.line_numbers);
        }
        assert!(InfoString::parse("yml {linenos=true}").line_numbers);
        assert!(InfoString::parse("python=12").line_numbers);
        for (info, marked) in [("ts showLineNumbers{20}", vec![]), ("ts showLineNumbers {2}", vec![2..=2])] {
            let info = InfoString::parse(info);
            assert_eq!((info.line_numbers, info.marked), (true, marked));
        }
    }
}
