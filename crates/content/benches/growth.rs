//! How the cost of a post grows with its length: inputs that double, among them those that have brought other parsers
//! down. A kind whose time per byte doubles with the input is quadratic.
//!
//!     cargo bench --package studybuddy-content --bench growth [-- KIND]
//!
//! Each runs on a stack as small as that of WebAssembly.

#![expect(clippy::print_stdout, reason = "a report")]

use std::{
    thread,
    time::{Duration, Instant},
};

use studybuddy_content::{
    post::{Post, PostHead},
    slug::Slug,
};

/// Bytes of stack that WebAssembly has by default.
const STACK: usize = 1 << 20;
/// Sizes of the inputs in bytes.
const SIZES: [usize; 5] = [1 << 12, 1 << 13, 1 << 14, 1 << 15, 1 << 16];
/// A kind that takes longer is not made larger.
const PATIENCE: Duration = Duration::from_secs(4);

/// What is repeated: before, again and again, after.
const KINDS: &[(&str, &str, &str, &str)] = &[
    (
        "prose",
        "",
        "Plain words, *some* of them **stressed**, a [link](https://example.org) and `code`.\n\n",
        "",
    ),
    ("formulas", "", "Let $x_i$ be small; then\n\n$$\n\\sum_i x_i^2 \\le 1\n$$\n\n", ""),
    ("prices", "", "It cost $5 and then $10. ", ""),
    ("dollars", "", "$", ""),
    ("dollars apart", "", "$ ", ""),
    ("open formulas", "", "\\(x ", ""),
    ("environments", "", "\\begin{align} ", ""),
    ("braces", "$", "{", "$"),
    ("fractions", "$", "\\frac{1}{", "$"),
    ("indices", "$", "x_\\vec{", "$"),
    ("colours", "$", "\\color{", "$"),
    ("formulas in boxes", "$", "{a}{$", "$"),
    ("formulas in a line", "", "let $$a$$ ", ""),
    ("escaped formulas", "", "\\$$a$$ ", ""),
    ("captured texts", "", "{% capture a %}b{% endcapture %}{{ a }} ", ""),
    ("looks of paragraphs", "", "a\n{: .b}\n\n", ""),
    ("rows alone", "", "| a | b |\n", ""),
    ("lines of verse", "", "| a\n", ""),
    ("hints", "", "{% hint %}\n", "{% endhint %}"),
    ("starts of lists", "", "1. a\n{: start=\"3\"}\n", ""),
    ("ids of other engines", "", "## A b\n[c](#a_b)\n\n", ""),
    ("quotes", "", ">", " deep"),
    ("quotes apart", "", "> ", "deep"),
    ("lists", "", "- ", "deep"),
    ("numbered lists", "", "1. ", "deep"),
    ("items", "", "- item\n", ""),
    ("brackets", "", "[", ""),
    ("links", "", "[a](", ""),
    ("images", "", "![", ""),
    ("definitions", "", "[a]: b\n", ""),
    ("uses of definitions", "[a]: b\n\n", "[a] ", ""),
    ("emphasis", "", "*a_ ", ""),
    ("stars", "", "a***", ""),
    ("backticks", "", "`a``", ""),
    ("tildes", "", "~a~~", ""),
    ("tables", "", "|a", "\n|-\n"),
    ("rows", "|a|b|\n|-|-|\n", "|1|2|\n", ""),
    ("notes", "", "[^1] ", "\n\n[^1]: note\n"),
    ("labels of notes", "", "[^a", ""),
    ("notes of their own", "", "^[a] ", ""),
    ("headings", "", "# a\n\n", ""),
    ("attribute lists", "", "{: .a }\n", ""),
    ("divs", "", "::: x\n", ""),
    ("elements", "", "<div>", ""),
    ("elements of text", "", "<b>", ""),
    ("Markdown in elements", "", "<div markdown=\"1\">\n\n", ""),
    ("comments", "", "<!--", ""),
    ("open tags", "", "<a b=", ""),
    ("instructions", "", "<?", ""),
    ("entities", "", "&amp", ""),
    ("Liquid", "", "{% x %}", ""),
    ("open Liquid", "", "{{ ", ""),
    ("highlight blocks", "", "{% highlight x %}\n", ""),
    ("shortcodes", "", "{{< x >}}", ""),
    ("fences", "", "```\n", ""),
    ("fences of formulas in quotes", "", "> ```math\n\n", ""),
    ("open notes", "", "<d-footnote>", ""),
    ("open scripts", "", "<script>", ""),
    ("addresses", "", "www.a.b ", ""),
    ("at signs", "", "@a ", ""),
    ("addresses with signs", "", "https://x.y/*_~]", ""),
    ("alerts", "", "> [!NOTE]\n> a\n\n", ""),
    ("callouts", "", "> [!a]- b\n", ""),
    ("admonitions", "", "!!! a \"b\"\n    c\n", ""),
    ("definition lists", "", "a\n: b\n\n", ""),
    ("flow YAML", "---\na: ", "[", "\n---\n"),
    ("nested YAML", "---\n", "- ", "\n---\n"),
    ("references in YAML", "---\ntags:\n", "- *a\n", "---\n"),
    ("anchors in YAML", "---\n", "title: &a b\n", "---\n"),
    ("nested TOML", "+++\na = ", "[", "\n+++\n"),
    ("blanks", "a", " ", "b"),
    ("line breaks", "a", "\n", "b"),
];

fn main() {
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    println!("{:24} {}", "ns for each byte at", SIZES.map(|size| format!("{:>9} kB", size >> 10)).join(""));
    for (name, before, again, after) in KINDS {
        if wanted.as_ref().is_some_and(|wanted| !name.contains(wanted.as_str())) {
            continue;
        }
        let mut line = format!("{name:24}");
        let mut costs = Vec::new();
        for size in SIZES {
            let source = format!("{before}{}{after}", again.repeat(size / again.len()));
            let Some(time) = measure(source) else {
                line.push_str("    failed");
                break;
            };
            let cost = time.as_nanos() as f64 / size as f64;
            line.push_str(&format!(" {cost:>11.0}"));
            costs.push(cost);
            if time > PATIENCE {
                break;
            }
        }
        let growth = costs.last().zip(costs.first()).map_or(0.0, |(last, first)| last / first);
        println!("{line}   ×{growth:.1}");
    }
}

/// The time of one parse; `None` if it did not end well.
fn measure(source: String) -> Option<Duration> {
    let parse = move || {
        let started = Instant::now();
        let head = PostHead::read("a.md", &source)?;
        let post = Post::render(head, &source, "../../", &|_: &str| None::<Slug>);
        std::hint::black_box(&post);
        Some(started.elapsed())
    };
    thread::Builder::new().stack_size(STACK).spawn(parse).ok()?.join().ok()?
}
