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
fn fences_of_mathematics_may_be_shouted_and_left_open() {
    check(
        "```MATH\na\n```\n\n> ```math\n> b\n\n```math\nc",
        expect![[r#"
            D a
            D b
            D c
            #0

            > #1

            #2"#]],
    );
}

#[test]
fn the_indentation_of_a_container_is_no_tex() {
    check(
        "- $$\n  a\n    + b\n  $$\n\n1. c $$d\n   + e$$\n\n> - \\begin{align}\n>   f\n>   \\end{align}\n\n  $$\n  g\n+ h\n  $$",
        expect![[r#"
            D a⏎  + b
            D d⏎+ e
            D \begin{align}⏎f⏎\end{align}
            D g⏎+ h
            - #0

            1. c #1

            > - #2

              #3"#]],
    );
    check(
        r"  \\(  W =
  \begin{bmatrix}
  0.8 & -0.5 \\
    1.3 & -0.7
  \end{bmatrix} \\)

  ```math
  i
    + j
  ```",
        expect![[r#"
            i W =⏎  \begin{bmatrix}⏎  0.8 & -0.5 \\⏎    1.3 & -0.7⏎  \end{bmatrix}
            D i⏎  + j
              #0

              #1"#]],
    );
}

#[test]
fn environments_stand_without_delimiters() {
    check(
        "\\begin{cases} a \\\\ b \\end{cases}\n\n\\begin{theorem} c \\end{theorem}\n\n\\begin{dcases*} d \\end{dcases*}",
        expect![[r#"
        D \begin{cases} a \\ b \end{cases}
        D \begin{dcases} d \end{dcases}
        #0

        \begin{theorem} c \end{theorem}

        #1"#]],
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
        "Let $$a$$ and $$b$$, $$f$$ and $$g$$ be.\n\n<center>$$c$$</center>\n\n<td>$$d$$</td>\n\n<div class=\"x\">$$e$$</div>",
        expect![[r#"
        i a
        i b
        i f
        i g
        D c
        i d
        D e
        Let #0 and #1, #2 and #3 be.

        <center>#4</center>

        <td>#5</td>

        <div class="x">#6</div>"#]],
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

#[test]
fn escaped_brackets_are_brackets() {
    check(
        "Use \\[`a_b` | `c`\\], **In\\[B, D<sub>Y</sub>\\] of W\\[F, D\\]**, a range \\[0, 1\\] or \\[0, 2π\\] here\\[\\^1\\]. \
         As \\([Li & Malik, 2016][1]\\), \\([a b][c]\\).",
        expect![[r#"
            i [a b][c]
            Use \[`a_b` | `c`\], **In\[B, D<sub>Y</sub>\] of W\[F, D\]**, a range \[0, 1\] or \[0, 2π\] here\[\^1\]. As \([Li & Malik, 2016][1]\), #0."#]],
    );
    check(
        "如下\\[x, y\\]和 so \\[ x_1, y \\] as\\[x^2\\]\n\n\\[a, b\\]\n\n\\[ \\text{``a''} \\]",
        expect![[r#"
            D x_1, y
            D x^2
            D a, b
            D \text{``a''}
            如下\[x, y\]和 so #0 as#1

            #2

            #3"#]],
    );
}

#[test]
fn a_reference_to_a_note_is_no_formula() {
    check(
        "Vector\\\\([^1]\\\\), \\([^a]\\).\n\n[^1]: x",
        expect![[r#"
        Vector[^1], [^a].

        [^1]: x"#]],
    );
}

#[test]
fn a_paragraph_of_an_environment_in_backticks_is_a_formula() {
    check(
        "So\n\n`\\begin{align}\n  a &= b \\\\\\\\\n  c &= d\n\\end{align}`\n\nHow: `\\begin{align}\na\n\\end{align}`\n\n`\\begin{align}a\\end{align}`",
        expect![[r#"
            D \begin{align}⏎  a &= b \\⏎  c &= d⏎\end{align}
            So

            #0

            How: `\begin{align}
            a
            \end{align}`

            `\begin{align}a\end{align}`"#]],
    );
}

#[test]
fn a_formula_may_go_on_behind_words() {
    check(
        "expressing this as $P(y=$ \"cat\"$) = P(y=$ \"dog\"$) = 0.5$. If we were\nassign a probability \
         $0.5  < P(y=$ \"cat\"$) < 1$.\n\na $f($ cat $) + g(x) = 1$ b. $g[$ cat $, y]$",
        expect![[r##"
            i P(y=
            i ) = P(y=
            i ) = 0.5
            i 0.5  < P(y=
            i ) < 1
            i f(
            i ) + g(x) = 1
            i g[
            i , y]
            expressing this as #0 "cat"#1 "dog"#2. If we were
            assign a probability #3 "cat"#4.

            a #5 cat #6 b. #7 cat #8"##]],
    );
    check(
        "($5) and ($6), $f(x$ and ($5) and ($6) or US$, 5$, 3) and 2$.\n\n$f(x$ is\n\n$) = 3$, $A($B $) x$",
        expect![[r#"
            i f(x
            i f(x
            ($5) and ($6), #0 and ($5) and ($6) or US$, 5$, 3) and 2$.

            #1 is

            $) = 3$, $A($B $) x$"#]],
    );
}

#[test]
fn backticks_in_a_formula_kept_markdown_off() {
    check(
        r"in $\mathbb{R}^d$ and $\{\mathbf{z} \in `\{0, 1\}`^k : \mathbf{z}^T \mathbf{z} = 1 \}$ here, $x",
        expect![[r#"
        i \mathbb{R}^d
        i \{\mathbf{z} \in \{0, 1\}^k : \mathbf{z}^T \mathbf{z} = 1 \}
        in #0 and #1 here, $x"#]],
    );
    check("costs $5 `a`_b and $6, $\\alpha `x` y$", expect!["costs $5 `a`_b and $6, $\\alpha `x` y$"]);
}

#[test]
fn both_dollars_may_be_escaped() {
    check(
        r"We select \$$W_Q x\$$ and \$$W_K y\$$, \$$z$$.",
        expect![[r#"
        i W_Q x
        i W_K y
        i z
        We select #0 and #1, #2."#]],
    );
}
