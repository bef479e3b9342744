//! What the page says of code that was run before the site was built.

use serde::{Deserialize, Serialize};

use crate::{
    date::PostDate,
    html::{escape_attribute, escape_text},
};

/// The run of a code block that did what its post says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeRun {
    /// The block's place among the code blocks of its post, from 0.
    pub block: usize,
    /// The day on which it ran.
    pub date: PostDate,
    /// What it ran with, such as `Python 3.11.7, NumPy 2.1.3`.
    pub with: String,
    /// How long it took.
    pub milliseconds: u32,
    /// What it printed, unless that is what the post shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
}

impl CodeRun {
    /// Writes the badge: a word, and behind it the facts.
    pub(super) fn write(&self, out: &mut String) {
        out.push_str(
            "<details class=\"code-run\"><summary>Verified</summary><section class=\"code-run-facts\"><p>",
        );
        out.push_str("Ran on <time datetime=\"");
        escape_attribute(&self.date.iso_date(), out);
        out.push_str("\">");
        escape_text(&self.date.human(), out);
        out.push_str("</time> with ");
        escape_text(&self.with, out);
        out.push_str(&format!(", in {}. ", duration(self.milliseconds)));
        match self.output.as_deref() {
            None => out.push_str("It printed what is shown below.</p>"),
            Some(output) if output.trim().is_empty() => out.push_str("It printed nothing.</p>"),
            Some(output) => {
                out.push_str("It printed:</p><pre>");
                escape_text(output.trim_end(), out);
                out.push_str("</pre>");
            }
        }
        out.push_str("</section></details>");
    }
}

fn duration(milliseconds: u32) -> String {
    match milliseconds {
        0..100 => "less than 0.1 s".to_owned(),
        100..9_950 => {
            let tenths = (milliseconds + 50) / 100;
            format!("{}.{} s", tenths / 10, tenths % 10)
        }
        _ => format!("{} s", (u64::from(milliseconds) + 500) / 1000),
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        link::PostLookup,
        post::{Post, PostHead},
        slug::Slug,
    };

    use super::*;

    struct Verified(Option<&'static str>);

    impl PostLookup for Verified {
        fn slug_of(&self, _: &str) -> Option<Slug> {
            None
        }

        fn code_run(&self, block: usize) -> Option<CodeRun> {
            (block == 1).then(|| CodeRun {
                block,
                date: "2026-11-26".parse().unwrap(),
                with: "Python 3.11.7".to_owned(),
                milliseconds: 312,
                output: self.0.map(str::to_owned),
            })
        }
    }

    fn render(output: Option<&'static str>) -> Post {
        let text = "```python\na\n```\n\n```python\nb\n```\n";
        Post::render(PostHead::read("x.md", text).unwrap(), text, "../../", &Verified(output))
    }

    #[test]
    fn a_block_that_was_run_has_a_badge() {
        let post = render(None);
        let badge = "<span class=\"code-language\">Python</span><details class=\"code-run\"><summary>Verified</summary>\
                     <section class=\"code-run-facts\"><p>Ran on <time datetime=\"2026-11-26\">26 November 2026</time> with \
                     Python 3.11.7, in 0.3 s. It printed what is shown below.</p></section></details><button";
        assert_eq!(post.document.html.matches(badge).count(), 1, "{}", post.document.html);
        assert_eq!(post.document.html.matches("code-run-facts").count(), 1);
        assert_eq!(post.summary().code_runs, [Verified(None).code_run(1).unwrap()]);
    }

    #[test]
    fn real_output_is_text() {
        assert!(
            render(Some("<b>\n")).document.html.contains("It printed:</p><pre>&lt;b&gt;</pre></section>")
        );
        assert!(render(Some("")).document.html.contains("It printed nothing."));
    }
}
