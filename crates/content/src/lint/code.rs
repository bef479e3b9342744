//! Blocks of code: what does not survive copying, and lines that nobody can read on a phone.

use std::ops::Range;

use crate::{
    diagnostic::{Diagnostic, Severity},
    document::Document,
    markdown::CodeBlock,
};

/// Lines longer than this have to be scrolled, on most screens and on every phone.
const WIDEST: usize = 100;
/// Languages in which a quotation mark of typography is a fault.
const PROSE: [&str; 10] =
    ["output", "out", "text", "txt", "plaintext", "plain", "markdown", "md", "latex", "tex"];

pub(super) fn check(source: &str, document: &Document, found: &mut Vec<Diagnostic>) {
    let mut above: Option<&CodeBlock> = None;
    for block in &document.code_blocks {
        let language = block.language.as_deref().unwrap_or_default();
        let code = Code { source, block, language };
        code.width(found);
        code.indentation(found);
        code.prompts(found);
        code.marked(found);
        if !language.is_empty() && !PROSE.contains(&language) {
            code.characters(found);
        }
        if language == "json" {
            code.json(found);
        }
        if language.is_empty() && block.text.lines().count() > 1 && code.is_fenced() {
            found.push(
                Diagnostic::hint("code/no-language", code.fence(), "the block of code has no language")
                    .with_help("write it behind the fence, such as ```` ```python ````, or `text`"),
            );
        }
        if is_output(language) && above.is_none_or(|above| above.language.as_deref().is_some_and(is_output)) {
            found.push(
                Diagnostic::warning(
                    "code/output",
                    code.fence(),
                    "an output without the code that printed it",
                )
                .with_help("put it right under its block of code, or call it `text`"),
            );
        }
        above = Some(block);
    }
}

fn is_output(language: &str) -> bool {
    matches!(language, "output" | "out")
}

struct Code<'a> {
    source: &'a str,
    block: &'a CodeBlock,
    language: &'a str,
}

impl<'a> Code<'a> {
    fn lines(&self) -> impl Iterator<Item = (usize, &'a str)> {
        self.block.text.split('\n').enumerate()
    }

    fn is_fenced(&self) -> bool {
        self.written().starts_with(['`', '~'])
    }

    fn written(&self) -> &'a str {
        self.source.get(self.block.span.clone()).unwrap_or_default()
    }

    /// The first line of the block in the file.
    fn fence(&self) -> Range<usize> {
        let start = self.block.span.start;
        start..start + self.written().lines().next().unwrap_or_default().trim_end().len()
    }

    /// A range of a line of the code in the file; the fence if the code stands there in another form.
    fn place(&self, number: usize, range: Range<usize>) -> Range<usize> {
        self.exact(number, range).unwrap_or_else(|| self.fence())
    }

    fn exact(&self, number: usize, range: Range<usize>) -> Option<Range<usize>> {
        let line = self.block.text.split('\n').nth(number)?;
        let above = number + usize::from(self.is_fenced());
        let mut start = self.block.span.start;
        for (index, written) in self.written().split_inclusive('\n').enumerate() {
            if index == above {
                let text = written.trim_end_matches(['\n', '\r']);
                let margin = text.len()
                    - text.strip_suffix(line.trim_end_matches('\r')).map(str::len)?.min(text.len());
                let margin = text.len() - margin;
                return Some(start + margin + range.start..start + margin + range.end);
            }
            start += written.len();
        }
        None
    }

    fn width(&self, found: &mut Vec<Diagnostic>) {
        let width =
            |line: &str| line.trim_end().chars().map(|c| if c == '\t' { 4 } else { 1 }).sum::<usize>();
        let mut wide = self.lines().filter(|(_, line)| width(line) > WIDEST);
        let Some((number, line)) = wide.next() else { return };
        let more = match wide.count() {
            0 => String::new(),
            more => format!(", and {more} more in this block"),
        };
        let message = format!("a line of code of {} columns{more}: readers have to scroll", width(line));
        let start = line.char_indices().nth(WIDEST).map_or(line.len(), |(at, _)| at);
        found.push(
            Diagnostic::warning("code/width", self.place(number, start..line.len()), message)
                .with_help(format!("break it; {WIDEST} columns fit on a screen, some 45 on a phone")),
        );
    }

    fn indentation(&self, found: &mut Vec<Diagnostic>) {
        let indent = |line: &'a str| &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        let lines = || self.lines().filter(|(_, line)| !line.trim().is_empty());
        let mut tabs = lines().filter(|(_, line)| indent(line).contains('\t'));
        let Some((first, line)) = tabs.next() else { return };
        let is_python = matches!(self.language, "python" | "py" | "python3" | "ipython");
        let spaces = lines().find(|(_, line)| indent(line).contains("  "));
        let (code, message) = match (is_python, spaces) {
            (true, _) => ("code/tabs", "Python that is indented with tabs".to_owned()),
            (false, Some((other, _))) => (
                "code/indent",
                format!(
                    "lines indented with tabs and with spaces: this one, and line {} of the block",
                    other + 1
                ),
            ),
            (false, None) => return,
        };
        let place = self.place(first, 0..indent(line).len());
        let mut diagnostic = Diagnostic::warning(code, place, message).with_help("indent with spaces only");
        if is_python {
            let indented = lines().filter(|(_, line)| indent(line).contains('\t'));
            for (number, line) in indented {
                if let Some(range) = self.exact(number, 0..indent(line).len()) {
                    diagnostic = diagnostic.with_fix(range, indent(line).replace('\t', "    "));
                }
            }
        }
        found.push(diagnostic);
    }

    fn prompts(&self, found: &mut Vec<Diagnostic>) {
        let (prompt, help) = match self.language {
            "python" | "py" | "python3" => (
                ">>> ",
                "take the prompts out, and put what is printed into a fence `output` under the block",
            ),
            "bash" | "sh" | "zsh" => ("$ ", "take the prompts out, or write `console` as the language"),
            _ => return,
        };
        if let Some((number, _)) = self.lines().find(|(_, line)| line.starts_with(prompt)) {
            let message =
                format!("`{}` in the code: whoever copies it copies the prompt, too", prompt.trim_end());
            let place = self.place(number, 0..prompt.len() - 1);
            // In a shell readers are used to leave it out.
            let severity = if prompt == "$ " { Severity::Hint } else { Severity::Warning };
            let finding = Diagnostic::warning("code/prompt", place, message).with_help(help);
            found.push(Diagnostic { severity, ..finding });
        }
    }

    fn marked(&self, found: &mut Vec<Diagnostic>) {
        let count = self.block.text.lines().count();
        if let Some(range) = self.block.marked.iter().find(|range| *range.end() > count) {
            let message = format!("line {} is to be marked, and the block has {count}", range.end());
            found.push(
                Diagnostic::warning("code/marked", self.fence(), message)
                    .with_help("correct the numbers behind the language"),
            );
        }
    }

    /// Characters that an editor for prose put there.
    fn characters(&self, found: &mut Vec<Diagnostic>) {
        let replacement = |c: char| match c {
            '“' | '”' | '„' => Some("\""),
            '‘' | '’' => Some("'"),
            '\u{a0}' | '\u{202f}' => Some(" "),
            '\u{2028}' | '\u{2029}' => Some("\n"),
            _ => None,
        };
        let mut diagnostic: Option<Diagnostic> = None;
        for (number, line) in self.lines() {
            // In a string that has plain quotes around it, a typographic one is text.
            let is_quoted =
                line.contains(['"', '\'']) || line.trim_start().starts_with(['#', '/', '*', '-', '%']);
            for (at, character) in line.char_indices() {
                let Some(plain) = replacement(character) else { continue };
                if is_quoted && "“”„‘’".contains(character) {
                    continue;
                }
                let range = at..at + character.len_utf8();
                let fix = self.exact(number, range.clone());
                let found = diagnostic.take().unwrap_or_else(|| {
                    let name =
                        if plain == " " { "a no-break space".to_owned() } else { format!("`{character}`") };
                    let message = format!("{name} in the code: it does not run when it is copied");
                    Diagnostic::warning("code/character", self.place(number, range), message).with_help(
                        format!(
                            "write {}",
                            if plain == " " { "a blank".to_owned() } else { format!("`{plain}`") }
                        ),
                    )
                });
                diagnostic = Some(match fix {
                    Some(range) => found.with_fix(range, plain),
                    None => found,
                });
            }
        }
        found.extend(diagnostic);
    }

    fn json(&self, found: &mut Vec<Diagnostic>) {
        let text = &self.block.text;
        // An excerpt is no whole document.
        if text.contains("...")
            || text.contains('…')
            || text.contains("//")
            || text.contains("/*")
            || text.trim().is_empty()
        {
            return;
        }
        let lines = serde_json::Deserializer::from_str(text).into_iter::<serde::de::IgnoredAny>();
        let Some(Err(error)) = lines.into_iter().find(Result::is_err) else { return };
        let number = error.line().saturating_sub(1);
        let line = text.split('\n').nth(number).unwrap_or_default();
        let at = line.floor_char_boundary(error.column().saturating_sub(1).min(line.len()));
        let reason = error.to_string();
        let reason = reason.split(" at line ").next().unwrap_or_default();
        found.push(
            Diagnostic::warning(
                "code/json",
                self.place(number, at..at),
                format!("this is not JSON: {reason}"),
            )
            .with_help("correct it, or write `text` as the language; `...` marks an excerpt"),
        );
    }
}
