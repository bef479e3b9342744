use super::*;

#[track_caller]
fn check(text: &str, written: &str) {
    match PostDate::parse(text) {
        Ok(ParsedDate { date, ambiguous: false }) => assert_eq!(date.to_string(), written, "{text}"),
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn all_forms_of_real_posts_are_read() {
    for (text, written) in [
        ("2024-03-01", "2024-03-01"),
        (" 2024-03-01\u{a0}", "2024-03-01"),
        ("“2024-03-01”", "2024-03-01"),
        ("2024/03/01", "2024-03-01"),
        ("2024.3.1", "2024-03-01"),
        ("20240301", "2024-03-01"),
        ("2024-Mar-01", "2024-03-01"),
        ("2015-05-15 21:01:00", "2015-05-15T21:01:00"),
        ("2021-07-14 00:00", "2021-07-14T00:00:00"),
        ("2022-05-24 9:05:06", "2022-05-24T09:05:06"),
        ("2018-2-17 16:00:00", "2018-02-17T16:00:00"),
        ("2018-11-7 16:00:00", "2018-11-07T16:00:00"),
        ("2020-01-02 11:00:00 -0400", "2020-01-02T11:00:00-04:00"),
        ("2020-01-02 11:59:00-0400", "2020-01-02T11:59:00-04:00"),
        ("2019-08-08 11:33:00 +0800", "2019-08-08T11:33:00+08:00"),
        ("2023-05-17T10:00:00+05:30", "2023-05-17T10:00:00+05:30"),
        ("2023-05-17T10:00:00+08", "2023-05-17T10:00:00+08:00"),
        ("2023-05-17T10:00:00+08:00[Asia/Shanghai]", "2023-05-17T10:00:00+08:00"),
        ("[[2024-03-01]]", "2024-03-01"),
        ("2020-09-15T11:30:03Z", "2020-09-15T11:30:03Z"),
        ("2020-09-15t11:30:03.123456z", "2020-09-15T11:30:03Z"),
        ("2020-09-15 11:30 UTC", "2020-09-15T11:30:00Z"),
        ("2020-09-15 11:30 GMT+8", "2020-09-15T11:30:00+08:00"),
        ("2020-09-15 11:30 EST", "2020-09-15T11:30:00-05:00"),
        ("2020-09-15 12:05 am", "2020-09-15T00:05:00"),
        ("May 4, 2020 at 1:30 PM", "2020-05-04T13:30:00"),
        ("4 May 2020", "2020-05-04"),
        ("3 Feb 2020", "2020-02-03"),
        ("10 March 2020", "2020-03-10"),
        ("1st Sept. 2020", "2020-09-01"),
        ("May 4, 2020", "2020-05-04"),
        ("december 24th 2020", "2020-12-24"),
        ("Mon, 02 Jan 2006 15:04:05 -0700", "2006-01-02T15:04:05-07:00"),
        ("02/18/2020", "2020-02-18"),
        ("18/02/2020", "2020-02-18"),
        ("18-02-2020", "2020-02-18"),
        ("02-18-2020", "2020-02-18"),
        ("3.2.2020", "2020-02-03"),
        ("2024年3月1日", "2024-03-01"),
        ("2024년 3월 1일", "2024-03-01"),
        ("2024-02-29", "2024-02-29"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
    ] {
        check(text, written);
    }
}

#[test]
fn day_and_month_that_could_swap_are_flagged() {
    for (text, written) in [
        ("07-06-2023", "2023-06-07"),
        ("07/06/2023", "2023-07-06"),
        ("07-07-2023", "2023-07-07"),
        // R Markdown's; any of the three could be the year.
        ("4/1/21", "2021-04-01"),
        ("12/24/99", "1999-12-24"),
    ] {
        let ParsedDate { date, ambiguous } = PostDate::parse(text).unwrap();
        assert_eq!((date.to_string().as_str(), ambiguous), (written, true), "{text}");
    }
}

#[test]
fn what_is_no_date_says_why() {
    for (text, message) in [
        ("2024-02-30", "`2024-02-30` is not a date: February 2024 has 29 days"),
        ("2023-02-29", "`2023-02-29` is not a date: February 2023 has 28 days"),
        ("1900-02-29", "`1900-02-29` is not a date: February 1900 has 28 days"),
        ("2024-04-31 10:00", "`2024-04-31 10:00` is not a date: April 2024 has 30 days"),
        ("2024-13-01", "`2024-13-01` is not a date: there is no month 13"),
        ("13-14-2020", "`13-14-2020` is not a date: there is no month 14"),
        ("2024-00-10", "`2024-00-10` is not a date: there is no month 0"),
        ("2024-01-00", "`2024-01-00` is not a date: January 2024 has 31 days"),
        ("2024-01-01 25:00", "`2024-01-01 25:00` is not a date: there is no such time of day"),
        ("2024-01-01 13:00 pm", "`2024-01-01 13:00 pm` is not a date: there is no such time of day"),
        ("2024-01-01 10:00 XYZ", "`2024-01-01 10:00 XYZ` is not a date: the zone `XYZ` is not known"),
        (
            "2024-01-01 10:00 +99:00",
            "`2024-01-01 10:00 +99:00` is not a date: the zone `+99:00` is not known",
        ),
    ] {
        assert_eq!(PostDate::parse(text).unwrap_err().to_string(), message);
    }
    for text in
        ["", "soon", "2024", "2024-03", "0000-01-01", "1709251200", "99999999999", "24/12/20", "2024-03-01x"]
    {
        assert_eq!(PostDate::parse(text).unwrap_err().to_string(), format!("`{text}` is not a date"));
    }
    for text in [
        "2024-03-01T",
        "2024-03-01T10",
        "2024-03-01 10:",
        "2024-03-01 1:00 +1:4294967295",
        "Mayflower 4, 2020",
        "4 Ma 2020",
        "２０２４-03-01",
    ] {
        PostDate::parse(text).unwrap_err();
    }
}

#[test]
fn shown_for_readers_feeds_and_attributes() {
    for (text, iso, rfc3339, human) in [
        ("2024-03-01", "2024-03-01", "2024-03-01T00:00:00Z", "1 March 2024"),
        ("2024-12-24 10:30", "2024-12-24", "2024-12-24T10:30:00Z", "24 December 2024"),
        ("2024-12-24 22:30 -0330", "2024-12-24", "2024-12-24T22:30:00-03:30", "24 December 2024"),
    ] {
        let date: PostDate = text.parse().unwrap();
        assert_eq!(
            (date.iso_date(), date.rfc3339(), date.human()),
            (iso.into(), rfc3339.into(), human.into())
        );
    }
}

#[test]
fn order_is_by_instant() {
    let sorted = [
        "1969-12-31",
        "2023-12-31 23:00 -0500",
        "2024-01-01 08:00 +0800",
        "2024-01-01T04:00:01Z",
        "2024-01-02",
        "2024-01-02 00:00",
        "2024-01-02 00:01",
    ]
    .map(|text| text.parse::<PostDate>().unwrap());
    let mut dates = sorted;
    dates.reverse();
    dates.sort_unstable();
    let written = |dates: [PostDate; 7]| dates.map(|date| date.to_string());
    assert_eq!(
        written(dates),
        [
            "1969-12-31",
            "2024-01-01T08:00:00+08:00",
            "2023-12-31T23:00:00-05:00",
            "2024-01-01T04:00:01Z",
            "2024-01-02",
            "2024-01-02T00:00:00",
            "2024-01-02T00:01:00"
        ]
    );
}

#[test]
fn seconds_count_from_1970() {
    for (text, seconds) in [
        ("1970-01-01", 0),
        ("1970-01-02 00:00:01", 86_401),
        ("1969-12-31", -86_400),
        ("2000-03-01", 951_868_800),
        ("2024-02-29T12:00:00+01:00", 1_709_204_400),
        ("0001-01-01", -62_135_596_800),
    ] {
        assert_eq!(text.parse::<PostDate>().unwrap().unix_seconds(), seconds, "{text}");
    }
}

#[test]
fn travels_as_a_string() {
    for text in ["2024-03-01", "2024-03-01T10:30:00", "2024-03-01T10:30:00+08:00", "2024-03-01T10:30:00Z"] {
        let date: PostDate = text.parse().unwrap();
        let json = serde_json::to_string(&date).unwrap();
        assert_eq!(json, format!("\"{text}\""));
        assert_eq!(serde_json::from_str::<PostDate>(&json).unwrap(), date);
    }
    assert!(serde_json::from_str::<PostDate>("\"2024-02-30\"").is_err());
}

#[test]
fn what_can_be_read_of_a_date_is_read() {
    for (text, nearest) in [
        ("2024-03-01 25:00:00", Some("2024-03-01")),
        ("2024-03-01T25:00", Some("2024-03-01")),
        ("2024-03-01T10:00:00 Mars/Olympus", Some("2024-03-01T10:00:00")),
        ("2024-03-01 10:00 CET", Some("2024-03-01T10:00:00")),
        ("2024-03-01T10:00:00[Europe/Berlin]", Some("2024-03-01T10:00:00")),
        ("2024-03-01 - 2024-03-05", Some("2024-03-01")),
        ("2024-03", Some("2024-03-01")),
        ("2024/3", Some("2024-03-01")),
        ("03/2024", Some("2024-03-01")),
        ("March 2024", Some("2024-03-01")),
        ("Mar. 2024", Some("2024-03-01")),
        ("2024年3月", Some("2024-03-01")),
        ("2024", Some("2024-01-01")),
        ("2024-13", None),
        ("20240", None),
        ("May 4", None),
        ("2024-03-01x", None),
        ("2024-02-30", None),
        ("2024-02-30 10:00", None),
        ("07-07-2023 25:00", None),
        ("today", None),
        ("soon", None),
    ] {
        assert!(PostDate::parse(text).is_err(), "{text}");
        assert_eq!(PostDate::nearest(text).map(|date| date.to_string()).as_deref(), nearest, "{text}");
    }
    assert!(PostDate::nearest(&"2024 ".repeat(100_000)).is_none());
}
