//! What a line of a header says by itself.

use studybuddy_text::contains;

use super::{keys, split::HeaderKind};

/// The key of a line such as `title: Bayes`, `"title": Bayes` or `title = "Bayes"`, without quotes. A key of ours may
/// have the sign of another language.
pub(super) fn key(kind: HeaderKind, line: &str) -> Option<&str> {
    entry(kind, line).map(|(key, _)| key)
}

/// The key with what stands behind it.
pub(super) fn entry(kind: HeaderKind, line: &str) -> Option<(&str, &str)> {
    let own = if kind == HeaderKind::Toml { "=" } else { ":" };
    // A colon may be as wide as a letter.
    let mut others = [":", "=", "：", own].into_iter().rev();
    let own = others.next().and_then(|own| entry_before(own, line));
    own.or_else(|| {
        others
            .filter_map(|other| entry_before(other, line))
            .find(|(key, _)| kind != HeaderKind::Json && keys::is_ours(key))
    })
}

fn entry_before<'a>(separator: &str, line: &'a str) -> Option<(&'a str, &'a str)> {
    let at = studybuddy_text::find(line, separator, 0)?;
    let (key, value) = (line.get(..at)?, line.get(at + separator.len()..)?);
    // Nikola's keys begin with two dots.
    let key = key.trim_end().trim_start_matches(".. ").trim_matches(['"', '\'']);
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let is_key = !key.is_empty() && key.chars().all(is_word);
    // `title:Bayes` is a slip for `title: Bayes`, `https://…` is not.
    let is_apart = separator != ":" || value.is_empty() || value.starts_with(char::is_whitespace);
    // `key:: value` of Obsidian.
    let value = value.strip_prefix(": ").unwrap_or(value).trim_start();
    (is_key && (is_apart || keys::is_ours(key))).then_some((key, value))
}

/// The language of a header by its first key, which another language's fence may stand above: YAML or TOML.
pub(super) fn language(kind: HeaderKind, header: &str) -> HeaderKind {
    let line = header.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    let line = line.unwrap_or_default();
    let key = |separator| entry_before(separator, line).map(|(key, _)| key);
    // `[taxonomies]`
    let is_table = line.starts_with('[')
        && line.ends_with(']')
        && line.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic)
        && contains(header, " = ");
    match kind {
        HeaderKind::Yaml if key(":").is_none() && (is_table || key("=").is_some_and(keys::is_ours)) => {
            HeaderKind::Toml
        }
        HeaderKind::Toml if key("=").is_none() && key(":").is_some_and(keys::is_ours) => HeaderKind::Yaml,
        kind => kind,
    }
}
