//! The blocks of a post that can be run, and what they are said to print.

use std::ops::Range;

use studybuddy_content::{
    diagnostic::{Diagnostic, Position},
    markdown::CodeBlock,
};

use super::language::Language;

/// One block of code that runs.
#[derive(Clone, Debug)]
pub struct Block {
    /// Its place among all code blocks of the post, from 0.
    pub index: usize,
    /// The language that it is written in.
    pub language: Language,
    /// The line of the post on which the code starts, from 1.
    pub line: usize,
    /// The code, without the last line break.
    pub code: String,
    /// Byte range of the block in the file.
    pub span: Range<usize>,
    /// Whether it is there to show a failure.
    pub should_fail: bool,
    /// What it is said to print.
    pub output: Option<Output>,
}

/// The output block below a block of code.
#[derive(Clone, Debug)]
pub struct Output {
    /// What stands in it, without the last line break.
    pub text: String,
    /// How far numbers may be off; `None` if every character counts.
    pub tolerance: Option<f64>,
    /// Byte range of the block in the file.
    pub span: Range<usize>,
}

/// Finds the blocks that run, in the order of the post, and what is wrong with their info strings.
pub fn blocks(code_blocks: &[CodeBlock], text: &str) -> (Vec<Block>, Vec<Diagnostic>) {
    let (mut blocks, mut problems) = (Vec::new(), Vec::new());
    for (index, code_block) in code_blocks.iter().enumerate() {
        let Some(language) = code_block.language.as_deref().and_then(Language::named) else { continue };
        if says(code_block, &["no-run", "no_run", "ignore"]) {
            continue;
        }
        let output = code_blocks.get(index + 1).filter(|next| is_output(next)).map(|block| Output {
            text: block.text.clone(),
            tolerance: tolerance(block, &mut problems),
            span: block.span.clone(),
        });
        blocks.push(Block {
            index,
            language,
            line: Position::of(text, code_block.span.start).line + 1,
            code: code_block.text.clone(),
            span: code_block.span.clone(),
            should_fail: says(code_block, &["should-fail", "should_panic", "compile_fail"]),
            output,
        });
    }
    (blocks, problems)
}

/// Whether a block shows what the code above it prints.
pub fn is_output(block: &CodeBlock) -> bool {
    matches!(block.language.as_deref(), Some("output" | "out"))
}

fn says(block: &CodeBlock, words: &[&str]) -> bool {
    block.attributes.iter().any(|(key, value)| value.is_empty() && words.contains(&key.as_str()))
}

fn tolerance(block: &CodeBlock, problems: &mut Vec<Diagnostic>) -> Option<f64> {
    let (_, value) = block.attributes.iter().find(|(key, _)| key == "tolerance")?;
    let tolerance = value.parse().ok().filter(|tolerance: &f64| tolerance.is_finite() && *tolerance >= 0.0);
    if tolerance.is_none() {
        let message = format!("`{value}` is no tolerance");
        problems.push(
            Diagnostic::error("verify/tolerance", block.span.clone(), message)
                .with_help("write a number of 0 or more, such as `tolerance=1e-3`"),
        );
    }
    tolerance
}

#[cfg(test)]
mod tests {
    use studybuddy_content::{post::Post, post::PostHead, slug::Slug};

    use super::*;

    fn read(text: &str) -> (Vec<Block>, Vec<Diagnostic>) {
        let head = PostHead::read("x.md", text).unwrap();
        let post = Post::render(head, text, "../../", &|_: &str| None::<Slug>);
        blocks(&post.document.code_blocks, text)
    }

    #[test]
    fn output_belongs_to_the_code_above_it() {
        let (blocks, problems) = read(
            "---\ntitle: x\n---\n```python\nprint(1)\n```\n\nprints\n\n```output tolerance=1e-3\n1\n```\n\n\
             ```py no-run\n```\n\n```js should-fail\nthrow 1\n```\n\n```text\n```\n\n```output\n```\n",
        );
        assert!(problems.is_empty());
        let [python, javascript] = blocks.as_slice() else { panic!("{blocks:?}") };
        assert_eq!((python.index, python.line, python.code.as_str()), (0, 5, "print(1)"));
        assert_eq!(python.output.as_ref().unwrap().tolerance, Some(1e-3));
        assert!(javascript.should_fail && javascript.output.is_none());
    }

    #[test]
    fn a_tolerance_is_a_number() {
        let (_, problems) = read("```bash\nls\n```\n```output tolerance=little\n```\n");
        assert_eq!(problems[0].code, "verify/tolerance");
    }
}
