//! Formulas by KaTeX's port to Rust, with the options that `src/interop/typeset.js` gives KaTeX in the browser.

mod attributes;
mod radicand;
mod sizes;

use std::{
    cell::Cell,
    collections::BTreeMap,
    ops::Range,
    panic::{self, AssertUnwindSafe},
    sync::{LazyLock, Once},
};

use katex::{
    KatexContext, OutputFormat, Settings, StrictMode, StrictSetting, TrustSetting, macros::MacroDefinition,
};
use studybuddy_content::math::{Formula, MathStyle, failed_formula, for_katex, lean};

/// The stack that typesetting needs: KaTeX calls itself for every level of nesting.
pub const STACK_BYTES: usize = 256 << 20;
/// How deep a formula may nest. KaTeX in the browser gives up at some thousands; no author comes near.
const MAX_NESTING: usize = 1_000;

/// What KaTeX paints commands that it does not know.
const ERROR_COLOR: &str = "var(--color-error)";

static CONTEXT: LazyLock<KatexContext> = LazyLock::new(KatexContext::default);

/// KaTeX, with the macros of one post: what a formula defines is known in those after it.
pub struct Typesetter {
    settings: Settings,
}

/// Why a formula cannot be typeset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// KaTeX's words.
    pub message: String,
    /// Where in the TeX, in bytes, if KaTeX says so.
    pub at: Option<Range<usize>>,
    /// Whether it is in a definition before the formula.
    pub in_definition: bool,
}

/// The commands that KaTeX has by itself, with their backslash; symbols are not among them.
pub fn commands() -> impl Iterator<Item = &'static str> {
    let functions = CONTEXT.functions.keys().map(String::as_str);
    let macros = katex::macros::builtins::BUILTIN_MACROS.keys().copied();
    functions.chain(macros).filter(|name| name.starts_with('\\'))
}

/// The environments that KaTeX has.
pub fn environments() -> impl Iterator<Item = &'static str> {
    CONTEXT.environments.keys().map(String::as_str)
}

/// Whether KaTeX has a command or a symbol of this name.
pub fn is_built_in(name: &str) -> bool {
    commands().any(|command| command == name) || CONTEXT.symbols.get_math(name).is_some()
}

/// A formula as HTML.
#[derive(Clone, Debug)]
pub struct Typeset {
    /// What stands in the formula's `.math` element; the marked source if it cannot be typeset.
    pub html: String,
    /// What is wrong with it.
    pub problem: Option<String>,
}

impl Typesetter {
    /// Starts a post with these macros.
    pub fn new(macros: &BTreeMap<String, String>) -> Self {
        let macros = macros.iter().map(|(name, tex)| (name.clone(), MacroDefinition::String(tex.clone())));
        let settings = Settings::builder()
            .output(OutputFormat::HtmlAndMathml)
            .error_color(ERROR_COLOR.to_owned())
            .macros(macros.collect())
            .strict(StrictSetting::Mode(StrictMode::Ignore))
            .trust(TrustSetting::Bool(false))
            .max_size(50.0)
            .max_expand(1000)
            .global_group(true)
            .build();
        Self { settings }
    }

    /// Typesets the next formula of the post, after the definitions before it.
    pub fn typeset(&mut self, formula: &Formula) -> Typeset {
        // One that fails leaves the others alone; the author is told of the first.
        let problems: Vec<String> =
            formula.definitions.iter().filter_map(|definition| self.try_render(definition).err()).collect();
        let mut typeset = self.typeset_tex(&formula.tex, formula.style);
        typeset.problem = typeset.problem.or(problems.into_iter().next());
        typeset
    }

    /// Whether the next formula of the post can be typeset, after the definitions before it; makes no HTML.
    pub fn check(&mut self, formula: &Formula) -> Option<Fault> {
        let mut in_definitions = None;
        self.settings.display_mode = true;
        for definition in &formula.definitions {
            let fault = self.try_parse(definition).err();
            in_definitions = in_definitions.or(fault.map(|fault| Fault { in_definition: true, ..fault }));
        }
        self.settings.display_mode = formula.style == MathStyle::Display;
        self.try_parse(&formula.tex).err().or(in_definitions)
    }

    fn try_parse(&mut self, tex: &str) -> Result<(), Fault> {
        let plain = |message: &str| Fault { message: message.to_owned(), at: None, in_definition: false };
        if tex.is_empty() {
            return Ok(());
        }
        if nesting(tex) > MAX_NESTING {
            return Err(plain("it is nested too deeply"));
        }
        self.settings.throw_on_error = true;
        let macros = self.settings.macros.borrow().clone();
        let set = for_katex(tex);
        let fault = match catch(|| katex::parse(&CONTEXT, &set, &self.settings)) {
            Some(Ok(_)) => return Ok(()),
            Some(Err(error)) => {
                let at = error.position().map(|start| start..start + error.length().unwrap_or(0));
                Fault { at, ..plain(&error.kind.to_string()) }
            }
            None => plain("KaTeX fails on it"),
        };
        self.settings.macros.replace(macros);
        Err(fault)
    }

    fn typeset_tex(&mut self, tex: &str, style: MathStyle) -> Typeset {
        self.settings.display_mode = style == MathStyle::Display;
        let message = match self.try_render(tex) {
            Ok(html) => return Typeset { html, problem: None },
            Err(message) => message,
        };
        // Readers get what KaTeX makes of it in the browser: an unknown command in colour, the rest typeset.
        let html = match self.render(tex, false) {
            Ok(html) if !html.contains("katex-error") => html,
            _ => failed_formula(tex, &message),
        };
        Typeset { html, problem: Some(message) }
    }

    /// Typesets; if that fails, the macros are as they were before, so that it can be tried in another way.
    fn try_render(&mut self, tex: &str) -> Result<String, String> {
        let macros = self.settings.macros.borrow().clone();
        self.render(tex, true).inspect_err(|_| {
            self.settings.macros.replace(macros);
        })
    }

    fn render(&mut self, tex: &str, throw_on_error: bool) -> Result<String, String> {
        if tex.is_empty() {
            return Ok(String::new());
        }
        if nesting(tex) > MAX_NESTING {
            return Err("it is nested too deeply".to_owned());
        }
        self.settings.throw_on_error = throw_on_error;
        let set = for_katex(tex);
        let sized = sizes::in_display(&set, self.settings.display_mode);
        match catch(|| katex::render_to_string(&CONTEXT, &sized, &self.settings)) {
            Some(Ok(html)) => Ok(lean(sizes::as_written(radicand::with_room(attributes::sorted(&html))))),
            Some(Err(error)) => Err(error.to_string()),
            None => Err("KaTeX fails on it".to_owned()),
        }
    }
}

/// How deep KaTeX may have to go, from above: open groups and environments, and commands that take each other as
/// arguments without braces, as in `\sqrt\sqrt\sqrt x`.
fn nesting(tex: &str) -> usize {
    let (mut open, mut row, mut deepest) = (0_usize, 0_usize, 0_usize);
    let mut rest = tex;
    while let Some(first) = rest.chars().next() {
        let mut length = first.len_utf8();
        match first {
            '{' => open += 1,
            '}' => open = open.saturating_sub(1),
            '\\' => {
                let name = rest[1..].bytes().take_while(u8::is_ascii_alphabetic).count();
                let other = rest[1..].chars().next().map_or(0, char::len_utf8);
                length += if name > 0 { name } else { other };
                row += 1;
                match &rest[1..length] {
                    "left" | "begin" => open += 1,
                    "right" | "end" => open = open.saturating_sub(1),
                    _ => {}
                }
            }
            _ => {}
        }
        if !matches!(first, '\\' | '{' | ' ' | '\n' | '^' | '_') {
            row = 0;
        }
        deepest = deepest.max(open + row);
        rest = &rest[length..];
    }
    deepest
}

thread_local! {
    /// Whether a panic on this thread is expected and needs no message.
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Runs a function; `None` if it panics. The panic is not reported on standard error: the author gets a diagnostic.
fn catch<T>(run: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !IS_CAUGHT.get() {
                report(info);
            }
        }));
    });
    IS_CAUGHT.set(true);
    // Nothing outlives a panic but the macros, which are put back.
    let result = panic::catch_unwind(AssertUnwindSafe(run));
    IS_CAUGHT.set(false);
    result.ok()
}

#[cfg(test)]
mod tests {
    use std::thread;

    use studybuddy_content::math::default_macros;

    use super::*;

    fn typeset_all(macros: &[(&str, &str)], formulas: &[&str]) -> Vec<Typeset> {
        let macros = macros.iter().map(|(name, tex)| ((*name).to_owned(), (*tex).to_owned())).collect();
        let mut typesetter = Typesetter::new(&macros);
        formulas.iter().map(|tex| typesetter.typeset_tex(tex, MathStyle::Display)).collect()
    }

    #[test]
    fn macros_are_known_in_the_formulas_after_them() {
        let all = typeset_all(
            &[("\\RR", "\\mathbb{R}")],
            &["\\RR", "\\newcommand{\\half}{\\frac12}", "\\half", "\\def\\x#1{#1}\\x y"],
        );
        assert!(all.iter().all(|formula| formula.problem.is_none()), "{all:?}");
    }

    #[test]
    fn commands_of_well_known_sites_are_known() {
        let macros: BTreeMap<String, String> = default_macros().collect();
        let mut typesetter = Typesetter::new(&macros);
        for tex in [
            "\\inner{v, w} \\varphi^\\inv K^{\\T} d^\\T \\gradat{f}{x} \\partder{f}{x^i} \\M_\\I",
            "\\matr{A} \\bfx_\\bfX \\bfbeta \\Exp_\\tp \\Ind \\Xc \\Dc \\Tc \\D \\L \\vx^\\vz \\sam(x) \\xti",
            "\\vb{x} \\abs{x} \\E",
        ] {
            assert_eq!(typesetter.typeset_tex(tex, MathStyle::Inline).problem, None, "{tex}");
        }
        for name in ["\\bfx", "\\vx", "\\D", "\\L", "\\I", "\\M", "\\T", "\\tp", "\\inv", "\\inner"] {
            assert!(macros.contains_key(name) && !is_built_in(name), "{name}");
        }
    }

    #[test]
    fn a_colour_with_a_brace_behind_it_colours_that() {
        let all = typeset_all(
            &[],
            &["\\color{red}{x} y", "\\def\\r#1{\\color{red}{#1}} \\r x y", "\\color{red} x y"],
        );
        let colored = all.iter().map(|one| one.html.matches("color:red\"").count());
        assert_eq!(colored.collect::<Vec<_>>(), [1, 1, 2], "{all:?}");
    }

    #[test]
    fn the_same_formula_is_the_same_html() {
        let formula = "\\left\\{ \\begin{cases} \\sqrt{x} & \\overbrace{a} \\\\ \\rule[1em]{2em}{3em} \\end{cases} \\right.";
        let all = typeset_all(&[], &[formula; 12]);
        assert!(all.iter().all(|one| one.html == all[0].html), "{}", all[0].html);
    }

    #[test]
    fn a_root_sign_has_room_beside_one_symbol() {
        for (tex, style) in [
            ("\\sqrt2", "<span style=\"padding-left:.833em\">2<"),
            ("\\sqrt f", "style=\"margin-right:.1076em;padding-left:1em\">f<"),
            ("\\sqrt{2}", "<span style=\"padding-left:.833em\">2<"),
        ] {
            let all = typeset_all(&[], &[tex]);
            assert!(all[0].html.contains(style), "{tex}: {}", all[0].html);
            assert_eq!(all[0].html.matches("padding-left").count(), 1, "{tex}");
        }
    }

    #[test]
    fn a_lean_formula_says_the_same() {
        // KaTeX puts signs without a width into its tables.
        let text = |html: &str| {
            let texts = html.split('<').map(|tag| tag.split_once('>').map_or(tag, |(_, text)| text));
            texts.collect::<String>().replace('\u{200b}', "")
        };
        let settings = Typesetter::new(&BTreeMap::new()).settings;
        for tex in [
            "\\sum_{i=1}^{n} \\frac{x_i^2}{\\sqrt[3]{1 + \\hat y}} \\approx \\mathbb{E}\\left[\\binom{n}{k}\\right]",
            "\\begin{aligned} a &= \\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix} \\\\ b &\\to \\cancel{c} \\end{aligned}",
            "\\underbrace{\\overline{a + b}}_{\\text{two words}} \\Huge x \\tiny y_{z_w} \\lim_{x \\to 0} \\mathllap{q} \\not= \\dots",
        ] {
            let katex = katex::render_to_string(&CONTEXT, tex, &settings).unwrap();
            let leaner = lean(katex.clone());
            assert_eq!(text(&leaner), text(&katex));
            let spans = |html: &str| html.matches("<span").count();
            assert!(
                spans(&leaner) * 5 < spans(&katex) * 3,
                "{} of {}: {leaner}",
                spans(&leaner),
                spans(&katex)
            );
            assert!(!leaner.contains("vlist-t"), "{leaner}");
        }
    }

    #[test]
    fn a_bad_formula_shows_its_source_and_leaves_the_next_alone() {
        let all = typeset_all(&[], &["\\frac{a}{", "x"]);
        assert!(all[0].html.starts_with("<span class=\"katex-error\" title=\""), "{}", all[0].html);
        assert!(all[0].html.ends_with(">\\frac{a}{</span>"), "{}", all[0].html);
        assert!(all[0].problem.is_some());
        assert!(all[1].problem.is_none());
    }

    #[test]
    fn an_unknown_command_is_coloured_and_the_rest_typeset() {
        let [formula] = &typeset_all(&[], &["\\newcommand{\\a}{1} \\a + \\nosuchthing"])[..] else {
            panic!()
        };
        assert!(formula.html.contains("color:var(--color-error)"), "{}", formula.html);
        assert!(!formula.html.contains("katex-error"), "{}", formula.html);
        assert!(formula.problem.as_ref().unwrap().contains("\\nosuchthing"), "{:?}", formula.problem);
    }

    #[test]
    fn deep_nesting_never_ends_the_program() {
        let deep = [
            "{".repeat(100_000),
            format!("{}x{}", "{".repeat(900), "}".repeat(900)),
            format!("{}x", "\\sqrt".repeat(900)),
            format!("{}x", "\\sqrt".repeat(100_000)),
            format!("{}x{}", "\\left(".repeat(900), "\\right)".repeat(900)),
            format!("{}x{}", "\\frac{x^{".repeat(490), "}}{y}".repeat(490)),
            "\\def\\a{{{{{{\\a}}}}}}\\a".to_owned(),
        ];
        let typeset = move || typeset_all(&[], &deep.each_ref().map(String::as_str)).len();
        let thread = thread::Builder::new().stack_size(STACK_BYTES).spawn(typeset).unwrap();
        assert_eq!(thread.join().unwrap(), 7);
    }
}
