//! Links to other sites: whether somebody answers. Only when asked for, politely, and not again for a week.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::Path,
    sync::{Mutex, PoisonError},
    thread,
    time::Duration,
};

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};
use studybuddy_content::{diagnostic::Diagnostic, document::Document, link::Target};
use ureq::Agent;

use crate::{atomic, progress::Progress, site::clock};

/// Hosts that are asked at the same time.
const WORKERS: usize = 4;
/// Between two questions to one host.
const PAUSE: Duration = Duration::from_secs(1);
/// For one question, with what it is redirected to.
const TIMEOUT: Duration = Duration::from_secs(15);
/// Questions in one run; the rest is for the next one.
const MOST_QUESTIONS: usize = 2_000;
/// How long an answer holds, in seconds: a good one for a week, a bad one for an hour.
const GOOD_FOR: i64 = 7 * 86_400;
const BAD_FOR: i64 = 3_600;

/// What a site answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Answer {
    /// When, in seconds since 1970.
    asked: i64,
    /// The status of HTTP, if there was an answer.
    status: Option<u16>,
    /// Why there was none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    problem: String,
}

impl Answer {
    fn is_fresh(&self, now: i64) -> bool {
        let age = now - self.asked;
        let limit = if self.fault().is_none() { GOOD_FOR } else { BAD_FOR };
        (0..limit).contains(&age)
    }

    /// What to tell the author. A site that wants a login, or that asks to wait, is there.
    fn fault(&self) -> Option<String> {
        match self.status {
            Some(404) => Some("says that there is no such page (404)".to_owned()),
            Some(410) => Some("says that the page is gone (410)".to_owned()),
            Some(401 | 403 | 405 | 406 | 429 | 503 | 999) | Some(..=399) => None,
            Some(status) => Some(format!("answers with an error ({status})")),
            None => Some(format!("does not answer: {}", self.problem)),
        }
    }
}

/// Asks for the links of all documents; findings come with the index of theirs. Answers are kept in `cache`.
///
/// # Errors
/// The answers cannot be kept.
pub fn check<'a>(
    documents: impl Iterator<Item = &'a Document>,
    cache: &Path,
) -> Result<Vec<(usize, Diagnostic)>> {
    let mut places: BTreeMap<String, Vec<(usize, std::ops::Range<usize>)>> = BTreeMap::new();
    for (index, document) in documents.enumerate() {
        for link in &document.links {
            let Target::External(url) = &link.target else { continue };
            let url = url.split('#').next().unwrap_or_default();
            if url.starts_with("https://") || url.starts_with("http://") {
                places.entry(url.to_owned()).or_default().push((index, link.span.clone()));
            }
        }
    }
    let mut answers: BTreeMap<String, Answer> =
        fs::read_to_string(cache).ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let now = clock::now();
    let open = places.keys().filter(|url| answers.get(*url).is_none_or(|answer| !answer.is_fresh(now)));
    let open: Vec<&str> = open.map(String::as_str).take(MOST_QUESTIONS).collect();
    let asked = !open.is_empty();
    answers.extend(ask_all(open));
    if asked {
        let keep = || format!("could not keep the answers in `{}`", cache.display());
        if let Some(folder) = cache.parent() {
            fs::create_dir_all(folder).with_context(keep)?;
        }
        atomic::write(cache, serde_json::to_string_pretty(&answers)?).with_context(keep)?;
    }
    let mut found = Vec::new();
    for (url, places) in places {
        let Some(fault) = answers.get(&url).and_then(Answer::fault) else { continue };
        for (index, span) in places {
            let diagnostic = Diagnostic::warning("link/online", span, format!("`{url}` {fault}"))
                .with_help("look at it in a browser; link to where it is now, or to a copy in an archive");
            found.push((index, diagnostic));
        }
    }
    Ok(found)
}

/// Asks each host for its addresses one after the other, several hosts at a time.
fn ask_all(urls: Vec<&str>) -> BTreeMap<String, Answer> {
    let progress = Progress::new("asking", urls.len());
    let mut hosts: HashMap<&str, Vec<&str>> = HashMap::new();
    for url in urls {
        hosts.entry(url.split('/').nth(2).unwrap_or_default()).or_default().push(url);
    }
    let queue = Mutex::new(hosts.into_values().collect::<Vec<_>>());
    let answers = Mutex::new(BTreeMap::new());
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(TIMEOUT))
        .http_status_as_error(false)
        .user_agent("StudyBuddy link checker")
        .build()
        .into();
    let work = || {
        loop {
            let Some(urls) = queue.lock().unwrap_or_else(PoisonError::into_inner).pop() else { return };
            for (number, url) in urls.into_iter().enumerate() {
                if number > 0 {
                    thread::sleep(PAUSE);
                }
                let answer = ask(&agent, url);
                answers.lock().unwrap_or_else(PoisonError::into_inner).insert(url.to_owned(), answer);
                progress.step();
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(work);
        }
    });
    answers.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Asks for the head of a page; some servers know only whole pages.
fn ask(agent: &Agent, url: &str) -> Answer {
    let asked = clock::now();
    let answer = |result: Result<ureq::http::Response<ureq::Body>, ureq::Error>| match result {
        Ok(response) => Answer { asked, status: Some(response.status().as_u16()), problem: String::new() },
        Err(error) => Answer { asked, status: None, problem: error.to_string() },
    };
    let head = answer(agent.head(url).call());
    if head.status.is_some_and(|status| status < 400) {
        return head;
    }
    thread::sleep(PAUSE);
    answer(agent.get(url).call())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_kept_for_a_week_and_faults_for_an_hour() {
        let answer = |status| Answer { asked: 1_000_000, status, problem: "no route".to_owned() };
        assert!(answer(Some(200)).is_fresh(1_000_000 + GOOD_FOR - 1));
        assert!(!answer(Some(200)).is_fresh(1_000_000 + GOOD_FOR));
        assert!(!answer(Some(404)).is_fresh(1_000_000 + BAD_FOR));
        assert!(answer(None).is_fresh(1_000_000 + 1));
        // A clock that went back says nothing about the age.
        assert!(!answer(Some(200)).is_fresh(999_999));
        assert_eq!(answer(Some(429)).fault(), None);
        assert!(answer(None).fault().is_some_and(|fault| fault.contains("no route")));
    }
}
