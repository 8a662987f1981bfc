//! The dev server over real HTTP: who is answered, what is served, and what a save does.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

/// A running server, and the project that it shows.
struct Server {
    folder: TempDir,
    program: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

const SETTINGS: &str = "company: Acme\ncontent: messaging\ncopy:\n  - {files: \"copy/*\"}\n";
const PAINS: &str = "pains:\n  - {id: idle, statement: Vans stand idle}\n";

fn start(settings: &str) -> Server {
    let folder = tempfile::tempdir().unwrap();
    for inner in ["messaging", "copy"] {
        fs::create_dir(folder.path().join(inner)).unwrap();
    }
    fs::write(folder.path().join("refrain.yaml"), settings).unwrap();
    fs::write(folder.path().join("messaging/pains.yaml"), PAINS).unwrap();
    fs::write(folder.path().join("copy/home.md"), "We bring fruit.\n").unwrap();
    let (program, port) = running(folder.path());
    Server { folder, program, port }
}

/// Starts a server in a folder, and waits until it can be reached at its port.
pub fn running(folder: &Path) -> (Child, u16) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_refrain"))
        .current_dir(folder)
        .args(["serve", "--port", "0"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(program.stderr.take().unwrap()).lines();
    let port = loop {
        let line = lines.next().expect("the server ends before it is ready").unwrap();
        if let Some((_, rest)) = line.split_once("http://127.0.0.1:") {
            break rest.split('/').next().unwrap().parse().unwrap();
        }
    };
    // The pipe is read on, so that the server never waits for it.
    std::thread::spawn(move || lines.for_each(drop));
    (program, port)
}

impl Server {
    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream
    }

    /// The whole answer to a request whose lines are given; `HOST` stands for the server's own name.
    fn ask(&self, request: &str) -> String {
        let mut stream = self.connect();
        let own = format!("127.0.0.1:{}", self.port);
        let request = request.replace("HOST", &own) + "\r\nConnection: close\r\n\r\n";
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = vec![];
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: HOST"))
    }

    fn status(&self, request: &str) -> u16 {
        self.ask(request).split(' ').nth(1).unwrap().parse().unwrap()
    }

    /// Listens for changes; the first event is on its way when this returns.
    fn listen(&self) -> Events {
        let mut stream = self.connect();
        let request = format!("GET /__refrain/events HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port);
        stream.write_all(request.as_bytes()).unwrap();
        Events(BufReader::new(stream))
    }

    fn save(&self, path: &str, text: &str) {
        fs::write(self.folder.path().join(path), text).unwrap();
    }
}

struct Events(BufReader<TcpStream>);

impl Events {
    /// The name and the data of the next event.
    fn next(&mut self) -> (String, String) {
        let (mut name, mut data) = (String::new(), String::new());
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the channel ended");
            if let Some(text) = line.strip_prefix("event: ") {
                name = text.trim().to_owned();
            } else if let Some(text) = line.strip_prefix("data: ") {
                data = text.trim().to_owned();
            } else if line.trim().is_empty() && !name.is_empty() {
                return (name, data);
            }
        }
    }
}

#[test]
fn only_requests_of_this_computer_are_answered() {
    let server = start(SETTINGS);
    assert_eq!(server.status("GET / HTTP/1.1\r\nHost: HOST"), 200);
    assert_eq!(server.status(&format!("GET / HTTP/1.1\r\nHost: localhost:{}", server.port)), 200);
    for path in ["/", "/none", "/__refrain/events"] {
        let foreign = format!("GET {path} HTTP/1.1\r\nHost: evil.example");
        assert_eq!(server.status(&foreign), 403, "{path}");
    }
    let events = "GET /__refrain/events HTTP/1.1\r\nHost: HOST\r\nOrigin: http://evil.example";
    assert_eq!(server.status(events), 403);
    assert_eq!(server.status("POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0"), 405);
    assert_eq!(server.status(&format!("GET /{} HTTP/1.1\r\nHost: HOST", "a".repeat(9000))), 414);
    let head = format!("GET / HTTP/1.1\r\nHost: HOST\r\nX: {}", "a".repeat(40_000));
    assert_eq!(server.status(&head), 431);
}

#[test]
fn pages_bear_strict_headers_and_nothing_but_the_site_is_served() {
    let server = start(SETTINGS);
    let page = server.get("/").to_lowercase();
    for header in [
        "content-type: text/html; charset=utf-8",
        "content-security-policy: default-src 'none'",
        "x-content-type-options: nosniff",
        "cache-control: no-store",
    ] {
        assert!(page.contains(header), "{header}: {page}");
    }
    assert!(!page.contains("access-control"));
    for path in
        ["/refrain.yaml", "/../refrain.yaml", "/%2e%2e/refrain.yaml", "/..%2frefrain.yaml", "//etc/passwd"]
    {
        let answer = server.get(path);
        assert!(answer.starts_with("HTTP/1.1 404") && !answer.contains("company: Acme"), "{path}: {answer}");
    }
    assert!(!server.folder.path().join("site").exists(), "nothing is written");
}

#[test]
fn a_save_reloads_and_a_mistake_keeps_the_last_good_page() {
    let server = start(SETTINGS);
    let mut events = server.listen();
    assert_eq!(events.next().0, "ready");
    server.save("refrain.yaml", &SETTINGS.replace("Acme", "Larkfield"));
    assert_eq!(events.next().0, "reload");
    assert!(server.get("/").contains("Larkfield"));

    server.save("messaging/pains.yaml", "pains:\n  - id: [\n");
    let (name, data) = events.next();
    assert_eq!(name, "error");
    let notes: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!(notes[0]["path"], "messaging/pains.yaml");
    assert!(notes[0]["line"].is_u64() && notes[0]["col"].is_u64() && notes[0]["message"].is_string());
    let page = server.get("/");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("Larkfield"));
    assert_eq!(server.listen().next().0, "error", "who comes later is told too");

    server.save("messaging/pains.yaml", PAINS);
    assert_eq!(events.next().0, "reload");
    assert_eq!(server.listen().next().0, "ready");
}

#[test]
fn a_theme_is_taken_up_and_its_mistakes_are_told() {
    let server = start(SETTINGS);
    let mut events = server.listen();
    assert_eq!(events.next().0, "ready");
    let folder = server.folder.path().join("themes/default/assets");
    fs::create_dir_all(&folder).unwrap();
    server.save("themes/default/assets/style.css", "main { color: teal }");
    assert_eq!(events.next().0, "reload");
    assert!(server.get("/assets/style.css").ends_with("main { color: teal }"));
    server.save("themes/default/assets/style.css", "main { color: navy }");
    assert_eq!(events.next().0, "reload");
    assert!(server.get("/assets/style.css").ends_with("main { color: navy }"));

    fs::create_dir_all(server.folder.path().join("themes/default/templates")).unwrap();
    server.save("themes/default/templates/home.html", "{{ nothing.at.all }}\n");
    let (name, data) = events.next();
    assert!(name == "error" && data.contains("themes/default/templates/home.html"), "{name} {data}");
    assert!(server.get("/").starts_with("HTTP/1.1 200"));
    fs::remove_file(server.folder.path().join("themes/default/templates/home.html")).unwrap();
    assert_eq!(events.next().0, "reload");
}

#[test]
fn the_author_is_told_what_was_found_in_what_a_page_shows() {
    let settings = SETTINGS.replace("company", "teams: [sales]\ncompany");
    let server = start(&settings);
    let mut events = server.listen();
    assert_eq!(events.next().0, "ready");
    let terms = "terms:\n  - {use: van, not: [lorry], why: one name for one thing}\n";
    server.save("messaging/terms.yaml", terms);
    events.next();
    server.save("messaging/pains.yaml", &PAINS.replace("Vans stand", "Each lorry stands"));
    let told = |page: &str| -> serde_json::Value {
        let answer = server.get(&format!("/__refrain/findings/{page}.json"));
        serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
    };
    let wrong = |told: &serde_json::Value| {
        told["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "term/preferred").cloned()
    };
    let begun = std::time::Instant::now();
    let found = loop {
        if let Some(found) = wrong(&told("pain/idle.html")) {
            break found;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "{}", told("pain/idle.html"));
        std::thread::sleep(Duration::from_millis(50));
    };
    assert_eq!((&found["path"], &found["line"]), (&"messaging/pains.yaml".into(), &2.into()));
    assert!(found["message"].as_str().unwrap().contains("lorry") && found["help"].is_string());
    assert!(wrong(&told("metrics.html")).is_none(), "a page that does not show the item");
    assert_eq!(told("no-such-page.html"), serde_json::json!({"findings": [], "more": 0}));
    let foreign =
        "GET /__refrain/findings/index.html.json HTTP/1.1\r\nHost: HOST\r\nSec-Fetch-Site: cross-site";
    assert_eq!(server.status(foreign), 403);
}

#[test]
fn a_project_that_cannot_be_built_is_waited_for() {
    let server = start("company: [\n");
    let page = server.get("/");
    assert!(page.starts_with("HTTP/1.1 503") && page.contains("refrain.yaml:"), "{page}");
    let mut events = server.listen();
    assert_eq!(events.next().0, "error");
    server.save("refrain.yaml", SETTINGS);
    assert_eq!(events.next().0, "reload");
    assert!(server.get("/").starts_with("HTTP/1.1 200"));
}

#[test]
fn a_port_that_is_taken_is_told() {
    let server = start(SETTINGS);
    let second = Command::new(env!("CARGO_BIN_EXE_refrain"))
        .current_dir(server.folder.path())
        .args(["serve", "--port", &server.port.to_string()])
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&second.stderr).contains("another program uses it"));
}

#[test]
#[cfg(unix)]
fn a_signal_ends_it_at_once_though_somebody_listens() {
    let mut server = start(SETTINGS);
    let mut events = server.listen();
    events.next();
    let pid = server.program.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    assert_eq!(server.program.wait().unwrap().code(), Some(130));
}
