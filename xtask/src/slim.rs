//! Makes a compiled program, and its glue, smaller than the compilers leave them: readers download both.
//!
//! - A panic becomes a trap: `panic = "abort"` ends in one anyway, and nobody reads what is said before it. With the
//!   functions that say it go the arguments that each caller makes for them.
//! - The places in the sources that panics name are emptied, and with them the paths of the machine that compiled.
//! - What the glue does not use is not exported, so that wasm-opt can leave it out; what the program then does not ask for,
//!   the glue does not offer. Of the streams of a dependency, tables of functions still hold parts: they trap.
//! - The long names between the two become short ones.

mod module;

use std::{
    ffi::OsStr,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::Stdio,
};

use anyhow::{Context as _, Result, bail, ensure};

use crate::{process, project::Project, web_assets};
use module::{Import, Memory, Module};

/// What Rust's target uses.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
];

/// A second round, with what whole-program inference finds out, takes another 1 % off. Memory stays in one piece: its zeros
/// compress better than the places of many pieces.
const PASSES: [&str; 6] =
    ["-Oz", "--gufa", "-Oz", "--skip-pass=memory-packing", "--strip-debug", "--strip-producers"];

/// The functions of the standard library that panics go through, and that never return: `panic_fmt` and its callers.
const PANICS: [&str; 11] = [
    "core::panicking::",
    "core::option::unwrap_failed",
    "core::option::expect_failed",
    "core::result::unwrap_failed",
    "core::cell::panic_already_",
    "core::slice::index::slice_index_fail",
    "core::slice::copy_from_slice_impl::len_mismatch_fail",
    "core::str::slice_error_fail",
    "alloc::raw_vec::handle_error",
    "alloc::raw_vec::capacity_overflow",
    "alloc::alloc::handle_alloc_error",
];

/// What writes numbers with a point. Serde would, to say what it did not expect; nothing here lets it, and the app itself
/// writes none (`decimal` in `content`).
const FLOATS: &str = "core::fmt::float::float_to_decimal_common_";

/// What all that is exported for the streams of a dependency of Leptos has in its name.
const STREAM_EXPORT: &str = "intounderlying";

/// What the names of imports start with that wasm-bindgen has made, all in one table. Functions of our own scripts that need
/// no glue are imported from those under their own names, which are words like others.
const GENERATED: &str = "__wb";

/// What this module is made of: a change of it changes the programs.
pub const SOURCE: &str = concat!(include_str!("slim.rs"), include_str!("slim/module.rs"));

/// The entry of a program that starts by itself.
pub const START: &str = "export { default } from './NAME.js';";

/// The entry of a program of which all is called that it exports.
pub const ALL: &str = "export { default } from './NAME.js'; export * from './NAME.js';";

/// What programs are linked with, so that [`PANICS`] can be found: Cargo would leave names out.
pub const KEEP_NAMES: (&str, &str) = ("CARGO_PROFILE_RELEASE_STRIP", "none");

/// Works on the program in `folder` as wasm-bindgen left it. `entry` is the script that stands for its glue, which it imports
/// from `./NAME.js`: it says what of the glue is used.
///
/// # Errors
/// A file is missing or not of the form expected, or a program fails.
pub fn slim(project: &Project, folder: &Path, entry: &str) -> Result<()> {
    let glue = glue_in(folder)?;
    let program = glue.with_file_name(format!("{}_bg.wasm", stem(&glue)));
    fs::write(&glue, without_effects(&fs::read_to_string(&glue)?))?;
    let mut text = esbuild(project, folder, &["--bundle"], &entry.replace("NAME", stem(&glue)))?;

    let bytes = fs::read(&program).with_context(|| format!("cannot read {}", program.display()))?;
    let mut module = Module::parse(&bytes)?;
    let trapped = module.trap_in(is_panic)?;
    ensure!(trapped > 0, "no function of a panic was found: {} has lost its names", program.display());
    module.trap_in(is_float)?;
    empty_places(&mut module.memory()?);
    let mut kept = module.exports()?;
    kept.retain(|export| mentions(&text, &format!(".{}", export.name)));
    module.set_exports(&kept);
    // An exported function of ours that waits would go through the same as theirs.
    let is_used = kept.iter().any(|export| export.name.contains(STREAM_EXPORT))
        || module.function_names()?.values().any(|name| is_promise_of_others(name));
    if !is_used {
        module.trap_in(is_of_streams)?;
    }
    fs::write(&program, module.to_bytes())?;
    let mut optimiser = project.command(project.npm_bin("wasm-opt"));
    process::run(optimiser.args(FEATURES).args(PASSES).arg(&program).arg("-o").arg(&program))?;

    let mut module = Module::parse(&fs::read(&program)?)?;
    rename(&mut module, &mut text)?;
    fs::write(&program, module.to_bytes())?;
    fs::write(&glue, esbuild(project, folder, &["--minify"], &text)?)?;
    // wasm-bindgen writes it where scripts of ours need packages of npm's, and at the root of this one it finds some.
    _ = fs::remove_file(folder.join("package.json"));
    web_assets::remove_folder(&folder.join("snippets"))
}

fn glue_in(folder: &Path) -> Result<PathBuf> {
    let mut scripts = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        scripts.extend(Some(entry?.path()).filter(|path| path.extension() == Some(OsStr::new("js"))));
    }
    match <[PathBuf; 1]>::try_from(scripts) {
        Ok([glue]) => Ok(glue),
        Err(scripts) => bail!("{} holds {} scripts, not one", folder.display(), scripts.len()),
    }
}

fn stem(path: &Path) -> &str {
    path.file_stem().and_then(OsStr::to_str).unwrap_or_default()
}

/// Runs esbuild on a text of `folder`.
fn esbuild(project: &Project, folder: &Path, arguments: &[&str], text: &str) -> Result<String> {
    let mut command = web_assets::esbuild(project);
    // wasm-bindgen names some imports twice.
    command.args(["--format=esm", "--log-override:duplicate-object-key=silent"]);
    command.current_dir(folder).args(arguments);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context("cannot start esbuild")?;
    let mut stdin = child.stdin.take().context("esbuild takes no input")?;
    // esbuild reads all before it writes: the two do not wait for each other.
    stdin.write_all(text.as_bytes())?;
    drop(stdin);
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "esbuild could not make the glue in {}", folder.display());
    String::from_utf8(output.stdout).context("the glue is no text")
}

fn is_panic(name: &str) -> bool {
    let name = without_build(name);
    PANICS.iter().any(|panic| name.starts_with(panic))
}

fn is_float(name: &str) -> bool {
    without_build(name).starts_with(FLOATS)
}

/// `core[9f2c…]::` is how the standard library's own names say from which build it is.
fn without_build(name: &str) -> String {
    let (start, rest) = name.split_once("::").unwrap_or((name, ""));
    format!("{}::{rest}", start.split('[').next().unwrap_or(start))
}

/// Whether only streams need a function: their own, and what makes promises, which is not named after whose they are.
fn is_of_streams(name: &str) -> bool {
    name.contains("wasm_streams::") || name.starts_with("js_sys::futures::future_to_promise::")
}

/// Whether a type in a function's name tells of promises that are not made by streams.
fn is_promise_of_others(name: &str) -> bool {
    name.contains("js_sys::futures::future_to_promise<") && !name.contains("wasm_streams::")
}

/// Empties each `core::panic::Location` and the path that it names: address and length of the path, line and column.
fn empty_places(memory: &mut Memory<'_>) {
    let mut places = Vec::new();
    for (_, piece) in &memory.pieces {
        for start in piece.clone().step_by(4) {
            let number = |nth: usize| {
                let bytes = memory.bytes.get(start + 4 * nth..start + 4 * nth + 4)?;
                usize::try_from(u32::from_le_bytes(bytes.try_into().ok()?)).ok()
            };
            let (Some(address), Some(length), Some(line), Some(column)) =
                (number(0), number(1), number(2), number(3))
            else {
                continue;
            };
            let is_place =
                (4..300).contains(&length) && (1..100_000).contains(&line) && (1..1000).contains(&column);
            let path = memory.find(address, length).filter(|_| is_place && start + 16 <= piece.end);
            if let Some(path) = path.filter(|path| is_path(&memory.bytes[path.clone()])) {
                places.extend([start..start + 16, path]);
            }
        }
    }
    for place in places {
        memory.bytes[place].fill(0);
    }
}

fn is_path(text: &[u8]) -> bool {
    text.ends_with(b".rs")
        && text.iter().all(|byte| byte.is_ascii_alphanumeric() || b"/\\:._-+ ".contains(byte))
}

/// Gives short names to what program and glue call each other by, and takes out of the glue what the program does not ask for.
fn rename(module: &mut Module, glue: &mut String) -> Result<()> {
    let mut imports = module.imports()?;
    *glue = without_unused(glue, |name| imports.iter().any(|import| import.name == name));
    let generated = |import: &&Import| import.name.starts_with(GENERATED);
    let table = imports.iter().find(generated).map(|import| import.module.clone()).unwrap_or_default();
    *glue = glue.replace(&format!("\"{table}\""), "\"_\"");
    for (index, import) in imports.iter_mut().enumerate().filter(|(_, import)| import.module == table) {
        "_".clone_into(&mut import.module);
        if import.name.starts_with(GENERATED) {
            let short = short_name(index);
            *glue = replace_word(glue, &import.name, &short);
            import.name = short;
        }
    }
    module.set_imports(&imports);
    let mut exports = module.exports()?;
    // Names without `__` may be others' as well, such as that of `memory`.
    for (index, export) in exports.iter_mut().enumerate().filter(|(_, export)| export.name.contains("__")) {
        let short = short_name(index);
        *glue = replace_word(glue, &format!(".{}", export.name), &format!(".{short}"));
        export.name = short;
    }
    module.set_exports(&exports);
    Ok(())
}

/// `$a`, `$b`, …: what esbuild and people do not write.
fn short_name(mut index: usize) -> String {
    let mut name = "$".to_owned();
    loop {
        name.push(char::from(b'a' + (index % 26) as u8));
        index /= 26;
        if index == 0 {
            return name;
        }
    }
}

/// Lets esbuild leave out the classes that nobody uses, such as the streams of a dependency of Leptos: wasm-bindgen does two
/// things for each at once when the glue is loaded.
fn without_effects(glue: &str) -> String {
    let lines = glue.split_inclusive('\n').filter(|line| !line.starts_with("if (Symbol.dispose)"));
    lines
        .collect::<String>()
        .replace(": new FinalizationRegistry(", ": /* @__PURE__ */ new FinalizationRegistry(")
}

/// Takes the functions out of the glue's table that are not wanted: esbuild writes each from a line `name: function(` to one with
/// as many blanks and a brace.
fn without_unused(glue: &str, is_wanted: impl Fn(&str) -> bool) -> String {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let (mut kept, mut skipped) = (String::with_capacity(glue.len()), None);
    for line in glue.split_inclusive('\n') {
        let name = line.trim_start().split_once(": function(").map(|(name, _)| name);
        if skipped.is_none() && name.is_some_and(|name| name.starts_with(GENERATED) && !is_wanted(name)) {
            skipped = Some(indent(line));
        } else if skipped == Some(indent(line)) && line.trim_start().starts_with('}') {
            skipped = None;
        } else if skipped.is_none() {
            kept.push_str(line);
        }
    }
    kept
}

/// Whether a word, or one after a sign, stands in the text as a whole.
fn mentions(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| is_whole(text, at, word))
}

fn replace_word(text: &str, word: &str, new: &str) -> String {
    let (mut replaced, mut from) = (String::with_capacity(text.len()), 0);
    for (at, _) in text.match_indices(word).filter(|(at, _)| is_whole(text, *at, word)) {
        replaced.extend([&text[from..at], new]);
        from = at + word.len();
    }
    replaced + &text[from..]
}

fn is_whole(text: &str, at: usize, word: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
    !text[at + word.len()..].starts_with(is_part) && (word.starts_with('.') || !text[..at].ends_with(is_part))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program with one imported function, two of its own (`core::panicking::panic`, `f`), exports of both and memory.
    fn program(memory: &[u8]) -> Vec<u8> {
        let section = |id: u8, content: &[u8]| [&[id, content.len() as u8], content].concat();
        let panic = b"core[1f]::panicking::panic";
        let mut names = vec![2, 2, panic.len() as u8];
        names.extend_from_slice(panic);
        names.extend_from_slice(&[3, 1, b'f']);
        let names = [b"\x04name\x01".as_slice(), &[names.len() as u8], &names].concat();
        [
            b"\0asm\x01\0\0\0".as_slice(),
            &section(1, &[1, 0x60, 0, 0]),
            &section(2, b"\x02\x05./g.j\x07__wbg_x\x00\x00\x05./h.j\x04open\x00\x00"),
            &section(3, &[2, 0, 0]),
            &section(7, b"\x02\x05__wbf\x00\x03\x04main\x00\x02"),
            &section(10, &[2, 5, 0, 0x10, 0, 0x00, 0x0B, 4, 0, 0x10, 0, 0x0B]),
            &section(11, &[&[1, 0, 0x41, 8, 0x0B, memory.len() as u8], memory].concat()),
            &section(0, &names),
        ]
        .concat()
    }

    #[test]
    fn program_is_written_as_it_was_read() {
        let bytes = program(b"abc");
        let mut module = Module::parse(&bytes).unwrap();
        let (imports, exports) = (module.imports().unwrap(), module.exports().unwrap());
        module.set_imports(&imports);
        module.set_exports(&exports);
        assert_eq!(module.trap_in(|_| false).unwrap(), 0);
        assert_eq!(module.to_bytes(), bytes);
        assert!(Module::parse(&bytes[..bytes.len() - 1]).is_err());
        assert!(Module::parse(b"<!doctype html>").is_err());
    }

    #[test]
    fn panics_trap_and_nothing_else() {
        let mut module = Module::parse(&program(b"")).unwrap();
        assert_eq!(module.trap_in(is_panic).unwrap(), 1);
        let bytes = module.to_bytes();
        let code = [2, 3, 0, 0, 0x0B, 4, 0, 0x10, 0, 0x0B];
        assert!(bytes.windows(code.len()).any(|window| window == code));
        assert!(is_float("core[3c]::fmt::float::float_to_decimal_common_exact::<f64>"));
        assert!(!is_float("core::fmt::num::imp::fmt_u64") && !is_float("app::core::fmt::float::x"));
        assert!(is_panic("core::option::unwrap_failed") && is_panic("alloc[3c]::raw_vec::handle_error"));
        assert!(
            !is_panic("std::panicking::panic_count::is_zero_slow_path")
                && !is_panic("app::core::panicking::x")
        );
    }

    #[test]
    fn streams_are_told_from_other_promises() {
        let closure = "js_sys::futures::future_to_promise::{{closure}}::h1f";
        let dropped =
            |of: &str| format!("core::ptr::drop_in_place<js_sys::futures::future_to_promise<{of}>>");
        let (theirs, ours) = (dropped("wasm_streams::writable::abort"), dropped("app::start"));
        assert!(is_of_streams(closure) && is_of_streams(&theirs) && !is_of_streams(&ours));
        assert!(
            is_promise_of_others(&ours) && !is_promise_of_others(&theirs) && !is_promise_of_others(closure)
        );
    }

    #[test]
    fn places_in_sources_are_emptied_and_other_texts_stay() {
        let place = |address: u32, length: u32| [address, length, 12, 5].map(u32::to_le_bytes).concat();
        let texts = b"src/a.rssrc/b.md";
        let memory = [place(40, 8), place(48, 8), texts[..16].to_vec()].concat();
        let mut module = Module::parse(&program(&memory)).unwrap();
        empty_places(&mut module.memory().unwrap());
        let emptied = [vec![0; 16], place(48, 8), vec![0; 8], b"src/b.md".to_vec()].concat();
        assert_eq!(module.to_bytes(), program(&emptied));
    }

    #[test]
    fn names_become_short_on_both_sides() {
        let mut module = Module::parse(&program(b"")).unwrap();
        let mut glue = "  const table = {\n    __wbg_x: function(a) {\n      if (a) {\n      }\n    },\n    \
                        __wbg_y: function() {\n      wasm.main();\n    }\n  };\n  return { \"./g.j\": table, \"./h.j\": own };\n\
                        wasm.__wbf(__wbg_xy).open();\n"
            .to_owned();
        rename(&mut module, &mut glue).unwrap();
        let expected = "  const table = {\n    $a: function(a) {\n      if (a) {\n      }\n    },\n  };\n  return { \
                        \"_\": table, \"./h.j\": own };\nwasm.$a(__wbg_xy).open();\n";
        assert_eq!(glue, expected);
        let imports = module.imports().unwrap();
        let imports: Vec<_> = imports.iter().map(|import| (&*import.module, &*import.name)).collect();
        assert_eq!(imports, [("_", "$a"), ("./h.j", "open")]);
        let exports = module.exports().unwrap();
        assert_eq!([&*exports[0].name, &*exports[1].name], ["$a", "main"]);
    }

    #[test]
    fn a_class_that_is_not_used_has_no_effect() {
        let glue = "class A {}\nif (Symbol.dispose) A.prototype[Symbol.dispose] = A.prototype.free;\n\
                    const AFinalization = typeof x === 'y'\n    ? {}\n    : new FinalizationRegistry(f);\n";
        let expected = "class A {}\nconst AFinalization = typeof x === 'y'\n    ? {}\n    \
                        : /* @__PURE__ */ new FinalizationRegistry(f);\n";
        assert_eq!(without_effects(glue), expected);
    }

    #[test]
    fn short_names_differ() {
        let names: std::collections::HashSet<_> = (0..2000).map(short_name).collect();
        assert_eq!(names.len(), 2000);
    }
}
