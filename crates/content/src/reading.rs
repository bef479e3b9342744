//! How long a post takes to read, and what is left of it at each heading.

pub(crate) use studybuddy_text::count_words;

use crate::{
    document::Document,
    html::{plain_text, write_attribute},
    markdown::TocEntry,
    math::{Formula, MarkerKind, MathStyle, replace_markers},
};

/// Words of prose a minute: technical text is read more slowly than the usual 240.
const WORDS_PER_MINUTE: f64 = 220.0;
/// What the other things cost, in seconds.
const INLINE_FORMULA: f64 = 1.5;
const DISPLAY_FORMULA: f64 = 8.0;
const CODE_LINE: f64 = 2.0;

/// Minutes to read a document, at least one: formulas and code are weighed by their own pace.
#[must_use]
pub fn reading_minutes(document: &Document) -> usize {
    let formulas: f64 = document.formulas.iter().map(seconds_of_formula).sum();
    let code: f64 = document.code_blocks.iter().map(|block| seconds_of_code(&block.text)).sum();
    minutes(seconds_of_words(document.words) + formulas + code)
}

/// Minutes that are left at each heading of the outline, from there to the end of the post; in the order of the text,
/// by the heading's id.
#[must_use]
pub fn minutes_left(document: &Document) -> Vec<(&str, usize)> {
    let starts = section_starts(document);
    let whole = reading_minutes(document);
    let mut seconds = 0.0;
    let mut end = document.html.len();
    let mut left = Vec::with_capacity(starts.len());
    for (id, start) in starts.into_iter().rev() {
        seconds += seconds_of_html(&document.html[start..end], document);
        end = start;
        // The words of headings and notes are counted in other ways: the sum must not be more than the whole.
        left.push((id, minutes(seconds).min(whole)));
    }
    left.reverse();
    left
}

/// Where each heading of the outline stands in the HTML: its id, and the byte at which its tag starts.
fn section_starts(document: &Document) -> Vec<(&str, usize)> {
    fn visit<'a>(entries: &'a [TocEntry], html: &str, from: &mut usize, starts: &mut Vec<(&'a str, usize)>) {
        for entry in entries {
            let mut attribute = String::new();
            write_attribute("id", &entry.id, &mut attribute);
            if let Some(at) = html[*from..].find(&attribute).map(|at| *from + at) {
                starts.push((&entry.id, html[..at].rfind('<').unwrap_or(at)));
                *from = at + attribute.len();
            }
            visit(&entry.children, html, from, starts);
        }
    }
    let mut starts = Vec::new();
    visit(&document.toc, &document.html, &mut 0, &mut starts);
    starts
}

fn seconds_of_html(html: &str, document: &Document) -> f64 {
    let mut seconds = 0.0;
    let text = replace_markers(html, |marker, _| match marker.kind {
        MarkerKind::Math => seconds += document.formulas.get(marker.index).map_or(0.0, seconds_of_formula),
        MarkerKind::Code => {
            seconds +=
                document.code_blocks.get(marker.index).map_or(0.0, |block| seconds_of_code(&block.text));
        }
        MarkerKind::Reference => {}
    });
    seconds + seconds_of_words(count_words(&plain_text(&text)))
}

fn seconds_of_words(words: usize) -> f64 {
    count_as_f64(words) / WORDS_PER_MINUTE * 60.0
}

fn seconds_of_formula(formula: &Formula) -> f64 {
    if formula.style == MathStyle::Display { DISPLAY_FORMULA } else { INLINE_FORMULA }
}

fn seconds_of_code(code: &str) -> f64 {
    count_as_f64(code.lines().count()) * CODE_LINE
}

fn minutes(seconds: f64) -> usize {
    let minutes = (seconds / 60.0).round().clamp(1.0, 10_000.0);
    // Bounded above, so the conversion cannot lose anything.
    minutes as usize
}

fn count_as_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{link::PostPlace, markdown};

    fn document(text: &str) -> Document {
        markdown::parse_body(text, 0, None, PostPlace::new("a.md", "", &|_: &str| None))
    }

    #[test]
    fn what_is_left_shrinks_from_heading_to_heading() {
        let prose = "word ".repeat(660);
        let text =
            format!("{prose}\n\n## \"A\" & <b>\n\n{prose}\n\n### In it\n\n{prose}\n\n## Last\n\nEnd.\n");
        let document = document(&text);
        let left: Vec<usize> = minutes_left(&document).into_iter().map(|(_, minutes)| minutes).collect();
        assert_eq!(left, [6, 3, 1]);
        assert_eq!(reading_minutes(&document), 9);
    }

    #[test]
    fn formulas_and_code_weigh_where_they_stand() {
        let formulas = "$$\nx\n$$\n\n".repeat(15);
        let code = "a = 1\n".repeat(90);
        let text = format!("## One\n\n{formulas}\n## Two\n\n```py\n{code}```\n\n## Three\n\nEnd.\n");
        assert_eq!(minutes_left(&document(&text)), [("one", 5), ("two", 3), ("three", 1)]);
    }

    #[test]
    fn no_heading_has_more_left_than_the_post_takes() {
        let document = document(&format!("## A\n\n{}", "[word](x)[^n]\n\n[^n]: note\n\n".repeat(40)));
        assert!(minutes_left(&document).iter().all(|&(_, left)| left <= reading_minutes(&document)));
    }
}
