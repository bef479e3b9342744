//! The date of a post: a day of the calendar, perhaps with a time and a zone. Start at [`PostDate::parse`].

mod parse;
#[cfg(test)]
mod tests;

use std::{cmp::Ordering, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day of the Gregorian calendar, with a time of day and a zone where the author gave them.
///
/// It is shown as written: a date is never moved into the reader's zone. Only for ordering does it become an
/// instant; a missing time then counts as the start of the day and a missing zone as UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PostDate {
    year: u16,
    month: u8,
    day: u8,
    time: Option<Time>,
}

/// A time of day, to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Time {
    hour: u8,
    minute: u8,
    second: u8,
    /// Minutes east of UTC.
    offset: Option<i16>,
}

/// A date that was read, and how sure the reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParsedDate {
    /// The date.
    pub date: PostDate,
    /// Day and month could be the other way round, as in `07-06-2023`.
    pub ambiguous: bool,
}

/// A text that is no date of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{value}` is not a date{reason}")]
pub struct InvalidDate {
    value: String,
    reason: Reason,
}

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Reason {
    Unreadable,
    NoSuchMonth(u32),
    NoSuchDay { year: u16, month: u8 },
    NoSuchTime,
    UnknownZone(String),
}

impl PostDate {
    /// Reads a date in any form that blogs use: ISO 8601 (also unpadded, with blank or `T` before the time, with
    /// `Z`, `+08:00`, `+0800` or ` -0400`), `4 May 2020`, `May 4, 2020`, `02/18/2020`, `18.02.2020`, `20200218`,
    /// `2020年2月18日`, and RFC 2822.
    ///
    /// Where day and month cannot be told apart, slashes are read as month/day, as Americans write, and hyphens as
    /// day-month; both are marked [`ambiguous`](ParsedDate::ambiguous).
    ///
    /// # Errors
    /// [`InvalidDate`] if the text is no date, or names a day or time that does not exist. There is no default date.
    pub fn parse(text: &str) -> Result<ParsedDate, InvalidDate> {
        parse::parse(text).map_err(|reason| InvalidDate { value: text.trim().to_owned(), reason })
    }

    /// What can be read of a text that is no date: all before a zone that is not known, or a time that is none
    /// (`2024-03-01 25:00`); the first day of a month or year that is named alone (`March 2024`).
    pub(crate) fn nearest(text: &str) -> Option<Self> {
        parse::nearest(text)
    }

    /// The day of the calendar, if it exists.
    pub(crate) fn from_calendar(year: u32, month: u32, day: u32) -> Option<Self> {
        Self::checked(year, month, day).ok()
    }

    fn checked(year: u32, month: u32, day: u32) -> Result<Self, Reason> {
        let year =
            u16::try_from(year).ok().filter(|year| (1..=9999).contains(year)).ok_or(Reason::Unreadable)?;
        let no_such_month = Reason::NoSuchMonth(month);
        let month = match u8::try_from(month) {
            Ok(month @ 1..=12) => month,
            _ => return Err(no_such_month),
        };
        match u8::try_from(day) {
            Ok(day) if (1..=days_in(year, month)).contains(&day) => Ok(Self { year, month, day, time: None }),
            _ => Err(Reason::NoSuchDay { year, month }),
        }
    }

    /// The day as ISO 8601 writes it: `2024-03-01`. For `datetime` attributes and file names.
    #[must_use]
    pub fn iso_date(&self) -> String {
        let Self { year, month, day, .. } = self;
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// Date, time and zone by RFC 3339, for feeds: `2024-03-01T00:00:00Z`. What is not known is midnight, UTC.
    #[must_use]
    pub fn rfc3339(&self) -> String {
        let time = self.time.unwrap_or(Time { hour: 0, minute: 0, second: 0, offset: None });
        format!("{}T{}", self.iso_date(), Time { offset: Some(time.offset.unwrap_or(0)), ..time })
    }

    /// The day for readers: `1 March 2024`.
    #[must_use]
    pub fn human(&self) -> String {
        format!("{} {} {}", self.day, month_name(self.month), self.year)
    }

    /// The same with the time, if there is one.
    pub(crate) fn human_with_time(&self) -> String {
        self.time.map_or_else(|| self.human(), |time| format!("{}, {time}", self.human()))
    }

    /// The year, as written.
    #[must_use]
    pub fn year(&self) -> u16 {
        self.year
    }

    /// Seconds since 1970-01-01T00:00:00Z, for comparing with a clock.
    #[must_use]
    pub fn unix_seconds(&self) -> i64 {
        let seconds = self.time.map_or(0, |time| {
            let minutes =
                i64::from(time.hour) * 60 + i64::from(time.minute) - i64::from(time.offset.unwrap_or(0));
            minutes * 60 + i64::from(time.second)
        });
        self.days_since_epoch() * 86_400 + seconds
    }

    /// Days since 1970-01-01, by counting years from March, so that the leap day is a year's last.
    fn days_since_epoch(&self) -> i64 {
        let (year, month) = (i64::from(self.year), i64::from(self.month));
        let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - 719_468
    }
}

/// `2024-03-01`, with `T10:30:00` if a time is known and `+08:00` or `Z` if a zone is.
impl fmt::Display for PostDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.iso_date())?;
        self.time.map_or(Ok(()), |time| write!(formatter, "T{time}"))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { hour, minute, second, offset } = self;
        write!(formatter, "{hour:02}:{minute:02}:{second:02}")?;
        match offset {
            None => Ok(()),
            Some(0) => formatter.write_str("Z"),
            Some(offset) => {
                let (sign, minutes) = (if *offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
                write!(formatter, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

impl FromStr for PostDate {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        Self::parse(text).map(|parsed| parsed.date)
    }
}

/// By instant; equal instants are told apart by how they are written, so that order agrees with equality.
impl Ord for PostDate {
    fn cmp(&self, other: &Self) -> Ordering {
        let written = |date: &Self| (date.year, date.month, date.day, date.time);
        self.unix_seconds().cmp(&other.unix_seconds()).then_with(|| written(self).cmp(&written(other)))
    }
}

impl PartialOrd for PostDate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for PostDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PostDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// What follows "is not a date".
impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable => Ok(()),
            Self::NoSuchMonth(month) => write!(formatter, ": there is no month {month}"),
            Self::NoSuchDay { year, month } => {
                write!(formatter, ": {} {year} has {} days", month_name(*month), days_in(*year, *month))
            }
            Self::NoSuchTime => formatter.write_str(": there is no such time of day"),
            Self::UnknownZone(zone) => write!(formatter, ": the zone `{zone}` is not known"),
        }
    }
}

fn month_name(month: u8) -> &'static str {
    MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default()
}

fn days_in(year: u16, month: u8) -> u8 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
