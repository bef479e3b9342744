//! Images, and the players for films and sounds in their places.

use super::*;

/// Words that fill the first screen of a post on a desktop.
const FIRST_SCREEN_WORDS: usize = 250;

impl Writer<'_> {
    pub(super) fn image(&mut self, at: usize) -> usize {
        let end = self.end_of(at);
        let Some((Event::Start(Tag::Image { dest_url, title, .. }), _)) = self.events.get(at) else {
            return end + 1;
        };
        let alt = self.markers().plain_text(self.inside(at));
        self.write_image(dest_url, title, &alt, at, true);
        end + 1
    }

    /// Writes an `<img>` or a player; a figure shows the title as its caption instead of a tooltip.
    pub(super) fn write_image(&mut self, url: &str, title: &str, alt: &str, at: usize, with_title: bool) {
        let target = self.place.resolve(url, true);
        let span = self.file_range(at);
        let (alt, size) = shown_size(alt, self.place.image_size(&target));
        match target.href() {
            Some(href) => {
                let (start, label, end) = shown(url);
                self.push(start);
                write_attribute("src", href, &mut self.out);
                if !alt.is_empty() || !is_played(url) {
                    write_attribute(label, alt, &mut self.out);
                }
                if let Some((width, height)) = size {
                    write_attribute("width", &width.to_string(), &mut self.out);
                    if height > 0 {
                        write_attribute("height", &height.to_string(), &mut self.out);
                    }
                }
                if with_title && !title.is_empty() {
                    let title = self.markers().with_tex(title);
                    write_attribute("title", &title, &mut self.out);
                }
                // A picture on the first screen is what a reader waits for.
                let is_seen_first =
                    self.document.images.is_empty() && self.document.words < FIRST_SCREEN_WORDS;
                if !is_seen_first && !is_played(url) {
                    self.out.push_str(" loading=\"lazy\" decoding=\"async\"");
                }
                self.push(end);
            }
            None => escape_text(alt, &mut self.out),
        }
        self.document.images.push(Image { url: url.to_owned(), target, alt: alt.to_owned(), span });
    }
}
