//! What hurts: pain points, answers, ratings and votes, what they cost, duplicates, import of sticky notes.
