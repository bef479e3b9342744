//! A site in a temporary folder: files in, arguments, and what is expected of the tool.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use tempfile::TempDir;

/// A folder with posts and the parts that a site loads, and a command to run in it.
#[must_use = "nothing runs before `succeeds` or `fails`"]
pub struct Site {
    folder: TempDir,
    arguments: Vec<String>,
}

/// What the tool did.
pub struct Ran {
    folder: TempDir,
    /// What it wrote to standard output.
    pub stdout: String,
    /// What it wrote to standard error.
    pub stderr: String,
}

impl Site {
    /// An empty site with stand-ins for the compiled app and the bundled assets; the command is to build it.
    pub fn new() -> Self {
        let site = Self { folder: TempDir::new().unwrap(), arguments: vec!["build".to_owned()] };
        fs::create_dir(site.folder.path().join("posts")).unwrap();
        site.file("target/app/index.html", "Trunk's page")
            .file("target/app/studybuddy-1a2b.js", "import './snippets/studybuddy-9/interop.js'; export default () => {};")
            .file("target/app/studybuddy-1a2b_bg.wasm", "\0asm")
            .file("target/app/renderer/renderer.js", "export { draw };")
            .file("target/app/renderer/renderer_bg.wasm", "\0asm")
            .file("target/app/snippets/studybuddy-9/interop.js", "export {};")
            .file("target/web/site-AAAAAAAA.css", "body { color: #222 }")
            .file("target/web/theme-AAAAAAAA.js", "theme")
            .file("target/web/katex-AAAAAAAA.js", "katex")
            .file("target/web/katex-AAAAAAAA.css", "src: url(\"./KaTeX_Main-Regular-AAAAAAAA.woff2\")")
            .file("target/web/KaTeX_Main-Regular-AAAAAAAA.woff2", "font")
            .file("target/web/highlighter-AAAAAAAA.js", "highlighter")
            .file(
                "target/web/assets.json",
                r#"{"site.css": "site-AAAAAAAA.css", "theme.js": "theme-AAAAAAAA.js", "katex.js": "katex-AAAAAAAA.js",
                    "katex.css": "katex-AAAAAAAA.css", "highlighter.js": "highlighter-AAAAAAAA.js",
                    "font/KaTeX_Main-Regular.woff2": "KaTeX_Main-Regular-AAAAAAAA.woff2"}"#,
            )
    }

    /// Adds a file.
    pub fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// Adds a post with a title and a date.
    pub fn post(self, name: &str, front_matter: &str, body: &str) -> Self {
        let text = format!("---\ntitle: About {name}\ndate: 2024-03-01\n{front_matter}---\n\n{body}\n");
        self.file(&format!("posts/{name}.md"), text)
    }

    /// Takes a file away.
    pub fn without(self, path: &str) -> Self {
        fs::remove_file(self.folder.path().join(path)).unwrap();
        self
    }

    /// Adds options, one word each.
    pub fn with(mut self, options: &str) -> Self {
        self.arguments.extend(options.split_whitespace().map(str::to_owned));
        self
    }

    /// Runs another command than `build`.
    pub fn command(mut self, arguments: &[&str]) -> Self {
        self.arguments = arguments.iter().map(|&argument| argument.to_owned()).collect();
        self
    }

    /// Runs the tool, which has to end with exit code 0.
    pub fn succeeds(self) -> Ran {
        self.run(true)
    }

    /// Runs the tool, which has to end with exit code 1.
    pub fn fails(self) -> Ran {
        self.run(false)
    }

    fn run(self, succeeds: bool) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_studybuddy"));
        let Output { status, stdout, stderr } =
            command.args(&self.arguments).current_dir(self.folder.path()).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let ran = Ran { folder: self.folder, stdout: text(stdout), stderr: text(stderr) };
        assert_eq!(status.code(), Some(i32::from(!succeeds)), "{}{}", ran.stdout, ran.stderr);
        ran
    }
}

impl Ran {
    /// The text of a file in the folder.
    #[track_caller]
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The bytes of a file in the folder.
    #[track_caller]
    pub fn bytes(&self, path: &str) -> Vec<u8> {
        fs::read(self.folder.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Whether a file is in the folder.
    pub fn has(&self, path: &str) -> bool {
        self.folder.path().join(path).exists()
    }

    /// The folder that the tool ran in.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The names in a folder, sorted.
    pub fn list(&self, path: &str) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path().join(path)).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Expects a text in a file.
    #[track_caller]
    pub fn expect(self, path: &str, text: &str) -> Self {
        let content = self.read(path);
        assert!(content.contains(text), "{path} lacks {text:?}:\n{content}");
        self
    }

    /// Expects a text to be absent from a file.
    #[track_caller]
    pub fn expect_not(self, path: &str, text: &str) -> Self {
        let content = self.read(path);
        assert!(!content.contains(text), "{path} has {text:?}:\n{content}");
        self
    }

    /// Expects a file not to be there.
    #[track_caller]
    pub fn expect_absent(self, path: &str) -> Self {
        assert!(!self.has(path), "{path} is there");
        self
    }

    /// Expects a text on standard error.
    #[track_caller]
    pub fn expect_stderr(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "standard error lacks {text:?}:\n{}", self.stderr);
        self
    }

    /// Standard error must not hold a text.
    #[track_caller]
    pub fn expect_no_stderr(self, text: &str) -> Self {
        assert!(!self.stderr.contains(text), "`{text}` is in\n{}", self.stderr);
        self
    }

    /// Expects a text on standard output.
    #[track_caller]
    pub fn expect_stdout(self, text: &str) -> Self {
        assert!(self.stdout.contains(text), "standard output lacks {text:?}:\n{}", self.stdout);
        self
    }

    /// The site as the run left it, to run another command in.
    pub fn again(self) -> Site {
        Site { folder: self.folder, arguments: vec!["build".to_owned()] }
    }
}
