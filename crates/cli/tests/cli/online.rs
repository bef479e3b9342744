//! `check --online`, against a server of this machine.

use std::{
    sync::{Arc, Mutex},
    thread,
};

use tiny_http::{Method, Response, Server};

use crate::support::Site;

/// A server that knows three pages, and what it was asked for.
fn server() -> (String, Arc<Mutex<Vec<String>>>) {
    let server = Server::http("127.0.0.1:0").unwrap();
    let address = format!("http://{}", server.server_addr());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&asked);
    thread::spawn(move || {
        for request in server.incoming_requests() {
            let line = format!("{} {}", request.method(), request.url());
            log.lock().unwrap().push(line);
            let status = match (request.method(), request.url()) {
                (_, "/ok") | (Method::Get, "/whole-pages-only") => 200,
                (_, "/login") => 403,
                (_, "/whole-pages-only") => 405,
                _ => 404,
            };
            _ = request.respond(Response::from_string("").with_status_code(status));
        }
    });
    (address, asked)
}

#[test]
fn other_sites_are_asked_once_and_only_when_told_to() {
    let (address, asked) = server();
    let body = format!(
        "[a]({address}/ok#x) [b]({address}/ok) [c]({address}/whole-pages-only) [d]({address}/login)\n[e]({address}/gone)"
    );
    let site = Site::new().post("a", "description: D.\n", &body);
    let ran = site.command(&["check"]).succeeds();
    assert_eq!(*asked.lock().unwrap(), [] as [&str; 0]);

    let ran = ran.again().command(&["check", "--online", "--cache", "kept/links.json"]).succeeds();
    let said = format!(
        "posts/a.md:8:1: warning: `{address}/gone` says that there is no such page (404) [link/online]"
    );
    let ran = ran.expect_stderr(&said);
    assert_eq!(ran.stderr.matches("[link/online]").count(), 1, "{}", ran.stderr);
    let mut seen = asked.lock().unwrap().clone();
    seen.sort();
    assert_eq!(
        seen,
        [
            "GET /gone",
            "GET /login",
            "GET /whole-pages-only",
            "HEAD /gone",
            "HEAD /login",
            "HEAD /ok",
            "HEAD /whole-pages-only"
        ]
    );

    let ran = ran.again().command(&["check", "--online", "--cache", "kept/links.json"]).succeeds();
    ran.expect_stderr(&said);
    assert_eq!(asked.lock().unwrap().len(), 7, "answers were kept");
}
