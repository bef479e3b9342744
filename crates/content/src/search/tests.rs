//! The whole way: posts to index to answers, as the browser does it.

use super::*;
use crate::post::{Post, PostHead};

/// An index of posts, each a file's name and its source, newest first.
pub(super) struct Site {
    files: Vec<IndexFile>,
}

impl Site {
    pub(super) fn new<'a>(posts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let (mut writer, mut texts) = (IndexWriter::default(), TextWriter::default());
        let mut text_files = Vec::new();
        for (file, source) in posts {
            let head = PostHead::read(file, source).unwrap();
            let post = Post::render(head, source, "../../", &|_: &str| None);
            let tex = |index: usize| {
                format!(
                    "<math><annotation encoding=\"application/x-tex\">{}</annotation></math>",
                    post.document.formulas[index].tex
                )
            };
            let index = PostIndex::new(&post, &mut |index| tex(index)).unwrap();
            writer.add(&index.words).unwrap();
            texts.add(&index.texts, &mut |file| text_files.push(file));
        }
        text_files.extend(texts.finish());
        let (mut files, root) = writer.finish();
        files.append(&mut text_files);
        files.push(root.finish("assets/search-1".to_owned()));
        Self { files }
    }

    /// Fetches what is missing until there is an answer: its places, its HTML, and the bytes that were fetched.
    pub(super) fn ask(&self, asked: &str, limit: usize) -> (Vec<String>, String, usize) {
        let mut searcher = Searcher::default();
        let query = Query::parse(asked);
        let mut fetched = 0;
        for _ in 0..8 {
            let missing = match searcher.search(&query, limit).unwrap() {
                Answer::Found(found) => {
                    let places = found.places().map(|(slug, id)| {
                        if id.is_empty() { slug.to_owned() } else { format!("{slug}#{id}") }
                    });
                    let html = draw_results(&found, &query, asked, "../", ResultStyle::Links);
                    return (places.collect(), html, fetched);
                }
                Answer::Missing(missing) => missing,
            };
            for piece in missing {
                let file = self.files.iter().find(|file| file.piece == piece).unwrap();
                fetched += file.bytes.len();
                searcher.insert(piece, file.bytes.clone()).unwrap();
            }
        }
        panic!("`{asked}` asks for ever more");
    }

    fn places(&self, asked: &str) -> String {
        self.ask(asked, 10).0.join(" ")
    }
}

const ATTENTION: &str = "---\ntitle: Attention from scratch\ntags: [transformers, C++]\ncategories: Deep Dives\n---\n\
Queries meet keys.\n\n## Scaled dot products\n\nThe scores are $\\mathrm{softmax}(QK^\\top/\\sqrt{d_k})$.\n\n\
```python\nscores = torch.matmul(q, k)\nmodel.load_state_dict(state)\n```\n\n### Why divide by $\\sqrt{d_k}$\n\n\
Gradients vanish: $\\nabla_\\theta L$ is small.\n";
const COOKING: &str =
    "---\ntitle: Cooking\ntags: [food]\n---\nCafé crème in C major. Fitting shoes. Attention, hot!\n";
const CHINESE: &str =
    "---\ntitle: 注意力机制\n---\n自注意力的计算复杂度是二次的。データの前処理。한국어 문장입니다.\n";
const TOOLS: &str = "---\ntitle: Tools\ntags: [transformers]\n---\n## Fit\n\nWe call `clf.fit()` in C++.\n";

fn site() -> Site {
    Site::new([
        ("attention.md", ATTENTION),
        ("cooking.md", COOKING),
        ("chinese.md", CHINESE),
        ("tools.md", TOOLS),
    ])
}

#[test]
fn sections_are_found_best_first() {
    let site = site();
    for (asked, places) in [
        ("attention", "attention cooking attention#scaled-dot-products attention#why-divide-by-sqrtd_k"),
        ("scaled dot", "attention#scaled-dot-products attention#why-divide-by-sqrtd_k"),
        ("torch.matmul", "attention#scaled-dot-products"),
        ("load_state_dict", "attention#scaled-dot-products"),
        (".fit()", "tools#fit"),
        ("C++ ", "attention tools#fit"),
        ("softmax", "attention#scaled-dot-products"),
        (r"\nabla", "attention#why-divide-by-sqrtd_k"),
        ("d_k ", "attention#why-divide-by-sqrtd_k attention#scaled-dot-products"),
        ("CAFE", "cooking"),
        ("cre\u{300}me", "cooking"),
        ("注意力", "chinese"),
        ("计算复杂度", "chinese"),
        ("문장", "chinese"),
        ("zzzz", ""),
        ("(", ""),
    ] {
        assert_eq!(site.places(asked), places, "{asked}");
    }
}

#[test]
fn the_last_word_may_be_unfinished_and_any_may_have_an_error() {
    let site = site();
    for (asked, place) in [
        ("gradi", "attention#why-divide-by-sqrtd_k"),
        ("gradeints vanish ", "attention#why-divide-by-sqrtd_k"),
        ("crmee", "cooking"),
        ("sheos", "cooking"),
    ] {
        assert_eq!(site.places(asked), place, "{asked}");
    }
}

#[test]
fn what_is_called_as_it_was_asked_for_comes_first() {
    let site = Site::new([
        (
            "tiles.md",
            "## Discrete channel and tiles\n\nPiecewise channel, piecewise tiles, piecewise channel and tiles.",
        ),
        ("more.md", &format!("## Piecewise channel and tiles\n\n{}", "Other words stand here. ".repeat(200))),
    ]);
    for asked in ["Piecewise channel and tiles", "tiles and piecewise CHANNEL "] {
        let places = site.ask(asked, 2).0;
        assert_eq!(
            places,
            ["more#piecewise-channel-and-tiles", "tiles#discrete-channel-and-tiles"],
            "{asked}"
        );
    }
}

#[test]
fn what_is_written_in_several_ways_is_found_by_each() {
    let site = Site::new([
        (
            "hyphens.md",
            "---\ntags: [C++]\n---\nPre-training of GPT-4 is k-means with a word-piece vocabulary.",
        ),
        (
            "whole.md",
            "---\ntags: [rust]\n---\nPretraining a wordpiece vocabulary by kmeans; `#[derive(Debug)]` for x.",
        ),
        ("letters.md", "With α = 0.1 and β₁ = 0.9 the ∇f is small, and R² large."),
        ("tex.md", r"With $\alpha$ and $\beta_1$ the $\nabla f$ is small, $θ$ too."),
    ]);
    for (asked, places) in [
        ("pre-training ", "hyphens whole"),
        ("pretraining ", "hyphens whole"),
        ("Pre\u{2011}Training", "hyphens whole"),
        ("wordpiece ", "hyphens whole"),
        ("k-means ", "hyphens whole"),
        ("gpt4", "hyphens"),
        ("alpha ", "letters tex"),
        ("α", "letters tex"),
        (r"\nabla", "letters tex"),
        ("∇", "letters tex"),
        ("theta", "tex"),
        ("β1", "letters"),
        ("r2", "letters"),
        ("#[derive(Debug)]", "whole"),
        ("tag:C++ ", "hyphens"),
        ("#c++ ", "hyphens"),
    ] {
        let mut found = site.ask(asked, 10).0;
        found.sort();
        assert_eq!(found.join(" "), places, "{asked}");
    }
}

#[test]
fn either_spelling_finds_both_and_what_was_typed_comes_first() {
    let site = Site::new([
        ("a.md", "A tokenizer cuts text, and its behavior is normalized."),
        ("b.md", "A tokeniser cuts text, and its behaviour is normalised."),
    ]);
    assert_eq!(site.places("tokeniser"), "b a");
    assert_eq!(site.places("tokenizer"), "a b");
    assert_eq!(site.places("behaviour normalized"), "a b");
    let (_, html, _) = site.ask("behaviour ", 10);
    assert!(html.contains("<mark>behaviour</mark>") && html.contains("<mark>behavior</mark>"), "{html}");
}

#[test]
fn labels_filter() {
    let site = site();
    for (asked, places) in [
        ("tag:food attention", "cooking"),
        ("tag:transformers", "attention tools"),
        ("#c-plus-plus", "attention"),
        ("category:deep-dives c++ ", "attention"),
        ("tag:nothing attention", ""),
    ] {
        assert_eq!(site.places(asked), places, "{asked}");
    }
}

#[test]
fn results_show_marks_and_formulas_and_lead_to_the_section() {
    let site = site();
    let (_, html, _) = site.ask("divide d_k ", 1);
    assert_eq!(
        html,
        "<li><a class=\"search-result\" href=\"../posts/attention/?q=divide+d_k#why-divide-by-sqrtd_k\">\
         <span class=\"search-result-title\">Why <mark>divide</mark> by <mark class=\"search-formula\"><math><annotation \
         encoding=\"application/x-tex\">\\sqrt{d_k}</annotation></math></mark></span>\
         <span class=\"search-result-post\">Attention from scratch</span>\
         <span class=\"search-excerpt\">Gradients vanish: <math><annotation encoding=\"application/x-tex\">\\nabla_\\theta \
         L</annotation></math> is small.</span></a></li>"
    );
    let markup = Site::new([("x.md", "---\ntitle: X\n---\n```html\n<img src=x onerror=y> needle\n```\n")]);
    let (_, html, _) = markup.ask("needle", 1);
    assert!(html.contains("&lt;img src=x onerror=y&gt; <mark>needle</mark>"), "{html}");
}

#[test]
fn a_broken_piece_is_an_error() {
    let mut searcher = Searcher::default();
    assert_eq!(searcher.insert(Piece::Root, b"<!doctype html>".to_vec()), Err(Malformed));
    let site = site();
    let root = site.files.iter().find(|file| file.piece == Piece::Root).unwrap();
    searcher.insert(Piece::Root, root.bytes.clone()).unwrap();
    searcher.insert(Piece::Words(0), b"\xFF\xFF\xFF\xFF\xFF\xFF".to_vec()).unwrap();
    assert_eq!(searcher.search(&Query::parse("attention"), 8).err(), Some(Malformed));
}

#[test]
fn the_list_of_a_common_word_is_cut_and_still_goes_with_a_rare_one() {
    let mut source = String::from("---\ntitle: Many\n---\n");
    for number in 0..4_000 {
        // The longer the section, the less the word weighs: the last one is cut off.
        let rare = if number == 3_999 { "quibbleflux" } else { "" };
        source.push_str(&format!(
            "## Section {number}\n\ncommon {rare} {}\n\n",
            "filler ".repeat(number / 500)
        ));
    }
    let site = Site::new([("many.md", &*source)]);
    let longest =
        site.files.iter().filter(|file| matches!(file.piece, Piece::Lists(_))).map(|file| file.bytes.len());
    assert!(longest.max().is_some_and(|length| length < 16 << 10));
    assert_eq!(site.places("common quibbleflux "), "many#section-3999");
}
