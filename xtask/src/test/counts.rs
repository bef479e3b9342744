//! Reading how many tests passed and failed from what test programs print.

use std::ops::AddAssign;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: u32,
    pub failed: u32,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The counts in a line of `cargo test`: `test result: FAILED. 3 passed; 1 failed; 0 ignored; …`.
pub fn of_cargo(line: &str) -> Option<Counts> {
    let (_verdict, counts) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
    let mut parts = counts.split("; ");
    Some(Counts { passed: number(parts.next()?, "passed")?, failed: number(parts.next()?, "failed")? })
}

/// How many tests may need a second try in one run: a busy machine is late now and then, a fault is there again and again.
const MOST_FLAKY: u32 = 3;

/// The counts in a line of Playwright's summary, which has one line per outcome: `  12 passed (8.1s)`, `  1 failed`.
pub fn of_playwright(line: &str) -> Option<Counts> {
    let line = without_colours(line);
    let (count, outcome) = line.trim().split_once(' ')?;
    let count = count.parse().ok()?;
    match outcome.split(" (").next()? {
        "passed" => Some(Counts { passed: count, failed: 0 }),
        // What failed at first and passed on another try is named by Playwright.
        "flaky" => {
            let passed = count.min(MOST_FLAKY);
            Some(Counts { passed, failed: count - passed })
        }
        "failed" | "timed out" | "interrupted" | "did not run" => Some(Counts { passed: 0, failed: count }),
        _ => None,
    }
}

/// The counts in a line of the summary of Node's test runner: `ℹ pass 18`, `ℹ fail 0`.
pub fn of_node(line: &str) -> Option<Counts> {
    let line = without_colours(line);
    let (outcome, count) = line.trim().strip_prefix("ℹ ")?.split_once(' ')?;
    let count = count.parse().ok()?;
    match outcome {
        "pass" => Some(Counts { passed: count, failed: 0 }),
        "fail" | "cancelled" => Some(Counts { passed: 0, failed: count }),
        _ => None,
    }
}

/// The counts in the last line of the acceptance cases: `40 passed, 2 failed`.
pub fn of_cases(line: &str) -> Option<Counts> {
    let line = without_colours(line);
    let (passed, failed) = line.trim().split_once(", ")?;
    Some(Counts { passed: number(passed, "passed")?, failed: number(failed, "failed")? })
}

fn number(text: &str, unit: &str) -> Option<u32> {
    text.strip_suffix(unit)?.trim().parse().ok()
}

/// Takes out terminal colours (`ESC [ … m`).
fn without_colours(line: &str) -> String {
    let mut pieces = line.split("\u{1b}[");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        out.push_str(piece.split_once('m').map_or("", |(_codes, text)| text));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_cargo() {
        let line = "test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(of_cargo(line), Some(Counts { passed: 3, failed: 1 }));
        assert_eq!(of_cargo("test counts::reads_cargo ... ok"), None);
    }

    #[test]
    fn reads_node() {
        assert_eq!(of_node("ℹ pass 18"), Some(Counts { passed: 18, failed: 0 }));
        assert_eq!(of_node("\u{1b}[34mℹ fail 2\u{1b}[39m"), Some(Counts { passed: 0, failed: 2 }));
        assert_eq!(of_node("ℹ tests 20"), None);
    }

    #[test]
    fn reads_playwright() {
        assert_eq!(of_playwright("  12 passed (8.1s)"), Some(Counts { passed: 12, failed: 0 }));
        assert_eq!(of_playwright("\u{1b}[31m  2 failed\u{1b}[39m"), Some(Counts { passed: 0, failed: 2 }));
        assert_eq!(of_playwright("  1 did not run"), Some(Counts { passed: 0, failed: 1 }));
        assert_eq!(of_playwright("  2 flaky"), Some(Counts { passed: 2, failed: 0 }));
        assert_eq!(of_playwright("  5 flaky"), Some(Counts { passed: 3, failed: 2 }));
        assert_eq!(of_playwright("  3 skipped"), None);
        assert_eq!(of_playwright("Running 3 tests using 1 worker"), None);
    }

    #[test]
    fn reads_cases() {
        assert_eq!(of_cases("40 passed, 2 failed"), Some(Counts { passed: 40, failed: 2 }));
        assert_eq!(of_cases("toc-03: expected 2 passed, 1 failed"), None);
    }
}
