//! Reads dates. A cursor eats the text from the left: weekday, date, time, zone; nothing may be left over.

use super::{MONTHS, ParsedDate, PostDate, Reason, Time};

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The named zones of RFC 2822, with their minutes east of UTC.
const ZONES: [(&str, i16); 11] = [
    ("z", 0),
    ("utc", 0),
    ("gmt", 0),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
];

/// Bytes of a text that may have a date in it.
const MAX_DATE: usize = 100;

pub(super) fn parse(text: &str) -> Result<ParsedDate, Reason> {
    // Quotes that a text processor made of those that YAML knows, and brackets of a link of Obsidian.
    let text = text.trim().trim_matches(['“', '”', '‘', '’', '[', ']']);
    let mut cursor = Cursor { rest: text };
    cursor.skip_weekday();
    let ParsedDate { date, ambiguous } = cursor.date()?;
    let time = cursor.time()?;
    if cursor.rest.is_empty() {
        Ok(ParsedDate { date: PostDate { time, ..date }, ambiguous })
    } else {
        Err(Reason::Unreadable)
    }
}

/// What can be read of a text that is no date.
pub(super) fn nearest(text: &str) -> Option<PostDate> {
    // No date is longer, and each cut is read from the start.
    if text.len() > MAX_DATE {
        return None;
    }
    let cuts = text.rmatch_indices([' ', ',', ';', '[', 'T', 't']).map(|(at, _)| &text[..at]);
    let sure = cuts.filter_map(|text| parse(text).ok()).find(|parsed| !parsed.ambiguous);
    sure.map(|parsed| parsed.date).or_else(|| first_day(text))
}

/// The first day of `2024-03`, `March 2024` or `2024`.
fn first_day(text: &str) -> Option<PostDate> {
    let mut cursor = Cursor { rest: text };
    let first = cursor.year_or_month()?;
    cursor.separator();
    let second = if cursor.rest.is_empty() { (1, 0) } else { cursor.year_or_month()? };
    cursor.separator();
    match (first, second) {
        ((year, 4), (month, 0..=2)) | ((month, 0..=2), (year, 4)) if cursor.rest.is_empty() => {
            PostDate::checked(year, month, 1).ok()
        }
        _ => None,
    }
}

struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    fn date(&mut self) -> Result<ParsedDate, Reason> {
        if !self.rest.starts_with(|first: char| first.is_ascii_digit()) {
            return self.date_from_month_name();
        }
        let (first, digits) = self.number()?;
        match digits {
            8 => certain(first / 10_000, first / 100 % 100, first % 100),
            4 => {
                self.separator();
                let month = self.month()?;
                self.separator();
                let (day, _) = self.number()?;
                self.rest = self.rest.strip_prefix(['日', '일', '號', '号']).unwrap_or(self.rest);
                certain(first, month, day)
            }
            1 | 2 => self.date_from_day_or_month(first),
            _ => Err(Reason::Unreadable),
        }
    }

    /// `May 4, 2020`, at the month.
    fn date_from_month_name(&mut self) -> Result<ParsedDate, Reason> {
        let month = self.month()?;
        self.separator();
        let (day, _) = self.number()?;
        self.skip_ordinal();
        self.separator();
        let year = self.year()?;
        certain(year, month, day)
    }

    /// `4 May 2020`, `4/5/2020`, `4.5.2020` and `4-5-2020`, after the first number.
    fn date_from_day_or_month(&mut self, first: u32) -> Result<ParsedDate, Reason> {
        self.skip_ordinal();
        let separator = self.separator();
        self.rest = self.rest.strip_prefix("of ").unwrap_or(self.rest);
        let named_month = self.rest.starts_with(char::is_alphabetic);
        let second = self.month()?;
        self.separator();
        let year = match self.number()? {
            (year, 4) => year,
            // As R writes it; which of the three is the year is a guess.
            (year, 2) if separator == Some('/') && first <= 12 => {
                let date = PostDate::checked(year + if year < 70 { 2000 } else { 1900 }, first, second)?;
                return Ok(ParsedDate { date, ambiguous: true });
            }
            _ => return Err(Reason::Unreadable),
        };
        if named_month || first > 12 || separator == Some('.') {
            return certain(year, second, first);
        }
        if second > 12 {
            return certain(year, first, second);
        }
        let (month, day) = if separator == Some('/') { (first, second) } else { (second, first) };
        Ok(ParsedDate { date: PostDate::checked(year, month, day)?, ambiguous: true })
    }

    /// The month by number or English name, the name in full or cut after three letters or more.
    fn month(&mut self) -> Result<u32, Reason> {
        if self.rest.starts_with(|first: char| first.is_ascii_digit()) {
            return self.number().map(|(month, _)| month);
        }
        let word = self.word();
        let numbered = (1..).zip(MONTHS).find(|(_, name)| abbreviates(word, name));
        numbered.map(|(number, _)| number).ok_or(Reason::Unreadable)
    }

    /// A number with how many digits it has, or a month by name, which has none.
    fn year_or_month(&mut self) -> Option<(u32, usize)> {
        let is_number = self.rest.starts_with(|first: char| first.is_ascii_digit());
        if is_number { self.number().ok() } else { self.month().ok().map(|month| (month, 0)) }
    }

    fn year(&mut self) -> Result<u32, Reason> {
        match self.number()? {
            (year, 4) => Ok(year),
            _ => Err(Reason::Unreadable),
        }
    }

    fn time(&mut self) -> Result<Option<Time>, Reason> {
        let before = self.rest;
        self.rest = self.rest.trim_start_matches([',', ' ', '\t', '\u{a0}']);
        if self.rest.is_empty() {
            return Ok(None);
        }
        let lead = self.word();
        let is_lead = lead.eq_ignore_ascii_case("t") || lead.eq_ignore_ascii_case("at") || lead.is_empty();
        if !is_lead || self.rest == before {
            return Err(Reason::Unreadable);
        }
        self.skip_blanks();
        let hour = self.number()?.0;
        let minute = self.after_colon().unwrap_or(Err(Reason::Unreadable))?;
        let second = self.after_colon().unwrap_or(Ok(0))?;
        if let Some(fraction) = self.rest.strip_prefix(['.', ',']) {
            self.rest = fraction.trim_start_matches(|digit: char| digit.is_ascii_digit());
        }
        self.skip_blanks();
        let hour = self.hour_of_day(hour)?;
        self.skip_blanks();
        let offset = self.zone()?;
        match (u8::try_from(hour), u8::try_from(minute), u8::try_from(second)) {
            // A leap second is shown as the second before it.
            (Ok(hour @ 0..=23), Ok(minute @ 0..=59), Ok(second @ 0..=60)) => {
                Ok(Some(Time { hour, minute, second: second.min(59), offset }))
            }
            _ => Err(Reason::NoSuchTime),
        }
    }

    /// Turns `12` before `am` into 0 and `1` before `pm` into 13.
    fn hour_of_day(&mut self, hour: u32) -> Result<u32, Reason> {
        let after = self.rest;
        let half = self.word().to_ascii_lowercase();
        match (half.as_str(), hour) {
            ("am" | "pm", 0 | 13..) => Err(Reason::NoSuchTime),
            ("am", hour) => Ok(hour % 12),
            ("pm", hour) => Ok(hour % 12 + 12),
            _ => {
                self.rest = after;
                Ok(hour)
            }
        }
    }

    /// `Z`, `UTC`, `EST`, `+08:00`, `+0800`, `+8`, `GMT+8`, each perhaps followed by a name in brackets.
    fn zone(&mut self) -> Result<Option<i16>, Reason> {
        let written = self.rest;
        let unknown = || Reason::UnknownZone(written.to_owned());
        if written.is_empty() {
            return Ok(None);
        }
        let name = self.word();
        let named = ZONES.iter().find(|(zone, _)| name.eq_ignore_ascii_case(zone)).map(|(_, offset)| *offset);
        if named.is_none() && !name.is_empty() {
            return Err(unknown());
        }
        let sign = match self.rest.chars().next() {
            Some('+') => 1,
            Some('-' | '−') => -1,
            _ => {
                self.skip_zone_comment();
                return named.map(Some).ok_or_else(unknown);
            }
        };
        self.rest = self.rest.trim_start_matches(['+', '-', '−']);
        let (hours, minutes) = match self.number()? {
            (hours, 1 | 2) => (hours, self.after_colon().unwrap_or(Ok(0))?),
            (both, 4) => (both / 100, both % 100),
            _ => return Err(unknown()),
        };
        self.skip_zone_comment();
        if hours >= 24 || minutes >= 60 {
            return Err(unknown());
        }
        i16::try_from(hours * 60 + minutes).map(|offset| Some(sign * offset)).map_err(|_| unknown())
    }

    /// Digits: their value and how many there are.
    fn number(&mut self) -> Result<(u32, usize), Reason> {
        let end = self.rest.find(|digit: char| !digit.is_ascii_digit()).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        self.rest = rest;
        digits.parse().map(|number| (number, end)).map_err(|_| Reason::Unreadable)
    }

    /// The number after a colon, if there is a colon.
    fn after_colon(&mut self) -> Option<Result<u32, Reason>> {
        self.rest = self.rest.strip_prefix(':')?;
        Some(self.number().map(|(number, _)| number))
    }

    /// Letters, perhaps none.
    fn word(&mut self) -> &'a str {
        let end = self.rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    /// Skips what stands between the parts of a date; returns its first character that is not a blank.
    fn separator(&mut self) -> Option<char> {
        let is_separator = |c: char| c.is_whitespace() || "-‐‑−/._,–年月년월".contains(c);
        let end = self.rest.find(|c: char| !is_separator(c)).unwrap_or(self.rest.len());
        let (separator, rest) = self.rest.split_at(end);
        self.rest = rest;
        separator.trim_start().chars().next()
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn skip_weekday(&mut self) {
        let before = self.rest;
        let word = self.word();
        if WEEKDAYS.iter().any(|weekday| abbreviates(word, weekday)) {
            self.separator();
        } else {
            self.rest = before;
        }
    }

    fn skip_ordinal(&mut self) {
        let before = self.rest;
        if !matches!(self.word(), "st" | "nd" | "rd" | "th") {
            self.rest = before;
        }
    }

    fn skip_zone_comment(&mut self) {
        let after = self.rest.trim_start();
        if after.starts_with(['(', '[']) {
            self.rest = "";
        }
    }
}

fn certain(year: u32, month: u32, day: u32) -> Result<ParsedDate, Reason> {
    Ok(ParsedDate { date: PostDate::checked(year, month, day)?, ambiguous: false })
}

/// Whether the word is the name or a cut form of it, as `sept` is of `September`.
fn abbreviates(word: &str, name: &str) -> bool {
    word.len() >= 3 && name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}
