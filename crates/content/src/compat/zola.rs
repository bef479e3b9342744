//! Zola's shortcodes: `{{ name(key="value") }}`, and `{% name(key="value") %}` up to `{% end %}`.

use std::ops::Range;

use super::{attributes::Attributes, edits::Piece, liquid::Templates, markup, source::Source};

/// A call: its name, and where its arguments stand.
pub(super) struct Call<'a> {
    name: &'a str,
    arguments: Range<usize>,
}

impl<'a> Templates<'_, 'a> {
    /// The call that is all of what stands in `inside`.
    pub(super) fn call(&self, inside: Range<usize>) -> Option<Call<'a>> {
        let text = &self.source.text[inside.clone()];
        let start = inside.start + text.len() - text.trim_start().len();
        let text = text.trim();
        let (name, arguments) = text.strip_suffix(')')?.split_once('(')?;
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let start = start + name.len() + 1;
        is_name.then_some(Call { name, arguments: start..start + arguments.len() })
    }

    /// Translates `{{ name(…) }}`.
    pub(super) fn inline_call(&mut self, call: &Call<'a>, range: Range<usize>) {
        let attributes = Attributes::parse(self.source.text, call.arguments.clone());
        let id = attributes.get(&["id", "src", "url"]).map(|id| id.plain());
        let id = id.or(attributes.id.map(str::to_owned));
        let text = attributes.get(&["text", "body", "content"]);
        match (call.name, id, text) {
            ("toc" | "table_of_contents", ..) => self.remove(range),
            ("youtube", Some(id), _) => self.put(range, markup::youtube(&id)),
            ("vimeo", Some(id), _) => self.put(range, markup::vimeo(&id)),
            ("katex" | "math", _, Some(text)) => {
                let is_block = attributes.get(&["block"]).is_some_and(|block| block.text == "true");
                markup::formula(self.source, self.edits, range, text.piece(), is_block);
            }
            ("gist", Some(url), _) => self.put(range, markup::link_card(&url)),
            (name, _, Some(text)) if admonition(name, &attributes).is_some() => {
                let line_break = markup::blank_line(&self.source.continuation(range.start));
                let mut pieces = open_admonition(self.source, range.start, name, &attributes);
                pieces.extend([line_break.clone().into(), text.piece(), line_break.into(), "</div>".into()]);
                self.wrap(range, pieces);
            }
            ("add_src_to_code_block", ..) => self.remove(range),
            ("multilingual_quote", ..) => {
                let part =
                    |key: &str| attributes.get(&[key]).map(|text| vec![text.piece()]).unwrap_or_default();
                let mut pieces = vec!["<blockquote>".into()];
                for key in ["original", "translated", "author"] {
                    pieces.push("<p>".into());
                    pieces.extend(part(key));
                    pieces.push("</p>".into());
                }
                pieces.push("</blockquote>".into());
                self.wrap(range, pieces);
            }
            (_, _, Some(text)) if let Some(url) = attributes.get(&["url", "href", "link"]) => {
                self.edits
                    .splice(range, vec!["[".into(), text.piece(), ["](", url.text, ")"].concat().into()]);
            }
            (_, _, Some(text)) => self.edits.splice(range, vec![text.piece()]),
            (name, ..)
                if (is_image(name) || attributes.get(&["light_src", "default_src"]).is_some())
                    && self.figure(&attributes, range.clone(), false) => {}
            (name, ..) => self.report("compat/shortcode", format!("{{{{ {name}() }}}}"), range),
        }
    }

    /// Translates `{% name(…) %}`; what ends it is put at its `{% end %}`. Returns where to go on.
    pub(super) fn block_call(&mut self, call: &Call<'a>, range: Range<usize>) -> usize {
        let attributes = Attributes::parse(self.source.text, call.arguments.clone());
        let open: Vec<Piece> = match call.name {
            "mermaid" | "katex" | "math" | "m" => return self.verbatim_call(call.name, &attributes, range),
            "details" | "spoiler" | "collapse" => {
                let summary = attributes.get(&["summary", "title", "clickable", "name"]);
                self.ends.push(Some("</details>"));
                markup::open_details(self.source, range.start, summary.map(|summary| summary.piece()))
            }
            "quote" => {
                self.ends.push(Some("</blockquote>"));
                let by = attributes.get(&["author"]).map(|author| markup::label(author.text));
                markup::open_quote(self.source, range.start, by)
            }
            name if admonition(name, &attributes).is_some() => {
                self.ends.push(Some("</div>"));
                open_admonition(self.source, range.start, name, &attributes)
            }
            // What it holds is the caption.
            name if is_image(name) && self.figure(&attributes, range.clone(), false) => {
                self.ends.push(Some(""));
                return range.end;
            }
            // Whatever it draws around it, it is there to show what it holds.
            _ if self.end_tag("", range.end).is_some() => {
                self.ends.push(Some(""));
                self.leave_out(range.clone(), Vec::new());
                return range.end;
            }
            name => {
                self.ends.push(None);
                self.report("compat/shortcode", format!("{{% {name}() %}}"), range.clone());
                return range.end;
            }
        };
        self.wrap(range.clone(), open);
        range.end
    }

    /// A call whose content is not Markdown.
    fn verbatim_call(&mut self, name: &str, attributes: &Attributes<'a>, range: Range<usize>) -> usize {
        let Some(close) = self.end_tag("", range.end) else {
            self.report("compat/shortcode", format!("{{% {name}() %}}"), range.clone());
            return range.end;
        };
        let end = close.end;
        if name == "mermaid" {
            self.put_code(range, name, close);
        } else {
            let is_block = attributes.get(&["block"]).is_some_and(|block| block.text == "true");
            let is_apart = name == "math" && self.source.rest(range.end).starts_with('\n');
            self.formula(range, close, is_block || is_apart);
        }
        end
    }

    /// Translates `{% end %}`; false if nothing of ours is open.
    pub(super) fn end_call(&mut self, range: Range<usize>) -> bool {
        match self.ends.pop() {
            Some(Some("")) => self.leave_out(range, Vec::new()),
            Some(Some(end)) => self.wrap(range, vec![end.into()]),
            Some(None) => {}
            None => return false,
        }
        true
    }
}

fn is_image(name: &str) -> bool {
    ["figure", "image", "img", "resize"].iter().any(|part| name.contains(part))
}

/// The class and title of the alert that a call means.
fn admonition(name: &str, attributes: &Attributes<'_>) -> Option<(&'static str, &'static str)> {
    let kind = attributes.get(&["type", "kind", "name", "level"]).and_then(|kind| markup::alert(kind.text));
    match name {
        "admonition" | "alert" | "callout" | "aside" | "hint" | "notice" => kind.or(markup::alert("note")),
        name => markup::alert(name),
    }
}

fn open_admonition(source: &Source<'_>, at: usize, name: &str, attributes: &Attributes<'_>) -> Vec<Piece> {
    let (class, title) = admonition(name, attributes).unwrap_or(("note", "Note"));
    let own = attributes.get(&["title", "header"]);
    markup::open_alert(source, at, class, own.map_or(title.into(), |own| own.piece()))
}
