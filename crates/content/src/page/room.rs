//! How much room the blocks of a post take, so that a browser can leave those out of view unlaid.
//!
//! Layout is what a long post costs: three hundred formulas are thirty thousand boxes. `style/room.css` lets the browser
//! skip the blocks that are far from the screen; for the scrollbar it has to know about how tall they will be. Each block
//! at the top level says so in two attributes that do not depend on the width of the page: `data-text`, the characters
//! of its text that flow, and `data-rows`, what stands in lines of its own, in lines of text. `data-math` marks a block
//! with formulas in its text; to find that out by `:has()` costs a browser as much as all other rules. `data-wide` marks
//! a block that stands on the first screen of a wide window, but not on that of a narrow one.

use crate::{
    document::Document,
    html::is_void,
    math::{Formula, MarkerKind, MathStyle, replace_markers},
};

/// A line of code, as part of a line of text.
const CODE_LINE: f32 = 0.82;
/// The first screen of a tall window: how many characters a line of text has, and how many lines are seen below the
/// header of a post. They are always laid out: browsers count it as a shift of the page if an estimate on the first
/// screen is corrected.
struct FirstScreen {
    line_characters: f32,
    rows: f32,
}

/// The first screen of a desktop.
const WIDE: FirstScreen = FirstScreen { line_characters: 68.0, rows: 40.0 };
/// The first screen of a phone: title, description and outline take most of it.
const NARROW: FirstScreen = FirstScreen { line_characters: 42.0, rows: 14.0 };

/// The body's HTML, its markers still in place, where blocks say how much room they take.
pub(super) fn with_estimates(document: &Document) -> String {
    let html = &document.html;
    let blocks = blocks(document);
    let mut out = String::with_capacity(html.len() + blocks.len() * 32);
    let mut copied = 0;
    let [mut above_wide, mut above_narrow] = [0.0; 2];
    for block in blocks {
        out.push_str(&html[copied..block.name_end]);
        let is_wide_only = above_wide <= WIDE.rows;
        if above_narrow > NARROW.rows || !is_wide_only {
            out.push_str(&format!(" data-text=\"{}\" data-rows=\"{:.1}\"", block.characters, block.rows));
            if is_wide_only {
                out.push_str(" data-wide");
            }
        }
        above_wide += block.height_on(&WIDE);
        above_narrow += block.height_on(&NARROW);
        if block.has_inline_math {
            out.push_str(" data-math");
        }
        copied = block.name_end;
    }
    out.push_str(&html[copied..]);
    out
}

/// A block at the top level.
struct Block {
    /// Where attributes can be put in.
    name_end: usize,
    characters: usize,
    rows: f32,
    has_inline_math: bool,
}

impl Block {
    /// In lines of text, with the half a line that lies between two blocks.
    fn height_on(&self, screen: &FirstScreen) -> f32 {
        self.rows + self.characters as f32 / screen.line_characters + 0.5
    }

    fn add_text(&mut self, text: &str, document: &Document) {
        let text = replace_markers(text, |marker, _| match marker.kind {
            MarkerKind::Code => {
                let lines =
                    document.code_blocks.get(marker.index).map_or(1, |block| block.text.lines().count());
                self.rows += CODE_LINE * lines as f32;
            }
            // A reference is a number in parentheses.
            MarkerKind::Reference => self.characters += 3,
            MarkerKind::Math => match document.formulas.get(marker.index) {
                Some(formula) if formula.style == MathStyle::Display => self.rows += display_rows(formula),
                Some(formula) => {
                    self.characters += inline_characters(&formula.tex);
                    self.has_inline_math = true;
                }
                None => {}
            },
        });
        self.characters += text.trim_matches('\n').chars().count();
    }
}

/// The blocks that `style/room.css` lets the browser skip. Headings are always laid out: they are cheap, and jumps lead
/// to them. So are figures, whose pictures say how large they are.
fn may_be_skipped(name: &str) -> bool {
    matches!(name, "p" | "ul" | "ol" | "dl" | "blockquote" | "pre" | "div" | "section")
}

fn blocks(document: &Document) -> Vec<Block> {
    let html = &document.html;
    let mut blocks: Vec<Block> = Vec::new();
    let mut depth = 0_usize;
    let mut is_counted = false;
    let mut text_start = 0;
    while let Some(start) = html[text_start..].find('<').map(|at| text_start + at) {
        let tag = &html[start + 1..];
        let name =
            &tag[..tag.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(tag.len())];
        if depth == 0 && may_be_skipped(name) {
            blocks.push(Block {
                name_end: start + 1 + name.len(),
                characters: 0,
                rows: 0.0,
                has_inline_math: false,
            });
            is_counted = true;
        }
        if is_counted && let Some(block) = blocks.last_mut() {
            block.add_text(&html[text_start..start], document);
            block.rows += own_rows(name);
        }
        if name.is_empty() {
            depth = depth.saturating_sub(1);
        } else if !is_void(name) {
            depth += 1;
        }
        is_counted &= depth > 0;
        // `>` stands in no attribute: `escape_attribute` writes it as a reference.
        text_start = html[start..].find('>').map_or(html.len(), |at| start + at + 1);
    }
    blocks
}

/// Lines that an element takes beside those its text fills: half of the last line of a text is empty, on average.
fn own_rows(name: &str) -> f32 {
    match name {
        "p" | "li" | "dt" | "dd" | "br" => 0.5,
        "pre" => 1.0,
        "tr" => 1.2,
        _ => 0.0,
    }
}

/// Lines of text that a display formula is as tall as: more for a line with a fraction or with limits.
fn display_rows(formula: &Formula) -> f32 {
    let is_tall = ["\\frac", "\\sum", "\\int", "\\prod"].iter().any(|command| formula.tex.contains(command));
    let lines = 1 + formula.tex.matches("\\\\").count();
    0.5 + lines as f32 * if is_tall { 1.9 } else { 1.2 }
}

/// Characters of text that an inline formula is as wide as: a command counts as one, braces and scripts' signs as none.
fn inline_characters(tex: &str) -> usize {
    let mut is_command = false;
    tex.chars()
        .filter(|&character| {
            is_command = character == '\\' || is_command && character.is_ascii_alphabetic();
            character == '\\' || !is_command && !matches!(character, '{' | '}' | '^' | '_' | ' ')
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{link::PostPlace, markdown};

    /// The HTML of a text that stands below the first screen.
    fn estimated(text: &str) -> String {
        let first_screen = "word\n\n".repeat(60);
        let html = marked(&format!("{first_screen}{text}"));
        html.rsplit_once("word</p>\n").map(|(_, html)| html.to_owned()).unwrap_or(html)
    }

    fn marked(text: &str) -> String {
        let place = PostPlace { file: "a.md", root: "", posts: &|_: &str| None, has_bibliography: false };
        with_estimates(&markdown::parse_body(text, 0, None, place))
    }

    #[test]
    fn the_first_screen_is_always_laid_out() {
        let html = marked(&"A short line.\n\n".repeat(100));
        let first = html.matches("<p>").count();
        assert!((8..15).contains(&first), "{first}");
        let on_wide_screens = first + html.matches(" data-wide>").count();
        assert!((30..40).contains(&on_wide_screens), "{on_wide_screens}");
        assert!(!html.ends_with(" data-wide>A short line.</p>\n"));
    }

    #[test]
    fn a_paragraph_is_as_long_as_its_text() {
        assert!(estimated("Twelve *signs* a b.\n").starts_with("<p data-text=\"17\" data-rows=\"0.5\""));
    }

    #[test]
    fn lines_of_code_are_rows() {
        assert!(estimated("```\na\nb\nc\nd\n```\n").contains("<pre data-text=\"0\" data-rows=\"4.3\""));
    }

    #[test]
    fn a_formula_counts_as_what_it_shows() {
        let inline = estimated("$\\alpha_{i} + \\frac{a}{b}$");
        let display = estimated("$$\na \\\\\nb\n$$\n");
        assert!(inline.starts_with("<p data-text=\"6\" data-rows=\"0.5\" data-math>"), "{inline}");
        assert!(display.starts_with("<div data-text=\"0\" data-rows=\"2.9\""), "{display}");
    }

    #[test]
    fn only_blocks_at_the_top_level_are_marked() {
        let html = estimated("## A\n\n- one\n- two\n\n  more\n\n> quoted\n\n![](a.svg)\n");
        assert_eq!(html.matches("data-rows").count(), 2, "{html}");
        assert!(html.contains("<ul data-text=\"10\" data-rows=\"2.5\""), "{html}");
    }

    #[test]
    fn nothing_else_changes() {
        let first_screen = "word\n\n".repeat(60);
        let text = "# A\n\ntext <br> <kbd>x</kbd> $x$ [a](b \"c > d\")\n\n| a |\n|---|\n| 1 |\n\n- [x] done\n\nend[^1]\n\n[^1]: note\n";
        let place = PostPlace { file: "a.md", root: "", posts: &|_: &str| None, has_bibliography: false };
        let document = markdown::parse_body(&format!("{first_screen}{text}"), 0, None, place);
        let mut html = with_estimates(&document).replace(" data-math>", ">").replace(" data-wide>", ">");
        while let Some(at) = html.find(" data-text=") {
            let end = at + html[at..].find(" data-rows=").map_or(0, |rows| rows + " data-rows=\"".len());
            let end = end + html[end..].find('"').map_or(0, |quote| quote + 1);
            html.replace_range(at..end, "");
        }
        assert_eq!(html, document.html);
    }
}
