use super::*;

fn check(katex: &str, expected: &str) {
    assert_eq!(lean(katex.to_owned()), expected);
}

/// A table of KaTeX: how high, how deep, and its rows.
fn table(height: &str, depth: &str, rows: &str) -> String {
    format!(
        "<span class=\"vlist-t vlist-t2\"><span class=\"vlist-r\"><span class=\"vlist\" style=\"height:{height};\">{rows}</span>\
         <span class=\"vlist-s\">\u{200b}</span></span><span class=\"vlist-r\"><span class=\"vlist\" style=\"height:{depth};\">\
         <span></span></span></span></span>"
    )
}

fn row(top: &str, strut: &str, content: &str) -> String {
    format!(
        "<span style=\"top:{top};\"><span class=\"pstrut\" style=\"height:{strut};\"></span>{content}</span>"
    )
}

#[test]
fn an_atom_without_a_face_is_text() {
    check(
        "<span class=\"katex-base\"><span class=\"mord\"><span class=\"mord mathnormal\">x</span><span class=\"mclose\">!</span></span></span>",
        "<span class=\"katex-base\"><span class=\"mathnormal\">x</span>!</span>",
    );
}

#[test]
fn a_space_is_a_margin_of_its_neighbour() {
    let space = "<span class=\"mspace\" style=\"margin-right:0.2778em;\"></span>";
    let x = "<span class=\"mord mathnormal\" style=\"margin-right:0.0278em;\">x</span>";
    let base = |content: &str| format!("<span class=\"katex-base\">{content}</span>");
    check(
        &base(&format!("{x}{space}<span class=\"mrel\">=</span>{space}<span class=\"mord\">1</span>")),
        &base(
            "<span class=\"mathnormal\" style=\"margin-right:.3056em\">x</span>\
             <span style=\"margin-right:.2778em\">=</span>1",
        ),
    );
    check(
        &base(&format!("<span class=\"mord\">2</span>{space}{x}{space}")),
        &base("2<span class=\"mathnormal\" style=\"margin-left:.2778em;margin-right:.3056em\">x</span>"),
    );
    // A blank beside a space, in either order.
    let blank = "<span class=\"mspace\">\u{a0}</span>";
    for spaces in [format!("{space}{blank}"), format!("{blank}{space}")] {
        check(
            &base(&format!(
                "<span class=\"mpunct\">,</span>{spaces}<span class=\"mop\"><span class=\"mathrm\">f</span></span>"
            )),
            &base(",\u{a0}<span class=\"mathrm\" style=\"margin-left:.2778em\">f</span>"),
        );
    }
    // A margin of smaller text would be a smaller space.
    let small = "<span class=\"mord katex-sizing reset-size6 size3\">a</span>";
    check(
        &base(&format!("{small}{space}{small}")),
        &base(
            "<span class=\"size-70\">a</span><span style=\"margin-right:.2778em\"></span><span class=\"size-70\">a</span>",
        ),
    );
}

#[test]
fn a_table_is_one_box_as_high_and_as_deep() {
    let script =
        "<span class=\"katex-sizing reset-size6 size3 mtight\"><span class=\"mord mtight\">1</span></span>";
    let subscript = format!(
        "<span class=\"msupsub\">{}</span>",
        table("0.3011em", "0.15em", &row("-2.55em", "2.7em", script))
    );
    // 0.3011 + 0.15 − 3 · 0.7 is −1.6489; in the script's size, −2.3556.
    check(
        &subscript,
        "<span class=\"stack msupsub\" style=\"height:.4511em;vertical-align:-.15em\">\
         <span class=\"size-70\" style=\"margin-top:-2.3556em\">1</span></span>",
    );
    let rows = row("-2.314em", "3em", "<span class=\"mord\">2</span>")
        + &row("-3.677em", "3em", "<span class=\"mord mathnormal\">a</span>");
    check(
        &table("1.1076em", "0.686em", &rows),
        "<span class=\"stack\" style=\"height:1.7936em;vertical-align:-.686em\"><span style=\"margin-top:-1.2064em\">2</span>\
         <span style=\"margin-top:-1.363em\"><span class=\"mathnormal\">a</span></span></span>",
    );
}

#[test]
fn a_tall_row_keeps_its_strut_and_a_drawing_its_row() {
    // As a wide accent has it: the row is the box, and has a class.
    let accent = "<span class=\"svg-align\" style=\"width:calc(100% - 0.1667em);top:-3em;\"><span class=\"pstrut\" \
                  style=\"height:3em;\"></span><span style=\"height:0.24em;\"><svg></svg></span></span>";
    check(
        &table("1em", "0.1em", accent),
        "<span class=\"stack drawn\" style=\"height:1.1em;vertical-align:-.1em\"><span class=\"svg-align\" \
         style=\"width:calc(100% - 0.1667em);margin-top:-2em\"><span style=\"height:.24em\"><svg></svg></span></span></span>",
    );
    let rows = row("-5.05em", "7em", "<span style=\"height:6em;\"><svg><path d=\"M0\"/></svg></span>");
    check(
        &table("4em", "2em", &rows),
        "<span class=\"stack drawn\" style=\"height:6em;vertical-align:-2em\"><span style=\"margin-top:-1.05em\">\
         <span class=\"pstrut\" style=\"height:7em\"></span><span style=\"height:6em\"><svg><path d=\"M0\"/></svg></span></span></span>",
    );
}

#[test]
fn what_is_not_known_stays() {
    let deep = format!("{}x{}", "<span class=\"a\">".repeat(600), "</span>".repeat(600));
    for html in [
        "<span class=\"katex-error\" style=\"color:red\" title=\"why\">\\x&lt;</span>",
        "<span class=\"vlist-t\"><span class=\"vlist-r\"></span></span>",
        "<span class=\"katex-mathml\"><math><mi>x</mi></math></span>",
        "<span class=\"mord\">not closed",
        "<b>x</b>",
        "<span class=\"mord\" hidden>x</span>",
        "",
        &deep,
    ] {
        check(html, html);
    }
    // Heights below zero are none: what KaTeX's table makes of that, only KaTeX's table makes.
    let html = table("-1em", "0.5em", &row("-3em", "3em", "x"));
    let kept = lean(html);
    assert!(kept.contains("vlist-t2") && kept.contains("height:-1em"), "{kept}");
}
