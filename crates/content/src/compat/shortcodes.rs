//! Hugo's shortcodes, `{{< … >}}` and `{{% … %}}`, and those of Quarto that look the same.

mod read;

use std::ops::Range;

use self::read::{MAX_ARGUMENTS, Shortcode, pairs, read};
use super::{attributes::Attributes, liquid::Templates, markup, pandoc::theorems};
use crate::diagnostic::{Diagnostic, words};

/// How a shortcode begins that is shown, not called.
const SHOWN: [&str; 2] = ["{{</*", "{{%/*"];

impl<'a> Templates<'_, 'a> {
    pub(super) fn shortcode(&mut self, at: usize) -> Option<usize> {
        if let Some(end) = self.shown_shortcode(at) {
            return Some(end);
        }
        let Shortcode { name, closing, arguments, range } = read(self.source.text, at)?;
        let end = range.end;
        let text = self.source.text;
        let attributes = Attributes::parse(text, arguments.clone());
        let first = attributes.words.first().copied();
        match name {
            name if name.ends_with(".inline") => return Some(self.inline(closing, range)),
            // What is in the file is not known here; its name is nothing to read.
            "include" => {
                let message = words!("the file of `include` is not put in");
                self.edits.report(
                    Diagnostic::warning("compat/shortcode", range.clone(), message)
                        .with_help("copy its text into the post"),
                );
                self.remove(range);
            }
            "discord" => self.discord(closing, &attributes, range),
            "katex" | "math" | "mathjax" | "latex" if !closing => {
                return Some(self.mathematics(&attributes, range));
            }
            "rawhtml" | "raw-html" | "rawHTML" | "raw" | "unsafe" | "html" | "katex" | "math" | "mathjax"
            | "latex" => self.remove(range),
            // An icon shows no words; one that is all there is of a link has its name.
            "fa" | "bi" | "iconify" if text[..range.start].ends_with('[') && text[end..].starts_with(']') => {
                let name = attributes.words.last().map_or("", |name| name.text);
                self.put(range, name.to_owned());
            }
            "toc" | "pagebreak" | "fa" | "bi" | "iconify" => self.remove(range),
            "mermaid" if !closing => {
                let close = self.end_shortcode(end)?;
                self.put_code(range, name, close.clone());
                return Some(close.end);
            }
            // What is to be drawn is JavaScript.
            "chart" if !closing => {
                self.unknown_shortcode(name, range.clone());
                let close = self.end_shortcode(end)?;
                self.put_code(range, "js", close.clone());
                return Some(close.end);
            }
            "tabs" | "tabpane" => {
                // Some name all of their tabs.
                let names = attributes.get(&["items"]).map_or("", |items| items.text);
                self.tabs = names.split(',').rev().map(str::trim).filter(|name| !name.is_empty()).collect();
                self.wrap(range, Vec::new());
            }
            "tab" if closing => self.wrap(range, Vec::new()),
            "tab" => {
                let label = attributes.get(&["name", "title", "label", "header"]).or(first);
                let label = label.map(|label| label.text).or_else(|| self.tabs.pop());
                self.wrap(range, label.map_or(Vec::new(), markup::label));
            }
            "details" | "collapse" | "expand" | "spoiler" if closing => {
                self.wrap(range, vec!["</details>".into()]);
            }
            "details" | "collapse" | "expand" | "spoiler" => {
                let summary = attributes.get(&["summary", "title", "label", "text"]).or(first);
                let summary = summary.map(|summary| summary.piece());
                let details = markup::open_details(self.source, range.start, summary);
                self.wrap(range, details);
            }
            "alert" | "callout" | "notice" | "admonition" | "hint" | "note" | "tip" | "warning" | "info" => {
                if closing {
                    self.wrap(range, vec!["</div>".into()]);
                } else if self.end_shortcode(end).is_some() {
                    let kind = attributes.get(&["type", "context", "class", "level"]).or(first);
                    let kind = kind.and_then(|kind| markup::alert(kind.text)).or(markup::alert(name));
                    let (class, title) = kind.unwrap_or(("note", "Note"));
                    // The kind first, then the title.
                    let second = attributes.words.get(1).copied();
                    // One that is named by its kind has the title alone.
                    let names_kind =
                        markup::alert(name).is_some() && !matches!(name, "alert" | "admonition" | "hint");
                    let first = first.filter(|first| names_kind && markup::alert(first.text).is_none());
                    let own = attributes.get(&["title", "heading", "text"]).or(second).or(first);
                    let title = own.map_or(title.into(), |own| own.piece());
                    let alert = markup::open_alert(self.source, range.start, class, title);
                    self.wrap(range, alert);
                } else if let Some(text) = attributes.get(&["text", "content"]) {
                    let (class, title) = markup::alert(name).unwrap_or(("note", "Note"));
                    let alert =
                        markup::alert_with(self.source, range.start, class, title.into(), text.piece());
                    self.wrap(range, alert);
                } else {
                    self.unknown_shortcode(name, range);
                }
            }
            "highlight" if !closing => {
                let close = self.end_shortcode(end)?;
                let words: Vec<_> = attributes.words.iter().map(|word| word.text).collect();
                let mut info = words.join(" ");
                for (key, value) in &attributes.pairs {
                    info.push_str(&format!(" {key}=\"{}\"", value.text));
                }
                self.put_code(range, &info, close.clone());
                return Some(close.end);
            }
            "comment" if !closing => {
                let close = self.end_shortcode(end)?;
                self.remove(range.start..close.end);
                return Some(close.end);
            }
            "figure" | "img" | "image" | "fig" if !closing => {
                if self.figure(&attributes, range.clone(), false) {
                } else if self.end_shortcode(end).is_some() {
                    self.ends.push(Some("</figure>"));
                    let caption = attributes.get(&["caption", "title"]).map(|caption| caption.piece());
                    let mut pieces = vec!["<figure class=\"figure\">".into()];
                    if let Some(caption) = caption {
                        pieces.extend(["<figcaption>".into(), caption, "</figcaption>".into()]);
                    }
                    self.wrap(range, pieces);
                } else {
                    self.unknown_shortcode(name, range);
                }
            }
            "figure" if self.end_call(range.clone()) => {}
            "figure" => self.remove(range),
            "youtube" => match attributes.get(&["id", "src"]).or(first) {
                Some(video) => self.put(range, markup::youtube(video.text)),
                None => match attributes.id {
                    Some(id) => self.put(range, markup::youtube(id)),
                    None => self.unknown_shortcode(name, range),
                },
            },
            "video" => match attributes.get(&["src", "url"]).or(first) {
                Some(video) => self.put(range, super::liquid::video(&video.plain())),
                None => self.unknown_shortcode(name, range),
            },
            "color" if closing && self.is_alone(&range) => self.wrap(range, vec!["</div>".into()]),
            "color" if closing => self.edits.replace(range, "</span>"),
            "color" if attributes.words.len() > 1 || first.is_some() && self.end_shortcode(end).is_some() => {
                let color = first.map_or(String::new(), |color| color.plain());
                let mut style = String::new();
                crate::html::write_attribute("style", &["color: ", &color].concat(), &mut style);
                let span = ["<span", &style, ">"].concat();
                if let Some(text) = attributes.words.get(1) {
                    self.edits.splice(range, vec![span.into(), text.piece(), "</span>".into()]);
                } else if self.is_alone(&range) {
                    self.wrap(range, vec![["<div", &style, ">"].concat().into()]);
                } else {
                    self.edits.replace(range, span);
                }
            }
            "kbd" if first.is_some() => {
                let key = first.map(|key| format!("<kbd>{}</kbd>", markup::inert(key.text)));
                self.edits.replace(range, key.unwrap_or_default());
            }
            "vimeo" => match first.map(|id| id.text).or(attributes.id) {
                Some(id) => self.put(range, markup::vimeo(id)),
                None => self.unknown_shortcode(name, range),
            },
            "tweet" | "twitter" | "x" | "twitter_simple" | "x_simple" => {
                let user = attributes.get(&["user"]).map(|user| user.text);
                match (user, attributes.id.or(first.map(|id| id.text))) {
                    (Some(user), Some(id)) => {
                        self.put(
                            range,
                            markup::link_card(&format!("https://twitter.com/{user}/status/{id}")),
                        );
                    }
                    (None, Some(id)) => self.put(range, markup::tweet(id)),
                    _ => self.unknown_shortcode(name, range),
                }
            }
            "gist" => match attributes.words.as_slice() {
                [user, id, ..] => {
                    let url = format!("https://gist.github.com/{}/{}", user.text, id.text);
                    self.put(range, markup::link_card(&url));
                }
                _ => self.unknown_shortcode(name, range),
            },
            "ref" | "relref" => match attributes.get(&["path"]).or(first) {
                Some(path) => self.edits.replace(range, reference(path.text)),
                None => self.unknown_shortcode(name, range),
            },
            name if let Some(theorem) = theorems::named(name)
                && (closing || self.end_shortcode(end).is_some()) =>
            {
                let label = attributes.get(&["label"]).filter(|label| label.text.contains(' '));
                let title = attributes.get(&["title", "name", "note"]).or(first).or(label);
                let id = attributes.id.unwrap_or_default();
                let title = theorems::title(self.source, theorem, 0, id, title.map(|title| title.piece()));
                let note = markup::open_alert(self.source, range.start, "note", title);
                self.wrap(range, if closing { vec!["</div>".into()] } else { note });
            }
            "sidenote" | "marginnote" if closing => self.edits.replace(range, "</d-footnote>"),
            "sidenote" | "marginnote" if self.end_shortcode(end).is_some() => {
                self.edits.replace(range, "<d-footnote>");
            }
            // A button or card is a link.
            _ if !closing && let Some(end) = self.link_around(&attributes, &range) => return Some(end),
            name if closing && self.is_open(&["/", name].concat()) => self.leave_out(range, Vec::new()),
            // Whatever it draws around it, it is there to show what it holds.
            name if !closing && self.end_shortcode(end).is_some() => {
                self.open_pair(["/", name].concat(), "compat/shortcode", &shown_name(name), range.clone());
                let label = attributes
                    .get(&["title", "caption", "author"])
                    .or(first.filter(|first| first.text.contains(' ')));
                self.leave_out(range, label.map_or(Vec::new(), |label| markup::label(label.text)));
            }
            _ => self.unknown_shortcode(name, range),
        }
        Some(end)
    }

    /// A link with the words that a shortcode stands around, if it has an address and they can be in one. Returns where to go
    /// on.
    fn link_around(&mut self, attributes: &Attributes<'_>, open: &Range<usize>) -> Option<usize> {
        let href = attributes.get(&["href", "link", "url", "relref"])?;
        let close = self.end_shortcode(open.end)?;
        let inside = open.end..close.start;
        let text = &self.source.text[inside.clone()];
        if text.contains("\n\n") || text.contains(['[', '<', '{']) {
            return None;
        }
        let is_post = attributes.get(&["relref"]).is_some();
        let href = if is_post { reference(href.text) } else { href.plain() };
        let words = self.source.trimmed(inside);
        self.edits.replace(open.start..words.start, "[");
        self.edits.replace(words.end..close.end, ["](<", &href, ">)"].concat());
        Some(close.end)
    }

    /// Those that are shown in code.
    pub(super) fn shown_in_code(&mut self) {
        for sign in SHOWN {
            let mut from = 0;
            while let Some(at) = studybuddy_text::find(self.source.text, sign, from) {
                from = at + 1;
                if self.source.is_literal(at) {
                    self.shown_shortcode(at);
                }
            }
        }
    }

    /// `{{</* x */>}}` shows `{{< x >}}`.
    fn shown_shortcode(&mut self, at: usize) -> Option<usize> {
        let rest = self.source.rest(at);
        let rest = &rest[..rest.floor_char_boundary(MAX_ARGUMENTS)];
        if !SHOWN.iter().any(|sign| rest.starts_with(sign)) {
            return None;
        }
        let close = rest.split('\n').next()?.find("*/")?;
        self.edits.remove(at + 3..at + 5);
        self.edits.remove(at + close..at + close + 2);
        Some(at + close + 5)
    }

    /// `{{< katex >}}` around a formula; some themes want it around formulas with dollars, or alone, as a switch.
    /// Returns where to go on.
    fn mathematics(&mut self, attributes: &Attributes<'_>, range: Range<usize>) -> usize {
        let end = range.end;
        let Some(close) = self.end_shortcode(end) else {
            self.remove(range);
            return end;
        };
        let content = &self.source.text[end..close.start];
        let has_delimiters = ["$", "\\(", "\\["].iter().any(|delimiter| content.contains(delimiter));
        if has_delimiters || content.trim().is_empty() {
            self.remove(range);
            return end;
        }
        let display = attributes.words.iter().any(|word| matches!(word.text, "display" | "/block"))
            || attributes.get(&["display"]).is_some_and(|value| value.text == "true")
            || content.trim_end().contains('\n');
        let close_end = close.end;
        self.formula(range, close, display);
        close_end
    }

    /// A template of Go in the text of a post: its actions go, what they stand around stays. Returns where to go on.
    fn inline(&mut self, closing: bool, range: Range<usize>) -> usize {
        let end = range.end;
        self.remove(range);
        let Some(close) = self.end_shortcode(end).filter(|_| !closing) else { return end };
        let mut at = end;
        while let Some(open) = studybuddy_text::find(&self.source.text[..close.start], "{{", at) {
            let Some(length) = self.source.text[open..close.start].find("}}") else { break };
            at = open + length + 2;
            self.remove(open..at);
        }
        let end = close.end;
        self.remove(close);
        end
    }

    /// A talk, as EleutherAI's blog shows it.
    fn discord(&mut self, closing: bool, attributes: &Attributes<'_>, range: Range<usize>) {
        let text = |at: usize| attributes.words.get(at).map_or("", |word| word.text);
        match text(0) {
            "/message" if closing => self.wrap(range, vec!["</blockquote>".into()]),
            "/message" => {
                let by = markup::label(attributes.get(&["handle"]).map_or("", |name| name.text));
                let quote = markup::open_quote(self.source, range.start, Some(by));
                self.wrap(range, quote);
            }
            _ if closing || attributes.words.len() < 2 => self.remove(range),
            _ => self.edits.replace(range, markup::inert(text(1))),
        }
    }

    fn unknown_shortcode(&mut self, name: &str, range: Range<usize>) {
        if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            self.report("compat/shortcode", shown_name(name), range);
        }
    }

    /// The end of the shortcode that opens up to `open`.
    fn end_shortcode(&mut self, open: usize) -> Option<Range<usize>> {
        let text = self.source.text;
        let pairs = self.pairs.get_or_insert_with(|| pairs(text));
        let at = pairs.partition_point(|(end, _)| *end < open);
        pairs.get(at).filter(|(end, _)| *end == open)?.1.clone()
    }
}

/// A shortcode as its author knows it.
fn shown_name(name: &str) -> String {
    ["{{< ", name, " >}}"].concat()
}

/// The file that a reference names: with its extension, and below the folder of posts.
fn reference(path: &str) -> String {
    let (file, fragment) = path.split_at(path.find('#').unwrap_or(path.len()));
    let is_file = file.is_empty() || file.ends_with(".md") || file.ends_with(".markdown");
    let file = if is_file { file.to_owned() } else { format!("{}.md", file.trim_end_matches('/')) };
    let below = ["posts/", "post/", "blog/"]
        .iter()
        .find_map(|folder| file.trim_start_matches('/').strip_prefix(folder));
    below.map_or(format!("{file}{fragment}"), |post| format!("/posts/{post}{fragment}"))
}
