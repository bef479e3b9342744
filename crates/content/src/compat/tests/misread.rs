use super::*;

#[test]
fn items_that_are_indented_too_far_are_nested() {
    check_text(
        "* A graph has:\n      * **vertices**\n        of $x$\n      * edges\n          - heavy\n* next\n\n1. one\n        - two\n\n-\tone\n\t\t- two\n\nText\n      - no item\n\n- a\n  - b\n    - c\n\n- x\n\n      - code\n\n- z\n  ```\n          - code\n  ```",
        expect![[r#"
            * A graph has:
              * **vertices**
                of $x$
              * edges
                  - heavy
            * next

            1. one
               - two

            -	one
                - two

            Text
                  - no item

            - a
              - b
                - c

            - x

                  - code

            - z
              ```
                      - code
              ```"#]],
    );
}

#[test]
fn headings_of_jekyll_need_no_blank() {
    let body = "##Results of $x$\n\n###the second\ntext\n##Text\n\n##1\n\n#tag\n\n`##a`\n\n```\n\n##b\n```\n";
    let posts = |_: &str| None;
    let place = PostPlace { is_kramdown: true, ..place(&posts) };
    expect![[r#"
        ## Results of $x$

        ### the second
        text
        ##Text

        ##1

        #tag

        `##a`

        ```

        ##b
        ```
    "#]]
    .assert_eq(&super::super::translate(body, 0, place).text);
    check_text("##Results", expect!["##Results"]);
}

#[test]
fn items_right_below_a_quote_of_jekyll_stand_in_it() {
    let posts = |_: &str| None;
    let place = PostPlace { is_kramdown: true, ..place(&posts) };
    let body = "> * one\n * two\n* three\n\n> Observations:\n- $a$\n- b\n  more\n\n- apart\n\n\
                > Prompt\n- <https://a.org>\n{: .prompt-info }\n\n> plain\nlazy\n\n```\n> code\n- x\n```";
    expect![[r#"
        > * one
        >  * two
        > * three

        > Observations:
        > - $a$
        > - b
        >   more

        - apart

        > [!NOTE]
        > Prompt
        > - <https://a.org>

        > plain
        lazy

        ```
        > code
        - x
        ```"#]]
    .assert_eq(&crate::compat::translate(body, 0, place).text);
}
