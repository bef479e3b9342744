//! Marks in what a session prints: lines that no code writes by itself, since they carry a secret of the session.

use std::hash::{BuildHasher as _, RandomState};

/// What marks of one session start with: the record separator, which no program prints by habit, and a random word.
#[derive(Clone, Debug)]
pub struct Secret(String);

impl Secret {
    /// A new one for each session.
    pub fn new() -> Self {
        Self(format!("{:016x}", RandomState::new().hash_one("mark")))
    }

    /// As the driver is given it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A part of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Bytes that code printed.
    Printed(Vec<u8>),
    /// What a mark says.
    Mark(String),
}

/// Takes a stream of bytes apart as it comes.
#[derive(Debug)]
pub struct Splitter {
    start: Vec<u8>,
    pending: Vec<u8>,
}

impl Splitter {
    /// For the marks with this secret.
    pub fn new(secret: &Secret) -> Self {
        Self { start: format!("\x1e{} ", secret.as_str()).into_bytes(), pending: Vec::new() }
    }

    /// The parts that are complete once these bytes have come.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Part> {
        self.pending.extend_from_slice(bytes);
        let mut parts = Vec::new();
        loop {
            let Some(at) = find(&self.pending, &self.start) else {
                let kept = self.possible_start();
                let printed = self.pending.drain(..self.pending.len() - kept).collect();
                push_printed(&mut parts, printed);
                return parts;
            };
            let text = at + self.start.len();
            let Some(length) = self.pending[text..].iter().position(|byte| *byte == b'\n') else {
                push_printed(&mut parts, self.pending.drain(..at).collect());
                return parts;
            };
            let said = String::from_utf8_lossy(&self.pending[text..text + length]).into_owned();
            let mut printed: Vec<u8> = self.pending.drain(..=text + length).collect();
            printed.truncate(at);
            push_printed(&mut parts, printed);
            parts.push(Part::Mark(said));
        }
    }

    /// What is left when the stream has ended.
    pub fn finish(self) -> Vec<u8> {
        self.pending
    }

    /// How many bytes at the end may be the start of a mark.
    fn possible_start(&self) -> usize {
        let longest = self.start.len().min(self.pending.len());
        (1..=longest).rev().find(|length| self.pending.ends_with(&self.start[..*length])).unwrap_or(0)
    }
}

fn push_printed(parts: &mut Vec<Part>, printed: Vec<u8>) {
    if !printed.is_empty() {
        parts.push(Part::Printed(printed));
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_wherever_the_stream_is_cut() {
        let secret = Secret::new();
        let text = format!("one\n\x1e{0} end ok\n\x1eno mark\x1e{0} end failed\ntwo", secret.as_str());
        for cut in 0..=text.len() {
            let mut splitter = Splitter::new(&secret);
            let mut parts = splitter.feed(&text.as_bytes()[..cut]);
            parts.extend(splitter.feed(&text.as_bytes()[cut..]));
            parts.push(Part::Printed(splitter.finish()));
            let shown: Vec<String> = parts
                .into_iter()
                .map(|part| match part {
                    Part::Printed(bytes) => String::from_utf8(bytes).unwrap(),
                    Part::Mark(said) => format!("<{said}>"),
                })
                .collect();
            assert_eq!(shown.concat(), "one\n<end ok>\x1eno mark<end failed>two", "cut at {cut}");
        }
    }
}
