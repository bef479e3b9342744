//! Code blocks, and the lines of their highlighted HTML.

use std::ops::{Range, RangeInclusive};

use serde::Serialize;

use super::{code_run::CodeRun, info_string::InfoString};
use crate::html::{escape_attribute, escape_text};

/// One code block of a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CodeBlock {
    /// The language as written, in lower case; `None` for indented code and fences without one.
    pub language: Option<String>,
    /// What stands above it, such as a file name.
    pub title: Option<String>,
    /// The code, without the last line break.
    pub text: String,
    /// Whether lines are numbered.
    pub line_numbers: bool,
    /// Lines to mark, from 1.
    pub marked: Vec<RangeInclusive<usize>>,
    /// All other words of the info string, `key=value` or bare (with an empty value).
    pub attributes: Vec<(String, String)>,
    /// Byte range of the block in the file.
    pub span: Range<usize>,
    /// How it ran before the site was built, if the page may say so.
    pub run: Option<CodeRun>,
}

impl CodeBlock {
    pub(super) fn new(info: &str, text: &str, span: Range<usize>, run: Option<CodeRun>) -> Self {
        let InfoString { language, title, line_numbers, marked, attributes } = InfoString::parse(info);
        let text = text.strip_suffix('\n').unwrap_or(text);
        let text = text.strip_suffix('\r').unwrap_or(text).to_owned();
        Self { language, title, text, line_numbers, marked, attributes, span, run }
    }

    /// Whether it is drawn line by line.
    #[must_use]
    pub fn has_lines(&self) -> bool {
        self.line_numbers || !self.marked.is_empty()
    }

    /// The inside of its `<code>` when nobody coloured it.
    #[must_use]
    pub fn plain_html(&self) -> String {
        let mut html = String::with_capacity(self.text.len());
        escape_text(&self.text, &mut html);
        self.finish_html(html)
    }

    /// The inside of its `<code>` made from the highlighter's HTML: cut into lines where the block asks for it.
    #[must_use]
    pub fn finish_html(&self, highlighted: String) -> String {
        if self.has_lines() { code_lines(&highlighted, &self.marked) } else { highlighted }
    }

    /// The bar above the code and the start of the block, up to the inside of `<code>`.
    pub(super) fn write_start(&self, out: &mut String) {
        let is_output = self.language.as_deref() == Some("output");
        if is_output {
            join_to_code(out);
        }
        let output = if is_output { " code-output" } else { "" };
        out.push_str(&format!("<div class=\"code-bar{output}\">"));
        if let Some(title) = &self.title {
            out.push_str("<span class=\"code-title\">");
            escape_text(title, out);
            out.push_str("</span>");
        }
        let name = self.language.as_deref().map(language_name).unwrap_or_default();
        if !name.is_empty() {
            out.push_str("<span class=\"code-language\">");
            escape_text(&name, out);
            out.push_str("</span>");
        }
        if let Some(run) = &self.run {
            run.write(out);
        }
        out.push_str("<button class=\"copy-button\" type=\"button\">Copy</button></div><pre class=\"code");
        out.push_str(output);
        if self.has_lines() {
            out.push_str(" code-lines");
        }
        if self.line_numbers {
            out.push_str(" code-numbered");
        }
        out.push_str("\" tabindex=\"0\"><code");
        if let Some(language) = &self.language {
            out.push_str(" class=\"language-");
            escape_attribute(language, out);
            out.push('"');
        }
        out.push('>');
    }

    pub(super) fn write_end(out: &mut String) {
        out.push_str("</code></pre>\n");
    }
}

/// Says of the code right before that what it printed follows. A style sheet could see that by `:has()`, which costs a
/// browser a tenth of all the time for styles.
fn join_to_code(out: &mut String) {
    const START: &str = "<pre class=\"code";
    if let Some(before) = out.trim_end().strip_suffix("</code></pre>")
        && let Some(start) = before.rfind(START)
        && !before[start..].contains("</pre>")
    {
        out.insert_str(start + START.len(), " code-joined");
    }
}

/// Cuts highlighted HTML into one `<span class="line">` for each line. An element that spans lines is closed at
/// the end of each line and opened again on the next.
#[must_use]
pub fn code_lines(highlighted: &str, marked: &[RangeInclusive<usize>]) -> String {
    let mut out = String::with_capacity(highlighted.len() * 2);
    let mut open: Vec<&str> = Vec::new();
    let lines = highlighted.split('\n').count();
    for (index, line) in highlighted.split('\n').enumerate() {
        let is_marked = marked.iter().any(|range| range.contains(&(index + 1)));
        out.push_str(if is_marked { "<span class=\"line line-marked\">" } else { "<span class=\"line\">" });
        open.iter().for_each(|tag| out.push_str(tag));
        out.push_str(line);
        note_open_tags(line, &mut open);
        open.iter().for_each(|_| out.push_str("</span>"));
        if index + 1 < lines {
            out.push('\n');
        }
        out.push_str("</span>");
    }
    out
}

/// Follows the `<span …>` and `</span>` of a line; highlighters write no other tags.
fn note_open_tags<'a>(line: &'a str, open: &mut Vec<&'a str>) {
    let mut rest = line;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        if rest.starts_with("</") {
            open.pop();
        } else {
            open.push(&rest[..end]);
        }
        rest = &rest[end..];
    }
}

/// A language's name as people write it.
fn language_name(language: &str) -> String {
    let known = match language {
        "bash" | "sh" | "shell" | "zsh" => "Shell",
        "c" => "C",
        "console" | "shell-session" => "Console",
        "cpp" | "c++" | "cc" => "C++",
        "cs" | "csharp" | "c#" => "C#",
        "css" => "CSS",
        "cuda" | "cu" => "CUDA",
        "diff" | "patch" => "Diff",
        "dockerfile" | "docker" => "Dockerfile",
        "go" | "golang" => "Go",
        "haskell" | "hs" => "Haskell",
        "html" => "HTML",
        "java" => "Java",
        "javascript" | "js" | "jsx" | "mjs" => "JavaScript",
        "json" | "jsonc" => "JSON",
        "julia" | "jl" => "Julia",
        "kotlin" => "Kotlin",
        "latex" | "tex" => "TeX",
        "lua" => "Lua",
        "makefile" | "make" => "Makefile",
        "markdown" | "md" => "Markdown",
        "matlab" => "MATLAB",
        "output" | "out" => "Output",
        "python" | "py" | "python3" => "Python",
        "r" => "R",
        "rust" | "rs" => "Rust",
        "scala" => "Scala",
        "sql" => "SQL",
        "swift" => "Swift",
        "text" | "txt" | "plaintext" | "plain" => "Text",
        "toml" => "TOML",
        "typescript" | "ts" | "tsx" => "TypeScript",
        "xml" => "XML",
        "yaml" | "yml" => "YAML",
        other => return other.to_owned(),
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_that_span_lines_are_cut() {
        assert_eq!(
            code_lines("a <span class=\"s\">b\nc</span> d", &[2..=2]),
            "<span class=\"line\">a <span class=\"s\">b</span>\n</span>\
             <span class=\"line line-marked\"><span class=\"s\">c</span> d</span>"
        );
    }
}
