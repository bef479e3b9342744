//! Real outputs, written into a post. Everything else in the file keeps its bytes.

use std::{fmt::Write as _, ops::Range};

use similar::TextDiff;

/// An output block and what should stand in it.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// Byte range of the block in the file.
    pub span: &'a Range<usize>,
    /// What the code prints.
    pub output: String,
}

/// The text with all changes made.
///
/// # Errors
/// A block is not a fence in which the output can stand: its span, and what to do.
pub fn updated(text: &str, changes: &[Change<'_>]) -> Result<String, (Range<usize>, &'static str)> {
    let mut new = String::with_capacity(text.len());
    let mut done = 0;
    for Change { span, output } in changes {
        let span = Range::clone(span);
        let fence = Fence::find(text, span.start)
            .ok_or((span.clone(), "write it as a fence, ```` ```output ````, for `--update` to fill"))?;
        let lines = output.trim_end().lines().map(str::trim_end);
        if lines.clone().any(|line| fence.is_closed_by(line)) {
            return Err((span, "make its fence longer than those in the output"));
        }
        new.push_str(&text[done..fence.inside.start]);
        for line in lines {
            let start = if line.is_empty() { fence.prefix.trim_end() } else { &fence.prefix };
            new.extend([start, line, fence.line_end]);
        }
        done = fence.inside.end;
    }
    new.push_str(&text[done..]);
    Ok(new)
}

/// What changes, as people read it in patches.
pub fn diff(label: &str, old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let mut text = String::new();
    write!(text, "{}", diff.unified_diff().context_radius(2).header(label, label))
        .expect("a String takes all");
    text
}

/// A fenced block in a file.
struct Fence<'a> {
    /// From the line after the opening one to the closing one.
    inside: Range<usize>,
    /// What each line inside starts with: the marks of quotes, and the room of lists.
    prefix: String,
    marker: &'a str,
    line_end: &'static str,
}

impl<'a> Fence<'a> {
    fn find(text: &'a str, at: usize) -> Option<Self> {
        let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let line = text[line_start..].split_inclusive('\n').next()?;
        let opening = line.find("```").or_else(|| line.find("~~~"))?;
        let marked = &line[opening..];
        let marker = &marked[..marked.len() - marked.trim_start_matches(&marked[..1]).len()];
        let prefix = line[..opening].chars().map(|c| if c == '>' || c == '\t' { c } else { ' ' }).collect();
        let mut fence = Self {
            inside: line_start + line.len()..0,
            prefix,
            marker,
            line_end: if line.ends_with("\r\n") { "\r\n" } else { "\n" },
        };
        let mut line_start = fence.inside.start;
        for line in text[line_start..].split_inclusive('\n') {
            if fence.is_closed_by(line.trim_start_matches([' ', '\t', '>'])) {
                fence.inside.end = line_start;
                return Some(fence);
            }
            line_start += line.len();
        }
        None
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let rest = line.trim().trim_start_matches(&self.marker[..1]);
        rest.is_empty() && line.trim().len() >= self.marker.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, output: &str, expected: &str) {
        let at = text.find("```output").unwrap();
        let change = Change { span: &(at..text.len()), output: output.to_owned() };
        assert_eq!(updated(text, &[change]).unwrap(), expected);
    }

    #[test]
    fn only_the_inside_of_the_block_changes() {
        check("a\n```output\nold\nold\n```\nb", "new \n\nline\n", "a\n```output\nnew\n\nline\n```\nb");
        check(
            "````output\n```\n````\n",
            "x",
            "````output
x
````
",
        );
        check("```output\n```\n", "new\n", "```output\nnew\n```\n");
        check("```output\nold\n```", "", "```output\n```");
    }

    #[test]
    fn line_ends_quotes_and_lists_are_kept() {
        check("x\r\n```output\r\nold\r\n```\r\n", "a\nb\n", "x\r\n```output\r\na\r\nb\r\n```\r\n");
        check("> ```output\n> old\n> ```\n", "a\n\nb", "> ```output\n> a\n>\n> b\n> ```\n");
        check("1. ```output\n   old\n   ```\n", "a\nb", "1. ```output\n   a\n   b\n   ```\n");
    }

    #[test]
    fn a_fence_in_the_output_is_not_taken_for_the_end() {
        let text = "```output\n```\n";
        let change = Change { span: &(0..text.len()), output: "```\n".to_owned() };
        assert!(updated(text, &[change]).unwrap_err().1.contains("longer"));
        let liquid = Change { span: &(0..4), output: String::new() };
        assert!(updated("{% highlight output %}", &[liquid]).is_err());
    }

    #[test]
    fn the_difference_is_a_patch() {
        let diff = diff("posts/x.md", "a\nb\n", "a\nc\n");
        assert_eq!(diff, "--- posts/x.md\n+++ posts/x.md\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n");
    }
}
