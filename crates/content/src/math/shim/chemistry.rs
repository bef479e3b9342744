//! Chemistry: `\ce{…}` and `\pu{…}` of mhchem, which KaTeX has only as a further script and katex-rs not at all, as the
//! mathematics that they stand for (<https://mhchem.github.io/MathJax-mhchem/>). Both hosts then set the same.

mod equation;
mod quantity;

use super::tex;

/// Bytes of what a command may hold: to look for the ends of brackets takes quadratic time.
const MAX_LENGTH: usize = 2000;

/// Replaces the commands in a formula; returns the first source that is beyond us, which is set as it is written.
pub(super) fn replace(source: &mut String) -> Option<String> {
    let mut unknown = None;
    if !tex::has_command(source, |name| matches!(name, "ce" | "pu")) {
        return unknown;
    }
    for (name, read) in
        [("ce", equation::tex as fn(&str, usize) -> Option<String>), ("pu", |text, _| quantity::tex(text))]
    {
        let mut from = 0;
        while let Some(found) = tex::find_command(source, name, from) {
            // Braces that are open here are open to the end.
            let Some(inner) = tex::group(source, found.end) else { break };
            let text = &source[inner.clone()];
            let set = Some(text).filter(|text| text.len() <= MAX_LENGTH).and_then(|text| read(text, 0));
            let set = set.unwrap_or_else(|| {
                unknown.get_or_insert_with(|| format!("\\{name}{{{text}}}"));
                let plain: String = text.chars().filter(|c| !"\\{}$&#%^_~".contains(*c)).collect();
                format!("\\text{{{plain}}}")
            });
            let set = format!("{{{set}}}");
            from = found.start + set.len();
            source.replace_range(found.start..inner.end + 1, &set);
        }
    }
    unknown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &str) {
        let mut seen = source.to_owned();
        assert_eq!(replace(&mut seen), None, "{source}");
        assert_eq!(seen, expected, "{source}");
    }

    #[test]
    fn equations_are_mathematics() {
        check("\\ce{H2O}", "{\\mathrm{H}_{2}\\mathrm{O}}");
        check("\\ce{SO4^2-}", "{\\mathrm{SO}_{4}^{2-}}");
        check("\\ce{[AgCl2]-} x", "{[\\mathrm{AgCl}_{2}]^{-}} x");
        check("\\ce{CH3-CH=CH2}", "{\\mathrm{CH}_{3}{-}\\mathrm{CH}{=}\\mathrm{CH}_{2}}");
        check("\\ce{^{227}_{90}Th+}", "{{}^{227}_{90}\\mathrm{Th}^{+}}");
        check("\\ce{Fe^{III}}", "{\\mathrm{Fe}^{\\mathrm{III}}}");
        check("\\ce{A \u{21C4} B}", "{\\mathrm{A}\\xrightleftharpoons{\\quad}\\mathrm{B}}");
        check("\\ce{NO_x}", "{\\mathrm{NO}_{x}}");
        check("\\ce{1/2 O2}", "{\\tfrac{1}{2}\\,\\mathrm{O}_{2}}");
        check("\\ce{CuSO4.5H2O}", "{\\mathrm{CuSO}_{4}\\cdot 5\\,\\mathrm{H}_{2}\\mathrm{O}}");
        check(
            "\\ce{2H2 + O2 -> 2 H2O}",
            "{2\\,\\mathrm{H}_{2}{}+{}\\mathrm{O}_{2}\\xrightarrow{\\quad}2\\,\\mathrm{H}_{2}\\mathrm{O}}",
        );
        check(
            "\\ce{A ->[H2O][\\Delta] B v}",
            "{\\mathrm{A}\\xrightarrow[{\\Delta }]{\\mathrm{H}_{2}\\mathrm{O}}\\mathrm{B}\\downarrow}",
        );
        check("\\ce{A <=> $x$}", "{\\mathrm{A}\\xrightleftharpoons{\\quad}{x}}");
    }

    #[test]
    fn quantities_are_mathematics() {
        check("\\pu{123 kJ/mol}", "{123\\,\\mathrm{kJ}/\\mathrm{mol}}");
        check("\\pu{1.2e-3 mol.L-1}", "{1.2\\times 10^{-3}\\,\\mathrm{mol}\\,\\mathrm{L}^{-1}}");
        check("\\pu{20 \u{B0}C}", "{20\\,\\mathrm{\u{B0}C}}");
        check("\\pu{5 m^2}", "{5\\,\\mathrm{m}^{2}}");
        check(
            "\\pu{1693 \\pm 146 \\mu V \\cdot K^{-1}}",
            "{1693\\,\\pm \\,146\\,\\mu \\,\\mathrm{V}\\,\\cdot \\,\\mathrm{K}^{-1}}",
        );
        check("\\pu{50%}", "{50\\%}");
    }

    #[test]
    fn what_we_do_not_know_is_shown_as_it_is_written() {
        let mut seen = "\\ce{A @ B} \\ce{H2} \\ce".to_owned();
        assert_eq!(replace(&mut seen), Some("\\ce{A @ B}".to_owned()));
        assert_eq!(seen, "{\\text{A @ B}} {\\mathrm{H}_{2}} \\ce");
    }

    #[test]
    fn any_source_is_survived() {
        for text in [
            "^",
            "_",
            "$",
            "{",
            "\\",
            "->[",
            "^{",
            "1/",
            "é^",
            "\\bond{x}",
            "+-+-",
            "(()",
            "^+^2",
            "\u{2212}",
        ] {
            replace(&mut format!("\\ce{{{text}}} \\pu{{{text}}}"));
        }
        replace(&mut format!("\\ce{{{}}}", "{".repeat(100) + &"}".repeat(100)));
    }
}
