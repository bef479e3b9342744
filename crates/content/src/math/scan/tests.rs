use expect_test::{Expect, expect};

use super::*;

mod habits;

/// Formulas one a line, `i` inline or `D` display, then the protected text with `#n` for each marker.
fn check(body: &str, expect: Expect) {
    let protected = protect(body, 0);
    let mut seen = String::new();
    for formula in &protected.formulas {
        let style = if formula.style == MathStyle::Inline { 'i' } else { 'D' };
        seen.push_str(&format!("{style} {}\n", formula.tex.replace('\n', "⏎")));
    }
    seen.push_str(&super::super::replace_markers(&protected.text, |marker, out| {
        out.push_str(&format!("#{}", marker.index));
    }));
    expect.assert_eq(&seen);
}

#[test]
fn money_stays_money() {
    check("from $3.00 to $1.20 per run.", expect!["from $3.00 to $1.20 per run."]);
    check("GPU hours cost $2/$3 on", expect!["GPU hours cost $2/$3 on"]);
    check(
        "A budget of $500 buys $n = 12$ runs; $4 is left.",
        expect![[r#"
            i n = 12
            A budget of $500 buys #0 runs; $4 is left."#]],
    );
    check(
        "Run $ make or $ ls and keep $ x $ as text.",
        expect!["Run $ make or $ ls and keep $ x $ as text."],
    );
    check(
        r"Pay \$5 or \$6, but $p = 5$ holds.",
        expect![[r#"
        i p = 5
        Pay \$5 or \$6, but #0 holds."#]],
    );
}

#[test]
fn code_comments_and_targets_are_never_touched() {
    check(
        "`$x$ * y` and $h$",
        expect![[r#"
        i h
        `$x$ * y` and #0"#]],
    );
    check(
        "```\n$x$\n```\n$y$",
        expect![[r#"
        i y
        ```
        $x$
        ```
        #0"#]],
    );
    check(
        "<!-- ```\n$a$ -->\n\n$b$",
        expect![[r#"
        i b
        <!-- ```
        $a$ -->

        #0"#]],
    );
    check(
        "[$t$](http://x/$a$b) https://y/$c$d",
        expect![[r#"
        i t
        [#0](http://x/$a$b) https://y/$c$d"#]],
    );
    check(
        "<a title=\"$a$\">$b$</a> <code>$c$</code>",
        expect![[r#"
        i b
        <a title="$a$">#0</a> <code>$c$</code>"#]],
    );
    check(
        "text\n\n    $a$ code\n\n- item\n\n      $b$ code\n\n  $c$",
        expect![[r#"
        i c
        text

            $a$ code

        - item

              $b$ code

          #0"#]],
    );
}

#[test]
fn display_survives_markdown_line_starts() {
    check(
        "Before.\n\n$$\na\n+ b\n- c\n> d\n= e\n$$\n\nAfter.",
        expect![[r#"
        D a⏎+ b⏎- c⏎> d⏎= e
        Before.

        #0

        After."#]],
    );
    check(
        "$$\na\n\nb\n$$\n",
        expect![[r#"
        D a⏎⏎b
        #0
    "#]],
    );
}

#[test]
fn containers_are_not_part_of_the_formula() {
    check(
        "> Claim:\n> $$\n> a &= b \\\\\n> > c\n> $$\n",
        expect![[r#"
            D \begin{aligned}a &= b \\⏎> c⏎\end{aligned}
            > Claim:
            > #0
        "#]],
    );
    check(
        "1. First\n\n    $$\n    x = 1\n    $$\n\n   still\n2. Second",
        expect![[r#"
        D x = 1
        1. First

            #0

           still
        2. Second"#]],
    );
    check(
        "- The loss is\n  $$\n  L = 1\n  $$\n- next",
        expect![[r#"
        D L = 1
        - The loss is
          #0
        - next"#]],
    );
    check(
        "text\n\n    $$\n    a\n    $$\n",
        expect![[r#"
        D a
        text

        #0
    "#]],
    );
}

#[test]
fn every_delimiter_is_known() {
    check(
        r"\(a\) \\(b\\) $`c`$ \\[d\\]",
        expect![[r#"
        i a
        i b
        i c
        D d
        #0 #1 #2 #3"#]],
    );
    check(
        "> ```math\n> a_b + *c*\n> + d\n> ```\n\ntext",
        expect![[r#"
        D a_b + *c*⏎+ d
        > #0

        text"#]],
    );
    check(
        "$$\n> a\n$$ \\[1\\] #\\[doc ...\\]",
        expect![[r#"
        D > a
        #0 \[1\] #\[doc ...\]"#]],
    );
    check(
        "\\[\nx = 1\n\\]",
        expect![[r#"
        D x = 1
        #0"#]],
    );
    check(r"\[1\] and \(see the appendix\)", expect![[r#"\[1\] and \(see the appendix\)"#]]);
    check(
        "\\begin{align}\na &= b\n\\end{align}",
        expect![[r#"
        D \begin{align}⏎a &= b⏎\end{align}
        #0"#]],
    );
}

#[test]
fn two_dollars_in_text_follow_the_habit_of_the_post() {
    check(
        "Given $$a+b$$ we are done.",
        expect![[r#"
        D a+b
        Given #0 we are done."#]],
    );
    check(
        "Given $$a$$ and $$b$$ here, $$c$$ and $$d$$ there.\n\n$$e$$",
        expect![[r#"
        i a
        i b
        i c
        i d
        D e
        Given #0 and #1 here, #2 and #3 there.

        #4"#]],
    );
    check(
        "Given $$a$$ and $$b$$ here.",
        expect![[r#"
        D a
        D b
        Given #0 and #1 here."#]],
    );
    check(
        "$$a$$ $$b$$",
        expect![[r#"
        D a
        D b
        #0 #1"#]],
    );
    check(
        "Given $x$, $$a$$ and $$b$$.",
        expect![[r#"
        i x
        D a
        D b
        Given #0, #1 and #2."#]],
    );
}

#[test]
fn tex_is_kept_byte_for_byte() {
    check(
        r"$\{x_n\}_{n\in\mathbb{N}}$ and $a\,b\;c\!d\ e\#\%\&\_$",
        expect![[r#"
        i \{x_n\}_{n\in\mathbb{N}}
        i a\,b\;c\!d\ e\#\%\&\_
        #0 and #1"#]],
    );
    check(
        r"| $|x|$ | $\text{if $y$}$ |",
        expect![[r#"
        i |x|
        i \text{if $y$}
        | #0 | #1 |"#]],
    );
    check(
        r"$\times$5 and $\sim$6000",
        expect![[r#"
        i \times
        i \sim
        #05 and #16000"#]],
    );
}

#[test]
fn a_line_that_looks_like_a_heading_is_tex() {
    check(
        "$$\na\n= b\n# c\n$$",
        expect![[r#"
        D a⏎= b⏎# c
        #0"#]],
    );
}

#[test]
fn an_unclosed_delimiter_is_text() {
    check(
        "costs $5\n\n$$ open\n\n# Heading\n\n$$a$$",
        expect![[r#"
        D a
        costs $5

        $$ open

        # Heading

        #0"#]],
    );
}

#[test]
fn spans_point_into_the_file() {
    let body = "α $x$\n\n> $$\n> y\n> $$\n";
    let protected = protect(body, 100);
    for formula in &protected.formulas {
        let source = &body[formula.span.start - 100..formula.span.end - 100];
        assert!(source.starts_with('$') && source.ends_with('$'), "{source}");
    }
    let after = protected.text.rfind('\n').unwrap();
    assert_eq!(protected.offsets.to_file(after), 100 + body.len() - 1);
}

#[test]
fn every_prefix_of_hard_text_is_survived() {
    let text = "> - $`a`$ \\\\(b\\) <a b='$'>\n```\n$$\nα\\\n[^x]: $$c\n\n\\begin{align}\\[ [](<$> `` ` $d$5";
    for end in (0..=text.len()).filter(|&end| text.is_char_boundary(end)) {
        let protected = protect(&text[..end], 0);
        assert!(protected.formulas.iter().all(|formula| formula.span.end <= end));
    }
}

#[test]
fn indented_formulas_stay_in_their_containers() {
    check(
        "Term\n: Definition\n\n    $$\n    z\n    $$\n\n- item\n\n      $$\n      y\n      $$",
        expect![[r#"
            D z
            D y
            Term
            : Definition

                #0

            - item

              #1"#]],
    );
}

#[test]
fn brackets_on_lines_of_their_own_are_formulas() {
    check(
        "\\[\ng\n\\]\n\nSee \\[1\\].",
        expect![[r#"
        D g
        #0

        See \[1\]."#]],
    );
}

#[test]
fn environments_may_stand_in_a_line() {
    check(
        "So \\begin{align} x &= y \\end{align} holds, `\\begin{align}`.",
        expect![[r#"
        D \begin{align} x &= y \end{align}
        So #0 holds, `\begin{align}`."#]],
    );
}

#[test]
fn display_formulas_with_numbers_beside_them_stay_display() {
    check(
        "$$a$$ (1)\n\n$$b$$, (2)",
        expect![[r#"
        D a
        D b
        #0 (1)

        #1, (2)"#]],
    );
}

#[test]
fn formulas_may_go_on_with_an_operator() {
    check(
        "Line $a\n+ b$ end.\n\n> In a quote $x\n> - y$ too.",
        expect![[r#"
        i a⏎+ b
        i x⏎- y
        Line #0 end.

        > In a quote #1 too."#]],
    );
}

#[test]
fn text_may_follow_a_formula_in_a_list_or_quote() {
    for before in ["- item\n  ", "> item\n> ", "1. item\n\n   "] {
        let prefix = before.rsplit('\n').next().unwrap();
        let body = format!("{before}$$\n{prefix}w\n{prefix}$$ text");
        let protected = protect(&body, 0);
        let seen: Vec<_> = protected.formulas.iter().map(|formula| (&*formula.tex, formula.style)).collect();
        assert_eq!(seen, [("w", MathStyle::Display)], "{body}");
    }
    // A blank line still ends what is none.
    assert!(protect("- $$ a\n\n  b $$ c", 0).formulas.is_empty());
}

#[test]
fn formulas_of_headings_stand_in_their_line() {
    assert_eq!(protect("## Of size $$k$$", 0).formulas[0].style, MathStyle::Inline);
}
