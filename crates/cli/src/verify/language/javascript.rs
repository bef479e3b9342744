use std::{collections::BTreeMap, path::Path};

use super::{Adapter, Driver, FOLDER, Runtime, Tools, ask_place_and_version, lines, numbered};
use crate::verify::{block::Block, stream::Secret};

/// Blocks share the global scope of one Node.js, as `<script>`s share that of a page.
pub struct JavaScript;

impl Adapter for JavaScript {
    fn name(&self) -> &'static str {
        "Node.js"
    }

    fn words(&self) -> &'static [&'static str] {
        &["javascript", "js", "mjs", "cjs", "node"]
    }

    fn find(&self, _: &Tools) -> Result<Runtime, String> {
        let question = "console.log(process.execPath); console.log(process.versions.node)";
        ask_place_and_version(Path::new("node"), &["-e", question])
            .ok_or_else(|| "there is no Node.js; install it from https://nodejs.org".to_owned())
    }

    fn driver(&self, runtime: &Runtime, post: &str, blocks: &[&Block], secret: &Secret) -> Driver {
        let mut files = numbered(blocks, "js");
        files.push(("driver.cjs".to_owned(), include_str!("../../../drivers/javascript.cjs").to_owned()));
        let start = [format!("{FOLDER}/driver.cjs"), secret.as_str().to_owned(), post.to_owned()];
        Driver {
            program: runtime.program.clone(),
            arguments: start.into_iter().chain(lines(blocks)).collect(),
            files,
            variables: BTreeMap::new(),
        }
    }
}
