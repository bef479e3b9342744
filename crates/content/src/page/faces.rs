//! Which faces the formulas of a finished page need: the app would have to look through tens of thousands of elements for that.

/// The classes by which the app (`src/interop/faces.js`) tells that a face is needed.
const CLASSES: [&str; 27] = [
    "katex",
    "mathnormal",
    "mathbf",
    "textbf",
    "mathit",
    "textit",
    "boldsymbol",
    "mathbb",
    "textbb",
    "amsrm",
    "mathcal",
    "mathfrak",
    "textfrak",
    "mathsf",
    "textsf",
    "mathscr",
    "textscr",
    "mathtt",
    "texttt",
    "small-op",
    "size1",
    "delim-size1",
    "large-op",
    "size2",
    "size3",
    "size4",
    "delim-size4",
];

/// Those of them that are on the page, with a space between each.
pub(super) fn face_classes(html: &str) -> String {
    let mut is_used = [false; CLASSES.len()];
    for value in html.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        for class in value.split(' ') {
            if let Some(index) = CLASSES.iter().position(|known| *known == class) {
                is_used[index] = true;
            }
        }
    }
    let used: Vec<&str> =
        CLASSES.into_iter().zip(is_used).filter_map(|(class, is)| is.then_some(class)).collect();
    used.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_which_faces_it_needs() {
        let formula = r#"<span class="katex"><span class="mord mathnormal mtight">x</span><span class="size12"></span></span>"#;
        assert_eq!(face_classes(formula), "katex mathnormal");
        assert_eq!(
            face_classes(&format!("{formula}<i class=\"delim-size4\"></i>{formula}")),
            "katex mathnormal delim-size4"
        );
        assert_eq!(face_classes("<p class=\"room\">mathbb"), "");
    }

    #[test]
    fn the_app_asks_for_these_classes_and_no_others() {
        let script = include_str!("../../../../src/interop/faces.js");
        let table =
            script.split_once("const FACES = [").and_then(|(_, rest)| rest.split_once("\n];")).unwrap().0;
        let mut asked: Vec<&str> = table
            .lines()
            .filter_map(|line| line.split_once(", [")?.1.split_once(']'))
            .flat_map(|(classes, _)| classes.split(", ").map(|class| class.trim_matches('\'')))
            .collect();
        let mut known = CLASSES;
        asked.sort_unstable();
        known.sort_unstable();
        assert_eq!(asked, known);
    }
}
