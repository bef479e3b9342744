use super::*;
use crate::{link::PostPlace, markdown};

/// The HTML of a text that stands below the first screen.
fn estimated(text: &str) -> String {
    let first_screen = "word\n\n".repeat(150);
    let html = marked(&format!("{first_screen}{text}"));
    html.rsplit_once("word</p>\n").map(|(_, html)| html.to_owned()).unwrap_or(html)
}

fn marked(text: &str) -> String {
    let place = PostPlace::new("a.md", "", &|_: &str| None);
    with_estimates(&markdown::parse_body(text, 0, None, place)).html
}

#[test]
fn the_first_screen_is_always_laid_out() {
    let html = marked(&"A short line.\n\n".repeat(120));
    let first = html.matches("<p>").count();
    assert!((8..15).contains(&first), "{first}");
    let on_wide_screens = first + html.matches("<p data-wide").count();
    assert!((30..40).contains(&on_wide_screens), "{on_wide_screens}");
    let on_tall_ones = html.matches("<p data-wide=\"tall\"").count();
    assert!((10..16).contains(&on_tall_ones), "{on_tall_ones}");
    assert!(html.ends_with("<p class=\"room rows-0 rows-mixed\">A short line.</p>\n"));
}

#[test]
fn a_paragraph_is_as_long_as_its_text() {
    let html = estimated(&format!("Twelve *signs* a b.\n\n{}\n", "text ".repeat(100)));
    assert!(html.starts_with("<p class=\"room rows-0 rows-mixed\">"), "{html}");
    assert!(html.contains("<p class=\"room rows-11 rows-text\">"), "{html}");
}

#[test]
fn lines_of_code_are_rows() {
    let html = estimated("```py\na\nb\nc\nd\n```\n");
    assert!(html.contains("<pre class=\"room rows-5 code\""), "{html}");
    assert!(html.starts_with("<div class=\"room code-bar\">"), "{html}");
}

#[test]
fn a_formula_counts_as_what_it_shows() {
    let inline = estimated("$\\alpha_{i} + \\frac{a}{b}$");
    let display = estimated("$$\na \\\\\nb\n$$\n");
    assert!(inline.starts_with("<p data-math class=\"room rows-0\">"), "{inline}");
    assert!(display.starts_with("<div class=\"room rows-5 math math-display\">"), "{display}");
}

#[test]
fn only_blocks_at_the_top_level_are_marked() {
    let html = estimated("## A\n\n- one\n- two\n\n  more\n\n> quoted\n\n![](a.svg)\n");
    assert_eq!(html.matches("room ").count(), 2, "{html}");
    assert_eq!(html.matches("room-narrow rows-1\"").count(), 1, "{html}");
    assert!(html.contains("<ul class=\"room rows-4\""), "{html}");
}

#[test]
fn what_reaches_out_of_a_bar_is_not_cut_off() {
    let html =
        estimated("```py\na\n```\n").replace("<button", "<details class=\"code-run\"></details><button");
    let bar = html.split_once(" class=").map_or(0, |(name, _)| name.len());
    assert!(kind(&html, "div", bar).is_some());
    let html = html.replace("room ", "");
    assert!(kind(&html, "div", bar).is_none(), "{html}");
}

#[test]
fn the_style_sheet_has_the_heights() {
    let sheet = include_str!("../../../../../style/room.css");
    let mut height = 1.0;
    for step in 0..STEPS {
        let rule = format!(".rows-{step} {{\n      --rows: ");
        let (_, rule) = sheet.split_once(&rule).unwrap_or_else(|| panic!("no {rule}"));
        let rows: f32 = rule[..rule.find(';').unwrap_or(0)].parse().unwrap_or_default();
        assert!((rows / height - 1.0).abs() < 0.02, "{step}: {rows} is not {height}");
        height *= STEP;
    }
    assert!(!sheet.contains(&format!(".rows-{STEPS} ")));
}

#[test]
fn nothing_else_changes() {
    let first_screen = "word\n\n".repeat(150);
    let text = "# A\n\ntext <br> <kbd>x</kbd> $x$ [a](b \"c > d\")\n\n| a |\n|---|\n| 1 |\n\n- [x] done\n\nend[^1]\n\n[^1]: note\n";
    let place = PostPlace::new("a.md", "", &|_: &str| None);
    let document = markdown::parse_body(&format!("{first_screen}{text}"), 0, None, place);
    let mut html = with_estimates(&document).html;
    for mark in [" data-math", " data-wide=\"tall\"", " data-wide"] {
        html = html.replace(mark, "");
    }
    for class in (0..STEPS)
        .rev()
        .map(|step| format!(" rows-{step}"))
        .chain([" rows-text".into(), " rows-mixed".into()])
    {
        html = html.replace(&class, "");
    }
    for class in ["room-narrow", "room"] {
        html = html.replace(&format!(" class=\"{class}\""), "").replace(&format!("\"{class} "), "\"");
    }
    assert_eq!(html, document.html);
}
