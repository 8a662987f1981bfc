//! Made-up projects of any size, the same bytes for the same numbers.
#![allow(dead_code)]

use std::fmt::Write as _;

use refrain::files::Memory;

/// How big a project is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Conversation pages (persona x stage) the playbook has, about.
    pub pages: usize,
    /// Copy files.
    pub copy_files: usize,
    /// Words in each of them, about.
    pub words: usize,
    /// Terms of the glossary.
    pub terms: usize,
    /// Claims.
    pub claims: usize,
}

/// A fixed sequence of numbers that look like chance (xorshift64*).
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }
    pub fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % below.max(1)
    }
    pub fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.next(words.len())]
    }
}

const NOUNS: &[&str] = &[
    "van",
    "visit",
    "dispatcher",
    "route",
    "window",
    "customer",
    "contract",
    "season",
    "crew",
    "boiler",
    "invoice",
    "plan",
    "slot",
    "depot",
    "board",
    "call",
    "message",
    "morning",
    "engineer",
    "report",
    "tenant",
    "lift",
    "valve",
    "garage",
];
const VERBS: &[&str] = &[
    "fills", "moves", "keeps", "shows", "sends", "finds", "plans", "checks", "calls", "opens", "holds",
    "ends", "starts",
];
const ADJECTIVES: &[&str] = &[
    "late", "empty", "full", "short", "quiet", "busy", "cold", "regional", "monthly", "second", "spare",
    "early",
];
const SYLLABLES: &[&str] = &[
    "ba", "co", "di", "fu", "ga", "ho", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "ve", "wa", "xi",
    "yo", "zen", "tor",
];

/// A word that is in no dictionary, from a number.
pub fn coined(n: usize) -> String {
    let base = SYLLABLES.len();
    let mut word = String::new();
    for at in 0..4 {
        word.push_str(SYLLABLES[n / base.pow(at) % base]);
    }
    word
}

fn sentence(chance: &mut Chance, out: &mut String) {
    let _ = write!(
        out,
        "The {} {} {} the {} {} before the {} of your {}",
        chance.pick(ADJECTIVES),
        chance.pick(NOUNS),
        chance.pick(VERBS),
        chance.pick(ADJECTIVES),
        chance.pick(NOUNS),
        chance.pick(NOUNS),
        chance.pick(NOUNS),
    );
    match chance.next(24) {
        0 => {
            let _ = write!(
                out,
                ", on average {}% of {} {}s",
                20 + chance.next(60),
                chance.pick(ADJECTIVES),
                chance.pick(NOUNS)
            );
        }
        1 => {
            let _ = write!(out, ", which took us {} days", 2 + chance.next(40));
        }
        2 => out.push_str(", and you see it in **one** [list](https://example.com/list)"),
        _ => {}
    }
    out.push_str(". ");
}

/// One piece of copy in Markdown; one in 40 sentences holds a wrong word.
pub fn copy(seed: usize, words: usize, terms: usize) -> String {
    let mut chance = Chance::new(seed as u64 + 1);
    let mut text =
        format!("---\ntitle: Piece {seed}\nrefrain: {{team: marketing, stage: why-change}}\n---\n");
    let mut written = 0;
    while written < words {
        let _ = write!(text, "\n## The {} {}\n\n", chance.pick(ADJECTIVES), chance.pick(NOUNS));
        for _ in 0..4 {
            for _ in 0..5 {
                sentence(&mut chance, &mut text);
                written += 15;
                if terms > 0 && chance.next(40) == 0 {
                    let _ = write!(text, "We call it {}. ", coined(2 * chance.next(terms) + 1));
                    written += 4;
                }
            }
            text.push_str("\n\n");
        }
        let _ = write!(
            text,
            "* one {}\n* two {}s\n* three {}s\n",
            chance.pick(NOUNS),
            chance.pick(NOUNS),
            chance.pick(NOUNS)
        );
    }
    text
}

/// A whole project in memory.
pub fn project(size: Size) -> Memory {
    let mut files = Memory::default();
    files.insert(
        "refrain.yaml",
        "company: Dockhand\nproduct: Dockhand Scheduler\nas_of: 2026-11-01\ncopy:\n  - {files: \"content/copy/**/*.md\", team: marketing}\n",
    );
    let mut chance = Chance::new(7);
    for (part, chunk) in (0..size.terms).collect::<Vec<_>>().chunks(500).enumerate() {
        let mut yaml = String::from("terms:\n");
        for n in chunk {
            let _ = writeln!(
                yaml,
                "  - {{use: {}, not: [{}], why: one name for one thing}}",
                coined(2 * n),
                coined(2 * n + 1)
            );
        }
        files.insert(&format!("content/terms/{part:04}.yaml"), yaml);
    }
    for (part, chunk) in (0..size.claims).collect::<Vec<_>>().chunks(100).enumerate() {
        let mut yaml = String::from("claims:\n");
        for n in chunk {
            let value = 20 + chance.next(60);
            let (adjective, noun) = (chance.pick(ADJECTIVES), chance.pick(NOUNS));
            let _ = write!(
                yaml,
                "  - id: claim-{n}\n    says: On average {value}% of {adjective} {noun}s are {}ed the same day\n    figure: {{value: {value}, unit: percent, words: [{} {noun}s, {}ed]}}\n    requires_any: [on average]\n    owner: marketing\n    proof: [{{kind: internal-data, source: reports/{n}.csv, date: 2026-09-01}}]\n",
                coined(*n),
                adjective,
                coined(*n),
            );
        }
        files.insert(&format!("content/claims/{part:04}.yaml"), yaml);
    }
    playbook(&mut files, size.pages, size.claims, &mut chance);
    for n in 0..size.copy_files {
        files
            .insert(&format!("content/copy/{:02}/piece-{n:05}.md", n % 100), copy(n, size.words, size.terms));
    }
    files
}

/// Personas with a message at each stage: eight conversation pages for each persona.
fn playbook(files: &mut Memory, pages: usize, claims: usize, chance: &mut Chance) {
    const STAGES: &[&str] = &[
        "why-change",
        "why-you",
        "why-now",
        "first-90-days",
        "why-stay",
        "why-pay",
        "why-evolve",
        "why-forgive",
    ];
    let personas = pages.div_ceil(STAGES.len());
    for n in 0..personas {
        let mut yaml = String::new();
        let _ = write!(
            yaml,
            "pains:\n  - id: pain-{n}\n    statement: The {} {} costs us the {} {} each week.\n    severity: {}\n    budget: the van budget\n    words: [{}, {}]\n    questions: [\"How many {}s did you lose last month?\"]\n",
            chance.pick(ADJECTIVES),
            chance.pick(NOUNS),
            chance.pick(ADJECTIVES),
            chance.pick(NOUNS),
            1 + chance.next(5),
            coined(4000 + 2 * n),
            coined(4001 + 2 * n),
            chance.pick(NOUNS),
        );
        let _ = write!(
            yaml,
            "personas:\n  - id: persona-{n}\n    name: {} {} manager {n}\n    titles: [Head of {}s, {} lead]\n    outcome: No {} stands {} and no {} is called twice\n    pains: [pain-{n}]\nmessages:\n",
            chance.pick(ADJECTIVES),
            chance.pick(NOUNS),
            chance.pick(NOUNS),
            chance.pick(NOUNS),
            chance.pick(NOUNS),
            chance.pick(ADJECTIVES),
            chance.pick(NOUNS),
        );
        for stage in STAGES {
            let mut long = String::new();
            for _ in 0..24 {
                sentence(chance, &mut long);
            }
            let _ = write!(
                yaml,
                "  - id: {stage}-{n}\n    stage: {stage}\n    personas: [persona-{n}]\n    pains: [pain-{n}]\n    owner: marketing\n    headline: The {} {} {} {n}\n    long: >-\n      {}\n    talk_track: Ask how many slots they lost, then wait.\n    cta: See the plan\n",
                chance.pick(ADJECTIVES),
                chance.pick(NOUNS),
                chance.pick(NOUNS),
                long.trim(),
            );
            if claims > 0 {
                let _ = writeln!(yaml, "    claims: [claim-{}]", chance.next(claims));
            }
        }
        files.insert(&format!("content/people/{:02}/persona-{n:05}.yaml", n % 100), yaml);
    }
}

/// Writes a project to disk, for whole-process measurements.
pub fn write(files: &Memory, root: &std::path::Path) {
    use refrain::files::Files as _;
    for path in files.walk("").expect("memory lists itself") {
        let target = root.join(&path);
        std::fs::create_dir_all(target.parent().expect("a file has a folder")).expect("a folder");
        std::fs::write(target, files.read(&path, usize::MAX).expect("memory reads itself")).expect("a file");
    }
}
