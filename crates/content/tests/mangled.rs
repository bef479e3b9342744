//! Broken input never ends the program, and never gets a script into the page: whole posts with pieces cut out,
//! doubled and thrown together, always the same ones.

mod oracle;

use studybuddy_content::{
    document::SourceHost,
    front_matter::edit,
    lint,
    post::{Post, PostHead},
    slug::Slug,
};

const SOURCES: [&str; 5] = [
    include_str!("golden/mathematics.md"),
    include_str!("golden/blocks.md"),
    include_str!("golden/raw_html.md"),
    include_str!("golden/notes_and_code.md"),
    include_str!("golden/broken_header.md"),
];

/// What is thrown in: openers without closers, bytes that parsers trip over, and attacks.
const PIECES: [&str; 25] = [
    "$",
    "$$",
    "\\(",
    "\\[",
    "`",
    "```\n",
    "~~~",
    "> ",
    "- ",
    "1. ",
    "[^a]",
    "](",
    "<",
    "</",
    "<div",
    "\"",
    "\n\n",
    "{{ ",
    "{% raw %}",
    ":::",
    "\u{F8F0}7\u{F8F2}",
    "<img src=x onerror=alert(1)>",
    "<a href='java\tscript:alert(1)'>",
    "<svg><script>alert(1)</script>",
    "<svg onload=alert(1)><use href='javascript:alert(1)'/><set attributeName=href to=javascript:alert(1)>",
];

const ROUNDS: u32 = 3000;

/// A xorshift generator: the same numbers on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

fn mangled(numbers: &mut Numbers) -> String {
    let mut text = SOURCES[numbers.below(SOURCES.len())].to_owned();
    for _ in 0..=numbers.below(6) {
        let at = text.floor_char_boundary(numbers.below(text.len() + 1));
        let end = text.floor_char_boundary((at + numbers.below(40)).min(text.len())).max(at);
        match numbers.below(3) {
            0 => text.replace_range(at..end, ""),
            1 => {
                let doubled = text[at..end].repeat(2);
                text.insert_str(at, &doubled);
            }
            _ => text.insert_str(at, PIECES[numbers.below(PIECES.len())]),
        }
    }
    text
}

/// What rules look at, in pieces, with characters of more than one byte.
const TROUBLE: [&str; 22] = [
    "é",
    "注",
    "“x” ",
    "\u{a0}",
    "\t",
    "**",
    "[a][b]",
    "[é](ü ",
    "\\frac{",
    "\\begin{align}",
    "\\left(",
    "| a | b |\n|--|\n",
    "\n##é\n",
    "\n\n---\n",
    "[@k",
    "<d-cite key=\"",
    "[^é]",
    "```python {9}\n\t“x”\n    y\n```\n",
    "```json\n{\"é\": }\n```\n",
    "<!--",
    "\r\n",
    "\\newcommand{\\é}{x}",
];

#[test]
fn rules_survive_broken_posts_and_name_places_in_them() {
    let mut numbers = Numbers(0x11A7_C0DE);
    for round in 0..ROUNDS {
        let mut source = mangled(&mut numbers);
        for _ in 0..numbers.below(5) {
            let at = source.floor_char_boundary(numbers.below(source.len() + 1));
            source.insert_str(at, TROUBLE[numbers.below(TROUBLE.len())]);
        }
        let Some(head) = PostHead::read("x.md", &source) else { continue };
        let post = Post::render(head, &source, "../../", &|_: &str| None);
        let found = lint::lint(&source, &post);
        for finding in &found {
            let is_place = source.get(finding.span.clone()).is_some();
            let can_be_mended = finding.fix.iter().all(|edit| source.get(edit.span.clone()).is_some());
            assert!(is_place && can_be_mended, "round {round}: {finding:?}\n{source}");
        }
        for formula in &post.document.formulas {
            let middle = formula.tex.floor_char_boundary(formula.tex.len() / 2);
            let place = lint::place_in_formula(&source, formula, &(middle..formula.tex.len()));
            assert!(source.get(place.clone()).is_some(), "round {round}: {place:?}\n{source}");
            std::hint::black_box(lint::unbalanced(&formula.tex));
        }
        std::hint::black_box(lint::citations(&source, post.head.body_start, true));
        std::hint::black_box(lint::sections(&source, &post));
        std::hint::black_box(edit::apply(&source, &edit::published(&source, "2024-01-31")));
    }
}

#[test]
fn broken_posts_are_survived_and_run_no_script() {
    let mut numbers = Numbers(0x5EED_CAFE);
    let posts = |file: &str| (file == "other.md").then(|| Slug::new("other")).flatten();
    for round in 0..ROUNDS {
        let source = mangled(&mut numbers);
        let Some(head) = PostHead::read("x.md", &source) else { continue };
        let post = Post::render(head, &source, "../../", &posts);
        for formula in &post.document.formulas {
            assert!(
                source.get(formula.span.clone()).is_some(),
                "round {round}: {:?}\n{source}",
                formula.span
            );
        }
        for diagnostic in post.diagnostics() {
            assert!(!diagnostic.render("x.md", &source).is_empty());
        }
        let html = post.document.body_html(&mut SourceHost);
        if let Err(fault) = oracle::check_body(&html) {
            panic!("round {round}: {fault}\n{source}\nbecomes\n{html}");
        }
    }
}

/// A fault of ours, wherever it is: here in what answers the links of a post.
#[test]
fn a_post_that_cannot_be_rendered_is_shown_as_it_is_written() {
    let text = "---\ntitle: T\n---\nSome <b>words</b> and [a link](b.md).\n";
    let fault = |_: &str| -> Option<Slug> { panic!("this is part of the test") };
    let post = Post::render(PostHead::read("x.md", text).unwrap(), text, "../../", &fault);
    let html = post.document.body_html(&mut SourceHost);
    assert_eq!(
        html,
        "<pre tabindex=\"0\"><code>Some &lt;b&gt;words&lt;/b&gt; and [a link](b.md).\n</code></pre>\n"
    );
    assert_eq!(post.title, "T");
    assert_eq!(
        post.diagnostics().iter().map(|finding| &*finding.code).collect::<Vec<_>>(),
        ["post/internal"]
    );
}

/// The inputs that broken runs of the fuzz targets left, and those that they start from.
#[test]
fn what_fuzzing_found_stays_right() {
    let seeds = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/seeds")).unwrap();
    for seed in seeds {
        let path = seed.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let lookup = |_: &str| None::<Slug>;
        let post = Post::render(PostHead::read("x.md", &text).unwrap(), &text, "../../", &lookup);
        assert!(
            post.diagnostics().iter().all(|finding| finding.code != "post/internal"),
            "{}",
            path.display()
        );
        let html = post.document.body_html(&mut SourceHost);
        assert_eq!(oracle::check_body(&html), Ok(()), "{}", path.display());
    }
}
