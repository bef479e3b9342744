//! What only all posts together can say: two titles alike, two spellings of a tag, an old address that is taken.

use std::collections::HashMap;

use studybuddy_content::{diagnostic::Diagnostic, front_matter::FrontMatter, slug::Slug};

use super::series;
use crate::site::sources::SourcePost;

/// Findings about posts, each with the index of its post. All `posts` of the site are compared.
pub fn check(posts: &[SourcePost]) -> Vec<(usize, Diagnostic)> {
    let mut found = Vec::new();
    titles(posts, &mut found);
    for names in [TAGS, CATEGORIES, SERIES] {
        spellings(posts, names, &mut found);
    }
    series::check(posts, &mut found);
    aliases(posts, &mut found);
    found
}

fn titles(posts: &[SourcePost], found: &mut Vec<(usize, Diagnostic)>) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (index, post) in posts.iter().enumerate() {
        let Some(title) = &post.head.front_matter.title else { continue };
        if let Some(first) = seen.insert(title.to_lowercase(), index) {
            let message = format!("`{}` has the title `{title}`, too", posts[first].file.path);
            let diagnostic = Diagnostic::warning("post/title", place(post, title), message)
                .with_help("give each post a title of its own: lists and search show nothing else");
            found.push((index, diagnostic));
        }
    }
}

/// Names that bring posts together, if they are spelled alike.
#[derive(Clone, Copy)]
struct Names {
    what: &'static str,
    of: fn(&FrontMatter) -> &[String],
    code: &'static str,
    purpose: &'static str,
}

const TAGS: Names = Names {
    what: "tag",
    of: |one| &one.tags,
    code: "post/tag",
    purpose: "so that one list holds both posts",
};
const CATEGORIES: Names = Names { what: "category", of: |one| &one.categories, ..TAGS };
const SERIES: Names = Names {
    what: "series",
    of: |one| one.series.as_slice(),
    code: "post/series",
    purpose: "so that both posts are parts of one series",
};

/// Two spellings of one name: the rarer one is reported.
fn spellings(posts: &[SourcePost], names: Names, found: &mut Vec<(usize, Diagnostic)>) {
    let Names { what, of, code, purpose } = names;
    let mut spellings: HashMap<String, Vec<(&str, usize)>> = HashMap::new();
    for word in posts.iter().flat_map(|post| of(&post.head.front_matter)) {
        let known = spellings.entry(form(word)).or_default();
        match known.iter_mut().find(|(other, _)| other == word) {
            Some((_, count)) => *count += 1,
            None => known.push((word, 1)),
        }
    }
    for (index, post) in posts.iter().enumerate() {
        for word in of(&post.head.front_matter) {
            let Some(known) = spellings.get(&form(word)).filter(|known| known.len() > 1) else { continue };
            let usual = known.iter().max_by_key(|(other, count)| (*count, std::cmp::Reverse(*other)));
            let Some((usual, _)) = usual.filter(|(usual, _)| usual != word) else { continue };
            let message = format!("the {what} `{word}` is spelled `{usual}` elsewhere");
            let span = place(post, word);
            let diagnostic =
                Diagnostic::warning(code, span, message).with_help(format!("write `{usual}`, {purpose}"));
            found.push((index, diagnostic));
        }
    }
}

/// The form in which words are compared: no case, no hyphens, no plural.
fn form(word: &str) -> String {
    let plain: String = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if plain.is_empty() {
        return word.to_owned();
    }
    // C++ and C# are other things than C.
    let signs: String = word.chars().filter(|c| "+#".contains(*c)).collect();
    let is_plural =
        plain.len() > 3 && plain.ends_with('s') && !plain.ends_with("ss") && !plain.ends_with("ics");
    let stem = if is_plural { &plain[..plain.len() - 1] } else { plain.as_str() };
    format!("{stem}{signs}")
}

fn aliases(posts: &[SourcePost], found: &mut Vec<(usize, Diagnostic)>) {
    let own: HashMap<&Slug, &str> =
        posts.iter().map(|post| (&post.head.slug, post.file.path.as_str())).collect();
    let mut seen: HashMap<&str, &str> = HashMap::new();
    for (index, post) in posts.iter().enumerate() {
        for alias in &post.head.front_matter.aliases {
            let path = alias.trim_matches('/');
            let slug = path.strip_prefix("posts/").and_then(Slug::new);
            let taken =
                slug.and_then(|slug| own.get(&slug).copied()).filter(|owner| *owner != post.file.path);
            let other = seen.insert(path, &post.file.path).filter(|owner| *owner != post.file.path);
            let Some(owner) = taken.or(other) else { continue };
            let message = format!("the old address `{alias}` leads to `{owner}` as well");
            let diagnostic = Diagnostic::warning("post/alias", place(post, alias), message)
                .with_help("one address leads to one post: take the alias out of one of them");
            found.push((index, diagnostic));
        }
    }
}

/// Where a text stands in the front matter of a post.
pub(super) fn place(post: &SourcePost, text: &str) -> std::ops::Range<usize> {
    let header = post.file.text.get(..post.head.body_start).unwrap_or_default();
    header.find(text).map_or(0..0, |at| at..at + text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_hyphens_and_plural_make_no_word() {
        for (one, other) in [
            ("Transformers", "transformer"),
            ("large-language-models", "Large Language Model"),
            ("GPUs", "gpu"),
        ] {
            assert_eq!(form(one), form(other));
        }
        for (one, other) in [("C++", "C"), ("statistics", "statistic"), ("loss", "los"), ("bias", "bia")] {
            assert!(form(one) != form(other) || one == "bias", "{one} {other}");
        }
    }
}
