//! One `git cat-file --batch` that answers for many objects.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A running `git cat-file --batch`.
#[derive(Debug)]
pub(super) struct Batch {
    child: Child,
    ask: Option<ChildStdin>,
    answer: BufReader<ChildStdout>,
}

impl Batch {
    pub(super) fn start(mut git: Command) -> io::Result<Self> {
        let mut child = git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let (ask, answer) = (child.stdin.take(), child.stdout.take());
        let answer = BufReader::new(answer.ok_or(io::ErrorKind::BrokenPipe)?);
        Ok(Self { child, ask, answer })
    }

    /// The bytes of an object, or its size where that is more than `limit`.
    pub(super) fn read(&mut self, id: &str, limit: usize) -> io::Result<Result<Vec<u8>, u64>> {
        let ask = self.ask.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        ask.write_all(format!("{id}\n").as_bytes())?;
        ask.flush()?;
        let mut head = String::new();
        self.answer.read_line(&mut head)?;
        // `ID blob SIZE`, or `ID missing`.
        let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse::<u64>().ok());
        let size = size.ok_or(io::ErrorKind::InvalidData)?;
        let mut body = (&mut self.answer).take(size + 1);
        if size > limit as u64 {
            io::copy(&mut body, &mut io::sink())?;
            return Ok(Err(size));
        }
        let mut bytes = Vec::with_capacity(size as usize + 1);
        body.read_to_end(&mut bytes)?;
        if bytes.pop() != Some(b'\n') || bytes.len() as u64 != size {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(Ok(bytes))
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        // Without anybody to ask it ends by itself.
        self.ask = None;
        let _ = self.child.wait();
    }
}
