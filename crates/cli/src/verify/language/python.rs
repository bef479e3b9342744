use std::{
    env,
    path::{Path, PathBuf},
};

use super::{Adapter, Driver, FOLDER, Runtime, Tools, ask_place_and_version, lines, numbered};
use crate::verify::{block::Block, stream::Secret};

/// Virtual environments that are used without being asked for: the usual one, and that of this project's set-up.
const ENVIRONMENTS: [&str; 2] = [".venv", "target/python-venv"];

/// Blocks share the names of one module.
pub struct Python;

impl Adapter for Python {
    fn name(&self) -> &'static str {
        "Python"
    }

    fn words(&self) -> &'static [&'static str] {
        &["python", "py", "python3"]
    }

    fn find(&self, tools: &Tools) -> Result<Runtime, String> {
        let ask = |program: &Path| {
            let question = "import platform, sys; print(sys.executable); print(platform.python_version())";
            ask_place_and_version(program, &["-c", question])
        };
        if let Some(python) = &tools.python {
            return ask(python).ok_or_else(|| format!("`{}` is no Python that runs", python.display()));
        }
        let active = env::var_os("VIRTUAL_ENV").map(PathBuf::from);
        let environments = active.into_iter().chain(ENVIRONMENTS.map(PathBuf::from));
        let candidates =
            environments.map(|folder| folder.join("bin/python")).filter(|python| python.is_file());
        candidates
            .filter_map(|python| std::path::absolute(python).ok())
            .chain(["python3".into(), "python".into()])
            .find_map(|python| ask(&python))
            .ok_or_else(|| "there is no Python; install it, or name one with --python".to_owned())
    }

    fn driver(&self, runtime: &Runtime, post: &str, blocks: &[&Block], secret: &Secret) -> Driver {
        let mut files = numbered(blocks, "py");
        files.push(("driver.py".to_owned(), include_str!("../../../drivers/python.py").to_owned()));
        let start =
            ["-u".to_owned(), format!("{FOLDER}/driver.py"), secret.as_str().to_owned(), post.to_owned()];
        // What may differ from run to run is fixed: the order of sets, and how sums are shared between threads.
        let variables = [
            ("PYTHONHASHSEED", "0"),
            ("PYTHONDONTWRITEBYTECODE", "1"),
            ("PYTHONUTF8", "1"),
            ("MPLBACKEND", "Agg"),
            ("OMP_NUM_THREADS", "1"),
            ("OPENBLAS_NUM_THREADS", "1"),
            ("MKL_NUM_THREADS", "1"),
        ];
        Driver {
            program: runtime.program.clone(),
            arguments: start.into_iter().chain(lines(blocks)).collect(),
            files,
            variables: variables.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        }
    }
}
