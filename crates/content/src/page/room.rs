//! How much room the blocks of a post take, so that a browser can leave those out of view unlaid.
//!
//! Layout is what a long post costs: three hundred formulas are thirty thousand boxes. `style/room.css` lets the browser
//! skip the blocks that are far from the screen; for the scrollbar it has to know about how tall they will be. Each block
//! at the top level says so by classes: `room`, or for headings `room-narrow`; `rows-9`, one of [`STEPS`] heights on a
//! narrow screen; and `rows-text` or `rows-mixed` if all of it, or half, is text that takes fewer lines on a wide one.
//! Attributes with the very numbers, read by `attr()`, took a quarter of all the time that the page's styles did.
//! `data-math` marks a block with formulas in its text; to find that out by `:has()` costs a browser as much as all other
//! rules. `data-wide` marks a block that stands on the first screen of a wide window, but not on that of a narrow one;
//! `data-wide="tall"` one that only a tall window shows at once.

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

/// Blocks behind so many lines are on the first screen of tall windows only.
const TALL_FROM: f32 = 24.0;

/// How many heights are told apart: each is a quarter more than the one before, the first is a line of text, and a block
/// that is taller than the last is rare. `style/room.css` has their list.
const STEPS: usize = 28;
/// The cube root of two: three steps double the height.
const STEP: f32 = 1.259_921;
/// Half a step: where heights are rounded.
const HALF_STEP: f32 = 1.122_462;

/// The first screen of a desktop.
const WIDE: FirstScreen = FirstScreen { line_characters: 68.0, rows: 40.0 };
/// The first screen of a phone: title, description and outline take most of it.
const NARROW: FirstScreen = FirstScreen { line_characters: 42.0, rows: 14.0 };

/// The body of a post whose blocks say how much room they take.
pub(super) struct Estimated {
    /// Its HTML, the markers still in place.
    pub html: String,
    /// Its blocks, in order; figures and whatever else is always laid out are none.
    pub blocks: Vec<Room>,
}

/// Where a block begins in the HTML, and how many lines of text it takes on a wide and on a narrow screen: none if it
/// stands on the first one.
pub(super) struct Room {
    pub start: usize,
    pub wide: f32,
    pub narrow: f32,
}

/// Has the blocks of a post say how much room they take.
pub(super) fn with_estimates(document: &Document) -> Estimated {
    let html = &document.html;
    let blocks = blocks(document);
    let mut out = String::with_capacity(html.len() + blocks.len() * 32);
    let mut rooms = Vec::with_capacity(blocks.len());
    let mut copied = 0;
    let [mut above_wide, mut above_narrow] = [0.0; 2];
    for block in blocks {
        let [wide, narrow] = [WIDE, NARROW].map(|screen| block.height_on(&screen));
        let is_wide_only = above_wide <= WIDE.rows;
        let is_skipped = above_narrow > NARROW.rows || !is_wide_only;
        let class_at = tag_of(html, block.name_end).find(CLASS).filter(|_| is_skipped);
        out.push_str(&html[copied..block.start]);
        rooms.push(Room {
            start: out.len(),
            wide: if is_wide_only { 0.0 } else { wide },
            narrow: if is_skipped { narrow } else { 0.0 },
        });
        out.push_str(&html[block.start..block.name_end]);
        copied = block.name_end;
        if block.has_inline_math {
            out.push_str(" data-math");
        }
        if is_skipped {
            if is_wide_only && block.kind != Kind::Heading {
                out.push_str(if above_wide > TALL_FROM { " data-wide=\"tall\"" } else { " data-wide" });
            }
            copied += class_at.map_or(0, |at| at + CLASS.len());
            out.push_str(&html[block.name_end..copied]);
            if class_at.is_none() {
                out.push_str(CLASS);
            }
            block.write_classes(&mut out);
            out.push(if class_at.is_none() { '"' } else { ' ' });
        }
        if block.kind == Kind::Text {
            above_wide += wide;
            above_narrow += narrow;
        }
    }
    out.push_str(&html[copied..]);
    Estimated { html: out, blocks: rooms }
}

const CLASS: &str = " class=\"";

/// The rest of a start tag whose name ends at a place.
fn tag_of(html: &str, name_end: usize) -> &str {
    let tag = &html[name_end..];
    // `>` stands in no attribute: `escape_attribute` writes it as a reference.
    &tag[..tag.find('>').unwrap_or(tag.len())]
}

/// What a block is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    /// A sign for its link stands beside it on wide screens and would be cut off: there it is always laid out.
    Heading,
    /// The bar above code.
    Bar,
}

/// A block at the top level.
struct Block {
    kind: Kind,
    /// Where its start tag begins.
    start: usize,
    /// Where attributes can be put in.
    name_end: usize,
    characters: usize,
    rows: f32,
    has_inline_math: bool,
}

impl Block {
    /// In lines of text, with the half a line that lies between two blocks.
    fn height_on(&self, screen: &FirstScreen) -> f32 {
        self.rows_on(screen) + 0.5
    }

    fn text_on(&self, screen: &FirstScreen) -> f32 {
        match self.kind {
            Kind::Text => self.characters as f32 / screen.line_characters,
            Kind::Heading | Kind::Bar => 0.0,
        }
    }

    fn rows_on(&self, screen: &FirstScreen) -> f32 {
        match self.kind {
            Kind::Text => self.rows + self.text_on(screen),
            // Its letters are larger, and it seldom fills its lines.
            Kind::Heading if self.characters as f32 > 0.6 * screen.line_characters => 2.4,
            Kind::Heading => 1.2,
            Kind::Bar => 1.0,
        }
    }

    /// How tall it is, and how much of that is text whose lines are longer on a wide screen.
    fn write_classes(&self, out: &mut String) {
        let (text, rows) = (self.text_on(&NARROW), self.rows_on(&NARROW));
        let name = match self.kind {
            Kind::Text => "room",
            Kind::Heading => "room-narrow",
            // All are as tall; the sheet says how tall.
            Kind::Bar => return out.push_str("room"),
        };
        let (mut step, mut border) = (0, HALF_STEP);
        while rows > border && step + 1 < STEPS {
            step += 1;
            border *= STEP;
        }
        out.push_str(&format!("{name} rows-{step}"));
        match text / rows {
            share if share > 0.75 => out.push_str(" rows-text"),
            share if share > 0.25 => out.push_str(" rows-mixed"),
            _ => {}
        }
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

/// What kind of block begins with a tag, if `style/room.css` lets the browser skip it. Figures are always laid out: their
/// pictures say how large they are. So is a bar above code that was run: the facts of that reach out of it.
fn kind(html: &str, name: &str, name_end: usize) -> Option<Kind> {
    match name {
        "div" if tag_of(html, name_end).starts_with(" class=\"code-bar") => {
            let bar = &html[name_end..];
            let bar = &bar[..bar.find("</div>").unwrap_or(bar.len())];
            (!bar.contains("code-run")).then_some(Kind::Bar)
        }
        "p" | "ul" | "ol" | "dl" | "blockquote" | "pre" | "div" | "section" => Some(Kind::Text),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(Kind::Heading),
        _ => None,
    }
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
        let name_end = start + 1 + name.len();
        if depth == 0
            && let Some(kind) = kind(html, name, name_end)
        {
            blocks.push(Block { kind, start, name_end, characters: 0, rows: 0.0, has_inline_math: false });
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
mod tests;
