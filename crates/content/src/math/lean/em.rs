//! Lengths in `em` as KaTeX writes them: with four decimals at most. Whole numbers are enough to reckon with them, and
//! reading a number with a point would cost the app more than all of this.

/// Ten-thousandths of an `em`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Em(pub i32);

impl Em {
    /// One `em`.
    pub(super) const ONE: Self = Self(10_000);

    /// What a pseudo-element of the sheet makes each row of a stack at least: more than any text of its size is tall.
    pub(super) const STRUT: Self = Self(3 * Self::ONE.0);

    /// Reads `-1.25em`; `None` for other units, and for what no formula has.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let number = text.strip_suffix("em")?;
        let (is_negative, number) = match number.strip_prefix('-') {
            Some(number) => (true, number),
            None => (false, number),
        };
        let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
        if decimals.len() > 4 || whole.len() > 4 || whole.len() + decimals.len() == 0 {
            return None;
        }
        let mut value = 0;
        for digit in number.bytes().filter(|sign| *sign != b'.') {
            if !digit.is_ascii_digit() {
                return None;
            }
            value = value * 10 + i32::from(digit - b'0');
        }
        for _ in decimals.len()..4 {
            value *= 10;
        }
        Some(Self(if is_negative { -value } else { value }))
    }

    /// The same length in another size of type: `self * of / in_`, rounded.
    pub(super) fn scaled(self, of: i32, in_: i32) -> Self {
        let (product, half) = (i64::from(self.0) * i64::from(of), i64::from(in_) / 2);
        let rounded = if product < 0 { product - half } else { product + half } / i64::from(in_);
        Self(i32::try_from(rounded).unwrap_or(0))
    }

    /// Writes it as short as it can be said in CSS.
    pub(super) fn write(self, out: &mut String) {
        let (whole, decimals) = (self.0.unsigned_abs() / 10_000, self.0.unsigned_abs() % 10_000);
        if whole + decimals == 0 {
            return out.push('0');
        }
        if self.0 < 0 {
            out.push('-');
        }
        if whole > 0 {
            out.push_str(&whole.to_string());
        }
        if decimals > 0 {
            out.push('.');
            out.push_str(format!("{decimals:04}").trim_end_matches('0'));
        }
        out.push_str("em");
    }
}

impl std::ops::Add for Em {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::ops::Sub for Em {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_and_written() {
        for (text, value, short) in [
            ("-3.063em", -30_630, "-3.063em"),
            ("0.7em", 7_000, ".7em"),
            ("-0.0278em", -278, "-.0278em"),
            ("12em", 120_000, "12em"),
            ("0em", 0, "0"),
            ("2.05em", 20_500, "2.05em"),
        ] {
            assert_eq!(Em::parse(text), Some(Em(value)), "{text}");
            let mut out = String::new();
            Em(value).write(&mut out);
            assert_eq!(out, short);
        }
        for text in ["1px", "em", ".em", "1.23456em", "1e3em", "99999em", "--1em", "calc(1em)"] {
            assert_eq!(Em::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_length_keeps_its_place_in_another_size() {
        assert_eq!(Em(7_000).scaled(10, 7), Em(10_000));
        assert_eq!(Em(-5).scaled(10, 7), Em(-7));
    }
}
