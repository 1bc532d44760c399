//! The server under many connections that ask at random, some of which break off, while the book is
//! swapped: every answer has to be that of one of its versions, byte for byte, and memory has to stay flat.

mod books;
mod client;
mod questions;
mod told;

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use beatbook_tests::Server;

use self::books::Books;
use self::client::Client;
use self::questions::{Answer, Numbers, Question, questions};
pub use self::told::Told;

pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Most faults that are told one by one.
const FAULTS: usize = 20;
/// How often memory is looked at.
const LOOK: Duration = Duration::from_millis(500);

/// How long, how hard.
#[derive(Debug, Clone, Copy)]
pub struct Soak {
    pub length: Duration,
    pub connections: usize,
    /// Time between two swaps of the book.
    pub swap: Duration,
    /// Different questions.
    pub questions: usize,
    /// Events of the synthetic city.
    pub events: u32,
}

/// What the connections share.
struct Field<'a> {
    url: &'a str,
    questions: &'a [Question],
    done: AtomicBool,
    faults: Mutex<Vec<String>>,
    heard: Mutex<Vec<Heard>>,
    cuts: AtomicUsize,
}

/// One answer: what kind, which status, how long it took.
struct Heard {
    kind: &'static str,
    status: u16,
    took: Duration,
}

impl Soak {
    /// Makes the books, asks, and tells.
    ///
    /// - `program`: the built program; `folder`: where the books are made.
    pub fn run(self, program: &Path, folder: &Path) -> Result<Told> {
        let books = Books::make(program, folder, self.events)?;
        let asked = {
            let [first, second] = books.alone();
            let first = Server::start_on(program, first, "1")?;
            let second = Server::start_on(program, second, "1")?;
            questions([first.url(), second.url()], self.questions, 1)?
        };
        let server = Server::start(program, books.both())?;
        let field = Field {
            url: server.url(),
            questions: &asked,
            done: AtomicBool::new(false),
            faults: Mutex::default(),
            heard: Mutex::default(),
            cuts: AtomicUsize::new(0),
        };
        let mut memory = Vec::new();
        let began = Instant::now();
        thread::scope(|scope| -> Result<()> {
            for number in 0..self.connections {
                let field = &field;
                scope.spawn(move || field.connection(number as u64));
            }
            let ended = self.watch(&books, &server, &mut memory);
            field.done.store(true, Ordering::Relaxed);
            ended
        })?;
        let length = began.elapsed();
        let metrics = at_rest(server.url())?;
        let mut told = Told {
            soak: self,
            length,
            cpu: told::cpu(server.id()),
            memory,
            swaps: told::number(&metrics, "beatbook_book_swaps_total")?,
            cancelled: told::number(&metrics, "beatbook_work_cancelled_total")?,
            refused: told::number(&metrics, "beatbook_queue_refused_total")?,
            cuts: field.cuts.into_inner(),
            faults: field
                .faults
                .into_inner()
                .map_err(|_| "a connection panicked")?,
            answers: Vec::new(),
        };
        for name in ["beatbook_broken_total", "beatbook_book_troubles_total"] {
            if told::number(&metrics, name)? > 0.0 {
                told.faults.push(format!("{name} is not 0:\n{metrics}"));
            }
        }
        let heard = field
            .heard
            .into_inner()
            .map_err(|_| "a connection panicked")?;
        told.answers = heard
            .into_iter()
            .map(|heard| (heard.kind, heard.status, heard.took))
            .collect();
        Ok(told)
    }

    /// Swaps the book and looks at memory until the time is over.
    fn watch(self, books: &Books, server: &Server, memory: &mut Vec<(f64, f64)>) -> Result<()> {
        let began = Instant::now();
        let mut swaps = 0;
        while began.elapsed() < self.length {
            thread::sleep(LOOK.min(self.swap));
            if let Some(mib) = told::resident(server.id()) {
                memory.push((began.elapsed().as_secs_f64(), mib));
            }
            if began.elapsed() >= self.swap * (swaps + 1) {
                swaps += 1;
                books.publish(swaps as usize % 2)?;
            }
        }
        Ok(())
    }
}

impl Field<'_> {
    /// Asks until the time is over. Whatever is not as it should be is a fault.
    fn connection(&self, number: u64) {
        let mut numbers = Numbers(number + 1);
        let mut heard = Vec::new();
        let mut client = None;
        while !self.done.load(Ordering::Relaxed) {
            let at = numbers.below(self.questions.len() as u64) as usize;
            let question = &self.questions[at];
            let asked = match client.take() {
                Some(client) => Ok(client),
                None => Client::to(self.url),
            };
            let asked = asked.and_then(|mut client| {
                if numbers.below(16) == 0 {
                    self.cuts.fetch_add(1, Ordering::Relaxed);
                    let after = Duration::from_micros(numbers.below(20_000));
                    return client.ask_and_leave(&question.path, after).map(|()| None);
                }
                let held = &question.answers[numbers.below(2) as usize].tag;
                let headers = match numbers.below(6) {
                    0 if !held.is_empty() => format!("If-None-Match: {held}\r\n"),
                    1 | 2 => "Accept-Encoding: gzip\r\n".to_owned(),
                    _ => String::new(),
                };
                let began = Instant::now();
                let reply = client.get(&question.path, &headers)?;
                Ok(Some((client, reply, began.elapsed())))
            });
            match asked {
                Ok(None) => {}
                Ok(Some((kept, reply, took))) => {
                    client = Some(kept);
                    heard.push(Heard {
                        kind: question.kind,
                        status: reply.status,
                        took,
                    });
                    let fault = match reply.status {
                        304 => {
                            let known = question.answers.iter().any(|a| a.tag == reply.tag);
                            (!known).then_some("names neither version")
                        }
                        503 => (!reply.retry_after).then_some("does not say when to ask again"),
                        _ => {
                            let answer = Answer::of(&reply);
                            let known = question.answers.contains(&answer);
                            (!known).then_some("is the answer of neither version")
                        }
                    };
                    if let Some(fault) = fault {
                        let body = String::from_utf8_lossy(&reply.body);
                        let body: String = body.chars().take(300).collect();
                        let status = reply.status;
                        self.fault(format!("{}: {status} {fault}: {body}", question.path));
                    }
                }
                Err(error) => self.fault(format!("{}: {error}", question.path)),
            }
        }
        if let Ok(mut all) = self.heard.lock() {
            all.append(&mut heard);
        }
    }

    fn fault(&self, fault: String) {
        if let Ok(mut faults) = self.faults.lock()
            && faults.len() < FAULTS
        {
            faults.push(fault);
        }
    }
}

/// What the server counted, once nothing is under way; an error where something remains so.
fn at_rest(url: &str) -> Result<String> {
    let began = Instant::now();
    loop {
        let reply = Client::to(url)?.get("/metrics", "")?;
        let metrics = String::from_utf8(reply.body)?;
        let mut rests = true;
        for (name, most) in [
            ("beatbook_requests_in_flight", 1.0), // this one
            ("beatbook_queue_working", 0.0),
            ("beatbook_queue_waiting", 0.0),
        ] {
            rests &= told::number(&metrics, name)? <= most;
        }
        if rests {
            return Ok(metrics);
        }
        if began.elapsed() > Duration::from_secs(10) {
            return Err(format!("work goes on though nobody asks:\n{metrics}").into());
        }
        thread::sleep(Duration::from_millis(20));
    }
}
