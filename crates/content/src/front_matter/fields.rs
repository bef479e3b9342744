//! Reads typed values out of a header, and says so where the author wrote another type.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
};

use super::{
    header::Header,
    keys::{self, Names},
    value::{Entries, Value},
};
use crate::{
    date::{ParsedDate, PostDate},
    diagnostic::{Diagnostic, HAS_WORDS, words},
    sort::sort_by_number,
};

/// How many findings about one header are kept.
const MAX_DIAGNOSTICS: usize = 50;

/// The entries of a header by key, and what is to be said about them.
pub(crate) struct Fields<'a> {
    header: &'a Header<'a>,
    /// In the order of the file.
    entries: Vec<Field>,
    /// By normal key. A map of numbers is one that the app has anyway.
    places: HashMap<String, usize>,
    diagnostics: Vec<Diagnostic>,
    /// Whether `07-08-2023` is a day of July, as Quarto reads it.
    pub(crate) is_month_first: bool,
}

/// A key as the author wrote it, with its value.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) key: String,
    pub(crate) value: Value,
    /// From a table such as `[extra]`, where a theme may give a key another meaning.
    is_nested: bool,
}

impl<'a> Fields<'a> {
    /// Takes the entries of a header. Of a key that comes twice, the last one counts, with a warning. What the
    /// named tables hold stands behind what is at the top.
    pub(crate) fn new(
        header: &'a Header<'a>,
        entries: Entries,
        tables: &[&str],
        diagnostics: Vec<Diagnostic>,
    ) -> Self {
        let mut fields =
            Self { header, entries: Vec::new(), places: HashMap::new(), diagnostics, is_month_first: false };
        let mut nested = Entries::new();
        for (key, value) in entries {
            match value {
                // Of a key that comes twice in it, the last one counts, too.
                Value::Map(inner) if tables.contains(&key.as_str()) => nested.extend(inner.into_iter().rev()),
                value => fields.insert(key, value),
            }
        }
        for (key, value) in nested {
            let normal = keys::normalize(&key);
            if !fields.places.contains_key(&normal) {
                fields.push(normal, Field { key, value, is_nested: true });
            }
        }
        fields
    }

    /// The findings, in the order of the file.
    pub(crate) fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        sort_by_number(&mut self.diagnostics, |diagnostic| diagnostic.span.start);
        self.diagnostics
    }

    /// The first of the names that has a value.
    pub(crate) fn find(&self, names: Names) -> Option<Field> {
        self.find_where(names, |_| true)
    }

    /// The first of the names that has a value of a kind.
    pub(crate) fn find_where(&self, names: Names, is_meant: impl Fn(&Value) -> bool) -> Option<Field> {
        let mut fields =
            names.iter().filter_map(|name| self.entries.get(*self.places.get(&keys::normalize(name))?));
        fields.find(|field| field.value != Value::Null && is_meant(&field.value)).cloned()
    }

    /// Text in one line: white space at the ends goes, line breaks and runs of blanks become one blank. Numbers are
    /// taken as the author spelled them, a list of texts as one text. Empty text counts as none.
    pub(crate) fn text(&mut self, names: Names) -> Option<String> {
        let field = self.find(names)?;
        let text = self.all_texts(&field, "text").join(" ");
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// The texts of a field: itself, or those of its list, also in lists in that. What is taken from a map is a guess, and
    /// said to be one.
    pub(super) fn all_texts(&mut self, field: &Field, expected: &str) -> Vec<String> {
        let mut texts = Vec::new();
        let is_plain = match &field.value {
            // Each item is looked at, also behind one that is no text.
            Value::List(items) => items.iter().filter(|item| !Self::gather(item, &mut texts)).count() == 0,
            value => Self::gather(value, &mut texts),
        };
        if !is_plain && HAS_WORDS && !field.is_nested {
            self.tell_guess(field, expected, &texts);
        }
        texts
    }

    fn tell_guess(&mut self, Field { key, value, .. }: &Field, expected: &str, texts: &[String]) {
        let found =
            if matches!(value, Value::List(_)) { "a list with lists or maps in it" } else { value.kind() };
        let mut help = Vec::new();
        if !texts.is_empty() {
            help.push(format!("it is read as `{}`", texts.join("`, `")));
        }
        if expected == "text" {
            help.push(format!("put text that starts with a bracket in quotes: `{key}: \"…\"`"));
        }
        let message = format!("`{key}` is {found}, expected {expected}");
        let diagnostic = Diagnostic::warning("keys/type", self.header.span_of(key), message);
        self.report(diagnostic.with_help(help.join("; ")));
    }

    /// Whether a value is a text. Of a list all texts are taken, of a map the first, else its keys: `title: {BERT}` is a map
    /// for YAML.
    fn gather(value: &Value, texts: &mut Vec<String>) -> bool {
        match value {
            Value::Null => true,
            Value::List(items) => {
                for item in items {
                    Self::gather(item, texts);
                }
                false
            }
            Value::Map(entries) => {
                let first = entries.iter().find(|(_, value)| matches!(value, Value::Text(_)));
                match first.and_then(|(_, value)| value.scalar()) {
                    Some(text) => texts.push(text),
                    None => {
                        texts.extend(entries.iter().map(|(key, _)| key.clone()).filter(|key| !key.is_empty()))
                    }
                }
                false
            }
            scalar => {
                texts.extend(scalar.scalar());
                true
            }
        }
    }

    /// The texts of all the names, each once: a list of texts, or a text by itself. What is no text is not `of` the kind.
    pub(crate) fn texts(&mut self, names: Names, of: &str) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        for name in names {
            let Some(field) = self.find(std::slice::from_ref(name)) else { continue };
            for value in field.value.items() {
                match value.scalar() {
                    Some(text) if !text.is_empty() && !texts.contains(&text) => texts.push(text),
                    None if *value != Value::Null => self.expected(&field, of),
                    _ => {}
                }
            }
        }
        texts
    }

    /// `true` or `false`; the words that YAML 1.1 took for them (`yes`, `off` …) do as well.
    pub(crate) fn flag(&mut self, names: Names) -> Option<bool> {
        let field = self.find(names)?;
        let flag = as_flag(&field.value);
        if flag.is_none() {
            self.expected(&field, "true or false");
        }
        flag
    }

    /// A whole number.
    pub(crate) fn integer(&mut self, names: Names) -> Option<i64> {
        let field = self.find(names)?;
        // TOML has `1_000`.
        let number = field.value.scalar().and_then(|text| text.replace('_', "").parse().ok());
        if number.is_none() {
            self.expected(&field, "a whole number");
        }
        number
    }

    /// A date out of one value of a field. What is no date is an error, a doubtful one a warning.
    pub(crate) fn date(&mut self, field: &Field, value: &Value) -> Option<PostDate> {
        let value = value.items().first().unwrap_or(value);
        let Some(text) = value.scalar() else {
            self.expected(field, "a date such as `2024-01-31`");
            return None;
        };
        let span = self.header.span_of(&field.key);
        let parsed = PostDate::parse(&text);
        let is_turned = self.is_month_first && parsed.as_ref().is_ok_and(|parsed| parsed.ambiguous);
        match if is_turned { PostDate::parse(&text.replace('-', "/")) } else { parsed } {
            Ok(ParsedDate { date, ambiguous }) => {
                if ambiguous {
                    let message =
                        words!("`{}`: day and month of `{text}` could be the other way round", field.key);
                    self.report(Diagnostic::warning("front-matter/date", span, message).with_help(words!(
                        "it is read as {}; write `{}` if that is right",
                        date.human(),
                        date.iso_date()
                    )));
                }
                Some(date)
            }
            Err(error) => {
                let guess = PostDate::nearest(&text);
                const HELP: &str =
                    "write year, month and day: `2024-01-31`, with `10:30:00 +0100` after it if you like";
                let diagnostic = match guess {
                    _ if HAS_WORDS && is_filled_in(&text) => {
                        let message = words!("`{}`: `{text}` is for another tool to fill in", field.key);
                        Diagnostic::warning("front-matter/date", span, message).with_help(HELP)
                    }
                    Some(date) => {
                        let message = words!("`{}`: {error}", field.key);
                        let read = words!("it is read as {}; {HELP}", date.human_with_time());
                        Diagnostic::warning("front-matter/date", span, message).with_help(read)
                    }
                    None => {
                        let message = words!("`{}`: {error}", field.key);
                        Diagnostic::error("front-matter/date", span, message).with_help(HELP)
                    }
                };
                self.report(diagnostic);
                guess
            }
        }
    }

    /// Definitions in TeX, as one text or as a list; `None` if the value is of another kind.
    pub(crate) fn tex(&mut self, names: Names) -> Option<String> {
        let is_tex = |text: &str| text.trim_start().starts_with('\\');
        let tex = match self.find(names)?.value {
            Value::List(items) => items.iter().filter_map(Value::scalar).collect::<Vec<_>>().join("\n"),
            value => value.scalar()?,
        };
        is_tex(&tex).then_some(tex)
    }

    /// Text to text. Other scalars are taken as text.
    pub(crate) fn map(&mut self, names: Names, of: &str) -> BTreeMap<String, String> {
        let Some(field) = self.find(names) else { return BTreeMap::new() };
        let Value::Map(entries) = &field.value else {
            self.expected(&field, of);
            return BTreeMap::new();
        };
        let mut map = BTreeMap::new();
        for (key, value) in entries {
            // MathJax writes `name: [body, number of arguments]`; KaTeX counts the arguments itself.
            let body = match value {
                Value::List(items) => items.first().and_then(Value::scalar),
                value => value.scalar(),
            };
            match body {
                Some(body) => drop(map.insert(key.trim().to_owned(), body)),
                None => {
                    let span = self.header.span_of(&field.key);
                    self.expected_at(span, key, value, "text");
                }
            }
        }
        map
    }

    /// Warns that a value has another type than its key is for.
    pub(crate) fn expected(&mut self, field: &Field, expected: &str) {
        if !field.is_nested {
            self.expected_at(self.header.span_of(&field.key), &field.key, &field.value, expected);
        }
    }

    fn expected_at(&mut self, span: Range<usize>, key: &str, value: &Value, expected: &str) {
        if !HAS_WORDS {
            return;
        }
        let found = match value.scalar() {
            Some(text) if text.is_empty() => "empty text".to_owned(),
            Some(text) => format!("`{}`", text.chars().take(60).collect::<String>()),
            None => value.kind().to_owned(),
        };
        let mut diagnostic =
            Diagnostic::warning("keys/type", span, words!("`{key}` is {found}, expected {expected}"));
        if matches!(value, Value::Map(_) | Value::List(_)) && expected == "text" {
            diagnostic =
                diagnostic.with_help(words!("put text that starts with a bracket in quotes: `{key}: \"…\"`"));
        }
        self.report(diagnostic);
    }

    /// Warns about keys that are nearly known ones.
    pub(crate) fn warn_near_misses(&mut self, known: &[Names]) {
        if !HAS_WORDS {
            return;
        }
        let top = self.entries.iter().filter(|field| !field.is_nested && !keys::is_foreign(&field.key));
        // No author has this many keys; a machine-made file must not cost seconds.
        let slips =
            top.take(500).filter_map(|field| Some((field.key.clone(), keys::near_miss(&field.key, known)?)));
        // A key that is there is not meant by another one.
        let slips = slips.filter(|(_, meant)| !self.places.contains_key(&keys::normalize(meant)));
        for (key, meant) in slips.take(MAX_DIAGNOSTICS).collect::<Vec<_>>() {
            let message = format!("unknown key `{key}`, did you mean `{meant}`?");
            let span = self.header.span_of_key(&key);
            self.report(Diagnostic::warning("keys/unknown", span.clone(), message).with_fix(span, meant));
        }
    }

    /// The keys that are none of these, at the top and in the tables that are read as if they were.
    pub(crate) fn unknown(&self, known: &[Names]) -> Vec<String> {
        let is_known = |key: &str| {
            known.iter().copied().flatten().any(|name| keys::normalize(name) == keys::normalize(key))
        };
        self.entries.iter().map(|field| &field.key).filter(|key| !is_known(key)).cloned().collect()
    }

    /// Keeps a finding, unless there are too many already.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() < MAX_DIAGNOSTICS {
            self.diagnostics.push(diagnostic);
        }
    }

    /// The header that the fields were read from.
    pub(crate) fn header(&self) -> &'a Header<'a> {
        self.header
    }

    fn insert(&mut self, key: String, value: Value) {
        let normal = keys::normalize(&key);
        let field = Field { key, value, is_nested: false };
        let Some(&place) = self.places.get(&normal) else { return self.push(normal, field) };
        let span = self.header.span_of_key(&field.key);
        let message = words!("duplicate key `{}`: the last one counts", field.key);
        self.report(Diagnostic::warning("keys/duplicate", span, message).with_help("remove one of the two"));
        self.entries[place] = field;
    }

    fn push(&mut self, normal: String, field: Field) {
        self.places.insert(normal, self.entries.len());
        self.entries.push(field);
    }
}

/// Whether a date is for Quarto, R Markdown or a template to fill in.
fn is_filled_in(date: &str) -> bool {
    ["today", "now", "last-modified"].contains(&date)
        || ["`r ", "{{", "<%"].iter().any(|sign| date.contains(sign))
}

/// A flag in any spelling.
pub(crate) fn as_flag(value: &Value) -> Option<bool> {
    match value.items().first()?.scalar()?.to_ascii_lowercase().as_str() {
        "true" | "yes" | "y" | "on" | "1" => Some(true),
        "false" | "no" | "n" | "off" | "0" => Some(false),
        _ => None,
    }
}
