use std::{
    collections::BTreeMap,
    fmt::Write as _,
    path::{Path, PathBuf},
};

use super::{Adapter, Driver, FOLDER, Runtime, Tools, ask};
use crate::verify::{block::Block, stream::Secret};

/// Each block is compiled together with those before it, and sees their items and variables.
pub struct Rust;

impl Adapter for Rust {
    fn name(&self) -> &'static str {
        "Rust"
    }

    fn words(&self) -> &'static [&'static str] {
        &["rust", "rs"]
    }

    fn find(&self, _: &Tools) -> Result<Runtime, String> {
        let find = || {
            let rustc = Path::new("rustc");
            let [sysroot] = <[String; 1]>::try_from(ask(rustc, &["--print", "sysroot"])?).ok()?;
            let version = ask(rustc, &["--version"])?.first()?.split(' ').nth(1)?.to_owned();
            // `rustc` on the search path may be rustup's, which needs the author's home directory.
            let program = PathBuf::from(sysroot).join("bin/rustc");
            Some(Runtime { program, version }).filter(|runtime| runtime.program.is_file())
        };
        find().ok_or_else(|| "there is no Rust compiler; install it from https://rustup.rs".to_owned())
    }

    fn driver(&self, runtime: &Runtime, post: &str, blocks: &[&Block], secret: &Secret) -> Driver {
        let program = |index: usize| {
            let (before, block) = (&blocks[..index], blocks[index]);
            let before = before.iter().copied().filter(|block| !block.should_fail);
            (format!("{}.rs", index + 1), source(before, block, secret))
        };
        let compiler = runtime.program.to_string_lossy();
        let count = blocks.len().to_string();
        let driver = include_str!("../../../drivers/rust.sh");
        let arguments = ["-c", driver, "sh", secret.as_str(), &compiler, FOLDER, &count, post];
        Driver {
            program: "/bin/sh".into(),
            arguments: arguments.map(str::to_owned).into(),
            files: (0..blocks.len()).map(program).collect(),
            variables: BTreeMap::from([("RUST_BACKTRACE".to_owned(), "0".to_owned())]),
        }
    }
}

/// One program of all blocks. Each stands in the scope of the one before it, so that it sees its names and may use them
/// anew, and on the lines that it has in the post, so that the compiler names places in the post.
fn source<'a>(before: impl Iterator<Item = &'a Block>, block: &Block, secret: &Secret) -> String {
    let mut source = "#![allow(warnings)] fn main() {".to_owned();
    let mut depth = 1;
    let place = |block: &Block, source: &mut String| {
        let lines = source.matches('\n').count() + 1;
        source.extend(std::iter::repeat_n('\n', block.line.saturating_sub(lines)));
        source.push_str(&block.code);
        source.push_str("\n;");
        if has_main(&block.code) {
            source.push_str(
                " if ::std::process::Termination::report(main()) != ::std::process::ExitCode::SUCCESS \
                 { ::std::process::exit(1) }",
            );
        }
    };
    for block in before {
        place(block, &mut source);
        source.push_str(" {");
        depth += 1;
    }
    let mark = format!("\\x1e{} cut", secret.as_str());
    write!(source, " ::std::println!(\"{mark}\"); ::std::eprintln!(\"{mark}\");")
        .expect("a String takes all");
    place(block, &mut source);
    source.extend(std::iter::repeat_n('}', depth));
    source
}

fn has_main(code: &str) -> bool {
    code.lines().any(|line| line.trim_start().trim_start_matches("pub ").starts_with("fn main("))
}
