//! The web server of `serve`: the files of `dist`, never cached, and live reload.

use std::{
    fs::File,
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{self, Receiver},
    },
    thread,
    time::Duration,
};

use anyhow::{Result, anyhow};
use tiny_http::{Header, Method, Request, Response, ResponseBox, Server};

use super::{
    files::{Answer, answer, mime_type},
    reload::{self, Reload},
};

/// Requests that are answered at the same time.
const WORKERS: usize = 4;

/// Connections that a browser opens to one host at a time, and more.
const NUDGES: usize = 12;
/// Between two of them.
const NUDGE_INTERVAL: Duration = Duration::from_millis(30);

/// Answers requests on threads of its own.
///
/// # Errors
/// The server cannot be started on `listener`.
pub fn start(listener: TcpListener, dist: PathBuf, base: String, reload: Reload) -> Result<()> {
    let address = listener.local_addr()?;
    let (asked, requests) = mpsc::channel();
    thread::spawn(move || nudge(address, &requests));
    let server = Server::from_listener(listener, None).map_err(|error| anyhow!(error))?;
    let site = Arc::new(Served { server, dist, base, reload });
    for _ in 0..WORKERS {
        let (site, asked) = (Arc::clone(&site), asked.clone());
        thread::spawn(move || {
            while let Ok(request) = site.server.recv() {
                // Without its nudges the server would still answer most of what it is asked.
                _ = asked.send(());
                site.handle(request);
            }
        });
    }
    Ok(())
}

/// Opens connections that ask for nothing, after each request. The `TaskPool` of tiny_http 0.12 takes a thread for free until it
/// has woken up: of several connections that a browser opens at once, some wait for a thread that others have taken, for as
/// long as the browser keeps those open. A connection that comes later gets a thread of its own, which then takes one of them.
fn nudge(address: SocketAddr, requests: &Receiver<()>) {
    while requests.recv().is_ok() {
        for _ in 0..NUDGES {
            thread::sleep(NUDGE_INTERVAL);
            _ = TcpStream::connect(address);
        }
        while requests.try_recv().is_ok() {}
    }
}

struct Served {
    server: Server,
    dist: PathBuf,
    base: String,
    reload: Reload,
}

impl Served {
    fn handle(&self, request: Request) {
        if self.is_own(request.url(), "__live") {
            return self.reload.add(request.into_writer());
        }
        let response = if !matches!(request.method(), Method::Get | Method::Head) {
            plain(405, "text/plain", "only GET and HEAD")
        } else if self.is_own(request.url(), "__live.js") {
            plain(200, "text/javascript", reload::SCRIPT)
        } else {
            self.respond(request.url())
        };
        // The reader may have left already.
        _ = request.respond(with_header(response, "Cache-Control", "no-store"));
    }

    fn is_own(&self, address: &str, name: &str) -> bool {
        address.strip_prefix(&self.base).is_some_and(|path| path.split('?').next() == Some(name))
    }

    fn respond(&self, address: &str) -> ResponseBox {
        match answer(&self.dist, &self.base, address) {
            Answer::File(file) => file_response(200, &file),
            Answer::Redirect(to) => with_header(plain(301, "text/plain", ""), "Location", &to),
            Answer::NotFound => file_response(404, &self.dist.join("404.html")),
        }
    }
}

/// A file may be missing although it was just there: the site is replaced while it is served.
fn file_response(status: u16, path: &Path) -> ResponseBox {
    match File::open(path) {
        Ok(file) => {
            let response = Response::from_file(file).with_status_code(status).boxed();
            with_header(response, "Content-Type", mime_type(path))
        }
        Err(_) => {
            plain(404, "text/plain; charset=utf-8", "Not found. If the build failed, the terminal says why.")
        }
    }
}

fn plain(status: u16, content_type: &str, text: &str) -> ResponseBox {
    with_header(Response::from_string(text).with_status_code(status).boxed(), "Content-Type", content_type)
}

/// A value that no header may have (it came from a request) is left out.
fn with_header(response: ResponseBox, name: &str, value: &str) -> ResponseBox {
    match Header::from_bytes(name, value) {
        Ok(header) => response.with_header(header),
        Err(()) => response,
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, BufReader, Write as _};

    use super::*;

    #[test]
    fn connections_that_come_at_once_and_stay_are_all_answered() -> Result<()> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        start(listener, PathBuf::from("/nowhere"), "/".to_owned(), Reload::new())?;
        let mut connections = (0..10).map(|_| TcpStream::connect(address)).collect::<Result<Vec<_>, _>>()?;
        for connection in &mut connections {
            connection.set_read_timeout(Some(Duration::from_secs(10)))?;
            write!(connection, "GET /__live.js HTTP/1.1\r\nHost: x\r\n\r\n")?;
        }
        for connection in &connections {
            let mut status = String::new();
            BufReader::new(connection).read_line(&mut status)?;
            assert_eq!(status.trim_end(), "HTTP/1.1 200 OK");
        }
        Ok(())
    }
}
