//! Front matter that can be read, and still leaves readers or search engines without something.

use std::ops::Range;

use crate::{
    diagnostic::Diagnostic,
    front_matter::{
        HeaderKind, Visibility,
        header::Header,
        keys::{self, Names},
        split,
    },
    post::Post,
};

/// Search engines and link previews cut descriptions; ours made from the text have this many characters.
const LONGEST_DESCRIPTION: usize = 200;

pub(super) fn check(source: &str, post: &Post, found: &mut Vec<Diagnostic>) {
    let split = split(source);
    let top = split.header.start..split.header.start;
    let front_matter = &post.head.front_matter;
    if split.kind == HeaderKind::None {
        let message = "the post has no front matter: no title, date and description of its own";
        let help = "start the file with `---`, `title: …`, `date: 2024-01-31`, `description: …`, `---`";
        found.push(Diagnostic::warning("header/missing", 0..0, message).with_help(help));
        return;
    }
    let header = Header::new("front matter", source, split.header, split.kind);
    let place = |names: Names| place(&header, names);
    let broken = post.has_broken_header();
    // A key that is there in a wrong spelling, or with a value that cannot be read, has been told of.
    let is_told = |name: &str, span: Option<&Range<usize>>| {
        post.head.diagnostics.iter().any(|other| {
            other.message.ends_with(&format!("did you mean `{name}`?"))
                || span.is_some_and(|span| other.span.start == span.start)
        })
    };
    if front_matter.title.is_none() && !broken && !is_told("title", place(keys::TITLE).as_ref()) {
        match (place(keys::TITLE), &post.document.title) {
            (Some(span), _) => found.push(
                Diagnostic::warning("header/title", span, "the title is empty")
                    .with_help(format!("write one; until then it is `{}`", post.title)),
            ),
            (None, None) => found.push(
                Diagnostic::warning("header/title", top.clone(), "the post has no title").with_help(format!(
                    "write `title: …`; until then it is `{}`, after the file",
                    post.title
                )),
            ),
            (None, Some(_)) => {}
        }
    }
    if front_matter.date.is_none() && front_matter.visibility != Visibility::Draft && !broken {
        let span = place(keys::DATE);
        if !is_told("date", span.as_ref()) {
            let message = "the post has no date: it stands last in every list, and in no feed";
            found.push(
                Diagnostic::warning("header/date", span.unwrap_or(top.clone()), message)
                    .with_help("write `date: 2024-01-31`"),
            );
        }
    }
    match (&front_matter.description, place(keys::DESCRIPTION)) {
        (None, None) if !broken && !is_told("description", None) => found.push(
            Diagnostic::warning("header/description", top, "the post has no description").with_help(
                "write `description: …`: one sentence for lists, link previews and search engines",
            ),
        ),
        (None, Some(span)) if !broken && !is_told("description", Some(&span)) => found.push(
            Diagnostic::warning("header/description", span, "the description is empty")
                .with_help("say in one sentence what the reader will understand"),
        ),
        (Some(text), Some(span)) if text.chars().count() > LONGEST_DESCRIPTION => {
            let message = format!("the description has {} characters", text.chars().count());
            let help =
                format!("search engines and link previews cut it; keep it under {LONGEST_DESCRIPTION}");
            found.push(Diagnostic::warning("header/description", span, message).with_help(help));
        }
        _ => {}
    }
    for names in [keys::TITLE, keys::DESCRIPTION] {
        let Some(span) = place(names) else { continue };
        if let Some((at, escape)) = misread_escape(&source[span.clone()]) {
            let message = format!("in double quotes YAML reads `{escape}` as one character that nobody sees");
            let place = span.start + at..span.start + at + escape.len();
            found.push(
                Diagnostic::error("header/escape", place, message)
                    .with_help("put the value into single quotes, or write each backslash twice"),
            );
        }
    }
    if let (Some(date), Some(updated), Some(span)) =
        (&front_matter.date, &front_matter.updated, place(keys::UPDATED))
        && updated.unix_seconds() < date.unix_seconds()
        && updated.iso_date() != date.iso_date()
    {
        let message =
            format!("the post was updated on {}, before its date, {}", updated.iso_date(), date.iso_date());
        found.push(Diagnostic::warning("header/updated", span, message).with_help("correct one of the two"));
    }
    if let (Some(image), Some(span)) = (&front_matter.image, place(keys::IMAGE))
        && image.alt.as_ref().is_none_or(|alt| alt.trim().is_empty())
        // A text has no room for it, as in the spellings of other engines; a map has.
        && source.get(span.clone()).is_some_and(|value| value.is_empty() || value.starts_with('{'))
    {
        found.push(
            Diagnostic::warning("header/image-alt", span, "the image of the post has no alternative text")
                .with_help("write `alt: …` beside its `path`: what the picture shows"),
        );
    }
    if let (Some(lang), Some(span)) = (&front_matter.lang, place(keys::LANG))
        && !is_language_tag(lang)
    {
        found.push(
            Diagnostic::warning("header/lang", span, format!("`{lang}` is not the code of a language"))
                .with_help("write a code such as `en`, `de` or `zh-CN`"),
        );
    }
    if let (Some(canonical), Some(span)) = (&front_matter.canonical, place(keys::CANONICAL))
        && !canonical.starts_with("https://")
        && !canonical.starts_with("http://")
    {
        let message = format!("`{canonical}` is not a whole address");
        let help = "write the address of the original with `https://` and host";
        found.push(Diagnostic::warning("header/canonical", span, message).with_help(help));
    }
    if let (Some(_), None, Some(span)) =
        (front_matter.series_order, &front_matter.series, place(keys::SERIES_ORDER))
    {
        found.push(
            Diagnostic::warning("header/series", span, "`series_order` says a place in no series")
                .with_help("write `series: …` with the name of the series, or take `series_order` out"),
        );
    }
}

/// The value of the first of the names that is written in the header; the key if it has none.
fn place(header: &Header<'_>, names: Names) -> Option<Range<usize>> {
    header.blocks().into_iter().find_map(|block| {
        let key = block.first.key?;
        let is_meant = names.iter().any(|name| keys::normalize(name) == keys::normalize(key));
        is_meant.then(|| {
            header.in_file(if block.first.value.is_empty() {
                &block.first.key_range
            } else {
                &block.first.value
            })
        })
    })
}

/// A TeX command in double quotes that YAML takes for an escape: `\alpha` rings a bell and goes on with `lpha`.
fn misread_escape(value: &str) -> Option<(usize, &str)> {
    let inner = value.strip_prefix('"')?;
    let mut at = 0;
    while let Some(next) = inner[at..].find('\\') {
        let escape = &inner[at + next..];
        let rest = escape.get(1..)?;
        let is_command = rest.chars().take(2).filter(char::is_ascii_alphabetic).count() == 2;
        if is_command && rest.starts_with(['a', 'b', 'e', 'f', 'n', 'r', 't', 'v']) {
            return Some((1 + at + next, &escape[..2]));
        }
        at += next + 1 + rest.chars().next().map_or(0, char::len_utf8);
    }
    None
}

/// A language, and scripts, regions and variants behind hyphens (BCP 47).
fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split(['-', '_']);
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}
