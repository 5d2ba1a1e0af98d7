//! x

use super::Phrases;

pub(super) const PHRASES: Phrases = &[];
