//! Why a request is not answered, in a sentence for who asked. None repeats anything of the request.

use super::{Answer, Body};

/// Why somebody gets no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is no request, its path cannot be decoded, it has no `Host` or two, or it announces a body.
    Malformed,
    /// It is meant for another host, or came here by another name.
    Misdirected,
    /// It wants something else than to read.
    Method,
    /// A page of another site asks.
    Foreign,
    /// Its head has too many bytes, or lines.
    TooLarge,
    /// Its head took too long.
    TooSlow,
    /// The answer could not be made.
    Broken,
}

impl Refusal {
    /// What is said instead of an answer.
    pub fn answer(self) -> Answer {
        let (status, sentence) = self.row();
        let allow = ("Allow", "GET, HEAD".to_owned());
        Answer {
            status,
            media_type: "text/plain; charset=utf-8".to_owned(),
            headers: if self == Self::Method { vec![allow] } else { Vec::new() },
            body: Body::Bytes(format!("{status}: {sentence}\n").into_bytes()),
        }
    }

    const fn row(self) -> (u16, &'static str) {
        match self {
            Self::Malformed => (400, "this is not a request that this server understands."),
            Self::Foreign => (403, "a page of another site may not read this preview."),
            Self::Method => (405, "this server only answers GET and HEAD."),
            Self::TooSlow => (408, "the request took too long to arrive."),
            Self::Misdirected => (421, "this preview has another address: use the one that was printed when it began."),
            Self::TooLarge => (431, "the request has too many headers, or too long ones."),
            Self::Broken => (500, "the answer could not be made; the terminal says more."),
        }
    }
}
