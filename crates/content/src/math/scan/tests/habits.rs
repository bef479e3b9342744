use super::*;

#[test]
fn small_formulas_in_text_are_inline_beside_others_too() {
    check(
        "Take $x$, $$a$$, $$\\theta_i$$ and $$c$$ here, $$d = e$$ too.\n\n| $$f$$ | $$g$$ |",
        expect![[r#"
        i x
        i a
        i \theta_i
        i c
        i d = e
        i f
        i g
        Take #0, #1, #2 and #3 here, #4 too.

        | #5 | #6 |"#]],
    );
}

#[test]
fn blanks_inside_of_dollars_are_a_habit() {
    check(
        "Take $ W_1 x $ and $ n $, $ 5 + 5 $ or $y $; not $5 and $ 6 $.",
        expect![[r#"
        i W_1 x
        i n
        i 5 + 5
        i y
        i 6
        Take #0 and #1, #2 or #3; not $5 and #4."#]],
    );
    check(
        "Run $ make or $ ls and keep $ x $ as text.",
        expect!["Run $ make or $ ls and keep $ x $ as text."],
    );
    check(
        "It is $x_i$ and $y $, US$ 5-US$ 10.",
        expect![[r#"
        i x_i
        i y
        It is #0 and #1, US$ 5-US$ 10."#]],
    );
}

#[test]
fn directives_of_myst_are_formulas() {
    check(
        "```{math}\n:label: one\na = b\n```\n\n```math title\nc\n```\n\n```mathematica\nd\n```",
        expect![[r#"
        D a = b\tag{1}
        D c
        #0

        #1

        ```mathematica
        d
        ```"#]],
    );
}

#[test]
fn environments_stand_without_delimiters() {
    check(
        "\\begin{cases} a \\\\ b \\end{cases}\n\n\\begin{theorem} c \\end{theorem}",
        expect![[r#"
        D \begin{cases} a \\ b \end{cases}
        #0

        \begin{theorem} c \end{theorem}"#]],
    );
}

#[test]
fn boxes_hold_formulas() {
    check(
        r"$\colorbox{yellow}{$x$}$ and $\fbox{a $y$ b} + \fcolorbox{red}{blue}{$z$}$, $\frac{a}{b}$ $c$",
        expect![[r#"
        i \colorbox{yellow}{$x$}
        i \fbox{a $y$ b} + \fcolorbox{red}{blue}{$z$}
        i \frac{a}{b}
        i c
        #0 and #1, #2 #3"#]],
    );
}

#[test]
fn tags_around_a_formula_are_no_words() {
    check(
        "Let $$a$$ and $$b$$ be.\n\n<center>$$c$$</center>\n\n<td>$$d$$</td>\n\n<div class=\"x\">$$e$$</div>",
        expect![[r#"
        i a
        i b
        D c
        i d
        D e
        Let #0 and #1 be.

        <center>#2</center>

        <td>#3</td>

        <div class="x">#4</div>"#]],
    );
}

#[test]
fn a_rule_below_a_display_formula_makes_no_heading_of_it() {
    check(
        "$$\na\n$$\n---\nb\n---\n\ntext\n\\[c\\]\n----\n\n```math\nd\n```\n---\n\n$e$\n---\n\n$$f$$\n\n---\n\n- $$g$$\n---",
        expect![[r#"
            D a
            D d
            i e
            D f
            D g
            #0

            ---
            b
            ---

            text
            \[c\]
            ----

            #1

            ---

            #2
            ---

            #3

            ---

            - #4
            ---"#]],
    );
}
