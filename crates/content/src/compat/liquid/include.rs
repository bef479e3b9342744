//! `{% include … %}`: what the themes' includes draw, by the names that themes give them.

use std::ops::Range;

use super::{
    super::{
        attributes::{Attributes, Value},
        images::{alt, open_link},
        markup,
        pandoc::theorems,
        wikilinks::is_shown,
    },
    Templates,
    output::expand,
};
use crate::html::{without_look, write_attribute};

/// Includes that set a page up.
const SETUP: [&str; 6] = ["base_path", "setup", "math", "analytics", "comments", "disqus"];

/// And parts of the names of those that set formulas up.
const FORMULAS: [&str; 4] = ["mathjax", "mathjs", "katex", "latex"];

/// Where other hosts of films and sounds have the pages of what they show, by its id.
const PAGES: [(&str, &str); 3] = [
    ("bilibili", "https://www.bilibili.com/video/"),
    ("spotify", "https://open.spotify.com/track/"),
    ("twitch", "https://www.twitch.tv/videos/"),
];

impl<'a> Templates<'_, 'a> {
    /// Translates an include; false if its name or parameters are not known.
    pub(super) fn include(&mut self, arguments: Range<usize>, range: Range<usize>) -> bool {
        let mut attributes = Attributes::parse(self.source.text, arguments);
        let Some(file) = attributes.words.first().copied() else { return false };
        let mut is_captured = false;
        for (name, value) in &mut attributes.pairs {
            if let Some(text) = self.captured(value.text) {
                *value = text;
                is_captured = true;
            }
            // Distill's figures are as wide as the text, and a hundred is all of it.
            if *name == "width" && value.text == "100" && file.text.starts_with("figure.") {
                value.text = "100%";
            }
        }
        if self.only_captured && !is_captured && !file.text.contains("details") {
            return false;
        }
        // Chirpy's draw titles.
        let is_embed = file.text.starts_with("embed/");
        let file = file.text.rsplit('/').next().unwrap_or_default();
        let name = file.split('.').next().unwrap_or_default().to_ascii_lowercase();
        let text =
            attributes.get(&["caption", "description", "text", "note", "content", "footnote", "title"]);
        let id = attributes.get(&[
            "id",
            "youtube_id",
            "video_id",
            "video",
            "url",
            "src",
            "path",
            "link",
            "content",
        ]);
        let id = attributes.id.map(str::to_owned).or(id.map(|id| id.plain()));
        let provider = attributes.get(&["provider"]).map_or("", |provider| provider.text);
        if let Some(formula) = attributes.get(&["tex", "latex", "formula", "equation"]) {
            let is_display = self.is_block_place(&range);
            markup::formula(self.source, self.edits, range, formula.piece(), is_display);
            return true;
        }
        let code = attributes.get(&["code", "content"]).filter(|_| name.contains("code"));
        // What marks code as such itself is a text.
        if let Some(code) =
            code.filter(|code| !["```", "highlight"].iter().any(|sign| code.text.contains(sign)))
        {
            let language = attributes.get(&["lang", "language"]).map_or("", |language| language.text);
            let pieces = vec![["```", language, "\n"].concat().into(), code.piece(), "\n```".into()];
            self.wrap(range, pieces);
            return true;
        }
        let sets_up = SETUP.contains(&name.as_str())
            || (FORMULAS.iter().any(|part| name.contains(part))
                && attributes.pairs.is_empty()
                && !file.ends_with(".md"));
        match name.as_str() {
            "toc" => self.remove(range),
            // They bring no words, but scripts and settings.
            _ if sets_up => self.remove(range),
            name if name.contains("youtube") || provider == "youtube" => match id {
                Some(id) => self.put(range, markup::youtube(&id)),
                None => return false,
            },
            name if name == "vimeo" || provider == "vimeo" => match id {
                Some(id) => self.put(range, markup::vimeo(&id)),
                None => return false,
            },
            "sidenote" | "marginnote" | "footnote" | "margin-note" => match text {
                Some(text) => {
                    self.edits
                        .splice(range, vec!["<d-footnote>".into(), text.piece(), "</d-footnote>".into()]);
                }
                None => return false,
            },
            name if name.contains("caption") && text.is_some() && self.image(&attributes, true).is_none() => {
                let Some(text) = text else { return false };
                self.put_block(range, vec!["<p class=\"caption\">".into(), text.piece(), "</p>".into()]);
            }
            name if is_figure(name) => return self.figure(&attributes, range, true),
            "video" | "audio" => match attributes.get(&["path", "src", "url"]) {
                Some(path) => {
                    let path = markup::site_path(&path.plain());
                    let media = if name == "video" { video(&path) } else { media("audio", &path) };
                    let mut pieces = vec![media.into()];
                    let title = attributes.get(&["title"]).filter(|_| is_embed);
                    if let Some(caption) = attributes.get(&["caption"]).or(title) {
                        pieces.extend(["\n<p class=\"caption\">".into(), caption.piece(), "</p>".into()]);
                    }
                    self.put_block(range, pieces);
                }
                None => return false,
            },
            name if is_embed && let Some((_, page)) = PAGES.iter().find(|(host, _)| *host == name) => {
                match id {
                    Some(id) => self.put(range, markup::link_card(&[page, &*id].concat())),
                    None => return false,
                }
            }
            name => {
                let kind = attributes.get(&["type"]).map_or(name.to_owned(), |kind| kind.plain());
                if let (Some((class, title)), Some(text)) = (markup::alert(&kind), text) {
                    let alert =
                        markup::alert_with(self.source, range.start, class, title.into(), text.piece());
                    self.wrap(range, alert);
                } else {
                    return self.block_of_text(&attributes, &[&kind, name], range);
                }
            }
        }
        true
    }

    /// What an include of the author's own makes of a text: a disclosure, a theorem, or else a part with a title, and a
    /// proof below; false if it is given none.
    fn block_of_text(&mut self, attributes: &Attributes<'a>, kinds: &[&str], range: Range<usize>) -> bool {
        let folds = kinds.iter().any(|kind| kind.contains("details") || kind.contains("collapse"));
        let variable = |name| self.captured(name).filter(|_| folds);
        let text =
            attributes.get(&["content", "statement", "text", "body", "definition"]).or(variable("details"));
        let title = attributes.get(&["name", "title", "summary", "term"]).or(variable("summary"));
        let proof = attributes.get(&["proof"]);
        let source = self.source;
        let line_break = || markup::blank_line(&source.continuation(range.start)).into();
        let mut pieces = Vec::new();
        if let Some(text) = text {
            let theorem = kinds.iter().find_map(|kind| theorems::named(kind));
            let title = title.map(Value::piece);
            if let Some(kind) = theorem {
                let title = theorems::title(source, kind, 0, "", title);
                pieces = markup::alert_with(source, range.start, "note", title, text.piece());
            } else if folds {
                pieces = markup::open_details(source, range.start, title);
                pieces.extend([line_break(), text.piece(), line_break(), "</details>".into()]);
            } else {
                pieces = title.map_or_else(Vec::new, |title| markup::label(title.text(source)));
                pieces.extend([line_break(), text.piece()]);
            }
            pieces.push(line_break());
        }
        if let Some(proof) = proof {
            pieces.extend(markup::alert_with(source, range.start, "note", "Proof".into(), proof.piece()));
        }
        let is_known = !pieces.is_empty();
        if is_known {
            self.wrap(range, pieces);
        }
        is_known
    }

    /// The picture of a plugin, `{% responsive_image path: a.png alt: "B" %}` or `{% picture preset a.png --alt B %}`; false if it
    /// names none.
    pub(super) fn picture(&mut self, arguments: Range<usize>, range: Range<usize>) -> bool {
        let text = self.source.text;
        let attributes = Attributes::with_colons(text, arguments.clone());
        if attributes.get(&["path"]).is_some() {
            return self.figure(&attributes, range, true);
        }
        let words = Attributes::parse(text, arguments.clone()).words;
        let Some(path) = words.iter().find(|word| is_shown(word.text)) else { return false };
        let Some(path) = expand(&path.plain()) else { return false };
        let alt = text[arguments].split(" --").find_map(|option| option.strip_prefix("alt "));
        let alt = alt.unwrap_or_default().trim().to_owned();
        let image = markup::Image { src: markup::site_path(&path), alt, ..Default::default() };
        self.edits.replace(range, image.html());
        true
    }

    /// The start of a figure around what its plugin draws, with its caption.
    pub(super) fn open_figure(&mut self, arguments: Range<usize>, range: Range<usize>) {
        let attributes = Attributes::with_colons(self.source.text, arguments.clone());
        let named = Attributes::parse(self.source.text, arguments);
        let id = attributes.get(&["label"]).map_or("", |label| label.text);
        let mut html = String::from("<figure class=\"figure\"");
        if !id.is_empty() {
            write_attribute("id", id, &mut html);
        }
        let mut pieces = vec![(html + ">").into()];
        if let Some(caption) = attributes.get(&["caption"]).or(named.get(&["caption", "title"])) {
            let blank = markup::blank_line(&self.source.continuation(range.start));
            pieces.extend([
                "<figcaption>".into(),
                blank.clone().into(),
                caption.piece(),
                blank.into(),
                "</figcaption>".into(),
            ]);
        }
        self.ends.push(Some("</figure>"));
        self.wrap(range, pieces);
    }

    /// Puts the figure that a list of parameters describes; false if it names no image.
    pub(in super::super) fn figure(
        &mut self,
        attributes: &Attributes<'a>,
        range: Range<usize>,
        rooted: bool,
    ) -> bool {
        let Some(mut image) = self.image(attributes, rooted) else { return false };
        let caption = attributes.get(&["caption", "description", "text"]);
        // Hugo has readers who do not see a figure hear its caption.
        if let Some(caption) = caption.filter(|_| !rooted && image.alt.is_empty()) {
            let start = caption.start;
            image.alt = without_look(&alt(self.source, start..start + caption.text.len()));
        }
        if !self.is_block_place(&range) {
            image.title = caption.map_or(image.title, |caption| caption.plain());
            self.edits.replace(range, image.html());
            return true;
        }
        let mut link = attributes.get(&["link", "href"]).map(|link| link.plain()).unwrap_or_default();
        // A picture that shows itself in full.
        if link == "true" {
            link.clone_from(&image.src);
        }
        // Hugo draws a figure's title in its caption, and Jekyll's themes beside the pointer.
        let title = attributes.get(&["title"]).filter(|_| caption.is_none() && !rooted);
        if title.is_some() {
            image.title.clear();
        }
        // So does it whom the figure is from.
        let from = attributes.get(&["attr"]).filter(|_| !rooted);
        let address = attributes.get(&["attrlink"]).map(|address| open_link(&address.plain()));
        let caption = match from {
            Some(from) => {
                let parts = [
                    caption.or(title).map_or("", |caption| caption.text),
                    " ",
                    address.as_deref().unwrap_or_default(),
                    from.text,
                    if address.is_some() { "</a>" } else { "" },
                ];
                Some(parts.concat().trim().to_owned().into())
            }
            None => caption.or(title).map(|caption| caption.piece()),
        };
        let figure = image.figure(caption, &link, self.source, range.start);
        self.put_block(range, figure);
        true
    }
}

fn is_figure(name: &str) -> bool {
    ["figure", "image", "img", "picture", "photo", "maincolumn", "fullwidth", "aligner"]
        .iter()
        .any(|part| name.contains(part))
        || name == "fig"
}

/// A film at an address, or a player for it.
pub(in super::super) fn video(path: &str) -> String {
    markup::player(path).unwrap_or_else(|| media("video", path))
}

/// A film or sound, as an element of this name.
fn media(name: &str, path: &str) -> String {
    let mut html = ["<", name, " controls"].concat();
    write_attribute("src", path, &mut html);
    html + "></" + name + ">"
}
