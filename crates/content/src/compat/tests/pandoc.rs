use super::*;

#[test]
fn ends_of_pages_of_print_are_left_out() {
    check(
        "a\n\\newpage\nb\n\n  \\pagebreak  \n\n- c\n\n  \\clearpage\n\n\\cleardoublepage\n# H\n\n`\\newpage` and \\newpage here, \\newpages\n\n\\pagebreak[4]\n\n```\n\\newpage\n```\n\n$$\nx\n\\newpage\n$$\n\n    \\newpage\n\n<!--\n\\newpage\n-->",
        expect![[r##"
            <p>a</p>
            <p>b</p>
            <ul>
            <li>c</li>
            </ul>
            <h1 id="h">H<a class="heading-anchor" href="#h" tabindex="-1" aria-hidden="true"></a></h1>
            <p><code>\newpage</code> and \newpage here, \newpages</p>
            <p>\pagebreak[4]</p>
            <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>\newpage</code></pre>
            <div class="math math-display">x
            \newpage</div>
            <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>\newpage</code></pre>
        "##]],
    );
}

#[test]
fn lines_behind_bars_stay_lines() {
    check(
        "| The *limerick* packs\n|   In $|x|$ and `a|b`\n  that goes on\n|\n| - no list\n| ---\n\n| 1. Main St.\n| # 2\n\ntext\n| a\n| b\n\n| alone\n\n| a | b\n| c | d\n\n| a\n| ---\n| b\n\n> | q\n> | r\n\n- | s\n  | t\n\n```\n\n| u\n| v\n```\n\n$$\n| w\n| x\n$$\n\n| y\n| z\nbehind",
        expect![[r#"
            <p>The <em>limerick</em> packs<br>  In <span class="math math-inline">|x|</span> and <code>a|b</code>
            that goes on<br><br>- no list<br>---</p>
            <p>1. Main St.<br># 2</p>
            <p>text
            | a
            | b</p>
            <p>| alone</p>
            <p>| a | b
            | c | d</p>
            <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
            <thead>
            <tr><th scope="col">a</th></tr>
            </thead>
            <tbody>
            <tr><td>b</td></tr>
            </tbody>
            </table></div>
            <blockquote>
            <p>| q
            | r</p>
            </blockquote>
            <ul>
            <li>| s
            | t</li>
            </ul>
            <div class="code-bar"><button class="copy-button" type="button">Copy</button></div><pre class="code" tabindex="0"><code>
            | u
            | v</code></pre>
            <div class="math math-display">| w
            | x</div>
            <p>| y
            | z
            behind</p>
        "#]],
    );
}

#[test]
fn tables_in_grids_are_tables() {
    check_text(
        "text\n+-----+:---:+\n| A   | $|$ |\n+-----+-----+\n\n+---+------+\n| A | *B*  |\n+===+:====:+\n| 1 | long |\n|   | text |\n+---+------+\n| x | - b  |\n| y | - c  |\n+---+------+\n| 3 |      |\n+---+------+\nbehind\n\n- +---+---+\n  | a | b |\n  +---+---+\n\n+---+---+\n| a     |\n+---+---+\n\n+---+---+\n| a | b |\n\n+---+---+\n| a | b |\n|   +---+\n| c | d |\n+---+---+\n\n```\n+---+\n| a |\n+---+\n```\n\n+---+-----+\n| a | `|` |\n+---+-----+\n\n1 +-+ 2",
        expect![[r#"
            text

            | | |
            |-----|:---:|
            | A | $|$ |

            | A | *B* |
            |---|:----:|
            | 1 | long text |
            | x y | - b <br>- c |
            | 3 | |

            behind

            - | | |
              |---|---|
              | a | b |

            +---+---+
            | a     |
            +---+---+

            +---+---+
            | a | b |

            +---+---+
            | a | b |
            |   +---+
            | c | d |
            +---+---+

            ```
            +---+
            | a |
            +---+
            ```

            +---+-----+
            | a | `|` |
            +---+-----+

            1 +-+ 2"#]],
    );
}

#[test]
fn tables_between_dashes_are_tables() {
    check(
        "Ab  C\n--- ---\n$x$   *y*",
        expect![[r#"
        <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
        <thead>
        <tr><th scope="col">Ab</th><th scope="col">C</th></tr>
        </thead>
        <tbody>
        <tr><td><span class="math math-inline">x</span></td><td><em>y</em></td></tr>
        </tbody>
        </table></div>
    "#]],
    );
    check_text(
        "  Right  Left    Mid\n-------  ------ ------\n     12  *a*     x y\n      1  表 b\n\nTable: C\n\ntext\n\n--- ---\na   b\n    c\n--- ---\n\n-------------\nA    Head\n     two\n---- --------\na    one\n     two\n\nb    three\n-------------\n\ntext",
        expect![[r#"
            | Right | Left | Mid |
            |--:|---|:-:|
            | 12 | *a* | x y |
            | 1 | 表 b | |

            C

            text

            | | |
            |---|---|
            | a | b |
            | | c |

            | A | Head two |
            |---|---|
            | a | one two |
            | b | three |

            text"#]],
    );
}

#[test]
fn lines_and_headings_of_dashes_are_no_tables() {
    let body = "Title\n---\n\n--- ---\n\ntext\n\n---\na\n---\n\na long line of text\n---- ----\nwith another\n\n- - -\n\n--- ---\n\ntext\n\n--- ---\n\n```\na b\n- -\n\na   b\n--- ---\nc   d\n```\n\na   b\n--- ---\n\nc   | d\n--- ---\ne   f\n";
    assert_eq!(super::super::translate(body, 0, place(&|_: &str| None)).text, body);
}

#[test]
fn captions_of_tables_lose_their_colon() {
    check(
        "|a|\n|-|\n|b|\n\n: Caption {#tbl-x}\n\nSee @tbl-x.\n\n> |a|\n> |-|\n> |b|\n> Table: Other",
        expect![[r##"
            <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
            <thead>
            <tr><th scope="col">a</th></tr>
            </thead>
            <tbody>
            <tr><td>b</td></tr>
            </tbody>
            </table></div>
            <p>Table 1: Caption <a id="tbl-x"></a></p>
            <p>See <a href="#tbl-x">Table 1</a>.</p>
            <blockquote>
            <div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>
            <thead>
            <tr><th scope="col">a</th></tr>
            </thead>
            <tbody>
            <tr><td>b</td></tr>
            </tbody>
            </table></div>
            <p>Other</p>
            </blockquote>
        "##]],
    );
}
