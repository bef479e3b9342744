//! The text of a post in parts, for whoever shows its first screen before the rest is ready.

use super::room::Estimated;

/// How many lines are in a part, more than the first screen in the first one.
const PART_LINES: f32 = 240.0;
/// The same for the first part: no window is just as tall as the estimate takes it to be.
const FIRST_LINES: f32 = 8.0;

/// A window, as far as it says where the first screen ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// A desktop's: a line of text has its full width.
    Wide,
    /// A phone's.
    Narrow,
}

/// A part of a text: whole blocks.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The blocks, their markers still in place.
    pub html: String,
    /// About how many lines follow, to the end of the text.
    lines_behind: f32,
}

impl Part {
    /// An element that takes the room of all that follows (`style/post.css`); `name` says what it waits for. Nothing
    /// behind the last part.
    #[must_use]
    pub fn place_of_rest(&self, name: &str) -> String {
        if self.lines_behind == 0.0 {
            return String::new();
        }
        // Whole lines: to write a number with decimals costs the app 3 kB.
        let lines = self.lines_behind.ceil() as u32;
        format!("<div data-lines=\"{lines}\" data-pending=\"{name}\"></div>")
    }
}

/// Cuts a text between blocks: what may stand on a first screen, then parts of about the same length.
pub(super) fn parts(text: &Estimated, window: Window) -> Vec<Part> {
    let mut parts = Vec::new();
    let (mut start, mut lines, mut enough) = (0, 0.0, FIRST_LINES);
    for block in &text.blocks {
        if lines > enough {
            parts.push((start..block.start, lines));
            (start, lines, enough) = (block.start, 0.0, PART_LINES);
        }
        lines += match window {
            Window::Wide => block.wide,
            Window::Narrow => block.narrow,
        };
    }
    parts.push((start..text.html.len(), lines));
    let mut behind = 0.0;
    let mut parts: Vec<Part> = parts
        .into_iter()
        .rev()
        .map(|(range, lines)| {
            let part = Part { html: text.html[range].to_owned(), lines_behind: behind };
            behind += lines;
            part
        })
        .collect();
    parts.reverse();
    parts
}

/// The smaller of the windows whose first screen shows a formula of this finished page, by the marks that `room.rs` gives its
/// blocks; `None` if neither does.
pub(super) fn smallest_window_with_formulas(html: &str) -> Option<Window> {
    let before = &html[..html.find("class=\"katex")?];
    if !before.contains("class=\"room") {
        return Some(Window::Narrow);
    }
    let is_on_wide = |at: usize| {
        let tag = &before[before[..at].rfind('<').unwrap_or(at)..at];
        // Headings are always laid out in a wide window.
        tag.contains(" data-wide") || before[at..].starts_with("class=\"room-narrow")
    };
    before.match_indices("class=\"room").all(|(at, _)| is_on_wide(at)).then_some(Window::Wide)
}

#[cfg(test)]
mod tests {
    use super::{super::room, *};
    use crate::{link::PostPlace, markdown};

    fn text(markdown: &str) -> Estimated {
        let place = PostPlace::new("a.md", "", &|_: &str| None);
        room::with_estimates(&markdown::parse_body(markdown, 0, None, place))
    }

    #[test]
    fn parts_are_whole_blocks_that_make_up_the_text() {
        let section =
            "## Heading\n\nSome words.\n\n> quoted\n>\n> twice $x$ <br> ![](a.svg)\n\n```\ncode\n```\n\n";
        let text = text(&section.repeat(400));
        let parts = parts(&text, Window::Wide);
        assert!((5..25).contains(&parts.len()), "{}", parts.len());
        for Part { html, .. } in &parts {
            for name in ["p", "blockquote", "pre", "h2", "div"] {
                let starts = [" ", ">"].map(|end| html.matches(&format!("<{name}{end}")).count());
                let ends = html.matches(&format!("</{name}>")).count();
                assert_eq!(starts[0] + starts[1], ends, "{name} in {html}");
            }
        }
        assert!(parts.is_sorted_by(|before, after| before.lines_behind > after.lines_behind));
        let whole: String = parts.iter().map(|part| part.html.as_str()).collect();
        assert_eq!(whole, text.html);
    }

    #[test]
    fn a_narrow_window_shows_less_at_first() {
        let text = text(&"A sentence that is long enough for two lines on a narrow screen.\n\n".repeat(60));
        let first = |window| parts(&text, window)[0].html.matches("<p").count();
        assert!((20..50).contains(&first(Window::Wide)), "{}", first(Window::Wide));
        assert!((6..16).contains(&first(Window::Narrow)), "{}", first(Window::Narrow));
    }

    #[test]
    fn the_rest_has_its_room_until_it_comes() {
        let text = text(&"Words.\n\n".repeat(1000));
        let parts = parts(&text, Window::Wide);
        let lines: f32 = parts[1..].iter().map(|part| part.html.matches("<p").count() as f32).sum();
        assert!((0.5 * lines..2.0 * lines).contains(&parts[0].lines_behind), "{lines}: {parts:?}");
        assert!(parts[0].place_of_rest("text-0").ends_with(" data-pending=\"text-0\"></div>"));
        assert_eq!(parts[parts.len() - 1].place_of_rest("text-9"), "");
    }

    #[test]
    fn a_short_text_is_one_part() {
        let parts = parts(&text("a\n\nb $x$\n"), Window::Narrow);
        assert_eq!(parts.len(), 1);
        assert_eq!(parts[0].place_of_rest("text-0"), "");
    }

    #[test]
    fn a_first_screen_shows_the_formulas_above_what_is_left_unlaid() {
        let formula = "<span class=\"katex\"></span>";
        let (on_wide, below) = ("<p data-wide class=\"room\">", "<p class=\"room\">");
        let window = smallest_window_with_formulas;
        assert_eq!(window("<p>"), None);
        assert_eq!(window(&format!("<p>{formula}")), Some(Window::Narrow));
        assert_eq!(window(&format!("<p>{formula}{on_wide}{formula}{below}")), Some(Window::Narrow));
        assert_eq!(window(&format!("{on_wide}{on_wide}{formula}{below}")), Some(Window::Wide));
        assert_eq!(window(&format!("{on_wide}{below}{formula}")), None);
        assert_eq!(window(&format!("<p>{below}{formula}")), None);
        // As the estimates mark a text.
        let page = |body: &str| text(body).html.replace("math math-inline", "katex");
        let long = "A short line.\n\n".repeat(20);
        assert_eq!(window(&page("# A\n\n$x$")), Some(Window::Narrow));
        assert_eq!(window(&page(&format!("{long}# A\n\n- $x$"))), Some(Window::Wide));
        assert_eq!(window(&page(&format!("{long}{long}{long}# A\n\n$x$"))), None);
    }
}
