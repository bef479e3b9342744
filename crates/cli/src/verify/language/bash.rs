use std::{collections::BTreeMap, path::Path};

use super::{Adapter, Driver, FOLDER, Runtime, Tools, ask_place_and_version, numbered};
use crate::verify::{block::Block, stream::Secret};

/// Blocks share the variables, functions and folder of one shell.
pub struct Bash;

impl Adapter for Bash {
    fn name(&self) -> &'static str {
        "Bash"
    }

    fn words(&self) -> &'static [&'static str] {
        &["bash", "sh"]
    }

    fn find(&self, _: &Tools) -> Result<Runtime, String> {
        let question = r#"echo "$BASH"; echo "${BASH_VERSION%%[^0-9.]*}""#;
        ask_place_and_version(Path::new("bash"), &["-c", question])
            .ok_or_else(|| "there is no Bash; install it".to_owned())
    }

    fn driver(&self, runtime: &Runtime, _: &str, blocks: &[&Block], secret: &Secret) -> Driver {
        let driver = include_str!("../../../drivers/bash.sh");
        let count = blocks.len().to_string();
        // Given as a word, so that messages name `bash` and not a file that the reader does not have.
        let arguments = ["--norc", "--noprofile", "-c", driver, "bash", secret.as_str(), FOLDER, &count];
        Driver {
            program: runtime.program.clone(),
            arguments: arguments.map(str::to_owned).into(),
            files: numbered(blocks, "sh"),
            variables: BTreeMap::new(),
        }
    }
}
