//! How deep quotes and lists stand in each other: a browser lays out a few hundred levels, not ten thousand.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::inline::Spanned;

/// Levels of quotes, lists and items that are drawn.
const MAX_DEPTH: usize = 200;

/// Takes out the quotes, lists and items that are nested deeper; what stands in them stays. Returns the range of the first
/// of them in the parser's text.
pub(super) fn bound(events: &mut Vec<Spanned<'_>>) -> Option<Range<usize>> {
    let mut first = None;
    let mut depth = 0_usize;
    events.retain_mut(|(event, range)| match event {
        Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::Item) => {
            depth += 1;
            if depth <= MAX_DEPTH {
                return true;
            }
            first.get_or_insert_with(|| range.clone());
            let is_item = matches!(event, Event::Start(Tag::Item));
            // The texts of two items stay two.
            *event = Event::SoftBreak;
            is_item
        }
        Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item) => {
            depth = depth.saturating_sub(1);
            depth < MAX_DEPTH
        }
        _ => true,
    });
    first
}
