//! `{% … %}`: the tags of Jekyll and of its common plugins.

use std::ops::Range;

use super::{
    super::{
        attributes::{Attributes, Value},
        edits::Piece,
        kramdown, markup,
        pandoc::theorems,
        source::Source,
    },
    Templates,
};

/// One tag: its name, and where its arguments stand.
pub(super) struct Tag<'a> {
    name: &'a str,
    arguments: Range<usize>,
    range: Range<usize>,
}

impl<'a> Templates<'_, 'a> {
    pub(super) fn tag(&mut self, at: usize) -> Option<usize> {
        let tag = read_tag(self.source.text, at)?;
        let Tag { name, arguments, range } = tag;
        if self.only_captured {
            match name {
                "capture" | "assign" | "include" | "include_cached" => {}
                "raw" | "comment" | "highlight" => {
                    return self.end_tag(name, range.end).map(|close| close.end);
                }
                _ => return Some(range.end),
            }
        } else if let Some(call) = self.call(range.start + 2..range.end - 2) {
            return Some(self.block_call(&call, range));
        }
        let text = self.source.text;
        let argument = text[arguments.clone()].trim().trim_matches(['"', '\'']);
        match name {
            "end" | "endhint" | "endtabs" | "endtab" | "endcode" | "endstepper" | "endstep"
            | "endcontent-ref" | "endquote" | "endblockquote" | "endfigure"
                if self.end_call(range.clone()) => {}
            "hint" | "tabs" | "tab" | "code" | "stepper" | "step" | "content-ref" | "quote"
            | "blockquote"
                if self.source.is_prose(range.start) && self.end_tag(name, range.end).is_some() =>
            {
                self.open_block(name, arguments, range.clone());
            }
            // What stands in `katexmm` is Markdown with formulas, as everything is here.
            "toc" | "katexmm" | "endkatexmm" => self.remove(range.clone()),
            "raw" => {
                let Some(close) = self.end_tag(name, range.end) else {
                    self.unknown(name, range.clone());
                    return Some(range.end);
                };
                self.remove(range);
                self.remove(close.clone());
                return Some(close.end);
            }
            "comment" => {
                let close = self.end_tag(name, range.end)?;
                self.remove(range.start..close.end);
                return Some(close.end);
            }
            "capture" => {
                let close = self.end_tag(name, range.end)?;
                let inner = text[range.end..close.start].trim();
                let start = close.start - text[range.end..close.start].trim_start().len();
                self.captures.push((argument, Value { text: inner, start }));
                self.remove(range.start..close.end);
                return Some(close.end);
            }
            "assign" if let Some((name, value)) = assignment(text, arguments.clone()) => {
                self.captures.push((name, value));
                if !self.only_captured {
                    self.remove(range.clone());
                }
            }
            "highlight" | "codeblock" => {
                let close = self.end_tag(name, range.end)?;
                let info = argument.trim_start_matches("lang:").replace("mark_lines", "hl_lines");
                self.raw_in_code(range.end..close.start);
                self.put_code(range, &info, close.clone());
                return Some(close.end);
            }
            "math" | "katex" | "m" => {
                let close = self.end_tag(name, range.end)?;
                self.formula(range, close.clone(), name == "math" || argument == "display");
                return Some(close.end);
            }
            "details" => {
                let title = unquoted(self.source, arguments);
                self.wrap(range.clone(), markup::open_details(self.source, range.start, title));
            }
            "enddetails" => self.wrap(range.clone(), vec!["</details>".into()]),
            "include" | "include_relative" | "include_cached" => {
                if !self.include(arguments, range.clone()) {
                    let file = argument.split_whitespace().next().unwrap_or_default();
                    self.unknown(&format!("{name} {file}"), range.clone());
                }
            }
            "post_url" | "link" if argument.is_empty() || argument.contains("{{") => {
                self.unknown(name, range.clone());
            }
            "post_url" => {
                let file = argument.trim_start_matches('/').trim_end_matches(".md");
                self.edits.replace(range.clone(), format!("/posts/{}.md", file.replace(' ', "%20")));
            }
            "link" => {
                let path = argument.trim_start_matches('/').replace(' ', "%20");
                let path =
                    path.strip_prefix("_posts/").map_or(format!("/{path}"), |post| format!("/posts/{post}"));
                self.edits.replace(range.clone(), path);
            }
            "nocite" => self.remove(range.clone()),
            "cite" | "cite_details" | "citep" | "citet" | "reference" => {
                let keys = argument.split_whitespace().take_while(|word| !word.starts_with('-'));
                let keys: Vec<_> = keys.map(|key| key.trim_matches(',')).collect();
                self.edits.replace(range.clone(), markup::citation(&keys.join(",")));
            }
            "bibliography" | "references" => {
                self.edits.replace(range.clone(), markup::REFERENCES);
            }
            "twitter" | "tweet" => {
                let address =
                    argument.split_whitespace().next().unwrap_or_default().trim_matches(['"', '\'']);
                self.put(range.clone(), markup::tweet(address));
            }
            "mermaid" | "plantuml" | "graphviz" | "tikz" => {
                let close = self.end_tag(name, range.end)?;
                self.put_code(range, name, close.clone());
                return Some(close.end);
            }
            "gist" if !argument.is_empty() => {
                let gist = argument.split_whitespace().next().unwrap_or_default();
                self.put(range.clone(), markup::link_card(&format!("https://gist.github.com/{gist}")));
            }
            "youtube" => self.put(range.clone(), markup::youtube(argument)),
            "vimeo" => self.put(range.clone(), markup::vimeo(argument)),
            "embed" if !argument.is_empty() => {
                let address = Attributes::parse(text, arguments);
                let address = address.get(&["url"]).or(address.words.first().copied());
                let address = address.map_or(String::new(), |address| address.plain());
                self.put(
                    range.clone(),
                    markup::player(&address).unwrap_or_else(|| markup::link_card(&address)),
                );
            }
            "endembed" => self.remove(range.clone()),
            "fn" if !argument.is_empty() => {
                self.edits.replace(range.clone(), ["[^", argument, "]"].concat());
            }
            "sidenote" | "marginnote" | "marginfigure" | "maincolumn" | "fullwidth" | "newthought"
            | "epigraph" => {
                self.tufte(name, &Attributes::parse(text, arguments), range.clone());
            }
            "responsive_image" | "picture" | "lightbox" | "image"
                if self.picture(arguments.clone(), range.clone()) => {}
            "figure" if self.source.is_prose(range.start) && self.end_tag(name, range.end).is_some() => {
                self.open_figure(arguments, range.clone());
            }
            "if" | "unless" | "case" | "for" | "tablerow" => self.unknown(name, range.clone()),
            name if self.is_open(name) => {
                let opening = name.trim_start_matches("end");
                if markup::alert(opening).is_some() || theorems::named(opening).is_some() {
                    self.wrap(range.clone(), vec!["</div>".into()]);
                } else {
                    self.leave_out(range.clone(), Vec::new());
                }
            }
            name if self.source.is_prose(range.start) && self.end_tag(name, range.end).is_some() => {
                self.pair(name, arguments, range.clone());
            }
            _ => self.unknown(name, range.clone()),
        }
        Some(range.end)
    }

    /// The start of a block that a theme has defined: a note, a theorem, or something that is there to show what it
    /// holds.
    fn pair(&mut self, name: &str, arguments: Range<usize>, range: Range<usize>) {
        let text = self.source.text;
        let end = ["end", name].concat();
        let pieces = if let Some(alert) = markup::alert(name) {
            // Hexo has its kind first, and words for its look.
            let argument = text[arguments].trim();
            let (kind, title) = argument.split_once(' ').unwrap_or((argument, ""));
            let (class, own) = markup::alert(kind).unwrap_or(alert);
            let is_title = title.starts_with(|c: char| !c.is_ascii_lowercase());
            markup::open_alert(self.source, range.start, class, if is_title { title } else { own }.into())
        } else if let Some(theorem) = theorems::named(name) {
            let named = Attributes::parse(text, arguments.clone());
            let title = match named.pairs.as_slice() {
                [] => unquoted(self.source, arguments),
                _ => named.get(&["title", "caption", "name"]).map(Value::piece),
            };
            let id = named.get(&["label"]).map_or("", |label| label.text);
            let title = theorems::title(self.source, theorem, 0, named.id.unwrap_or(id), title);
            markup::open_alert(self.source, range.start, "note", title)
        } else {
            self.open_pair(end, "compat/liquid", &shown_name(name), range.clone());
            let title = Attributes::parse(text, arguments).get(&["title"]);
            return self.leave_out(range, title.map_or(Vec::new(), |title| markup::label(title.text)));
        };
        self.open_pair(end, "", "", range.clone());
        self.wrap(range, pieces);
    }

    /// `{% raw %}` goes in code, too, if its end stands in the same piece; what is between them stays, whatever it is.
    pub(super) fn raw_in_code(&mut self, code: Range<usize>) {
        let text = &self.source.text[..code.end];
        let mut at = code.start;
        let mut begin = None;
        while let Some(open) = studybuddy_text::find(text, "{%", at) {
            at = open + 2;
            match (read_tag(text, open), begin.clone()) {
                (Some(Tag { name: "raw", range, .. }), None) => begin = Some(range),
                (Some(Tag { name: "endraw", range, .. }), Some(raw)) => {
                    self.remove(raw);
                    self.remove(range);
                    begin = None;
                }
                _ => {}
            }
        }
    }

    /// The start of a block of GitBook, or of Jekyll's plugins, that holds Markdown.
    fn open_block(&mut self, name: &str, arguments: Range<usize>, range: Range<usize>) {
        let attributes = Attributes::parse(self.source.text, arguments.clone());
        let mut end = "";
        let pieces = match name {
            "hint" => {
                end = "</div>";
                let style = attributes.get(&["style"]).map_or("info", |style| style.text);
                let (class, title) = markup::alert(style).unwrap_or(("note", "Note"));
                markup::open_alert(self.source, range.start, class, title.into())
            }
            // jekyll-tabs has the name of the group first.
            "tab" => match (attributes.get(&["title"]), attributes.words.get(1)) {
                (Some(title), _) => markup::label(title.text),
                (_, Some(word)) => markup::label(&self.source.text[word.start..arguments.end]),
                _ => Vec::new(),
            },
            "quote" | "blockquote" => {
                end = "</blockquote>";
                let by = unquoted(self.source, arguments).map(|author| {
                    let author = author.text(self.source);
                    // The key of a work, as jekyll-scholar has it.
                    let is_key = !author.contains(' ') && author.contains(|c: char| c.is_ascii_digit());
                    if is_key { vec![markup::citation(author).into()] } else { markup::label(author) }
                });
                markup::open_quote(self.source, range.start, by)
            }
            // Without anything on its first line an item would be empty.
            _ if !self.source.continuation(range.start).is_empty() => {
                end = "</div>";
                vec!["<div>".into()]
            }
            _ => Vec::new(),
        };
        if name == "code" {
            let below = self.source.rest(range.end);
            let fence = self.source.text.len() - below.trim_start().len();
            kramdown::fence_title(self.source, self.edits, &attributes, fence);
        }
        self.ends.push(Some(end));
        self.wrap(range, pieces);
    }

    fn unknown(&mut self, name: &str, range: Range<usize>) {
        // An end tag is told with its start.
        let name =
            name.strip_prefix("end").filter(|name| self.reported.contains(&shown_name(name))).unwrap_or(name);
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
        if is_name {
            self.report("compat/liquid", shown_name(name), range);
        }
    }

    /// The end of the tag `name`, from `from` on.
    pub(in super::super) fn end_tag(&mut self, name: &str, from: usize) -> Option<Range<usize>> {
        let name = if name == "m" { "em".to_owned() } else { format!("end{name}") };
        let known = self.found.iter().position(|(known, _)| *known == name);
        let last = known.map(|known| &self.found[known].1);
        if let Some(last) = last.filter(|last| last.as_ref().is_none_or(|last| last.start >= from)) {
            return last.clone();
        }
        let found = find_tag(self.source.text, &name, from);
        match known {
            Some(known) => self.found[known].1 = found.clone(),
            None => self.found.push((name, found.clone())),
        }
        found
    }

    /// `{% math %}`: display mathematics on lines of its own, or a formula in the line.
    pub(in super::super) fn formula(&mut self, open: Range<usize>, close: Range<usize>, display: bool) {
        let inner = self.source.trimmed(open.end..close.start).into();
        markup::formula(self.source, self.edits, open.start..close.end, inner, display);
    }

    /// The tags of the Tufte theme, with their arguments in order: notes become notes, figures become figures.
    fn tufte(&mut self, name: &str, attributes: &Attributes<'a>, range: Range<usize>) {
        let words = &attributes.words;
        match (name, words.as_slice()) {
            ("newthought", [text, ..]) => {
                self.edits.splice(range, vec!["<strong>".into(), text.piece(), "</strong>".into()]);
            }
            ("epigraph", [text, by @ ..]) => {
                let mut pieces = vec!["<blockquote><p>".into(), text.piece(), "</p>".into()];
                for (index, word) in by.iter().enumerate() {
                    pieces.extend([[", ", "<footer>— "][usize::from(index == 0)].into(), word.piece()]);
                }
                pieces.push(if by.is_empty() { "" } else { "</footer>" }.into());
                pieces.push("</blockquote>".into());
                self.wrap(range, pieces);
            }
            ("sidenote" | "marginnote", [text]) if text.text.contains(' ') => {
                self.edits.splice(range, vec!["<d-footnote>".into(), text.piece(), "</d-footnote>".into()]);
            }
            ("sidenote" | "marginnote", [id, text, ..]) => {
                // Without quotes all that follows is the note; and what has blanks is no id, but words in the line.
                let is_quoted = self.source.text[..text.start].ends_with(['"', '\'']);
                let end = range.end - "%}".len();
                let note = self.source.trimmed(text.start..end);
                let note = if is_quoted { text.piece() } else { note.into() };
                let words = Some(id.piece()).filter(|_| id.text.contains(' '));
                let pieces = ["<d-footnote>".into(), note, "</d-footnote>".into()];
                self.edits.splice(range, words.into_iter().chain(pieces).collect());
            }
            ("marginfigure", [_, path, caption @ ..])
            | ("maincolumn" | "fullwidth", [path, caption @ ..]) => {
                let image = markup::Image { src: markup::site_path(&path.plain()), ..Default::default() };
                let caption = caption.first().map(|caption| caption.piece());
                let figure = image.figure(caption, "", self.source, range.start);
                self.wrap(range, figure);
            }
            _ => self.unknown(name, range),
        }
    }
}

/// A tag as its author knows it.
fn shown_name(name: &str) -> String {
    ["{% ", name, " %}"].concat()
}

/// `name = "text"`: the name, and the text.
fn assignment(text: &str, arguments: Range<usize>) -> Option<(&str, Value<'_>)> {
    match Attributes::parse(text, arguments.clone()).pairs.as_slice() {
        [(name, value)] if text[arguments].trim_end().ends_with(['"', '\'']) => Some((*name, *value)),
        _ => None,
    }
}

/// The tag that opens at `at`; no other may open in it.
fn read_tag(text: &str, at: usize) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    let mut from = at + 2;
    let close = loop {
        let percent = from + text.get(from..)?.find('%')?;
        match bytes.get(percent + 1) {
            Some(b'}') => break percent,
            _ if bytes[percent - 1] == b'{' => return None,
            _ => from = percent + 1,
        }
    };
    // `{%-` and `-%}` also take blanks away.
    let inner = text[at + 2..close].trim_start_matches('-').trim_start();
    let start = close - inner.len();
    let inner = inner.trim_end_matches('-').trim_end();
    let name_length = inner.find(char::is_whitespace).unwrap_or(inner.len());
    let arguments = start + name_length..start + inner.len();
    Some(Tag { name: &inner[..name_length], arguments, range: at..close + 2 })
}

/// Where the next tag of a name stands, from `from` on.
fn find_tag(text: &str, name: &str, mut from: usize) -> Option<Range<usize>> {
    loop {
        let at = from + text[from..].find("{%")?;
        match read_tag(text, at) {
            Some(tag) if tag.name == name => return Some(tag.range),
            _ => from = at + 2,
        }
    }
}

/// The text in a range without outer blanks and quotes.
fn unquoted(source: &Source<'_>, range: Range<usize>) -> Option<Piece> {
    let range = source.trimmed(range);
    let text = source.text[range.clone()].trim_start_matches('"');
    let start = range.end - text.len();
    let text = text.trim_end_matches('"');
    (!text.is_empty()).then(|| (start..start + text.len()).into())
}
