//! The picture that link previews show of a post: title, date and site on paper, 1200 by 630 pixels.
//!
//! It has sixteen colours (the paper, and two inks in shades for smooth edges), so that it is small and drawn in
//! little time.

use std::sync::LazyLock;

use ab_glyph::{Font as _, FontRef, ScaleFont as _, point};
use studybuddy_content::manifest::CARD_SIZE;

const WIDTH: usize = CARD_SIZE.0 as usize;
const HEIGHT: usize = CARD_SIZE.1 as usize;
/// From the edge to the text, in pixels.
const MARGIN: f32 = 96.0;
/// How wide a line may be.
const MEASURE: f32 = WIDTH as f32 - 2.0 * MARGIN;
/// Heights of the title's letters in pixels, from accents to descenders: the first with which it fits is taken.
const TITLE_SIZES: [f32; 4] = [112.0, 94.0, 80.0, 68.0];
/// From one line of the title to the next, as a share of the letters' height.
const LEADING: f32 = 0.86;
/// From the top to the middle of the title, and how high it may be: the site stands above it, the date below.
const TITLE_MIDDLE: f32 = 350.0;
const TITLE_ROOM: f32 = 320.0;
const SMALL: f32 = 44.0;

const PAPER: [u8; 3] = [0xfb, 0xfa, 0xf7];
const INK: [u8; 3] = [0x24, 0x27, 0x2c];
const ACCENT: [u8; 3] = [0x2c, 0x5a, 0x99];
/// How many colours there are between the paper and the ink, the ink among them; those of the accent come after them.
const INK_SHADES: u8 = 8;
const ACCENT_SHADES: u8 = 7;

/// The serif of the site's pages in one weight; Latin, Greek and Cyrillic.
static FONT: LazyLock<Option<FontRef<'static>>> =
    LazyLock::new(|| FontRef::try_from_slice(include_bytes!("../../fonts/card.ttf")).ok());

/// What a card says.
#[derive(Clone, Copy, Debug)]
pub struct Card<'a> {
    pub title: &'a str,
    /// As readers write it; empty if the post has none.
    pub date: &'a str,
    pub site: &'a str,
}

impl Card<'_> {
    /// The card as a PNG file; `None` if the font lacks letters of the text: a preview without a picture says more
    /// than one with empty boxes. Signs that it lacks are left out, emoji among them.
    pub fn png(&self) -> Option<Vec<u8>> {
        let title = drawable(self.title)?;
        let (date, site) = (drawable(self.date)?, drawable(self.site)?);
        let mut canvas = Canvas::new()?;
        canvas.bar();
        canvas.line(&site, 168.0, SMALL, Color::Accent);
        let (size, lines) = canvas.fit(&title);
        let height = size * LEADING;
        let top = TITLE_MIDDLE - height * lines.len() as f32 / 2.0;
        for (index, line) in lines.iter().enumerate() {
            canvas.line(line, top + height * (index as f32 + 0.78), size, Color::Ink);
        }
        canvas.line(&date, 556.0, SMALL, Color::Ink);
        canvas.png()
    }
}

/// The text in one line without the signs that the font lacks; `None` if it lacks a letter.
fn drawable(text: &str) -> Option<String> {
    let font = FONT.as_ref()?;
    let mut kept = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_whitespace() || font.glyph_id(character).0 != 0 {
            kept.push(character);
        } else if character.is_alphanumeric() {
            return None;
        }
    }
    Some(kept.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[derive(Clone, Copy)]
enum Color {
    Ink,
    Accent,
}

impl Color {
    /// The index of the colour where a letter covers this share of a pixel; 0 is the paper.
    fn index(self, coverage: f32) -> u8 {
        let (before, shades) = match self {
            Self::Ink => (0, INK_SHADES),
            Self::Accent => (INK_SHADES, ACCENT_SHADES),
        };
        match (coverage * f32::from(shades)).round() as u8 {
            0 => 0,
            shade => before + shade.min(shades),
        }
    }
}

/// A pixel is an index into the palette.
struct Canvas {
    font: &'static FontRef<'static>,
    pixels: Vec<u8>,
}

impl Canvas {
    fn new() -> Option<Self> {
        Some(Self { font: FONT.as_ref()?, pixels: vec![0; WIDTH * HEIGHT] })
    }

    /// A short bar above the name of the site.
    fn bar(&mut self) {
        let left = MARGIN as usize;
        for row in 96..104 {
            self.pixels[row * WIDTH + left..row * WIDTH + left + 72].fill(Color::Accent.index(1.0));
        }
    }

    /// Draws a line from the margin on.
    fn line(&mut self, text: &str, baseline: f32, size: f32, color: Color) {
        let scaled = self.font.as_scaled(size);
        let mut x = MARGIN;
        for character in text.chars() {
            let glyph = scaled.glyph_id(character).with_scale_and_position(size, point(x, baseline));
            x += scaled.h_advance(glyph.id);
            let Some(outline) = self.font.outline_glyph(glyph) else { continue };
            let corner = outline.px_bounds().min;
            outline.draw(|column, row, coverage| {
                let (column, row) = (corner.x + column as f32, corner.y + row as f32);
                let is_inside =
                    column >= 0.0 && row >= 0.0 && (column as usize) < WIDTH && (row as usize) < HEIGHT;
                let index = color.index(coverage);
                if is_inside && index > 0 {
                    self.pixels[row as usize * WIDTH + column as usize] = index;
                }
            });
        }
    }

    fn width(&self, text: &str, size: f32) -> f32 {
        let scaled = self.font.as_scaled(size);
        text.chars().map(|character| scaled.h_advance(scaled.glyph_id(character))).sum()
    }

    /// The lines of the title, of about the same length, and the size of their letters.
    fn fit(&self, title: &str) -> (f32, Vec<String>) {
        let mut size = TITLE_SIZES[0];
        let mut lines = Vec::new();
        let mut room = 0;
        for candidate in TITLE_SIZES {
            size = candidate;
            lines = self.wrap(title, size, MEASURE);
            room = (TITLE_ROOM / (size * LEADING)) as usize;
            if lines.len() <= room {
                break;
            }
        }
        if lines.len() > room {
            lines.truncate(room);
            if let Some(last) = lines.last_mut() {
                while !last.is_empty() && self.width(&format!("{last}…"), size) > MEASURE {
                    last.pop();
                }
                last.truncate(last.trim_end().len());
                last.push('…');
            }
            return (size, lines);
        }
        let mut measure = MEASURE;
        while measure > MEASURE / 2.0 {
            measure -= 20.0;
            let narrower = self.wrap(title, size, measure);
            if narrower.len() > lines.len() {
                break;
            }
            lines = narrower;
        }
        (size, lines)
    }

    /// Breaks a text between words, and words that are wider than a line where they have to.
    fn wrap(&self, text: &str, size: f32, measure: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split(' ') {
            if let Some(line) = lines.last_mut() {
                let longer = format!("{line} {word}");
                if self.width(&longer, size) <= measure {
                    *line = longer;
                    continue;
                }
            }
            let mut rest = String::new();
            for character in word.chars() {
                rest.push(character);
                if self.width(&rest, size) > measure && rest.chars().count() > 1 {
                    rest.pop();
                    lines.push(std::mem::replace(&mut rest, character.to_string()));
                }
            }
            lines.push(rest);
        }
        lines
    }

    fn png(&self) -> Option<Vec<u8>> {
        let packed: Vec<u8> = self.pixels.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect();
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, WIDTH as u32, HEIGHT as u32);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_palette(palette());
        encoder.set_filter(png::Filter::NoFilter);
        encoder.set_compression(png::Compression::Fast);
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&packed).ok()?;
        writer.finish().ok()?;
        Some(bytes)
    }
}

fn palette() -> Vec<u8> {
    let shades = |ink: [u8; 3], count: u8| {
        (1..=count).flat_map(move |shade| {
            let share = f32::from(shade) / f32::from(count);
            let mix = move |index: usize| {
                let (paper, ink) = (f32::from(PAPER[index]), f32::from(ink[index]));
                (paper + (ink - paper) * share).round() as u8
            };
            [mix(0), mix(1), mix(2)]
        })
    };
    PAPER.into_iter().chain(shades(INK, INK_SHADES)).chain(shades(ACCENT, ACCENT_SHADES)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(title: &str) -> Option<Vec<u8>> {
        Card { title, date: "1 March 2024", site: "StudyBuddy" }.png()
    }

    #[test]
    fn a_card_is_a_small_png_of_the_size_that_previews_want() {
        let png = card("Attention from first principles").unwrap();
        assert!(png.len() < 60_000, "{}", png.len());
        let size = imagesize::blob_size(&png).unwrap();
        assert_eq!((size.width, size.height), (1200, 630));
        assert_eq!(card("Attention from first principles").unwrap(), png, "the same in each run");
    }

    #[test]
    fn letters_that_the_font_lacks_make_no_card_and_signs_are_left_out() {
        assert!(card("Ελληνικά, кириллица, tiếng Việt, Žluťoučký").is_some());
        assert!(card("注意力机制").is_none());
        assert_eq!(drawable(" Fast 🚀\n attention — №1 "), Some("Fast attention — №1".to_owned()));
    }

    #[test]
    fn titles_of_any_length_stay_inside() {
        let canvas = Canvas::new().unwrap();
        for title in
            ["", "x", "A title of some words that needs two lines", &"long ".repeat(200), &"W".repeat(300)]
        {
            let (size, lines) = canvas.fit(title);
            assert!(lines.len() as f32 * size * LEADING <= TITLE_ROOM, "{title}");
            for line in &lines {
                assert!(canvas.width(line, size) <= MEASURE, "{line}");
            }
        }
        assert!(canvas.fit(&"long ".repeat(200)).1.last().unwrap().ends_with('…'));
    }
}
