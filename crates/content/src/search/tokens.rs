//! Words as a search sees them: one walk over prose, code and TeX alike.

use std::ops::Range;

use super::fold::{fold_into, is_accent};
use crate::cjk::is_cjk;

/// What a walk is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To index text: identifiers give their parts, too.
    Index,
    /// To index a formula: single letters and digits are not worth a place.
    IndexTex,
    /// To understand a query: what was typed is one word, however it is made up.
    Query,
}

/// Longer words are cut: they are data, not words.
const MAX_BYTES: usize = 64;
/// Shorter words with a hyphen inside are formulas: `n-1`.
const MIN_COMPOUND: usize = 4;
/// Shorter parts of an identifier are not words of their own.
const MIN_PART: usize = 2;

/// Finds the words of a text: `visit` gets each, folded, and where it stands in bytes.
pub(super) fn tokens(text: &str, purpose: Purpose, visit: &mut dyn FnMut(&str, Range<usize>)) {
    let mut walk =
        Walk { text, purpose, word: String::new(), owner: String::new(), owner_range: 0..0, visit };
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        at = if is_dense(character) {
            walk.dense_run(at)
        } else if is_word(character) {
            walk.word(at)
        } else {
            at + character.len_utf8()
        };
    }
}

struct Walk<'a> {
    text: &'a str,
    purpose: Purpose,
    /// The folded word, kept to save allocations.
    word: String,
    /// The word before it: with a dot between them they are one name, as `torch.matmul`; with a hyphen one word, which others
    /// write without, as `pre-training`.
    owner: String,
    owner_range: Range<usize>,
    visit: &'a mut dyn FnMut(&str, Range<usize>),
}

impl Walk<'_> {
    /// Visits the word that starts at `start`, and its parts; returns where it ends.
    fn word(&mut self, start: usize) -> usize {
        let mut end = start;
        let mut humps = false;
        let mut closing = 0;
        let mut previous = ' ';
        self.word.clear();
        while let Some(character) = self.text[end..].chars().next() {
            let rest = &self.text[end + character.len_utf8()..];
            let next = rest.chars().next().unwrap_or(' ');
            if is_dense(character) {
                break;
            }
            if is_word(character) || is_accent(character) {
                humps |= is_hump(previous, character);
                fold_into(character, &mut self.word);
                end += character.len_utf8();
                // `d_{k}` and `d_{\text{model}}` are `d_k` and `d_model`.
                if character == '_'
                    && let Some((skipped, braces)) = index_start(rest)
                {
                    end += skipped;
                    closing = braces;
                }
            } else if character == '.' && previous.is_ascii_digit() && next.is_ascii_digit() {
                self.word.push('.');
                end += 1;
            } else {
                break;
            }
            previous = character;
        }
        let rest = &self.text[end..];
        let braces = rest.bytes().take(closing).take_while(|&byte| byte == b'}').count();
        if rest.starts_with("++") && self.word.len() <= MIN_PART {
            self.word.push_str("++");
            end += 2;
        } else if rest.starts_with('#') && self.word.len() <= MIN_PART {
            self.word.push('#');
            end += 1;
        }
        let trimmed = self.word.trim_matches('_');
        let cut = trimmed.floor_char_boundary(MAX_BYTES);
        let word = &trimmed[..cut];
        let is_worth_it =
            self.purpose != Purpose::IndexTex || !word.is_ascii() || word.chars().nth(1).is_some();
        if !word.is_empty() && is_worth_it {
            (self.visit)(word, start..end);
            let is_owned = !self.owner.is_empty()
                && self.owner_range.end + 1 == start
                && self.text[..start].ends_with('.');
            if is_owned && self.purpose != Purpose::IndexTex {
                self.owner.push('.');
                self.owner.push_str(word);
                if self.owner.len() <= MAX_BYTES {
                    (self.visit)(&self.owner, self.owner_range.start..end);
                }
            }
            if self.purpose == Purpose::Index && is_compound(self.text, &self.owner_range, start..end) {
                let whole = [self.owner.as_str(), word].concat();
                if (MIN_COMPOUND..=MAX_BYTES).contains(&whole.len()) {
                    (self.visit)(&whole, self.owner_range.start..end);
                }
            }
            self.owner.clear();
            self.owner.push_str(word);
            self.owner_range = start..end;
        }
        let has_parts = humps || word.contains('_');
        if has_parts && self.purpose != Purpose::Query {
            self.parts(start..end);
        }
        end + braces
    }

    /// Visits the parts of an identifier: between underscores, and at the humps of `camelCase`.
    fn parts(&mut self, range: Range<usize>) {
        let mut start = range.start;
        let mut previous = ' ';
        // The name of a command between a variable and its index.
        let mut in_command = false;
        for (offset, character) in self.text[range.clone()].char_indices() {
            let at = range.start + offset;
            in_command = character == '\\' || (in_command && character != '{');
            let separates = !is_word(character) || character == '_' || in_command;
            if separates || is_hump(previous, character) {
                self.part(start..at);
                start = if separates { at + character.len_utf8() } else { at };
            }
            previous = character;
        }
        if start > range.start {
            self.part(start..range.end);
        }
    }

    fn part(&mut self, range: Range<usize>) {
        self.word.clear();
        self.text[range.clone()].chars().for_each(|character| fold_into(character, &mut self.word));
        if self.word.len() >= MIN_PART && self.word.len() <= MAX_BYTES {
            (self.visit)(&self.word, range);
        }
    }

    /// Visits the pairs of characters in a run of a script without blanks; returns where it ends.
    fn dense_run(&mut self, start: usize) -> usize {
        let mut end = start;
        let mut previous: Option<Range<usize>> = None;
        let mut pairs = 0;
        while let Some(character) = self.text[end..].chars().next().filter(|&next| is_dense(next)) {
            let here = end..end + character.len_utf8();
            if let Some(previous) = previous {
                let pair = previous.start..here.end;
                (self.visit)(&self.text[pair.clone()], pair);
                pairs += 1;
            }
            end = here.end;
            previous = Some(here);
        }
        // The last character starts no pair; in a query it is needed only if it stands alone.
        if let Some(last) = previous.filter(|_| pairs == 0 || self.purpose != Purpose::Query) {
            (self.visit)(&self.text[last.clone()], last);
        }
        end
    }
}

/// Whether a hyphen is all there is between two words: blanks, and two hyphens, set words apart.
pub(super) fn is_hyphen(between: &str) -> bool {
    matches!(between, "-" | "\u{2010}" | "\u{2011}" | "\u{2013}")
}

/// Whether two words in a text are one with a hyphen inside. Of `state-of-the-art` nobody leaves the hyphens out, and `3-4` is
/// not 34.
fn is_compound(text: &str, first: &Range<usize>, second: Range<usize>) -> bool {
    text.get(first.end..second.start).is_some_and(is_hyphen)
        && text[first.clone()].chars().all(char::is_alphabetic)
        && !text[..first.start].ends_with('-')
        && !text[second.end..].starts_with('-')
}

/// What stands between an underscore and its index in TeX: its length, and how many braces close it.
fn index_start(rest: &str) -> Option<(usize, usize)> {
    let inner = rest.strip_prefix('{')?;
    let Some(command) = inner.strip_prefix('\\') else {
        return inner.starts_with(|character: char| is_word(character)).then_some((1, 1));
    };
    let (name, _) = command.split_once('{')?;
    matches!(name, "text" | "mathrm" | "textrm" | "rm" | "mathit" | "operatorname")
        .then_some((1 + 1 + name.len() + 1, 2))
}

fn is_word(character: char) -> bool {
    character == '_' || (character.is_alphanumeric() && !is_dense(character))
}

/// Whether an identifier has a new part here, as at the `L` of `dataLoader`.
fn is_hump(previous: char, character: char) -> bool {
    previous.is_ascii_lowercase() && character.is_ascii_uppercase()
}

/// Whether a character is of a script that writes without blanks between words, or glues endings to them.
fn is_dense(character: char) -> bool {
    is_cjk(character)
        || is_sign(character)
        || matches!(character, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

/// Signs that have names, by which they are looked for: each is a word of its own.
fn is_sign(character: char) -> bool {
    matches!(character, '∇' | '∂' | '∞')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, purpose: Purpose) -> String {
        let mut words = Vec::new();
        tokens(text, purpose, &mut |word, _| words.push(word.to_owned()));
        words.join(" ")
    }

    #[test]
    fn code_gives_identifiers_and_their_parts() {
        for (text, index, query) in [
            ("torch.matmul(a)", "torch matmul torch.matmul a", "torch matmul torch.matmul a"),
            ("np.add.at", "np add np.add at add.at", "np add np.add at add.at"),
            ("One. Two", "one two", "one two"),
            ("clf.fit()", "clf fit clf.fit", "clf fit clf.fit"),
            ("C++ and C#, i++", "c++ and c# i++", "c++ and c# i++"),
            ("load_state_dict", "load_state_dict load state dict", "load_state_dict"),
            ("DataLoader", "dataloader data loader", "dataloader"),
            ("__init__", "init", "init"),
            ("pi is 3.14.", "pi is 3.14", "pi is 3.14"),
            ("d_k", "d_k", "d_k"),
            ("low-rank", "low rank lowrank", "low rank"),
            ("K–Means, GPT-4", "k means kmeans gpt 4 gpt4", "k means gpt 4"),
            ("state-of-the-art", "state of the art", "state of the art"),
            ("n-1, 3-4, a - b, --no-verify", "n 1 3 4 a b no verify", "n 1 3 4 a b no verify"),
            ("∇f ∂", "∇ f ∂", "∇ f ∂"),
        ] {
            assert_eq!(words(text, Purpose::Index), index, "{text}");
            assert_eq!(words(text, Purpose::Query), query, "{text}");
        }
    }

    #[test]
    fn tex_gives_commands_and_variables_with_their_index() {
        for (tex, index) in [
            (r"\nabla_\theta \mathcal{L}", "nabla theta mathcal"),
            (r"\frac{QK^\top}{\sqrt{d_k}}", "frac qk top sqrt d_k"),
            (r"d_{k} d_{\text{model}} W_Q", "d_k d_model model w_q"),
            (r"\mathrm{softmax}(x_{i,j})", "mathrm softmax x_i"),
        ] {
            assert_eq!(words(tex, Purpose::IndexTex), index, "{tex}");
        }
        assert_eq!(words(r"\nabla", Purpose::Query), "nabla");
        assert_eq!(words(r"d_{k}", Purpose::Query), "d_k");
    }

    #[test]
    fn scripts_without_blanks_give_pairs() {
        assert_eq!(words("自注意力 and データ", Purpose::Index), "自注 注意 意力 力 and デー ータ タ");
        assert_eq!(words("注意力", Purpose::Query), "注意 意力");
        assert_eq!(words("力", Purpose::Query), "力");
        assert_eq!(words("GPU上の", Purpose::Query), "gpu 上の");
    }

    #[test]
    fn places_are_those_in_the_text() {
        let text = "Über d_{k}, Schro\u{308}dinger";
        let mut found = Vec::new();
        tokens(text, Purpose::Index, &mut |_, range| found.push(&text[range]));
        assert_eq!(found, ["Über", "d_{k", "Schro\u{308}dinger"]);
    }

    #[test]
    fn any_text_is_survived() {
        for text in [
            "(",
            "_",
            "__",
            "_{",
            "a_{",
            "a_{\\text{",
            "\u{301}",
            "++",
            "#",
            "",
            "9.",
            ".9",
            "\u{F8F0}1\u{F8F2}",
        ] {
            words(text, Purpose::Index);
            words(text, Purpose::IndexTex);
            words(text, Purpose::Query);
        }
    }
}
