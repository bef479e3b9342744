//! How pieces of the index are written: numbers in LEB128, texts with their length, lists of words by what each has in
//! common with the one before.

use super::{dictionary::Posting, format::Malformed};

/// Writes a number, seven bits a byte, lowest first.
pub(super) fn write_number(mut number: usize, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Writes a section, or its distance from another one, and an impact.
pub(super) fn write_posting((section, impact): Posting, out: &mut Vec<u8>) {
    write_number(section as usize, out);
    out.push(impact);
}

/// Writes a text with its length in bytes before it.
pub(super) fn write_text(text: &str, out: &mut Vec<u8>) {
    write_number(text.len(), out);
    out.extend_from_slice(text.as_bytes());
}

/// Writes a word after `previous`: how many bytes it has in common with it, and the rest.
pub(super) fn write_word(word: &str, previous: &str, out: &mut Vec<u8>) {
    let pairs = word.char_indices().zip(previous.chars());
    let common: usize =
        pairs.take_while(|((_, own), other)| own == other).map(|((_, own), _)| own.len_utf8()).sum();
    write_number(common, out);
    write_text(&word[common..], out);
}

/// Reads a piece from its start to its end. What comes from a server may be anything.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn number(&mut self) -> Result<usize, Malformed> {
        let mut number = 0_usize;
        for shift in [0, 7, 14, 21, 28] {
            let (&byte, rest) = self.rest.split_first().ok_or(Malformed)?;
            self.rest = rest;
            number |= usize::from(byte & 0x7F).checked_shl(shift).ok_or(Malformed)?;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Malformed)
    }

    pub(super) fn bytes(&mut self, count: usize) -> Result<&'a [u8], Malformed> {
        let (bytes, rest) = self.rest.split_at_checked(count).ok_or(Malformed)?;
        self.rest = rest;
        Ok(bytes)
    }

    pub(super) fn posting(&mut self) -> Result<Posting, Malformed> {
        let section = u32::try_from(self.number()?).map_err(|_| Malformed)?;
        let &[impact] = self.bytes(1)? else { return Err(Malformed) };
        Ok((section, impact))
    }

    pub(super) fn text(&mut self) -> Result<&'a str, Malformed> {
        let count = self.number()?;
        std::str::from_utf8(self.bytes(count)?).map_err(|_| Malformed)
    }

    /// Reads a word over the one before it.
    pub(super) fn word(&mut self, word: &mut String) -> Result<(), Malformed> {
        let common = self.number()?;
        if !word.is_char_boundary(common) {
            return Err(Malformed);
        }
        word.truncate(common);
        word.push_str(self.text()?);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut out = Vec::new();
        for number in [0, 1, 127, 128, 300, 1 << 20, (1 << 31) - 1] {
            write_number(number, &mut out);
        }
        write_text("häuser", &mut out);
        write_word("häuser", "", &mut out);
        write_word("häute", "häuser", &mut out);
        write_word("hä", "häute", &mut out);

        let mut reader = Reader::new(&out);
        for number in [0, 1, 127, 128, 300, 1 << 20, (1 << 31) - 1] {
            assert_eq!(reader.number(), Ok(number));
        }
        assert_eq!(reader.text(), Ok("häuser"));
        let mut word = String::new();
        for wanted in ["häuser", "häute", "hä"] {
            reader.word(&mut word).unwrap();
            assert_eq!(word, wanted);
        }
        assert!(reader.is_at_end());
    }

    #[test]
    fn broken_bytes_are_an_error() {
        assert_eq!(Reader::new(&[0x80]).number(), Err(Malformed));
        assert_eq!(Reader::new(&[0xFF; 9]).number(), Err(Malformed));
        assert_eq!(Reader::new(&[4, b'a']).text(), Err(Malformed));
        assert_eq!(Reader::new(&[1, 0xFF]).text(), Err(Malformed));
        assert_eq!(Reader::new(&[3, 0]).word(&mut "ab".to_owned()), Err(Malformed));
    }
}
